"""T12: a life event is published anew while cases of it run: they go on under what they began under, new ones do not."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from tests.usecases.conftest import DEFINITIONS, START
from tests.usecases.world import SetClock, World
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.storage.models import Case
from yijian.usecases import casework, follow

OPEN_CASES = 1000 if os.environ.get("YIJIAN_CHAOS") == "1" else 1


def second_edition(to: Path) -> CompiledDefinitions:
    """The real definitions, with another name for the police's part."""
    shutil.copytree(DEFINITIONS, to)
    file = to / "services" / "police" / "birth-registration.yaml"
    text = file.read_text(encoding="utf-8")
    name = "name: {zh: 出生登记（申报户口）, en: Birth registration}"
    assert f"\n{name}\n" in text
    file.write_text(text.replace(name, "name: {zh: 出生登记第二版, en: Second edition}", 1), encoding="utf-8")
    return CompiledDefinitions(directory=to, region="430100", clock=SetClock(START))


def test_cases_end_under_the_definitions_they_began_under(world: World, tmp_path: Path) -> None:
    cases = [world.dispatched(("married", "twins")[n % 2]) for n in range(OPEN_CASES)]
    (first,) = set(Case.objects.values_list("one_thing", flat=True))
    before = [follow.case(actor=mother, ports=world.ports, case_id=case_id) for mother, case_id in cases]

    world.ports = replace(world.ports, definitions=second_edition(tmp_path / "definitions"))
    casework.artefact.cache_clear()
    mother, later = world.dispatched("foreign_father")
    second = Case.objects.get(case_id=later).one_thing
    assert second != first
    assert "出生登记第二版" in str(follow.case(actor=mother, ports=world.ports, case_id=later))
    for (applicant, case_id), seen in zip(cases, before, strict=True):
        now = follow.case(actor=applicant, ports=world.ports, case_id=case_id)
        assert now == seen, "what its applicant sees has not changed"
        assert world.work_through(case_id)
        assert Case.objects.get(case_id=case_id).one_thing == first
        told = follow.case(actor=applicant, ports=world.ports, case_id=case_id)
        assert "出生登记第二版" not in str(told)
        assert Case.objects.get(case_id=case_id).status == "delivered"
    assert world.work_through(later)
