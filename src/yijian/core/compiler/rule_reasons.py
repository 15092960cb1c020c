"""Why a rule came out as it did for somebody, in sentences: its trace in the names and values that people know.

Only what decided is told: the part of an `and` that fails, the part of an `or` that holds, of an open rule what is still
open. Parts that belong together stand under a heading. The names are those of `rule_words`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from yijian.core.compiler.rule_comparisons import Told, comparison_words, is_fact, told_words
from yijian.core.compiler.rule_terms import Scope, Subject
from yijian.core.compiler.rule_words import clause_words
from yijian.core.errors import Text
from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, Trace, Value, ast, to_text, trace

ALL_HOLD: Final = Text("下面几条都成立", "All of these hold")
NONE_HOLDS: Final = Text("下面几条都不成立", "None of these holds")
ALL_MUST: Final = Text("下面几条都要成立，还没有定", "All of these must hold; still open")
ONE_IS_ENOUGH: Final = Text("下面几条有一条成立就行，还没有定", "One of these is enough; still open")
BY_SITUATION: Final = Text("规则分情形，您看的是这一种", "The rule tells situations apart; this is the one")
SITUATION_OPEN: Final = Text(
    "规则分情形，还不知道是哪一种", "The rule tells situations apart; which one it is is not known yet"
)
EITHER_WAY: Final = Text("不管是哪种情形，结果都一样", "It comes out alike in every situation")
NO_ANSWER: Final = Text(
    "这种情形规则没有写结论，由工作人员来看", "For this situation the rule gives no answer: an officer looks"
)
TOO_MUCH: Final = Text(
    "这条规则的计算量太大，由工作人员来看", "The rule takes too much work: an officer looks"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A sentence, and what it rests on. `holds`: whether it speaks for the outcome (None: still open, or no answer).

    `aside`: it says which situation or which amount the rule goes by, and decides nothing alone. Law: of the parts that
    are no asides, each has the `holds` of the whole.
    """

    text: Text
    holds: bool | None
    parts: tuple[Reason, ...] = ()
    aside: bool = False


Naming = Callable[[str], Text]
"""The name of a fact that a rule waits for, by its path in the rule."""


def reason_of(
    rule: ast.Expression, context: Mapping[str, Value], subjects: Scope, *, asked: Naming
) -> Reason:
    """Why a rule holds, does not hold, or is not decided yet, over the facts in `context`.

    `subjects` are what its names stand for; without any, facts are called as they are written.
    """
    traced = trace(rule, context)
    if traced.trace is None:
        return Reason(text=TOO_MUCH, holds=None)
    return _Teller(asked).tell(traced.trace, subjects, right=True)


