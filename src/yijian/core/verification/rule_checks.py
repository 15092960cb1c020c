"""Each rule on its own: it can be read, knows the names it uses, fits the dictionary, and says something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
    check_types,
    evaluate,
    free_paths,
)
from yijian.core.feel.lowering import lower
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import error, warning
from yijian.core.verification.rule_uses import RuleUse, parse_rule, rules_of
from yijian.core.vocabulary.package import DefinitionPackage

_MEANT_TO_BE_OPEN: Final = Text(
    "有意留给工作人员判断的，可以保留；不是的，改写这一处",
    "If it is meant to be left to an officer, it may stay; otherwise write it differently",
)
"""The repair for a criterion outside the subset: one that ends in null is undecided, which is never a refusal."""


def check_rules(package: DefinitionPackage) -> Iterator[Finding]:
    """What is wrong with the rules of a package, one by one."""
    for use in rules_of(package):
        try:
            expression = parse_rule(use.text)
            yield from _check(package, use, expression)
        except FeelError as problem:
            yield _at(package, use, problem, error, "BAD_RULE", Text("规则读不懂", "The rule cannot be read"))


def _check(package: DefinitionPackage, use: RuleUse, expression: Expression) -> Iterator[Finding]:
    if not use.scope:
        return  # an unknown entity or life event has a finding of its own
    checked = check_types(expression, use.scope)
    unknown = unknown_names(expression, use.scope)
    sound = True
    for problem in checked.findings or _refused(expression, use):
        if isinstance(problem, FeelOutsideSubset):
            words = Text(
                "规则不能被证明，也不能对全体人运行",
                "The rule can be neither proved nor run over a population",
            )
            outside = _at(package, use, problem, warning, "RULE_OUTSIDE_SUBSET", words)
            yield replace(outside, repair=_MEANT_TO_BE_OPEN) if use.criterion else outside
            continue
        sound = False
        written = use.text[problem.place.start : problem.place.end].rpartition(".")[2].strip()
        if written in unknown:
            words = Text("规则里的名字不存在", "A name in the rule does not exist")
            yield _at(package, use, problem, error, "RULE_UNKNOWN_NAME", words)
        else:
            words = Text("规则的类型不对", "The types of the rule do not fit")
            yield _at(package, use, problem, error, "RULE_TYPE", words)
    if not sound:
        return
    if checked.type not in (None, BOOLEAN):
        yield error(
            package,
            "RULE_NOT_BOOLEAN",
            Text(
                f"条件的结果不是“是/否”：{use.text}", f"The condition is neither true nor false: {use.text}"
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
                f"条件不论对谁总是{words.zh}：{use.text}",
                f"The condition is always {words.en}, for everybody: {use.text}",
            ),
            Text("删去条件，或改正它", "Remove the condition, or correct it"),
            use.part,
        )


def _refused(expression: Expression, use: RuleUse) -> tuple[FeelError, ...]:
    """What has no exact meaning over machine integers and tables, though its types fit."""
    try:
        lower(expression, use.scope)
    except FeelOutsideSubset as problem:
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


def _at(
    package: DefinitionPackage,
    use: RuleUse,
    problem: FeelError,
    report: Callable[..., Finding],
    code: str,
    words: Text,
) -> Finding:
    """A finding about a place inside a rule: the column of the file where the rule stands on one line."""
    reason, repair = problem.reason, problem.repair
    finding = report(
        package,
        code,
        Text(
            f"{words.zh}（第 {problem.place.column} 个字符）：{reason.zh}",
            f"{words.en} (character {problem.place.column}): {reason.en}",
        ),
        repair if repair.zh else Text("改正这条规则", "Correct the rule"),
        use.part,
    )
    (place,) = finding.places
    if place.column == 0:
        return finding
    at = replace(
        place,
        line=place.line + problem.place.line - 1,
        column=(place.column if problem.place.line == 1 else 1) + problem.place.column - 1,
    )
    return replace(finding, places=(at,))
