"""Nothing is asked or demanded that another part of the same thing yields: for the thirteen, and for any package."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    compiled,
    concept,
    package,
    paper,
    requirement,
    service,
    words,
)
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.fact_paths import without_member
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.compiler.resolve import candidates_of
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource, Plan
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Output, PublicService


def asked_though_born(one_thing: OneThing, plan: Plan) -> set[str]:
    """Facts that a part certainly or possibly included gives birth to, and that somebody is asked all the same."""
    included = {task.service for task in plan.tasks if task.included is not False}
    born = {
        f"{who}.{fact.partition('.')[2]}"
        for name in included
        for output in one_thing.services[name].definition.outputs
        for fact in output.facts
        for who in candidates_of(one_thing.services[name], fact.partition(".")[0])
    }
    asked = {without_member(fact) for fact in plan.questions.open}
    asked |= {without_member(field.fact) for field in plan.fields if field.source is not FieldSource.OUTPUT}
    return asked & born


def brought_though_issued(one_thing: OneThing, plan: Plan) -> set[str]:
    """Papers that the applicant is to bring though an included part, admitted to the joint channel, issues them for
    the same person to a task that comes after it."""
    issued = {
        (output.evidence, who): task.service
        for task in plan.tasks
        if task.included
        for output in one_thing.services[task.service].definition.outputs
        if output.evidence is not None and output.of is not None
        for who in candidates_of(one_thing.services[task.service], output.of)
    }
    found = set()
    for planned in plan.evidence.papers:
        issuer = issued.get((planned.type, without_member(planned.of)))
        if planned.way is PaperWay.APPLICANT and planned.certain and issuer is not None:
            users = {use.task.partition("[")[0] for use in planned.uses}
            if any(need.service == issuer for user in users for need in one_thing.services[user].depends_on):
                found.add(planned.key)
    return found


@pytest.fixture(scope="module")
def things(definitions: LoadResult) -> tuple[OneThing, ...]:
    found = []
    for life_event in sorted(definitions.package.life_events):
        one_thing = compile_life_event(definitions.package, life_event, on=TODAY, region="430100").one_thing
        assert one_thing is not None
        found.append(one_thing)
    return tuple(found)


def test_of_the_thirteen_nothing_is_asked_that_a_part_yields(
    things: tuple[OneThing, ...], calendar: WorkingCalendar
) -> None:
    assert len(things) == 13
    for one_thing in things:
        reference = reference_facts(one_thing, TODAY)
        for facts in ({}, reference, dict(list(reference.items())[: len(reference) // 2])):
            plan = specialise(one_thing, facts, today=TODAY, calendar=calendar)
            assert not asked_though_born(one_thing, plan), one_thing.life_event.id
            assert not brought_though_issued(one_thing, plan), one_thing.life_event.id


FACTS = ("number", "citizen", "rich", "alpha", "beta")


@st.composite
def services(draw: st.DrawFn) -> tuple[PublicService, ...]:
    """Services in a row: each may need facts and papers, and yields some that no earlier one needs or yields."""
    count = draw(st.integers(2, 6))
    free_facts, free_papers = list(FACTS), ["p", "q", "r"]
    made: list[PublicService] = []
    for at in range(count):
        yields = [fact for fact in free_facts if draw(st.booleans())][:2] if at < count - 1 else []
        issues = [kind for kind in free_papers if draw(st.booleans())][:1] if at < count - 1 else []
        needs = draw(st.lists(st.sampled_from([f for f in FACTS if f not in yields] or ["name"]), max_size=3))
        papers = draw(
            st.lists(st.sampled_from([p for p in ("p", "q", "r", "own") if p not in issues]), max_size=2)
        )
        free_facts = [fact for fact in free_facts if fact not in yields and fact not in needs]
        free_papers = [kind for kind in free_papers if kind not in issues and kind not in papers]
        made.append(
            service(
                f"s{at}",
                facts=tuple(f"owner.{fact}" for fact in dict.fromkeys(needs)),
                evidence=tuple(requirement(kind, (paper(kind),)) for kind in dict.fromkeys(papers)),
                outputs=(
                    Output(id="facts", name=words("f"), facts=tuple(f"owner.{fact}" for fact in yields)),
                    *(Output(id=kind, name=words(kind), evidence=kind, of="owner") for kind in issues),
                ),
            )
        )
    return tuple(made)


@given(made=services(), order=st.permutations(range(6)))
@settings(max_examples=60)
def test_of_any_package_nothing_is_asked_that_a_part_yields(
    made: tuple[PublicService, ...], order: list[int]
) -> None:
    shuffled = [made[at] for at in order if at < len(made)]
    one_thing = compiled(package(*shuffled, concepts={"alpha": concept(), "beta": concept()}))
    known: tuple[Facts, ...] = ({}, {"owner.name": "x"})
    for facts in known:
        plan = specialise(one_thing, facts, today=TODAY, calendar=CALENDAR)
        assert not asked_though_born(one_thing, plan)
        assert not brought_though_issued(one_thing, plan)
