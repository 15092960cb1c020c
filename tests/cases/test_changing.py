"""A change of what was told after handing in: what it drops, adds, voids and flags, and what it leaves alone."""

from __future__ import annotations

import pytest

from tests.cases.situations import Story, defect, evidence_need, fact, officer, paper, spec, text
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    CaseOutcome,
    CaseStatus,
    CloseCase,
    Completeness,
    DispatchCase,
    LearnFacts,
    NoticeKind,
    RecordAnswers,
    RefuseTask,
    ReportDefects,
    RequestSignature,
    Sign,
    TaskSpec,
    TaskStatus,
)
from yijian.core.cases.application_refusals import (
    CaseIncomplete,
    NotAdmitted,
    NothingGiven,
    TasksInconsistent,
    WrongProvenance,
)
from yijian.core.cases.life_commands import AcknowledgeChange, ChangeAnswers, Touched
from yijian.core.cases.life_refusals import (
    ChangeNotAllowed,
    ChangesUnseen,
    NoSignatureAwaited,
    NothingToAcknowledge,
    SignaturesAwaited,
)
from yijian.core.cases.refusals import CommandNotPossible, WrongActor
from yijian.core.vocabulary.provenance import ProvenanceKind

R = text("r")
A, B, C = spec("a", outputs=()), spec("b", outputs=()), spec("c", outputs=())
NAME = "mother.name"
SIGNING = Sign(participant="father", statement=R, method="link-and-code")


def handed_in(*tasks: TaskSpec, signed: bool = False) -> Story:
    story = Story()
    story.give(RecordAnswers(facts=(fact(NAME), fact("mother.mobile"))))
    if signed:
        story.give(SIGNING)
    story.received(*tasks)
    return story


def change(*tasks: TaskSpec, touched: tuple[str, ...] = (), **more: object) -> ChangeAnswers:
    given: dict[str, object] = {
        "facts": (fact(NAME, "2"),),
        "tasks": tasks,
        "touched": tuple(Touched(task=one, paths=(NAME,)) for one in touched),
        "statement": R,
        "method": "signed_in",
        "signer": "mother",
    }
    return ChangeAnswers(**(given | more))  # type: ignore[arg-type] # the fields by name


def statuses(story: Story) -> dict[str, TaskStatus]:
    return {task.spec.key: task.status for task in story.case.tasks}


def to_sign(story: Story) -> tuple[str, ...]:
    return story.case.to_sign


def test_what_is_not_wanted_any_more_is_dropped_and_what_is_new_goes_to_its_authority() -> None:
    story = handed_in(A, B)
    story.lead(DispatchCase())
    story.handle(AcceptTask(task="b"))
    names = story.give(change(A, C))
    assert names[:2] == ["AnswersChanged", "SignatureGiven"]
    assert statuses(story) == {
        "a": TaskStatus.DISPATCHED,
        "b": TaskStatus.DROPPED,
        "c": TaskStatus.DISPATCHED,
    }
    assert story.case.facts[NAME].digest == f"{NAME}=2"
    assert [one.kind for one in story.case.notices][-1] is NoticeKind.CHANGE
    assert story.task("b").clock.ended is not None


def test_what_was_dropped_comes_back_anew() -> None:
    story = handed_in(A, B)
    story.lead(DispatchCase())
    story.handle(AcceptTask(task="b"))
    story.give(change(A))
    story.give(change(A, B, facts=(fact(NAME, "3"),)))
    assert statuses(story) == {"a": TaskStatus.DISPATCHED, "b": TaskStatus.DISPATCHED}
    assert story.task("b").clock.started is None


def test_a_decision_is_left_alone_and_its_authority_answers_for_it_before_the_case_is_archived() -> None:
    story = handed_in(A, B)
    story.lead(DispatchCase())
    story.approved("a")
    story.handle(AcceptTask(task="b"))
    story.give(change(A, B, touched=("a", "b")))
    assert statuses(story) == {"a": TaskStatus.APPROVED, "b": TaskStatus.ACCEPTED}
    assert [one.paths for one in story.task("a").unseen_changes] == [(NAME,)]
    assert [one.paths for one in story.task("b").unseen_changes] == [(NAME,)]
    story.handle(ApproveTask(task="b"))
    with pytest.raises(ChangesUnseen):
        story.lead(CloseCase())
    for key in ("a", "b"):
        story.handle(AcknowledgeChange(task=key, finding=text("no difference")))
    with pytest.raises(NothingToAcknowledge):
        story.handle(AcknowledgeChange(task="a", finding=R))
    story.lead(CloseCase())


def test_a_grant_that_is_no_part_of_the_plan_any_more_stands_and_is_flagged_once() -> None:
    story = handed_in(A, B)
    story.lead(DispatchCase())
    story.approved("a")
    story.give(change(B))
    assert story.task("a").status is TaskStatus.APPROVED
    assert [one.dropped for one in story.task("a").changes] == [True]
    story.give(change(B, facts=(fact(NAME, "3"),)))
    assert len(story.task("a").changes) == 1


