"""Strategies for rules: any tree that text can stand for, and rules over a small world of facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from yijian.core.feel import NOT_APPLICABLE, DaysTime, Expression, YearsMonths, ast, parse
from yijian.core.feel.type_expressions import (
    ContextType,
    FunctionType,
    ListType,
    NamedType,
    RangeType,
    TypeName,
)

# Any tree

names = st.sampled_from(["a", "b1", "x", "?", "item", "today", "孩子", "出生_日期", "count", "not", "𠮷"])
numbers = st.decimals(min_value=0, max_value=10**12, allow_nan=False, places=3) | st.integers(0, 99).map(
    Decimal
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
temporals = st.one_of(
    st.dates(),
    st.integers(-5000, 5000).map(YearsMonths),
    st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(DaysTime),
)
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.builds(ast.Number, numbers),
    st.builds(ast.String, texts),
    st.builds(ast.Boolean, st.booleans()),
    st.just(ast.Null()),
    st.builds(ast.Temporal, temporals),
    st.builds(ast.Name, names),
)
type_names: st.SearchStrategy[TypeName] = st.recursive(
    st.sampled_from(["number", "string", "Any", "Null", "date and time", "list", "tPerson"]).map(NamedType),
    lambda inner: st.one_of(
        st.builds(ListType, inner),
        st.builds(RangeType, inner),
        st.builds(
            ContextType,
            st.lists(st.tuples(st.sampled_from(["k", "年龄"]), inner), max_size=2).map(tuple),
        ),
        st.builds(FunctionType, st.lists(inner, max_size=2).map(tuple), inner),
    ),
    max_leaves=4,
)
comparison_operators = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


def _arguments(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[tuple[ast.Argument, ...]]:
    by_position = st.lists(st.builds(ast.Argument, st.none(), inner), max_size=3)
    by_name = st.lists(
        st.builds(ast.Argument, st.sampled_from(["from", "to", "n"]), inner), min_size=1, max_size=3
    )
    return st.one_of(by_position, by_name).map(tuple)


def _iterators(
    inner: st.SearchStrategy[Expression], *, series: bool
) -> st.SearchStrategy[tuple[ast.Iterator, ...]]:
    domains = inner | st.builds(ast.Series, inner, inner) if series else inner
    variables = st.sampled_from(["c", "每个", "k"])
    return st.lists(st.builds(ast.Iterator, variables, domains), min_size=1, max_size=2).map(tuple)


def _extended(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    two_or_more = st.lists(inner, min_size=2, max_size=3).map(tuple)
    ranges = st.builds(ast.Range, inner, inner, st.booleans(), st.booleans())
    tests = st.one_of(inner, ranges, st.builds(ast.Test, comparison_operators, inner))
    unary = st.builds(ast.UnaryTests, st.lists(tests, min_size=1, max_size=3).map(tuple))
    parameters = st.lists(
        st.builds(ast.Parameter, st.sampled_from(["x", "f", "k"]), st.none() | type_names), max_size=2
    )
    entries = st.builds(ast.Entry, st.sampled_from(["k", "年龄", "true", "1 2", "", 'q"']), inner)
    return st.one_of(
        st.builds(ast.Path, inner, st.sampled_from(["sex", "性别", "if", "year"])),
        st.builds(ast.Filter, inner, inner),
        st.builds(ast.Call, inner, _arguments(inner)),
        st.builds(ast.ListLiteral, st.lists(tests.filter(_is_no_range), max_size=3).map(tuple)),
        st.builds(ast.ContextLiteral, st.lists(entries, max_size=3).map(tuple)),
        ranges,
        st.builds(ast.Test, comparison_operators, inner),
        st.builds(ast.Negation, inner),
        st.builds(ast.Arithmetic, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner),
        st.builds(ast.Comparison, comparison_operators, inner, inner),
        st.builds(ast.Between, inner, inner, inner),
        st.builds(ast.In, inner, unary),
        st.builds(ast.Conjunction, two_or_more),
        st.builds(ast.Disjunction, two_or_more),
        st.builds(ast.If, inner, inner, inner),
        st.builds(ast.Quantified, st.sampled_from(["some", "every"]), _iterators(inner, series=False), inner),
        st.builds(ast.For, _iterators(inner, series=True), inner),
        st.builds(ast.FunctionDefinition, parameters.map(tuple), inner, st.booleans()),
        st.builds(ast.InstanceOf, inner, type_names),
    )


def _is_no_range(node: Expression) -> bool:
    return not isinstance(node, ast.Range)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Expression:
    """Any tree up to that many levels deep."""
    return draw(_at_depth(depth))


@cache
def _at_depth(depth: int) -> st.SearchStrategy[Expression]:
    return leaves if depth == 1 else leaves | _extended(trees(depth - 1))


# Rules over a small world

FLAGS = (True, False, None, NOT_APPLICABLE)
NUMBERS = (Decimal(0), Decimal(1), Decimal(2), None, NOT_APPLICABLE)
CODES = ("x", "y", None, NOT_APPLICABLE)
DATES = (dt.date(2024, 2, 29), dt.date(2026, 6, 1), None, NOT_APPLICABLE)
PETS = (
    (),
    ({"age": Decimal(0), "sex": "x"},),
    ({"age": Decimal(1), "sex": "y"}, {"age": NOT_APPLICABLE, "sex": None}),
    None,
    NOT_APPLICABLE,
)
WORLD: Mapping[str, tuple[object, ...]] = {
    "p": FLAGS,
    "q": FLAGS,
    "n": NUMBERS,
    "m": NUMBERS,
    "born": DATES,
    "who.code": CODES,
    "who.insured": FLAGS,
    "kids[1].age": NUMBERS,
    "kids[1].sex": CODES,
    "kids[2].age": NUMBERS,
    "kids[2].sex": CODES,
    "pets": PETS,
}
"""Every fact of the small world and all that it may turn out to be."""

_quantities = st.sampled_from(
    [
        "n",
        "m",
        "1",
        "2",
        "n + 1",
        "m * n",
        "1 / n",
        "-m",
        "count(kids)",
        "abs(n)",
        "floor(m / 2)",
        "kids[1].age",
        "sum(kids.age)",
        "max(n, m)",
        "min(kids.age)",
        "kids[n].age",
        "count(kids[age > n])",
        "kids[age = 1][1].age",
        "if p then n else m",
        "if p then 1 else 1",
        "{t: n, u: t + 1}.u",
        "sum(for k in kids return k.age + n)",
        "kids[-1].age",
        "count(for i in 1..n return i)",
        "full years between(born, today)",
        "born.year - 2024",
        "(if q then kids else []).age[1]",
        "string length(who.code)",
        "count(kids[item.sex = who.code])",
        "count(kids[sex = who.code].age)",
        "count(kids[age = n][1])",
        "sum(kids[sex = who.code].age)",
        "count(pets)",
        "count(pets[item.age = n])",
        "sum(pets.age)",
        "pets[1].age",
        "count(for k in kids, j in pets[item.age = k.age] return j)",
        "(function(x) x + n)(m)",
        "(function(x: number, y) if p then x else y)(y: m, x: n)",
        "{f: function(x) if x < 1 then 0 else n + f(x - 1), r: f(2)}.r",
        "(if p then function(x) x + 1 else function(x) n)(m)",
        "sum(for k in kids return (function(a) a.age + n)(k))",
        "sum(for i in 0..2 return if i = 0 then n else partial[-1] + m)",
        "count(for k in kids return if count(partial) > 0 then partial[1] else k.age)",
        "sum(for i in [n..2] return i)",
        "count(for d in born..today return d) - 1000",
        "count(sort(kids.age, function(a, b) a < b))",
        "sort([n, m], function(a, b) a > b)[1]",
        "[1..n].end",
        "(< n).end",
        "kids[(function(k) k.age = n)(item)][1].age",
        "[kids[1], {age: n, item: m}][item.age = n][1].age",
        "[{item: n}, {item: m}][item > 1][1].item",
    ]
)
_texts = st.sampled_from(
    ["who.code", '"x"', '"y"', "kids[1].sex", 'if p then "x" else who.code', "lower case(who.code)"]
)
_signs = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
_atoms = st.one_of(
    st.sampled_from(
        ["p", "q", "true", "false", "null", "who.insured", "born >= today", "is defined(who.code)"]
    ),
    st.sampled_from(
        [
            "n instance of number",
            "[n, m] instance of list<number>",
            "{a: n, b: p} instance of context<a: number, b: boolean>",
            "kids instance of list<context>",
            "(function(x: number) n) instance of function<number>->Any",
            "[1..n] instance of range<number>",
            "[n..2] = [m..2]",
            "(< n) = (< m)",
            "n in ]m..2[",
            "n in ([0..1], [m], > 1)",
            "n in [[m, 1], [2]]",
            "{a: n} = {a: m}",
            "some i in 0..2, k in kids satisfies k.age = i",
            "every i in [0..2) satisfies n > i",
            "list contains([n, null], m)",
            "includes([0..1], n)",
            "(function(a, b) a and b)(p, q)",
            "all(for k in kids return k.age = n)",
        ]
    ),
    st.sampled_from(
        ["who.code in kids.sex", "list contains(kids.age, n)", "n in (1, > m)", "n in [m..2]", "n in (? = m)"]
    ),
    st.sampled_from(
        ['contains(who.code, "x")', 'born + duration("P6M") >= today', "[n, 1] = [m, 1]", "n in kids.age"]
    ),
    st.builds(lambda a, sign, b: f"({a}) {sign} ({b})", _quantities, _signs, _quantities),
    st.builds(lambda a, sign, b: f"({a}) {sign} ({b})", _texts, _signs, _texts),
    st.builds(lambda a, b, c: f"({a}) between ({b}) and ({c})", _quantities, _quantities, _quantities),
)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda a, b: f"({a}) and ({b})", inner, inner),
        st.builds(lambda a, b, c: f"({a}) or ({b}) or ({c})", inner, inner, inner),
        inner.map(lambda a: f"not({a})"),
        st.builds(lambda a, b, c: f"if {a} then {b} else {c}", inner, inner, inner),
        inner.map(lambda a: f"some k in kids satisfies k.age > n and ({a})"),
        inner.map(lambda a: f"every k in kids satisfies ({a}) or k.sex = who.code"),
        inner.map(lambda a: f"some k in kids, j in kids[age = k.age] satisfies j.sex = k.sex or ({a})"),
        inner.map(lambda a: f"some k in pets, j in kids satisfies k.age = j.age and ({a})"),
        inner.map(lambda a: f"every k in pets satisfies k.sex = who.code or ({a})"),
        inner.map(lambda a: f"count(kids[({a}) and age > m]) = n"),
    )


rule_texts: st.SearchStrategy[str] = st.recursive(_atoms | _quantities, _combined, max_leaves=5)
rules = rule_texts.map(parse)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, object], tuple[str, ...]]:
    """What is known of the small world (path to value) and up to three facts that are not."""
    known = {path: draw(st.sampled_from(values)) for path, values in WORLD.items()}
    unknown = draw(st.lists(st.sampled_from(sorted(WORLD)), unique=True, max_size=3))
    for path in unknown:
        del known[path]
    return known, tuple(unknown)


def context_of(facts: Mapping[str, object]) -> dict[str, object]:
    """The context of a world: a missing path is a missing key. There are always two kids."""
    context: dict[str, object] = {"today": dt.date(2026, 11, 24)}
    who: dict[str, object] = {}
    kids: tuple[dict[str, object], ...] = ({}, {})
    for path, value in facts.items():
        root, _, name = path.partition(".")
        if root == "who":
            who[name] = value
        elif root.startswith("kids"):
            kids[int(root[5]) - 1][name] = value
        else:
            context[path] = value
    return {**context, "who": who, "kids": kids}
