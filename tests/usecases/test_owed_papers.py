"""Newborn with one paper owed (容缺受理): promised, accepted, reminded, extended, brought or not; and who may not promise.

The paper is the copy of the bank card of the demonstration region; the mother answers that no account is on file.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.usecases.world import World
from yijian.connectors.credit import RegisterOfPromises
from yijian.core.cases.promise_refusals import (
    AlreadyPromised,
    ExtensionTooLong,
    NoSuchPromise,
    PaperNotOwed,
    PapersStillOwed,
    PromiseBarred,
    PromiseNotAllowed,
)
from yijian.core.cases.refusals import TaskCommandNotPossible
from yijian.demonstration.persons import named_families
from yijian.ports import CreditReply
from yijian.storage import credit_notes
from yijian.usecases import apply, follow, handle, obtain, promised_tasks
from yijian.usecases import promise as promising
from yijian.usecases.apply import SubmissionIncomplete
from yijian.usecases.fetch_views import fetch_views
from yijian.usecases.oversee import verify_journal
from yijian.usecases.owed_views import OwingView
from yijian.usecases.permissions import Actor, NotFound
from yijian.usecases.promise import PromiseNotAgreed
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.views import ApplicationView, Light

CARD = "bank-card-copy:mother"
BENEFIT = "insurance.maternity-benefit"
FAMILY = named_families()["married"]


class Credit:
    """`ports.CreditRegister` with one answer; what it was asked is kept."""

    def __init__(self, barred: bool | None) -> None:
        self._barred = barred
        self.asked: list[str] = []

    def standing(self, *, name: str, id_number: str, purpose: str, now: datetime) -> CreditReply:
        del name, purpose
        self.asked.append(id_number)
        return CreditReply(barred=self._barred, source="承诺信用库", at=now, receipt="r-1")


def unready(world: World, *, barred: bool | None = False) -> tuple[Actor, str, Credit]:
    """All but the bank card is there."""
    credit = Credit(barred)
    world.ports = replace(world.ports, credit=credit)
    mother, case_id = world.started(mother__account_on_file="false")
    world.prefill(mother, case_id)
    world.fill(mother, case_id, FAMILY)
    world.co_sign(mother, case_id, FAMILY)
    world.fill(mother, case_id, FAMILY)
    for paper in apply.application(actor=mother, ports=world.ports, case_id=case_id).papers:
        if paper.paper.key == CARD:
            for document in paper.documents:
                obtain.remove_paper(
                    actor=mother,
                    ports=world.ports,
                    case_id=case_id,
                    paper=CARD,
                    document=document.id,
                    key=world.key(),
                )
    return mother, case_id, credit


def promised(world: World, actor: Actor, case_id: str, paper: str, kind: str = "later") -> ApplicationView:
    return promising.promise(
        actor=actor,
        ports=world.ports,
        case_id=case_id,
        kind=kind,
        subject=paper,
        agreed=True,
        key=world.key(),
    )


def owed(world: World) -> tuple[Actor, str]:
    """Handed in on a promise, and with the insurance office, accepted."""
    mother, case_id, _ = unready(world)
    promised(world, mother, case_id, CARD)
    apply.submit(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    world.dispatch(case_id)
    for authority, task in (
        ("delivery-hospital", "health.birth-certificate"),
        ("delivery-hospital", "health.vaccination-book"),
    ):
        if any(
            one.task == task for one in handle.desk(actor=world.officer_of(authority), ports=world.ports).rows
        ):
            world.finish(world.officer_of(authority), case_id, task)
    world.accept(world.officer_of("insurance"), case_id, BENEFIT)
    return mother, case_id


def owing_of(world: World, mother: Actor, case_id: str) -> OwingView:
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    found = next(task.owing for task in view.tasks if task.key == BENEFIT)
    assert found is not None
    return found


def bring(world: World, mother: Actor, case_id: str) -> None:
    promising.bring_owed_paper(
        actor=mother,
        ports=world.ports,
        case_id=case_id,
        paper=CARD,
        file_name="card.jpg",
        content=world.page,
        key=world.key(),
    )


def decide(world: World, case_id: str) -> None:
    handle.decide(
        actor=world.officer_of("insurance"),
        ports=world.ports,
        case_id=case_id,
        task=BENEFIT,
        approved=True,
        reason="",
        judgements={},
        key=world.key(),
    )


def subjects(world: World, mother: Actor) -> list[str]:
    return [one.subject.zh for one in follow.messages(actor=mother, ports=world.ports)]


def test_without_the_paper_and_without_a_promise_it_cannot_be_handed_in(world: World) -> None:
    mother, case_id, _ = unready(world)
    with pytest.raises(SubmissionIncomplete) as refused:
        apply.submit(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    assert [(one.kind, one.subject) for one in refused.value.missing] == [("paper", CARD)]


def test_what_is_promised_is_shown_before_and_kept_after_word_for_word(world: World) -> None:
    """Of one's own will, with the paper and its day, that all is true, and what follows: policy.md section 2."""
    mother, case_id, credit = unready(world)
    view = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    (paper,) = [one for one in view.papers if one.paper.key == CARD]
    (offer,) = paper.offers
    for words in ("自愿", "本人银行卡复印件", "受理后 5 个工作日内", "真实", "终止办理"):
        assert words in offer.text.zh
    with pytest.raises(PromiseNotAgreed):
        promising.promise(
            actor=mother,
            ports=world.ports,
            case_id=case_id,
            kind="later",
            subject=CARD,
            agreed=False,
            key=world.key(),
        )
    assert credit.asked == []
    after = promised(world, mother, case_id, CARD)
    (shown,) = [one for one in after.papers if one.paper.key == CARD]
    assert shown.promised is not None
    assert credit.asked == [FAMILY.mother.id_number]
    view_ = fetch_views(case_id=case_id, one_thing=after.one_thing)
    assert any(one.register.zh == "承诺信用库" and one.consent for one in view_), (
        "the person sees who was asked"
    )
    with pytest.raises(AlreadyPromised):
        promised(world, mother, case_id, CARD)


