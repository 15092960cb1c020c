"""Rules proved against everybody: what never or always holds, what contradicts, situations that overlap or leave a gap.

Only what is proved, or shown by a person whom the evaluator has confirmed, is a finding about a rule; what could not be
decided is said to be so, with the part in the way. Rules that cannot be read or do not fit the dictionary have findings
of their own and are left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

import z3

from yijian.core.errors import Text
from yijian.core.feel import Expression, FeelError, evaluate, free_paths, parse, to_text
from yijian.core.feel.ast import Null
from yijian.core.feel.lowered import Opaque, nodes_of
from yijian.core.verification.findings import Finding
from yijian.core.verification.proof import NOBODY, Answer, NotDecided, Rule, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_persons import persons_of, ranges_of
from yijian.core.verification.proof_questions import (
    Overflow,
    both_hold,
    check_table,
    overflows,
    refuted,
    satisfied,
)
from yijian.core.verification.reporting import error, warning
from yijian.core.verification.rule_uses import RuleUse, rules_of, scope_of_service, who_plays
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService


@dataclass(frozen=True, slots=True)
class _Proved:
    """A rule that can be proved, with its use and the persons whom it reads."""

    use: RuleUse
    rule: Rule
    everybody: Persons
    """With "there is none" for an answer: what nobody meets, nobody meets even so."""
    told: Persons
    """Everything that applies has a value: what holds for all these always holds."""


def check_proofs(package: DefinitionPackage) -> Iterator[Finding]:
    """What the proof finds about the rules of a package."""
    verdicts: dict[Hashable, _Verdict] = {}
    everybody = _Everybody(package)
    criteria: dict[tuple[str, str], list[_Proved]] = {}
    for use in rules_of(package):
        proved = _prepared(use, everybody)
        if proved is None:
            continue
        key = (use.text, frozenset(use.who.items()))
        if key not in verdicts:  # departments write the same rule again and again
            verdicts[key] = _verdict(proved)
        yield from _check_alone(package, proved, verdicts[key])
        if use.criterion:
            definition, path = use.part
            criteria.setdefault((definition, path.partition("/")[0]), []).append(proved)
    for together in criteria.values():
        yield from _check_contradictions(package, together)
    for service in package.services.values():
        yield from _check_situations(package, service)


class _Everybody:
    """The persons of a package by whose facts rules read, worked out once."""

    def __init__(self, package: DefinitionPackage) -> None:
        self._package = package
        self._found: dict[Hashable, tuple[Persons, Persons]] = {}

    def of(self, use: RuleUse) -> tuple[Persons, Persons]:
        """With "there is none" for an answer, and without."""
        key = frozenset(use.who.items())
        if key not in self._found:
            told = persons_of(self._package, use.who)
            self._found[key] = replace(told, none=True), told
        return self._found[key]


def _prepared(use: RuleUse, everybody: _Everybody) -> _Proved | None:
    if not use.scope:
        return None
    none, told = everybody.of(use)
    try:
        expression = parse(use.text)
        rule = rule_for_proof(expression, use.scope, ranges=told.ranges)
    except FeelError:
        return None  # it has a finding of its own
    if isinstance(evaluate(expression, {}).value, bool):
        return None  # so has what needs no proof to be constant
    if isinstance(expression, Null):
        return None  # left to an officer on purpose, which is no condition at all
    return _Proved(use, rule, none, told)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is proved of a rule alone."""

    alive: Answer
    always: bool
    overflows: tuple[Overflow, ...]


def _verdict(proved: _Proved) -> _Verdict:
    context = z3.Context()
    alive = satisfied(proved.rule, persons=proved.everybody, context=context)
    if not isinstance(alive, Witness):
        return _Verdict(alive, False, ())
    always = refuted(proved.rule, persons=proved.told, context=context) is NOBODY
    return _Verdict(alive, always, overflows(proved.rule.lowered, persons=proved.told))


def _check_alone(package: DefinitionPackage, proved: _Proved, verdict: _Verdict) -> Iterator[Finding]:
    use = proved.use
    if verdict.alive is NOBODY:
        yield _constant(package, use, Text("不成立", "false"))
    elif isinstance(verdict.alive, NotDecided):
        yield from _not_decided(package, proved, verdict.alive)
    elif verdict.always:
        yield _constant(package, use, Text("成立", "true"))
    for overflow in verdict.overflows:
        witness = overflow.answer.facts if isinstance(overflow.answer, Witness) else None
        part = _shown(overflow.part)
        yield warning(
            package,
            "RULE_OVERFLOW",
            Text(f"“{part}”可能超出 64 位整数", f"“{part}” may not fit a 64-bit number"),
            Text("在数据元里写明最小值和最大值", "Declare the minimum and the maximum in the dictionary"),
            use.part,
            witness=witness,
        )


