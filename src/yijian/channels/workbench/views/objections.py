"""An officer and an objection: review it, and record what a reconsideration office or a court said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access
from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.views.acts import METHODS, Asked, FieldsOf, asked_first, choosing, text_in
from yijian.channels.workbench.views.responses import OnTask
from yijian.core.cases.notice_words import BODY_NAMES
from yijian.core.errors import Text
from yijian.usecases import objections
from yijian.usecases.permissions import Permission

REVIEW: Final = Asked(
    command="DecideObjection",
    title=Text("复核异议", "Review the objection"),
    lead=Text(
        "原来的决定不是您作的，由您复核。改变决定的，马上生效；重新办理的，时间重新计算，已经发出的证件失效。"
        "申请人会收到复核决定书。",
        "You had no part in the decision, so you review it. A change takes effect at once; if it is sent back, the clock begins "
        "again and what was issued is no longer valid. The applicant gets the decision on the review.",
    ),
    button=Text("发复核决定书", "Send the decision on the review"),
)
EXTERNAL: Final = Asked(
    command="RecordExternalReview",
    title=Text("登记复议、诉讼结果", "Record a reconsideration or judgment"),
    lead=Text(
        "行政复议机关、人民法院有了生效的结果，登记到这里，照着执行。",
        "When a reconsideration office or a court has decided with effect, record it here; the case follows it.",
    ),
    button=Text("登记，照着执行", "Record it and follow it"),
)
OUTCOME: Final = Field(name="outcome", label=Text("结果", "Outcome"), kind="radios")
FINDING: Final = replace(
    controls.REASON,
    label=Text("审查的情况和理由", "What the review found, and why"),
)
BODY: Final = Field(
    name="body",
    label=Text("谁审查的", "Who reviewed"),
    kind="radios",
    choices=tuple(Choice(value=body.value, label=name) for body, name in BODY_NAMES.items()),
)
DOCUMENT: Final = Field(
    name="number",
    label=Text("文书编号", "Number of its document"),
    hint=Text("复议决定书或者裁判文书上的编号", "As on the decision or judgment"),
    maxlength=100,
)


@require_http_methods(METHODS)
@access(Permission.REVIEW_OBJECTION)
def review(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Answer an objection."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return objections.review(
            **own,
            outcome=posted.get(OUTCOME.name, ""),
            finding=text_in(posted, FINDING),
        )

    fields = (OUTCOME, FINDING)
    return asked_first(request, case_id, task, REVIEW, fields, carry_out, fields_of=_with_outcomes(fields))


@require_http_methods(METHODS)
@access(Permission.REVIEW_OBJECTION)
def external(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Record an outcome from outside."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return objections.record_external(
            **own,
            body=posted.get(BODY.name, ""),
            number=text_in(posted, DOCUMENT),
            outcome=posted.get(OUTCOME.name, ""),
            finding=text_in(posted, FINDING),
        )

    fields = (BODY, DOCUMENT, OUTCOME, FINDING)
    return asked_first(request, case_id, task, EXTERNAL, fields, carry_out, fields_of=_with_outcomes(fields))


def _with_outcomes(fields: tuple[Field, ...]) -> FieldsOf:
    """The fields, with the outcomes that fit the decision."""
    return choosing(fields, OUTCOME, lambda view: view.dispute.outcomes)
