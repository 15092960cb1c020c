"""Every name leads somewhere: concepts, evidence, authorities, registers, services, life events, codes, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.marked_facts import marked_in
from yijian.core.verification.reporting import Part, error, nearest
from yijian.core.vocabulary.concept import CHOICES
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

_FOLDERS: Final = {
    "UNKNOWN_AUTHORITY": "authorities",
    "UNKNOWN_ENTITY": "concepts",
    "UNKNOWN_EVIDENCE": "evidence",
    "UNKNOWN_LIFE_EVENT": "life-events",
    "UNKNOWN_REGISTER": "registers",
    "UNKNOWN_SERVICE": "services",
    "UNKNOWN_SOURCE": "sources",
}
"""Where the definitions of a kind of name stand."""

_NAMES: Final = {
    "UNKNOWN_AUTHORITY": Text("部门", "authority"),
    "UNKNOWN_CONCEPT": Text("信息项", "concept"),
    "UNKNOWN_ENTITY": Text("对象类型", "entity"),
    "UNKNOWN_CODE": Text("代码", "code"),
    "UNKNOWN_CRITERION": Text("条件", "criterion"),
    "UNKNOWN_EVIDENCE": Text("材料", "evidence type"),
    "UNKNOWN_LIFE_EVENT": Text("人生事件", "life event"),
    "UNKNOWN_PARTICIPANT": Text("参与方", "participant"),
    "UNKNOWN_REGISTER": Text("数据库", "register"),
    "UNKNOWN_ROLE": Text("角色", "role"),
    "UNKNOWN_SERVICE": Text("事项", "service"),
    "UNKNOWN_REQUIREMENT": Text("材料要求", "requirement"),
    "UNKNOWN_SOURCE": Text("来源", "source"),
}


def unknown(
    package: DefinitionPackage, code: str, name: str, known: Collection[str], part: Part
) -> Iterator[Finding]:
    """A finding where `name` is not among the known names, nor a definition whose file could not be read."""
    if name in known or f"{_FOLDERS.get(code)}/{name}" in package.unread:
        return
    names = sorted(known)
    what = _NAMES[code]
    listed = "、".join(names) if len(names) <= 12 else ""
    yield error(
        package,
        code,
        Text(f"没有“{name}”这个{what.zh}", f"There is no {what.en} “{name}”"),
        nearest(
            name,
            names,
            Text(f"可以用：{listed}", f"Known: {listed.replace('、', ', ')}")
            if listed
            else Text("改正名字，或补上定义", "Correct the name, or add the definition"),
        ),
        part,
    )


def check_sources(package: DefinitionPackage) -> Iterator[Finding]:
    """Every published fact names its source, and every source that is named exists."""
    for fact in marked_in(package):
        if fact.value.source is not None:
            part = (fact.part[0], f"{fact.part[1]}/source".lstrip("/"))
            yield from unknown(package, "UNKNOWN_SOURCE", fact.value.source, package.sources, part)
        elif fact.value.certainty is Certainty.PUBLISHED:
            yield error(
                package,
                "SOURCE_MISSING",
                Text("标为“已公布”，却没有写来源", "It is marked as published but names no source"),
                Text(
                    "写上 source；没有来源的标为 inferred 或 recalled",
                    "Add `source`; without one, mark it as inferred or recalled",
                ),
                fact.part,
            )


def check_dictionary(package: DefinitionPackage) -> Iterator[Finding]:
    """Concepts, registers, evidence types and authorities name what exists, and registers hold what is said of them."""
    for entity in package.entities.values():
        for name, concept in entity.concepts.items():
            if concept.register is not None:
                part = (f"concepts/{entity.id}", f"concepts/{name}/register")
                yield from unknown(package, "UNKNOWN_REGISTER", concept.register, package.registers, part)
                yield from _silent(package, concept.register, entity.id, "concepts", name, part)
            if concept.type in CHOICES and not concept.codes and concept.code_list is None:
                yield error(
                    package,
                    "CODES_MISSING",
                    Text(
                        f"“{concept.name.zh}”没有写可选的代码",
                        f"“{concept.name.en}” has no codes to choose from",
                    ),
                    Text(
                        "写上 codes，或用 code_list 指明代码表", "Give `codes`, or name a list in `code_list`"
                    ),
                    (f"concepts/{entity.id}", f"concepts/{name}"),
                )
    for authority in package.authorities.values():
        if authority.part_of is not None:
            part = (f"authorities/{authority.id}", "part_of")
            yield from unknown(package, "UNKNOWN_AUTHORITY", authority.part_of, package.authorities, part)
    for kind in package.evidence.values():
        key = f"evidence/{kind.id}"
        yield from unknown(package, "UNKNOWN_ENTITY", kind.entity, package.entities, (key, "entity"))
        for position, register in enumerate(kind.registers):
            part = (key, f"registers/{position}")
            yield from unknown(package, "UNKNOWN_REGISTER", register, package.registers, part)
            yield from _silent(package, register, kind.entity, "evidence", kind.id, part)
    yield from _check_registers(package)


def _silent(
    package: DefinitionPackage, register: str, entity: str, holds: str, name: str, part: Part
) -> Iterator[Finding]:
    """A finding where a register is said to hold what it does not list."""
    found = package.registers.get(register)
    if found is None or any(
        answer.entity == entity and name in (answer.concepts if holds == "concepts" else answer.evidence)
        for answer in found.answers
    ):
        return
    yield error(
        package,
        "REGISTER_SILENT",
        Text(f"“{found.name.zh}”没有列出“{name}”", f"“{found.name.en}” does not list “{name}”"),
        Text(
            f"在 registers/{register}.yaml 的 {holds} 里加上，或在这里去掉",
            f"Add it to `{holds}` in registers/{register}.yaml, or remove it here",
        ),
        part,
        (f"registers/{register}", "answers"),
    )


def _check_registers(package: DefinitionPackage) -> Iterator[Finding]:
    everywhere = {name for entity in package.entities.values() for name in entity.concepts}
    for register in package.registers.values():
        key = f"registers/{register.id}"
        yield from unknown(
            package, "UNKNOWN_AUTHORITY", register.authority, package.authorities, (key, "authority")
        )
        for at, answer in enumerate(register.answers):
            part = f"answers/{at}"
            entity = package.entities.get(answer.entity)
            if entity is None:
                yield from unknown(
                    package, "UNKNOWN_ENTITY", answer.entity, package.entities, (key, f"{part}/entity")
                )
                continue
            for position, name in enumerate(answer.concepts):
                where = (key, f"{part}/concepts/{position}")
                yield from unknown(package, "UNKNOWN_CONCEPT", name, entity.concepts, where)
            for position, name in enumerate(answer.key):
                where = (key, f"{part}/key/{position}")
                of_another = "." in name
                concepts = everywhere if of_another else entity.concepts
                yield from unknown(package, "UNKNOWN_CONCEPT", name.rpartition(".")[2], concepts, where)
            for position, name in enumerate(answer.evidence):
                where = (key, f"{part}/evidence/{position}")
                yield from unknown(package, "UNKNOWN_EVIDENCE", name, package.evidence, where)


def check_services(package: DefinitionPackage) -> Iterator[Finding]:
    """Services name existing authorities, entities, concepts and evidence, and only roles of their own."""
    for service in package.services.values():
        key = f"services/{service.id}"
        yield from unknown(
            package, "UNKNOWN_AUTHORITY", service.authority, package.authorities, (key, "authority")
        )
        for position, other in enumerate(service.also_competent):
            where = (key, f"also_competent/{position}")
            yield from unknown(package, "UNKNOWN_AUTHORITY", other, package.authorities, where)
        for name, role in service.roles.items():
            yield from unknown(
                package, "UNKNOWN_ENTITY", role.entity, package.entities, (key, f"roles/{name}/entity")
            )
        for position, told in enumerate(service.information):
            yield from _check_fact(package, service, told.fact, (key, f"information/{position}/fact"))
        for at, requirement in enumerate(service.evidence):
            for option, items in enumerate(requirement.any_of):
                for position, item in enumerate(items):
                    part = f"evidence/{at}/any_of/{option}/{position}"
                    yield from _check_document(package, service, item.type, item.of, (key, part))
                    for signer, role_name in enumerate(item.signed_by):
                        where = (key, f"{part}/signed_by/{signer}")
                        yield from unknown(package, "UNKNOWN_ROLE", role_name, service.roles, where)
        for at, inspection in enumerate(service.inspections):
            where = (key, f"inspections/{at}/of")
            yield from unknown(package, "UNKNOWN_ROLE", inspection.of, service.roles, where)
        if service.cross_region is not None and service.cross_region.decided_in is not None:
            where = (key, "cross_region/decided_in")
            yield from _check_fact(package, service, service.cross_region.decided_in, where)
        for at, latest in enumerate(service.latest):
            yield from _check_fact(package, service, latest.before, (key, f"latest/{at}/before"))
        for at, output in enumerate(service.outputs):
            part = f"outputs/{at}"
            if output.evidence is not None and output.of is not None:
                yield from _check_document(
                    package, service, output.evidence, output.of, (key, part), "evidence"
                )
            for position, fact in enumerate(output.facts):
                yield from _check_fact(package, service, fact, (key, f"{part}/facts/{position}"))


def _check_fact(
    package: DefinitionPackage, service: PublicService, fact: str, part: Part
) -> Iterator[Finding]:
    """A fact of a service is `role.concept`."""
    role, _, concept = fact.partition(".")
    if role not in service.roles:
        yield from unknown(package, "UNKNOWN_ROLE", role, service.roles, part)
        return
    entity = package.entities.get(service.roles[role].entity)
    if entity is not None:
        yield from unknown(package, "UNKNOWN_CONCEPT", concept, entity.concepts, part)


def _check_document(
    package: DefinitionPackage, service: PublicService, kind: str, role: str, part: Part, key: str = "type"
) -> Iterator[Finding]:
    """A document is of a known type, and about a role of the entity that the type is about."""
    definition, path = part
    yield from unknown(package, "UNKNOWN_EVIDENCE", kind, package.evidence, (definition, f"{path}/{key}"))
    yield from unknown(package, "UNKNOWN_ROLE", role, service.roles, (definition, f"{path}/of"))
    found, player = package.evidence.get(kind), service.roles.get(role)
    if found is None or player is None or found.entity == player.entity:
        return
    yield error(
        package,
        "EVIDENCE_WRONG_ENTITY",
        Text(
            f"“{found.name.zh}”是关于 {found.entity} 的，角色 {role} 却是 {player.entity}",
            f"“{found.name.en}” is about a {found.entity}, but the role {role} is a {player.entity}",
        ),
        Text("改正 of，或改正材料的 entity", "Correct `of`, or the `entity` of the evidence type"),
        (definition, f"{path}/of"),
        (f"evidence/{kind}", "entity"),
    )
