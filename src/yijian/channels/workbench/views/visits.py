"""Visits to a place: an officer arranges one, answers for their own task, says that it took place and what was found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST

from yijian.channels.look.access import access, ports_of
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Choice, Field, date_of
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.defects import NOT_A_DAY
from yijian.channels.workbench.views.acts import METHODS, Asked, asked_first, text_in
from yijian.channels.workbench.views.responses import REFUSALS, OnTask, on_task, to
from yijian.channels.workbench.views.tasks import shown
from yijian.core.cases.names import FINDING_NAMES
from yijian.core.cases.visits import FindingOutcome
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.usecases import visits
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied
from yijian.usecases.staff_views import OfficerTaskView

ARRANGE: Final = Asked(
    command="ProposeVisit",
    title=Text("约踏勘", "Arrange a visit"),
    lead=Text(
        "申请人会收到告知书，里面有日子和一起来的部门，可以申请改日期。别的部门自己说参加还是单独去。踏勘本身不停表。",
        "The applicant gets a notice with the day and the departments that come, and may ask for another day. The others say "
        "themselves whether they join. A visit stops no clock.",
    ),
    button=Text("约好，发告知书", "Arrange it and send the notice"),
)
ALONE: Final = Asked(
    command="LeaveVisit",
    title=Text("单独踏勘，不一起去", "Go alone"),
    lead=Text(
        "写明为什么不能一起去，申请人会看到。别的部门照常去；您另外约。",
        "Say why you cannot come along: the applicant reads it. The others go as arranged; you arrange your own visit.",
    ),
    button=Text("登记，单独去", "Record it and go alone"),
)
MOVE: Final = Asked(
    command="MoveVisit",
    title=Text("改踏勘日期", "Move the visit"),
    lead=Text(
        "申请人会收到新的告知书，别的部门要重新答复。",
        "The applicant gets a new notice; the other departments answer again.",
    ),
    button=Text("改日期，发告知书", "Move it and send the notice"),
)
HOLD: Final = Asked(
    command="HoldVisit",
    title=Text("登记已到现场", "Record that the visit took place"),
    lead=Text(
        "登记以后，参加的部门各自登记自己的结果。没有答复的部门算没有去。",
        "After this every department that took part records what it found. Who had not answered was not there.",
    ),
    button=Text("登记", "Record it"),
)
FINDING: Final = Asked(
    command="RecordFinding",
    title=Text("登记踏勘结果", "Record what the visit found"),
    lead=Text(
        "只写本部门的结果。申请人会收到踏勘结果告知书。别的部门的结果由他们自己登记，互不影响。",
        "Only what your own department found. The applicant gets it in writing. The others record theirs; one does not hang on "
        "another.",
    ),
    button=Text("登记，发告知书", "Record it and send the notice"),
)
CALL_OFF: Final = Asked(
    command="CallOffVisit",
    title=Text("取消踏勘", "Call the visit off"),
    lead=Text("申请人和别的部门会看到原因。", "The applicant and the other departments see why."),
    button=Text("取消", "Call it off"),
)
DAY: Final = Field(name="day", label=Text("哪一天", "On which day"), kind="date")
PLACE: Final = Field(name="place", label=Text("去哪里", "Where to"), kind="radios")
OTHERS: Final = Field(
    name="others",
    label=Text("请谁一起去", "Who is asked to come along"),
    hint=Text("合成一次，申请人只开一次门", "One visit: the applicant opens the door once"),
    kind="checkboxes",
    required=False,
)
OUTCOME: Final = Field(
    name="outcome",
    label=Text("结果", "What was found"),
    kind="radios",
    choices=tuple(Choice(value=one.value, label=name) for one, name in FINDING_NAMES.items()),
)
FOUND: Final = replace(
    controls.REASON,
    label=Text("看到的情况", "In words"),
    hint=Text(
        "要整改的，写清改什么。申请人会看到",
        "If something is to be put right, what. The applicant reads this",
    ),
)
PRESENT: Final = Field(
    name="present",
    label=Text("谁在场", "Who was there"),
    hint=Text("本部门去的人，店里在场的人", "Who came from your department, and who of the applicant"),
    maxlength=300,
    width="wide",
)
UNTIL: Final = Field(
    name="due",
    label=Text("哪天前整改好（只在要整改时填）", "To be put right by (only if something is)"),
    kind="date",
    required=False,
)
STOPS: Final = Field(
    name="stops",
    label=Text("整改期间停表吗", "Does the clock stop meanwhile?"),
    hint=Text(
        "只有这一项服务定义里的特别程序可以停表",
        "Only a special procedure in the definition of the service stops it",
    ),
    kind="radios",
    value="no",
)
_RUNS_ON: Final = Choice(value="no", label=Text("不停，照常计时", "No: it runs on"))
_WHY: Final = replace(controls.REASON, required=False)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def arrange(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Arrange a visit, with those that can come along."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return visits.propose(
            **own,
            place=posted.get(PLACE.name, ""),
            day=_day(posted, DAY),
            with_tasks=tuple(posted.getlist(OTHERS.name)),
        )

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        places = tuple(Choice(value=one.place, label=one.name) for one in view.visit_choices)
        others = dict(pair for one in view.visit_choices for pair in one.others)
        place = replace(PLACE, choices=places, value=places[0].value if len(places) == 1 else "")
        together = replace(
            OTHERS,
            choices=tuple(Choice(value=key, label=name) for key, name in others.items()),
            value=" ".join(others),
        )
        return (DAY, place, together) if others else (DAY, place)

    return asked_first(request, case_id, task, ARRANGE, (DAY, PLACE), carry_out, fields_of=fields_of)


@require_POST
@access(Permission.HANDLE_TASK)
def join(request: HttpRequest, case_id: str, task: str, visit: str) -> HttpResponse:
    """Take part."""
    try:
        visits.join(**on_task(request, case_id, task), visit=visit)
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, task, refusal=refusal, status=409)
    return to("task", case_id, task, anchor="visits")


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def go_alone(request: HttpRequest, case_id: str, task: str, visit: str) -> HttpResponse:
    """Go alone, with the reason."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return visits.go_alone(**own, visit=visit, reason=text_in(posted, controls.REASON))

    return asked_first(request, case_id, task, ALONE, (controls.REASON,), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def move(request: HttpRequest, case_id: str, task: str, visit: str) -> HttpResponse:
    """Another day."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return visits.move(**own, visit=visit, day=_day(posted, DAY), reason=text_in(posted, _WHY))

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        asked = next((one.asked_day for one in view.visits if one.id == visit), None)
        return (replace(DAY, value=asked.isoformat() if asked else ""), _WHY)

    return asked_first(request, case_id, task, MOVE, (DAY, _WHY), carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def hold(request: HttpRequest, case_id: str, task: str, visit: str) -> HttpResponse:
    """It took place."""
    today = local_date(ports_of(request).clock.now())

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return visits.hold(**own, visit=visit, day=_day(posted, DAY))

    day = replace(DAY, label=Text("哪一天去的", "On which day it was"), value=today.isoformat())
    return asked_first(request, case_id, task, HOLD, (day,), carry_out)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def finding(request: HttpRequest, case_id: str, task: str, visit: str) -> HttpResponse:
    """What was found."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        outcome = posted.get(OUTCOME.name, "")
        to_correct = outcome == FindingOutcome.TO_CORRECT.value
        stops = posted.get(STOPS.name, "no")
        return visits.record_finding(
            **own,
            visit=visit,
            outcome=outcome,
            text=text_in(posted, FOUND),
            present=text_in(posted, PRESENT),
            due=_day(posted, UNTIL) if to_correct and typed(posted, UNTIL) else None,
            stops=stops if to_correct and stops != _RUNS_ON.value else None,
        )

    def fields_of(view: OfficerTaskView) -> tuple[Field, ...]:
        procedures = tuple(
            Choice(value=kind, label=name) for kind, name in view.stop_kinds if kind != "other"
        )
        stops = (replace(STOPS, choices=(_RUNS_ON, *procedures)),) if procedures else ()
        return (OUTCOME, FOUND, PRESENT, UNTIL, *stops)

    fields = (OUTCOME, FOUND, PRESENT, UNTIL)
    return asked_first(request, case_id, task, FINDING, fields, carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def call_off(request: HttpRequest, case_id: str, task: str, visit: str) -> HttpResponse:
    """It does not take place."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return visits.call_off(**own, visit=visit, reason=text_in(posted, controls.REASON))

    return asked_first(request, case_id, task, CALL_OFF, (controls.REASON,), carry_out)


def _day(posted: QueryDict, field: Field) -> date:
    """The day that was typed. Raises AnswersRefused for what is no day."""
    day = date_of(typed(posted, field))
    if day is None:
        raise AnswersRefused(problems={field.name: NOT_A_DAY})
    return day
