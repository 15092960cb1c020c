"""The shipped one things: all checked and compiled, one after an edit, the next question, and a definition of 300 fields.

Seconds of the processor: all of it is computing, in one thread.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

import yaml

from benchmarks.measuring import Act, Ratio, in_turns, ratio, seconds_of
from yijian.connectors.definitions.loader import LoadResult, load_package
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import next_question
from yijian.core.errors import Text
from yijian.core.verification.checks import check_package
from yijian.core.vocabulary.concept import Concept, ConceptType, Entity
from yijian.core.vocabulary.life_event import Audience, LifeEvent, Participant, ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import InformationRequirement, PublicService, Role, ServiceKind

DEFINITIONS: Final = Path(__file__).parents[1] / "definitions"
ON: Final = date(2026, 11, 24)
REGION: Final = "430100"
ROUNDS: Final = 5
FIELDS: Final = 300


def measure() -> tuple[dict[str, float], dict[str, Ratio]]:
    """Figures in milliseconds; ratios against reading the YAML alone, and against the seconds that are promised."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEFINITIONS.rglob("*.yaml"))]
    loaded = load_package(DEFINITIONS)
    large = package_of_fields(FIELDS)

    def read_yaml() -> None:
        for text in texts:
            yaml.load(text, Loader=yaml.CSafeLoader)

    taken = in_turns(
        {
            "yaml": (read_yaml, 1),
            "check_and_compile": (lambda: check_and_compile(load_package(DEFINITIONS)), 1),
            "authors_tests": (lambda: run_all_tests(loaded), 1),
            "fields": (lambda: check_and_compile_one(large), 1),
        },
        rounds=ROUNDS,
        clock=time.process_time,
    )
    after_edit = {event: edited(loaded.package, event) for event in sorted(loaded.package.life_events)}
    questions = {event: next_questions(loaded, event) for event in sorted(loaded.package.life_events)}
    slowest_edit = max(after_edit, key=lambda event: median(after_edit[event]))
    slowest_question = max(questions, key=lambda event: max(questions[event]))
    figures = {
        "check_and_compile_13_ms": _in_ms(median(taken["check_and_compile"])),
        "authors_tests_of_13_ms": _in_ms(median(taken["authors_tests"])),
        "compile_after_edit_slowest_of_13_ms": _in_ms(median(after_edit[slowest_edit])),
        "next_question_median_of_13_ms": _in_ms(median(one for each in questions.values() for one in each)),
        "next_question_slowest_of_13_ms": _in_ms(max(questions[slowest_question])),
        "definition_of_300_fields_ms": _in_ms(median(taken["fields"])),
    }
    alone = "reading the YAML of all definitions with PyYAML's C parser"
    return figures, {
        "check_and_compile_13": ratio(
            taken["check_and_compile"], floor=taken["yaml"], against=alone, must=0.05
        ),
        "check_and_compile_13_in_2_s": _within(2.0, taken["check_and_compile"]),
        "compile_after_edit_in_300_ms": _within(0.3, after_edit[slowest_edit]),
        "next_question_in_10_ms": _within(0.01, questions[slowest_question]),
        "definition_of_300_fields_in_1_s": _within(1.0, taken["fields"]),
    }


def _processor(act: Act) -> float:
    return seconds_of(act, clock=time.process_time)


def _in_ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _within(limit: float, seconds: tuple[float, ...]) -> Ratio:
    """How many times over the work fits into the time that is promised for it."""
    value = round(limit / median(seconds), 3)
    return Ratio(value=value, must=1, against=f"{limit:g} s", runs=len(seconds))


def check_and_compile(read: LoadResult) -> None:
    """All checks, and every life event in every region that has rules and in none."""
    check_package(read.package, read.calendar)
    for event in read.package.life_events:
        regions = [one.region for one in read.package.overlays.values() if one.life_event == event]
        for region in (None, *regions):
            compile_life_event(read.package, event, on=ON, region=region)


def run_all_tests(read: LoadResult) -> None:
    """The tests that authors wrote."""
    for event, tests in read.author_tests.items():
        run_author_tests(read.package, event, tests, calendar=read.calendar)


def edited(package: DefinitionPackage, event: str) -> tuple[float, ...]:
    """Seconds to compile a life event, with its findings, after each of some edits of its first service."""
    identifier = package.life_events[event].services[0].service
    service = package.services[identifier]
    taken = []
    for number in range(ROUNDS):
        summary = Text(f"{service.summary.zh}{number}", f"{service.summary.en} {number}")
        told = replace(service.information[0], note=f"{number}") if service.information else None
        changed = replace(
            service,
            summary=summary,
            information=(told, *service.information[1:]) if told else (),
        )
        after = replace(package, services={**package.services, identifier: changed})
        taken.append(_processor(lambda held=after: compile_life_event(held, event, on=ON, region=REGION)))  # type: ignore[misc]  # the package of this round
    return tuple(taken)


def next_questions(read: LoadResult, event: str) -> tuple[float, ...]:
    """Seconds for the next question at every step of the interview of the reference case: the median of some runs each."""
    one_thing = compile_life_event(read.package, event, on=ON, region=REGION).one_thing
    if one_thing is None:
        raise RuntimeError(f"{event} does not compile")
    return tuple(
        median(
            _processor(lambda: next_question(one_thing, facts, today=ON, calendar=read.calendar))  # noqa: B023  # called at once
            for _ in range(3)
        )
        for facts in _steps(one_thing)
    )


def _steps(one_thing: OneThing) -> Iterator[Facts]:
    told: Facts = {}
    yield dict(told)
    for path, value in reference_facts(one_thing, ON).items():
        told[path] = value
        yield dict(told)


def package_of_fields(fields: int) -> DefinitionPackage:
    """One service that asks so many facts of one entity, every third under a condition on an earlier one."""
    name = Text("大表", "A large form")
    kinds = (ConceptType.BOOLEAN, ConceptType.TEXT, ConceptType.INTEGER)
    concepts = {
        f"f{at}": Concept(name=name, type=kinds[at % 3], question=Text(f"第 {at} 项？", f"Field {at}?"))
        for at in range(fields)
    }
    service = PublicService(
        id="office.form",
        name=name,
        authority="office",
        kind=ServiceKind.OTHER,
        summary=name,
        roles={"form": Role(entity="form")},
        information=tuple(
            InformationRequirement(fact=f"form.f{at}", when=f"form.f{at - at % 3}" if at % 3 == 1 else None)
            for at in range(fields)
        ),
    )
    event = LifeEvent(
        id="large",
        name=name,
        plain_name=name,
        summary=name,
        audience=Audience.PERSON,
        stage="life",
        lead="office",
        participants={"form": Participant(entity="form", name=name)},
        services=(ServiceUse(service="office.form"),),
        reference_case={f"form.f{at}": at % 2 == 0 for at in range(0, fields, 3)},
    )
    return DefinitionPackage(
        entities={"form": Entity(id="form", name=name, concepts=concepts)},
        services={service.id: service},
        life_events={event.id: event},
    )


def check_and_compile_one(package: DefinitionPackage) -> None:
    """Check a package of one life event and compile it."""
    check_package(package)
    for event in package.life_events:
        if compile_life_event(package, event, on=ON, region=None).one_thing is None:
            raise RuntimeError("the large definition does not compile")
