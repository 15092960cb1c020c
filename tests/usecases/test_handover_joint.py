"""Several places together (多地联办): taken in at one window, decided in two places over the same files. No real service states
this mode, so the definitions of the disability certificate are changed here."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.usecases.collected_cases import (
    ALLOWANCE,
    CERTIFICATE,
    CHANGSHA,
    SHANGHAI,
    XIAMEN,
    begun,
    lead,
)
from tests.usecases.conftest import DEFINITIONS
from tests.usecases.world import World
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.core.cases.handover_refusals import HandoverFirst
from yijian.core.cases.handovers import HandoverStatus
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.usecases import apply, collect, coordinate, handle, places, take_over
from yijian.usecases.permissions import NotFound

JOINT = "cross_region: {mode: joint, reach: nation, certainty: inferred, source: HN-disability}\n"
DECIDED_IN = JOINT.replace("reach: nation,", "reach: nation, decided_in: holder.household_province,")


def joint(world: World, folder: Path) -> None:
    """The installation with definitions in which the allowance is decided where the person is registered."""
    changed = folder / "definitions"
    shutil.copytree(DEFINITIONS, changed)
    certificate = changed / "services/disabled-federation/certificate.yaml"
    text = certificate.read_text(encoding="utf-8")
    before, _, rest = text.partition("cross_region:\n")
    certificate.write_text(
        f"{before}{JOINT}\ntime_limits:{rest.partition('time_limits:')[2]}", encoding="utf-8"
    )
    allowance = changed / "services/civil-affairs/disability-care-allowance.yaml"
    text = allowance.read_text(encoding="utf-8").replace(
        "information:\n",
        "information:\n  - {fact: holder.household_province, certainty: inferred, source: HN-disability}\n",
    )
    allowance.write_text(text + DECIDED_IN, encoding="utf-8")
    compiled = CompiledDefinitions(directory=changed, region=CHANGSHA, clock=world.clock)
    world.ports = replace(world.ports, definitions=compiled)


def test_two_places_decide_over_the_same_files_each_its_own_part(world: World, tmp_path: Path) -> None:
    joint(world, tmp_path)
    holder, case_id = begun(world, allowance=True, but={"holder.household_province": SHANGHAI})
    view = places.places(actor=holder, ports=world.ports, case_id=case_id)
    assert view.mode is CrossRegionMode.JOINT
    places.choose_place(
        actor=holder, ports=world.ports, case_id=case_id, place=XIAMEN, returns="applicant", key=world.key()
    )
    apply.submit(actor=holder, ports=world.ports, case_id=case_id, key=world.key())
    clerk = world.actor(f"window-{XIAMEN}")
    seen = collect.collected(actor=clerk, ports=world.ports, case_id=case_id)
    collect.hand_over(
        actor=clerk,
        ports=world.ports,
        case_id=case_id,
        identity="reader",
        papers=frozenset(one.document for one in seen.papers),
        key=world.key(),
    )
    here = world.officer_of("civil-affairs")
    there = replace(here, place=SHANGHAI)
    parcels = take_over.sent(actor=there, ports=world.ports, case_id=case_id).handover.records[0].parcels
    assert {(one.place.zh, one.services[0].zh) for one in parcels} == {
        ("长沙市", "残疾人证新办"),
        ("上海市", "重度残疾人护理补贴"),
    }
    assert [row.status for row in handle.desk(actor=there, ports=world.ports).rows] == ["sent"]
    assert handle.desk(actor=here, ports=world.ports).rows == ()
    with pytest.raises(NotFound):
        take_over.take_over(actor=here, ports=world.ports, case_id=case_id, key=world.key())
    take_over.take_over(actor=there, ports=world.ports, case_id=case_id, key=world.key())
    with pytest.raises(HandoverFirst):
        coordinate.dispatch(
            actor=lead(world), ports=world.ports, case_id=case_id, judgements={}, key=world.key()
        )
    done = take_over.take_over(actor=lead(world), ports=world.ports, case_id=case_id, key=world.key())
    assert done.handover.status is HandoverStatus.TAKEN
    assert handle.task(actor=there, ports=world.ports, case_id=case_id, task=ALLOWANCE).task == ALLOWANCE
    for somebody, task in ((here, ALLOWANCE), (there, CERTIFICATE)):
        with pytest.raises(NotFound):
            handle.task(actor=somebody, ports=world.ports, case_id=case_id, task=task)
