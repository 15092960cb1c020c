"""The one joint correction notice, from the first defect to the supplement, and what happens without it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.usecases.world import World
from yijian.core.cases.application_refusals import (
    AlreadySigned,
    CorrectionTimePassed,
    DefectsNotTold,
    DefectsUnanswered,
    DueDayPassed,
    NoDefects,
    NoSuchDefect,
    SecondNoticeNotAllowed,
)
from yijian.core.cases.life_refusals import NoSignatureAwaited
from yijian.core.cases.refusals import CommandNotPossible
from yijian.demonstration.persons import named_families
from yijian.usecases import advance, apply, coordinate, follow, handle, sign
from yijian.usecases.apply import SubmissionIncomplete
from yijian.usecases.defects import Defect, DefectRefused
from yijian.usecases.permissions import Actor

HOSPITAL, POLICE = "health.birth-certificate", "police.birth-registration"
NAME = Defect(kind="wrong_fact", subject="child[1].name", text="名字里的字不在规范汉字表里")


def paper_of(world: World, mother: Actor, case_id: str) -> str:
    """A paper that was brought."""
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    return next(one.paper.key for one in view.papers if one.to_bring and one.documents)


def defect_of_paper(world: World, mother: Actor, case_id: str) -> Defect:
    return Defect(kind="faulty_paper", subject=paper_of(world, mother, case_id), text="照片看不清")


def test_all_authorities_ask_in_one_notice_and_the_applicant_corrects(world: World) -> None:
    """Reports of two authorities and the lead become one notice with all reasons, one message and one mail."""
    mother, case_id = world.submitted()
    family = named_families()["married"]
    paper = defect_of_paper(world, mother, case_id)
    address = Defect(kind="wrong_fact", subject="mother.mobile", text="电话打不通")
    world.report(world.officer_of("delivery-hospital"), case_id, HOSPITAL, NAME)
    world.report(world.officer_of("police"), case_id, POLICE, NAME)
    seen = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert [(one.task, one.subject) for one in seen.reported] == [
        (HOSPITAL, NAME.subject),
        (POLICE, NAME.subject),
    ]
    with pytest.raises(DefectsNotTold):
        world.dispatch(case_id)
    advance.deliver_messages(ports=world.ports)
    mailed = len(world.outbox.sent)

    told = world.notify(case_id, paper, address, due=date(2026, 12, 3))
    assert told.status == "correction_notified"
    assert told.reported == ()
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    notices = [notice for notice in case.notices if notice.kind == "correction"]
    assert [len(notice.reasons) for notice in notices] == [4]
    assert {NAME.text, paper.text, address.text} == set(notices[0].reasons)
    assert case.correction is not None
    assert (case.correction.notice, case.correction.due) == (notices[0].number, date(2026, 12, 3))
    assert {one.authority.zh for one in case.correction.defects} == {"接生医院", "公安", "卫健"}
    assert not any(one.settled for one in case.correction.defects)
    advance.deliver_messages(ports=world.ports)
    assert len(world.outbox.sent) == mailed + 1
    assert case_id in world.outbox.sent[-1].body
    assert NAME.text not in world.outbox.sent[-1].body  # reasons stay behind the link
    text = follow.read_notice(
        actor=mother, ports=world.ports, case_id=case_id, notice=notices[0].number
    ).content.decode()
    assert all(defect.text in text for defect in (NAME, paper, address))

    with pytest.raises(DefectsUnanswered):
        apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    view = world.answer(mother, case_id, **{NAME.subject: "张安乐", address.subject: "13700000002"})
    missing = {(one.kind, one.subject) for one in view.missing}
    assert ("signature", "father") in missing  # he had signed that name
    world.attach(mother, case_id, paper.subject, b"sharp")
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert case.correction is not None
    assert all(one.settled for one in case.correction.defects)
    with pytest.raises(SubmissionIncomplete):
        apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    world.co_sign(mother, case_id, family)
    done = apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    assert done.status == "supplemented"
    assert done.correction is None
    assert world.dispatch(case_id).status == "in_progress"
    hospital = handle.task(
        actor=world.officer_of("delivery-hospital"), ports=world.ports, case_id=case_id, task=HOSPITAL
    )
    assert {one.field.fact: one.value for one in hospital.fields}[NAME.subject] == "张安乐"


def test_a_second_notice_is_only_for_what_was_newly_supplied(world: World) -> None:
    mother, case_id = world.submitted()
    paper = defect_of_paper(world, mother, case_id)
    world.notify(case_id, paper)
    world.attach(mother, case_id, paper.subject, b"still blurred")
    apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    with pytest.raises(SecondNoticeNotAllowed):
        world.notify(case_id, NAME)
    assert "CorrectionNotified" not in world.journal_of(case_id)[-1]
    again = world.notify(case_id, paper)
    assert again.corrected_before
    assert again.status == "correction_notified"


@pytest.mark.parametrize(
    "defect",
    [
        Defect(kind="wrong_fact", subject="child[1].id_number", text="born on the way, nobody can supply it"),
        Defect(kind="wrong_fact", subject="mother.shoe_size", text="no such fact"),
        Defect(kind="missing_paper", subject="horoscope:mother", text="no such paper"),
        Defect(kind="missing_paper", subject="mother.mobile", text="a fact is no paper"),
        Defect(kind="wrong_fact", subject="mother.mobile", text="  "),
        Defect(kind="vague", subject="mother.mobile", text="no such kind"),
    ],
    ids=lambda defect: f"{defect.kind}-{defect.subject}",
)
def test_nothing_is_asked_that_the_applicant_cannot_correct(world: World, defect: Defect) -> None:
    """Such a notice could never be answered: it is refused to officers and coordinator alike."""
    _, case_id = world.submitted()
    before = world.journal_of(case_id)
    with pytest.raises(DefectRefused):
        world.notify(case_id, NAME, defect)
    with pytest.raises(DefectRefused):
        world.report(world.officer_of("police"), case_id, POLICE, defect)
    assert world.journal_of(case_id) == before


def test_a_notice_needs_defects_and_a_day_to_come(world: World) -> None:
    mother, case_id = world.submitted()
    with pytest.raises(NoDefects):
        world.notify(case_id)
    with pytest.raises(DueDayPassed):
        world.notify(case_id, NAME, due=date(2026, 11, 24))
    with pytest.raises(CommandNotPossible):
        apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    with pytest.raises(CommandNotPossible):
        world.answer(mother, case_id, **{"mother.mobile": "13700000003"})


def test_a_defect_reported_by_mistake_is_taken_back(world: World) -> None:
    """By who reported it or by the lead, not by another authority; the case can go on then."""
    _, case_id = world.submitted()
    hospital, police = world.officer_of("delivery-hospital"), world.officer_of("police")
    reported = world.report(hospital, case_id, HOSPITAL, NAME)
    assert [(one.subject, one.text) for one in reported.reported] == [(NAME.subject, NAME.text)]
    assert "DropDefect" in reported.possible
    other = handle.task(actor=police, ports=world.ports, case_id=case_id, task=POLICE)
    assert other.reported == ()
    assert "DropDefect" not in other.possible
    with pytest.raises(NoSuchDefect):
        handle.take_back_defect(
            actor=police, ports=world.ports, case_id=case_id, task=POLICE, subject=NAME.subject, key="a"
        )
    handle.take_back_defect(
        actor=hospital, ports=world.ports, case_id=case_id, task=HOSPITAL, subject=NAME.subject, key="b"
    )
    world.report(police, case_id, POLICE, NAME)
    coordinate.take_back_defect(
        actor=world.lead, ports=world.ports, case_id=case_id, subject=NAME.subject, task=POLICE, key="c"
    )
    assert world.dispatch(case_id).status == "in_progress"


@pytest.mark.parametrize("changed", [True, False])
def test_the_second_party_corrects_their_own_part(world: World, changed: bool) -> None:
    """Who signed is invited again, and signs again only if something that was signed has changed."""
    mother, case_id = world.submitted()
    family = named_families()["married"]
    with pytest.raises(NoSignatureAwaited):
        world.invited(mother, case_id)
    seen = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    own = next(one for one in seen.fields if one.field.fact == "father.mobile")
    world.notify(case_id, Defect(kind="wrong_fact", subject=own.field.fact, text="电话打不通"))
    value = "13600000009" if changed else str(own.value)
    signed_before = world.journal_of(case_id).count("Sign")
    view = world.co_sign(mother, case_id, family, corrected={own.field.fact: value})
    assert view.signed_at is not None
    assert world.journal_of(case_id).count("Sign") == signed_before + changed
    done = apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    assert done.status == "supplemented"


def test_who_signed_a_draft_is_not_asked_again(world: World) -> None:
    mother, case_id = world.ready()
    with pytest.raises(AlreadySigned):
        sign.invite(actor=mother, ports=world.ports, case_id=case_id, participant="father", key=world.key())


def test_without_a_notice_in_five_working_days_the_case_goes_to_all(world: World) -> None:
    """Received on Tuesday 24 November: the fifth working day is Tuesday 1 December, and ends at midnight in China."""
    mother, case_id = world.submitted()
    world.report(world.officer_of("police"), case_id, POLICE, NAME)
    receipt = apply.receipt(actor=mother, ports=world.ports, case_id=case_id)
    assert receipt.pre_check_due == date(2026, 12, 1)
    assert world.later(timedelta(days=7, hours=13, minutes=59)) == 0
    assert world.later(timedelta(minutes=1)) == 1
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert case.status == "in_progress"
    assert world.journal_of(case_id)[-1] == "FireTimer"
    with pytest.raises(CommandNotPossible):
        world.notify(case_id, NAME)


def test_after_the_time_only_dispatch_is_left_even_before_the_timer(world: World) -> None:
    """A worker that is late gives the lead no more time."""
    _, case_id = world.submitted()
    world.clock.move(timedelta(days=8))
    with pytest.raises(CorrectionTimePassed):
        world.notify(case_id, NAME)
    assert world.dispatch(case_id).status == "in_progress"


def test_a_day_for_corrections_that_passes_is_told_once(world: World) -> None:
    """Nothing else happens: the applicant can still correct."""
    mother, case_id = world.submitted()
    paper = defect_of_paper(world, mother, case_id)
    world.notify(case_id, paper, due=date(2026, 11, 27))
    assert world.later(timedelta(days=4)) == 1
    assert world.later(timedelta(days=30)) == 0
    subjects = [
        one.subject.zh for one in follow.messages(actor=mother, ports=world.ports) if one.case_id == case_id
    ]
    assert sum("补正的日子过了" in subject for subject in subjects) == 1
    world.attach(mother, case_id, paper.subject)
    done = apply.supplement(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    assert done.status == "supplemented"
