"""The window that collects for another place (异地代收代办): who stands there, whether the papers are in form, and then over.

It sees what that needs: who applies, the names of the services, and the papers as long as it has to look at them. It sees no
answers of the form, no reasons, and no decision: when a result is to be handed out, that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases import CaseState, TaskState
from yijian.core.cases.clocks import hand_over_deadline
from yijian.core.cases.handing_over import papers_to_look_at
from yijian.core.cases.handover_commands import BringToWindow, GiveOutResult, HandOver
from yijian.core.cases.handover_refusals import HandoverFirst, NoSuchPlannedPaper
from yijian.core.cases.handovers import WITH_THE_WINDOW, FormCheck, HandoverStatus, IdentityCheck
from yijian.core.cases.possible_commands import case_allows
from yijian.core.errors import CommandRefused, Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.ports import Ports
from yijian.storage import queries
from yijian.usecases.casework import (
    Workspace,
    artefact,
    bare,
    carried_out,
    carry_out,
    provided_of,
    read_state,
)
from yijian.usecases.desks import applicant_name
from yijian.usecases.fact_names import paper_name
from yijian.usecases.handover_shown import handover_view
from yijian.usecases.handover_views import HandoverView, PlaceView
from yijian.usecases.obtain import MOST_PAGES, brought_paper, kept_upload
from yijian.usecases.ownership import collected_case
from yijian.usecases.permissions import Actor, NotFound, Permission, PermissionDenied, require
from yijian.usecases.places import place_name
from yijian.usecases.planning import IDENTIFYING, applicant_of
from yijian.usecases.reading_log import record_reading


class IdentityCheckUnknown(CommandRefused):
    """How the person was known is one of a fixed list."""

    code = "IDENTITY_CHECK_UNKNOWN"
    template = Text("请选怎么核对的身份", "Choose how the identity was checked")


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedPaperView:
    """A paper that the window looks at: its planned paper, its document, its pages."""

    key: str
    name: Text
    document: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultAtWindow:
    """A result that was sent to the window. `given_out_at` None: it waits for the person."""

    task: str
    output: str
    name: Text
    sent_at: datetime
    given_out_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedCaseView:
    """A case as the window sees it. `papers` are those whose form it checks, `fetched` those that
    registers gave; both are empty once they are handed over. `may_hand_over`: they are with the window."""

    case_id: str
    name: Text
    applicant: str
    id_number: str
    received_at: datetime | None
    services: tuple[Text, ...]
    papers: tuple[CollectedPaperView, ...]
    fetched: tuple[Text, ...]
    handover: HandoverView
    results: tuple[ResultAtWindow, ...]
    may_hand_over: bool
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedRow:
    """One line of the window's list. `results`: how many wait to be handed out."""

    case_id: str
    name: Text
    applicant: str
    status: HandoverStatus
    received_at: datetime | None
    due: date | None
    overdue: bool
    results: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """The list of a window: what it has to do first, the earliest due on top."""

    place: PlaceView
    rows: tuple[CollectedRow, ...]


def window(*, actor: Actor, ports: Ports) -> WindowView:
    """The cases that the window has in hand, or whose results may come back to it."""
    require(actor, Permission.COLLECT)
    if actor.place is None:
        raise PermissionDenied(permission=Permission.COLLECT.value)
    rows = [_row(ports, read_state(case_id=one)) for one in queries.collected_cases(place=actor.place)]
    return WindowView(
        place=PlaceView(code=actor.place, name=place_name(ports, actor.place)),
        rows=tuple(row for row in rows if row is not None),
    )


def collected(*, actor: Actor, ports: Ports, case_id: str) -> CollectedCaseView:
    """One case; that its applicant was looked up is recorded. Raises NotFound."""
    case = collected_case(actor, case_id)
    one_thing = artefact(case.one_thing)
    applicant = applicant_of(one_thing, bare(provided_of(ports=ports, case_id=case_id)))
    record_reading(
        actor=actor,
        ports=ports,
        case_id=case_id,
        task=None,
        concepts=(f"{applicant}.name", f"{applicant}.id_number"),
        purpose="collect",
        newest=None,
    )
    return _view(ports, case)


def hand_over(
    *, actor: Actor, ports: Ports, case_id: str, identity: str, papers: frozenset[str], key: str
) -> CollectedCaseView:
    """Hand everything over: `identity` says how the person was known, `papers` (document ids) whose form was looked at.

    Raises IdentityCheckUnknown, PapersNotLookedAt, HandoverFirst, NotFound.
    """
    collected_case(actor, case_id)
    try:
        known = IdentityCheck(identity)
    except ValueError as error:
        raise IdentityCheckUnknown from error

    def prepare(space: Workspace) -> HandOver:
        seen = tuple(one.id for one in space.case.papers if one.id in papers)
        return HandOver(checked=FormCheck(identity=known, papers=seen))

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return _view(ports, collected_case(actor, case_id))


