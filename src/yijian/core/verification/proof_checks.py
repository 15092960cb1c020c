"""Rules proved against everybody: what never or always holds, what contradicts, situations that overlap or leave a gap.

Only what is proved, or shown by a person whom the evaluator has confirmed, is a finding about a rule; what could not be
decided is said to be so, with the part in the way. Rules that cannot be read or do not fit the dictionary have findings
of their own and are left out.
"""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from yijian.core.errors import Text
from yijian.core.feel import Expression, FeelError, Type, free_paths, to_text
from yijian.core.feel.ast import Null
from yijian.core.feel.lowered import Opaque, nodes_of
from yijian.core.verification.findings import Finding
from yijian.core.verification.proof_answers import NOBODY, Answer, NotDecided, Outcome, Rule, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_needs import NeedlessFact, needless_facts
from yijian.core.verification.proof_persons import persons_of
from yijian.core.verification.proof_questions import (
    Overflow,
    both_hold,
    check_table,
    overflows,
    refuted,
    satisfied,
)
from yijian.core.verification.reporting import error, warning
from yijian.core.verification.rule_uses import RuleUse, Who, parse_rule, rules_of, scope_of_service, who_plays
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
    verdicts: dict[Rule, _Verdict] = {}
    everybody = _Everybody(package)
    criteria: dict[tuple[str, str], list[_Proved]] = {}
    for use in rules_of(package):
        proved = _prepared(use, everybody)
        if proved is None:
            continue
        if proved.rule not in verdicts:
            verdicts[proved.rule] = _verdict(proved)
        yield from _check_alone(package, proved, verdicts[proved.rule])
        if use.criterion:
            definition, path = use.part
            criteria.setdefault((definition, path.partition("/")[0]), []).append(proved)
    for together in criteria.values():
        yield from _check_contradictions(package, together)
    for service in package.services.values():
        yield from _check_situations(package, service, everybody)


class _Everybody:
    """The persons of a package by whose facts rules read, and the rules over them: each worked out once, since
    departments write the same rule again and again."""

    def __init__(self, package: DefinitionPackage) -> None:
        self._package = package
        self._persons: dict[Hashable, tuple[Persons, Persons, Persons]] = {}
        self._rules: dict[Hashable, Rule | None] = {}

    def of(self, who: Mapping[str, Who]) -> tuple[Persons, Persons, Persons]:
        """With "there is none" for an answer, without, and with everybody present."""
        key = frozenset(who.items())
        if key not in self._persons:
            told = persons_of(self._package, who)
            present = persons_of(self._package, who, all_present=True)
            self._persons[key] = replace(told, none=True), told, present
        return self._persons[key]

    def rule(self, text: str, scope: Mapping[str, Type], who: Mapping[str, Who]) -> Rule | None:
        """A rule over these persons, always the same one; None where it cannot be read or does not fit."""
        key = (text, frozenset(who.items()))
        if key not in self._rules:
            self._rules[key] = self._made(text, scope, who)
        return self._rules[key]

    def _made(self, text: str, scope: Mapping[str, Type], who: Mapping[str, Who]) -> Rule | None:
        try:
            return rule_for_proof(parse_rule(text), scope, ranges=self.of(who)[1].ranges)
        except FeelError:
            return None


def _prepared(use: RuleUse, everybody: _Everybody) -> _Proved | None:
    """None for a rule that has a finding of its own: it cannot be read, does not fit, or needs no proof to be constant;
    and for one that is left to an officer on purpose, which is no condition at all."""
    rule = everybody.rule(use.text, use.scope, use.who) if use.scope else None
    if rule is None or isinstance(rule.expression, Null):
        return None
    if isinstance(rule.compiled.evaluate({}).value, bool):
        return None
    none, told, _ = everybody.of(use.who)
    return _Proved(use, rule, none, told)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is proved of a rule alone."""

    alive: Answer
    always: bool
    overflows: tuple[Overflow, ...]
    needless: tuple[NeedlessFact, ...] = ()


def _verdict(proved: _Proved) -> _Verdict:
    alive = satisfied(proved.rule, persons=proved.everybody)
    if not isinstance(alive, Witness):
        return _Verdict(alive, False, ())
    always = refuted(proved.rule, persons=proved.told) is NOBODY
    needless = () if always else tuple(needless_facts(proved.rule, proved.use.scope, persons=proved.told))
    return _Verdict(alive, always, overflows(proved.rule.lowered, persons=proved.told), needless)


def _check_alone(package: DefinitionPackage, proved: _Proved, verdict: _Verdict) -> Iterator[Finding]:
    use = proved.use
    if verdict.alive is NOBODY:
        yield _constant(package, use, Text("不成立", "false"))
    elif isinstance(verdict.alive, NotDecided):
        yield from _not_decided(package, proved, verdict.alive)
    elif verdict.always:
        yield _constant(package, use, Text("成立", "true"))
    for needless in verdict.needless:
        words = (
            Text("成立", "holds") if needless.outcome is Outcome.HOLDS else Text("不成立", "does not hold")
        )
        yield warning(
            package,
            "RULE_ASKS_IN_VAIN",
            Text(
                f"有的人不论“{needless.path}”是什么，条件都{words.zh}，却仍会问到它：{use.shown}",
                f"For some the condition {words.en} whatever “{needless.path}” is, and yet it is asked: {use.shown}",
            ),
            Text("改写条件，使这一项只出现一次", "Write the condition so that the fact stands in it once"),
            use.part,
            witness=needless.shown.facts,
        )
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
            f"可以证明，条件不论对谁总是{words.zh}：{use.shown}",
            f"It is proved that the condition is always {words.en}, for everybody: {use.shown}",
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
                    f"这两个条件谁也不能同时满足：{one.use.shown}；{other.use.shown}",
                    f"Nobody can meet both conditions: {one.use.shown}; {other.use.shown}",
                ),
                Text("改正其中一个", "Correct one of them"),
                one.use.part,
                other.use.part,
            )


def _check_situations(
    package: DefinitionPackage, service: PublicService, everybody: _Everybody
) -> Iterator[Finding]:
    """Papers that prove the same thing in different situations: each person is in one of these, and in no two."""
    groups: dict[Text, list[tuple[int, str]]] = {}
    for position, requirement in enumerate(service.evidence):
        if requirement.when is not None:
            groups.setdefault(requirement.proves, []).append((position, requirement.when))
    if all(len(rows) < 2 for rows in groups.values()):
        return
    scope, who = scope_of_service(package, service), who_plays(service)
    if not scope:
        return
    for proves, rows in groups.items():
        rules = [rule for _, text in rows if (rule := everybody.rule(text, scope, who)) is not None]
        if len(rows) < 2 or len(rules) < len(rows):
            continue
        report = check_table(rules, persons=everybody.of(who)[2])
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
