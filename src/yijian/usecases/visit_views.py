"""Visits to a place as officers and the applicant see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases import CaseState, TaskState, TaskStatus
from yijian.core.cases.names import FINDING_NAMES, VISIT_ANSWER_NAMES, VISIT_STATUS_NAMES
from yijian.core.cases.visits import (
    Answer,
    FindingOutcome,
    Visit,
    VisitPart,
    VisitStatus,
    last_finding,
    open_visit_of,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.fact_names import participant_name


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPartView:
    """One service in a visit: what its authority answered (in words), why it goes alone, and what it found."""

    task: str
    service: Text
    authority: Text
    answer: Text
    joins: bool
    alone: bool
    reason: str | None
    outcome: Text | None
    passed: bool
    finding: str | None
    present: str | None
    found_at: datetime | None
    due: date | None
    procedure: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """One visit; `asked_day` the applicant would rather have, with `asked_reason`. `may_ask`: for another day."""

    id: str
    place: Text
    day: date
    held_on: date | None
    status: str
    state: Text
    by: Text
    again: bool
    parts: tuple[VisitPartView, ...]
    asked_day: date | None
    asked_reason: str | None
    called_off: str | None
    may_ask: bool
    open: bool

    def part(self, task: str) -> VisitPartView | None:
        """The part of one task, or None."""
        return next((one for one in self.parts if one.task == task), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitChoice:
    """A visit that can be arranged for a task now: to which place, and which other tasks can come along."""

    place: str
    name: Text
    others: tuple[tuple[str, Text], ...]
    again: bool


def visit_text_keys(case: CaseState) -> set[str]:
    """The vault keys of all texts that these views show."""
    keys = set()
    for visit in case.visits:
        keys |= {one.key for one in (visit.reason, visit.asked.reason if visit.asked else None) if one}
        for part in visit.parts:
            if part.reason:
                keys.add(part.reason.key)
            if part.finding:
                keys |= {part.finding.text.key, part.finding.present.key}
    return keys


def visit_views(
    *, case: CaseState, one_thing: OneThing, texts: Mapping[str, str], task: str | None = None
) -> tuple[VisitView, ...]:
    """The visits of the case, the first first; of one task only those it is part of."""
    return tuple(
        _view(visit, case, one_thing, texts)
        for visit in case.visits
        if task is None or visit.part(task) is not None
    )


def visits_made(case: CaseState) -> int:
    """How often the applicant opened the door: however many came at once, it is one visit."""
    return sum(visit.took_place for visit in case.visits)


def visit_choices(*, case: CaseState, task: TaskState, one_thing: OneThing) -> tuple[VisitChoice, ...]:
    """What can be arranged for a task now, place by place."""
    return tuple(
        VisitChoice(
            place=spec.of,
            name=place_name(one_thing, spec.of),
            others=tuple(
                (key, _both(one_thing, other))
                for key in spec.tasks
                if key != task.spec.key
                and (other := case.task(key)) is not None
                and _to_visit(case, other, spec.of)
            ),
            again=last_finding(case.visits, task.spec.key, spec.of) is not None,
        )
        for spec in task.spec.visits
        if _to_visit(case, task, spec.of)
    )


def place_name(one_thing: OneThing, of: str) -> Text:
    """Whom or what the visit is to: the participant, or one of several."""
    names = [participant_name(one_thing, one) or Text(one, one) for one in of.split("|")]
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _to_visit(case: CaseState, task: TaskState, of: str) -> bool:
    last = last_finding(case.visits, task.spec.key, of)
    return (
        not task.settled
        and task.status is not TaskStatus.WAITING
        and open_visit_of(case.visits, task.spec.key, of) is None
        and (last is None or last.outcome is FindingOutcome.TO_CORRECT)
    )


def _both(one_thing: OneThing, task: TaskState) -> Text:
    service = one_thing.services[task.spec.service].definition.name
    authority = one_thing.authorities[task.spec.authority].short_name
    return Text(f"{authority.zh}：{service.zh}", f"{authority.en}: {service.en}")


def _view(visit: Visit, case: CaseState, one_thing: OneThing, texts: Mapping[str, str]) -> VisitView:
    return VisitView(
        id=visit.id,
        place=place_name(one_thing, visit.of),
        day=visit.day,
        held_on=visit.held_on,
        status=visit.status.value,
        state=VISIT_STATUS_NAMES[visit.status],
        by=one_thing.authorities[visit.by].short_name,
        again=visit.again,
        parts=tuple(_parts(visit, case, one_thing, texts)),
        asked_day=visit.asked.day if visit.asked else None,
        asked_reason=texts.get(visit.asked.reason.key) if visit.asked else None,
        called_off=texts.get(visit.reason.key) if visit.reason else None,
        open=visit.open,
        may_ask=visit.status is VisitStatus.PROPOSED and not case.final,
    )


def _parts(
    visit: Visit, case: CaseState, one_thing: OneThing, texts: Mapping[str, str]
) -> Iterator[VisitPartView]:
    for part in visit.parts:
        task = case.task(part.task)
        if task is not None:
            yield _part(part, task, one_thing, texts)


def _part(part: VisitPart, task: TaskState, one_thing: OneThing, texts: Mapping[str, str]) -> VisitPartView:
    found = part.finding
    procedures = {one.id: one.name for one in task.spec.special_procedures}
    return VisitPartView(
        task=part.task,
        service=one_thing.services[task.spec.service].definition.name,
        authority=one_thing.authorities[task.spec.authority].short_name,
        answer=VISIT_ANSWER_NAMES[part.answer],
        joins=part.answer is Answer.JOINS,
        alone=part.answer is Answer.ALONE,
        reason=texts.get(part.reason.key) if part.reason else None,
        outcome=FINDING_NAMES[found.outcome] if found else None,
        passed=found is not None and found.outcome is FindingOutcome.PASSED,
        finding=texts.get(found.text.key) if found else None,
        present=texts.get(found.present.key) if found else None,
        found_at=found.at if found else None,
        due=found.due if found else None,
        procedure=procedures.get(found.stops) if found and found.stops else None,
    )
