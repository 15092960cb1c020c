"""The trace of an evaluation."""

from __future__ import annotations

from yijian.core.feel import UNKNOWN, FeelLimitExceeded, Trace, parse, to_text, trace


def outline(node: Trace) -> list[tuple[str, object]]:
    """The text and the value of each part, depth first."""
    return [(to_text(node.node), node.value), *(line for child in node.children for line in outline(child))]


def test_a_trace_shows_each_part_that_was_looked_at() -> None:
    traced = trace(parse("mother.age >= 18 and (x or false)"), {"mother": {"age": 20}})
    assert traced.trace is not None
    assert outline(traced.trace) == [
        ("mother.age >= 18 and (x or false)", UNKNOWN),
        ("mother.age >= 18", True),
        ("mother.age", 20),
        ("18", 18),
        ("x or false", UNKNOWN),
        ("x", UNKNOWN),
        ("false", False),
    ]
    assert traced.trace.needs == {"x"}
    assert traced.trace.children[0].needs == frozenset()
    assert traced.trace.children[1].node.span.start == 22


def test_what_was_not_looked_at_is_not_in_the_trace() -> None:
    traced = trace(parse("false and x"), {})
    assert traced.trace is not None
    assert [to_text(child.node) for child in traced.trace.children] == ["false"]


def test_the_body_of_a_loop_stands_once_for_each_member() -> None:
    traced = trace(
        parse('every c in child satisfies c.sex = "1"'), {"child": ({"sex": "1"}, {"sex": "2"}, {})}
    )
    assert traced.trace is not None
    values = [child.value for child in traced.trace.children if to_text(child.node) == 'c.sex = "1"']
    assert values == [True, False]


def test_functions_and_tests_are_traced_with_their_arguments() -> None:
    traced = trace(parse('count(child) in (1, > 5) or date("2024-01-01") < today'), {"child": ({},)})
    assert traced.trace is not None
    assert [text for text, _ in outline(traced.trace)] == [
        'count(child) in (1, > 5) or date("2024-01-01") < today',
        "count(child) in (1, > 5)",
        "count(child)",
        "child",
        "1",
    ]


def test_an_evaluation_that_is_cut_off_has_no_trace() -> None:
    traced = trace(parse("for i in 1..10 ** 40 return i"), {})
    assert traced.trace is None
    assert isinstance(traced.result.errors[0], FeelLimitExceeded)
