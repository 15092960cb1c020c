"""The working sheet of one decision: the state as it becomes while events are recorded one after the other."""

from __future__ import annotations

from datetime import UTC, date, datetime

from yijian.core.cases.decision_facts import ActorKind, DecisionFacts
from yijian.core.cases.events import CaseEvent, NoticeIssued
from yijian.core.cases.evolve import evolve
from yijian.core.cases.notices import Notice, NoticeBasis, NoticeKind, Remedy, notice_number
from yijian.core.cases.objections import ReviewBody, ReviewOutcome
from yijian.core.cases.owing import OwedPaper
from yijian.core.cases.procedures import (
    joint_basis,
    procedure_for,
    remedies_against,
    remedies_against_whole,
    remedy_limits,
)
from yijian.core.cases.references import TextRef
from yijian.core.cases.refusals import NoSuchTask, WrongActor, WrongAuthority
from yijian.core.cases.states import CaseState, TaskState
from yijian.core.cases.undoings import ReissueGround, UndoingGround
from yijian.core.planning.local_time import local_date


class Decision:
    """One decision under way. Handlers read `state`, refuse or `record`; what was recorded is the answer."""

    __slots__ = ("at", "events", "facts", "state")

    def __init__(self, state: CaseState, facts: DecisionFacts) -> None:
        self.state = state
        self.facts = facts
        self.events: list[CaseEvent] = []
        self.at: datetime = max(facts.now.astimezone(UTC), state.last_at)
        """When it happens: now, but never before what happened last (clocks of two machines differ)."""

    @property
    def today(self) -> date:
        """The day in China on which it happens."""
        return local_date(self.at)

    def record(self, event: CaseEvent) -> None:
        """Let an event happen."""
        self.state = evolve(self.state, event)
        self.events.append(event)

    def task(self, key: str) -> TaskState:
        """The task of that key, as it is now. Raises NoSuchTask."""
        task = self.state.task(key)
        if task is None:
            raise NoSuchTask(task=key)
        return task

    def require_authority(self, *authorities: str) -> None:
        """Raises WrongAuthority unless the actor acts for one of them."""
        if self.facts.actor.authority not in authorities:
            raise WrongAuthority(authority=" / ".join(authorities), actor=self.facts.actor.authority)

    def require_actor(self, *kinds: ActorKind) -> None:
        """Raises WrongActor unless the actor acts in one of these capacities."""
        if self.facts.actor.kind not in kinds:
            raise WrongActor(wanted=tuple(kind.value for kind in kinds))

    def issue_notice(
        self,
        kind: NoticeKind,
        *,
        task: TaskState | None = None,
        reasons: tuple[TextRef | None, ...] = (),
        due: date | None = None,
        deemed: bool = False,
        papers: tuple[OwedPaper, ...] = (),
        ground: UndoingGround | None = None,
        reissue: ReissueGround | None = None,
        outcome: ReviewOutcome | None = None,
        reviewer: ReviewBody | None = None,
        visit: str | None = None,
        authority: str | None = None,
    ) -> None:
        """Issue a notice about a task, or by the lead (or another `authority`) about the whole. Nothing before a case number."""
        if self.state.number is None:
            return
        outside = reviewer is not None
        remedies: tuple[Remedy, ...] = ()
        if not outside:
            specs = (one.spec for one in self.state.tasks)
            remedies = remedies_against(kind, task.spec) if task else remedies_against_whole(kind, specs)
        notice = Notice(
            kind=kind,
            number=notice_number(
                case_number=self.state.number, kind=kind, issued_before=len(self.state.notices)
            ),
            issued_at=self.at,
            authority=authority or (task.spec.authority if task else self.state.lead),
            task=task.spec.key if task else None,
            reasons=tuple(reason for reason in reasons if reason is not None),
            basis=self._basis(kind, task),
            remedies=remedies,
            remedy_limits=remedy_limits(remedies, task.spec) if task else (),
            due=due,
            deemed=deemed,
            papers=papers,
            ground=ground,
            reissue=reissue,
            outcome=outcome,
            reviewer=reviewer,
            visit=visit,
        )
        self.record(NoticeIssued(at=self.at, notice=notice))

    def _basis(self, kind: NoticeKind, task: TaskState | None) -> NoticeBasis:
        if task is not None:
            return procedure_for(task.spec).basis_of(kind)
        return joint_basis(kind, (one.spec for one in self.state.tasks))
