"""Each rule on its own: it can be read, knows the names it uses, fits the dictionary, and says something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import (
    BOOLEAN,
    ContextOf,
    Expression,
    FeelError,
    FeelOutsideSubset,
    ListOf,
    Type,
    ast,
    check_types,
    evaluate,
    free_paths,
)
from yijian.core.feel.errors import NOWHERE
from yijian.core.feel.lowering import lower
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import at_character, error, warning
from yijian.core.verification.rule_uses import RuleUse, parse_rule, rules_of
from yijian.core.verification.table_checks import check_naming
from yijian.core.verification.table_uses import (
    ReadTable,
    read_tables,
    tables_named,
    unread_tables,
    written_out,
)
from yijian.core.vocabulary.package import DefinitionPackage

_MEANT_TO_BE_OPEN: Final = Text(
    "有意留给工作人员判断的，可以保留；不是的，改写这一处",
    "If it is meant to be left to an officer, it may stay; otherwise write it differently",
)
"""The repair for a criterion outside the subset: one that ends in null is undecided, which is never a refusal."""


def check_rules(package: DefinitionPackage) -> Iterator[Finding]:
    """What is wrong with the rules of a package, one by one."""
    tables: dict[str, ReadTable | None] = {**dict.fromkeys(unread_tables(package)), **read_tables(package)}
    for use in rules_of(package):
        try:
            yield from _check(package, use, tables)
        except FeelError as problem:
            words = Text("规则读不懂", "The rule cannot be read")
            yield at_character(package, use.part, problem, error, "BAD_RULE", words)


def _check(
    package: DefinitionPackage, use: RuleUse, tables: Mapping[str, ReadTable | None]
) -> Iterator[Finding]:
    """`tables` by their names in rules, None for one whose file could not be read."""
    expression = parse_rule(use.text)
    if not use.scope:
        return  # an unknown entity or life event has a finding of its own
    rule, scope = parse_rule(use.shown), use.scope
    named = sorted(tables_named(rule, [name for name in tables if name in use.shown]))
    if named:
        usable = {name: one.usable for name in named if (one := tables[name]) and one.usable}
        found = list(check_naming(package, use, usable.values()))
        yield from found
        if found or len(usable) < len(named):
            return  # what is wrong with a table has findings of its own
        scope = {**scope, **{name: one.type for name, one in usable.items()}}
        ast.check_depth(written_out(rule, usable))
    checked = check_types(rule, scope)
    unknown = unknown_names(rule, scope)
    sound = True
    for problem in checked.findings or _refused(expression, use):
        if isinstance(problem, FeelOutsideSubset):
            words = Text(
                "规则不能被证明，也不能对全体人运行",
                "The rule can be neither proved nor run over a population",
            )
            outside = at_character(package, use.part, problem, warning, "RULE_OUTSIDE_SUBSET", words)
            yield replace(outside, repair=_MEANT_TO_BE_OPEN) if use.criterion else outside
            continue
        sound = False
        written = use.shown[problem.place.start : problem.place.end].rpartition(".")[2].strip()
        if written in unknown:
            words = Text("规则里的名字不存在", "A name in the rule does not exist")
            yield at_character(package, use.part, problem, error, "RULE_UNKNOWN_NAME", words)
        else:
            words = Text("规则的类型不对", "The types of the rule do not fit")
            yield at_character(package, use.part, problem, error, "RULE_TYPE", words)
    if not sound:
        return
    if checked.type not in (None, BOOLEAN):
        yield error(
            package,
            "RULE_NOT_BOOLEAN",
            Text(
                f"条件的结果不是“是/否”：{use.shown}", f"The condition is neither true nor false: {use.shown}"
            ),
            Text('写成比较，例如 a = "1"', 'Write a comparison, such as a = "1"'),
            use.part,
        )
    constant = evaluate(expression, {}).value
    if isinstance(constant, bool):
        words = Text("成立", "true") if constant else Text("不成立", "false")
        yield warning(
            package,
            "RULE_CONSTANT",
            Text(
                f"条件不论对谁总是{words.zh}：{use.shown}",
                f"The condition is always {words.en}, for everybody: {use.shown}",
            ),
            Text("删去条件，或改正它", "Remove the condition, or correct it"),
            use.part,
        )


def _refused(expression: Expression, use: RuleUse) -> tuple[FeelError, ...]:
    """What has no exact meaning over machine integers and tables, though its types fit."""
    try:
        lower(expression, use.scope)
    except FeelOutsideSubset as problem:
        if use.written:
            problem.place = NOWHERE  # inside a table, which stands in another file
        return (problem,)
    return ()


def unknown_names(expression: Expression, scope: Mapping[str, Type]) -> frozenset[str]:
    """The names in a rule that its scope does not have: of each path, the first such part."""
    found: set[str] = set()
    for path in free_paths(expression, roots=scope):
        known: Type | None = None
        for position, name in enumerate(path.split(".")):
            members = scope if position == 0 else _members(known)
            if members is None:
                break
            if name not in members:
                found.add(name)
                break
            known = members[name]
    return frozenset(found)


def _members(known: Type | None) -> Mapping[str, Type] | None:
    while isinstance(known, ListOf):
        known = known.member
    return known.members if isinstance(known, ContextOf) else None