def bring_paper(
    *, actor: Actor, ports: Ports, case_id: str, paper: str, content: bytes, key: str
) -> CollectedCaseView:
    """Take in a better copy of a paper at the window. Raises UploadRefused, NoSuchPlannedPaper, HandoverFirst, NotFound."""
    case = collected_case(actor, case_id)
    if carried_out(actor=actor, case_id=case_id, key=key):
        return _view(ports, case)
    if case.handover is not None and not case_allows(case, BringToWindow):
        raise HandoverFirst(status=case.handover.status)
    planned = brought_paper(ports, case_id, paper)
    if planned is None:
        raise NoSuchPlannedPaper(paper=paper)
    safe = ports.inspector.inspect(content, most_pages=MOST_PAGES)

    def prepare(space: Workspace) -> BringToWindow:
        return BringToWindow(paper=kept_upload(space, actor=actor, planned=planned, safe=safe))

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return _view(ports, collected_case(actor, case_id))


def give_out(
    *, actor: Actor, ports: Ports, case_id: str, task: str, output: str, proof: str, key: str
) -> CollectedCaseView:
    """Hand a result out at the window, with what the person signed or showed. Raises NotForThisWindow, NotFound."""
    case = collected_case(actor, case_id)
    if case.task(task) is None:
        raise NotFound(what=f"{case_id} {task}")
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: GiveOutResult(task=task, output=output, proof=space.keep_text_if_any(proof)),
    )
    return _view(ports, collected_case(actor, case_id))


def _row(ports: Ports, case: CaseState) -> CollectedRow | None:
    handover = case.handover
    if handover is None:
        return None
    one_thing = artefact(case.one_thing)
    due = None
    if handover.status in WITH_THE_WINDOW:
        due = local_date(hand_over_deadline(handover, ports.definitions.calendar())) - date.resolution
    return CollectedRow(
        case_id=case.case_id,
        name=one_thing.name,
        applicant=applicant_name(ports, case.case_id, one_thing),
        status=handover.status,
        received_at=case.received_at,
        due=due,
        overdue=handover.overdue,
        results=sum(one.given_out_at is None for one in _results(case, one_thing)),
    )


def _view(ports: Ports, case: CaseState) -> CollectedCaseView:
    one_thing = artefact(case.one_thing)
    facts = bare(provided_of(ports=ports, case_id=case.case_id))
    applicant = applicant_of(one_thing, facts)
    told = {name: facts.get(f"{applicant}.{name}") for name in IDENTIFYING}
    shown = handover_view(ports=ports, case=case)
    if shown is None or case.handover is None:
        raise NotFound(what=case.case_id)
    with_window = case.handover.status in WITH_THE_WINDOW and not case.final
    return CollectedCaseView(
        case_id=case.case_id,
        name=one_thing.name,
        applicant=str(told["name"] or ""),
        id_number=str(told["id_number"] or ""),
        received_at=case.received_at,
        services=tuple(one_thing.services[task.spec.service].definition.name for task in case.tasks),
        papers=tuple(
            CollectedPaperView(
                key=one.key, name=paper_name(one_thing, one.key), document=one.id, pages=one.pages
            )
            for one in papers_to_look_at(case)
        )
        if with_window
        else (),
        fetched=tuple(
            paper_name(one_thing, one.key)
            for one in case.papers
            if one.provenance.kind is ProvenanceKind.REGISTER
        )
        if with_window
        else (),
        handover=shown,
        results=_results(case, one_thing),
        may_hand_over=with_window,
        over=case.final,
    )


def _results(case: CaseState, one_thing: OneThing) -> tuple[ResultAtWindow, ...]:
    return tuple(
        ResultAtWindow(
            task=task.spec.key,
            output=output.id,
            name=_output_name(one_thing, task, output.id),
            sent_at=output.sent_at,
            given_out_at=output.delivery.at if output.delivery else None,
        )
        for task in case.tasks
        for output in task.outputs
        if output.sent_at is not None and output.stands
    )


def _output_name(one_thing: OneThing, task: TaskState, output: str) -> Text:
    outputs = one_thing.services[task.spec.service].definition.outputs
    return next((one.name for one in outputs if one.id == output), Text(output, output))
