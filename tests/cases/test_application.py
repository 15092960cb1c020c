"""Filling in and handing in: answers, prefills, papers, signatures, completeness."""

from __future__ import annotations

import pytest

from tests.cases.situations import LEAD, Story, evidence_need, fact, officer, paper, spec, text
from yijian.core.cases import (
    AttachPaper,
    CaseStatus,
    Completeness,
    ForgetFacts,
    LearnFacts,
    RecordAnswers,
    RemovePaper,
    RequestSignature,
    Sign,
    StartCase,
    SubmitCase,
    decide,
)
from yijian.core.cases.application_refusals import (
    AlreadySigned,
    CaseIncomplete,
    CompletenessNotGiven,
    FactAlreadySettled,
    NoSuchPaper,
    NotAdmitted,
    NothingGiven,
    PaperAlreadyThere,
    TasksInconsistent,
    WrongProvenance,
)
from yijian.core.cases.refusals import CaseAlreadyStarted, CommandNotPossible, NoSuchCase
from yijian.core.vocabulary.provenance import ProvenanceKind

REGISTER = ProvenanceKind.REGISTER


def signing(participant: str, *covers: str) -> Sign:
    return Sign(participant=participant, statement=text("statement"), method="link-and-code", covers=covers)


def test_a_case_is_begun_once() -> None:
    story = Story()
    assert story.case.status is CaseStatus.DRAFT
    assert story.case.lead == LEAD
    with pytest.raises(CaseAlreadyStarted):
        story.give(StartCase(case_id="case-1", life_event="newborn", one_thing="h", region=None, lead=LEAD))


def test_nothing_can_be_asked_of_a_case_that_was_not_begun() -> None:
    with pytest.raises(NoSuchCase):
        decide(None, ForgetFacts(paths=("a",)), Story().facts(officer(LEAD)))


def test_facts_are_kept_with_who_vouches_for_them() -> None:
    story = Story()
    story.give(LearnFacts(facts=(fact("mother.name", kind=REGISTER, source="population"),)))
    story.give(RecordAnswers(facts=(fact("mother.name", "2"), fact("child.count"))))
    assert story.case.facts["mother.name"].provenance.kind is ProvenanceKind.ANSWER
    assert story.case.facts["mother.name"].digest == "mother.name=2"
    story.give(ForgetFacts(paths=("mother.name", "never.told")))
    assert set(story.case.facts) == {"child.count"}


def test_commands_that_say_nothing_are_refused() -> None:
    story = Story()
    for command in (RecordAnswers(facts=()), LearnFacts(facts=()), ForgetFacts(paths=("never.told",))):
        with pytest.raises(NothingGiven):
            story.give(command)


def test_an_answer_cannot_pose_as_a_register_nor_a_register_as_a_result() -> None:
    story = Story()
    with pytest.raises(WrongProvenance):
        story.give(RecordAnswers(facts=(fact("mother.name", kind=REGISTER),)))
    with pytest.raises(WrongProvenance):
        story.give(LearnFacts(facts=(fact("mother.name", kind=ProvenanceKind.OUTPUT),)))


def test_after_receipt_a_register_adds_but_does_not_replace_what_was_told() -> None:
    story = Story()
    story.give(RecordAnswers(facts=(fact("mother.name"),)))
    story.received()
    story.give(LearnFacts(facts=(fact("father.name", kind=REGISTER),)))
    with pytest.raises(FactAlreadySettled):
        story.give(LearnFacts(facts=(fact("mother.name", "2", kind=REGISTER),)))
    with pytest.raises(CommandNotPossible):
        story.give(RecordAnswers(facts=(fact("mother.name", "2"),)))


def test_papers_come_and_go_by_their_id() -> None:
    story = Story()
    story.give(AttachPaper(paper=paper("p1")))
    story.give(AttachPaper(paper=paper("p2")))
    with pytest.raises(PaperAlreadyThere):
        story.give(AttachPaper(paper=paper("p1")))
    story.give(RemovePaper(paper_id="p1"))
    assert [one.id for one in story.case.papers] == ["p2"]
    with pytest.raises(NoSuchPaper):
        story.give(RemovePaper(paper_id="p1"))


