"""Which facts a rule reads."""

from __future__ import annotations

import pytest

from yijian.core.feel import free_paths, parse, parse_unary_tests


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("mother.ethnicity = father.ethnicity", ["mother.ethnicity", "father.ethnicity"]),
        ("today > mother.birth_date and today < x", ["today", "mother.birth_date", "x"]),
        ('some c in child satisfies c.sex = "1"', ["child.sex"]),
        ("some c in child satisfies c.sex = mother.sex", ["child.sex", "mother.sex"]),
        ("some c in child satisfies true", ["child"]),
        ("some c in child satisfies c = 1", ["child"]),
        ("every c in household.members, d in c.papers satisfies d.valid", ["household.members.papers.valid"]),
        ("for c in child return c.name", ["child.name"]),
        ("for c in [1, 2] return c + x", ["x"]),
        ("count(child)", ["child"]),
        ("child[1].sex", ["child.sex"]),
        ("child[1]", ["child"]),
        ('child[sex = "1"].birth_date', ["child.birth_date", "child.sex"]),
        ('count(child[sex = "1"])', ["child.sex"]),
        ("child[item.sex = x]", ["child.sex", "child.x"]),
        ("child[birth_date > today] and today > x", ["child.birth_date", "today", "x"]),
        ("child.sex", ["child.sex"]),
        ("sum(child.papers.count)", ["child.papers.count"]),
        ("(if a then mother else father).name", ["a", "mother", "father"]),
        ("{a: x, b: a.y}.b", ["x"]),
        ("x in (y, ? > z)", ["x", "y", "z"]),
        ("date(x)", ["x"]),
        ("f(x)", ["x"]),
        ("1 + 2", []),
    ],
)
def test_paths_in_the_order_of_their_first_occurrence(text: str, paths: list[str]) -> None:
    assert list(free_paths(parse(text))) == paths


def test_declared_roots_are_not_taken_for_facts_of_members() -> None:
    rule = parse("count(child[birth_date > limit])")
    assert free_paths(rule) == ("child.birth_date", "child.limit")
    assert free_paths(rule, roots={"limit", "child"}) == ("child.birth_date", "limit")


def test_unary_tests_read_the_question_mark() -> None:
    assert free_paths(parse_unary_tests("< x, 5")) == ("?", "x")
    assert free_paths(parse_unary_tests("-")) == ()
