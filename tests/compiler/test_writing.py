"""One field for several services that write and bound it differently; each service keeps its own writing."""

from __future__ import annotations

from typing import Any

from tests.compiler.small_packages import CALENDAR, TODAY, compiled, concept, package, service, words
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.life_event import ServiceUse
from yijian.core.vocabulary.plan import PlannedField
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import InformationRequirement, PublicService
from yijian.core.vocabulary.units import Unit
from yijian.core.vocabulary.writing import DateForm, Writing

CONCEPTS = {
    "area": concept(ConceptType.INTEGER, minimum="1", unit=Unit.SQUARE_METRE),
    "note": concept(max_length=80),
}


def asking(name: str, fact: str, **more: Any) -> PublicService:
    base = service(name)
    return PublicService(
        id=name,
        name=words(name),
        authority=base.authority,
        kind=base.kind,
        summary=base.summary,
        roles=base.roles,
        time_limits=base.time_limits,
        information=(InformationRequirement(fact=f"owner.{fact}", **more),),
    )


def field_of(
    *services: PublicService, facts: Facts, uses: tuple[ServiceUse, ...] | None = None
) -> PlannedField:
    one_thing = compiled(package(*services, uses=uses, concepts=CONCEPTS))
    plan = specialise(one_thing, facts, today=TODAY, calendar=CALENDAR)
    (field,) = plan.fields
    return field


def test_what_is_asked_once_keeps_the_writing_of_each_service() -> None:
    one_thing = compiled(
        package(
            asking("a", "born", written=Writing(date=DateForm.COMPACT)),
            asking("b", "born", written=Writing(date=DateForm.CHINESE)),
            asking("c", "born"),
        )
    )
    (field,) = one_thing.form.fields
    forms = {use.service: use.written.date if use.written else None for use in field.uses}
    assert forms == {"a": DateForm.COMPACT, "b": DateForm.CHINESE, "c": None}


def test_the_form_takes_the_strictest_bounds_of_whoever_needs_the_field() -> None:
    wide = asking("a", "area", minimum="10", maximum="500")
    narrow = asking("b", "area", maximum="60")
    field = field_of(wide, narrow, facts={"owner.rich": True})
    assert (field.minimum, field.maximum, field.unit) == ("10", "60", Unit.SQUARE_METRE)
    uses = (ServiceUse(service="a"), ServiceUse(service="b", when="owner.rich"))
    alone = field_of(wide, narrow, facts={"owner.rich": False}, uses=uses)
    assert (alone.minimum, alone.maximum) == ("10", "500")


def test_the_shortest_length_counts_and_never_more_than_the_dictionary_allows() -> None:
    field = field_of(asking("a", "note", max_length=20), asking("b", "note"), facts={"owner.rich": True})
    assert field.max_length == 20
    longer = field_of(asking("a", "note", max_length=200), facts={"owner.rich": True})
    assert longer.max_length == 80


def test_the_bound_today_is_compared_as_the_day_it_is() -> None:
    field = field_of(
        asking("a", "born", maximum="2026-11-01"),
        asking("b", "born", minimum="2000-01-01"),
        facts={"owner.rich": True},
    )
    assert (field.minimum, field.maximum) == ("2000-01-01", "2026-11-01")
    later = field_of(asking("a", "born", maximum="2030-01-01"), facts={"owner.rich": True})
    assert later.maximum == "today"