class TestSignatures:
    def test_a_signature_is_asked_for_and_given_once(self) -> None:
        story = Story()
        story.give(RequestSignature(participant="father"))
        asked = story.case.signature_of("father")
        assert asked is not None
        assert asked.signed_at is None
        story.later(hours=1).give(signing("father"))
        signed = story.case.signature_of("father")
        assert signed is not None
        assert signed.signed_at is not None
        assert signed.requested_at == asked.requested_at
        for again in (signing("father"), RequestSignature(participant="father")):
            with pytest.raises(AlreadySigned):
                story.give(again)

    def test_what_was_signed_and_then_changed_must_be_signed_again(self) -> None:
        story = Story()
        story.give(RecordAnswers(facts=(fact("mother.name"),)))
        story.give(signing("mother"))
        assert story.give(RecordAnswers(facts=(fact("mother.name"),))) == ["AnswersRecorded"]
        happened = story.give(RecordAnswers(facts=(fact("mother.name", "2"),)))
        assert happened == ["AnswersRecorded", "SignaturesVoided"]
        voided = story.case.signature_of("mother")
        assert voided is not None
        assert voided.signed_at is None

    def test_a_signature_over_named_facts_stands_while_those_stand(self) -> None:
        """Two adults sign what each was shown; the second one's own answers do not undo the first one's signature."""
        story = Story()
        story.give(RecordAnswers(facts=(fact("mother.name"),)))
        story.give(signing("mother", "mother.name"))
        assert story.give(RecordAnswers(facts=(fact("father.name"),))) == ["AnswersRecorded"]
        assert "SignaturesVoided" in story.give(ForgetFacts(paths=("mother.name",)))


class TestCompleteness:
    WANTED = Completeness(
        required_facts=("mother.name", "child.count"),
        required_papers=("identity-card:mother",),
        required_signatures=("mother", "father"),
        undecided=("parents.married",),
    )

    def test_a_refusal_lists_everything_that_is_missing(self) -> None:
        story = Story()
        story.completeness = self.WANTED
        story.give(RecordAnswers(facts=(fact("mother.name"),)))
        story.give(RequestSignature(participant="father"))
        story.give(signing("mother"))
        with pytest.raises(CaseIncomplete) as refused:
            story.received()
        assert refused.value.fields["facts"] == ("child.count",)
        assert refused.value.fields["papers"] == ("identity-card:mother",)
        assert refused.value.fields["signatures"] == ("father",)
        assert refused.value.fields["undecided"] == ("parents.married",)

    def test_a_complete_application_is_received_with_a_receipt(self) -> None:
        story = Story()
        story.completeness = Completeness(
            required_facts=("mother.name",),
            required_papers=("identity-card:mother",),
            required_signatures=("mother",),
            admitted=None,
        )
        story.give(RecordAnswers(facts=(fact("mother.name"),)))
        story.give(AttachPaper(paper=paper("p1")))
        story.give(signing("mother"))
        happened = story.give(SubmitCase(number="430100-1", tasks=(spec("a"),)))
        assert happened == ["CaseReceived", "NoticeIssued"]
        assert story.case.status is CaseStatus.RECEIVED
        assert story.case.notices[0].number == "430100-1-收-1"

    def test_without_knowing_what_is_wanted_nothing_is_received(self) -> None:
        story = Story()
        story.completeness = None
        with pytest.raises(CompletenessNotGiven):
            story.received()

    def test_an_application_that_is_not_admitted_is_not_received(self) -> None:
        story = Story()
        story.completeness = Completeness(admitted=False)
        with pytest.raises(NotAdmitted):
            story.received()

    def test_tasks_that_could_never_all_run_are_not_received(self) -> None:
        with pytest.raises(TasksInconsistent) as refused:
            Story().received(spec("a", needs=(evidence_need("b", "b-paper"),)))
        assert "b-paper" in str(refused.value)


def test_a_refusal_names_the_state_and_what_is_possible_instead() -> None:
    story = Story().received()
    with pytest.raises(CommandNotPossible) as refused:
        story.give(RemovePaper(paper_id="p1"))
    assert refused.value.code == "COMMAND_NOT_POSSIBLE"
    assert refused.value.fields["status"] == "received"
    assert "DispatchCase" in str(refused.value.fields["possible"])
    assert "已收件" in refused.value.text.zh
    assert "dispatch to the authorities" in refused.value.text.en
