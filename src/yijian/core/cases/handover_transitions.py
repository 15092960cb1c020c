"""The states of a handover between places, and what moves them; see `transitions`.

While the papers are not with all places that decide, nobody there can report defects, notify a correction or dispatch; and
while they are on the way, the applicant cannot change what was handed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases.handovers import HandoverStatus
from yijian.core.cases.states import CaseState

_WITH_THE_WINDOW: Final[tuple[type[e.CaseEvent], ...]] = (
    h.PaperBroughtToWindow,
    h.CollectingOverdue,
    e.AnswersChanged,
)
_DECIDED_THERE: Final[tuple[type[e.CaseEvent], ...]] = (
    e.AnswersChanged,
    e.DefectsReported,
    e.DefectDropped,
    e.CorrectionNotified,
    e.CaseDispatched,
    h.ResultSent,
)

HANDOVER_TRANSITIONS: Final[Mapping[HandoverStatus, Mapping[type[e.CaseEvent], HandoverStatus]]] = {
    HandoverStatus.COLLECTING: {
        **dict.fromkeys(_WITH_THE_WINDOW, HandoverStatus.COLLECTING),
        h.PapersHandedOver: HandoverStatus.SENT,
    },
    HandoverStatus.SENT: {
        h.HandoverTaken: HandoverStatus.SENT,
        h.HandoverRefused: HandoverStatus.RETURNED,
        h.HandoverComplete: HandoverStatus.TAKEN,
    },
    HandoverStatus.RETURNED: {
        **dict.fromkeys(_WITH_THE_WINDOW, HandoverStatus.RETURNED),
        h.HandoverTaken: HandoverStatus.RETURNED,
        h.HandoverRefused: HandoverStatus.RETURNED,
        h.PapersHandedOver: HandoverStatus.SENT,
    },
    HandoverStatus.TAKEN: dict.fromkeys(_DECIDED_THERE, HandoverStatus.TAKEN),
}
"""跨域通办 (policy.md section 3): where the papers stand that are collected in one place and decided in others."""

HANDOVER_EVENTS: Final = frozenset(event for row in HANDOVER_TRANSITIONS.values() for event in row)
_ONLY_WITH_HANDOVER: Final = frozenset(event for event in HANDOVER_EVENTS if event.__module__ == h.__name__)


def handover_allows(state: CaseState | None, event: type[e.CaseEvent]) -> bool:
    """Whether the event may happen beside where the handover of the case stands."""
    if event not in HANDOVER_EVENTS:
        return True
    if state is None or state.handover is None:
        return event not in _ONLY_WITH_HANDOVER
    return event in HANDOVER_TRANSITIONS[state.handover.status]
