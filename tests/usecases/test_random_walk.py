"""Anybody tries anything in any order: refusals are answers, nothing else is ever raised, and the journal stays sound."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta

import pytest

from tests.usecases.test_permissions import acts_of_applicants, acts_of_coordinators, acts_of_officers
from tests.usecases.world import World
from yijian.core.errors import YijianError
from yijian.demonstration.persons import named_families
from yijian.usecases import advance, coordinate, feedback, follow, handle
from yijian.usecases.defects import Defect
from yijian.usecases.permissions import Actor

STEPS = 60
FAMILY = named_families()["married"]
SUBJECTS = ("mother.mobile", "child[1].name", "father.mobile", "invoices:mother", "child[1].id_number")
KINDS = ("wrong_fact", "missing_fact", "faulty_paper", "missing_paper", "nonsense")


def walks(world: World, chance: random.Random, case_id: str, mother: Actor) -> list[Callable[[], object]]:
    """What may be tried next: half of it sensible, half of it by the wrong person or at the wrong time."""
    lead = world.lead
    officers = [world.officer_of(one) for one in ("delivery-hospital", "health", "police", "hr", "insurance")]
    officer = chance.choice(officers)
    rows = handle.desk(actor=officer, ports=world.ports).rows
    task = chance.choice([row.task for row in rows if row.task] or ["police.birth-registration"])
    defect = Defect(kind=chance.choice(KINDS), subject=chance.choice(SUBJECTS), text=chance.choice("字 "))
    anyone = chance.choice([mother, lead, *officers, world.actor("twins-mother")])
    any_act = chance.choice(
        [
            *acts_of_applicants(world, case_id).values(),
            *acts_of_coordinators(world, case_id).values(),
            *acts_of_officers(world, case_id, task).values(),
        ]
    )
    return [
        lambda: any_act(anyone),
        lambda: any_act(mother),
        lambda: world.fill(mother, case_id, FAMILY),
        lambda: world.co_sign(mother, case_id, FAMILY, consent=chance.random() < 0.5),
        lambda: world.answer(mother, case_id, **{"mother.mobile": f"1380013{chance.randrange(10**4):04d}"}),
        lambda: acts_of_applicants(world, case_id)["submit"](mother),
        lambda: acts_of_applicants(world, case_id)["supplement"](mother),
        lambda: world.dispatch(case_id),
        lambda: world.notify(case_id, defect, due=date(2026, 12, chance.randrange(1, 31))),
        lambda: world.report(officer, case_id, task, defect),
        lambda: coordinate.take_back_defect(
            actor=lead, ports=world.ports, case_id=case_id, subject=defect.subject, task=None, key=world.key()
        ),
        lambda: world.accept(officer, case_id, task),
        lambda: world.finish(officer, case_id, task),
        lambda: world.finish(officer, case_id, task),
        lambda: world.refuse(officer, case_id, task),
        lambda: world.later(timedelta(hours=chance.randrange(1, 100))),
        lambda: advance.deliver_messages(ports=world.ports),
        lambda: feedback.rate(
            actor=mother, ports=world.ports, case_id=case_id, grade=3, comment="", key=world.key()
        ),
        lambda: follow.case(actor=mother, ports=world.ports, case_id=case_id),
    ]


@pytest.mark.parametrize(
    ("seed", "stage"), [(1, "started"), (2, "ready"), (3, "submitted"), (4, "dispatched")]
)
def test_only_answers_and_refusals_come_of_random_acts(world: World, seed: int, stage: str) -> None:
    """The world's own end checks that the chain verifies and that the state is the fold of the journal."""
    chance = random.Random(seed)  # the same walk every time
    mother, case_id = getattr(world, stage)()
    begun = len(world.journal_of(case_id))
    for _ in range(STEPS):
        step = chance.choice(walks(world, chance, case_id, mother))
        with suppress(YijianError):
            step()
    assert len(world.journal_of(case_id)) > begun
    assert follow.case(actor=mother, ports=world.ports, case_id=case_id).case_id == case_id
