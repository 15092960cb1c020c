"""Who names whom in a package of definitions: where a concept, a paper, a service, an authority is used.

A definition is named by its key (`services/police.birth-registration`, `evidence/identity-card`); a concept by that of
its entity and its name (`concepts/person#id_number`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from yijian.core.feel import FeelError, free_paths
from yijian.core.verification.rule_uses import PRESENT, TODAY, Who, parse_rule, rules_of
from yijian.core.vocabulary.concept import Entity
from yijian.core.vocabulary.decision_table import name_in_rules
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

_IDS: Final[Mapping[str, str]] = {
    "source": "sources",
    "authority": "authorities",
    "also_competent": "authorities",
    "lead": "authorities",
    "part_of": "authorities",
    "register": "registers",
    "registers": "registers",
    "code_list": "code-lists",
    "entity": "concepts",
    "evidence": "evidence",
    "type": "evidence",
    "service": "services",
    "life_event": "life-events",
}
"""The fields that hold ids, and of what kind they are; `evidence` and `type` also hold values of other types."""
_FOLDERS: Final[Mapping[str, str]] = {
    "services": "services",
    "life_events": "life-events",
    "overlays": "regions",
    "evidence": "evidence",
    "authorities": "authorities",
    "registers": "registers",
    "entities": "concepts",
    "code_lists": "code-lists",
    "decision_tables": "decision-tables",
    "sources": "sources",
}


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """That the part `path` of the definition `by` names `used`."""

    used: str
    by: str
    path: str


def definitions_of(package: DefinitionPackage) -> dict[str, Any]:
    """Every definition by its key, in the order of the keys; what stands beside the package is not among them."""
    found = {
        f"{folder}/{identifier}": value
        for name, folder in _FOLDERS.items()
        for identifier, value in getattr(package, name).items()
    }
    return dict(sorted(found.items()))


def cross_references(package: DefinitionPackage) -> tuple[Use, ...]:
    """All uses, in order. What names something that does not exist is a finding elsewhere, and no use."""
    definitions = definitions_of(package)
    found = {
        use
        for key, value in definitions.items()
        for use in _named_in(package, key, value, value, "")
        if _exists(package, definitions, use.used)
    }
    found |= {use for use in _named_in_rules(package) if _exists(package, definitions, use.used)}
    return tuple(sorted(found))


def _exists(package: DefinitionPackage, definitions: Mapping[str, Any], key: str) -> bool:
    owner, _, name = key.partition("#")
    if not name:
        return owner in definitions
    entity = package.entities.get(owner.removeprefix("concepts/"))
    return entity is not None and name in entity.concepts


def _named_in(package: DefinitionPackage, key: str, whole: Any, value: Any, path: str) -> Iterator[Use]:
    """The uses in the fields of a value that is part of the definition `whole`."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _named_in(package, key, whole, each, f"{path}/{name}".lstrip("/"))
            if path == "services":  # of a region: services by their ids
                yield Use(f"services/{name}", key, f"{path}/{name}")
    elif isinstance(value, tuple):
        for position, each in enumerate(value):
            yield from _named_in(package, key, whole, each, f"{path}/{position}".lstrip("/"))
    elif is_dataclass(value):
        for one in fields(value):
            each, at = getattr(value, one.name), f"{path}/{one.name}".lstrip("/")
            for identifier in _ids_in(one.name, each):
                yield Use(f"{_IDS[one.name]}/{identifier}", key, at)
            for fact in _facts_in(one.name, each):
                yield from _of_fact(package, whole, fact, key, at)
            yield from _named_in(package, key, whole, each, at)


def _ids_in(name: str, value: Any) -> tuple[str, ...]:
    if name not in _IDS:
        return ()
    if type(value) is str:  # an enumeration is a text, too, and no id
        return (value,)
    if isinstance(value, tuple):
        return tuple(each for each in value if type(each) is str)
    return ()


def _facts_in(name: str, value: Any) -> tuple[str, ...]:
    """Facts that stand in a field by their path (`mother.name`), or, of a register, by the name of the concept."""
    if name in ("fact", "before") and isinstance(value, str):
        return (value,)
    if name in ("facts", "concepts", "key") and isinstance(value, tuple):
        return value
    return (value.by,) if isinstance(value, ChosenParticipant) else ()


def _of_fact(package: DefinitionPackage, whole: Any, fact: str, key: str, at: str) -> Iterator[Use]:
    who, _, name = fact.rpartition(".")
    if not who:  # of a register: the entity stands beside it
        for answer in getattr(whole, "answers", ()):
            if fact in (*answer.concepts, *answer.key):
                yield Use(f"concepts/{answer.entity}#{fact}", key, at)
        return
    roles = whole.roles if isinstance(whole, PublicService) else getattr(whole, "participants", {})
    if who in roles:
        yield Use(f"concepts/{roles[who].entity}#{name}", key, at)
    elif not roles:  # a register looks up by a fact of somebody of whatever life event
        yield from (
            Use(f"concepts/{one}#{name}", key, at)
            for one, entity in package.entities.items()
            if name in entity.concepts
        )


def _named_in_rules(package: DefinitionPackage) -> Iterator[Use]:
    tables = {name_in_rules(table): table for table in package.decision_tables}
    for use in rules_of(package):
        key, path = use.part
        try:
            read = free_paths(parse_rule(use.text))
            named = free_paths(parse_rule(use.shown))
        except FeelError:
            continue
        for fact in read:
            yield from (
                Use(f"concepts/{found}", key, path) for found in _concept_read(package, use.who, fact)
            )
        for fact in named:
            table = tables.get(fact.partition(".")[0])
            if table is not None:
                yield Use(f"decision-tables/{table}", key, path)


def _concept_read(package: DefinitionPackage, who: Mapping[str, Who], fact: str) -> Iterator[str]:
    root, _, rest = fact.partition(".")
    whose = who.get(root.partition("[")[0])
    name = rest.partition(".")[0]
    if whose is None and "" in who:  # the facts of one entity stand at the top
        whose, name = who[""], root
    if whose is None or name in ("", PRESENT) or root == TODAY:
        return
    entity: Entity | None = package.entities.get(whose.entity)
    if entity is not None and name in entity.concepts:
        yield f"{whose.entity}#{name}"
