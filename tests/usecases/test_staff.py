"""What staff see and record besides deciding: judgements, delivery together, what is to come, the history of a task."""

from __future__ import annotations

import pytest

from tests.usecases.test_deciding import CARD, HOSPITAL, POLICE, approved, issued, seen, statuses
from tests.usecases.world import World
from yijian.core.cases import EVENT_TYPES, Judgement
from yijian.core.cases.refusals import NoSuchOutput, OutputAlreadyDelivered, TaskCommandNotPossible
from yijian.core.cases.task_events import TaskDelivered, TaskOutputsIssued
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import ConditionResult
from yijian.core.vocabulary.service import Criterion
from yijian.storage import journal
from yijian.usecases import coordinate, handle, officer_views
from yijian.usecases.case_history import TOLD
from yijian.usecases.casework import read_state
from yijian.usecases.coordinate import NothingToDeliver
from yijian.usecases.criteria import require_judged
from yijian.usecases.issue import DeliveryModeUnknown
from yijian.usecases.permissions import ActorKind
from yijian.usecases.staff_views import PreCheckView


def test_what_was_judged_at_dispatch_is_recorded_and_shown(world: World) -> None:
    _, case_id = world.submitted("foreign_father")
    open_ones = world.judged(world.lead, case_id)
    assert open_ones
    view = world.dispatch(case_id)
    judged = {one.id: one.judged for one in view.admission if one.judged is not None}
    assert {criterion: one.holds for criterion, one in judged.items()} == open_ones
    assert {(one.by.kind, one.by.name, one.at, one.reason) for one in judged.values()} == {
        (ActorKind.COORDINATOR, world.lead.name, world.clock.now(), "看过原件")
    }
    dispatched = [
        event["data"]["judgements"]
        for entry in journal.entries(case_id=case_id)
        for event in entry.plain_events
        if event["type"] == "CaseDispatched"
    ]
    assert [[(one["criterion"], one["holds"]) for one in told] for told in dispatched] == [
        list(open_ones.items())
    ]
    assert "看过原件" not in str(dispatched), "the words lie in the vault"