def test_only_papers_on_the_list_are_promised(world: World) -> None:
    mother, case_id, _ = unready(world)
    for subject, kind in (
        ("invoices:mother", "later"),
        (CARD, "instead"),
        (BENEFIT, "conditions"),
        ("x:y", "later"),
    ):
        with pytest.raises(PromiseNotAllowed):
            promised(world, mother, case_id, subject, kind)
    with pytest.raises(NotFound):
        promised(world, mother, case_id, CARD, "sometime")


def test_a_promise_is_taken_back_or_made_needless_by_the_paper(world: World) -> None:
    mother, case_id, _ = unready(world)
    promised(world, mother, case_id, CARD)
    take_back = {"actor": mother, "ports": world.ports, "case_id": case_id, "kind": "later", "subject": CARD}
    view = promising.take_back_promise(**take_back, key=world.key())  # type: ignore[arg-type] # named above
    assert {one.subject for one in view.missing if one.kind == "paper"} == {CARD}
    with pytest.raises(NoSuchPromise):
        promising.take_back_promise(**take_back, key=world.key())  # type: ignore[arg-type] # named above
    promised(world, mother, case_id, CARD)
    view = world.attach(mother, case_id, CARD)
    assert next(one for one in view.papers if one.paper.key == CARD).promised is None


def test_who_broke_a_promise_makes_no_other_and_can_still_apply_with_the_paper(world: World) -> None:
    mother, case_id, _ = unready(world, barred=True)
    with pytest.raises(PromiseBarred):
        promised(world, mother, case_id, CARD)
    world.attach(mother, case_id, CARD)
    apply.submit(actor=mother, ports=world.ports, case_id=case_id, key=world.key())


