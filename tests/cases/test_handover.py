"""An application collected in one place and decided in others: who does what, whose clock runs, where results go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.cases.situations import (
    APPLICANT,
    CALENDAR,
    LEAD,
    SYSTEM,
    Story,
    defect,
    fact,
    officer,
    paper,
    spec,
    text,
    window,
)
from yijian.core.cases import (
    ActorKind,
    ActorRef,
    CaseStatus,
    DeliverOutput,
    DeliveryMode,
    DispatchCase,
    FireTimer,
    OutputSpec,
    ReportDefects,
    SubmitCase,
    TimerKind,
    WithdrawCase,
    correction_deadline,
    timers_of,
)
from yijian.core.cases.clocks import hand_over_deadline, take_over_deadline
from yijian.core.cases.handover_commands import (
    BringToWindow,
    ChooseCollection,
    GiveOutResult,
    HandOver,
    RefuseHandover,
    SendResult,
    TakeOver,
)
from yijian.core.cases.handover_messages import (
    MessageKind,
    messages_of,
)
from yijian.core.cases.handover_refusals import (
    AlreadySent,
    CollectionVoid,
    HandoverFirst,
    MustNotCome,
    NoSuchPlace,
    NoSuchPlannedPaper,
    NotAtThisPlace,
    NotCrossRegion,
    NotForThisWindow,
    NothingIsCollected,
    NothingToAnswer,
    PapersNotLookedAt,
    ResultIsAtWindow,
)
from yijian.core.cases.handovers import (
    FormCheck,
    Handover,
    HandoverStatus,
    IdentityCheck,
    Office,
    ResultReturn,
)
from yijian.core.cases.life_commands import ChangeAnswers
from yijian.core.cases.refusals import OutputAlreadyDelivered, TimerNotWanted
from yijian.core.vocabulary.cross_region import CrossRegion, CrossRegionMode, Reach, mode_of_whole

R = text("r")
DOCUMENT = Path(__file__).parents[2] / "docs" / "handover-messages.md"
HOME = Office(place="430100", authority=LEAD)


def handover_of(story: Story) -> Handover:
    assert story.case.handover is not None
    return story.case.handover


def changed(story: Story) -> ChangeAnswers:
    tasks = tuple(task.spec for task in story.case.tasks)
    facts = (fact("mother.name", story.now.isoformat()),)
    return ChangeAnswers(facts=facts, tasks=tasks, statement=R, method="signed_in")


# ── the choice ───────────────────────────────────────────────────────────────


def test_elsewhere_only_in_the_mode_that_the_definitions_allow_and_from_a_place_that_collects() -> None:
    story = Story()
    with pytest.raises(NotCrossRegion):
        story.give(ChooseCollection(place="310000"))
    story.cross_region = CrossRegionMode.COLLECTED
    with pytest.raises(NoSuchPlace, match="310000"):
        story.give(ChooseCollection(place="999999"))
    story.give(ChooseCollection(place="310000", returns=ResultReturn.COLLECTING_PLACE))
    assert story.case.collection is not None
    story.give(ChooseCollection(place=None))
    story.received(spec("a"))
    assert story.case.handover is None, "handed in where it is decided"


def test_what_is_applied_for_may_not_have_changed_since_the_choice() -> None:
    story = Story()
    story.cross_region = CrossRegionMode.COLLECTED
    story.give(ChooseCollection(place="310000"))
    for now_allowed in (None, CrossRegionMode.ONLINE):
        story.cross_region = now_allowed
        with pytest.raises(CollectionVoid):
            story.give(SubmitCase(number="1", tasks=(spec("a"),)))


def test_the_whole_is_had_elsewhere_only_if_each_part_is_and_then_in_the_widest_mode() -> None:
    online, collected, joint = CrossRegionMode
    assert mode_of_whole(()) is None
    assert mode_of_whole((online, None)) is None
    assert mode_of_whole((online, online)) is online
    assert mode_of_whole((collected, online)) is collected
    assert mode_of_whole((online, joint, collected)) is joint
    with pytest.raises(ValueError, match="joint"):
        CrossRegion(mode=collected, reach=Reach.NATION, decided_in="host.province")


# ── online throughout ────────────────────────────────────────────────────────


def test_online_throughout_nothing_is_handed_over_and_nobody_is_made_to_come() -> None:
    story = Story()
    story.cross_region = CrossRegionMode.ONLINE
    with pytest.raises(NothingIsCollected):
        story.give(ChooseCollection(place="310000", returns=ResultReturn.COLLECTING_PLACE))
    story.give(ChooseCollection(place="310000"))
    story.dispatched(spec("a")).issued("a")
    assert story.case.handover is None
    for mode in (DeliveryMode.COUNTER, DeliveryMode.COLLECTED):
        with pytest.raises(MustNotCome):
            story.handle(DeliverOutput(task="a", output="a-output", mode=mode))
    story.handle(DeliverOutput(task="a", output="a-output", mode=DeliveryMode.POST))
    assert story.case.status is CaseStatus.DELIVERED
    assert messages_of(story.events) == ()


# ── at the window ────────────────────────────────────────────────────────────


def test_until_it_is_taken_over_nobody_there_can_do_anything_and_no_clock_of_theirs_runs() -> None:
    story = Story().collected(spec("a"))
    for command in (DispatchCase(), ReportDefects(defects=(defect("mother.name"),))):
        with pytest.raises(HandoverFirst, match="with the window"):
            story.lead(command)
    assert correction_deadline(story.case, CALENDAR) is None
    assert [one.kind for one in timers_of(story.case, CALENDAR)] == [TimerKind.HAND_OVER_DUE]
    story.later(days=1).handed_over()
    with pytest.raises(HandoverFirst, match="not yet taken"):
        story.lead(DispatchCase())
    story.later(days=1).lead(TakeOver())
    assert story.case.receipt_at == story.now, "the pre-check is counted from the taking over"
    story.later(hours=1).lead(DispatchCase())
    assert story.task("a").receipt_at == handover_of(story).received_at


def test_only_the_window_of_that_place_hands_over_and_only_what_it_has_looked_at() -> None:
    story = Story().collected(spec("a"))
    nothing = FormCheck(identity=IdentityCheck.DOCUMENT, papers=())
    everything = FormCheck(identity=IdentityCheck.DOCUMENT, papers=("p1",))
    with pytest.raises(PapersNotLookedAt, match="identity-card:mother"):
        story.give(HandOver(checked=nothing), window())
    police = ActorRef(kind=ActorKind.OFFICER, id="x", authority="police", place="310000")
    for somebody in (window("350200"), officer(LEAD), police, APPLICANT):
        with pytest.raises(NotAtThisPlace):
            story.give(HandOver(checked=everything), somebody)
    story.give(HandOver(checked=everything), window())
    with pytest.raises(HandoverFirst):
        story.give(HandOver(checked=everything), window())
    (record,) = handover_of(story).records
    assert (record.by, record.checked, record.parcels[0].to) == ("window-of-310000", everything, HOME)


def test_the_window_exchanges_a_paper_that_is_not_in_form_and_adds_none() -> None:
    story = Story().collected(spec("a"))
    story.give(BringToWindow(paper=paper("better")), window())
    assert [one.id for one in story.case.papers] == ["better"]
    with pytest.raises(NoSuchPlannedPaper):
        story.give(BringToWindow(paper=paper("other", "form:t")), window())


def test_the_applicant_may_change_what_was_told_but_not_while_it_is_on_the_way() -> None:
    story = Story().collected(spec("a"))
    story.give(changed(story))
    story.handed_over()
    with pytest.raises(HandoverFirst):
        story.give(changed(story))
    story.later(hours=1).lead(TakeOver())
    story.give(changed(story))


def test_the_applicant_may_withdraw_at_every_point_and_no_timer_is_left() -> None:
    for steps in range(3):
        story = Story().collected(spec("a"))
        if steps > 0:
            story.handed_over()
        if steps > 1:
            story.lead(RefuseHandover(reason=R))
        story.give(WithdrawCase())
        assert story.case.status is CaseStatus.WITHDRAWN
        assert timers_of(story.case, CALENDAR) == ()


# ── the clocks ───────────────────────────────────────────────────────────────


def test_the_window_has_two_working_days_and_its_lateness_stays_on_record_until_it_hands_over() -> None:
    story = Story().collected(spec("a"))
    due = hand_over_deadline(handover_of(story), CALENDAR)
    assert due - story.now < timedelta(days=3)
    story.fire(TimerKind.HAND_OVER_DUE)
    assert handover_of(story).overdue
    assert timers_of(story.case, CALENDAR) == (), "said once"
    story.handed_over()
    assert not handover_of(story).overdue
    assert any(type(one).__name__ == "CollectingOverdue" for one in story.events)


def test_silence_takes_over_as_of_the_sending() -> None:
    story = Story().collected(spec("a")).later(days=1).handed_over()
    sent = story.now
    story.fire(TimerKind.TAKE_OVER_DUE, HOME.key)
    assert handover_of(story).status is HandoverStatus.TAKEN
    assert story.case.receipt_at == sent
    (parcel,) = handover_of(story).parcels
    assert parcel.answer is not None
    assert parcel.answer.deemed
    assert story.now >= take_over_deadline(parcel, CALENDAR)
    with pytest.raises(HandoverFirst):
        story.lead(TakeOver())


def test_a_refusal_has_reasons_and_sets_the_clock_of_the_window_anew() -> None:
    story = Story().collected(spec("a")).handed_over()
    old = next(one for one in timers_of(story.case, CALENDAR) if one.kind is TimerKind.TAKE_OVER_DUE)
    story.later(days=1).lead(RefuseHandover(reason=R))
    handover = handover_of(story)
    assert (handover.status, handover.since) == (HandoverStatus.RETURNED, story.now)
    assert story.case.receipt_at is None
    with pytest.raises(TimerNotWanted):
        story.give(FireTimer(kind=old.kind, subject=old.subject, generation=old.generation), SYSTEM)
    story.give(BringToWindow(paper=paper("better")), window())
    story.handed_over().lead(TakeOver())
    assert [record.round for record in handover_of(story).records] == [1, 2]
    first, second = handover_of(story).records
    assert first.parcels[0].answer is not None
    assert first.parcels[0].answer.reason == R
    assert first.parcels[0].digest != second.parcels[0].digest


def test_only_the_office_that_was_sent_something_answers() -> None:
    story = Story().collected(spec("a")).handed_over()
    elsewhere = ActorRef(kind=ActorKind.OFFICER, id="x", authority=LEAD, place="310000")
    for somebody in (officer("police"), elsewhere, window(), APPLICANT):
        with pytest.raises(NothingToAnswer):
            story.give(TakeOver(), somebody)


# ── several places ───────────────────────────────────────────────────────────

TWO_PLACES = (spec("a"), spec("b", place="350200"), spec("c", place="350200", authority="authority-of-b"))
OTHER = Office(place="350200", authority="authority-of-b")
THERE = ActorRef(kind=ActorKind.OFFICER, id="o", authority="authority-of-b", place="350200")


def test_several_places_get_the_same_files_each_for_its_own_parts_and_all_must_take_over() -> None:
    story = Story().collected(*TWO_PLACES, mode=CrossRegionMode.JOINT).handed_over()
    sent = [one for one in messages_of(story.events) if one.kind is MessageKind.PAPERS]
    assert {one.receiver for one in sent} == {HOME, OTHER}
    contents = {one.receiver: one.contents for one in sent}
    home, other = contents[HOME], contents[OTHER]
    assert home is not None
    assert other is not None
    assert (home.tasks, other.tasks) == (("a",), ("b", "c"))
    assert (home.facts, home.papers) == (other.facts, other.papers)
    story.give(TakeOver(), THERE)
    assert handover_of(story).status is HandoverStatus.SENT
    with pytest.raises(HandoverFirst):
        story.lead(DispatchCase())
    story.later(hours=3).lead(TakeOver())
    assert story.case.receipt_at == story.now, "from the last taking over"


def test_what_one_place_has_taken_over_is_not_sent_to_it_again() -> None:
    story = Story().collected(*TWO_PLACES, mode=CrossRegionMode.JOINT).handed_over()
    story.lead(RefuseHandover(reason=R))
    story.give(TakeOver(), THERE)
    assert handover_of(story).status is HandoverStatus.RETURNED
    story.handed_over()
    assert [parcel.to for parcel in handover_of(story).records[-1].parcels] == [HOME]
    story.lead(TakeOver())
    assert handover_of(story).status is HandoverStatus.TAKEN


def test_in_the_other_modes_one_place_decides_everything() -> None:
    story = Story().collected(*TWO_PLACES).handed_over()
    assert [parcel.to for parcel in handover_of(story).parcels] == [HOME]


# ── results ──────────────────────────────────────────────────────────────────


def decided(returns: ResultReturn) -> Story:
    story = Story().collected(spec("a"), returns=returns).handed_over()
    story.lead(TakeOver())
    story.lead(DispatchCase())
    return story.issued("a")


def test_a_result_goes_back_to_the_window_which_hands_it_out() -> None:
    story = decided(ResultReturn.COLLECTING_PLACE)
    give_out = GiveOutResult(task="a", output="a-output", proof=R)
    with pytest.raises(NotForThisWindow):
        story.give(give_out, window())
    story.handle(SendResult(task="a", output="a-output"))
    with pytest.raises(AlreadySent):
        story.handle(SendResult(task="a", output="a-output"))
    with pytest.raises(ResultIsAtWindow):
        story.handle(DeliverOutput(task="a", output="a-output", mode=DeliveryMode.POST))
    with pytest.raises(NotAtThisPlace):
        story.give(give_out, window("350200"))
    story.give(give_out, window())
    assert story.case.status is CaseStatus.DELIVERED
    result, given_out = messages_of(story.events)[-2:]
    assert (result.kind, given_out.kind) == (MessageKind.RESULT, MessageKind.GIVEN_OUT)
    assert given_out.answers == result.digest


def test_the_place_that_decides_may_hand_over_itself_what_was_not_sent() -> None:
    two = (OutputSpec(id="first"), OutputSpec(id="second"))
    story = Story().collected(spec("a", outputs=two)).handed_over()
    story.lead(TakeOver())
    story.lead(DispatchCase())
    story.issued("a")
    story.handle(DeliverOutput(task="a", output="first", mode=DeliveryMode.POST))
    with pytest.raises(OutputAlreadyDelivered):
        story.handle(SendResult(task="a", output="first"))
    story.handle(SendResult(task="a", output="second"))
    story.give(GiveOutResult(task="a", output="second"), window())
    assert story.case.status is CaseStatus.DELIVERED


def test_straight_to_the_applicant_nothing_goes_to_the_window() -> None:
    story = decided(ResultReturn.APPLICANT)
    with pytest.raises(NotForThisWindow):
        story.handle(SendResult(task="a", output="a-output"))
    story.handle(DeliverOutput(task="a", output="a-output", mode=DeliveryMode.POST))
    assert story.case.status is CaseStatus.DELIVERED
