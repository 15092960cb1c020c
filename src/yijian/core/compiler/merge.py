"""Pass 2: one form. A concept of a participant is one field, however many services ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.fact_paths import member_of
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.resolve import candidates_of, registers_answering
from yijian.core.compiler.rules import HOLDS, Verdict, all_of, any_of, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.verification.bound_checks import check_bounds_of
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.concept import Concept, ConceptType
from yijian.core.vocabulary.one_thing import BoundService, FieldUse, MergedField, MergedForm
from yijian.core.vocabulary.plan import FieldSource, PlannedField
from yijian.core.vocabulary.service import InformationRequirement


def merge(draft: Draft) -> Draft:
    """Merge what the services must be told into one form.

    Services name concepts of the shared dictionary, and one that the dictionary does not have is a finding. A service
    that writes a concept differently says so (`Writing`): the form asks in the dictionary's terms, and each task is
    given its own. A role that an answer fills gives a field for each participant who can fill it. Fields stand in the
    order in which the services first name them, participants likewise.
    """
    findings: list[Finding] = []
    uses: dict[tuple[str, str], list[FieldUse]] = {}
    for service in draft.in_author_order():
        for position, need in enumerate(service.definition.information):
            findings += _unknown_fact(draft, service, position, need)
            role, _, name = need.fact.partition(".")
            for who in sorted(candidates_of(service, role)):
                uses.setdefault((who, name), []).append(
                    FieldUse(
                        service=service.definition.id,
                        role_fact=need.fact,
                        when=need.when,
                        optional=need.optional,
                        written=need.written,
                        minimum=need.minimum,
                        maximum=need.maximum,
                        max_length=need.max_length,
                    )
                )
    package = draft.package
    for kind in dict.fromkeys(one.entity for one in draft.one_thing.life_event.participants.values()):
        if kind in package.entities:
            findings += check_bounds_of(package, package.entities[kind])
    participants = list(dict.fromkeys(who for who, _ in uses))
    born = _born_from(draft)
    fields = [
        MergedField(
            fact=f"{who}.{name}",
            participant=who,
            concept=concept,
            uses=tuple(uses[(who, name)]),
            born_from=born.get((who, name)),
        )
        for who, name in sorted(uses, key=lambda key: participants.index(key[0]))
        if (concept := _concept(draft, who, name))
    ]
    form = MergedForm(fields=tuple(fields))
    return replace(draft, one_thing=replace(draft.one_thing, form=form)).found(*findings)


def _concept(draft: Draft, participant: str, name: str) -> Concept | None:
    entity = draft.one_thing.life_event.participants[participant].entity
    return draft.package.concept_of(entity, name)


def _unknown_fact(
    draft: Draft, service: BoundService, position: int, need: InformationRequirement
) -> Iterator[Finding]:
    role, _, name = need.fact.partition(".")
    declared = service.definition.roles.get(role)
    if declared is not None and draft.package.concept_of(declared.entity, name) is not None:
        return
    yield draft.error(
        "CONCEPT_UNKNOWN",
        Text(
            f"“{service.definition.name.zh}”要填的“{need.fact}”不在数据元字典里",
            f"“{need.fact}”, asked by “{service.definition.name.en}”, is not in the dictionary",
        ),
        Text("改正名称，或在字典里补上", "Correct the name, or add the concept to the dictionary"),
        (f"services/{service.definition.id}", f"information/{position}/fact"),
    )


def _born_from(draft: Draft) -> dict[tuple[str, str], str]:
    """Which service gives birth to a fact, by participant and concept."""
    born: dict[tuple[str, str], str] = {}
    for service in draft.in_author_order():
        for output in service.definition.outputs:
            for fact in output.facts:
                role, _, name = fact.partition(".")
                for who in candidates_of(service, role):
                    born.setdefault((who, name), service.definition.id)
    return born


@dataclass(frozen=True, slots=True)
class FieldNeed:
    """Who may need a field: each use with the members for whose tasks it is one, and whether it must be filled in
    (None: not certain yet)."""

    uses: tuple[tuple[FieldUse, tuple[int | None, ...]], ...]
    required: bool | None


def need_of_field(situation: Situation, field: MergedField, member: int | None) -> FieldNeed | None:
    """Who needs a field about a participant or one of its members; None: certainly nobody."""
    return situation.once("field", (field.fact, member), lambda: _work_out_need(situation, field, member))


def _work_out_need(situation: Situation, field: MergedField, member: int | None) -> FieldNeed | None:
    path = f"{member_of(field.participant, member)}.{field.concept_name}"
    applies = all_of((situation.presence(field.participant), situation.applies(path)))
    if applies.holds is False:
        return None
    needed: list[tuple[FieldUse, tuple[int | None, ...], Verdict]] = []
    for use in field.uses:
        members = _task_members(situation, field, use, member)
        for some in (
            ((one,) for one in members) if use.when else (members,)
        ):  # without a condition all are alike
            verdict = all_of((applies, _use_holds(situation, field, use, some[0])))
            if verdict.holds is not False:
                needed.append((use, some, verdict))
    if not needed:
        return None
    required = any_of(verdict for use, _, verdict in needed if not use.optional)
    return FieldNeed(
        uses=tuple((use, members) for use, members, _ in needed),
        required=required.holds if required.holds is not None or required.needs else False,
    )


def _task_members(
    situation: Situation, field: MergedField, use: FieldUse, member: int | None
) -> tuple[int | None, ...]:
    """For which members the service of a use needs the field: the field's own, else all that it is repeated for."""
    repeated = situation.one_thing.services[use.service].repeated_for
    return (member,) if repeated == field.participant else situation.members(repeated)


