"""The traps that were measured before this was built, each a test on both databases (and on the proof where it says so)."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.agreement.asking import Database, Row
from yijian.core.feel import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY,
    NOT_APPLICABLE,
    TEXT,
    UNKNOWN,
    Code,
    FeelError,
    FeelLimitExceeded,
    FeelOutsideSubset,
    FeelTypeError,
    evaluate,
    parse,
)
from yijian.core.feel.lowered import Rounding
from yijian.core.feel.lowered_numbers import round_whole
from yijian.core.feel.lowering import Ranges, lower
from yijian.core.feel.query_tree import ColumnNames, Dialect, TableLayout, query_tree
from yijian.core.verification.proof_answers import NOBODY, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_questions import overflows, refuted

COLOUR = Code("colour", ("red", "blue"))


def test_null_is_not_unknown_and_not_applicable_is_neither(database: Database) -> None:
    """A person of whom a fact cannot be told meets no condition over it, nor its opposite."""
    rows: list[Row] = [{"age": 80}, {"age": 79}, {}, {"age": NOT_APPLICABLE}]
    assert database.ask("age >= 80", {"age": INTEGER}, rows) == [True, False, UNKNOWN, False]
    assert database.ask("age < 80", {"age": INTEGER}, rows) == [False, True, UNKNOWN, False]
    assert database.ask("not(age >= 80)", {"age": INTEGER}, rows) == [False, True, UNKNOWN, True]
    assert database.ask("age + 1", {"age": INTEGER}, rows)[2:] == [UNKNOWN, NOT_APPLICABLE]
    assert database.ask("is defined(age)", {"age": INTEGER}, rows) == [True, True, UNKNOWN, False]


def test_case_is_not_kleene(database: Database) -> None:
    """An unknown test does not fall to ELSE; only where both branches agree it does not matter."""
    types = {"married": BOOLEAN, "pay": MONEY}
    rows = [{"married": True, "pay": 5}, {"married": False, "pay": 5}, {"pay": 5}, {"pay": 10_000}]
    text = "if married then yuan(100) else pay"
    assert database.ask(text, types, rows) == [10_000, 5, UNKNOWN, 10_000]
    assert database.ask("if married then yuan(2) else yuan(3)", types, rows) == [200, 300, UNKNOWN, UNKNOWN]


def test_least_and_greatest_do_not_pass_over_the_unknown(database: Database) -> None:
    types = {"pay": MONEY, "top": MONEY}
    rows = [{"pay": 70_000, "top": 50_000}, {"pay": 70_000}, {"top": 50_000}, {}]
    assert database.ask("min(pay, top)", types, rows) == [50_000, UNKNOWN, UNKNOWN, UNKNOWN]
    assert database.ask("max(pay, yuan(500), top)", types, rows) == [70_000, UNKNOWN, UNKNOWN, UNKNOWN]


def test_kleene_is_incomplete_and_the_proof_is_not(database: Database) -> None:
    """Either holds, but not by looking at each alone: the proof knows, and the rule is flagged when it is published."""
    text = "age >= 80 or age < 80"
    assert database.ask(text, {"age": INTEGER}, [{"age": 1}, {}]) == [True, UNKNOWN]
    rule = rule_for_proof(parse(text), {"age": INTEGER})
    assert refuted(rule, persons=Persons()) is NOBODY


LEAP_BORN = dt.date(2000, 2, 29)


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (dt.date(2000, 2, 29), 0),
        (dt.date(2001, 2, 28), 0),
        (dt.date(2001, 3, 1), 1),
        (dt.date(2004, 2, 28), 3),
        (dt.date(2004, 2, 29), 4),
        (dt.date(1999, 2, 28), -1),
        (dt.date(1996, 2, 29), -4),
        (dt.date(1999, 3, 1), 0),
    ],
)
def test_who_is_born_on_29_february_comes_of_age_on_1_march(
    database: Database, today: dt.date, age: int
) -> None:
    types = {"born": DATE, "today": DATE}
    row = {"born": LEAP_BORN, "today": today}
    assert database.ask("full years between(born, today)", types, [row]) == [age]
    assert database.ask("full years between(today, born)", types, [row]) == [-age]


def test_months_end_where_the_calendar_says(database: Database) -> None:
    """31 August and six months is the last of February; from 31 August six months are full on 1 March."""
    types = {"born": DATE, "today": DATE}
    row = {"born": dt.date(2019, 8, 31), "today": dt.date(2020, 2, 29)}
    assert database.ask('born + @"P6M"', types, [row]) == [dt.date(2020, 2, 29)]
    assert database.ask("full months between(born, today)", types, [row]) == [5]
    assert database.ask('born - @"P1Y6M"', types, [row]) == [dt.date(2018, 2, 28)]


def test_every_distance_of_days_around_february_is_the_evaluators(database: Database) -> None:
    days = [dt.date(2023, 12, 29) + dt.timedelta(number) for number in range(0, 800, 5)]
    days += [
        dt.date(2024, 2, 29),
        dt.date(2024, 2, 28),
        dt.date(2024, 3, 1),
        dt.date(2025, 2, 28),
        dt.date(2025, 3, 1),
    ]
    rows = [{"born": one, "today": other} for one, other in itertools.product(days[::7], days)]
    for text in ("full months between(born, today)", "full years between(today, born)"):
        database.ask(text, {"born": DATE, "today": DATE}, rows)


def test_a_half_is_rounded_away_from_zero_whatever_the_sign(database: Database) -> None:
    """Python cuts downwards, databases towards zero: nothing may hang on it."""
    numbers = list(range(-25, 26))
    rows = [{"n": number} for number in numbers]
    for name in ("floor", "ceiling", "round half up"):
        for divisor in (2, 3, 4, 7, 10):
            expected = [round_whole(number, divisor, _ROUNDINGS[name]) for number in numbers]
            assert database.ask(f"{name}(n / {divisor})", {"n": INTEGER}, rows) == expected
    assert database.ask("round half up(n * 0.5)", {"n": INTEGER}, [{"n": -5}, {"n": 5}]) == [-3, 3]
    assert database.ask("round half up(n, -1)", {"n": INTEGER}, [{"n": -15}, {"n": 15}]) == [-20, 20]


_ROUNDINGS: dict[str, Rounding] = {"floor": "floor", "ceiling": "ceiling", "round half up": "half up"}


def test_money_is_exact_to_the_fen(database: Database) -> None:
    """Where a binary fraction is a fen off: the nearest fraction to 0.005 is above it, to 1.005 below."""
    amounts = [*range(400), 179_303, 2_147_483_648, 100_500, 10**13 + 1, 10**13 + 5]
    rows = [{"pay": amount} for amount in amounts]
    ranges = Ranges(numbers={"pay": (0, 10**14)})
    for rate in ("0.005", "0.055", "1.005", "0.1"):
        exact = [int((Decimal(a) * Decimal(rate)).quantize(Decimal(1), ROUND_HALF_UP)) for a in amounts]
        assert database.ask(f"round half up(pay * {rate})", {"pay": MONEY}, rows, ranges=ranges) == exact


def test_money_is_not_mixed_with_numbers_nor_multiplied_by_money() -> None:
    for text in ("pay > 100", "pay * pay > yuan(1)", "pay + 1 = yuan(1)"):
        with pytest.raises(FeelTypeError):
            lower(parse(text), {"pay": MONEY})


def test_a_decimal_sum_is_no_binary_one(database: Database) -> None:
    assert database.ask("n * 0.1 + n * 0.2 = 0.3", {"n": INTEGER}, [{"n": 1}]) == [True]


def test_narrow_columns_do_not_overflow(database: Database) -> None:
    """A column of 16 bits times a thousand: everything is 64 bits before it is calculated with."""
    ranges = Ranges(numbers={"n": (0, 30_000), "m": (0, 2_000_000_000)})
    types, columns = {"n": INTEGER, "m": INTEGER}, {"n": "SMALLINT", "m": "INTEGER"}
    row = {"n": 30_000, "m": 2_000_000_000}
    assert database.ask("n * 1000 * 1000", types, [row], ranges=ranges, columns=columns) == [30_000_000_000]
    assert database.ask("m + m", types, [row], ranges=ranges, columns=columns) == [4_000_000_000]
    assert database.ask("(if n > 5 then 100000 else 7) * 100000", types, [row], ranges=ranges) == [10**10]


def test_whole_numbers_beyond_a_double_are_exact(database: Database) -> None:
    ranges = Ranges(numbers={"n": (0, 10**17)})
    row = {"n": 9_007_199_254_740_993}
    assert database.ask("n + 1", {"n": INTEGER}, [row], ranges=ranges) == [9_007_199_254_740_994]


def test_what_may_overflow_is_refused_and_the_proof_shows_who() -> None:
    types = {"n": INTEGER, "m": INTEGER}
    ranges = Ranges(numbers={"n": (0, 10**10), "m": (-5, 10**10)})
    lowered = lower(parse("n * m > 5"), types, ranges=ranges)
    for dialect in Dialect:
        with pytest.raises(FeelOutsideSubset, match="64 bits"):
            query_tree(lowered, layout=TableLayout(), dialect=dialect)
    (found,) = overflows(lowered, persons=Persons(ranges=ranges))
    assert isinstance(found.answer, Witness)
    n, m = found.answer.facts["n"], found.answer.facts["m"]
    assert isinstance(n, int)
    assert isinstance(m, int)
    assert abs(n * m) >= 2**63
    bounded = lower(parse("n * m > 5"), types, ranges=Ranges(numbers={"n": (0, 10**9), "m": (0, 10**9)}))
    assert overflows(bounded, persons=Persons()) == ()


def test_names_are_no_identifiers(database: Database) -> None:
    """Full-width letters stay what they are, and any name is a quoted column."""
    rows = [{"ＡＢ": 1, "AB": 2, '户籍（"本市"）': 3}]
    types = dict.fromkeys(rows[0], INTEGER)
    assert database.ask("ＡＢ + 10 * AB", types, rows) == [21]
    term = query_tree(
        lower(parse("n > 1"), {"n": INTEGER}),
        layout=TableLayout(columns={"n": ColumnNames('户籍（"本市"）')}),
        dialect=database.dialect,
    )
    found = database.run(f"SELECT {term.value.sql(dialect=database.dialect.value)} FROM asked AS person")
    assert found == [(True,)]


def test_columns_of_errors_count_characters() -> None:
    """A Chinese name is two characters, not six bytes."""
    with pytest.raises(FeelTypeError) as refused:
        lower(parse('户籍 = "本市" and 年龄 > "八十"'), {"户籍": TEXT, "年龄": INTEGER})
    assert refused.value.place.column == 15


def test_deep_nesting_ends_in_an_error_not_in_a_crash() -> None:
    for text in ("-" * 3000 + "n", "not(" * 950 + "flag" + ")" * 950, "(" * 10_000 + "n" + ")" * 10_000):
        with pytest.raises(FeelError) as refused:
            lower(parse(text), {"n": INTEGER, "flag": BOOLEAN})
        assert isinstance(refused.value, FeelLimitExceeded), text[:20]


def test_texts_are_quoted(database: Database) -> None:
    nasty = "it's; DROP TABLE asked; --\\"
    rows: list[Row] = [{"name": nasty}, {"name": "it"}, {}]
    quoted = nasty.replace("\\", "\\\\")
    assert database.ask(f'name = "{quoted}"', {"name": TEXT}, rows) == [True, False, UNKNOWN]


def test_codes_are_those_of_their_list(database: Database) -> None:
    """A code outside the list never reaches a database; an enumeration type of its own is compared as text."""
    with pytest.raises(FeelTypeError, match="not in the code list"):
        lower(parse('colour in ("red", "green")'), {"colour": COLOUR})
    database.run("DROP TABLE IF EXISTS asked")
    database.run("DROP TYPE IF EXISTS colours")
    database.run("CREATE TYPE colours AS ENUM ('red', 'blue')")
    rows: list[Row] = [{"colour": "red"}, {"colour": "blue"}, {}, {"colour": NOT_APPLICABLE}]
    columns = {"colour": "colours"}
    found = database.ask('colour in ("red")', {"colour": COLOUR}, rows, columns=columns)
    assert found == [True, False, UNKNOWN, False]


def test_a_fact_that_is_missing_has_no_default(database: Database) -> None:
    """An old person of unknown household is not paid, and not refused: undecided."""
    types = {"age": INTEGER, "household": COLOUR}
    rows: list[Row] = [{"age": 85}, {"age": 60}, {"household": "red"}]
    assert database.ask('age >= 80 and household = "red"', types, rows) == [UNKNOWN, False, UNKNOWN]
    assert evaluate(parse("age >= 80"), {}).needs == {"age"}


def test_a_division_comes_last() -> None:
    """A third of one, times three, is one for a fraction and a fen less for decimals: refused, with the way out."""
    for text in ("floor(n / 3 * 3)", "floor(n / 3 + n / 3 + n / 3)"):
        with pytest.raises(FeelOutsideSubset, match="divide last"):
            lower(parse(text), {"n": INTEGER})
    lower(parse("floor(n * 3 / 3)"), {"n": INTEGER}, ranges=Ranges(numbers={"n": (0, 9)}))
