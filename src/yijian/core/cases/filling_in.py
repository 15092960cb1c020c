"""Handlers: filling in the application (facts, papers, signatures), in a draft and while it is being corrected."""

from __future__ import annotations

from collections.abc import Iterable

from yijian.core.cases import commands as c
from yijian.core.cases import events as e
from yijian.core.cases.application_refusals import (
    AlreadySigned,
    FactAlreadySettled,
    NoSuchPaper,
    NothingGiven,
    PaperAlreadyThere,
    WrongProvenance,
)
from yijian.core.cases.decision import Decision
from yijian.core.cases.life_refusals import NoSignatureAwaited
from yijian.core.cases.promise_refusals import PaperWasOwed
from yijian.core.cases.promises import PromiseKind
from yijian.core.cases.references import RecordedFact
from yijian.core.cases.states import CaseState, CaseStatus, Paper
from yijian.core.vocabulary.provenance import ProvenanceKind

_ANSWERED = frozenset({ProvenanceKind.ANSWER, ProvenanceKind.OFFICER})
_LEARNED = frozenset({ProvenanceKind.REGISTER, ProvenanceKind.OFFICER})
_SETTLED = frozenset({ProvenanceKind.ANSWER, ProvenanceKind.OUTPUT})
_OPEN_TO_CHANGE = frozenset({CaseStatus.DRAFT, CaseStatus.CORRECTION_NOTIFIED})


def record_answers(decision: Decision, command: c.RecordAnswers) -> None:
    """What somebody told; a signature over it is void if it changed."""
    _check_facts(command.facts, _ANSWERED)
    changed = _changed_paths(decision, command.facts)
    decision.record(e.AnswersRecorded(at=decision.at, facts=command.facts))
    void_signatures(decision, changed)


def learn_facts(decision: Decision, command: c.LearnFacts) -> None:
    """What a register or an officer knows; after receipt it does not replace what was told."""
    _check_facts(command.facts, _LEARNED)
    open_to_change = decision.state.status in _OPEN_TO_CHANGE
    for fact in command.facts:
        known = decision.state.facts.get(fact.path)
        if known is not None and known.provenance.kind in _SETTLED and not open_to_change:
            raise FactAlreadySettled(path=fact.path)
    changed = _changed_paths(decision, command.facts) if open_to_change else frozenset()
    decision.record(e.FactsLearned(at=decision.at, facts=command.facts))
    void_signatures(decision, changed)


def forget_facts(decision: Decision, command: c.ForgetFacts) -> None:
    """Facts taken out; those the case does not know are passed over."""
    paths = tuple(path for path in dict.fromkeys(command.paths) if path in decision.state.facts)
    if not paths:
        raise NothingGiven
    decision.record(e.FactsForgotten(at=decision.at, paths=paths))
    void_signatures(decision, paths)


def attach_paper(decision: Decision, command: c.AttachPaper) -> None:
    """A document added. Several may answer one planned paper; a promise of it is not needed any more."""
    if decision.state.paper(command.paper.id) is not None:
        raise PaperAlreadyThere
    decision.record(e.PaperAttached(at=decision.at, paper=command.paper))
    for promise in decision.state.promises:
        if promise.subject == command.paper.key and promise.kind is not PromiseKind.CONDITIONS:
            decision.record(e.PromiseTakenBack(at=decision.at, kind=promise.kind, subject=promise.subject))


def remove_paper(decision: Decision, command: c.RemovePaper) -> None:
    """A document taken out."""
    paper = decision.state.paper(command.paper_id)
    if paper is None:
        raise NoSuchPaper
    if _only_one_that_was_owed(decision.state, paper):
        raise PaperWasOwed
    decision.record(e.PaperRemoved(at=decision.at, paper_id=paper.id, key=paper.key))


def _only_one_that_was_owed(state: CaseState, paper: Paper) -> bool:
    if any(other.key == paper.key and other.id != paper.id for other in state.papers):
        return False
    owed = {one.paper for task in state.tasks if task.owing for one in task.owing.papers if one.brought_at}
    return paper.key in owed


def request_signature(decision: Decision, command: c.RequestSignature) -> None:
    """A participant asked, or asked again, to sign."""
    _require_awaited(decision, command.participant)
    _refuse_if_signed(decision, command.participant)
    decision.record(e.SignatureRequested(at=decision.at, participant=command.participant))


def sign(decision: Decision, command: c.Sign) -> None:
    """A signature given; before handing in it need not have been asked for."""
    _require_awaited(decision, command.participant)
    _refuse_if_signed(decision, command.participant)
    decision.record(
        e.SignatureGiven(
            at=decision.at,
            participant=command.participant,
            statement=command.statement,
            method=command.method,
            covers=command.covers,
        )
    )


def _require_awaited(decision: Decision, participant: str) -> None:
    """After handing in only those sign whom a change makes sign."""
    state = decision.state
    if state.status not in _OPEN_TO_CHANGE and participant not in state.to_sign:
        raise NoSignatureAwaited


def _refuse_if_signed(decision: Decision, participant: str) -> None:
    signature = decision.state.signature_of(participant)
    if signature is not None and signature.signed_at is not None:
        raise AlreadySigned(participant=participant)


def _check_facts(facts: tuple[RecordedFact, ...], kinds: frozenset[ProvenanceKind]) -> None:
    if not facts:
        raise NothingGiven
    for fact in facts:
        if fact.provenance.kind not in kinds:
            raise WrongProvenance(path=fact.path, kind=fact.provenance.kind.value)


def _changed_paths(decision: Decision, facts: tuple[RecordedFact, ...]) -> frozenset[str]:
    """The paths whose value is not what it was, new ones included."""
    known = decision.state.facts
    return frozenset(
        fact.path for fact in facts if fact.path not in known or known[fact.path].digest != fact.digest
    )


def void_signatures(decision: Decision, changed: Iterable[str]) -> None:
    """Who signed something that is now different must sign again."""
    paths = frozenset(changed)
    voided = tuple(
        one.participant
        for one in decision.state.signatures
        if one.signed_at is not None and paths and (not one.covers or paths & frozenset(one.covers))
    )
    if voided:
        decision.record(e.SignaturesVoided(at=decision.at, participants=voided))
