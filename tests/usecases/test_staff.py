"""What staff see and record besides deciding: judgements, delivery together, what is to come, the history of a task."""

from __future__ import annotations

import pytest

from tests.usecases.test_deciding import CARD, HOSPITAL, POLICE, approved, issued, seen, statuses
from tests.usecases.world import World
from yijian.core.cases import EVENT_TYPES, Judgement
from yijian.core.cases.refusals import OutputAlreadyDelivered, TaskCommandNotPossible
from yijian.core.cases.task_events import TaskDelivered, TaskEvent, TaskOutputsIssued
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import ConditionResult
from yijian.core.vocabulary.service import Criterion
from yijian.storage import journal
from yijian.usecases import coordinate, handle, officer_views
from yijian.usecases.casework import read_state
from yijian.usecases.criteria import require_judged
from yijian.usecases.issue import DeliveryModeUnknown
from yijian.usecases.staff_views import PreCheckView
from yijian.usecases.task_history import HAPPENED


def test_what_was_judged_at_dispatch_is_recorded_and_shown(world: World) -> None:
    _, case_id = world.submitted("foreign_father")
    open_ones = world.judged(world.lead, case_id)
    assert open_ones
    view = world.dispatch(case_id)
    assert {one.id: one.judged for one in view.admission if one.judged is not None} == open_ones
    dispatched = [
        event["data"]["judgements"]
        for entry in journal.entries(case_id=case_id)
        for event in entry.plain_events
        if event["type"] == "CaseDispatched"
    ]
    assert dispatched == [[{"criterion": one, "holds": True} for one in open_ones]]


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
        key=world.key(),
    )
    assert [(one.id, one.holds, one.judged) for one in view.criteria] == [("looked-at", None, True)]
    assert "judged by hand" in view.criteria[0].explanation.en
    task = read_state(case_id=case_id).task(HOSPITAL)
    assert task is not None
    assert task.judgements == (Judgement(criterion="looked-at", holds=True),)


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
    assert [(row.status, bool(row.waits_for)) for row in desk.coming if row.task == CARD] == [
        ("waiting", True)
    ]
    assert sum(desk.counts.values()) == len(desk.rows)
    coordinate.end(actor=world.lead, ports=world.ports, case_id=case_id, reason="重复申请", key="end")
    assert handle.desk(actor=world.officer_of("hr"), ports=world.ports).coming == ()


def test_the_lead_hands_over_what_all_authorities_issued(world: World) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    view = approved(world, hospital, case_id, HOSPITAL)
    while view.outputs_to_issue:
        view = issued(world, hospital, case_id, view)
    case = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert case.outputs
    assert {one.task for one in case.outputs} == {HOSPITAL}

    def hand_over(output: str, mode: str = "counter") -> PreCheckView:
        return coordinate.deliver(
            actor=world.lead,
            ports=world.ports,
            case_id=case_id,
            task=HOSPITAL,
            output=output.rpartition(":")[2],
            mode=mode,
            proof="",
            key=world.key(),
        )

    with pytest.raises(DeliveryModeUnknown):
        hand_over(case.outputs[0].id, "pigeon")
    for output in case.outputs:
        left = hand_over(output.id)
    assert left.outputs == ()
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
    assert [words.en for _, words in view.history] == [
        "Reached this authority",
        "Accepted, the clock starts",
        "Review begun",
    ]


def test_every_event_of_a_task_has_words_or_only_sums_up() -> None:
    of_tasks = {kind for kind in EVENT_TYPES.values() if issubclass(kind, TaskEvent)}
    assert of_tasks - HAPPENED.keys() == {TaskOutputsIssued, TaskDelivered}
