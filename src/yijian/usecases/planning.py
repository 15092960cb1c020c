"""What the compiled one thing means for the application in hand: its plan, who is who, what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yijian.core.cases import CaseState, Completeness
from yijian.core.compiler.held import Held
from yijian.core.compiler.plan import NOTHING_HELD, situation_of, specialise
from yijian.core.compiler.situation import Situation
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.evidence_plan import PaperWay, PlannedPaper
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.plan import FieldSource, Plan, PlannedField
from yijian.core.vocabulary.provenance import Facts, ProvenanceKind
from yijian.ports import Ports
from yijian.storage import exchanges
from yijian.storage.exchanges import ExchangeOutcome
from yijian.usecases.views import Keeper

SKIPPED = "skipped:"
"""“I don't know” about a fact is kept as the fact `skipped:PATH`."""
CONSENT = "consent:"
"""Leave to ask a register about a participant is kept as the fact `consent:REGISTER:PARTICIPANT`, true or false."""
CREDIT_REGISTER = "broken-promises"
"""Under which name a question about somebody's promises is recorded, where the person can see it."""
IDENTIFYING = frozenset({"name", "id_kind", "id_number"})
"""What an applicant must tell of a co-signer, so that the invitation is bound to a person."""


def plan_of(
    *, one_thing: OneThing, facts: Facts, ports: Ports, now: datetime, held: Held = NOTHING_HELD
) -> Plan:
    """The plan for these facts as of today. Facts that say “I don't know” are left open and not asked again."""
    return specialise(
        one_thing,
        told(facts),
        today=local_date(now),
        calendar=ports.definitions.calendar(),
        held=held,
        skipped=skipped(facts),
    )


def plan_of_case(*, case: CaseState, one_thing: OneThing, facts: Facts, ports: Ports, now: datetime) -> Plan:
    """The plan for an application: with what registers gave, and without those that do not answer or may not."""
    return plan_of(
        one_thing=one_thing, facts=facts, ports=ports, now=now, held=held_by(case=case, facts=facts)
    )


def situation_of_case(*, case: CaseState, one_thing: OneThing, facts: Facts, now: datetime) -> Situation:
    """What holds for an application, as its plan (`plan_of_case`) has it."""
    return situation_of(
        one_thing,
        told(facts),
        today=local_date(now),
        held=held_by(case=case, facts=facts),
        skipped=skipped(facts),
    )


def held_by(*, case: CaseState, facts: Facts) -> Held:
    """What registers gave this case, and which of them do not answer or may not be asked.

    A register that was down at the last try, or that somebody refused, counts as unavailable; one that answered for
    one person and knows nothing of another stays available, only the papers it was asked for in vain are to be brought.
    """
    asked = exchanges.exchanges_of(case_id=case.case_id)
    last = {one.register: one.outcome for one in asked}
    held = {paper.key for paper in case.papers if paper.provenance.kind is ProvenanceKind.REGISTER}
    refused = {
        path.removeprefix(CONSENT).partition(":")[0]
        for path, value in facts.items()
        if path.startswith(CONSENT) and value is False
    }
    return Held(
        evidence=frozenset(held),
        not_held=frozenset({key for one in asked for key in one.evidence} - held),
        unavailable=frozenset(
            refused | {name for name, outcome in last.items() if outcome is ExchangeOutcome.UNAVAILABLE}
        ),
    )


def told(facts: Facts) -> Facts:
    """The facts about participants: without “I don't know” and without consents."""
    return {path: value for path, value in facts.items() if not path.startswith((SKIPPED, CONSENT))}


def skipped(facts: Facts) -> frozenset[str]:
    """The paths that somebody said not to know."""
    return frozenset(path.removeprefix(SKIPPED) for path in facts if path.startswith(SKIPPED))


# Who is who


def applicant_of(one_thing: OneThing, facts: Facts) -> str | None:
    """The participant who applies; None where that is not told, or nobody of the participants does."""
    declared = one_thing.life_event.applicant
    if isinstance(declared, ChosenParticipant):
        code = facts.get(declared.by)
        return declared.among.get(code) if isinstance(code, str) else None
    return declared


def filled_role(service: BoundService, role: str | None, facts: Facts) -> str | None:
    """The participant who fills a role of a service; None where that is not told, or nobody does."""
    bound = service.bindings.get(role) if role else None
    if isinstance(bound, ChosenParticipant):
        code = facts.get(bound.by)
        return bound.among.get(code) if isinstance(code, str) else None
    return bound


def signers_of(one_thing: OneThing, facts: Facts, now: datetime) -> tuple[str, ...]:
    """The participants who must sign: those who sign by definition and take part in this application."""
    situation = Situation(one_thing=one_thing, facts=told(facts), today=local_date(now))
    return tuple(
        name
        for name, participant in one_thing.life_event.participants.items()
        if participant.signs and situation.presence(name).holds is not False
    )


def keeper_of(one_thing: OneThing, facts: Facts, path: str, *, signers: tuple[str, ...]) -> Keeper:
    """Who fills in a fact: a co-signer their own (but for what identifies them), everything else the applicant."""
    applicant = applicant_of(one_thing, facts)
    participant, _, concept = path.partition(".")
    own = participant in signers and applicant is not None and participant != applicant
    return Keeper.CO_SIGNER if own and concept not in IDENTIFYING else Keeper.APPLICANT


# What is missing


def required_fields(plan: Plan) -> Iterator[PlannedField]:
    """The fields that must have a value before the papers can be received: not those born on the way."""
    for planned in plan.fields:
        if planned.required and planned.source is not FieldSource.OUTPUT:
            yield planned


def required_papers(plan: Plan) -> Iterator[PlannedPaper]:
    """The papers that must be there at receipt, or promised where that is allowed: brought, or held by a register."""
    for paper in plan.evidence.papers:
        if paper.certain and paper.way in (PaperWay.APPLICANT, PaperWay.REGISTER):
            yield paper


def required_promises(plan: Plan) -> tuple[str, ...]:
    """The services that are decided on a promise of the applicant, each once."""
    return tuple(dict.fromkeys(task.service for task in plan.included if task.by_commitment is not None))


def completeness_of(*, plan: Plan, one_thing: OneThing, facts: Facts, now: datetime) -> Completeness:
    """What the plan demands of the application before receipt."""
    open_inclusions = {need for task in plan.tasks if task.included is None for need in task.needs}
    papers = tuple(required_papers(plan))
    return Completeness(
        required_facts=tuple(field.fact for field in required_fields(plan)),
        required_papers=tuple(paper.key for paper in papers),
        may_follow=tuple(paper.key for paper in papers if paper.may_follow),
        by_commitment=tuple(paper.key for paper in papers if paper.by_commitment),
        required_promises=required_promises(plan),
        required_signatures=signers_of(one_thing, facts, now),
        undecided=tuple(sorted(open_inclusions)),
        admitted=plan.admission.admitted,
    )
