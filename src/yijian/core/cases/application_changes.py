"""What the events of filling in an application keep in the case: facts, papers, signatures, promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from yijian.core.cases import events as e
from yijian.core.cases.references import RecordedFact
from yijian.core.cases.settled_tasks import Changes
from yijian.core.cases.states import CaseState, CaseStatus, Signature


def _facts_known(state: CaseState, facts: tuple[RecordedFact, ...]) -> Changes:
    changes: Changes = {"facts": {**state.facts, **{fact.path: fact.entry for fact in facts}}}
    return changes | _supplied_facts(state, tuple(fact.path for fact in facts))


def _facts_forgotten(state: CaseState, event: e.FactsForgotten) -> Changes:
    kept = {path: entry for path, entry in state.facts.items() if path not in event.paths}
    return {"facts": kept} | _supplied_facts(state, event.paths)


def _supplied_facts(state: CaseState, paths: tuple[str, ...]) -> Changes:
    """Only what comes while a correction is owed counts as supplied in answer to it."""
    if state.status is not CaseStatus.CORRECTION_NOTIFIED:
        return {}
    new = tuple(path for path in dict.fromkeys(paths) if path not in state.supplied_facts)
    return {"supplied_facts": (*state.supplied_facts, *new)}


def _paper_attached(state: CaseState, event: e.PaperAttached) -> Changes:
    changes: Changes = {"papers": (*state.papers, event.paper)}
    if state.status is CaseStatus.CORRECTION_NOTIFIED:
        changes["supplied_papers"] = (*state.supplied_papers, event.paper.id)
    return changes


def _paper_removed(state: CaseState, event: e.PaperRemoved) -> Changes:
    return {
        "papers": tuple(paper for paper in state.papers if paper.id != event.paper_id),
        "supplied_papers": tuple(one for one in state.supplied_papers if one != event.paper_id),
    }


def _with_signature(state: CaseState, signature: Signature) -> Changes:
    others = tuple(one for one in state.signatures if one.participant != signature.participant)
    return {"signatures": (*others, signature)}


def _signature_requested(state: CaseState, event: e.SignatureRequested) -> Changes:
    asked = _with_signature(state, Signature(participant=event.participant, requested_at=event.at))
    if state.status in {CaseStatus.DRAFT, CaseStatus.CORRECTION_NOTIFIED}:
        return asked
    others = tuple(one for one in state.to_sign if one != event.participant)
    return asked | {"to_sign": (*others, event.participant)}


def _signature_given(state: CaseState, event: e.SignatureGiven) -> Changes:
    asked = state.signature_of(event.participant)
    signature = Signature(
        participant=event.participant,
        requested_at=asked.requested_at if asked else event.at,
        signed_at=event.at,
        statement=event.statement,
        method=event.method,
        covers=event.covers,
    )
    left = tuple(one for one in state.to_sign if one != event.participant)
    return _with_signature(state, signature) | {"to_sign": left}


def _signatures_voided(state: CaseState, event: e.SignaturesVoided) -> Changes:
    """The request stands, the signature is gone."""
    return {
        "signatures": tuple(
            Signature(participant=one.participant, requested_at=one.requested_at)
            if one.participant in event.participants
            else one
            for one in state.signatures
        )
    }


def _promise_taken_back(state: CaseState, event: e.PromiseTakenBack) -> Changes:
    gone = (event.kind, event.subject)
    return {"promises": tuple(one for one in state.promises if (one.kind, one.subject) != gone)}


def _owed_paper_brought(state: CaseState, event: e.OwedPaperBrought) -> Changes:
    """It counts for every task that waits for it."""
    tasks = tuple(
        replace(task, owing=task.owing.brought(event.paper.key, event.at))
        if task.owing and not task.settled and task.owing.owes(event.paper.key)
        else task
        for task in state.tasks
    )
    return {"papers": (*state.papers, event.paper), "tasks": tasks}


APPLICATION_CHANGES: Final[Mapping[type[e.CaseEvent], Callable[[CaseState, Any], Changes]]] = {
    e.AnswersRecorded: lambda state, event: _facts_known(state, event.facts),
    e.FactsLearned: lambda state, event: _facts_known(state, event.facts),
    e.FactsForgotten: _facts_forgotten,
    e.PaperAttached: _paper_attached,
    e.PaperRemoved: _paper_removed,
    e.SignatureRequested: _signature_requested,
    e.SignatureGiven: _signature_given,
    e.SignaturesVoided: _signatures_voided,
    e.PromiseMade: lambda state, event: {"promises": (*state.promises, event.promise)},
    e.PromiseTakenBack: _promise_taken_back,
    e.OwedPaperBrought: _owed_paper_brought,
}
"""What each of these events keeps in the case, besides the status."""
