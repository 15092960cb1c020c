"""Questions that share a page: nobody is asked anything for it that they would not be asked one at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.compiler_questions import one_thing_of
from benchmarks.question_judge import random_rules
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
from yijian.core.compiler.plan import next_page, next_question, specialise
from yijian.core.compiler.question_pages import MOST_ON_A_PAGE, page_of, subject_of
from yijian.core.compiler.questions import in_order
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.concept import Concept, ConceptType
from yijian.core.vocabulary.life_event import Participant, ServiceUse
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.service import Role

_FLAG = concept(ConceptType.BOOLEAN)


def of_rules(*rules: str, **more: Concept) -> Situation:
    """One service with a paper for each rule over the yes/no facts `a` to `f` of its owner."""
    papers = tuple(requirement(f"r{n}", (paper(f"p{n}"),), when=rule) for n, rule in enumerate(rules))
    one_thing = compiled(
        package(service("s", evidence=papers), concepts=dict.fromkeys("abcdef", _FLAG) | more)
    )
    return Situation(one_thing=one_thing, facts={}, today=TODAY)


def page(*rules: str, **more: Concept) -> set[str]:
    """The names of the facts on the first page."""
    return {fact.removeprefix("owner.") for fact in page_of(of_rules(*rules, **more))}


def test_what_is_asked_whatever_is_answered_shares_a_page() -> None:
    assert page("owner.a", "owner.b", "owner.c") == {"a", "b", "c"}


def test_what_an_answer_can_spare_stands_on_a_later_page() -> None:
    """Without `a` nobody is asked for `b`, and the other way round; `c` is asked of everybody, but perhaps not at once."""
    assert len(page("owner.a and owner.b")) == 1
    assert len(page("owner.a and owner.b", "owner.a and owner.c", "owner.a and owner.d")) == 1
    assert page("if owner.a then owner.b else owner.c") == {"a"}


def test_not_knowing_an_answer_counts_as_one() -> None:
    """With `c` known only `e` is left to ask for, whatever `c` is; without it `a` comes in between."""
    first = of_rules("owner.c and (owner.a or owner.c)", "owner.e")
    assert in_order(first)[0] == "owner.c"
    assert {in_order(first.told("owner.c", yes)) for yes in (True, False)} == {("owner.e",)}
    assert in_order(first.not_known("owner.c"))[0] == "owner.a"
    assert page_of(first) == ("owner.c",)


def test_a_page_never_holds_more_than_is_read_at_a_glance() -> None:
    first = of_rules(*(f"owner.{name}" for name in "abcdef"))
    assert len(page_of(first)) == MOST_ON_A_PAGE == 4
    for fact in page_of(first):
        first = first.told(fact, True)
    assert len(page_of(first)) == 2
    assert page_of(first.told("owner.e", False).told("owner.f", False)) == ()


def test_an_answer_that_cannot_be_tried_value_by_value_ends_its_page() -> None:
    """A day can be any day: what comes after it cannot be said beforehand, even where it would be the same."""
    slow = concept(ConceptType.BOOLEAN, seconds_to_answer=90)
    quick_day = concept(ConceptType.DATE, maximum="today", seconds_to_answer=1)
    assert page('owner.day > @"2026-01-01"', "owner.e", day=quick_day) == {"day"}
    slow_day = concept(ConceptType.DATE, maximum="today", seconds_to_answer=90)
    assert page('owner.day > @"2026-01-01"', "owner.a", day=slow_day) == {"a", "day"}
    assert page("owner.slow", "owner.a", slow=slow) == {"a", "slow"}


def test_several_answers_are_all_tried() -> None:
    """With one of three codes the other question is spared: it is not on the page."""
    three = concept(ConceptType.CODE, codes=codes("x", "y", "z"), seconds_to_answer=1)
    assert page('owner.kind = "z" or owner.a', kind=three) in ({"kind"}, {"a"})
    assert page('owner.kind = "z"', "owner.a", kind=three) == {"a", "kind"}


FAMILY = {
    "mother": Participant(entity="person", name=words("mother")),
    "father": Participant(entity="person", name=words("father")),
    "child": Participant(entity="person", name=words("child"), many=True, most=3),
}


def of_family(*rules: str) -> Situation:
    roles = {name: Role(entity="person") for name in FAMILY}
    papers = tuple(
        requirement(f"r{n}", (paper(f"p{n}", "mother"),), when=rule) for n, rule in enumerate(rules)
    )
    one_thing = compiled(
        package(
            service("s", roles=roles, evidence=papers),
            service("t"),
            participants={**FAMILY, "owner": Participant(entity="person", name=words("owner"))},
            uses=(ServiceUse(service="s"), ServiceUse(service="t", optional=True)),
        )
    )
    return Situation(one_thing=one_thing, facts={}, today=TODAY)


def test_a_page_is_about_one_subject() -> None:
    """Two parents are persons; whether a service is wanted is another matter, and so is each of several children."""
    two = ("child.count", 2)
    mixed = of_family("mother.rich", "father.rich", "child.rich").told(*two)
    for page in pages_of(mixed):
        assert len({subject_of(mixed, fact) for fact in page}) == 1
    assert {"mother.rich", "father.rich"} in pages_of(of_family("mother.rich", "father.rich").told(*two))
    children = pages_of(of_family("child.rich", "child.citizen").told(*two))
    assert {"child[1].rich", "child[1].citizen"} in children
    assert {"child[2].rich", "child[2].citizen"} in children
    assert {"wants:t"} in children


def pages_of(somebody: Situation) -> list[set[str]]:
    """The pages of somebody who says yes to everything."""
    pages: list[set[str]] = []
    while now := page_of(somebody):
        pages.append(set(now))
        for fact in now:
            somebody = somebody.told(fact, True)
    return pages


def test_a_question_that_names_a_number_waits_for_how_many_there_are() -> None:
    """“Of child 1” or “of the child”: it is worded by the answer, so it cannot stand beside the question. An only child is
    one of the persons."""
    somebody = of_family("child.rich", "mother.rich")
    while "child.count" not in page_of(somebody):
        somebody = somebody.told(page_of(somebody)[0], True)
    assert "child[1].rich" not in page_of(somebody)
    alone = of_family("child.rich", "mother.rich").told("child.count", 1)
    while "child[1].rich" not in page_of(alone):
        alone = alone.told(page_of(alone)[0], True)
    assert "mother.rich" in page_of(alone) or "mother.rich" in alone.facts


ANSWERS = st.lists(st.integers(0, 4), min_size=9, max_size=9)


@given(seed=st.integers(0, 60), rules=st.integers(1, 7), answers=ANSWERS)
@settings(max_examples=60, deadline=None)
def test_page_by_page_exactly_that_is_asked_which_is_asked_one_by_one(
    seed: int, rules: int, answers: list[int]
) -> None:
    """Law: the questions of a page are the next ones of the interview, in one order or another, whatever somebody says,
    “I don't know” (a number past the answers) among it. So both ask the same, and the pages are no more."""
    one_thing = one_thing_of(random_rules(seed, facts=9, rules=rules, several=2))
    assert_same_questions(Situation(one_thing=one_thing, facts={}, today=TODAY), answers)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_for_a_newborn_exactly_that_is_asked_which_is_asked_one_by_one(newborn: OneThing, seed: int) -> None:
    answers = [(seed * (place + 3) // (place + 1)) % 7 for place in range(24)]
    assert_same_questions(Situation(one_thing=newborn, facts={}, today=TODAY), answers)


def assert_same_questions(begin: Situation, answers: list[int]) -> None:
    """Both interviews with a person whose answer to a fact does not depend on when it is asked."""
    one_by_one = paged = begin
    asked: list[str] = []
    while order := in_order(one_by_one):
        asked.append(order[0])
        one_by_one = said(one_by_one, order[0], answers)
    told: list[str] = []
    pages = 0
    while now := page_of(paged):
        assert now[0] == in_order(paged)[0]
        assert set(now) == set(asked[len(told) : len(told) + len(now)])
        for fact in now:
            paged = said(paged, fact, answers)
        told += now
        pages += 1
    assert sorted(told) == sorted(asked)
    assert pages <= len(asked)


def said(situation: Situation, fact: str, answers: list[int]) -> Situation:
    """After an answer: the one of that number, or “I don't know” where there are not so many."""
    number = answers[sum(map(ord, fact)) % len(answers)]
    choices = representatives(situation, fact)
    return situation.told(fact, choices[number][0]) if number < len(choices) else situation.not_known(fact)


def test_the_plan_and_the_page_alone_say_the_same() -> None:
    one_thing = of_rules("owner.a", "owner.b", "owner.c and owner.d").one_thing
    found = next_page(one_thing, {}, today=TODAY, calendar=CALENDAR)
    plan = specialise(one_thing, {}, today=TODAY, calendar=CALENDAR)
    assert plan.questions.page == found
    assert plan.questions.next == next_question(one_thing, {}, today=TODAY, calendar=CALENDAR) == found[0]
    assert len(found) > 1


@pytest.mark.parametrize("told", [True, False])
def test_an_interview_that_is_over_has_no_page(told: bool) -> None:
    over = of_rules("owner.a").told("owner.a", told)
    assert page_of(over) == ()
    plan = specialise(over.one_thing, {"owner.a": told}, today=TODAY, calendar=CALENDAR)
    assert (plan.questions.page, plan.questions.next) == ((), None)