def test_a_register_that_does_not_answer_bars_nobody_and_vouches_for_nobody(world: World) -> None:
    mother, case_id, _ = unready(world, barred=None)
    promised(world, mother, case_id, CARD)
    apply.submit(actor=mother, ports=world.ports, case_id=case_id, key=world.key())
    task = handle.task(actor=world.officer_of("insurance"), ports=world.ports, case_id=case_id, task=BENEFIT)
    assert task.owing is not None
    assert [one.standing for one in task.owing.statements] == ["unknown"]


def test_the_demonstration_register_answers_by_having_an_entry(world: World) -> None:

    register = RegisterOfPromises(world.ports.registers)
    now = world.clock.now()
    known, clean = named_families()["foreign_father"].mother, FAMILY.mother
    for person, barred in ((known, True), (clean, False)):
        reply = register.standing(name=person.name, id_number=person.id_number, purpose="x", now=now)
        assert (reply.barred, reply.source) == (barred, "承诺信用库")


def test_accepted_with_the_paper_owed_reminded_and_brought_in_time(world: World) -> None:
    """The way of the issue: one paper owed, its reminder, the paper, the decision."""
    mother, case_id = owed(world)
    owing = owing_of(world, mother, case_id)
    assert (owing.status, owing.light, owing.may_bring) == ("owed", Light.RUNNING, True)
    assert owing.due == date(2026, 12, 1)
    assert "本人银行卡复印件" in owing.statements[0].text
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    (notice,) = [one for one in view.notices if one.kind == "conditional_acceptance"]
    said = "".join(text.zh for text in notice.paragraphs)
    assert "本人银行卡复印件" in said
    assert "12月1日" in said
    assert "还没有核对到条文" in said
    pdf = follow.read_notice(actor=mother, ports=world.ports, case_id=case_id, notice=notice.number)
    assert "本人银行卡复印件" in pdf.content.decode()
    assert any("还要补交" in one for one in subjects(world, mother))
    with pytest.raises(PapersStillOwed):
        decide(world, case_id)
    world.clock.set(datetime.fromisoformat("2026-11-28T16:00:00+00:00"))
    assert not any("提醒您" in one for one in subjects(world, mother))
    world.later(timedelta(days=2))
    reminders = [one for one in subjects(world, mother) if "提醒您" in one]
    assert len(reminders) == 1
    assert "12月1日" in reminders[0]
    assert owing_of(world, mother, case_id).light is Light.SOON
    bring(world, mother, case_id)
    assert owing_of(world, mother, case_id).light is Light.DONE
    with pytest.raises(PaperNotOwed):
        bring(world, mother, case_id)
    task = handle.task(actor=world.officer_of("insurance"), ports=world.ports, case_id=case_id, task=BENEFIT)
    (paper,) = [one for one in task.papers if one.paper.key == CARD]
    assert paper.documents
    decide(world, case_id)
    assert verify_journal(ports=world.ports).sound
    assert credit_notes.credit_notes_of(account=mother.account or "") == ()


def test_the_counter_takes_it_in(world: World) -> None:
    mother, case_id = owed(world)
    view = promised_tasks.take_in(
        actor=world.officer_of("insurance"),
        ports=world.ports,
        case_id=case_id,
        task=BENEFIT,
        paper=CARD,
        by_post=True,
        file_name="scan.jpg",
        content=world.page,
        key=world.key(),
    )
    assert view.owing is not None
    assert view.owing.status == "complete"
    assert owing_of(world, mother, case_id).status == "complete"


def late(world: World) -> tuple[Actor, str]:
    mother, case_id = owed(world)
    world.clock.set(datetime.fromisoformat("2026-12-01T16:00:00+00:00"))
    world.later(timedelta(minutes=1))
    assert owing_of(world, mother, case_id).status == "not_completed"
    return mother, case_id


