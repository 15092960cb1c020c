"""Facts that would be asked in vain are found where a rule names them twice, and nowhere else."""

from __future__ import annotations

import datetime as dt

import pytest

from yijian.core.feel import BOOLEAN, DATE, INTEGER, MONEY, UNKNOWN, Code, evaluate, parse
from yijian.core.feel.lowering import Ranges
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
