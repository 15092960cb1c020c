"""What a change of definitions would do to the cases that run: worked out for each, done to none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.usecases.world import World
from yijian.core.compiler.difference import CaseEffect, RunningCase, effects_on
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.life_event import LifeEvent
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Criterion, PublicService
from yijian.storage.models import Case
from yijian.usecases.oversee import running_cases

REGISTRATION = "police.birth-registration"
Change = Callable[[DefinitionPackage], DefinitionPackage]


def running(world: World) -> list[RunningCase]:
    return list(running_cases(ports=world.ports, life_events=("newborn",)))


def effects(world: World, change: Change | None) -> list[CaseEffect]:
    """The effects on all running cases of changing the package; None: the life event is gone."""
    cases = running(world)
    things: dict[tuple[str, str | None], OneThing | None] = {}
    today = local_date(world.clock.now())
    for case in cases if change is not None else ():
        assert change is not None
        package = change(world.ports.definitions.package())
        things["newborn", case.region] = compile_life_event(
            package, "newborn", on=today, region=case.region
        ).one_thing
    return list(effects_on(cases, things, today=today, calendar=world.ports.definitions.calendar()))


def with_service(package: DefinitionPackage, service: PublicService) -> DefinitionPackage:
    return replace(package, services={**package.services, service.id: service})


def with_event(package: DefinitionPackage, event: LifeEvent) -> DefinitionPackage:
    return replace(package, life_events={**package.life_events, event.id: event})


def test_only_cases_that_run_are_looked_at(world: World) -> None:
    _, case_id = world.dispatched()
    assert [(one.case, one.status) for one in running(world)] == [
        (case_id, Case.objects.get(case_id=case_id).status)
    ]
    assert list(running_cases(ports=world.ports, life_events=("retirement",))) == []
    Case.objects.filter(case_id=case_id).update(final=True)
    assert running(world) == []


def test_the_same_definitions_touch_nothing(world: World) -> None:
    world.dispatched()
    (one,) = effects(world, lambda package: package)
    assert not one.is_touched
    assert one.is_harmless


def test_a_criterion_that_the_family_does_not_meet(world: World) -> None:
    _, case_id = world.dispatched()

    def stricter(package: DefinitionPackage) -> DefinitionPackage:
        service = package.services[REGISTRATION]
        rule = Criterion(id="girls", text=service.name, rule='child.name = "somebody else"')
        return with_service(package, replace(service, criteria=(*service.criteria, rule)))

    (one,) = effects(world, stricter)
    assert one.case == case_id
    assert one.unmet == (f"{REGISTRATION}/girls",)
    assert one.is_touched
    assert not one.is_harmless
    assert not one.lost


def test_an_answer_that_is_not_taken_any_more_is_lost_and_its_value_not_told(world: World) -> None:
    """The choice that the family made is gone from the dictionary."""
    world.dispatched()
    (case,) = running(world)
    told = case.facts["application.delivery_mode"]

    def without_choice(package: DefinitionPackage) -> DefinitionPackage:
        entity = package.entities["application"]
        concept = entity.concepts["delivery_mode"]
        other = replace(concept, codes=tuple(code for code in concept.codes if code.code != told))
        concepts = {**entity.concepts, "delivery_mode": other}
        entities = {**package.entities, "application": replace(entity, concepts=concepts)}
        event = package.life_events["newborn"]
        typical = {path: fact for path, fact in event.reference_case.items() if fact != told}
        return with_event(replace(package, entities=entities), replace(event, reference_case=typical))

    (one,) = effects(world, without_choice)
    assert [answer.path for answer in one.lost] == ["application.delivery_mode"]
    assert "application.delivery_mode" in one.to_ask


def test_a_service_that_is_dropped_and_a_life_event_that_is_gone(world: World) -> None:
    world.dispatched()

    def without_service(package: DefinitionPackage) -> DefinitionPackage:
        event = package.life_events["newborn"]
        kept = tuple(use for use in event.services if use.service != "health.vaccination-book")
        return with_event(package, replace(event, services=kept))

    (one,) = effects(world, without_service)
    assert one.services_removed == ("health.vaccination-book",)
    (one,) = effects(world, None)
    assert one.gone
    assert one.is_touched
