"""What holds for every one thing that is shipped: complete, tested by its author, and honest about its days."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.verification.conftest import DEFINITIONS
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.facts import read_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.verification.findings import Finding, Severity
from yijian.core.verification.whole_times import times_of_whole
from yijian.core.vocabulary.life_event import Audience

ENTERPRISE = {
    "bankruptcy-check": 10,
    "credit-repair": 5,
    "enterprise-change": 6,
    "enterprise-dereg": 9,
    "listing-check": 49,
    "restaurant": 7,
    "transport-company": 3,
    "utilities": 6,
}
"""How many services each one thing of a firm consists of."""
PERSON = ("disability", "newborn", "retirement", "school-enrolment", "social-security-card")
THINGS = (*sorted(ENTERPRISE), *PERSON)
FEWEST_TESTS = 6


def test_the_thirteen_of_the_first_batch_are_there(loaded: LoadResult) -> None:
    events = loaded.package.life_events
    assert {name for name, event in events.items() if event.audience is Audience.ENTERPRISE} == set(
        ENTERPRISE
    )
    assert {name for name, event in events.items() if event.audience is Audience.PERSON} == set(PERSON)
    assert {name: len(events[name].services) for name in ENTERPRISE} == ENTERPRISE


def test_nothing_forbids_publication(findings: tuple[Finding, ...]) -> None:
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    assert not [finding for finding in findings if finding.code == "MARK_MISSING"]


@pytest.mark.parametrize("thing", THINGS)
def test_the_authors_tests_hold(loaded: LoadResult, thing: str) -> None:
    tests = loaded.author_tests[thing]
    assert len(tests) >= FEWEST_TESTS
    assert run_author_tests(loaded.package, thing, tests, calendar=loaded.calendar) == ()


@pytest.mark.parametrize("thing", THINGS)
def test_it_compiles_in_changsha_and_its_reference_case_leaves_nothing_open(
    loaded: LoadResult, thing: str
) -> None:
    compilation = compile_life_event(loaded.package, thing, on=date(2026, 11, 24), region="430100")
    assert compilation.one_thing is not None
    assert compilation.findings == ()


@pytest.mark.parametrize("thing", THINGS)
def test_no_case_of_an_author_is_done_sooner_than_everybody_or_later_than_anybody(
    loaded: LoadResult, thing: str
) -> None:
    """What the check says of the whole agrees with the schedule, for every case in which all is decided."""
    package, decided = loaded.package, 0
    overlay = package.overlays[f"430100/{thing}"]
    times = times_of_whole(package, package.life_events[thing], overlay)
    assert times is not None
    least, most = times
    assert least.days <= most.days
    one_thing = compile_life_event(package, thing, on=date(2026, 11, 24), region="430100").one_thing
    assert one_thing is not None
    for test in loaded.author_tests[thing]:
        if test.region != "430100" or test.date != "2026-11-24" or not test.facts:
            continue
        facts = read_facts(one_thing, test.facts)
        plan = specialise(one_thing, facts, today=date.fromisoformat(test.date), calendar=loaded.calendar)
        units = {task.limit.unit.value for task in plan.included if task.limit is not None}
        applied_for = not any(package.services[task.service].proactive for task in plan.included)
        days = plan.schedule.promised_days
        certain = applied_for and all(task.included is not None for task in plan.tasks)
        if days is not None and units == {"working_day"} and certain:
            decided += 1
            assert least.days <= days <= most.days, test.name.en
    proactive = any(package.services[use.service].proactive for use in package.life_events[thing].services)
    assert decided >= 2 or proactive


def test_every_folder_of_an_authority_says_what_is_in_it() -> None:
    """Each service is named in the README beside it."""
    for folder in sorted((DEFINITIONS / "services").iterdir()):
        text = (folder / "README.md").read_text(encoding="utf-8")
        named = set(re.findall(r"`([a-z-]+\.[a-z-]+)`", text))
        assert {f"{folder.name}.{path.stem}" for path in folder.glob("*.yaml")} <= named, folder.name
