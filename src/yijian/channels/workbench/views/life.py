"""A longer limit by the head of the authority, a task handed on, an answer for a change of what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.views.acts import METHODS, Asked, asked_first, choosing, text_in
from yijian.channels.workbench.views.responses import OnTask
from yijian.core.errors import Text
from yijian.usecases import changing, extending, transferring
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import Permission
from yijian.usecases.staff_views import OfficerTaskView

EXTEND_LIMIT: Final = Asked(
    command="ExtendLimit",
    title=Text("延长办理期限", "Extend the time limit"),
    lead=Text(
        "由本机关负责人批准，只能延长一次，期限过了就不能再延。申请人会收到告知书，里面有您写的理由和新的日子。",
        "Approved by the head of the authority, once, and only while the limit runs. The applicant gets a notice with your "
        "reason and the new day.",
    ),
    button=Text("批准延长，发告知书", "Approve and send the notice"),
)
REQUEST: Final = Asked(
    command="RequestLimitExtension",
    title=Text("向负责人申请延长期限", "Ask the head for more time"),
    lead=Text(
        "负责人看了您写的理由再决定。没有答复以前，期限照常走。申请人不会看到这份申请；批准了，申请人会收到告知书，里面是负责人写的理由。",
        "The head decides by the reason you give. Until then the limit runs on. The applicant does not see the request; if it is "
        "given, they get a notice with the reason that the head writes.",
    ),
    button=Text("交给负责人", "Send it to the head"),
)
DECLINE: Final = Asked(
    command="DeclineLimitExtension",
    title=Text("不同意延长期限", "Do not give more time"),
    lead=Text(
        "期限不变。写明理由，申请的同事会看到，可以再申请。",
        "The limit stays as it is. Your colleagues read the reason, and can ask again.",
    ),
    button=Text("答复不同意", "Answer no"),
)
INTERNAL_REASON: Final = replace(
    controls.REASON, hint=Text("只有本机关的人看得到", "Read only inside this authority")
)
TRANSFER: Final = Asked(
    command="TransferTask",
    title=Text("移送有权办的机关", "Hand to the competent authority"),
    lead=Text(
        "这一件连同全部材料交给对方，由它重新答复受理。申请人会收到一张移送告知书，不用重新申请。移送以后，本机关看不到这一件了。",
        "The task goes to the other authority with all its papers, and that one answers anew. The applicant gets one notice "
        "and need not apply again. Afterwards this authority sees nothing of it.",
    ),
    button=Text("移送，发告知书", "Hand it on and send the notice"),
)
ACKNOWLEDGE: Final = Asked(
    command="AcknowledgeChange",
    title=Text("回应申请人改的内容", "Answer for the applicant's change"),
    lead=Text(
        "申请人改了这一件用到的信息。请看过，写明要不要处理、怎么处理。有结论的不会因此改变。",
        "The applicant changed what this rests on. Look at it and say whether anything is done, and what. A decision does not "
        "change by it.",
    ),
    button=Text("登记", "Record it"),
)
SEEN: Final = Field(
    name="reason",
    label=Text("怎么处理的", "What was done"),
    hint=Text("比如：证件上没有这一项，不用重办", "For instance: not printed on the document, nothing to do"),
    kind="textarea",
    maxlength=controls.LONGEST_REASON,
    width="wide",
)
DAYS: Final = Field(
    name="days",
    label=Text("延长几个工作日", "By how many working days"),
    inputmode="numeric",
    maxlength=3,
    width="short",
    unit=Text("个工作日", "working days"),
)
TO: Final = Field(name="to", label=Text("移送给", "Hand it to"), kind="radios")
NOT_DAYS: Final = Text("要填整数", "Give a whole number")


@require_http_methods(METHODS)
@access(Permission.EXTEND_LIMIT)
def extend_limit(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Give the decision more time."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return extending.extend_limit(
            **own,
            days=_days(posted),
            reason=text_in(posted, controls.REASON),
        )

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        asked = view.extension_request
        wanted = str(asked.days) if asked and asked.open else ""
        return (replace(_days_of(view), value=wanted), controls.REASON)

    fields = (DAYS, controls.REASON)
    return asked_first(request, case_id, task, EXTEND_LIMIT, fields, carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def request_extension(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Ask the head for more time."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return extending.request_extension(**own, days=_days(posted), reason=text_in(posted, INTERNAL_REASON))

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        return (_days_of(view), INTERNAL_REASON)

    fields = (DAYS, INTERNAL_REASON)
    return asked_first(request, case_id, task, REQUEST, fields, carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.EXTEND_LIMIT)
def decline_extension(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """The head does not give more time."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return extending.decline_extension(**own, reason=text_in(posted, INTERNAL_REASON))

    return asked_first(request, case_id, task, DECLINE, (INTERNAL_REASON,), carry_out)


def _days_of(view: OfficerTaskView) -> Field:
    """The number of days, with the most that the procedure of the task allows."""
    most = view.longest_extension
    hint = Text(
        f"最多 {most} 个。平台统一的做法，我们还没有核对到条文",
        f"At most {most}: the platform's standard, no clause has been verified",
    )
    if view.extension_by_law:
        hint = Text(f"最多 {most} 个，按这一项的规定", f"At most {most}, by the rules of this service")
    return replace(DAYS, hint=hint if most else None)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def transfer(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Hand the task on."""

    def carry_out(posted: QueryDict, own: OnTask) -> None:
        transferring.transfer(
            **own,
            to=posted.get(TO.name, ""),
            reason=text_in(posted, controls.REASON),
        )

    fields = (TO, controls.REASON)
    fields_of = choosing(fields, TO, lambda view: view.competent)
    return asked_first(request, case_id, task, TRANSFER, fields, carry_out, fields_of=fields_of, leaves=True)


def _days(posted: QueryDict) -> int:
    """The number that was typed. Raises AnswersRefused for what is none."""
    told = typed(posted, DAYS)
    if not (told.isascii() and told.isdigit()):
        raise AnswersRefused(problems={DAYS.name: NOT_DAYS})
    return int(told)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def acknowledge(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Answer for a change of what the task rests on."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return changing.acknowledge(
            **own,
            finding=text_in(posted, SEEN),
        )

    return asked_first(request, case_id, task, ACKNOWLEDGE, (SEEN,), carry_out)
