"""A rule in words, from its tree and the names of the dictionary: what exactly a condition looks at.

The text of a condition is what its author wrote for people; these words are what the machine checks. Whoever judges a
condition can hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.feel import DaysTime, YearsMonths, ast, parse
from yijian.core.planning.day_words import day_words
from yijian.core.vocabulary.concept import Concept, ConceptType, Entity

TODAY: Final = "today"
_MONTHS_A_YEAR: Final = 12
_SECONDS_A_DAY: Final = 86_400
_ARITHMETIC: Final = {
    "+": Text("{left}加 {right}", "{left} plus {right}"),
    "-": Text("{left}减 {right}", "{left} minus {right}"),
    "*": Text("{left}乘以 {right}", "{left} times {right}"),
    "/": Text("{left}除以 {right}", "{left} divided by {right}"),
}
_DAYS_COMPARED: Final = {
    "<": Text("{left}早于{right}", "{left} is before {right}"),
    "<=": Text("{left}不晚于{right}", "{left} is not after {right}"),
    ">": Text("{left}晚于{right}", "{left} is after {right}"),
    ">=": Text("{left}不早于{right}", "{left} is not before {right}"),
}
_COMPARED: Final = {
    "<": Text("{left}少于{right}", "{left} is less than {right}"),
    "<=": Text("{left}不超过{right}", "{left} is at most {right}"),
    ">": Text("{left}超过{right}", "{left} is more than {right}"),
    ">=": Text("{left}至少是{right}", "{left} is at least {right}"),
}
_OPPOSITE: Final[dict[str, str]] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a name at the beginning of a path stands for: who it is (None: told before), and what can be told of it.

    `alone`: nothing else of its kind takes part, so that its facts need no owner.
    """

    name: Text | None
    entity: Entity
    alone: bool = False


class _Wordless(Exception):
    """This part of a rule has no plain words."""


@dataclass(frozen=True, slots=True)
class _Term:
    """A value in words; `concept` where it is a fact, `day` where it is a day, `said` where it stands in the rule."""

    words: Text
    concept: Concept | None = None
    day: bool = False
    said: bool = False


Scope = Mapping[str, Subject]


def rule_words(rule: str, subjects: Scope) -> Text | None:
    """The rule in words, over what its names stand for; None where it says something that has no plain words."""
    try:
        return _clause(parse(rule), subjects)
    except _Wordless:
        return None


def fact_words(owner: Subject, concept: Concept) -> Text:
    """妈妈的民族, the mother's ethnic group; without the owner where the name says it, or nobody else is meant."""
    zh, en = concept.name.zh, _inside(concept.name.en)
    if owner.name is None or owner.alone or owner.name.zh in zh:
        return Text(zh, en)
    if concept.type is ConceptType.BOOLEAN:
        return Text(f"{owner.name.zh}{zh}", f"{owner.name.en}: {en}")
    return Text(f"{owner.name.zh}的{zh}", f"{owner.name.en}'s {en}")


# ── clauses ──


def _clause(node: ast.Expression, scope: Scope) -> Text:
    worder = _CLAUSES.get(type(node))
    if worder is None:
        raise _Wordless
    return worder(node, scope)


def _conjunction(node: ast.Conjunction, scope: Scope) -> Text:
    return _joined(
        (_grouped(each, scope, ast.Disjunction) for each in node.operands), Text("，并且", ", and ")
    )


def _disjunction(node: ast.Disjunction, scope: Scope) -> Text:
    return _joined(
        (_grouped(each, scope, ast.Conjunction) for each in node.operands), Text("，或者", ", or ")
    )


def _grouped(node: ast.Expression, scope: Scope, loose: type[ast.Expression]) -> Text:
    """A part of a chain, in brackets where it is a chain of the other kind or reaches to the end of the sentence."""
    words = _clause(node, scope)
    if isinstance(node, loose | ast.If | ast.Quantified):
        return Text(f"（{words.zh}）", f"({words.en})")
    return words


def _joined(parts: Iterable[Text], link: Text) -> Text:
    given = tuple(parts)
    return Text(link.zh.join(each.zh for each in given), link.en.join(each.en for each in given))


def _if(node: ast.If, scope: Scope) -> Text:
    condition, then = _clause(node.condition, scope), _clause(node.then, scope)
    if isinstance(node.otherwise, ast.Null):
        otherwise = Text("否则规则不下结论", "otherwise the rule gives no answer")
    else:
        words = _clause(node.otherwise, scope)
        otherwise = Text(f"否则要{words.zh}", f"otherwise {words.en}")
    return Text(
        f"如果{condition.zh}，那么要{then.zh}；{otherwise.zh}",
        f"if {condition.en}, then {then.en}; {otherwise.en}",
    )