@dataclass(frozen=True, slots=True)
class _Teller:
    asked: Naming

    def tell(self, part: Trace, scope: Scope, *, right: bool) -> Reason:
        """A part of the rule. `right`: the value that speaks for the outcome (false inside a `not`)."""
        node = part.node
        if isinstance(node, ast.Conjunction | ast.Disjunction):
            return self._chain(part, node, scope, right=right)
        if isinstance(node, ast.If):
            return self._choice(part, node, scope, right=right)
        if isinstance(node, ast.Call) and node.function == ast.Name("not") and len(node.arguments) == 1:
            inner = _part(part, node.arguments[0].value)
            if inner is not None:
                return self.tell(inner, scope, right=not right)
        if isinstance(node, ast.Quantified) and _over_people(node, scope):
            return self._members(part, node, scope, right=right)
        return self._leaf(part, scope, right=right)

    def _chain(
        self, part: Trace, node: ast.Conjunction | ast.Disjunction, scope: Scope, *, right: bool
    ) -> Reason:
        decisive = isinstance(node, ast.Disjunction)
        if part.value is decisive:
            return self.tell(part.children[-1], scope, right=right)
        if isinstance(part.value, bool):
            told: Sequence[Trace] = part.children
            heading = NONE_HOLDS if decisive else ALL_HOLD
        else:
            told = [each for each in part.children if _truth(each.value) is None]
            heading = ONE_IS_ENOUGH if decisive else ALL_MUST
        return self._under(heading, told, scope, holds=_speaks(part.value, right), right=right)

    def _under(
        self, heading: Text, told: Sequence[Trace], scope: Scope, *, holds: bool | None, right: bool
    ) -> Reason:
        parts = tuple(self.tell(each, scope, right=right) for each in told)
        return parts[0] if len(parts) == 1 else Reason(text=heading, holds=holds, parts=parts)

    def _choice(self, part: Trace, node: ast.If, scope: Scope, *, right: bool) -> Reason:
        condition = _part(part, node.condition)
        assert condition is not None  # noqa: S101 -- a choice always looks at its condition
        branches = [each for each in part.children if each is not condition]
        holds = _speaks(part.value, right)
        if condition.value is UNKNOWN:
            if part.value is UNKNOWN:
                told = [each for each in (condition, *branches) if each.value is UNKNOWN]
                return self._under(SITUATION_OPEN, told, scope, holds=holds, right=right)
            told = [each for each in branches if not isinstance(each.node, ast.Boolean | ast.Null)]
            parts = tuple(self.tell(each, scope, right=right) for each in told)
            return Reason(text=NO_ANSWER if part.value is None else EITHER_WAY, holds=holds, parts=parts)
        (branch,) = branches
        if isinstance(branch.node, ast.Boolean) and isinstance(condition.value, bool):
            # The condition is the whole of it: `if a then true else null`.
            return self.tell(condition, scope, right=right is (condition.value is branch.value))
        why = _aside(self.tell(condition, scope, right=True))
        if isinstance(branch.node, ast.Null):
            return Reason(text=NO_ANSWER, holds=None, parts=(why,))
        told_branch = self.tell(branch, scope, right=right)
        return Reason(text=BY_SITUATION, holds=holds, parts=(why, told_branch))

    def _members(self, part: Trace, node: ast.Quantified, scope: Scope, *, right: bool) -> Reason:
        """`some` and `every` over people: each by name, numbered where there are several."""
        (iterator,) = node.iterators
        domain = _part(part, iterator.domain)
        bodies = [each for each in part.children if each.node is node.condition]
        subject = scope[iterator.domain.name] if isinstance(iterator.domain, ast.Name) else None
        if domain is None or subject is None or not isinstance(domain.value, tuple | list):
            return self._leaf(part, scope, right=right)
        holds = _speaks(part.value, right)
        name = subject.name or subject.entity.name
        if not domain.value:
            return Reason(text=Text(f"没有{name.zh}", f"There is no {_bare(name.en)}"), holds=holds)
        several = len(domain.value) > 1
        told: list[Reason] = []
        for number, body in enumerate(bodies, 1):
            who = Text(f"第 {number} 个{name.zh}", f"{name.en} {number}") if several else name
            member = Subject(who, subject.entity, alone=subject.alone and not several)
            told.append(self.tell(body, {**scope, iterator.variable: member}, right=right))
        if part.value is (node.quantifier == "some"):
            return told[-1]
        if part.value is UNKNOWN or part.value is None:
            told = [each for each in told if each.holds is None]
        if len(told) == 1:
            return told[0]
        return Reason(text=_of_members(node, part.value, name), holds=holds, parts=tuple(told))

    def _leaf(self, part: Trace, scope: Scope, *, right: bool) -> Reason:
        """A comparison, or a fact that is yes or no: what is known of it, and what therefore is so."""
        holds = _speaks(part.value, right)
        facts = tuple(facts_in(part, scope))
        if part.value is UNKNOWN:
            return Reason(text=self._open(part, scope, facts), holds=None)
        if _truth(part.value) is None:
            told = _sentence(told_words(fact) for fact in facts)
            zh = f"{told.zh}：规则对此没有结论" if facts else "规则没有结论"
            en = f"{told.en}: the rule gives no answer" if facts else "The rule gives no answer"
            return Reason(text=_capital(Text(zh, en)), holds=None)
        truth = _truth(part.value) is True
        if is_fact(part.node, scope) or any(_is_absent(fact.value) for fact in facts):
            text: Text | None = _sentence(told_words(fact) for fact in facts) if facts else None
            conditions: Sequence[Trace] = ()
        else:
            text, conditions = comparison_words(part, scope, facts, holds=truth)
        if text is None:
            text = self._quoted(part, scope, facts, truth=truth)
        asides = tuple(_aside(self.tell(each, scope, right=True)) for each in conditions)
        return Reason(text=_capital(text), holds=holds, parts=asides)

    def _quoted(self, part: Trace, scope: Scope, facts: Iterable[Told], *, truth: bool) -> Text:
        """What is known, and the part in words or, where it has none, as it is written, with its outcome."""
        told = _sentence(told_words(fact) for fact in facts)
        words = clause_words(part.node, scope, holds=truth)
        if words is None:
            written = to_text(part.node)
            words = Text(
                f"“{written}”{'成立' if truth else '不成立'}",
                f"“{written}” {'holds' if truth else 'does not hold'}",
            )
        return Text(f"{told.zh}：{words.zh}", f"{told.en}: {words.en}") if told.zh else words

    def _open(self, part: Trace, scope: Scope, facts: Iterable[Told]) -> Text:
        names = [self.asked(need) for need in sorted(part.needs)]
        missing = Text(
            "、".join(dict.fromkeys(one.zh for one in names)),
            ", ".join(dict.fromkeys(one.en for one in names)),
        )
        words = clause_words(part.node, scope)
        known = [told_words(fact) for fact in facts if fact.value is not UNKNOWN]
        zh, en = f"还不知道：{missing.zh}", f"Not known yet: {missing.en}"
        if known:
            told = _sentence(known)
            zh, en = f"{zh}（已知{told.zh}）", f"{en} (known: {told.en})"
        if words is not None and not is_fact(part.node, scope):
            zh, en = f"{zh}；要看的是：{words.zh}", f"{en}; what matters: {words.en}"
        return Text(zh, en)


