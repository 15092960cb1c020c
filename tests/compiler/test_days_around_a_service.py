"""What else has days: special procedures, latest safe days, and services that nobody applies for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.compiler.small_packages import CALENDAR, TODAY, compiled, package, service, words, working_days
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.marks import Certainty, least_certain
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import LatestDay, PublicService, SpecialProcedure
from yijian.core.vocabulary.time_limit import TimeUnit


def plan(facts: Facts, *services: PublicService) -> Plan:
    one_thing = compiled(package(*services))
    return specialise(one_thing, facts, today=TODAY, calendar=CALENDAR)


def procedure(
    name: str, days: int, *, usual: bool = False, counted: bool = False, when: str | None = None
) -> SpecialProcedure:
    return SpecialProcedure(
        id=name, name=words(name), limit=working_days(days), usual=usual, counted=counted, when=when
    )


def test_a_special_procedure_counts_where_its_condition_holds_or_may_hold() -> None:
    licence = service(
        "licence",
        days=5,
        special_procedures=(
            procedure("notice", 3, usual=True, when="owner.rich"),
            procedure("objection", 7),
            procedure("inside", 9, usual=True, counted=True),
        ),
    )
    rich, poor = plan({"owner.rich": True}, licence), plan({"owner.rich": False}, licence)
    unknown = plan({"owner.citizen": True}, licence)

    def figures(found: Plan) -> tuple[int | None, int | None, int | None]:
        return found.schedule.promised_days, found.schedule.typical_days, found.schedule.worst_days

    assert figures(rich) == (5, 8, 15)
    assert figures(poor) == (5, 5, 12)
    assert figures(unknown) == (5, 5, 15)


def test_each_procedure_that_can_occur_is_told_with_what_it_hangs_on() -> None:
    """One that certainly does not occur is left out; a service that publishes none is said to be silent."""
    licence = service(
        "licence",
        special_procedures=(
            procedure("notice", 3, usual=True, when="owner.rich"),
            procedure("objection", 7),
            procedure("test", 2, usual=True, when="owner.citizen"),
        ),
    )
    found = plan({"owner.rich": False}, licence, service("plain"), service("given", proactive=True)).stops
    assert [(stop.task, stop.procedure.id, stop.certain, stop.needs) for stop in found.items] == [
        ("licence", "objection", True, ()),
        ("licence", "test", False, ("owner.citizen",)),
    ]
    assert found.usual == ()
    assert found.silent == ("plain",)
    told = plan({"owner.rich": True, "owner.citizen": True}, licence).stops
    assert [stop.procedure.id for stop in told.usual] == ["notice", "test"]


def test_a_figure_is_as_sure_as_the_least_sure_of_what_it_rests_on() -> None:
    limit = replace(working_days(3), certainty=Certainty.RECALLED)
    recalled = replace(procedure("test", 2), limit=limit, certainty=Certainty.PUBLISHED)
    (stop,) = plan({}, service("licence", special_procedures=(recalled,))).stops.items
    assert least_certain(stop.facts) == limit
    assert least_certain((recalled, limit, replace(limit, certainty=Certainty.INFERRED))) == limit


NOTICE = LatestDay(
    id="notice", text=words("notice"), before="owner.born", amount=3, unit=TimeUnit.MONTH, when="owner.rich"
)


def test_the_latest_safe_day_is_reckoned_from_the_date_that_is_told() -> None:
    told = service("told", latest=(NOTICE,))
    (found,) = plan({"owner.rich": True, "owner.born": date(2027, 6, 1)}, told).latest_days
    assert (found.task, found.fact, found.day, found.passed) == (
        "told",
        "owner.born",
        date(2027, 3, 1),
        False,
    )
    (late,) = plan({"owner.rich": True, "owner.born": date(2027, 2, 23)}, told).latest_days
    assert (late.day, late.passed) == (date(2026, 11, 23), True)
    (open_,) = plan({"owner.rich": True}, told).latest_days
    assert (open_.day, open_.passed) == (None, None)


def test_a_latest_day_binds_only_where_its_condition_holds() -> None:
    told = service("told", latest=(NOTICE,))
    assert plan({"owner.rich": False, "owner.born": date(2027, 6, 1)}, told).latest_days == ()
    assert plan({"owner.born": date(2027, 6, 1)}, told).latest_days == ()


def test_where_nobody_applies_there_are_no_days_and_no_step() -> None:
    used, asked = service("used", days=35, proactive=True), service("asked", days=4)
    facts: Facts = {"owner.rich": True}
    alone = plan(facts, used)
    assert (alone.schedule.promised_days, alone.schedule.statutory_days) == (0, 0)
    assert alone.savings.steps is not None
    assert (alone.savings.steps.before, alone.savings.steps.after) == (0, 0)
    both = plan(facts, used, replace(asked))
    assert both.schedule.promised_days == 4
    assert both.savings.steps is not None
    assert (both.savings.steps.before, both.savings.steps.after) == (1, 1)
