"""The JSON of events in the journal: `{"type", "version", "data"}`, and old versions brought up to date.

When an event class changes its meaning or shape, raise its `schema_version` and put an upcaster from the old data to
the new into `UPCASTERS`: stored events are never rewritten. A field added with a default needs neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import holding_events as held
from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases import visit_events as v
from yijian.core.vocabulary.canonical import from_plain, to_plain

EVENTS: Final[tuple[type[e.CaseEvent], ...]] = (
    e.CaseStarted,
    e.AnswersRecorded,
    e.FactsLearned,
    e.FactsForgotten,
    e.PaperAttached,
    e.PaperRemoved,
    e.SignatureRequested,
    e.SignatureGiven,
    e.SignaturesVoided,
    e.PromiseMade,
    e.PromiseTakenBack,
    h.CollectionChosen,
    e.CaseReceived,
    h.PaperBroughtToWindow,
    h.PapersHandedOver,
    h.CollectingOverdue,
    h.HandoverTaken,
    h.HandoverRefused,
    h.HandoverComplete,
    e.AnswersChanged,
    e.TaskAdded,
    e.DefectsReported,
    e.DefectDropped,
    e.CorrectionNotified,
    e.SupplementOverdue,
    e.CaseSupplemented,
    e.CaseDispatched,
    t.TaskDispatched,
    t.TaskAccepted,
    t.TaskDeemedAccepted,
    t.TaskAcceptanceOverdue,
    t.TaskNotAccepted,
    t.TaskNotCompetent,
    t.TaskTransferred,
    t.TaskBlocked,
    t.PapersOwed,
    t.OwedPapersReminded,
    t.ExtensionAsked,
    t.OwedPapersOverdue,
    t.OwingExtended,
    e.OwedPaperBrought,
    t.OwedPapersComplete,
    t.OwingEnded,
    held.TaskTaken,
    held.TaskGivenBack,
    t.ReviewBegun,
    v.VisitProposed,
    v.VisitJoined,
    v.VisitLeft,
    v.OtherDayAsked,
    v.VisitMoved,
    v.VisitHeld,
    v.FindingRecorded,
    v.VisitConcluded,
    v.VisitCalledOff,
    t.ClockSuspended,
    t.ClockResumed,
    t.LimitExtensionRequested,
    t.LimitExtended,
    t.LimitExtensionDeclined,
    t.TaskDropped,
    t.TaskReplanned,
    t.TaskTouchedByChange,
    t.ChangeAcknowledged,
    t.TaskDueSoon,
    t.TaskOverdue,
    t.TaskApproved,
    t.TaskRefused,
    t.TaskWithdrawn,
    t.TaskEnded,
    t.TaskEndedWithCase,
    t.OutputIssued,
    t.TaskOutputsIssued,
    h.ResultSent,
    t.OutputDelivered,
    t.TaskDelivered,
    t.CheckScheduled,
    t.CheckOverdue,
    t.PromiseKept,
    t.PromiseBroken,
    t.CorrectionOrdered,
    t.CorrectionOverdue,
    t.PromiseCorrected,
    r.RulesLeftToOfficer,
    r.DecidedByRules,
    r.DrawnForSample,
    r.SampleFoundRight,
    r.SampleFoundWrong,
    t.DecisionRevoked,
    u.LicenceRetracted,
    u.LicenceRevokedAsPenalty,
    u.ResultCancelled,
    u.OutputReplaced,
    o.ObjectionRaised,
    o.ObjectionTakenBack,
    o.ObjectionOverdue,
    o.DecisionUpheld,
    o.DecisionChanged,
    o.DecisionSetAside,
    o.UndoingSetAside,
    o.TaskUnblocked,
    e.NoticeIssued,
    e.NoticeDelivered,
    e.CaseDecided,
    e.OutcomeRevised,
    e.CaseDelivered,
    e.CaseRated,
    e.CaseClosed,
    e.CaseTakenUpAgain,
    e.CaseReopened,
    e.RemainderWithdrawn,
    e.RemainderEnded,
    e.CaseWithdrawn,
    e.CaseEnded,
)
"""Every event there is, in the order of a case's life."""

EVENT_TYPES: Final[Mapping[str, type[e.CaseEvent]]] = {kind.__name__: kind for kind in EVENTS}
"""The type tag of every event in the journal: the name of its class. A class that was ever stored keeps its name."""

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""From the data of one version of an event to the data of the next."""

UPCASTERS: Final[Mapping[tuple[str, int], Upcaster]] = {}
"""By type tag and the version it reads. None yet: every event is in its first version."""


def event_to_plain(event: e.CaseEvent) -> dict[str, Any]:
    """The JSON form of an event for the journal."""
    return {"type": type(event).__name__, "version": event.schema_version, "data": to_plain(event)}


def event_from_plain(
    plain: Mapping[str, Any], *, upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS
) -> e.CaseEvent:
    """The event of a journal entry, brought up to the present version.

    ValueError for an unknown type, a version from the future, a version without an upcaster, or data that do not fit.
    """
    tag, version, data = plain["type"], plain["version"], plain["data"]
    kind = EVENT_TYPES.get(tag)
    if kind is None:
        raise ValueError(f"the journal has an event of unknown type {tag}")
    if version > kind.schema_version:
        raise ValueError(f"{tag} is of version {version}, this program knows {kind.schema_version}")
    while version < kind.schema_version:
        upcaster = upcasters.get((tag, version))
        if upcaster is None:
            raise ValueError(f"{tag} of version {version} has no upcaster")
        data, version = upcaster(data), version + 1
    return from_plain(kind, data)
