"""撤销, 撤回, 注销, 吊销: different acts on different grounds; and a result issued once more."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cases.situations import Story, evidence_need, fact, fact_need, spec, text
from yijian.core.cases import (
    AcceptTask,
    ApproveTask,
    CaseOutcome,
    CaseStatus,
    CloseCase,
    DeliverOutput,
    DeliveryMode,
    IssueOutput,
    NoticeKind,
    OutputSpec,
    Remedy,
    TaskCommand,
    TaskSpec,
    TaskStatus,
    basis_words,
)
from yijian.core.cases.issued_outputs import EndedBy
from yijian.core.cases.objection_commands import RaiseObjection
from yijian.core.cases.promise_commands import RevokeDecision
from yijian.core.cases.refusals import (
    BornFactsMismatch,
    NoSuchOutput,
    ResultsOutstanding,
    TaskCommandNotPossible,
)
from yijian.core.cases.undoing_commands import (
    CancelResult,
    ReissueOutput,
    RetractLicence,
    RevokeAsPenalty,
)
from yijian.core.cases.undoing_refusals import (
    GroundUnfit,
    NoFactsHere,
    NothingToReplace,
    UndoingNotForKind,
)
from yijian.core.cases.undoings import GROUNDS, ReissueGround, UndoingGround, UndoingKind
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.core.vocabulary.service import ServiceKind

R = text("r")
REVOKE = RevokeDecision(task="a", reason=R, ground=UndoingGround.UNLAWFUL)
RETRACT = RetractLicence(task="a", reason=R, ground=UndoingGround.BASIS_CHANGED)
CANCEL = CancelResult(task="a", reason=R, ground=UndoingGround.EXPIRED)
PENALTY = RevokeAsPenalty(task="a", reason=R)
ACTS = {
    "revoke": (REVOKE, TaskStatus.REVOKED, EndedBy.REVOKED, NoticeKind.REVOCATION),
    "retract": (RETRACT, TaskStatus.RETRACTED, EndedBy.RETRACTED, NoticeKind.RETRACTION),
    "cancel": (CANCEL, TaskStatus.CANCELLED, EndedBy.CANCELLED, NoticeKind.CANCELLATION),
    "penalty": (
        PENALTY,
        TaskStatus.REVOKED_AS_PENALTY,
        EndedBy.REVOKED_AS_PENALTY,
        NoticeKind.PENALTY,
    ),
}
BORN = fact("born.a", kind=ProvenanceKind.OUTPUT, source="a")
WITH_FACTS = (OutputSpec(id="o", evidence="a-paper", facts=("born.a",)),)


def delivered(*more: TaskSpec) -> Story:
    story = Story().dispatched(spec("a", outputs=WITH_FACTS), *more)
    story.handle(AcceptTask(task="a"))
    story.handle(ApproveTask(task="a"))
    story.handle(IssueOutput(task="a", output="o", document="d", number="1", facts=(BORN,)))
    story.handle(DeliverOutput(task="a", output="o", mode=DeliveryMode.POST))
    return story


def closed() -> Story:
    story = delivered()
    story.lead(CloseCase())
    return story


class TestUndoing:
    @pytest.mark.parametrize("stage", [delivered, closed])
    @pytest.mark.parametrize("act", ACTS)
    def test_each_act_has_its_status_its_mark_on_the_output_and_its_notice(
        self, act: str, stage: Callable[[], Story]
    ) -> None:
        command, status, ended_by, kind = ACTS[act]
        story = stage()
        before = story.case.status
        story.handle(command)
        task, notice = story.task("a"), story.case.notices[-1]
        assert task.status is status
        assert [(one.ended_by, one.revoked_at) for one in task.outputs] == [(ended_by, notice.issued_at)]
        assert notice.kind is kind
        assert notice.reasons == (R,)
        assert notice.remedies == (Remedy.REVIEW, Remedy.LAWSUIT, Remedy.OBJECTION)
        assert basis_words(notice.basis).en == "no clause has been verified", "no article was found"
        assert story.case.status is before, "an undoing leaves nothing to do"

    @pytest.mark.parametrize("act", ACTS)
    def test_only_what_was_wrong_from_the_beginning_changes_what_came_of_the_whole(self, act: str) -> None:
        story = closed()
        story.handle(ACTS[act][0])
        wanted = CaseOutcome.REFUSED if act == "revoke" else CaseOutcome.WHOLLY
        assert story.case.outcome is wanted

    @pytest.mark.parametrize("first", [REVOKE, RETRACT, PENALTY])
    def test_the_record_of_what_was_undone_can_be_cancelled_and_keeps_what_ended_it(
        self, first: TaskCommand
    ) -> None:
        story = closed()
        story.handle(first)
        outputs = story.task("a").outputs
        with pytest.raises(GroundUnfit):
            story.handle(CANCEL)
        story.later(days=30).handle(CancelResult(task="a", reason=R, ground=UndoingGround.UNDONE))
        task = story.task("a")
        assert task.status is TaskStatus.CANCELLED
        assert task.outputs == outputs, "the check page says what ended it first"
        assert [one.kind for one in task.undoings][1:] == [UndoingKind.CANCEL]
        for act in (REVOKE, RETRACT, PENALTY, CANCEL):
            with pytest.raises(TaskCommandNotPossible):
                story.handle(act)

    def test_what_stands_is_not_cancelled_as_undone(self) -> None:
        with pytest.raises(GroundUnfit):
            closed().handle(CancelResult(task="a", reason=R, ground=UndoingGround.UNDONE))

    @pytest.mark.parametrize("kind", [kind for kind in ServiceKind if kind is not ServiceKind.LICENCE])
    def test_only_licences_are_retracted_or_taken_away(self, kind: ServiceKind) -> None:
        story = Story().dispatched(spec("a", kind=kind)).issued("a")
        for command in (RETRACT, PENALTY):
            with pytest.raises(UndoingNotForKind):
                story.handle(command)
        story.handle(CANCEL)

    @pytest.mark.parametrize("act", UndoingKind)
    def test_a_ground_of_another_act_is_refused(self, act: UndoingKind) -> None:
        makers: dict[UndoingKind, Callable[[UndoingGround], TaskCommand]] = {
            UndoingKind.REVOKE: lambda ground: RevokeDecision(task="a", reason=R, ground=ground),
            UndoingKind.RETRACT: lambda ground: RetractLicence(task="a", reason=R, ground=ground),
            UndoingKind.CANCEL: lambda ground: CancelResult(task="a", reason=R, ground=ground),
        }
        for ground in UndoingGround:
            if act in makers and ground not in GROUNDS[act]:
                with pytest.raises(GroundUnfit):
                    delivered().handle(makers[act](ground))
        assert sum(ground in GROUNDS[act] for act in UndoingKind for ground in UndoingGround) == len(
            UndoingGround
        )

    def test_nothing_is_undone_while_an_objection_waits(self) -> None:
        story = delivered()
        story.give(RaiseObjection(task="a", reason=R))
        with pytest.raises(TaskCommandNotPossible):
            story.handle(REVOKE)

    @pytest.mark.parametrize("by", ["paper", "fact"])
    @pytest.mark.parametrize("act", ACTS)
    def test_what_was_born_in_an_undone_result_is_used_by_nobody_after_it(self, act: str, by: str) -> None:
        need = evidence_need("a", "a-paper") if by == "paper" else fact_need("a", "born.a")
        story = delivered(spec("c"), spec("w", needs=(need, evidence_need("c", "c-paper"))))
        story.handle(ACTS[act][0])
        assert story.task("w").blocked_by == "a"
        assert story.task("c").status is TaskStatus.DISPATCHED, "the other departments go on"


class TestIssuedAgain:
    def again(self, ground: ReissueGround = ReissueGround.LOST, **more: object) -> ReissueOutput:
        return ReissueOutput(
            task="a",
            output="o",
            ground=ground,
            reason=R,
            document="e",
            number="2",
            **more,  # type: ignore[arg-type] # a test's shorthand
        )

    @pytest.mark.parametrize("stage", [delivered, closed])
    def test_the_new_copy_has_its_number_the_old_one_is_replaced_and_it_is_handed_over(
        self, stage: Callable[[], Story]
    ) -> None:
        story = stage()
        assert "CaseTakenUpAgain" in story.handle(self.again())
        old, new = story.task("a").outputs
        assert (old.number, old.ended_by, old.stands) == ("1", EndedBy.REPLACED, False)
        assert (new.number, new.document, new.stands, new.delivery) == ("2", "e", True, None)
        assert story.case.status.value == "decided"
        assert story.case.outcome is CaseOutcome.WHOLLY
        assert story.case.notices[-1].kind is NoticeKind.REISSUE
        with pytest.raises(ResultsOutstanding):
            story.lead(CloseCase())
        story.handle(DeliverOutput(task="a", output="o", mode=DeliveryMode.COLLECTED))
        assert story.case.status is CaseStatus.DELIVERED
        assert story.task("a").outputs[0].delivery is not None, "the old copy keeps its own delivery"
        story.lead(CloseCase())

    def test_a_misprint_is_put_right_with_the_facts_that_are_born_with_it(self) -> None:
        right = fact("born.a", "2", kind=ProvenanceKind.OUTPUT, source="a")
        story = delivered()
        story.handle(self.again(ReissueGround.MISPRINTED, facts=(right,)))
        assert story.case.facts["born.a"].digest == right.digest
        other = fact("born.b", kind=ProvenanceKind.OUTPUT, source="a")
        with pytest.raises(BornFactsMismatch):
            story.handle(self.again(ReissueGround.MISPRINTED, facts=(other,)))

    def test_a_copy_of_what_was_lost_says_the_same(self) -> None:
        with pytest.raises(NoFactsHere):
            delivered().handle(self.again(facts=(BORN,)))

    def test_only_what_stands_is_replaced(self) -> None:
        story = delivered()
        with pytest.raises(NoSuchOutput):
            story.handle(ReissueOutput(task="a", output="x", ground=ReissueGround.LOST, reason=R))
        story.handle(REVOKE)
        with pytest.raises(TaskCommandNotPossible):
            story.handle(self.again())
        two = (OutputSpec(id="o"), OutputSpec(id="p"))
        half = Story().dispatched(spec("a", outputs=two)).approved("a")
        half.handle(IssueOutput(task="a", output="o"))
        with pytest.raises(NothingToReplace):
            half.handle(ReissueOutput(task="a", output="p", ground=ReissueGround.LOST, reason=R))
