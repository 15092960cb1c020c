"""The laws of evaluation, over generated rules and a small world of facts in which everything can be tried out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given, settings

from tests.feel.strategies import WORLD, context_of, rule_texts, worlds
from yijian.core.feel import (
    NOT_APPLICABLE,
    UNKNOWN,
    compile_expression,
    evaluate,
    free_paths,
    parse,
    simplify,
    to_text,
    trace,
)

ROOTS = frozenset({"p", "q", "n", "m", "who", "kids", "pets", "born", "today"})
World = tuple[dict[str, object], tuple[str, ...]]


def same(left: object, right: object) -> bool:
    """Equality that keeps true apart from 1, null and not applicable apart from everything."""
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return type(left) is type(right) and left == right


def fillings(world: World) -> list[dict[str, object]]:
    """Every way the unknown facts can turn out."""
    known, unknown = world
    domains = [WORLD[path] for path in unknown]
    return [{**known, **dict(zip(unknown, values, strict=True))} for values in itertools.product(*domains)]


def touches(path: str, need: str) -> bool:
    """Whether a fact is the need, above it or below it."""
    longer, shorter = (path, need) if len(path) >= len(need) else (need, path)
    return longer == shorter or longer.startswith((f"{shorter}.", f"{shorter}["))


@pytest.mark.parametrize("roots", [None, ROOTS])
@given(text=rule_texts, world=worlds())
@example(text="list contains(null, who.code)", world=({}, ("who.code",)))
@example(text="kids[age = 1][1].age", world=({"kids[2].age": 1}, ("kids[1].age",)))
@example(
    text="sum(for k in kids, j in kids[age > k.age] return j.age) > 1",
    world=({}, ("kids[1].age", "kids[2].age")),
)
@settings(max_examples=120, deadline=None)
def test_what_is_known_stays_and_needs_are_enough(
    text: str, world: World, roots: frozenset[str] | None
) -> None:
    """Three-valued soundness and the law of needs, for every way the unknown facts can turn out."""
    rule = compile_expression(parse(text), roots=roots)
    result = rule.evaluate(context_of(world[0]))
    by_needs: dict[tuple[object, ...], object] = {}
    for filling in fillings(world):
        value = rule.evaluate(context_of(filling)).value
        if result.known:
            assert same(value, result.value)
        needed = [path for path in world[1] if any(touches(path, need) for need in result.needs)]
        key = tuple((path, repr(filling[path])) for path in needed)
        assert same(by_needs.setdefault(key, value), value), (
            f"a fact outside needs {result.needs} changed the value"
        )


@given(text=rule_texts, world=worlds())
@settings(max_examples=80, deadline=None)
def test_with_all_facts_known_the_result_is_known(text: str, world: World) -> None:
    filling = fillings(world)[0]
    result = evaluate(parse(text), context_of(filling))
    assert result.known
    assert result.value is not UNKNOWN


@given(text=rule_texts, world=worlds())
@settings(max_examples=80, deadline=None)
def test_a_traced_evaluation_is_the_evaluation(text: str, world: World) -> None:
    rule, context = parse(text), context_of(world[0])
    plain, traced = evaluate(rule, context), trace(rule, context)
    assert same(traced.result.value, plain.value)
    assert traced.result.needs == plain.needs
    assert [str(error) for error in traced.result.errors] == [str(error) for error in plain.errors]
    assert traced.trace is not None
    assert same(traced.trace.value, plain.value)
    assert traced.trace.node == rule


@given(text=rule_texts, world=worlds())
@example(text="not(not(p))", world=({"p": NOT_APPLICABLE}, ()))
@example(text="true and p", world=({}, ("p",)))
@settings(max_examples=100, deadline=None)
def test_simplifying_keeps_the_meaning(text: str, world: World) -> None:
    """With the known facts put in, every way the others can turn out has the value of the whole rule."""
    rule = parse(text)
    simpler = simplify(rule, context_of(world[0]))
    assert parse(to_text(simpler)) == simpler
    before, after = compile_expression(rule), compile_expression(simpler)
    for filling in fillings(world):
        context = context_of(filling)
        assert same(after.evaluate(context).value, before.evaluate(context).value)


@given(text=rule_texts, world=worlds())
@settings(max_examples=80, deadline=None)
def test_needs_lie_within_the_paths_a_rule_reads(text: str, world: World) -> None:
    rule = parse(text)
    paths = free_paths(rule, roots=ROOTS)
    for need in evaluate(rule, context_of(world[0]), roots=ROOTS).needs:
        plain = need.replace("[1]", "").replace("[2]", "")
        assert any(touches(plain, path) for path in paths), (need, paths)