def test_what_is_dropped_does_not_make_the_outcome_partial() -> None:
    story = handed_in(A, B)
    story.lead(DispatchCase())
    story.approved("a")
    names = story.give(change(A))
    assert "CaseDecided" in names
    assert story.case.outcome is CaseOutcome.WHOLLY
    with pytest.raises(CommandNotPossible):
        story.give(change(A, facts=(fact(NAME, "3"),)))


def test_what_nobody_has_yet_follows_the_new_plan_and_what_an_authority_has_keeps_its_order() -> None:
    needing = spec("b", needs=(evidence_need("a", "a-paper"),), outputs=())
    story = handed_in(spec("a"), needing)
    story.lead(DispatchCase())
    assert story.task("b").status is TaskStatus.WAITING
    story.give(change(spec("a"), B))
    assert story.task("b").status is TaskStatus.DISPATCHED
    story.give(change(spec("a"), needing, facts=(fact(NAME, "3"),)))
    assert story.task("b").status is TaskStatus.DISPATCHED
    assert story.task("b").spec.needs == ()


def test_signatures_over_it_are_void_and_nothing_is_approved_until_all_have_signed_again() -> None:
    story = handed_in(A, B, signed=True)
    story.lead(DispatchCase())
    story.handle(AcceptTask(task="a"))
    story.completeness = Completeness(required_signatures=("mother", "father"))
    assert "SignaturesVoided" in story.give(change(A, B))
    assert to_sign(story) == ("father",)
    with pytest.raises(SignaturesAwaited):
        story.handle(ApproveTask(task="a"))
    with pytest.raises(NoSignatureAwaited):
        story.give(RequestSignature(participant="mother"))
    story.give(RequestSignature(participant="father"))
    story.give(SIGNING)
    assert to_sign(story) == ()
    with pytest.raises(CommandNotPossible):
        story.give(RecordAnswers(facts=(fact(NAME, "3"),)))
    story.handle(ApproveTask(task="a"))


def test_a_refusal_needs_no_signature() -> None:
    story = handed_in(A, B, signed=True)
    story.lead(DispatchCase())
    story.handle(AcceptTask(task="a"))
    story.completeness = Completeness(required_signatures=("father",))
    story.give(change(A, B))
    story.handle(RefuseTask(task="a", reason=R))
    assert to_sign(story) == ("father",)
    assert story.task("a").status is TaskStatus.REFUSED


def test_a_signature_over_something_else_stands() -> None:
    story = Story()
    story.give(RecordAnswers(facts=(fact(NAME), fact("father.name"))))
    story.give(Sign(participant="father", statement=R, method="link-and-code", covers=("father.name",)))
    story.received(A, B)
    story.completeness = Completeness(required_signatures=("father",))
    assert "SignaturesVoided" not in story.give(change(A, B))
    assert to_sign(story) == ()


def test_the_change_is_whole_or_it_does_not_happen() -> None:
    """What is needed now comes with it; what is not complete, not admitted or not consistent is refused."""
    story = handed_in(A, B)
    story.lead(DispatchCase())
    before = story.case
    wanted = Completeness(required_facts=("mother.address",), required_papers=("permit:mother",))
    story.completeness = wanted
    with pytest.raises(CaseIncomplete) as refused:
        story.give(change(A, B))
    assert "permit:mother" in str(refused.value.fields)
    story.completeness = Completeness(admitted=False)
    with pytest.raises(NotAdmitted):
        story.give(change(A, B))
    story.completeness = wanted
    with pytest.raises(TasksInconsistent):
        story.give(
            change(facts=(fact(NAME, "2"), fact("mother.address")), papers=(paper("new", "permit:mother"),))
        )
    assert story.case == before
    story.give(
        change(A, B, facts=(fact(NAME, "2"), fact("mother.address")), papers=(paper("new", "permit:mother"),))
    )
    assert [one.id for one in story.case.papers] == ["new"]


def test_only_the_applicants_own_answers_and_only_by_the_applicant() -> None:
    story = handed_in(A, B)
    for actor in (officer("authority-of-a"), officer("health")):
        with pytest.raises(WrongActor):
            story.give(change(A, B), actor)
    with pytest.raises(NothingGiven):
        story.give(change(A, B, facts=(fact(NAME),)))
    with pytest.raises(WrongProvenance):
        story.give(change(A, B, facts=(fact(NAME, "2", ProvenanceKind.REGISTER),)))
    story = Story().dispatched(A, B)
    story.lead(LearnFacts(facts=(fact(NAME, kind=ProvenanceKind.REGISTER),)))
    with pytest.raises(ChangeNotAllowed):
        story.give(change(A, B))


def test_before_dispatch_the_plan_is_changed_and_defects_of_what_is_dropped_are_gone() -> None:
    story = handed_in(A, B)
    story.lead(ReportDefects(defects=(defect("form", "b"), defect(NAME, "a"))))
    names = story.give(change(A, C))
    assert "DefectDropped" in names
    assert [one.task for one in story.case.defects] == ["a"]
    assert statuses(story) == {"a": TaskStatus.WAITING, "b": TaskStatus.DROPPED, "c": TaskStatus.WAITING}
    assert story.case.status is CaseStatus.RECEIVED


def test_not_while_it_is_filled_in_or_corrected() -> None:
    with pytest.raises(CommandNotPossible):
        Story().give(change(A))