def _quantified(node: ast.Quantified, scope: Scope) -> Text:
    if len(node.iterators) != 1 or not isinstance(node.iterators[0].domain, ast.Name):
        raise _Wordless
    (iterator,) = node.iterators
    subject = _subject(iterator.domain, scope)
    if subject.name is None:
        raise _Wordless
    inner = _clause(
        node.condition, {**scope, iterator.variable: Subject(None, subject.entity, alone=subject.alone)}
    )
    one = subject.name.en.removeprefix("the ")
    if node.quantifier == "every":
        return Text(f"每个{subject.name.zh}：{inner.zh}", f"for every {one}: {inner.en}")
    return Text(f"至少一个{subject.name.zh}：{inner.zh}", f"for at least one {one}: {inner.en}")


def _fact_clause(node: ast.Path, scope: Scope) -> Text:
    return _yes_or_no(node, scope, yes=True)


def _yes_or_no(node: ast.Expression, scope: Scope, *, yes: bool) -> Text:
    """A fact that is yes or no, as a statement: 是否 is left out of its name."""
    term = _term(node, scope)
    if term.concept is None or term.concept.type is not ConceptType.BOOLEAN:
        raise _Wordless
    zh, en = term.words.zh.replace("是否", "", 1), term.words.en
    return Text(zh, en) if yes else Text(f"“{zh}”不成立", f"it is not so that “{en}”")


def _boolean(node: ast.Boolean, _scope: Scope) -> Text:
    return Text("总是符合", "it always holds") if node.value else Text("总是不符合", "it never holds")


def _call(node: ast.Call, scope: Scope) -> Text:
    if not isinstance(node.function, ast.Name) or node.function.name != "not" or len(node.arguments) != 1:
        raise _Wordless
    return _denied(node.arguments[0].value, scope)


def _denied(node: ast.Expression, scope: Scope) -> Text:
    if isinstance(node, ast.Comparison):
        opposite: Any = _OPPOSITE[node.operator]
        return _comparison(ast.Comparison(opposite, node.left, node.right), scope)
    if isinstance(node, ast.Path):
        return _yes_or_no(node, scope, yes=False)
    words = _clause(node, scope)
    return Text(f"“{words.zh}”不成立", f"it is not so that “{words.en}”")


def _comparison(node: ast.Comparison, scope: Scope) -> Text:
    for fact, other in ((node.left, node.right), (node.right, node.left)):
        if node.operator in ("=", "!="):
            if isinstance(other, ast.Boolean):
                return _yes_or_no(fact, scope, yes=other.value is (node.operator == "="))
            if isinstance(other, ast.Null):
                given = _term(fact, scope).words
                if node.operator == "=":
                    return Text(f"没有{given.zh}", f"{given.en} is not given")
                return Text(f"有{given.zh}", f"{given.en} is given")
    left, right = _pair(node.left, node.right, scope)
    return _compared(node.operator, left, right)


def _compared(operator: str, left: _Term, right: _Term) -> Text:
    if operator in ("=", "!="):
        same = operator == "="
        if left.said or right.said:
            fact, literal = (right, left) if left.said else (left, right)
            verb = Text("是", "is") if same else Text("不是", "is not")
            return Text(
                f"{fact.words.zh}{verb.zh}{literal.words.zh}", f"{fact.words.en} {verb.en} {literal.words.en}"
            )
        zh = f"{left.words.zh}和{right.words.zh}{'相同' if same else '不同'}"
        return Text(
            zh, f"{left.words.en} {'is the same as' if same else 'is not the same as'} {right.words.en}"
        )
    words = _DAYS_COMPARED if left.day or right.day else _COMPARED
    return _about(words[operator], left, right)


def _about(words: Text, left: _Term, right: _Term) -> Text:
    """`{left}` and `{right}` filled in, each in its language."""
    return Text(
        words.zh.format(left=left.words.zh, right=right.words.zh),
        words.en.format(left=left.words.en, right=right.words.en),
    )


def _membership(node: ast.In, scope: Scope) -> Text:
    tests = tuple(_tests(node.tests.tests))
    if all(isinstance(test, ast.String | ast.Number) for test in tests):
        concept = _concept_of(node.subject, scope)
        terms = (_term(test, scope, beside=concept) for test in tests)
        either = _joined((term.words for term in terms), Text("或", " or "))
        return _compared("=", _term(node.subject, scope), _Term(either, said=True))
    return _joined((_test(node.subject, test, scope) for test in tests), Text("，或者", ", or "))


def _tests(tests: Iterable[ast.Expression]) -> Iterable[ast.Expression]:
    for test in tests:
        if isinstance(test, ast.ListLiteral):
            yield from test.items
        else:
            yield test


def _test(subject: ast.Expression, test: ast.Expression, scope: Scope) -> Text:
    if isinstance(test, ast.Range):
        return _within(
            subject, test.low, test.high, scope, low_in=test.low_included, high_in=test.high_included
        )
    if isinstance(test, ast.Test):
        return _comparison(ast.Comparison(test.operator, subject, test.operand), scope)
    return _comparison(ast.Comparison("=", subject, test), scope)


