"""One's own cases: the list, one case with its lanes, notices, results, readings; supplement, withdraw, rate."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.fields import Choice, Field
from yijian.channels.look.parts import EmptyState
from yijian.channels.look.responses import download
from yijian.channels.portal.presenters.case import case_page, case_rows
from yijian.channels.portal.presenters.change import to_sign_words
from yijian.channels.portal.presenters.lanes import case_chart
from yijian.channels.portal.presenters.messages import message_lines
from yijian.channels.portal.presenters.places import lamp_of
from yijian.channels.portal.presenters.promises import owed_parts, promised_parts
from yijian.channels.portal.presenters.reads import readings_of
from yijian.channels.portal.presenters.review import missing_links
from yijian.channels.portal.views.papers import NOTHING_CHOSEN
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import Text
from yijian.ports import UploadRefused
from yijian.usecases import apply, feedback, follow, promise, serving
from yijian.usecases.apply import SubmissionIncomplete
from yijian.usecases.permissions import NotFound, Permission
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.views import CaseView, NoticeView

GRADES = (
    ("5", Text("非常满意", "Very satisfied")),
    ("4", Text("满意", "Satisfied")),
    ("3", Text("基本满意", "Fairly satisfied")),
    ("2", Text("不满意", "Dissatisfied")),
    ("1", Text("非常不满意", "Very dissatisfied")),
)
GRADE = Field(
    name="grade",
    label=Text("这件事办得怎么样", "How was it done?"),
    kind="radios",
    choices=tuple(Choice(value=value, label=label) for value, label in GRADES),
)
COMMENT = Field(
    name="comment",
    label=Text("想说的话", "What you would like to say"),
    kind="textarea",
    required=False,
    maxlength=500,
    width="wide",
)
REASON = Field(
    name="reason",
    label=Text("为什么撤回", "Why you withdraw"),
    hint=Text("可以不写。写了能帮部门改进", "You may leave this empty. It helps the departments to improve"),
    kind="textarea",
    required=False,
    maxlength=500,
    width="wide",
)

NO_CASES = EmptyState(
    title=Text("还没有办件", "No cases yet"),
    text=Text("填到一半的和交上去的都会在这里", "What you begin and what you hand in will be here"),
)
NO_MESSAGES = EmptyState(
    title=Text("没有消息", "No messages"),
    text=Text("有进展、要您做什么，都会告诉您", "You hear when something moves or when it is your turn"),
)


@require_safe
@access(Permission.READ_OWN_CASE)
def cases(request: HttpRequest) -> HttpResponse:
    """My cases, what needs me first."""
    rows = follow.cases_of(actor=actor_of(request), ports=ports_of(request))
    return page(request, "cases", {"rows": case_rows(rows), "nothing": NO_CASES})


@require_safe
@access(Permission.READ_OWN_CASE)
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case: the date, what I must do, how far each department is, who has read my data, what has come."""
    found = _read(request, case_id)
    if found.received_at is None:
        return to("application", case_id)
    return _shown(request, found)


@require_POST
@access(Permission.APPLY)
def supplement(request: HttpRequest, case_id: str) -> HttpResponse:
    """Hand in what the correction notice asked for."""
    actor, ports = actor_of(request), ports_of(request)
    try:
        apply.supplement(actor=actor, ports=ports, case_id=case_id, key=posted_key(request))
    except SubmissionIncomplete as refusal:
        view = apply.application(actor=actor, ports=ports, case_id=case_id)
        found = follow.case(actor=actor, ports=ports, case_id=case_id)
        return _shown(request, found, missing=missing_links(view, refusal.missing), status=422)
    return to("case", case_id)


@require_POST
@access(Permission.APPLY)
def bring_owed(request: HttpRequest, case_id: str) -> HttpResponse:
    """Hand in a paper that is owed."""
    paper = request.POST.get("paper", "")
    file = request.FILES.get(f"file-{html_name(paper)}")
    if file is None:
        return _shown(request, _read(request, case_id), refused=paper, problem=NOTHING_CHOSEN, status=422)
    try:
        promise.bring_owed_paper(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            paper=paper,
            file_name=(file.name or "")[-100:],
            content=file.read(),
            key=posted_key(request),
        )
    except UploadRefused as refusal:
        return _shown(request, _read(request, case_id), refused=paper, problem=refusal.text, status=422)
    return to("case", case_id, anchor="owed")


@require_POST
@access(Permission.APPLY)
def extension(request: HttpRequest, case_id: str) -> HttpResponse:
    """Ask for the one extension of the day by which owed papers must come."""
    task = request.POST.get("task", "")
    try:
        promise.ask_for_extension(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            task=task,
            reason=request.POST.get(f"reason-{html_name(task)}", "").strip()[:500],
            key=posted_key(request),
        )
    except ReasonMissing as refusal:
        return _shown(request, _read(request, case_id), refused=task, problem=refusal.text, status=422)
    return to("case", case_id, anchor="owed")


