"""Acts on a task that ask first: reasons, kinds, numbers. One page, one question set, one use case each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.look.fact_controls import html_name, typed
from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.actions import output_id, undelivered
from yijian.channels.workbench.presenters.criteria import against
from yijian.channels.workbench.presenters.names import names_in
from yijian.channels.workbench.views.responses import REFUSALS, OnTask, on_task, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import handle, issue
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.notice_texts import told_remedies
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.staff_views import OfficerTaskView

METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The words of a page that asks before an act: title, what follows, the button; whether remedies are shown, and
    whether a file is handed in."""

    command: str
    title: Text
    lead: Text
    button: Text
    adverse: bool = False
    uploads: bool = False


DECLINE = Asked(
    command="DeclineTask",
    title=Text("不予受理", "Do not accept"),
    lead=Text(
        "申请人会收到不予受理通知书，里面有您写的理由。别的部门照常办。",
        "The applicant gets a notice with your reason. The other authorities go on.",
    ),
    button=Text("发不予受理通知书", "Send the notice of non-acceptance"),
    adverse=True,
)
NOT_COMPETENT = Asked(
    command="DeclareNotCompetent",
    title=Text("不归本机关办", "Another authority is competent"),
    lead=Text(
        "申请人会收到告知书。请写清该找哪个机关、为什么。",
        "The applicant gets a notice. Say which authority is competent and why.",
    ),
    button=Text("发告知书", "Send the notice"),
    adverse=True,
)
SUSPEND = Asked(
    command="SuspendClock",
    title=Text("暂停计时", "Stop the clock"),
    lead=Text(
        "只有依规定的程序才能停表。从今天起的时间不算，申请人会收到告知书。",
        "Only a special procedure stops the clock. Time stops counting today; the applicant gets a notice.",
    ),
    button=Text("暂停计时，发告知书", "Stop the clock and send the notice"),
)
RESUME = Asked(
    command="ResumeClock",
    title=Text("恢复计时", "Let the clock run again"),
    lead=Text(
        "从今天起接着算时间，申请人会收到消息。", "Time counts again from today; the applicant is told."
    ),
    button=Text("恢复计时", "Let the clock run again"),
)
REFUSE = Asked(
    command="RefuseTask",
    title=Text("不予批准", "Refuse"),
    lead=Text(
        "申请人会收到不予批准决定书，里面有您写的理由、条款和救济办法。",
        "The applicant gets a decision with your reason, the clause and the remedies.",
    ),
    button=Text("发不予批准决定书", "Send the refusal"),
    adverse=True,
)
EXTERNAL = Asked(
    command="ApproveTask",
    title=Text("登记别的系统的结果", "Enter a result of another system"),
    lead=Text(
        "已经在垂直系统里办结的，把结果登记到这里。来源会记成“人工录入自那个系统”。",
        "For what was decided in a vertical system. Its source is kept as entered by hand from there.",
    ),
    button=Text("登记结果，发决定书", "Enter the result and send the decision"),
)
ISSUE = Asked(
    command="IssueOutput",
    title=Text("出件", "Issue"),
    lead=Text(
        "确认后生成带核验码的证照，需要它的部门马上能用。",
        "A document with a code to check it is made; authorities that need it can use it at once.",
    ),
    button=Text("出件", "Issue"),
)
DELIVER = Asked(
    command="DeliverOutput",
    title=Text("登记送达", "Record the delivery"),
    lead=Text("结果交到申请人手里以后再登记。", "Record it once the applicant has the result."),
    button=Text("登记送达", "Record the delivery"),
)

