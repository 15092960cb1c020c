"""An officer and what their task is owed or was promised: each act asks first, as the other acts do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Choice, Field, date_of
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.defects import DUE, NOT_A_DAY
from yijian.channels.workbench.views.acts import METHODS, Asked, asked_first, choosing, text_in
from yijian.channels.workbench.views.responses import OnTask
from yijian.core.errors import Text
from yijian.usecases import promised_tasks
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import Permission
from yijian.usecases.staff_views import OfficerTaskView

EXTEND: Final = Asked(
    command="ExtendOwing",
    title=Text("准予延期补交", "Extend the day for what is owed"),
    lead=Text(
        "只能延一次，最长和第一次给的时间一样。申请人会收到延期通知书。",
        "Once only, at most as long as the first time. The applicant gets a notice.",
    ),
    button=Text("准予延期，发通知书", "Extend and send the notice"),
)
END: Final = Asked(
    command="EndOwing",
    title=Text("没补齐，终止这一件", "Not brought: end this part"),
    lead=Text(
        "到期没有补齐的，终止办理，不作决定，记入承诺信用。申请人会收到终止通知书，可以重新申请。",
        "What was owed did not come: this part ends without a decision and a note is made. The applicant gets a notice and "
        "can apply again.",
    ),
    button=Text("终止，发通知书", "End it and send the notice"),
    adverse=True,
)
TAKE_IN: Final = Asked(
    command="BringOwedPaper",
    title=Text("窗口收补交的材料", "Take in an owed paper"),
    lead=Text(
        "把当面交的或者寄来的拍照、扫描，放进这一件。申请人会收到消息。",
        "Photograph or scan what was brought or posted. The applicant is told.",
    ),
    button=Text("收下", "Take it in"),
    uploads=True,
)
CHECK: Final = Asked(
    command="CheckPromise",
    title=Text("登记承诺核查", "Record the check of the promise"),
    lead=Text(
        "写看到的情况，申请人会看到。不属实的，接下来责令改正。",
        "Write what you saw: the applicant reads it. If it does not hold, order it to be put right next.",
    ),
    button=Text("登记", "Record it"),
)
ORDER: Final = Asked(
    command="OrderCorrection",
    title=Text("责令改正", "Order to put it right"),
    lead=Text(
        "申请人会收到责令改正通知书。到期没有改正，才能撤销决定。",
        "The applicant gets the order. Only when its day has passed can the decision be revoked.",
    ),
    button=Text("发责令改正通知书", "Send the order"),
    adverse=True,
)
CORRECTED: Final = Asked(
    command="ConfirmCorrection",
    title=Text("登记已改正", "Record that it was put right"),
    lead=Text("改正了，决定照样有效。", "It is put right: the decision stands."),
    button=Text("登记", "Record it"),
)
FINDING: Final = Field(
    name="reason",
    label=Text("看到的情况", "What was found"),
    hint=Text("哪天、在哪、看到什么。申请人会看到", "When, where and what. The applicant reads this"),
    kind="textarea",
    maxlength=controls.LONGEST_REASON,
    width="wide",
)
KEPT: Final = Field(
    name="kept",
    label=Text("承诺属实吗", "Does the promise hold?"),
    kind="radios",
    choices=(
        Choice(value="yes", label=Text("属实", "It holds")),
        Choice(value="no", label=Text("不属实", "It does not")),
    ),
)
UNTIL: Final = replace(DUE, label=Text("到哪天（含当天）", "Until the end of"), hint=None)
WAY: Final = Field(
    name="way",
    label=Text("怎么交来的", "How it came"),
    kind="radios",
    choices=(
        Choice(value="counter", label=Text("到窗口交的", "Brought to the counter")),
        Choice(value="post", label=Text("寄来的", "By post")),
    ),
)
SCAN: Final = Field(name="file", label=Text("照片或扫描件", "Photo or scan"), kind="file")
PAPER: Final = Field(name="paper", label=Text("是哪一份", "Which paper"), kind="radios")
CHOOSE_FILE: Final = Text("请选一个文件", "Choose a file")


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def take_in(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Take in an owed paper at the counter or by post."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        file = request.FILES.get(SCAN.name)
        if file is None:
            raise AnswersRefused(problems={SCAN.name: CHOOSE_FILE})
        return promised_tasks.take_in(
            **own,
            paper=posted.get(PAPER.name, ""),
            by_post=posted.get(WAY.name) == "post",
            file_name=(file.name or "")[-100:],
            content=file.read(),
        )

    def outstanding(view: OfficerTaskView) -> list[tuple[str, Text]]:
        papers = view.owing.papers if view.owing else ()
        return [(one.paper, one.name) for one in papers if one.brought_at is None]

    fields = (PAPER, WAY, SCAN)
    fields_of = choosing(fields, PAPER, outstanding)
    return asked_first(request, case_id, task, TAKE_IN, fields, carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def extend(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Give the one extension."""
    reason = replace(controls.REASON, required=False)

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return promised_tasks.extend(
            **own,
            due=_day(posted),
            reason=text_in(posted, reason),
        )

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        latest = view.owing.latest if view.owing else None
        return (replace(UNTIL, value=latest.isoformat() if latest else ""), reason)

    return asked_first(request, case_id, task, EXTEND, (UNTIL, reason), carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def end_owing(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """End the task because what was owed did not come."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return promised_tasks.end_unbrought(
            **own,
            reason=text_in(posted, controls.REASON),
        )

    return asked_first(request, case_id, task, END, (controls.REASON,), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def check(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Record the check of a promise."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return promised_tasks.check(
            **own,
            kept=posted.get(KEPT.name) == "yes",
            finding=text_in(posted, FINDING),
        )

    return asked_first(request, case_id, task, CHECK, (KEPT, FINDING), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def order(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Order that a broken promise is put right."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return promised_tasks.order_correction(
            **own,
            due=_day(posted),
            reason=text_in(posted, controls.REASON),
        )

    return asked_first(request, case_id, task, ORDER, (UNTIL, controls.REASON), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def corrected(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Record that it was put right."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return promised_tasks.confirm_correction(
            **own,
            finding=text_in(posted, FINDING),
        )

    return asked_first(request, case_id, task, CORRECTED, (FINDING,), carry_out)


def _day(posted: QueryDict) -> date:
    """The day that was typed. Raises AnswersRefused for what is no day."""
    day = date_of(typed(posted, UNTIL))
    if day is None:
        raise AnswersRefused(problems={UNTIL.name: NOT_A_DAY})
    return day