def ask(world: World, mother: Actor, case_id: str, reason: str = "卡在挂失") -> None:
    promising.ask_for_extension(
        actor=mother, ports=world.ports, case_id=case_id, task=BENEFIT, reason=reason, key=world.key()
    )


def extend(world: World, case_id: str, due: date) -> None:
    promised_tasks.extend(
        actor=world.officer_of("insurance"),
        ports=world.ports,
        case_id=case_id,
        task=BENEFIT,
        due=due,
        key=world.key(),
    )


def test_the_day_passes_the_one_extension_is_asked_and_given_and_the_paper_comes(world: World) -> None:
    mother, case_id = late(world)
    assert any("过了补交的日子" in one for one in subjects(world, mother))
    with pytest.raises(PaperNotOwed):
        bring(world, mother, case_id)
    with pytest.raises(ReasonMissing):
        ask(world, mother, case_id, " ")
    ask(world, mother, case_id)
    owing = owing_of(world, mother, case_id)
    assert (owing.asked, owing.may_ask) == ("卡在挂失", False)
    row = next(
        one
        for one in handle.desk(actor=world.officer_of("insurance"), ports=world.ports).rows
        if one.task == BENEFIT
    )
    assert row.light is Light.LATE
    with pytest.raises(ExtensionTooLong):
        extend(world, case_id, date(2027, 1, 1))
    assert owing.latest is not None
    extend(world, case_id, owing.latest)
    bring(world, mother, case_id)
    decide(world, case_id)
    notes = credit_notes.credit_notes_of(account=mother.account or "")
    assert [note.kind.value for note in notes] == ["late"], "a note of it, which bars nobody"
    with pytest.raises(TaskCommandNotPossible):
        ask(world, mother, case_id)


def test_not_brought_it_ends_with_reasons_and_remedies_and_the_next_promise_is_refused(world: World) -> None:
    mother, case_id = owed(world)
    end = {
        "actor": world.officer_of("insurance"),
        "ports": world.ports,
        "case_id": case_id,
        "task": BENEFIT,
    }
    with pytest.raises(TaskCommandNotPossible):
        promised_tasks.end_unbrought(**end, reason="没有补交", key=world.key())  # type: ignore[arg-type] # named above
    world.clock.set(datetime.fromisoformat("2026-12-02T00:00:00+00:00"))
    world.later(timedelta(0))
    promised_tasks.end_unbrought(**end, reason="没有补交", key=world.key())  # type: ignore[arg-type] # named above
    view = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert next(task.status for task in view.tasks if task.key == BENEFIT) == "ended"
    said = "".join(text.zh for one in view.notices if one.kind == "ending" for text in one.paragraphs)
    assert "没有补交" in said
    assert "行政复议" in said
    assert any("没有补齐材料" in one for one in subjects(world, mother))
    notes = credit_notes.credit_notes_of(account=mother.account or "")
    assert [note.kind.value for note in notes] == ["not_brought"]
    again, second, _ = unready(world)
    with pytest.raises(PromiseBarred):
        promised(world, again, second, CARD)


def test_strangers_and_the_wrong_officers_get_nowhere(world: World) -> None:
    _, case_id = owed(world)
    with pytest.raises(NotFound):
        bring(world, world.actor("twins-mother"), case_id)
    with pytest.raises(NotFound):
        promised_tasks.extend(
            actor=world.officer_of("police"),
            ports=world.ports,
            case_id=case_id,
            task=BENEFIT,
            due=date(2026, 12, 5),
            key=world.key(),
        )


def test_the_same_form_sent_twice_promises_and_brings_once(world: World) -> None:
    mother, case_id, credit = unready(world)
    for _ in range(2):
        promising.promise(
            actor=mother,
            ports=world.ports,
            case_id=case_id,
            kind="later",
            subject=CARD,
            agreed=True,
            key="same",
        )
    assert len(credit.asked) == 1
    assert world.journal_of(case_id).count("MakePromise") == 1
