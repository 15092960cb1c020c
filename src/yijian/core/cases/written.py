"""Which transitions are told in writing, and by which notice (应当书面告知的环节).

Rule 1: every event stands in one of the two tables, so a new one cannot be forgotten.
Rule 2: an event of the first table comes with exactly one notice of a kind that stands there, about the same task, or about
the whole. No notice is issued without such an event. Tests walk all of it.
Rule 3: what the rules accept and approve at once (`DecidedByRules`) is told by one notice, that of the approval.

That a kind of matter wants it by law is said by the basis of the notice, or that no law was found: the platform then
tells it in writing all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import holding_events as held
from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases import undoing_events as u
from yijian.core.cases import visit_events as v
from yijian.core.cases.notices import NoticeKind

_ACCEPTED: Final = frozenset({NoticeKind.ACCEPTANCE, NoticeKind.CONDITIONAL_ACCEPTANCE})
_VISIT: Final = frozenset({NoticeKind.VISIT})
_REVIEWED: Final = frozenset({NoticeKind.REVIEW_DECISION})

IN_WRITING: Final[Mapping[type[e.CaseEvent], frozenset[NoticeKind]]] = {
    e.CaseReceived: frozenset({NoticeKind.RECEIPT}),
    e.CorrectionNotified: frozenset({NoticeKind.CORRECTION}),
    e.CaseSupplemented: frozenset({NoticeKind.RECEIPT}),
    e.AnswersChanged: frozenset({NoticeKind.CHANGE}),
    t.TaskAccepted: _ACCEPTED,
    t.TaskDeemedAccepted: _ACCEPTED,
    t.TaskNotAccepted: frozenset({NoticeKind.NON_ACCEPTANCE}),
    t.TaskNotCompetent: frozenset({NoticeKind.NOT_COMPETENT}),
    t.TaskTransferred: frozenset({NoticeKind.TRANSFER}),
    t.TaskBlocked: frozenset({NoticeKind.CANNOT_START}),
    t.ClockSuspended: frozenset({NoticeKind.SUSPENSION}),
    t.LimitExtended: frozenset({NoticeKind.LIMIT_EXTENSION}),
    t.OwingExtended: frozenset({NoticeKind.EXTENSION}),
    t.OwingEnded: frozenset({NoticeKind.ENDING}),
    t.TaskApproved: frozenset({NoticeKind.APPROVAL}),
    t.TaskRefused: frozenset({NoticeKind.REFUSAL}),
    t.TaskEnded: frozenset({NoticeKind.ENDING}),
    t.CorrectionOrdered: frozenset({NoticeKind.CORRECTION_ORDER}),
    t.DecisionRevoked: frozenset({NoticeKind.REVOCATION}),
    u.LicenceRetracted: frozenset({NoticeKind.RETRACTION}),
    u.LicenceRevokedAsPenalty: frozenset({NoticeKind.PENALTY}),
    u.ResultCancelled: frozenset({NoticeKind.CANCELLATION}),
    u.OutputReplaced: frozenset({NoticeKind.REISSUE}),
    o.ObjectionRaised: frozenset({NoticeKind.OBJECTION}),
    o.DecisionUpheld: _REVIEWED,
    o.DecisionChanged: _REVIEWED,
    o.DecisionSetAside: _REVIEWED,
    o.UndoingSetAside: _REVIEWED,
    v.VisitProposed: _VISIT,
    v.VisitMoved: _VISIT,
    v.FindingRecorded: frozenset({NoticeKind.VISIT_FINDING}),
    e.RemainderWithdrawn: frozenset({NoticeKind.WITHDRAWAL}),
    e.RemainderEnded: frozenset({NoticeKind.ENDING}),
    e.CaseWithdrawn: frozenset({NoticeKind.WITHDRAWAL}),
    e.CaseEnded: frozenset({NoticeKind.ENDING}),
}
"""What is told in writing, and the kinds of notice that tell it."""

NOT_WRITTEN: Final[Mapping[str, frozenset[type[e.CaseEvent]]]] = {
    "the applicants' own, before anything is handed in or while it is corrected": frozenset(
        {
            e.CaseStarted,
            e.AnswersRecorded,
            e.FactsForgotten,
            e.PaperAttached,
            e.PaperRemoved,
            e.SignatureRequested,
            e.SignatureGiven,
            e.SignaturesVoided,
            e.PromiseMade,
            e.PromiseTakenBack,
            e.OwedPaperBrought,
            t.ExtensionAsked,
            o.ObjectionTakenBack,
            e.CaseRated,
            h.CollectionChosen,
            v.OtherDayAsked,
        }
    ),
    "inside the authorities": frozenset(
        {
            e.FactsLearned,
            e.DefectsReported,
            e.DefectDropped,
            e.CaseDispatched,
            t.TaskDispatched,
            t.ReviewBegun,
            t.LimitExtensionRequested,
            t.LimitExtensionDeclined,
            t.CheckScheduled,
            e.CaseClosed,
            e.CaseTakenUpAgain,
            h.PapersHandedOver,
            h.HandoverRefused,
            held.TaskTaken,
            held.TaskGivenBack,
            v.VisitJoined,
            v.VisitLeft,
            v.VisitHeld,
            v.VisitConcluded,
            r.RulesLeftToOfficer,
            r.DrawnForSample,
            r.SampleFoundRight,
            r.SampleFoundWrong,
        }
    ),
    "follows from what a notice about another part, or about the whole, has told": frozenset(
        {
            e.TaskAdded,
            t.TaskDropped,
            t.TaskReplanned,
            t.TaskTouchedByChange,
            t.PapersOwed,
            t.TaskWithdrawn,
            t.TaskEndedWithCase,
            o.TaskUnblocked,
            e.CaseDecided,
            e.OutcomeRevised,
            e.CaseReopened,
            r.DecidedByRules,
        }
    ),
    "told by a message and on the page of the case": frozenset(
        {
            t.ClockResumed,
            t.ChangeAcknowledged,
            t.OwedPapersReminded,
            t.OwedPapersOverdue,
            t.OwedPapersComplete,
            e.SupplementOverdue,
            t.PromiseKept,
            t.PromiseBroken,
            t.PromiseCorrected,
            o.ObjectionOverdue,
            h.PaperBroughtToWindow,
            h.HandoverTaken,
            h.HandoverComplete,
            h.ResultSent,
            v.VisitCalledOff,
        }
    ),
    "a time of the authority that passed: on its desk, and told to its head": frozenset(
        {
            t.TaskAcceptanceOverdue,
            t.TaskDueSoon,
            t.TaskOverdue,
            t.CheckOverdue,
            t.CorrectionOverdue,
            h.CollectingOverdue,
        }
    ),
    "the handing over itself, with its proof": frozenset(
        {
            t.OutputIssued,
            t.TaskOutputsIssued,
            t.OutputDelivered,
            t.TaskDelivered,
            e.CaseDelivered,
            e.NoticeIssued,
            e.NoticeDelivered,
        }
    ),
}
"""What is not told by a notice, by the reason why."""