def test_what_was_judged_for_an_approval_is_recorded_and_shown(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One criterion is left to the officer; a judgement of anything else is not kept."""
    criterion = Criterion(id="looked-at", text=Text("看过原件", "original seen"), rule="true")
    left_open = (ConditionResult(condition=criterion, holds=None, needs=()),)
    for module in (handle, officer_views):
        monkeypatch.setattr(module, "criteria_of", lambda *_: left_open)
    _, case_id = world.dispatched()
    officer = world.officer_of("delivery-hospital")
    assert [one.judged for one in world.accept(officer, case_id, HOSPITAL).criteria] == [None]
    view = handle.decide(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        approved=True,
        reason="",
        judgements={"looked-at": True, "no-such-criterion": True},
        judgement_reasons={"looked-at": " 原件和复印件一样 ", "no-such-criterion": "x"},
        key=world.key(),
    )
    assert [(one.id, one.holds) for one in view.criteria] == [("looked-at", None)]
    judged = view.criteria[0].judged
    assert judged is not None
    assert (judged.holds, judged.by.name, judged.at, judged.reason) == (
        True,
        officer.name,
        world.clock.now(),
        "原件和复印件一样",
    )
    assert "judged by hand" in view.criteria[0].explanation.en
    task = read_state(case_id=case_id).task(HOSPITAL)
    assert task is not None
    assert [(one.criterion, one.holds) for one in task.judgements] == [("looked-at", True)]


def test_what_was_judged_against_the_applicant_is_recorded_with_the_refusal(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    criterion = Criterion(id="looked-at", text=Text("看过原件", "original seen"), rule="true")
    left_open = (ConditionResult(condition=criterion, holds=None, needs=()),)
    for module in (handle, officer_views):
        monkeypatch.setattr(module, "criteria_of", lambda *_: left_open)
    _, case_id = world.dispatched()
    officer = world.officer_of("delivery-hospital")
    world.accept(officer, case_id, HOSPITAL)
    view = handle.decide(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        approved=False,
        reason="原件是假的",
        judgements={"looked-at": False, "no-such-criterion": False},
        key=world.key(),
    )
    judged = view.criteria[0].judged
    assert judged is not None
    assert (judged.holds, judged.by.name, judged.reason) == (False, officer.name, "原件是假的")


@pytest.mark.parametrize("holds", [True, None])
def test_only_what_no_rule_decides_counts_as_judged(holds: bool | None) -> None:
    criterion = Criterion(id="c", text=Text("条件", "condition"), rule="true")
    results = (ConditionResult(condition=criterion, holds=holds, needs=()),)
    made = require_judged(results, {"c": True, "another": True})
    assert made == (() if holds else (Judgement(criterion="c", holds=True),))


def test_what_will_come_to_an_authority_is_shown_apart(world: World) -> None:
    _, case_id = world.dispatched()
    desk = handle.desk(actor=world.officer_of("hr"), ports=world.ports)
    assert not any(row.task == CARD for row in desk.rows)
    coming = handle.desk(
        actor=world.officer_of("hr"), ports=world.ports, statuses=frozenset({"waiting"})
    ).rows
    assert [(row.status, bool(row.waits_for)) for row in coming if row.task == CARD] == [("waiting", True)]
    assert desk.by_status["waiting"] == len(coming)
    assert sum(desk.counts.values()) == len(desk.rows) == desk.total
    coordinate.end(actor=world.lead, ports=world.ports, case_id=case_id, reason="重复申请", key="end")
    assert "waiting" not in handle.desk(actor=world.officer_of("hr"), ports=world.ports).by_status


def test_the_lead_hands_over_what_all_authorities_issued(world: World) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    view = approved(world, hospital, case_id, HOSPITAL)
    while view.outputs_to_issue:
        view = issued(world, hospital, case_id, view)
    case = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert case.outputs
    assert {one.task for one in case.outputs} == {HOSPITAL}

    def hand_over(*outputs: str, mode: str = "counter", key: str = "") -> PreCheckView:
        return coordinate.deliver(
            actor=world.lead,
            ports=world.ports,
            case_id=case_id,
            outputs=tuple((HOSPITAL, output.rpartition(":")[2]) for output in outputs),
            mode=mode,
            proof="",
            key=key or world.key(),
        )

    with pytest.raises(DeliveryModeUnknown):
        hand_over(case.outputs[0].id, mode="pigeon")
    with pytest.raises(NothingToDeliver):
        hand_over()
    with pytest.raises((NoSuchOutput, TaskCommandNotPossible)):
        hand_over(case.outputs[0].id, "no-such-output")
    untouched = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert untouched.outputs == case.outputs, "all are recorded or none"
    everything = [output.id for output in case.outputs]
    assert hand_over(*everything, key="once").outputs == ()
    assert hand_over(*everything, key="once").outputs == (), "a second click is the same act"
    assert statuses(seen(world, mother, case_id))[HOSPITAL] == "delivered"
    with pytest.raises((OutputAlreadyDelivered, TaskCommandNotPossible)):
        hand_over(case.outputs[0].id)


def test_the_history_tells_what_happened_not_whose_command_it_was(world: World) -> None:
    """The police's part reached them when the hospital issued its result: that is no issuing of theirs."""
    _, case_id = world.dispatched()
    world.finish(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    police = world.officer_of("police")
    world.accept(police, case_id, POLICE)
    view = handle.task(actor=police, ports=world.ports, case_id=case_id, task=POLICE)
    told = [(one.words.en, one.by.kind, one.by.name) for one in view.history]
    assert told == [
        ("Reached its authority", ActorKind.SYSTEM, ""),
        ("Accepted, the clock starts", ActorKind.OFFICER, police.name),
        ("Sent: Notice of acceptance", ActorKind.SYSTEM, ""),
        ("Review begun", ActorKind.OFFICER, police.name),
        ("Taken in hand", ActorKind.OFFICER, police.name),
    ]


def test_the_history_of_the_case_tells_who_did_what_and_no_names_of_other_authorities(world: World) -> None:
    _, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    world.finish(hospital, case_id, HOSPITAL)
    view = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    told = {one.words.zh: one for one in view.history}
    assert told["收件"].by.kind is ActorKind.APPLICANT
    assert told["预审通过，分送各部门"].by.name == world.lead.name
    approved_by = told["批准"].by
    assert (approved_by.kind, approved_by.authority is not None, approved_by.name) == (
        ActorKind.OFFICER,
        True,
        "",
    )
    assert told["批准"].service is not None
    written = " ".join(f"{one.words.zh} {one.words.en}" for one in view.history)
    for kind in EVENT_TYPES:
        assert kind not in written
    assert "{" not in written


def test_every_event_has_words_or_only_sums_up() -> None:
    assert set(EVENT_TYPES.values()) - TOLD.keys() == {TaskOutputsIssued, TaskDelivered}
