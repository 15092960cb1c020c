"""Pass 1: names become definitions in force on the day and in the region, and roles find their participants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from yijian.core.compiler.cited_sources import cited_sources
from yijian.core.compiler.draft import Draft
from yijian.core.compiler.in_force import criteria_in_force, in_force, overlay_in_force
from yijian.core.compiler.local_deferrals import with_local_deferrals
from yijian.core.compiler.rules import rule_of
from yijian.core.compiler.table_decisions import tables_used
from yijian.core.errors import Text
from yijian.core.feel.errors import FeelError
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.authority import Register
from yijian.core.vocabulary.life_event import ChosenParticipant, ServiceUse
from yijian.core.vocabulary.one_thing import BoundService, Dependency, DependencyKind, OneThing
from yijian.core.vocabulary.service import PublicService, TimeLimits


def resolve(draft: Draft) -> Draft:
    """Bind the services of the life event, and find out which comes after which.

    An order follows from outputs: whoever needs a document or a fact that another part issues about the same
    participant comes after it; the author's own `after` is added with its reason.
    """
    draft = _bind_services(draft)
    draft = _derive_dependencies(draft)
    return _keep_what_is_used(draft)


def _bind_services(draft: Draft) -> Draft:
    findings: list[Finding] = []
    services: dict[str, BoundService] = {}
    for position, use in enumerate(draft.one_thing.life_event.services):
        place = (f"life-events/{draft.one_thing.life_event.id}", f"services/{position}")
        definition = draft.package.services.get(use.service)
        if definition is None:
            findings.append(
                draft.error(
                    "SERVICE_UNKNOWN",
                    Text(f"没有“{use.service}”这个事项", f"There is no service “{use.service}”"),
                    Text(
                        "改正事项编号，或请部门补上定义",
                        "Correct the id, or ask the authority for the definition",
                    ),
                    place,
                )
            )
        elif not in_force(definition.effective, draft.on):
            findings.append(
                draft.error(
                    "SERVICE_NOT_IN_FORCE",
                    Text(
                        f"“{definition.name.zh}”在 {draft.on} 不生效",
                        f"“{definition.name.en}” is not in force on {draft.on}",
                    ),
                    Text("改用当日有效的事项", "Use a service that is in force on that day"),
                    place,
                    (f"services/{use.service}", "effective"),
                )
            )
        else:
            bound, wrong = _bind(draft, use, definition, place)
            findings += wrong
            findings += _unreadable_rules(draft, use, definition, place)
            services[use.service] = replace(
                bound,
                definition=replace(
                    bound.definition, criteria=criteria_in_force(definition.criteria, draft.on)
                ),
            )
    one_thing = replace(
        draft.one_thing, services=services, overlay=overlay_in_force(draft.one_thing.overlay, draft.on)
    )
    return replace(draft, one_thing=one_thing).found(*findings)


def _bind(
    draft: Draft, use: ServiceUse, definition: PublicService, place: tuple[str, str]
) -> tuple[BoundService, list[Finding]]:
    participants = draft.one_thing.life_event.participants
    findings: list[Finding] = []
    bindings: dict[str, str | ChosenParticipant] = {}
    repeated: set[str] = set()
    for name, role in definition.roles.items():
        bound = use.roles.get(name, name)
        people = [bound] if isinstance(bound, str) else list(bound.among.values())
        if isinstance(bound, str) and bound not in participants and role.optional and name not in use.roles:
            continue
        unfit = [who for who in people if who not in participants or participants[who].entity != role.entity]
        several = [who for who in people if who in participants and participants[who].many]
        if unfit or (several and not isinstance(bound, str)):
            findings.append(
                draft.error(
                    "ROLE_UNBOUND",
                    Text(
                        f"“{definition.name.zh}”的角色 {name} 没有合适的一方（{'、'.join(unfit or several)}）",
                        f"No fitting participant fills the role {name} of “{definition.name.en}”"
                        f" ({', '.join(unfit or several)})",
                    ),
                    Text(
                        f"在 roles 里写明谁是 {name}（类型 {role.entity}）",
                        f"Say in `roles` who is {name} (of type {role.entity})",
                    ),
                    place,
                    (f"services/{definition.id}", f"roles/{name}"),
                )
            )
            continue
        bindings[name] = bound
        if not role.many:
            repeated.update(several)
        findings += [
            draft.error(
                "OUTPUT_FOR_MANY",
                Text(
                    f"“{definition.name.zh}”对 {name} 一起办一次，结果“{output.name.zh}”却说的是其中一个",
                    f"“{definition.name.en}” is done once for all of {name}, but yields “{output.name.en}” about one",
                ),
                Text(
                    f"去掉角色 {name} 的 many，或者让结果说的是别的角色",
                    f"Remove `many` of the role {name}, or let the output be about another role",
                ),
                (f"services/{definition.id}", f"outputs/{position}"),
            )
            for position, output in enumerate(definition.outputs)
            if role.many
            and (output.of == name or any(fact.partition(".")[0] == name for fact in output.facts))
        ]
    if len(repeated) > 1:
        findings.append(
            draft.error(
                "REPEATED_TWICE",
                Text(
                    f"“{definition.name.zh}”同时按 {'、'.join(sorted(repeated))} 重复办理",
                    f"“{definition.name.en}” would be repeated for {' and '.join(sorted(repeated))} at once",
                ),
                Text("一个事项只按一方重复", "Repeat a service for one participant only"),
                place,
            )
        )
    overlay = draft.one_thing.overlay
    local = overlay.services.get(definition.id) if overlay else None
    promised = (local.promised if local else None) or definition.time_limits.promised
    return (
        BoundService(
            definition=with_local_deferrals(definition, local),
            optional=use.optional,
            when=use.when,
            bindings=bindings,
            repeated_for=min(repeated, default=None),
            limits=TimeLimits(statutory=definition.time_limits.statutory, promised=promised),
            where=(local.where if local else None) or definition.where,
        ),
        findings,
    )


def _unreadable_rules(
    draft: Draft, use: ServiceUse, definition: PublicService, place: tuple[str, str]
) -> Iterator[Finding]:
    service = f"services/{definition.id}"
    texts: list[tuple[str | None, tuple[str, str]]] = [(use.when, (place[0], f"{place[1]}/when"))]
    texts += [(one.rule, (service, f"criteria/{at}/rule")) for at, one in enumerate(definition.criteria)]
    texts += [
        (one.when, (service, f"information/{at}/when")) for at, one in enumerate(definition.information)
    ]
    texts += [(one.when, (service, f"evidence/{at}/when")) for at, one in enumerate(definition.evidence)]
    texts += [(one.when, (service, f"fees/{at}/when")) for at, one in enumerate(definition.fees)]
    texts += [
        (one.when, (service, f"inspections/{at}/when")) for at, one in enumerate(definition.inspections)
    ]
    texts += [
        (one.when, (service, f"special_procedures/{at}/when"))
        for at, one in enumerate(definition.special_procedures)
    ]
    texts += [(one.when, (service, f"latest/{at}/when")) for at, one in enumerate(definition.latest)]
    if definition.cross_region is not None:
        texts.append((definition.cross_region.when, (service, "cross_region/when")))
    for text, where in texts:
        if text is not None:
            yield from unreadable(draft, text, where)


def unreadable(draft: Draft, text: str, place: tuple[str, str]) -> Iterator[Finding]:
    """A finding where the text of a rule cannot be read."""
    try:
        rule_of(text)
    except FeelError as error:
        yield draft.error(
            "RULE_UNREADABLE",
            Text(f"规则读不懂：{error.text.zh}", f"The rule cannot be read: {error.text.en}"),
            Text("按提示改正规则", "Correct the rule as the message says"),
            place,
        )


def _derive_dependencies(draft: Draft) -> Draft:
    services = draft.one_thing.services
    findings: list[Finding] = []
    bound: dict[str, BoundService] = {}
    for position, use in enumerate(draft.one_thing.life_event.services):
        service = services.get(use.service)
        if service is None:
            continue
        found = [
            *(need for other in services.values() if other is not service for need in _needs(service, other)),
            *(
                Dependency(service=order.service, kind=DependencyKind.ORDER, subject=order.reason.zh)
                for order in use.after
                if order.service in services
            ),
        ]
        findings += [
            draft.error(
                "ORDER_UNKNOWN",
                Text(
                    f"after 里的“{order.service}”不在这件事里",
                    f"“{order.service}” in `after` is no part of this",
                ),
                Text("改正事项编号", "Correct the id of the service"),
                (f"life-events/{draft.one_thing.life_event.id}", f"services/{position}/after"),
            )
            for order in use.after
            if order.service not in services
        ]
        unique = sorted(set(found), key=lambda need: (need.service, need.kind, need.subject))
        bound[use.service] = replace(service, depends_on=tuple(unique))
    return replace(draft, one_thing=replace(draft.one_thing, services=bound)).found(*findings)


def _needs(service: BoundService, other: BoundService) -> Iterator[Dependency]:
    """What one service needs of the outputs of another."""
    for output in other.definition.outputs:
        about = candidates_of(other, output.of) if output.of else frozenset()
        for requirement in service.definition.evidence:
            for option in requirement.any_of:
                for item in option:
                    if item.type == output.evidence and about & candidates_of(service, item.of):
                        yield Dependency(
                            service=other.definition.id, kind=DependencyKind.EVIDENCE, subject=item.type
                        )
        for born in output.facts:
            role, _, concept = born.partition(".")
            of = candidates_of(other, role)
            for reads in facts_read_by(service):
                reader, _, name = reads.partition(".")
                if name == concept and of & candidates_of(service, reader):
                    yield Dependency(
                        service=other.definition.id,
                        kind=DependencyKind.FACT,
                        subject=f"{min(of & candidates_of(service, reader))}.{concept}",
                    )


def candidates_of(service: BoundService, role: str | None) -> frozenset[str]:
    """The participants who fill a role, or can."""
    bound = service.bindings.get(role) if role else None
    if bound is None:
        return frozenset()
    return frozenset((bound,)) if isinstance(bound, str) else frozenset(bound.among.values())


def choices_of(one_thing: OneThing) -> dict[str, ChosenParticipant]:
    """The facts that choose who plays a part (a role of a service, the applicant), with one choice each."""
    bindings = [bound for service in one_thing.services.values() for bound in service.bindings.values()]
    parts = [one_thing.life_event.applicant, *bindings]
    return {part.by: part for part in parts if isinstance(part, ChosenParticipant)}


def facts_read_by(service: BoundService) -> frozenset[str]:
    """The facts (role and concept) that a service must be told or its rules read."""
    definition = service.definition
    read = {one.fact for one in definition.information}
    for text in (
        *(one.rule for one in definition.criteria),
        *(one.when for one in definition.information if one.when),
        *(one.when for one in definition.evidence if one.when),
        *(one.when for one in definition.inspections if one.when),
    ):
        try:
            read |= rule_of(text).paths
        except FeelError:
            continue  # has its own finding
    return frozenset(path for path in read if path.partition(".")[0] in definition.roles)


def _keep_what_is_used(draft: Draft) -> Draft:
    """Take along everything the artefact will ever be asked for, and nothing else of the package."""
    package, one_thing = draft.package, draft.one_thing
    definitions = [service.definition for service in one_thing.services.values()]
    entities = {who.entity for who in one_thing.life_event.participants.values()}
    kept_entities = {name: package.entities[name] for name in entities if name in package.entities}
    if entities - kept_entities.keys():
        return draft.found(*_missing_entities(draft, entities))
    one_thing = replace(one_thing, entities=kept_entities)
    types = {
        item.type
        for definition in definitions
        for need in definition.evidence
        for option in need.any_of
        for item in option
    } | {output.evidence for definition in definitions for output in definition.outputs if output.evidence}
    evidence = {name: package.evidence[name] for name in types if name in package.evidence}
    names = _names_read(one_thing)
    answering = {
        name: register
        for name, register in package.registers.items()
        if any(answer.entity in entities for answer in register.answers)
    }
    registers = {name for kind in evidence.values() for name in kind.registers} | {
        name
        for who, declared in one_thing.life_event.participants.items()
        for concept in names & kept_entities[declared.entity].concepts.keys()
        for name in registers_answering(one_thing, answering, who, concept)
    }
    kept_registers = {
        name: package.registers[name] for name in sorted(registers) if name in package.registers
    }
    authorities = {definition.authority for definition in definitions} | {one_thing.life_event.lead}
    authorities |= {register.authority for register in kept_registers.values()}
    authorities |= {other for definition in definitions for other in definition.also_competent}
    authorities |= {
        above
        for name in authorities
        if (authority := package.authorities.get(name)) and (above := authority.part_of)
    }
    one_thing = replace(
        one_thing,
        evidence_types=evidence,
        registers=kept_registers,
        authorities={name: package.authorities[name] for name in authorities if name in package.authorities},
        **tables_used(package, one_thing),
    )
    cited = cited_sources(one_thing)
    return replace(
        draft,
        one_thing=replace(
            one_thing, sources={name: one for name, one in package.sources.items() if name in cited}
        ),
    )


def _names_read(one_thing: OneThing) -> frozenset[str]:
    """The names of the concepts that anything in the artefact is told or reads, whosever they are."""
    paths = {path for service in one_thing.services.values() for path in facts_read_by(service)}
    conditions = one_thing.overlay.admission.conditions if one_thing.overlay else ()
    for text in (*(one.rule for one in conditions), *(s.when for s in one_thing.services.values() if s.when)):
        try:
            paths |= rule_of(text).paths
        except FeelError:
            continue  # has its own finding
    return frozenset(path.rpartition(".")[2] for path in paths)


def registers_answering(
    one_thing: OneThing, registers: Mapping[str, Register], participant: str, concept: str
) -> tuple[str, ...]:
    """The registers that hold a concept of a participant and can find them: the one that the dictionary names first.

    A register that finds a newborn by its mother's number knows nothing of somebody in whose case there is no mother.
    """
    people = one_thing.life_event.participants
    entity = people[participant].entity
    found = [
        name
        for name, register in registers.items()
        if any(
            answer.entity == entity
            and concept in answer.concepts
            and (not answer.about or participant in answer.about)
            and all("." not in key or key.partition(".")[0] in people for key in answer.key)
            for answer in register.answers
        )
    ]
    declared = one_thing.entities[entity].concepts[concept].register
    return tuple(sorted(found, key=lambda name: (name != declared, name))) if declared else ()


def _missing_entities(draft: Draft, entities: set[str]) -> list[Finding]:
    return [
        draft.error(
            "ENTITY_UNKNOWN",
            Text(f"数据元字典里没有“{name}”", f"The dictionary has no entity “{name}”"),
            Text("改正类型，或补上定义", "Correct the type, or add the definition"),
            (f"life-events/{draft.one_thing.life_event.id}", "participants"),
        )
        for name in sorted(entities - draft.package.entities.keys())
    ]
