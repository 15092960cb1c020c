"""Trying a rule: is it FEEL, does it fit the dictionary, which facts does it read, and what does it say of somebody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from yijian.core.compiler.rule_reasons import Reason, reason_of
from yijian.core.compiler.rule_terms import Scope, Subject, fact_words
from yijian.core.errors import Text
from yijian.core.feel import (
    ContextOf,
    Expression,
    FeelError,
    ListOf,
    Type,
    check_types,
    evaluate,
    free_paths,
    parse,
)
from yijian.core.feel.value_text import string_of
from yijian.core.feel.values import NOT_APPLICABLE, UNKNOWN, Value
from yijian.core.planning.local_time import local_date
from yijian.core.verification.rule_uses import TODAY, parse_rule, scope_of_life_event, scope_of_service
from yijian.core.verification.table_uses import read_tables, tables_named, written_out
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.ports import Ports
from yijian.usecases.permissions import Actor, Permission, require

LONGEST_RULE: Final = 5_000
"""Characters of a rule, and of the facts, that are tried; the longest rule of the definitions has under 1,000."""
TOO_LONG: Final = Text(
    f"规则和信息各不超过 {LONGEST_RULE} 个字符",
    f"The rule and the facts may have {LONGEST_RULE} characters each",
)
NO_VALUE: Final = Text(
    '信息第 {line} 行：要写成 mother.nationality = "CHN"',
    'Facts, line {line}: write it as mother.nationality = "CHN"',
)
BAD_VALUE: Final = Text("信息第 {line} 行：{zh}", "Facts, line {line}: {en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTrial:
    """What came of a rule. `about`: the definition whose roles or participants it may read; `problems` of the rule and of
    the facts, each with its place; `reads`: the facts it reads, with their types; `value` as text (None: nothing came
    of it), `holds` where it is a condition; `needs`: what is not told and can still change it; `reason` in sentences."""

    rule: str
    facts: str
    about: str
    problems: tuple[Text, ...] = ()
    fits: bool = False
    type: Text | None = None
    reads: tuple[tuple[str, Text | None], ...] = ()
    value: Text | None = None
    holds: bool | None = None
    needs: tuple[str, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleWriter:
    """Whose rules can be tried: services and life events by their keys, with their names."""

    key: str
    name: Text


def writers(*, actor: Actor, ports: Ports) -> tuple[RuleWriter, ...]:
    """Everybody whose rules can be tried."""
    require(actor, Permission.LOOK_AROUND)
    package = ports.definitions.package()
    events = [RuleWriter(key=f"life-events/{key}", name=one.name) for key, one in package.life_events.items()]
    services = [RuleWriter(key=f"services/{key}", name=one.name) for key, one in package.services.items()]
    return (*sorted(events, key=lambda one: one.key), *sorted(services, key=lambda one: one.key))


def try_rule(*, actor: Actor, ports: Ports, rule: str, facts: str, about: str) -> RuleTrial:
    """Try a rule of a definition over facts (a line each: `mother.nationality = "CHN"`). `today` is today unless it is told.
    Decision tables that it names are read. Raises PermissionDenied."""
    require(actor, Permission.LOOK_AROUND)
    trial = RuleTrial(rule=rule, facts=facts, about=about)
    if len(rule) > LONGEST_RULE or len(facts) > LONGEST_RULE:
        return replace(trial, problems=(TOO_LONG,))
    package = ports.definitions.package()
    try:
        expression = _with_tables(package, parse_rule(rule))
    except FeelError as error:
        return replace(trial, problems=(error.text,))
    told, problems = _facts_in(facts)
    told.setdefault(TODAY, local_date(ports.clock.now()))
    scope = _scope(package, about)
    checked = check_types(expression, scope.types, open_ends=True)
    result = evaluate(expression, told)
    known = result.value is not UNKNOWN
    return replace(
        trial,
        problems=(*problems, *(each.text for each in (*checked.findings, *result.errors))),
        fits=not checked.findings,
        type=checked.type.words() if checked.type else None,
        reads=tuple((path, _type_words(scope.types, path)) for path in sorted(free_paths(expression))),
        value=_value_words(result.value) if known else None,
        holds=result.value if isinstance(result.value, bool) else None,
        needs=tuple(sorted(result.needs)),
        reason=reason_of(expression, told, scope.subjects, asked=lambda need: _asked(scope.subjects, need)),
    )


@dataclass(frozen=True, slots=True)
class _Scope:
    types: Mapping[str, Type]
    subjects: Scope


def _scope(package: DefinitionPackage, about: str) -> _Scope:
    """What the names in a rule of a definition stand for; nothing where there is no such definition."""
    folder, _, identifier = about.partition("/")
    if folder == "services" and identifier in package.services:
        service = package.services[identifier]
        roles = {name: (role.entity, role.name) for name, role in service.roles.items()}
        return _Scope(scope_of_service(package, service), _subjects(package, roles))
    if folder == "life-events" and identifier in package.life_events:
        event = package.life_events[identifier]
        people = {name: (one.entity, one.name) for name, one in event.participants.items()}
        return _Scope(scope_of_life_event(package, event), _subjects(package, people))
    return _Scope({}, {})


def _subjects(package: DefinitionPackage, who: Mapping[str, tuple[str, Text | None]]) -> Scope:
    return {
        name: Subject(words or Text(name, name), package.entities[entity])
        for name, (entity, words) in who.items()
        if entity in package.entities
    }


def _asked(subjects: Scope, need: str) -> Text:
    """A fact in words; as it is written where the dictionary has no such fact."""
    who, _, name = need.partition(".")
    subject = subjects.get(who)
    concept = subject.entity.concepts.get(name) if subject else None
    return fact_words(subject, concept) if subject and concept else Text(need, need)


def _with_tables(package: DefinitionPackage, rule: Expression) -> Expression:
    tables = {name: one.usable for name, one in read_tables(package).items() if one.usable is not None}
    return written_out(rule, tables) if tables_named(rule, tables) else rule


def _facts_in(text: str) -> tuple[dict[str, Value], tuple[Text, ...]]:
    """The facts of some lines, by the names that a rule reads, and what is wrong with a line."""
    facts: dict[str, Value] = {}
    problems: list[Text] = []
    for number, line in enumerate(text.splitlines(), start=1):
        path, equals, value = (part.strip() for part in line.partition("="))
        if not path:
            continue
        who, _, name = path.partition(".")
        if not equals:
            problems.append(NO_VALUE.filled({"line": number}))
            continue
        try:
            found = evaluate(parse(value), {})
        except FeelError as error:
            problems.append(BAD_VALUE.filled({"line": number, "zh": error.text.zh, "en": error.text.en}))
            continue
        if found.value is UNKNOWN or found.errors:
            problems.append(NO_VALUE.filled({"line": number}))
            continue
        group = facts.setdefault(who, {}) if name else None
        if isinstance(group, dict):
            group[name] = found.value
        else:
            facts[who] = found.value
    return facts, tuple(problems)


def _type_words(types: Mapping[str, Type], path: str) -> Text | None:
    """The type of a fact as the dictionary has it; None where it has no such fact."""
    root, _, name = path.partition(".")
    found = types.get(root.partition("[")[0])
    if isinstance(found, ListOf):
        found = found.member
    if name and isinstance(found, ContextOf):
        found = found.members.get(name.partition(".")[0])
    return found.words() if found is not None else None


def _value_words(value: Value) -> Text:
    if value is None:
        return Text("没有答案（null）", "No answer (null)")
    if value is NOT_APPLICABLE:
        return Text("不适用", "Does not apply")
    text = string_of(value)
    return Text(text, text)
