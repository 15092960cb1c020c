"""What a change would do to cases that run.

A case keeps the artefact it began under: nothing happens to it by itself. This says what would happen to it if it were
moved, so that whoever changes a definition knows first whom that touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yijian.core.compiler.facts import FactRefused, full_path, read_fact
from yijian.core.compiler.merge import planned_fields
from yijian.core.compiler.paper_trade import plan_papers
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource
from yijian.core.vocabulary.provenance import Facts, FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCase:
    """A case that is not over: its state, the artefact it began under, and what is known in it."""

    case: str
    life_event: str
    region: str | None
    status: str
    one_thing: OneThing
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class LostAnswer:
    """An answer that the new definitions do not take, and why. The answer itself is not told."""

    path: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEffect:
    """What moving a case would do to it. `gone`: there is nothing to move it to.

    Services by their task; `unmet` and `met` are criteria (`SERVICE/ID`) that would no longer hold, or would now;
    `lost` answers are not taken any more, `to_ask` are facts that would have to be told, `papers_added` to be brought.
    """

    case: str
    life_event: str
    region: str | None
    status: str
    gone: bool = False
    services_added: tuple[str, ...] = ()
    services_removed: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    lost: tuple[LostAnswer, ...] = ()
    to_ask: tuple[str, ...] = ()
    papers_added: tuple[str, ...] = ()
    papers_removed: tuple[str, ...] = ()
    admission_lost: bool = False

    @property
    def is_harmless(self) -> bool:
        """Whether it can be moved without anything being lost, refused or asked."""
        return not (
            self.gone
            or self.services_removed
            or self.unmet
            or self.lost
            or self.to_ask
            or self.admission_lost
            or self.papers_added
            or self.services_added
        )

    @property
    def is_touched(self) -> bool:
        """Whether anything about it would change."""
        return not self.is_harmless or bool(self.met or self.papers_removed)


def effects_on(
    cases: Iterable[RunningCase],
    things: Mapping[tuple[str, str | None], OneThing | None],
    *,
    today: date,
    calendar: WorkingCalendar,
) -> Iterator[CaseEffect]:
    """The effect on each case of moving it to the new one thing of its life event and region (`things`)."""
    for case in cases:
        new = things.get((case.life_event, case.region))
        yield _effect(case, new, today=today, calendar=calendar)


def _effect(case: RunningCase, new: OneThing | None, *, today: date, calendar: WorkingCalendar) -> CaseEffect:
    if new is None:
        return CaseEffect(
            case=case.case, life_event=case.life_event, region=case.region, status=case.status, gone=True
        )
    if new.hash == case.one_thing.hash:
        return CaseEffect(case=case.case, life_event=case.life_event, region=case.region, status=case.status)
    taken, lost = _taken(case.one_thing, new, case.facts)
    before = _Seen(Situation(one_thing=case.one_thing, facts=case.facts, today=today), calendar)
    after = _Seen(Situation(one_thing=new, facts=taken, today=today), calendar)
    return CaseEffect(
        case=case.case,
        life_event=case.life_event,
        region=case.region,
        status=case.status,
        services_added=_added(before.services, after.services),
        services_removed=_added(after.services, before.services),
        unmet=tuple(
            key
            for key, holds in after.criteria.items()
            if holds is False and before.criteria.get(key) is not False
        ),
        met=tuple(
            key
            for key, holds in before.criteria.items()
            if holds is False and after.criteria.get(key) is not False
        ),
        lost=lost,
        to_ask=_added(before.open_fields, after.open_fields),
        papers_added=_added(before.papers, after.papers),
        papers_removed=_added(after.papers, before.papers),
        admission_lost=before.admitted is not False and after.admitted is False,
    )


def _taken(old: OneThing, new: OneThing, facts: Facts) -> tuple[Facts, tuple[LostAnswer, ...]]:
    """The answers that the new one thing takes, and those that it does not. What the old one does not know either, such as
    a consent, is no answer."""
    taken: Facts = {}
    lost: list[LostAnswer] = []
    for path, value in facts.items():
        if not _is_answer(old, path):
            continue
        try:
            taken[full_path(new, path)] = read_fact(new, path, _as_told(value))
        except FactRefused as refused:
            reason = Text(str(refused.fields["reason"]), str(refused.fields["reason_en"]))
            lost.append(LostAnswer(path=path, reason=reason))
    return taken, tuple(lost)


def _is_answer(one_thing: OneThing, path: str) -> bool:
    try:
        full_path(one_thing, path)
    except FactRefused:
        return False
    return True


def _as_told(value: FactValue) -> object:
    return value if isinstance(value, bool | int | date) or value is None else str(value)


def _added(old: Iterable[str], new: Iterable[str]) -> tuple[str, ...]:
    known = frozenset(old)
    return tuple(sorted(one for one in new if one not in known))


class _Seen:
    """What a case comes to under one artefact."""

    def __init__(self, situation: Situation, calendar: WorkingCalendar) -> None:
        self.admitted = situation.admitted().holds
        self.services = tuple(
            situation.task_key(service.definition.id, member)
            for service, member, verdict in situation.tasks()
            if verdict.holds is not False
        )
        self.criteria = {
            f"{situation.task_key(service.definition.id, member)}/{criterion.id}": situation.of_service(
                service, member, criterion.rule
            ).holds
            for service, member, verdict in situation.tasks()
            if verdict.holds is not False
            for criterion in service.definition.criteria
        }
        self.open_fields = tuple(
            field.fact
            for field in planned_fields(situation)
            if field.required and field.source is FieldSource.ANSWER and field.fact not in situation.facts
        )
        self.papers = tuple(
            paper.key
            for paper in plan_papers(situation, calendar).plan.papers
            if paper.certain and paper.way is PaperWay.APPLICANT
        )