def _constant(package: DefinitionPackage, use: RuleUse, words: Text) -> Finding:
    return warning(
        package,
        "RULE_CONSTANT",
        Text(
            f"可以证明，条件不论对谁总是{words.zh}：{use.text}",
            f"It is proved that the condition is always {words.en}, for everybody: {use.text}",
        ),
        Text("删去条件，或改正它", "Remove the condition, or correct it"),
        use.part,
    )


def _not_decided(package: DefinitionPackage, proved: _Proved, answer: NotDecided) -> Iterator[Finding]:
    """A finding, unless the rule is already known to lie outside the subset."""
    if any(isinstance(node, Opaque) for node in nodes_of(proved.rule.lowered)):
        return
    use = proved.use
    part = _shown(answer.part)
    yield warning(
        package,
        "RULE_NOT_DECIDED",
        Text(
            f"不能证明有没有人满足这个条件，因为“{part}”：{answer.reason.zh}",
            f"It is not decided whether anybody meets the condition, because of “{part}”: {answer.reason.en}",
        ),
        Text("没有证明不等于没有问题，请人工核对", "Not proved is not sound: check it by hand"),
        use.part,
    )


def _shown(part: Expression) -> str:
    return to_text(part)


def _check_contradictions(package: DefinitionPackage, together: Sequence[_Proved]) -> Iterator[Finding]:
    """Two conditions of one service or one admission that nobody can meet together, each being met by somebody."""
    for one, other in itertools.combinations(together, 2):
        if not set(free_paths(one.rule.expression)) & set(free_paths(other.rule.expression)):
            continue  # nothing in common: somebody meets both where each is met
        answer: Answer = both_hold(one.rule, other.rule, persons=one.everybody)
        if answer is NOBODY and all(
            satisfied(each.rule, persons=each.everybody) is not NOBODY for each in (one, other)
        ):
            yield error(
                package,
                "RULE_CONTRADICTION",
                Text(
                    f"这两个条件谁也不能同时满足：{one.use.text}；{other.use.text}",
                    f"Nobody can meet both conditions: {one.use.text}; {other.use.text}",
                ),
                Text("改正其中一个", "Correct one of them"),
                one.use.part,
                other.use.part,
            )


def _check_situations(package: DefinitionPackage, service: PublicService) -> Iterator[Finding]:
    """Papers that prove the same thing in different situations: each person is in one of these, and in no two."""
    scope, who = scope_of_service(package, service), who_plays(service)
    if not scope:
        return
    groups: dict[Text, list[tuple[int, str]]] = {}
    for position, requirement in enumerate(service.evidence):
        if requirement.when is not None:
            groups.setdefault(requirement.proves, []).append((position, requirement.when))
    for proves, rows in groups.items():
        if len(rows) < 2:
            continue
        try:
            rules = [rule_for_proof(parse(text), scope, ranges=ranges_of(package, who)) for _, text in rows]
        except FeelError:
            continue
        report = check_table(rules, persons=persons_of(package, who, all_present=True))
        parts = [(f"services/{service.id}", f"evidence/{position}/when") for position, _ in rows]
        for one, other, witness in report.overlaps:
            yield warning(
                package,
                "SITUATIONS_OVERLAP",
                Text(
                    f"“{proves.zh}”有人要证明两次：两种情形同时成立",
                    f"“{proves.en}” is proved twice by somebody: two situations hold together",
                ),
                Text("改正条件，使情形互不重叠", "Correct the conditions so that no two hold together"),
                parts[one],
                parts[other],
                witness=witness.facts,
            )
        if report.gap is not None:
            yield warning(
                package,
                "SITUATIONS_GAP",
                Text(
                    f"“{proves.zh}”有人不用证明：哪种情形都不成立",
                    f"“{proves.en}” is proved by no paper for somebody: no situation holds",
                ),
                Text("改正条件，或加上这种情形", "Correct the conditions, or add the situation"),
                *parts,
                witness=report.gap.facts,
            )