def facts_in(part: Trace, scope: Scope) -> Iterator[Told]:
    """The facts that were looked at in a part, each once, in their order."""
    seen: set[Text] = set()
    for each in _parts_of(part):
        fact = is_fact(each.node, scope)
        if fact is not None and fact.words not in seen:
            seen.add(fact.words)
            yield Told(words=fact.words, concept=fact.concept, value=each.value)


def _parts_of(part: Trace) -> Iterator[Trace]:
    yield part
    for child in part.children:
        yield from _parts_of(child)


def _part(part: Trace, node: ast.Expression) -> Trace | None:
    return next((each for each in part.children if each.node is node), None)


def _over_people(node: ast.Quantified, scope: Scope) -> bool:
    if len(node.iterators) != 1:
        return False
    domain = node.iterators[0].domain
    return isinstance(domain, ast.Name) and domain.name in scope


def _of_members(node: ast.Quantified, value: Value, name: Text) -> Text:
    if value is True:
        return Text(f"每个{name.zh}都成立", f"It holds for every {_bare(name.en)}")
    if value is False:
        return Text(f"没有一个{name.zh}成立", f"It holds for no {_bare(name.en)}")
    if node.quantifier == "every":
        return Text(
            f"每个{name.zh}都要成立，还没有定", f"It must hold for every {_bare(name.en)}; still open"
        )
    return Text(f"有一个{name.zh}成立就行，还没有定", f"One {_bare(name.en)} is enough; still open")


def _bare(english: str) -> str:
    return english.removeprefix("the ")


def _truth(value: Value) -> bool | None:
    """A value in a place for conditions: what does not apply counts as false."""
    return False if value is NOT_APPLICABLE else value if isinstance(value, bool) else None


def _speaks(value: Value, right: bool) -> bool | None:
    truth = _truth(value)
    return None if truth is None else truth is right


def _is_absent(value: Value) -> bool:
    return value is None or value is NOT_APPLICABLE


def _aside(reason: Reason) -> Reason:
    return replace(reason, aside=True, parts=tuple(map(_aside, reason.parts)))


def _sentence(parts: Iterable[Text]) -> Text:
    told = tuple(parts)
    return Text("，".join(each.zh for each in told), ", ".join(each.en for each in told))


def _capital(text: Text) -> Text:
    return Text(text.zh, text.en[:1].upper() + text.en[1:])
