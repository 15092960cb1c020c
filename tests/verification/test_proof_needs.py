"""Facts that would be asked in vain are found where a rule names them twice, and nowhere else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yijian.core.feel import BOOLEAN, DATE, INTEGER, MONEY, NOT_APPLICABLE, UNKNOWN, Code, evaluate, parse
from yijian.core.feel.lowering import Ranges
from yijian.core.verification import proof_needs
from yijian.core.verification.proof_answers import Outcome, rule_for_proof
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.proof_needs import needless_facts

SCOPE = {
    "age": INTEGER,
    "n": INTEGER,
    "sex": Code("sex", ("1", "2")),
    "insured": BOOLEAN,
    "born": DATE,
    "pay": MONEY,
}
TWO = {"a": BOOLEAN, "b": BOOLEAN}
CONDITIONS = st.recursive(
    st.sampled_from(
        [
            "age >= 18",
            "age < 60",
            "60 > age",
            "n = 1",
            'sex = "1"',
            'sex in ("1", "2")',
            "insured",
            'born < @"2000-01-01"',
            "age in [18..60)",
            "if insured then age > 3 else age > 5",
        ]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"not({one})"),
    ),
    max_leaves=5,
)
PERSONS = Persons(ranges=Ranges(numbers={"age": (0, 150)}))


@pytest.mark.parametrize(
    ("text", "path", "outcome"),
    [
        ("age >= 80 or age < 80 or insured", "age", Outcome.HOLDS),
        ('(sex = "1" and insured) or (sex = "2" and insured)', "sex", Outcome.HOLDS),
        ("insured and n > 0 or not(insured) and n > 0", "insured", Outcome.HOLDS),
        ("age > 60 and age < 50", "age", Outcome.FAILS),
        ('born < @"2000-01-01" or born >= @"2000-01-01" or n = 1', "born", Outcome.HOLDS),
    ],
)
def test_a_fact_that_changes_nothing_is_shown_with_somebody(text: str, path: str, outcome: Outcome) -> None:
    (found,) = [
        each
        for each in needless_facts(rule_for_proof(parse(text), SCOPE), SCOPE, persons=PERSONS)
        if each.path == path
    ]
    assert found.outcome is outcome
    result = evaluate(parse(text), found.shown.context, roots=SCOPE)
    assert result.value is UNKNOWN
    assert path in result.needs
    values: dict[str, tuple[object, ...]] = {
        "age": tuple(range(151)),
        "sex": ("1", "2"),
        "insured": (True, False),
        "born": tuple(dt.date(1999, 12, 1) + dt.timedelta(days) for days in range(60)),
    }
    outcomes = {
        evaluate(parse(text), {**found.shown.context, path: value}, roots=SCOPE).value
        for value in values[path]
    }
    assert outcomes == {outcome is Outcome.HOLDS}


@pytest.mark.parametrize(
    "text",
    [
        "age >= 80 and insured",
        "age > 60 or age < 10",
        'sex = "1" and age >= 60 or sex = "2" and age >= 55 and insured',
        "age > n or age < n",
        "age + 1 > 2 or age < 80",
        "(age > 60 or age < 10) and pay > yuan(100) and pay < yuan(100) * 3",
    ],
)
def test_where_every_fact_matters_or_cannot_be_told_nothing_is_said(text: str) -> None:
    rule = rule_for_proof(parse(text), SCOPE)
    found = list(needless_facts(rule, SCOPE, persons=PERSONS))
    assert all(each.path == "sex" for each in found)


def test_a_part_that_stands_once_is_asked_for_only_where_it_matters() -> None:
    """The law on which the solver is spared: every composition of `and`, `or`, `not` with anything beside the part. Of
    each the outcomes with the part true, false and unknown: open only where true and false make a difference."""
    beside = (True, False, UNKNOWN, NOT_APPLICABLE, None)
    both: dict[tuple[str, object, object], object] = {
        (text, one, other): evaluate(parse(text), {"a": one, "b": other}, roots=TWO).value
        for text in ("a and b", "a or b", "not(a)")
        for one in beside
        for other in beside
    }
    seen: set[tuple[object, ...]] = set()
    waiting: list[tuple[object, ...]] = [(True, False, UNKNOWN)]
    while waiting:
        outcomes = waiting.pop()
        if outcomes in seen:
            continue
        seen.add(outcomes)
        waiting.append(tuple(both["not(a)", one, None] for one in outcomes))
        for text in ("a and b", "a or b"):
            for other in beside:
                waiting.append(tuple(both[text, one, other] for one in outcomes))
                waiting.append(tuple(both[text, other, one] for one in outcomes))
    for holding, failing, unknown in seen:
        for outcome in (Outcome.HOLDS, Outcome.FAILS):
            if Outcome.OPEN.matches(unknown):
                assert not (outcome.matches(holding) and outcome.matches(failing))


@settings(max_examples=150, deadline=None)
@given(text=CONDITIONS)
def test_what_is_spared_the_solver_has_no_finding(text: str) -> None:
    """The same facts are found where every question goes to the solver."""
    rule = rule_for_proof(parse(text), SCOPE)
    found = {(each.path, each.outcome) for each in needless_facts(rule, SCOPE, persons=PERSONS)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proof_needs, "_is_asked_exactly", lambda *_: False)
        asked = {(each.path, each.outcome) for each in needless_facts(rule, SCOPE, persons=PERSONS)}
    assert found == asked
