"""What each task of somebody requires, whether it holds, and how each paper of each option would come.

A paper is a kind of document about one participant; the same paper serves every requirement that accepts it. It costs
the applicant nothing where another part of the same thing issues it, a register holds it, or the form makes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.compiler.memory import remembered
from yijian.core.compiler.rules import HOLDS, Verdict, all_of, any_of, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.evidence import EvidenceRequirement
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import BoundDocument, BoundRequirement, BoundService, OneThing


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document of an option, for one task: key, how it comes, and the facts its owner hangs on.

    `issuers` are the services whose output it is; `may_be_issued`: another may still join them.
    """

    key: str
    type: str
    of: str
    way: PaperWay
    register: str | None
    signed_by: tuple[str, ...]
    needs: frozenset[str]
    issuers: tuple[str, ...] = ()
    may_be_issued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNeed:
    """A requirement of one task with the verdict whether it holds, and its options as papers."""

    task: str
    service: str
    requirement: EvidenceRequirement
    verdict: Verdict
    options: tuple[tuple[Paper, ...], ...]

    def brought(self) -> dict[str, Paper]:
        """Every paper of the applicant that any option asks for."""
        return {
            paper.key: paper for option in self.options for paper in option if paper.way is PaperWay.APPLICANT
        }

    def indispensable(self) -> frozenset[str]:
        """The papers of the applicant that no option can do without, whoever fills the roles and issues papers."""
        if not self.options or any(
            paper.may_be_issued or paper.needs for option in self.options for paper in option
        ):
            return frozenset()
        brought = (
            frozenset(paper.key for paper in option if paper.way is PaperWay.APPLICANT)
            for option in self.options
        )
        return frozenset.intersection(*brought)


def paper_needs(situation: Situation, *, joint: bool = True) -> tuple[PaperNeed, ...]:
    """Every requirement that holds or may hold, for each task; `joint`: papers may come by themselves."""
    return tuple(
        need
        for service, member, included in situation.tasks()
        if included.holds is not False
        for need in needs_of_task(situation, service, member, joint=joint)
    )


def needs_of_task(
    situation: Situation, service: BoundService, member: int | None, *, joint: bool = True
) -> tuple[PaperNeed, ...]:
    """The requirements of one task that hold or may hold."""
    one_thing = situation.one_thing
    required = remembered(one_thing, "required", None, lambda: _required_by(one_thing))
    needs = (_need(situation, service, member, one, joint=joint) for one in required[service.definition.id])
    return tuple(need for need in needs if need is not None)


_Required = tuple[BoundRequirement, EvidenceRequirement]


def _required_by(one_thing: OneThing) -> dict[str, tuple[_Required, ...]]:
    """What each service requires: with all ways in which it can come, and as it is declared."""
    return {
        name: tuple(
            (bound, next(one for one in service.definition.evidence if one.id == bound.requirement))
            for bound in one_thing.evidence
            if bound.service == name
        )
        for name, service in one_thing.services.items()
    }


def _need(
    situation: Situation, service: BoundService, member: int | None, one: _Required, *, joint: bool
) -> PaperNeed | None:
    return situation.once(
        "paper need",
        (service.definition.id, member, one[1].id, joint),
        lambda: _work_out_need(situation, service, member, one, joint=joint),
    )


def _work_out_need(
    situation: Situation, service: BoundService, member: int | None, one: _Required, *, joint: bool
) -> PaperNeed | None:
    bound, requirement = one
    condition = HOLDS
    if requirement.when is not None:
        condition = as_condition(situation.of_service(service, member, requirement.when))
    options = [
        (option, all_of(_owner_present(situation, service, document) for document in option))
        for option in bound.options
    ]
    verdict = all_of((situation.included(service), condition, any_of(owned for _, owned in options)))
    if verdict.holds is False:
        return None
    return PaperNeed(
        task=situation.task_key(service.definition.id, member),
        service=service.definition.id,
        requirement=requirement,
        verdict=verdict,
        options=tuple(
            tuple(
                _paper(situation, service, each, document, joint=joint)
                for document in option
                for each in _members_of(situation, service, member, document)
            )
            for option, owned in options
            if owned.holds is not False
        ),
    )


def _owner_present(situation: Situation, service: BoundService, document: BoundDocument) -> Verdict:
    """Whether somebody takes part whom the document can be about."""
    return any_of(situation.presence(who) for who in situation.holder(service, document.role).candidates)


def _members_of(
    situation: Situation, service: BoundService, member: int | None, document: BoundDocument
) -> tuple[int | None, ...]:
    """Whom a document is about: the member the task is for, or each one where the service takes all at once."""
    if not service.definition.roles[document.role].many:
        return (member,)
    who = situation.holder(service, document.role).settled
    return situation.members(who)


def _paper(
    situation: Situation, service: BoundService, member: int | None, document: BoundDocument, *, joint: bool
) -> Paper:
    holder = situation.holder(service, document.role)
    many = situation.one_thing.life_event.participants
    of = "|".join(situation.label(who, member if many[who].many else None) for who in holder.candidates)
    key = f"{document.type}:{of}"
    issued = {
        issuer: situation.included(situation.one_thing.services[issuer]) for issuer in document.issued_by
    }
    issuers = tuple(issuer for issuer, verdict in issued.items() if verdict.holds)
    way, register = PaperWay.APPLICANT, None
    if joint:
        way, register = _way(situation, document, key, issuers)
    signers = (situation.holder(service, role).candidates for role in document.signed_by)
    return Paper(
        key=key,
        type=document.type,
        of=of,
        way=way,
        register=register,
        signed_by=tuple("|".join(people) for people in signers if people),
        needs=holder.needs,
        issuers=issuers if way is PaperWay.OUTPUT else (),
        may_be_issued=any(verdict.holds is None for verdict in issued.values()),
    )


def _way(
    situation: Situation, document: BoundDocument, key: str, issuers: tuple[str, ...]
) -> tuple[PaperWay, str | None]:
    """How a document comes: made by the form, already given, issued on the way, held by a register, or brought."""
    registers = [name for name in document.registers if situation.can_answer(name)]
    if document.generated:
        return PaperWay.GENERATED, None
    if key in situation.held.evidence:
        return PaperWay.REGISTER, next(iter(document.registers), None)
    if issuers:
        return PaperWay.OUTPUT, None
    if registers and key not in situation.held.not_held:
        return PaperWay.REGISTER, registers[0]
    return PaperWay.APPLICANT, None
