"""The adaptive questionnaire, on small definitions where the best question is plain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.small_packages import (
    CALENDAR,
    TODAY,
    codes,
    compiled,
    concept,
    package,
    paper,
    requirement,
    service,
    words,
)
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.plan import next_question, specialise
from yijian.core.compiler.questions import in_order, interview, questions_as_in
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.life_event import Admission, Participant, RegionOverlay, ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts
from yijian.core.vocabulary.service import Criterion, Output


def of_rules(*rules: str, **more: object) -> OneThing:
    """One service with a paper for each rule."""
    papers = tuple(requirement(f"r{n}", (paper(f"p{n}"),), when=rule) for n, rule in enumerate(rules))
    flags = {name: concept(ConceptType.BOOLEAN) for name in "abcd"}
    return compiled(package(service("s", evidence=papers), concepts={**flags, **more}))  # type: ignore[dict-item]  # concepts


def situation(one_thing: OneThing, facts: Facts | None = None, **skipped: bool) -> Situation:
    """Somebody of whom little is known."""
    return Situation(
        one_thing=one_thing,
        facts=facts or {},
        today=TODAY,
        skipped=frozenset(f"owner.{name}" for name in skipped),
    )


def test_the_fact_that_decides_most_comes_first() -> None:
    """`a` alone can decide all three rules."""
    one_thing = of_rules("owner.a and owner.b", "owner.a and owner.c", "owner.a and owner.d")
    assert in_order(situation(one_thing))[0] == "owner.a"
    assert in_order(situation(one_thing, {"owner.a": False})) == ()


def test_a_quick_question_comes_before_a_slow_one() -> None:
    """Either decides as much; the cost differs."""
    slow = concept(ConceptType.BOOLEAN, seconds_to_answer=90)
    one_thing = of_rules("owner.a and owner.b", a=slow)
    assert in_order(situation(one_thing))[0] == "owner.b"


def test_what_cannot_change_anything_is_not_asked() -> None:
    """A fact that the known ones make irrelevant disappears, and comes back with them."""
    one_thing = of_rules("if owner.a then owner.b else owner.c")
    assert set(in_order(situation(one_thing))) == {"owner.a", "owner.b", "owner.c"}
    assert in_order(situation(one_thing, {"owner.a": True})) == ("owner.b",)


def test_what_may_not_apply_waits_for_what_decides_that() -> None:
    """The group of a person is asked only of citizens, so citizenship is asked first."""
    one_thing = of_rules('owner.group = "a"')
    assert in_order(situation(one_thing)) == ("owner.citizen", "owner.group")
    assert in_order(situation(one_thing, {"owner.citizen": False})) == ()
    assert in_order(situation(one_thing, {"owner.citizen": True})) == ("owner.group",)


def test_somebody_who_does_not_know_is_not_asked_again() -> None:
    """Skipping a fact leaves the others."""
    one_thing = of_rules("owner.a and owner.b")
    assert in_order(situation(one_thing, a=True)) == ("owner.b",)


def test_a_fact_that_another_part_gives_birth_to_is_never_asked() -> None:
    """Even where a rule reads it."""
    births = service("births", outputs=(Output(id="o", name=words("o"), facts=("owner.rich",)),))
    reads = service(
        "reads", facts=("owner.rich",), evidence=(requirement("r", (paper("p"),), when="owner.rich"),)
    )
    one_thing = compiled(package(births, reads))
    assert one_thing.questions == ()
    assert in_order(situation(one_thing)) == ()


def test_once_one_condition_of_admission_fails_the_others_are_not_asked() -> None:
    """Whoever is out is out; only what shapes the services is still asked."""
    conditions = tuple(Criterion(id=n, text=words(n), rule=f"owner.{n}") for n in ("rich", "citizen"))
    overlay = RegionOverlay(
        region="1", region_name=words("r"), life_event="event", admission=Admission(conditions=conditions)
    )
    one_thing = compiled(package(service("s"), overlay=overlay), region="1")
    assert set(in_order(situation(one_thing))) == {"owner.rich", "owner.citizen"}
    assert in_order(situation(one_thing, {"owner.rich": False})) == ()
    plan = specialise(one_thing, {"owner.rich": False}, today=TODAY, calendar=CALENDAR)
    assert plan.admission.admitted is False


def test_the_expectation_is_that_of_the_tree() -> None:
    """`a and b`: one question half of the time, else two."""
    one_thing = of_rules("owner.a and owner.b")
    expected = interview(situation(one_thing))
    assert (expected.mean, expected.least, expected.most) == (1.5, 1, 2)


def test_codes_that_no_rule_tells_apart_are_tried_once() -> None:
    """Ten codes, one of them named: two answers stand for all, with their weights."""
    many = concept(ConceptType.CODE, codes=codes(*"abcdefghij"))
    one_thing = of_rules('owner.letter = "c"', letter=many)
    assert representatives(situation(one_thing), "owner.letter") == (("c", 0.1), ("a", 0.9))


def test_dates_are_tried_on_both_sides_of_every_limit() -> None:
    """Half a year back from today, and no day that cannot be answered."""
    one_thing = of_rules('owner.born > today - @"P6M"')
    days = [value for value, _ in representatives(situation(one_thing), "owner.born")]
    assert [str(day) for day in days] == ["2026-05-23", "2026-05-24", "2026-05-25", "2026-11-24"]


def test_a_member_count_is_asked_where_there_can_be_several() -> None:
    """Up to as many as there can be."""
    crowd = {"owner": Participant(entity="person", name=words("o"), many=True, most=3)}
    one_thing = compiled(package(service("s"), participants=crowd))
    assert in_order(situation(one_thing)) == ("owner.count",)
    assert [value for value, _ in representatives(situation(one_thing), "owner.count")] == [1, 2, 3]


def optional_service() -> DefinitionPackage:
    """An optional service for the rich, with a paper for citizens."""
    return package(
        service("s", evidence=(requirement("r", (paper("p"),), when="owner.citizen"),)),
        uses=(ServiceUse(service="s", optional=True, when="owner.rich"),),
    )


def test_a_paper_of_a_service_that_is_not_wanted_is_not_asked_about() -> None:
    """First whether the service is part of it at all, then its papers."""
    one_thing = compiled(optional_service())
    assert in_order(situation(one_thing, {"wants:s": False})) == ()
    assert in_order(situation(one_thing, {"owner.rich": False})) == ()
    assert in_order(situation(one_thing, {"wants:s": True, "owner.rich": True})) == ("owner.citizen",)


@given(st.lists(st.booleans(), min_size=4, max_size=4), st.integers(0, 2))
@settings(max_examples=30, deadline=None)
def test_asking_only_what_is_open_decides_every_rule(answers: list[bool], which: int) -> None:
    """Law: when nothing is open any more, the papers are those of the full answers."""
    rules = (
        ("owner.a and (owner.b or owner.c)", "owner.d or owner.a"),
        ("if owner.a then owner.b else owner.c and owner.d",),
        ("owner.a != owner.b", "owner.b != owner.c", "owner.c or owner.d"),
    )[which]
    one_thing = of_rules(*rules)
    full: Facts = {f"owner.{name}": value for name, value in zip("abcd", answers, strict=True)}
    told: Facts = {}
    while order := in_order(situation(one_thing, told)):
        told[order[0]] = full[order[0]]
    papers = [
        {paper.key for paper in specialise(one_thing, facts, today=TODAY, calendar=CALENDAR).evidence.papers}
        for facts in (told, full)
    ]
    assert papers[0] == papers[1]


@pytest.mark.parametrize("told", [0, 4, 11])
def test_the_usual_number_is_that_of_the_interview_of_the_reference_case(
    newborn: OneThing, told: int
) -> None:
    """Asked question by question as the platform asks: the number says before how many there will have been."""
    case = reference_facts(newborn, TODAY)
    facts: Facts = {}
    said_before, asked = -1, 0
    while question := next_question(newborn, facts, today=TODAY, calendar=CALENDAR):
        if asked == told:
            said_before = specialise(newborn, facts, today=TODAY, calendar=CALENDAR).questions.usual
        facts[question.fact] = case[question.fact]
        asked += 1
    assert said_before == asked - told > 0
    assert specialise(newborn, facts, today=TODAY, calendar=CALENDAR).questions.usual == 0


def test_what_the_reference_case_does_not_say_is_answered_for_it() -> None:
    """The simulation ends, and asks no more than there is to ask."""
    one_thing = of_rules("owner.a and owner.b", "owner.c")
    assert 2 <= questions_as_in(situation(one_thing), {"owner.a": True}) <= 3
    assert questions_as_in(situation(one_thing), {"owner.a": False, "owner.b": False}) == 2