def _use_holds(situation: Situation, field: MergedField, use: FieldUse, member: int | None) -> Verdict:
    """Whether a service needs a field of this participant: it is included, the role is theirs, the condition holds."""
    service = situation.one_thing.services[use.service]
    role = use.role_fact.partition(".")[0]
    return all_of(
        (
            situation.included(service),
            situation.holds_role(service, role, field.participant),
            as_condition(situation.of_service(service, member, use.when)) if use.when else HOLDS,
        )
    )


def planned_fields(situation: Situation) -> tuple[PlannedField, ...]:
    """The form for somebody, each member its own fields; what certainly nobody needs is left out."""
    return tuple(
        _planned(situation, field, member, need)
        for field in situation.one_thing.form.fields
        for member in situation.members(field.participant)
        if (need := need_of_field(situation, field, member))
    )


def _planned(situation: Situation, field: MergedField, member: int | None, need: FieldNeed) -> PlannedField:
    path = f"{member_of(field.participant, member)}.{field.concept_name}"
    register = next(filter(situation.can_answer, _registers(situation, field)), None)
    limits = _strictest(situation, field, need)
    return PlannedField(
        fact=path,
        participant=field.participant,
        section=situation.label(field.participant, member),
        name=field.concept.name,
        question=situation.worded(field.concept.question, field.participant, member),
        hint=field.concept.hint,
        type=field.concept.type,
        codes=field.concept.codes,
        sensitivity=field.concept.sensitivity,
        source=_source(situation, field, path, register),
        register=register,
        needed_by=tuple(
            dict.fromkeys(
                situation.task_key(use.service, task_member)
                for use, members in need.uses
                for task_member in members
            )
        ),
        required=need.required,
        minimum=limits.minimum,
        maximum=limits.maximum,
        max_length=limits.max_length,
        unit=field.concept.unit,
    )


@dataclass(frozen=True, slots=True)
class _Limits:
    minimum: str | None
    maximum: str | None
    max_length: int


def _strictest(situation: Situation, field: MergedField, need: FieldNeed) -> _Limits:
    """The bounds that suit the dictionary and every service that needs the field."""
    concept, uses = field.concept, [use for use, _ in need.uses]

    def size(bound: str) -> int:
        if concept.type is ConceptType.INTEGER:
            return int(bound)
        return (situation.today if bound == "today" else date.fromisoformat(bound)).toordinal()

    lows = [low for low in (concept.minimum, *(use.minimum for use in uses)) if low is not None]
    highs = [high for high in (concept.maximum, *(use.maximum for use in uses)) if high is not None]
    lengths = [use.max_length for use in uses if use.max_length is not None]
    return _Limits(
        minimum=max(lows, key=size, default=None),
        maximum=min(highs, key=size, default=None),
        max_length=min(concept.max_length, *lengths) if lengths else concept.max_length,
    )


def _registers(situation: Situation, field: MergedField) -> tuple[str, ...]:
    """The registers that hold the field for its participant."""
    one_thing = situation.one_thing
    return remembered(
        one_thing,
        "registers of field",
        field.fact,
        lambda: registers_answering(one_thing, one_thing.registers, field.participant, field.concept_name),
    )


def _source(situation: Situation, field: MergedField, path: str, register: str | None) -> FieldSource:
    born = situation.one_thing.services.get(field.born_from) if field.born_from else None
    if path in situation.held.facts:
        return FieldSource.REGISTER
    if born is not None and situation.included(born).holds is not False:
        return FieldSource.OUTPUT
    if path in situation.facts:
        return FieldSource.KNOWN
    return FieldSource.REGISTER if register is not None else FieldSource.ANSWER
