"""A rule in words, from its tree and the names of the dictionary: what exactly a condition looks at.

The text of a condition is what its author wrote for people; these words are what the machine checks. Whoever judges a
condition can hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from yijian.core.compiler.rule_terms import (
    Scope,
    Subject,
    Term,
    Wordless,
    about,
    fact_words,
    measure_of,
    pair,
    subject_of,
    term,
)
from yijian.core.errors import Text
from yijian.core.feel import ast, parse
from yijian.core.vocabulary.concept import ConceptType

__all__ = ["Scope", "Subject", "clause_words", "fact_words", "rule_words"]

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
OPPOSITE: Final[dict[str, str]] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def rule_words(rule: str, subjects: Scope) -> Text | None:
    """The rule in words, over what its names stand for; None where it says something that has no plain words."""
    return clause_words(parse(rule), subjects)


def clause_words(node: ast.Expression, subjects: Scope, *, holds: bool = True) -> Text | None:
    """A part of a rule that is a condition, in words, or that it does not hold; None where it has no plain words."""
    try:
        return _clause(node, subjects) if holds else _denied(node, subjects)
    except Wordless:
        return None


# ── clauses ──


def _clause(node: ast.Expression, scope: Scope) -> Text:
    worder = _CLAUSES.get(type(node))
    if worder is None:
        raise Wordless
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
    listed = _listed(node, scope)
    if listed is not None:
        return _includes(*listed, holds=True)
    if len(node.iterators) != 1 or not isinstance(node.iterators[0].domain, ast.Name):
        raise Wordless
    (iterator,) = node.iterators
    subject = subject_of(iterator.domain, scope)
    if subject.name is None:
        raise Wordless
    inner = _clause(
        node.condition, {**scope, iterator.variable: Subject(None, subject.entity, alone=subject.alone)}
    )
    one = subject.name.en.removeprefix("the ")
    if node.quantifier == "every":
        return Text(f"每个{subject.name.zh}：{inner.zh}", f"for every {one}: {inner.en}")
    return Text(f"至少一个{subject.name.zh}：{inner.zh}", f"for at least one {one}: {inner.en}")


def listed_words(node: ast.Quantified, scope: Scope) -> tuple[Text, Text] | None:
    """As `_listed`; None also where a name has no words."""
    try:
        return _listed(node, scope)
    except Wordless:
        return None


def _listed(node: ast.Quantified, scope: Scope) -> tuple[Text, Text] | None:
    """Of `some one in premises.kinds satisfies one in ("a", "b")`: the fact of several codes, and those looked for."""
    if len(node.iterators) != 1 or node.quantifier != "some":
        return None
    ((variable, domain),) = ((each.variable, each.domain) for each in node.iterators)
    one = node.condition
    subject: ast.Expression
    wanted: tuple[ast.Expression, ...]
    if isinstance(one, ast.Comparison) and one.operator == "=":
        subject, wanted = one.left, (one.right,)
    elif isinstance(one, ast.In):
        subject, wanted = one.subject, tests_of(one)
    else:
        return None
    if subject != ast.Name(variable) or not all(isinstance(each, ast.String) for each in wanted):
        return None
    fact = term(domain, scope)
    labels = (term(each, scope, beside=fact.concept).words for each in wanted)
    return fact.words, _joined(labels, Text("或", " or "))


def _includes(fact: Text, wanted: Text, *, holds: bool) -> Text:
    verb = Text("包括", "includes") if holds else Text("不包括", "does not include")
    return Text(f"{fact.zh}{verb.zh}{wanted.zh}", f"{fact.en} {verb.en} {wanted.en}")


def _fact_clause(node: ast.Path, scope: Scope) -> Text:
    return _yes_or_no(node, scope, yes=True)


def _yes_or_no(node: ast.Expression, scope: Scope, *, yes: bool) -> Text:
    """A fact that is yes or no, as a statement: 是否 is left out of its name."""
    fact = term(node, scope)
    if fact.concept is None or fact.concept.type is not ConceptType.BOOLEAN:
        raise Wordless
    zh, en = fact.words.zh.replace("是否", "", 1), fact.words.en
    return Text(zh, en) if yes else Text(f"“{zh}”不成立", f"it is not so that “{en}”")


def _boolean(node: ast.Boolean, _scope: Scope) -> Text:
    return Text("总是符合", "it always holds") if node.value else Text("总是不符合", "it never holds")


def _call(node: ast.Call, scope: Scope) -> Text:
    if not isinstance(node.function, ast.Name) or node.function.name != "not" or len(node.arguments) != 1:
        raise Wordless
    return _denied(node.arguments[0].value, scope)


def _denied(node: ast.Expression, scope: Scope) -> Text:
    if isinstance(node, ast.Comparison):
        opposite: Any = OPPOSITE[node.operator]
        return _comparison(ast.Comparison(opposite, node.left, node.right), scope)
    if isinstance(node, ast.Path):
        return _yes_or_no(node, scope, yes=False)
    if isinstance(node, ast.In) and (found := _among(node, scope)):
        return _compared("!=", *found)
    if isinstance(node, ast.Quantified) and (listed := _listed(node, scope)):
        return _includes(*listed, holds=False)
    words = _clause(node, scope)
    return Text(f"“{words.zh}”不成立", f"it is not so that “{words.en}”")


def _comparison(node: ast.Comparison, scope: Scope) -> Text:
    for fact, other in ((node.left, node.right), (node.right, node.left)):
        if node.operator in ("=", "!="):
            if isinstance(other, ast.Boolean):
                return _yes_or_no(fact, scope, yes=other.value is (node.operator == "="))
            if isinstance(other, ast.Null):
                given = term(fact, scope).words
                if node.operator == "=":
                    return Text(f"没有{given.zh}", f"{given.en} is not given")
                return Text(f"有{given.zh}", f"{given.en} is given")
    left, right = pair(node.left, node.right, scope)
    return _compared(node.operator, left, right)


def _compared(operator: str, left: Term, right: Term) -> Text:
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
    return about(order_words(operator, days=left.day or right.day), left, right)


def order_words(operator: str, *, days: bool) -> Text:
    """`{left}早于{right}`, `{left} is before {right}`, of days or of amounts."""
    return (_DAYS_COMPARED if days else _COMPARED)[operator]


def _membership(node: ast.In, scope: Scope) -> Text:
    found = _among(node, scope)
    if found is not None:
        return _compared("=", *found)
    tests = tests_of(node)
    return _joined((_test(node.subject, test, scope) for test in tests), Text("，或者", ", or "))


def _among(node: ast.In, scope: Scope) -> tuple[Term, Term] | None:
    """A value and the values among which it is looked for, where these stand in the rule one by one."""
    tests = tests_of(node)
    if not all(isinstance(test, ast.String | ast.Number) for test in tests):
        return None
    measure = measure_of(node.subject, scope)
    terms = (term(test, scope, beside=measure) for test in tests)
    either = _joined((term.words for term in terms), Text("或", " or "))
    return term(node.subject, scope), Term(either, said=True)


def tests_of(node: ast.In) -> tuple[ast.Expression, ...]:
    """The values and ranges among which something is looked for."""
    return tuple(_tests(node.tests.tests))


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