def _between(node: ast.Between, scope: Scope) -> Text:
    return _within(node.subject, node.low, node.high, scope, low_in=True, high_in=True)


def _within(
    subject: ast.Expression,
    low: ast.Expression,
    high: ast.Expression,
    scope: Scope,
    *,
    low_in: bool,
    high_in: bool,
) -> Text:
    return _joined(
        (
            _comparison(ast.Comparison(">=" if low_in else ">", subject, low), scope),
            _comparison(ast.Comparison("<=" if high_in else "<", subject, high), scope),
        ),
        Text("，并且", ", and "),
    )


_CLAUSES: Final[Mapping[type[ast.Expression], Callable[[Any, Scope], Text]]] = {
    ast.Conjunction: _conjunction,
    ast.Disjunction: _disjunction,
    ast.If: _if,
    ast.Quantified: _quantified,
    ast.Path: _fact_clause,
    ast.Boolean: _boolean,
    ast.Call: _call,
    ast.Comparison: _comparison,
    ast.In: _membership,
    ast.Between: _between,
}


# ── values ──


def _pair(left: ast.Expression, right: ast.Expression, scope: Scope) -> tuple[_Term, _Term]:
    """Two values that are compared: what stands in the rule is said in the words of the fact beside it."""
    of_left, of_right = _concept_of(left, scope), _concept_of(right, scope)
    return _term(left, scope, beside=of_right), _term(right, scope, beside=of_left)


def _concept_of(node: ast.Expression, scope: Scope) -> Concept | None:
    return _term(node, scope).concept if isinstance(node, ast.Path) else None


def _term(node: ast.Expression, scope: Scope, *, beside: Concept | None = None) -> _Term:
    match node:
        case ast.Name(name=name) if name == TODAY and name not in scope:
            return _Term(Text("今天", "today"), day=True)
        case ast.Path(source=ast.Name() as source, name=name):
            subject = _subject(source, scope)
            concept = subject.entity.concepts.get(name)
            if concept is None:
                raise _Wordless
            return _Term(fact_words(subject, concept), concept, day=concept.type is ConceptType.DATE)
        case ast.Arithmetic(operator=operator, left=left, right=right) if operator in _ARITHMETIC:
            first, second = _pair(left, right, scope)
            return _Term(_about(_ARITHMETIC[operator], first, second), day=first.day is not second.day)
        case ast.Call(function=ast.Name(name="count"), arguments=(ast.Argument(value=ast.Name() as many),)):
            counted = _subject(many, scope).name
            if counted is None:
                raise _Wordless
            return _Term(
                Text(f"{counted.zh}的个数", f"the number of {counted.en.removeprefix('the ')} entries")
            )
        case ast.Number(value=value):
            return _Term(_number(value, beside), said=True)
        case ast.String(value=value):
            return _Term(_code(value, beside), said=True)
        case ast.Temporal(value=value):
            return _temporal(value)
        case _:
            raise _Wordless


def _subject(node: ast.Expression, scope: Scope) -> Subject:
    if not isinstance(node, ast.Name) or node.name not in scope:
        raise _Wordless
    return scope[node.name]


def _number(value: Decimal, beside: Concept | None) -> Text:
    if beside is not None and beside.type is ConceptType.MONEY:
        yuan = f"{value.scaleb(-2):,.2f}".removesuffix(".00")
        return Text(f" {yuan} 元", f"{yuan} yuan")
    if beside is not None and beside.type is ConceptType.RATE:
        percent = f"{(value * 100).normalize():f}%"
        return Text(f" {percent}", percent)
    return Text(f" {value:,f}", f"{value:,f}")


def _code(value: str, beside: Concept | None) -> Text:
    for code in beside.codes if beside else ():
        if code.code == value:
            return code.name
    return Text(f"“{value}”", f"“{value}”")


def _temporal(value: object) -> _Term:
    if isinstance(value, YearsMonths):
        years, months = divmod(value.months, _MONTHS_A_YEAR)
        return _Term(_amounts((years, "年", "year"), (months, "个月", "month")))
    if isinstance(value, DaysTime):
        days, rest = divmod(int(value.seconds), _SECONDS_A_DAY)
        if rest:
            raise _Wordless
        return _Term(_amounts((days, "天", "day")))
    if type(value) is date:
        return _Term(day_words(value), day=True, said=True)
    raise _Wordless


def _amounts(*amounts: tuple[int, str, str]) -> Text:
    told = [one for one in amounts if one[0]] or [amounts[-1]]
    if any(number < 0 for number, _, _ in told):
        raise _Wordless
    return Text(
        " ".join(f"{number} {zh}" for number, zh, _ in told),
        " ".join(f"{number} {en}{'' if number == 1 else 's'}" for number, _, en in told),
    )


def _inside(english: str) -> str:
    """A name inside a sentence: Province of birth → province of birth; ID number stays."""
    return english[:1].lower() + english[1:] if english[1:2].islower() else english
