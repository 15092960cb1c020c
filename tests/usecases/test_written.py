"""An officer is given a task's data as the department writes them; the applicant is asked once, in other words."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.usecases.conftest import DEFINITIONS, START, installation
from tests.usecases.world import SetClock, World
from yijian.channels.workbench.presenters.facts import groups_of
from yijian.channels.workbench.presenters.names import names_in
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.usecases import handle
from yijian.usecases.staff_views import OfficerTaskView

ELSEWHERE = {
    "{fact: child.sex, ": '{fact: child.sex, written: {codes: {"1": male, "2": female}}, ',
    "{fact: child.birth_date, ": "{fact: child.birth_date, written: {date: compact}, ",
}
"""The police of this test write days in eight digits and sexes in words; nobody else does."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> CompiledDefinitions:
    folder = tmp_path_factory.mktemp("written") / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    file = folder / "services" / "police" / "birth-registration.yaml"
    text = file.read_text(encoding="utf-8")
    for ours, theirs in ELSEWHERE.items():
        assert ours in text
        text = text.replace(ours, theirs)
    file.write_text(text, encoding="utf-8")
    return CompiledDefinitions(directory=folder, region="430100", clock=SetClock(START))


def task_of(world: World, case_id: str, authority: str, task: str) -> OfficerTaskView:
    return handle.task(actor=world.officer_of(authority), ports=world.ports, case_id=case_id, task=task)


def test_each_department_has_its_own_writing_of_what_was_asked_once(
    registers_url: str, written: CompiledDefinitions, tmp_path: Path, db: None
) -> None:
    world = installation(registers_url, written, tmp_path)
    _, case_id = world.dispatched()
    first = task_of(world, case_id, "delivery-hospital", "health.birth-certificate")
    health = {field.field.fact: field for field in first.fields}
    assert health["child[1].sex"].value == "2"
    assert health["child[1].sex"].written is None
    world.finish(world.officer_of("delivery-hospital"), case_id, first.task)
    view = task_of(world, case_id, "police", "police.birth-registration")
    police = {field.field.fact: field for field in view.fields}
    assert police["child[1].birth_date"].value == date(2026, 11, 18)
    day, sex = police["child[1].birth_date"].written, police["child[1].sex"].written
    assert day is not None
    assert day.text == "20261118"
    assert sex is not None
    assert sex.text == "female"
    names = names_in(written.package(), life_event=view.life_event)
    facts = [fact for group in groups_of(view.fields, names) for fact in group.facts]
    shown = [fact.written.zh for fact in facts if fact.written is not None]
    assert shown == ["本部门记：female", "本部门记：20261118"]
