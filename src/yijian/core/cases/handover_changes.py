"""What a handover between places keeps in the state; see `evolve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases.handover_transitions import HANDOVER_EVENTS, HANDOVER_TRANSITIONS
from yijian.core.cases.handovers import Handover, HandoverRecord, ParcelAnswer
from yijian.core.cases.states import CaseState, TaskState
from yijian.core.vocabulary.cross_region import CrossRegionMode


def handover_begun(state: CaseState, at: datetime) -> Handover | None:
    """The handover that a receipt begins; None where nothing is collected elsewhere."""
    if state.collection is None or state.collection.mode is CrossRegionMode.ONLINE:
        return None
    return Handover(collection=state.collection, since=at)


def handover_moved(state: CaseState, kind: type[e.CaseEvent]) -> CaseState:
    """The state with the status of its handover after an event of that kind."""
    if state.handover is None or kind not in HANDOVER_EVENTS:
        return state
    moved = HANDOVER_TRANSITIONS[state.handover.status][kind]
    if moved is state.handover.status:
        return state
    return replace(state, handover=replace(state.handover, status=moved))


def _brought(state: CaseState, event: h.PaperBroughtToWindow) -> dict[str, Any]:
    others = tuple(paper for paper in state.papers if paper.key != event.paper.key)
    return {"papers": (*others, event.paper)}


def _handed_over(state: CaseState, event: h.PapersHandedOver) -> dict[str, Any]:
    record = HandoverRecord(
        round=event.round, at=event.at, by=event.by, checked=event.checked, parcels=event.parcels
    )
    return _with(state, lambda one: replace(one, records=(*one.records, record), overdue=False))


def _taken(state: CaseState, event: h.HandoverTaken) -> dict[str, Any]:
    answer = ParcelAnswer(at=event.at, taken=True, as_of=event.as_of, by=event.by, deemed=event.deemed)
    return _with(state, lambda one: one.answered(event.office, answer))


def _refused(state: CaseState, event: h.HandoverRefused) -> dict[str, Any]:
    """The clock of the collecting place begins anew."""
    answer = ParcelAnswer(at=event.at, taken=False, by=event.by, reason=event.reason)
    return _with(
        state, lambda one: replace(one.answered(event.office, answer), since=event.at, overdue=False)
    )


def _with(state: CaseState, change: Callable[[Handover], Handover]) -> dict[str, Any]:
    return {"handover": change(state.handover)} if state.handover else {}


HANDOVER_CASE_CHANGES: Final[Mapping[type[e.CaseEvent], Callable[[CaseState, Any], dict[str, Any]]]] = {
    h.CollectionChosen: lambda _, event: {"collection": event.collection},
    h.PaperBroughtToWindow: _brought,
    h.PapersHandedOver: _handed_over,
    h.CollectingOverdue: lambda state, _: _with(state, lambda one: replace(one, overdue=True)),
    h.HandoverTaken: _taken,
    h.HandoverRefused: _refused,
}


def result_sent(task: TaskState, event: h.ResultSent) -> dict[str, Any]:
    """The copy that stands is with the collecting place from now on."""
    return {
        "outputs": tuple(
            replace(one, sent_at=event.at) if one.id == event.output and one.stands else one
            for one in task.outputs
        )
    }