FieldsOf = Callable[[OfficerTaskView], tuple[Field, ...]]
CarryOut = Callable[[QueryDict, OnTask], object]


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def decline(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Do not take the matter up, with a reason."""
    return _decline(request, case_id, task, DECLINE, competent=True)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def not_competent(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Say that another authority is competent."""
    return _decline(request, case_id, task, NOT_COMPETENT, competent=False)


def _decline(request: HttpRequest, case_id: str, task: str, words: Asked, *, competent: bool) -> HttpResponse:
    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return handle.decline(
            **own,
            reason=text_in(posted, controls.REASON),
            basis=text_in(posted, controls.BASIS),
            competent=competent,
        )

    basis = replace(controls.BASIS, required=competent)
    return asked_first(request, case_id, task, words, (controls.REASON, basis), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def suspend(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Stop the clock for a special procedure."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return handle.suspend(
            **own,
            kind=posted.get("kind", ""),
            reason=text_in(posted, controls.REASON),
            limit_days=controls.limit_days_in(posted),
        )

    return asked_first(
        request,
        case_id,
        task,
        SUSPEND,
        (controls.stop_kind(()), controls.REASON, controls.LIMIT_DAYS),
        carry_out,
        fields_of=lambda view: (controls.stop_kind(view.stop_kinds), controls.REASON, controls.LIMIT_DAYS),
    )


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def resume(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Let the clock run again."""

    def carry_out(_: QueryDict, own: OnTask) -> object:
        return handle.resume(**own)

    return asked_first(request, case_id, task, RESUME, (), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def refuse(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Decide against the applicant: reason, clause, remedies."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return handle.decide(
            **own,
            approved=False,
            reason=text_in(posted, controls.REASON),
            basis=text_in(posted, controls.BASIS),
            judgements=dict.fromkeys(request.GET.getlist("no"), False),
        )

    return asked_first(request, case_id, task, REFUSE, (controls.REASON, controls.BASIS), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def external(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """A result by hand from another system."""
    reason = replace(
        controls.REASON,
        required=request.POST.get("result") == "refused",
        hint=Text("没有批准的才写，申请人会看到", "Only for a refusal: the applicant reads it"),
    )

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return handle.record_external_result(
            **own,
            system=text_in(posted, controls.SYSTEM),
            number=text_in(posted, controls.EXTERNAL_NUMBER),
            approved=posted.get("result") == "approved",
            reason=text_in(posted, controls.REASON),
        )

    fields = (controls.SYSTEM, controls.EXTERNAL_NUMBER, controls.EXTERNAL_RESULT, reason)
    return asked_first(request, case_id, task, EXTERNAL, fields, carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def issue_output(request: HttpRequest, case_id: str, task: str, output: str) -> HttpResponse:
    """Issue one result with the facts born with it."""
    view = _task(request, case_id, task)
    born = view.born_facts
    names = names_in(ports_of(request).definitions.package(), life_event=view.life_event)
    fields = (*(controls.born_control(planned, names) for planned in born), controls.NUMBER)

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return issue.issue_output(
            **own,
            output=output,
            number=text_in(posted, controls.NUMBER),
            facts={planned.fact: typed(posted, field) for planned, field in zip(born, fields, strict=False)},
        )

    words = replace(ISSUE, title=named(ISSUE.title, dict(view.outputs_to_issue).get(output)))
    return asked_first(request, case_id, task, words, fields, carry_out, view=view)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def deliver(request: HttpRequest, case_id: str, task: str, output: str) -> HttpResponse:
    """Record that a result reached the person."""
    view = _task(request, case_id, task) if request.method != "POST" else None
    names = {output_id(each): each.name for each in undelivered(view)} if view else {}

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return issue.deliver(
            **own,
            output=output,
            mode=posted.get("mode", ""),
            proof=text_in(posted, controls.PROOF),
        )

    words = replace(DELIVER, title=named(DELIVER.title, names.get(output)))
    return asked_first(request, case_id, task, words, (controls.MODE, controls.PROOF), carry_out, view=view)


def asked_first(
    request: HttpRequest,
    case_id: str,
    task: str,
    words: Asked,
    fields: tuple[Field, ...],
    carry_out: CarryOut,
    *,
    fields_of: FieldsOf | None = None,
    view: OfficerTaskView | None = None,
    leaves: bool = False,
) -> HttpResponse:
    """The page that asks; posted, the act. `fields_of`: the fields where they hang on the task. `leaves`: after the act the
    task is not this authority's any more."""
    problems: Mapping[str, Text] = {}
    refusal: YijianError | None = None
    status = 200
    if request.method == "POST":
        typed_ones = tuple(field for field in fields if field.kind != "file")
        problems = controls.empty_ones(typed_ones, request.POST) | unknown_choices(fields, request.POST)
        problems |= controls.days_problem(request.POST)
        if not problems:
            try:
                carry_out(request.POST, on_task(request, case_id, task))
            except (NotFound, PermissionDenied):
                raise
            except AnswersRefused as refused:
                problems = {html_name(path): text for path, text in refused.problems.items()}
            except ReasonMissing as refused:
                problems = {controls.REASON.name: refused.text}
            except REFUSALS as refused:
                refusal, status = refused, 409
            else:
                return to("home") if leaves else to("task", case_id, task)
        status = status if refusal else 422
    view = view or _task(request, case_id, task)
    if request.method != "POST" and words.command not in view.possible:
        return to("task", case_id, task)
    asked = fields_of(view) if fields_of else fields
    if request.method == "POST":
        asked = controls.refilled(asked, request.POST, problems)
    return page(
        request,
        "act",
        {
            "words": words,
            "task": view,
            "back_url": reverse("workbench:task", args=[case_id, task]),
            "fields": asked,
            "refusal": refusal,
            "remedies": told_remedies(
                objection=None if words.command == "OrderCorrection" else view.objection_limit
            )
            if words.adverse
            else (),
            "against": against(view.criteria, request.GET.getlist("no")) if words.adverse else (),
        },
        status=status,
    )


def choosing(
    fields: tuple[Field, ...], chosen: Field, among: Callable[[OfficerTaskView], Iterable[tuple[str, Text]]]
) -> FieldsOf:
    """The fields, one of them with the choices (value and words) that the task offers now."""

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        choices = tuple(Choice(value=value, label=words) for value, words in among(view))
        return tuple(replace(field, choices=choices) if field is chosen else field for field in fields)

    return fields_of


def unknown_choices(fields: tuple[Field, ...], posted: Mapping[str, str]) -> dict[str, Text]:
    """Radios whose posted value is none of theirs; a field without choices is filled in later from the task."""
    return {
        field.name: controls.PLEASE_CHOOSE
        for field in fields
        if field.kind == "radios"
        and field.choices
        and posted.get(field.name, "") not in {choice.value for choice in field.choices}
    }


def _task(request: HttpRequest, case_id: str, task: str) -> OfficerTaskView:
    return handle.task(actor=actor_of(request), ports=ports_of(request), case_id=case_id, task=task)


def text_in(posted: Mapping[str, str], field: Field) -> str:
    """What was typed into the field, no longer than it may be."""
    return posted.get(field.name, "").strip()[: field.maxlength]


def named(title: Text, name: Text | None) -> Text:
    """The title with what it is about, where that is known."""
    return Text(f"{title.zh}：{name.zh}", f"{title.en}: {name.en}") if name else title
