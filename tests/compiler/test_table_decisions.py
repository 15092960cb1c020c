"""Decision tables in plans: which row decided, in words, and the shipped tables against what their source says."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.compiler.small_packages import CALENDAR
from tests.verification.golden_corpus import BASE, CORPUS
from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.compiler.rule_words import Subject, rule_words
from yijian.core.compiler.rules import rule_of
from yijian.core.compiler.table_decisions import table_subject, words_of_decision
from yijian.core.errors import Text
from yijian.core.feel import UNKNOWN, YearsMonths, evaluate
from yijian.core.verification.table_uses import read_tables
from yijian.core.vocabulary.canonical import from_plain, to_plain
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import ConditionResult, TableDecision
from yijian.core.vocabulary.provenance import Facts

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def thing() -> OneThing:
    """The example with tables: `fare < 20 or band.amount >= yuan(100) or best = 20`."""
    with TemporaryDirectory() as holding:
        whole = Path(shutil.copytree(BASE, Path(holding) / "definitions"))
        shutil.copytree(CORPUS / "good" / "decision-tables", whole, dirs_exist_ok=True)
        compiled = compile_life_event(load_package(whole).package, "move", on=TODAY, region=None).one_thing
    assert compiled is not None
    return compiled


def criterion(thing: OneThing, facts: Facts) -> ConditionResult:
    plan = specialise(thing, facts, today=TODAY, calendar=CALENDAR)
    (found,) = next(task for task in plan.tasks if task.service == "office.first").criteria
    return found


def test_the_artefact_takes_along_its_tables_and_what_was_written(thing: OneThing) -> None:
    assert set(thing.decision_tables) == {"fare", "band", "best", "points"}
    assert set(thing.written.values()) == {
        "fare < 20 or band.amount >= yuan(100) or best = 20",
        "points >= 10",
    }
    assert from_plain(OneThing, to_plain(thing)) == thing


def test_the_rows_that_decided_are_named(thing: OneThing) -> None:
    told: Facts = {"person.colour": "01", "person.resident": True, "person.birth_date": date(1948, 1, 1)}
    result = criterion(thing, told)
    assert result.holds is True
    # `fare < 20` holds whatever the others say, but no table alone is what the verdict hangs on
    assert TableDecision(table="fare", rows=(1,)) in result.tables
    assert TableDecision(table="best", rows=(2,)) in result.tables
    assert TableDecision(table="band", rows=(1,)) in result.tables


def test_where_no_row_applies_the_default_decided(thing: OneThing) -> None:
    told: Facts = {"person.colour": "03", "person.resident": False, "person.birth_date": date(1990, 1, 1)}
    result = criterion(thing, told)
    assert set(result.tables) == {
        TableDecision(table="fare", rows=()),
        TableDecision(table="band", rows=()),
        TableDecision(table="best", rows=()),
    }
    band, fare = thing.decision_tables["band"], thing.decision_tables["fare"]
    assert words_of_decision(band, TableDecision(table="band", rows=())) == Text(
        "“示例标准”表没有适用的行，按表的默认值", "No row of the table “Example” applies: by its default"
    )
    assert "没有适用的行" in words_of_decision(fare, TableDecision(table="fare", rows=())).zh


def test_a_table_that_waits_for_facts_has_decided_nothing(thing: OneThing) -> None:
    result = criterion(thing, {"person.resident": True})
    assert result.holds is None
    assert "person.colour" in result.needs
    assert not result.tables


def test_the_note_of_a_row_is_said(thing: OneThing) -> None:
    decision = TableDecision(table="band", rows=(1,))
    assert words_of_decision(thing.decision_tables["band"], decision) == Text(
        "按“示例标准”表第 1 行：示例办法第三条", "By row 1 of the table “Example”: 示例办法第三条"
    )


def test_a_rule_that_names_tables_has_words(thing: OneThing) -> None:
    subjects = {"person": Subject(Text("您", "you"), thing.entities["person"], alone=True)}
    tables = {name: table_subject(table) for name, table in thing.decision_tables.items()}
    assert rule_words("fare < 20 and person.resident", {**subjects, **tables}) == Text(
        "“示例标准”表里的值少于 20，并且本地人",
        "the value in the table “Example” is less than 20, and resident",
    )
    assert rule_words("band.band >= 2", tables) is not None


def test_a_table_that_the_verdict_does_not_hang_on_is_not_named(definitions: LoadResult) -> None:
    """Who retires early is not judged by the age at which all retire."""
    thing = compile_life_event(definitions.package, "retirement", on=TODAY, region=None).one_thing
    assert thing is not None
    facts = {**reference_facts(thing, TODAY), "retirement.choice": "early"}
    plan = specialise(thing, facts, today=TODAY, calendar=definitions.calendar)
    task = next(one for one in plan.tasks if one.service == "hr.retirement-eligibility")
    decided = {one.condition.id: {table.table for table in one.tables} for one in task.criteria}
    assert decided["age"] == set()
    assert decided["early"] == {"retirement-age"}
    assert decided["contribution"] == {"minimum-contribution"}


# The shipped tables


def test_the_minimum_contribution_is_that_of_its_source(definitions: LoadResult) -> None:
    """15 years; from 2030 six months more each year, up to 20 years."""
    table = read_tables(definitions.package)["minimum_contribution"].usable
    assert table is not None
    for year in range(2024, 2046):
        expected = 180 if year < 2030 else min(240, 180 + 6 * (year - 2029))
        for day in (date(year, 1, 1), date(year, 12, 31)):
            assert evaluate(table.expression(), {"retirement": {"date": day}}).value == expected


@pytest.mark.parametrize(
    ("category", "former", "begins", "step", "most"),
    [("male60", 720, 1965, 4, 36), ("female55", 660, 1970, 4, 36), ("female50", 600, 1975, 2, 60)],
)
def test_the_retirement_age_is_that_of_its_source(
    definitions: LoadResult, category: str, former: int, begins: int, step: int, most: int
) -> None:
    """A month more for every four (or two) months by which one is born after the first who retire later."""
    table = read_tables(definitions.package)["retirement_age"].usable
    assert table is not None
    for months in range(-24, 12 * 16):
        born = date(begins + months // 12, months % 12 + 1, 1)
        facts = {"retirement": {"category": category, "birth_date": born}}
        delay = 0 if months < 0 else min(most, months // step + 1)
        assert evaluate(table.expression("months"), facts).value == former + delay
        assert evaluate(table.expression("former"), facts).value == former


def test_the_shipped_tables_are_sound(definitions: LoadResult) -> None:
    tables = read_tables(definitions.package)
    assert set(tables) == {"least_publication", "minimum_contribution", "retirement_age"}
    for table in tables.values():
        assert not table.cells.problems
        assert table.definition.source in definitions.package.sources
        assert all(rule_of(text) for text in definitions.package.written)


@pytest.mark.parametrize("field", ["market", "food_drug_equipment", "work_safety", "fire", "other"])
def test_the_least_publication_is_that_of_its_source(definitions: LoadResult, field: str) -> None:
    """Three months; a year for food, drugs and special equipment, and for the graver safety and fire penalties."""
    table = read_tables(definitions.package)["least_publication"].usable
    assert table is not None
    grave_from = {"work_safety": 10_000_000, "fire": 3_500_000}.get(field)  # fen
    for fen in (0, 3_499_999, 3_500_000, 9_999_999, 10_000_000):
        for stopped in (True, False):
            penalty = {"field": field, "amount": Decimal(fen), "stopped_or_revoked": stopped}
            grave = grave_from is not None and (fen >= grave_from or stopped)
            months = 12 if field == "food_drug_equipment" or grave else 3
            assert evaluate(table.expression(), {"penalty": penalty}).value == YearsMonths(months)


def test_after_a_year_nobody_asks_how_grave_a_penalty_was(definitions: LoadResult) -> None:
    """The comparison comes out alike in every row of the table."""
    service = definitions.package.services["market.penalty-repair"]
    criterion = next(one for one in service.criteria if one.id == "published-long-enough")
    rule = rule_of(criterion.rule)
    told = {"field": "fire", "amount": UNKNOWN, "stopped_or_revoked": UNKNOWN}
    long_ago = rule.verdict({"today": TODAY, "penalty": {**told, "decided_on": date(2025, 11, 24)}})
    assert (long_ago.holds, long_ago.needs) == (True, frozenset())
    half_a_year = rule.verdict({"today": TODAY, "penalty": {**told, "decided_on": date(2026, 5, 24)}})
    assert half_a_year.needs == {"penalty.amount", "penalty.stopped_or_revoked"}
