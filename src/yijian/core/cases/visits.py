"""Visits of one or several authorities to a place (踏勘, 联合踏勘): what a case knows of each, from the proposal to the last finding.

Transitions: `visit_transitions.VISIT_TRANSITIONS`. However many take part, it is one visit. It moves no clock: only a
special procedure of a service does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.references import TextRef


class VisitStatus(StrEnum):
    """Where a visit stands."""

    PROPOSED = "proposed"  # 已约定日期: the applicant is told the day; each authority says whether it joins
    HELD = "held"  # 已到现场: it took place; each authority records what it found
    CONCLUDED = "concluded"  # 结果齐了: final, every authority that was there has said what it found
    CALLED_OFF = "called_off"  # 已取消: final, it did not take place


class Answer(StrEnum):
    """What an authority says to a joint visit."""

    ASKED = "asked"  # 没有答复
    JOINS = "joins"  # 参加
    ALONE = "alone"  # 单独去


class FindingOutcome(StrEnum):
    """What an authority found on the spot."""

    PASSED = "passed"  # 通过
    TO_CORRECT = "to_correct"  # 要整改: to be put right, then visited again
    FAILED = "failed"  # 不通过


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSpec:
    """A visit that the plan knows for a task: to the place `of`, together with `tasks` (its own among them)."""

    of: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one authority found: `text` in words, `present` who was there. `due`: until when it is to be put right.

    `stops`: the special procedure of its service that stops the clock meanwhile.
    """

    outcome: FindingOutcome
    text: TextRef
    present: TextRef
    at: datetime
    due: date | None = None
    stops: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPart:
    """One task in a visit: what its authority answered, with the reason where it goes alone, and what it found."""

    task: str
    answer: Answer = Answer.ASKED
    reason: TextRef | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDay:
    """The applicant asks for another day, and says why."""

    day: date
    reason: TextRef
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit of a case: `id` counts them from 1. `day` as agreed, `held_on` when it took place; `by`: the authority that
    arranges it. `again`: it looks at what was to be put right. `asked`: another day, as long as nobody has answered."""

    id: str
    of: str
    day: date
    by: str
    proposed_at: datetime
    parts: tuple[VisitPart, ...]
    status: VisitStatus = VisitStatus.PROPOSED
    again: bool = False
    asked: OtherDay | None = None
    held_on: date | None = None
    reason: TextRef | None = None

    @property
    def open(self) -> bool:
        """Whether it is still to take place, or a finding is missing."""
        return self.status in OPEN_VISITS

    @property
    def took_place(self) -> bool:
        """Whether the applicant opened the door for it: it counts as one visit."""
        return self.status in {VisitStatus.HELD, VisitStatus.CONCLUDED}

    def part(self, task: str) -> VisitPart | None:
        """What is known of a task in it, or None."""
        return next((one for one in self.parts if one.task == task), None)

    @property
    def joined(self) -> tuple[VisitPart, ...]:
        """The parts whose authorities take part."""
        return tuple(one for one in self.parts if one.answer is Answer.JOINS)


OPEN_VISITS = frozenset({VisitStatus.PROPOSED, VisitStatus.HELD})
"""Something is still to happen with it."""


def open_visit_of(visits: tuple[Visit, ...], task: str, of: str | None = None) -> Visit | None:
    """The visit that waits to take place or for the finding of a task: in which it is asked or takes part. None where it
    goes alone, or has found. `of`: to that place only."""
    for visit in visits:
        part = visit.part(task)
        if not visit.open or part is None or (of is not None and visit.of != of):
            continue
        answering = part.answer is Answer.ASKED and visit.status is VisitStatus.PROPOSED
        if answering or (part.answer is Answer.JOINS and part.finding is None):
            return visit
    return None


def last_finding(visits: tuple[Visit, ...], task: str, of: str) -> Finding | None:
    """What was found for a task at that place the last time, or None."""
    found = [
        part.finding
        for visit in visits
        if visit.of == of and (part := visit.part(task)) is not None and part.finding is not None
    ]
    return found[-1] if found else None


def speak_against(visits: tuple[Visit, ...], task: str) -> bool:
    """Whether a visit that a task takes part in waits for its finding, or the last one did not pass."""
    waiting = any(
        visit.open and (part := visit.part(task)) and part.answer is Answer.JOINS and part.finding is None
        for visit in visits
    )
    return waiting or bool(not_passed(visits, task))


def not_passed(visits: tuple[Visit, ...], task: str) -> tuple[Finding, ...]:
    """The last findings of a task, place by place, that speak against approving it."""
    places = dict.fromkeys(visit.of for visit in visits if visit.part(task) is not None)
    last = (last_finding(visits, task, place) for place in places)
    return tuple(one for one in last if one is not None and one.outcome is not FindingOutcome.PASSED)