def _shown(
    request: HttpRequest,
    found: CaseView,
    *,
    missing: tuple[object, ...] = (),
    refused: str = "",
    problem: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    owed = owed_parts(found, refused=refused, problem=problem)
    controls = (*(one.field for part in owed for one in part.papers), *(part.ask for part in owed))
    return page(
        request,
        "case",
        {
            "case": found,
            "shown": case_page(found),
            "readings": readings_of(found.access),
            "handover_lamp": lamp_of(found.handover),
            "chart": case_chart(found, calendar=ports_of(request).definitions.calendar()),
            "missing": missing,
            "to_sign": to_sign_words(found.to_sign),
            "owed": owed,
            "promised": promised_parts(found),
            "disputed": [one for one in found.tasks if one.dispute.undoings or one.dispute.objections],
            "fields": tuple(each for each in controls if each is not None),
        },
        status=status,
    )


@require_safe
@access(Permission.READ_OWN_CASE)
def readings(request: HttpRequest, case_id: str) -> HttpResponse:
    """Everyone who has read my data in this case."""
    found = _read(request, case_id)
    return page(request, "readings", {"case": found, "readings": readings_of(found.access)})


def _opened(request: HttpRequest, case_id: str, notice: str) -> None:
    """That a notice was shown; asking for its headers alone does not open it."""
    if request.method == "GET":
        serving.open_notice(actor=actor_of(request), ports=ports_of(request), case_id=case_id, notice=notice)


def _notice(found: CaseView, number: str) -> NoticeView:
    """The notice of that number. Raises NotFound."""
    for each in found.notices:
        if each.number == number:
            return each
    raise NotFound(what=number)


@require_safe
@access(Permission.READ_OWN_CASE)
def notice(request: HttpRequest, case_id: str, notice: str) -> HttpResponse:
    """One notice as a page; that it was opened is recorded, the first time as its delivery."""
    found = _read(request, case_id)
    if _notice(found, notice).delivery is None:
        _opened(request, case_id, notice)
        found = _read(request, case_id)
    return page(request, "notice", {"case": found, "notice": _notice(found, notice)})


@require_safe
@access(Permission.READ_OWN_CASE)
def notice_file(request: HttpRequest, case_id: str, notice: str) -> HttpResponse:
    """One notice as PDF; as `notice`."""
    content = follow.read_notice(
        actor=actor_of(request), ports=ports_of(request), case_id=case_id, notice=notice
    )
    _opened(request, case_id, notice)
    return download(content)


@require_safe
@access(Permission.READ_OWN_CASE)
def output_file(request: HttpRequest, case_id: str, output: str) -> HttpResponse:
    """One result as PDF."""
    return download(
        follow.read_output(actor=actor_of(request), ports=ports_of(request), case_id=case_id, output=output)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def withdraw(request: HttpRequest, case_id: str) -> HttpResponse:
    """Take the application back: what follows from it, an optional reason, and the button."""
    if request.method == "POST":
        apply.withdraw(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            reason=request.POST.get("reason", "").strip()[:500],
            key=posted_key(request),
        )
        return to("case", case_id)
    found = _read(request, case_id)
    if not found.may_withdraw:
        return to("case", case_id)
    return page(request, "withdraw", {"case": found, "shown": case_page(found), "reason": REASON})


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def rate(request: HttpRequest, case_id: str) -> HttpResponse:
    """Rate the case, one to five."""
    grade, comment, status = GRADE, COMMENT, 200
    if request.method == "POST":
        chosen, said = request.POST.get("grade", ""), request.POST.get("comment", "").strip()[:500]
        if chosen in dict(GRADES):
            feedback.rate(
                actor=actor_of(request),
                ports=ports_of(request),
                case_id=case_id,
                grade=int(chosen),
                comment=said,
                key=posted_key(request),
            )
            return to("case", case_id, anchor="rating")
        grade = replace(GRADE, error=Text("请选一个", "Please choose one"))
        comment, status = replace(COMMENT, value=said), 422
    found = _read(request, case_id)
    if not found.may_rate:
        return to("case", case_id)
    return page(
        request,
        "rate",
        {"case": found, "grade": grade, "comment": comment, "fields": (grade, comment)},
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.READ_OWN_CASE)
def messages(request: HttpRequest) -> HttpResponse:
    """The message centre; POST marks one message as read and goes to its case."""
    if request.method == "POST":
        follow.mark_read(
            actor=actor_of(request), ports=ports_of(request), message=request.POST.get("message", "")
        )
        return to("messages")
    found = follow.messages(actor=actor_of(request), ports=ports_of(request))
    return page(request, "messages", {"lines": message_lines(found), "nothing": NO_MESSAGES})


def _read(request: HttpRequest, case_id: str) -> CaseView:
    return follow.case(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
