"""Before signing in: the catalogue in people's own words, questions, and answers that are kept and forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.world import World
from yijian.demonstration.persons import named_families
from yijian.usecases import advance, apply, explore
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import VISITOR, NotFound


def start(world: World) -> str:
    return explore.start_questions(actor=VISITOR, ports=world.ports, life_event="newborn")


def answer(world: World, token: str, fact: str, typed: str) -> None:
    explore.answer(actor=VISITOR, ports=world.ports, token=token, typed={fact: typed})


def skip(world: World, token: str, fact: str) -> None:
    explore.answer(actor=VISITOR, ports=world.ports, token=token, typed={}, unknown=(fact,))


def facts(world: World, token: str) -> dict[str, object]:
    return dict(explore.draft(actor=VISITOR, ports=world.ports, token=token).facts)


@pytest.mark.parametrize(("query", "found"), [("宝宝 上户口", True), ("newborn", True), ("离婚", False)])
def test_a_life_event_is_found_by_peoples_own_words(world: World, query: str, found: bool) -> None:
    entries = explore.catalogue(actor=VISITOR, ports=world.ports, query=query)
    assert ("newborn" in {one.id for one in entries}) is found


def test_what_does_not_exist_is_not_found(world: World) -> None:
    token = start(world)
    for unknown in (
        lambda: explore.guide(actor=VISITOR, ports=world.ports, life_event="moon"),
        lambda: explore.start_questions(actor=VISITOR, ports=world.ports, life_event="moon"),
        lambda: explore.draft(actor=VISITOR, ports=world.ports, token="none"),
        lambda: explore.questions(actor=VISITOR, ports=world.ports, token=token, facts=("moon.phase",)),
        lambda: skip(world, token, "moon.phase"),
        lambda: skip(world, token, "wants:moon"),
    ):
        with pytest.raises(NotFound):
            unknown()
    assert explore.drafted(actor=VISITOR, ports=world.ports, token=token) == "newborn"


def test_answers_are_kept_refused_skipped_and_taken_back(world: World) -> None:
    token = start(world)
    answer(world, token, "child.count", "2")
    for fact, typed in (
        ("child.count", "many"),
        ("moon.phase", "full"),
        ("child[9].birth_date", "2026-11-01"),
    ):
        with pytest.raises(AnswersRefused):
            answer(world, token, fact, typed)
    assert facts(world, token) == {"child.count": 2}
    skip(world, token, "mother.ethnicity")
    view = explore.draft(actor=VISITOR, ports=world.ports, token=token)
    assert view.skipped == {"mother.ethnicity"}
    assert "mother.ethnicity" not in view.plan.questions.open
    answer(world, token, "mother.ethnicity", "01")
    skip(world, token, "child.count")
    view = explore.draft(actor=VISITOR, ports=world.ports, token=token)
    assert view.facts == {"mother.ethnicity": "01"}
    assert view.skipped == {"child.count"}
    explore.take_back(actor=VISITOR, ports=world.ports, token=token, fact="child.count")
    explore.take_back(actor=VISITOR, ports=world.ports, token=token, fact="mother.ethnicity")
    view = explore.draft(actor=VISITOR, ports=world.ports, token=token)
    assert not view.facts
    assert not view.skipped


def test_an_answer_forgets_what_it_makes_meaningless(world: World) -> None:
    """Fewer children, or no father: what was told of them goes, before and after signing in."""
    token = start(world)
    for fact, typed in (
        ("child.count", "2"),
        ("child[2].birth_date", "2026-11-18"),
        ("father.present", "true"),
        ("father.nationality", "CHN"),
    ):
        answer(world, token, fact, typed)
    answer(world, token, "child.count", "1")
    answer(world, token, "father.present", "false")
    assert facts(world, token) == {"child.count": 1, "father.present": False}

    mother, case_id = world.started("twins")
    told = apply.application(actor=mother, ports=world.ports, case_id=case_id).facts
    assert any(path.startswith("child[2].") for path in told)
    view = world.answer(mother, case_id, **{"child.count": "1"})
    assert not any(path.startswith("child[2].") for path in view.facts)
    assert "ForgetFacts" in world.journal_of(case_id)


def test_who_signs_in_need_not_tell_who_they_are(world: World) -> None:
    """The number comes from signing in; if the other parent is the applicant after all, it is theirs and not both's."""
    mother, case_id = world.started()
    family = named_families()["married"]
    facts = apply.application(actor=mother, ports=world.ports, case_id=case_id).facts
    assert facts["mother.id_number"] == family.mother.id_number
    view = world.answer(mother, case_id, **{"mother.name": "王小明"})
    assert view.facts["mother.name"] == facts["mother.name"]
    view = world.answer(mother, case_id, **{"application.applicant": "father"})
    assert "mother.id_number" not in view.facts
    assert view.facts["father.id_number"] == family.mother.id_number


def test_answers_that_nobody_comes_back_to_are_forgotten(world: World) -> None:
    token = start(world)
    world.clock.move(timedelta(days=30, seconds=1))
    with pytest.raises(NotFound):
        explore.draft(actor=VISITOR, ports=world.ports, token=token)
    with pytest.raises(NotFound):
        apply.start_case(actor=world.actor("married-mother"), ports=world.ports, token=token, key="k")
    assert advance.forget_expired(ports=world.ports) == 1


def test_answers_become_one_case_only(world: World) -> None:
    mother = world.actor("married-mother")
    token = world.draft_told(named_families()["married"])
    first = apply.start_case(actor=mother, ports=world.ports, token=token, key="one")
    with pytest.raises(NotFound):
        apply.start_case(actor=mother, ports=world.ports, token=token, key="two")
    assert apply.start_case(actor=mother, ports=world.ports, token=token, key="one") == first
