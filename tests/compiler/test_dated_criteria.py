"""A case is judged by the rules in force on its day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.compiler.small_packages import CALENDAR, package, service, words
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.life_event import Admission, RegionOverlay
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Criterion, Effective

OLD = Criterion(id="old", text=words("old"), rule="owner.rich", effective=Effective(until="2026-06-30"))
NEW = Criterion(
    id="new",
    text=words("new"),
    rule="owner.citizen",
    effective=Effective(since="2026-07-01"),
    replaces="old",
)
ALWAYS = Criterion(id="always", text=words("always"), rule="owner.rich or owner.citizen")
OVERLAY = RegionOverlay(
    region="1", region_name=words("r"), life_event="event", admission=Admission(conditions=(OLD, NEW, ALWAYS))
)


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        ("2026-06-30", ["old", "always"]),
        ("2026-07-01", ["new", "always"]),
    ],
)
def test_only_the_rules_of_the_day_count(on: str, in_force: list[str]) -> None:
    definitions = package(service("a", criteria=(OLD, NEW, ALWAYS)), overlay=OVERLAY)
    day = date.fromisoformat(on)
    one_thing = compile_life_event(definitions, "event", on=day, region="1").one_thing
    assert one_thing is not None
    told: Facts = {"owner.rich": True, "owner.citizen": False}
    plan = specialise(one_thing, told, today=day, calendar=CALENDAR)
    (task,) = plan.tasks
    assert [result.condition.id for result in task.criteria] == in_force
    assert [result.condition.id for result in plan.admission.conditions] == in_force
    assert plan.admission.admitted is (in_force[0] == "old")


def test_the_questions_are_those_of_the_day() -> None:
    definitions = package(service("a", criteria=(OLD, NEW)))
    asked = {}
    for on in ("2026-06-30", "2026-07-01"):
        one_thing = compile_life_event(definitions, "event", on=date.fromisoformat(on), region=None).one_thing
        assert one_thing is not None
        asked[on] = one_thing.questions
    assert asked == {"2026-06-30": ("owner.rich",), "2026-07-01": ("owner.citizen",)}
