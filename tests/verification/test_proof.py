"""Verdicts are proofs, witnesses that stand, or "not decided": nothing else, and the same ones every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from yijian.core.decisions.boxed import DecisionTable, InputClause, LiteralExpression
from yijian.core.decisions.boxed import Rule as Row
from yijian.core.decisions.table_expressions import row_conditions
from yijian.core.feel import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY,
    TEXT,
    Code,
    ContextOf,
    FeelTypeError,
    ListOf,
    Type,
    ast,
    evaluate,
    parse,
    to_text,
)
from yijian.core.feel.lowering import Ranges, lower
from yijian.core.verification.proof import find_person
from yijian.core.verification.proof_answers import NOBODY, Answer, NotDecided, Outcome, Rule, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_questions import (
    both_hold,
    check_table,
    overflows,
    refuted,
    satisfied,
    without,
)
from yijian.core.verification.proof_tables import ONE_ROW_ONLY, check_decision_table

SEX = Code("sex", ("1", "2"))
BIG = Code("county", tuple(f"{number:06}" for number in range(3000)))
CHILD = ContextOf({"born": DATE, "weight": INTEGER, "sex": SEX, "sick": BOOLEAN})
SCOPE: Mapping[str, Type] = {
    "today": DATE,
    "born": DATE,
    "other": DATE,
    "age": INTEGER,
    "n": INTEGER,
    "m": INTEGER,
    "pay": MONEY,
    "insured": BOOLEAN,
    "sex": SEX,
    "county": BIG,
    "home": BIG,
    "name": TEXT,
    "child": ListOf(CHILD),
}
RANGES = Ranges(numbers={"age": (0, 150), "n": (-1000, 1000), "m": (-1000, 1000), "pay": (0, 10**9)})
PERSONS = Persons(ranges=RANGES)


def rule(text: str) -> Rule:
    return rule_for_proof(parse(text), SCOPE, ranges=RANGES)


def witness(answer: Answer) -> Witness:
    assert isinstance(answer, Witness)
    return answer


@pytest.mark.parametrize(
    "text",
    [
        "age >= 80 and age < 80",
        'sex = "1" and sex = "2"',
        'sex != "1" and sex != "2"',
        "insured and not(insured)",
        "full years between(born, today) < 3 and full months between(born, today) >= 36",
        'today >= born + @"P18Y" and full years between(born, today) < 17',
        "born.month = 2 and born.day = 30",
        "born.day = 31 and born.month in (4, 6, 9, 11)",
        'born = @"2023-02-28" + @"P1D" and born.month = 2',
        "floor(n / 7) > n and n >= 0",
        "round half up(pay * 0.055) > pay",
        "n * n < 0",
        "some c in child satisfies c.weight > 10 and c.weight < 11",
        "(every c in child satisfies c.sick) and some c in child satisfies not(c.sick)",
        'county = "000001" and home = "000002" and county = home',
        'name = "甲" and name = "乙"',
        "min(n, m) > max(n, m)",
        "abs(n) < 0",
        "born < other and other < born",
        "count(child[sick]) < 0",
    ],
)
def test_nobody_meets_it(text: str) -> None:
    answer = satisfied(rule(text), persons=PERSONS)
    if "count(" in text:  # of any number of children this is not concluded
        assert isinstance(answer, NotDecided)
    else:
        assert answer is NOBODY


@pytest.mark.parametrize(
    "text",
    [
        "age >= 80 or age < 80",
        'sex in ("1", "2")',
        "born <= other or other < born",
        "if insured then n <= n else m = m",
        "born.day <= 31 and born.month between 1 and 12",
        'born + @"P12M" = born + @"P1Y"',
        "(n + m) * (n + m) = n * n + 2 * n * m + m * m",
    ],
)
def test_it_always_holds(text: str) -> None:
    answer = refuted(rule(text), persons=PERSONS)
    assert answer is NOBODY or (isinstance(answer, NotDecided) and "*" in text)


@pytest.mark.parametrize(
    "text",
    [
        "age = 100",
        'born + @"P1M" = @"2024-02-29" and born.day = 31',
        "full years between(born, today) = 17 and born.month = 2 and born.day = 29",
        "count(child) = 3 and sum(child.weight) = 10",
        "(some c in child satisfies c.weight > 5) and not(every c in child satisfies c.sick)",
        'count(child[item.sex = "1"]) = 2',
        'county != home and not(county in ("000000", "000001", "000002")) and home != "000003"',
        'name != "甲"',
        "round half up(pay * 0.055) = yuan(0.07)",
        "today.weekday = 7 and today.day = 29 and today.month = 2",
        'today - born = @"P366D"',
    ],
)
def test_a_witness_is_somebody_for_whom_the_evaluator_says_so(text: str) -> None:
    found = witness(satisfied(rule(text), persons=PERSONS))
    assert evaluate(parse(text), found.context, roots=SCOPE).value is True
    for path, value in found.facts.items():
        name = path.rpartition(".")[2]
        if name in ("sex", "county", "home"):
            assert value in (BIG.values if name != "sex" else SEX.values)
        if isinstance(value, dt.date):
            assert dt.date(1800, 1, 1) <= value <= dt.date(2299, 12, 31)


def test_declared_bounds_of_dates_hold_to_the_day() -> None:
    ranges = Ranges(dates={"born": (dt.date(2024, 2, 10), dt.date(2024, 2, 20))})
    persons = Persons(ranges=ranges)

    def on(day: str) -> Answer:
        return satisfied(rule_for_proof(parse(f'born = @"{day}"'), SCOPE, ranges=ranges), persons=persons)

    assert isinstance(on("2024-02-10"), Witness)
    assert isinstance(on("2024-02-20"), Witness)
    assert on("2024-02-09") is NOBODY
    assert on("2024-02-21") is NOBODY


def test_what_does_not_apply_meets_no_condition_and_what_is_none_differs_from_everything() -> None:
    always = rule("age >= 80 or age < 80")
    outside = witness(refuted(always, persons=Persons(ranges=RANGES, not_applicable={"age": True})))
    assert outside.facts == {}
    untold = find_person((always, Outcome.OPEN), persons=Persons(ranges=RANGES, unknown=True))
    assert witness(untold).context == {}
    neither = rule('sex != "1" and sex != "2"')
    assert witness(satisfied(neither, persons=Persons(ranges=RANGES, none=True))).facts == {"sex": None}


def test_a_fact_applies_by_the_rule_of_the_dictionary() -> None:
    """Nobody who is not insured has a card; so a card implies insurance."""
    no_card = lower(parse("not(insured)"), SCOPE)
    persons = Persons(ranges=RANGES, not_applicable={"n": no_card})
    assert satisfied(rule("n > 5 and not(insured)"), persons=persons) is NOBODY
    assert witness(satisfied(rule("n > 5"), persons=persons)).facts["insured"] is True


def test_two_rules_contradict_or_one_follows_from_the_other() -> None:
    old, older, young = rule("age >= 80"), rule("age > 89"), rule("age < 60")
    assert both_hold(old, young, persons=PERSONS) is NOBODY
    assert both_hold(old, older, persons=PERSONS) is not NOBODY
    assert without(older, old, persons=PERSONS) is NOBODY
    assert witness(without(old, older, persons=PERSONS)).facts["age"] in range(80, 90)


def test_a_table_shows_its_gap_its_overlaps_and_the_rows_that_add_nothing() -> None:
    """The gap that was met in the field: up to 99, over 100."""
    rows = [rule(text) for text in ("age < 80", "age between 80 and 99", "age > 100")]
    report = check_table(rows, persons=PERSONS)
    assert report.gap is not None
    assert report.gap.facts == {"age": 100}
    assert report.overlaps == ()

    rows = [rule(text) for text in ("age < 80", "age >= 60", "age in [65..70]", "age > 10 and age < 5")]
    report = check_table(rows, persons=PERSONS)
    assert report.gap is None
    assert {(one, other) for one, other, _ in report.overlaps} == {(0, 1), (0, 2), (1, 2)}
    for one, other, shown in report.overlaps:
        for at in (one, other):
            assert evaluate(rows[at].expression, shown.context).value is True
    assert report.subsumed == ((2, 0), (2, 1))
    assert report.dead == (3,)
    assert report.not_decided == ()


def test_a_row_that_the_rows_before_it_cover_together_is_subsumed() -> None:
    rows = [rule(text) for text in ("age <= 70", "age >= 60", "age between 50 and 90")]
    assert check_table(rows, persons=PERSONS).subsumed == ((2, None),)


def test_what_cannot_be_read_is_not_decided_and_named() -> None:
    answer = satisfied(rule('age > 5 and matches(name, "甲.*")'), persons=PERSONS)
    assert isinstance(answer, NotDecided)
    assert to_text(answer.part).startswith("matches(")
    sorted_ = satisfied(rule('age > 5 and name < "甲"'), persons=PERSONS)
    assert isinstance(sorted_, NotDecided)
    assert to_text(sorted_.part) == 'name < "甲"'


def test_what_cannot_be_read_does_not_hide_a_proof() -> None:
    assert satisfied(rule('age > 5 and age < 4 and name < "甲"'), persons=PERSONS) is NOBODY


def test_a_criterion_that_is_left_to_an_officer_is_open_for_somebody() -> None:
    left = rule("if insured then age >= 18 else null")
    found = find_person((left, Outcome.OPEN), persons=PERSONS)
    assert witness(found).facts["insured"] is False
    assert find_person((left, Outcome.OPEN), (rule("insured"), Outcome.HOLDS), persons=PERSONS) is NOBODY


def test_any_number_of_members_is_not_concluded_from_a_few() -> None:
    text = "count(child) > 10"
    assert isinstance(satisfied(rule(text), persons=PERSONS), NotDecided)
    few = Ranges(members={"child": 3})
    bounded = rule_for_proof(parse(text), SCOPE, ranges=few)
    assert satisfied(bounded, persons=Persons(ranges=few)) is NOBODY


def test_the_effort_is_counted_in_steps_and_ends() -> None:
    hard = rule("n * n * n + m * m * m = 33 * n * m + 7 and n > 1 and m > n")
    answers = [satisfied(hard, persons=PERSONS, effort=2_000) for _ in range(2)]
    assert answers[0] == answers[1]
    assert isinstance(answers[0], NotDecided)
    assert "steps" in answers[0].reason.en


def test_loops_inside_loops_end() -> None:
    text = "n > 0"
    for depth in range(8):
        text = f"some c{depth} in child, d{depth} in child satisfies c{depth}.weight < d{depth}.weight and ({text})"
    answer = satisfied(rule(text), persons=PERSONS)
    assert isinstance(answer, NotDecided)
    assert "steps" in answer.reason.en


def test_the_same_question_has_the_same_witness() -> None:
    text = "count(child) = 2 and sum(child.weight) = 7 and born < other"
    first, second = (satisfied(rule(text), persons=PERSONS) for _ in range(2))
    assert first == second


def test_an_overflow_is_shown_or_cleared() -> None:
    wide = lower(parse("pay * n * m > yuan(1)"), SCOPE, ranges=Ranges(numbers={"pay": (0, 10**15)}))
    found = overflows(wide, persons=PERSONS)
    assert found
    assert overflows(lower(parse("pay * n > yuan(1)"), SCOPE, ranges=RANGES), persons=PERSONS) == ()


def test_types_that_do_not_fit_are_no_question_of_proof() -> None:
    with pytest.raises(FeelTypeError):
        rule("age > insured")


def test_a_decision_table_is_proved_row_by_row() -> None:
    def row(*inputs: str) -> Row:
        return Row(inputs=inputs, outputs=(LiteralExpression(text="1"),))

    table = DecisionTable(
        inputs=(
            InputClause(expression=LiteralExpression(text="age")),
            InputClause(expression=LiteralExpression(text="sex")),
        ),
        rules=(row("< 60", "-"), row("[60..79]", '"1"'), row("[55..79]", 'not("1")'), row(">= 80", "-")),
    )
    assert table.hit_policy in ONE_ROW_ONLY
    report = check_decision_table(table, SCOPE, persons=PERSONS)
    ((one, other, shown),) = report.overlaps
    assert (one, other) == (0, 2)
    assert shown.facts["age"] in range(55, 60)
    assert report.gap is None
    assert (report.dead, report.subsumed, report.not_decided) == ((), (), ())
    assert row_conditions(DecisionTable(rules=(row(),))) == (ast.Boolean(True),)
