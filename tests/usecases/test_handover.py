"""Papers taken in at a window elsewhere, decided where they belong: with the real definitions of the disability certificate."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.usecases.collected_cases import (
    CERTIFICATE,
    CHANGSHA,
    SHANGHAI,
    XIAMEN,
    begun,
    collected,
    decided,
    hand_over,
    lead,
)
from tests.usecases.world import World
from yijian.core.cases.handover_refusals import (
    HandoverFirst,
    NoSuchPlace,
    NotCrossRegion,
    PapersNotLookedAt,
    ResultIsAtWindow,
)
from yijian.core.cases.handovers import HandoverStatus
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.usecases import (
    advance,
    collect,
    coordinate,
    follow,
    issue,
    places,
    take_over,
)
from yijian.usecases.permissions import NotFound, PermissionDenied
from yijian.usecases.reasons import ReasonMissing

# ── the choice ───────────────────────────────────────────────────────────────


def test_where_to_hand_in_follows_from_the_definitions_of_all_that_is_applied_for(world: World) -> None:
    holder, case_id = begun(world)
    view = places.places(actor=holder, ports=world.ports, case_id=case_id)
    assert (view.mode, view.home.code, view.barred) == (CrossRegionMode.COLLECTED, CHANGSHA, ())
    assert {one.code for one in view.places} == {SHANGHAI, XIAMEN, "442000", "630000"}
    for where, refusal in ((CHANGSHA, NoSuchPlace), ("999999", NoSuchPlace)):
        with pytest.raises(refusal):
            places.choose_place(
                actor=holder,
                ports=world.ports,
                case_id=case_id,
                place=where,
                returns="applicant",
                key=world.key(),
            )
    with pytest.raises(places.ReturnUnknown):
        places.choose_place(
            actor=holder, ports=world.ports, case_id=case_id, place=SHANGHAI, returns="moon", key=world.key()
        )


@pytest.mark.parametrize(("place", "allowance"), [("home", False), ("residence", True)])
def test_only_where_one_lives_and_not_with_what_cannot_be_had_elsewhere(
    world: World, place: str, allowance: bool
) -> None:
    holder, case_id = begun(world, place=place, allowance=allowance)
    view = places.places(actor=holder, ports=world.ports, case_id=case_id)
    assert (view.mode, view.places) == (None, ())
    assert len(view.barred) == 1
    with pytest.raises(NotCrossRegion):
        places.choose_place(
            actor=holder,
            ports=world.ports,
            case_id=case_id,
            place=SHANGHAI,
            returns="applicant",
            key=world.key(),
        )


def test_nobody_but_the_applicant_chooses(world: World) -> None:
    _, case_id = begun(world)
    with pytest.raises(NotFound):
        places.places(actor=world.actor("disability-renewal"), ports=world.ports, case_id=case_id)
    with pytest.raises(PermissionDenied):
        places.places(actor=lead(world), ports=world.ports, case_id=case_id)


# ── the whole way ────────────────────────────────────────────────────────────


def test_from_the_window_to_the_deciding_place_and_the_result_back(world: World) -> None:
    holder, case_id, clerk = collected(world)
    assert case_id not in {
        row.case_id for row in coordinate.pre_check_desk(actor=lead(world), ports=world.ports).rows
    }
    (row,) = collect.window(actor=clerk, ports=world.ports).rows
    assert (row.case_id, row.status, row.due is not None) == (case_id, HandoverStatus.COLLECTING, True)
    shown = follow.case(actor=holder, ports=world.ports, case_id=case_id).handover
    assert shown is not None
    assert (shown.collecting.name.zh, shown.deciding.name.zh, shown.due) == ("上海市", "长沙市", row.due)

    assert hand_over(world, case_id, key="once").papers == (), "what is handed over the window sees no more"
    hand_over_again = collect.collected(actor=clerk, ports=world.ports, case_id=case_id)
    assert not hand_over_again.may_hand_over
    sent = take_over.sent(actor=lead(world), ports=world.ports, case_id=case_id)
    assert sent.to_answer
    with pytest.raises(HandoverFirst):
        coordinate.dispatch(
            actor=lead(world), ports=world.ports, case_id=case_id, judgements={}, key=world.key()
        )
    decided(world, case_id)
    officer = world.officer_of("disabled-federation")
    take_over.send_result(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        output="certificate",
        key=world.key(),
    )
    with pytest.raises(ResultIsAtWindow):
        issue.deliver(
            actor=officer,
            ports=world.ports,
            case_id=case_id,
            task=CERTIFICATE,
            output="certificate",
            mode="counter",
            proof="",
            key=world.key(),
        )
    (result,) = collect.collected(actor=clerk, ports=world.ports, case_id=case_id).results
    assert result.given_out_at is None
    done = collect.give_out(
        actor=clerk,
        ports=world.ports,
        case_id=case_id,
        task=result.task,
        output=result.output,
        proof="本人签收",
        key=world.key(),
    )
    assert done.results[0].given_out_at is not None
    assert follow.case(actor=holder, ports=world.ports, case_id=case_id).status == "delivered"
    assert collect.window(actor=clerk, ports=world.ports).rows == ()
    acts = [one for one in world.journal_of(case_id) if one in COMMANDS]
    assert acts == COMMANDS
    told = [one.subject.zh for one in follow.messages(actor=holder, ports=world.ports)]
    assert any("移交办理地" in one for one in told)
    assert any("代收窗口了" in one for one in told)


COMMANDS = ["ChooseCollection", "SubmitCase", "HandOver", "TakeOver", "SendResult", "GiveOutResult"]


def test_sent_back_with_a_reason_put_right_and_handed_over_again(world: World) -> None:
    holder, case_id, clerk = collected(world)
    hand_over(world, case_id)
    with pytest.raises(ReasonMissing):
        take_over.send_back(
            actor=lead(world), ports=world.ports, case_id=case_id, reason=" ", key=world.key()
        )
    take_over.send_back(
        actor=lead(world), ports=world.ports, case_id=case_id, reason="照片看不清", key=world.key()
    )
    seen = collect.collected(actor=clerk, ports=world.ports, case_id=case_id)
    assert seen.handover.records[0].parcels[0].reason == "照片看不清"
    paper = next(one for one in seen.papers if one.key.startswith("photograph"))
    better = collect.bring_paper(
        actor=clerk, ports=world.ports, case_id=case_id, paper=paper.key, content=b"better", key=world.key()
    )
    assert paper.document not in {one.document for one in better.papers}
    assert hand_over(world, case_id).handover.status is HandoverStatus.SENT
    view = take_over.take_over(actor=lead(world), ports=world.ports, case_id=case_id, key=world.key())
    assert [one.taken for record in view.handover.records for one in record.parcels] == [False, True]
    shown = follow.case(actor=holder, ports=world.ports, case_id=case_id).handover
    assert shown is not None
    assert shown.pre_check_from == world.clock.now()


def test_the_window_hands_over_only_what_it_has_looked_at_and_says_how_it_knew_the_person(
    world: World,
) -> None:
    _, case_id, clerk = collected(world)
    with pytest.raises(PapersNotLookedAt):
        collect.hand_over(
            actor=clerk,
            ports=world.ports,
            case_id=case_id,
            identity="document",
            papers=frozenset(),
            key=world.key(),
        )
    with pytest.raises(collect.IdentityCheckUnknown):
        collect.hand_over(
            actor=clerk, ports=world.ports, case_id=case_id, identity="", papers=frozenset(), key=world.key()
        )


def test_both_clocks_run_by_themselves(world: World) -> None:
    """Late at the window: said; silent at the deciding place: taken over as of the sending."""
    holder, case_id, clerk = collected(world)
    world.clock.move(timedelta(days=5))
    advance.fire_due_timers(ports=world.ports)
    (row,) = collect.window(actor=clerk, ports=world.ports).rows
    assert row.overdue
    sent_at = world.clock.now()
    hand_over(world, case_id)
    world.clock.move(timedelta(days=5))
    advance.fire_due_timers(ports=world.ports)
    shown = follow.case(actor=holder, ports=world.ports, case_id=case_id).handover
    assert shown is not None
    assert (shown.status, shown.pre_check_from) == (HandoverStatus.TAKEN, sent_at)
    assert shown.records[0].parcels[0].deemed
