"""The figures of a plan as ranges over everybody whom the known facts do not exclude.

Law: sound. Nobody's figure lies outside the range. At least what is certain, at most all that is possible: that bounds
every figure at once. For each end of each range the undecided facts with finitely many answers are then tried, the
most promising branch first, answers that no rule can tell apart once. The first branch that is decided is the end of
the range. Where facts cannot be tried out (dates, numbers) or the effort is used up, the bound of the best branch
stands: a range may be wider than the truth, never narrower.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from itertools import count, groupby
from typing import Final

from yijian.core.compiler.askable import open_questions
from yijian.core.compiler.fact_paths import concept_at
from yijian.core.compiler.goals import open_goals
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.merge import need_of_field
from yijian.core.compiler.paper_needs import needs_of_task, paper_needs
from yijian.core.compiler.papers import least_folder
from yijian.core.compiler.plan_schedule import limits_of, tasks_before
from yijian.core.compiler.questions import interview, state_of
from yijian.core.compiler.representatives import is_finite, representatives
from yijian.core.compiler.situation import Situation
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.schedule import TaskToSchedule, earliest_schedule
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import BoundService, GoalKind, MergedField, OneThing
from yijian.core.vocabulary.plan import Range, Ranges

MOST_BRANCHES: Final = 60
"""How many branches are measured for one figure."""


Bounds = tuple[int, int]
"""A figure from the least to the most it can be."""


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure: what certainly bounds it, its value once no goal of its kinds is open, and those kinds."""

    name: str
    bounds: Callable[[Situation, WorkingCalendar], Bounds | None]
    exact: Callable[[Situation], int] | None
    kinds: frozenset[GoalKind]


def ranges_of(situation: Situation, calendar: WorkingCalendar) -> Ranges:
    """The ranges of all figures, also over facts that somebody has said not to know."""
    asked = interview(situation)
    root = situation.with_nothing_skipped()
    held = root.held
    services, fields, papers = remembered(
        root.one_thing,
        "ranges",
        (state_of(root), held.evidence, held.not_held, held.unavailable),
        lambda: tuple(_Search(figure, calendar).range_from(root) for figure in (_SERVICES, _FIELDS, _PAPERS)),
    )
    return Ranges(
        services=services,
        questions=Range(least=asked.least, most=asked.most),
        fields=fields,
        papers=papers,
        days=_Search(_DAYS, calendar).range_from(root),
    )


class _Search:
    """Best-first search for both ends of the range of one figure."""

    def __init__(self, figure: _Figure, calendar: WorkingCalendar) -> None:
        self._figure = figure
        self._calendar = calendar
        self._left = MOST_BRANCHES
        self._measured: dict[Situation, Bounds | None] = {}

    def range_from(self, root: Situation) -> Range:
        """The range; None where a part that may be included does not state the figure."""
        least, most = self._end(root, 0), self._end(root, 1)
        if least is None or most is None:
            return Range(least=None, most=None)
        return Range(least=least, most=most)

    def _end(self, root: Situation, side: int) -> int | None:
        """The least (side 0) or the most (side 1)."""
        sign = -1 if side else 1
        bounds = self._bounds(root)
        if bounds is None:
            return None
        turn = count()
        waiting = [(sign * bounds[side], 0, next(turn), root)]
        while True:
            best, depth, _, situation = heappop(waiting)
            bounds = self._bounds(situation) if self._left > 0 else None
            fact = self._next_split(situation) if bounds is not None else None
            if bounds is not None and sign * bounds[side] > best:
                heappush(waiting, (sign * bounds[side], depth, next(turn), situation))
            elif fact is None:
                return sign * best
            else:  # a branch is no better than the whole: it waits under that bound and is measured if it comes first
                for value, _ in representatives(situation, fact):
                    heappush(waiting, (best, depth - 1, next(turn), situation.told(fact, value)))

    def _bounds(self, situation: Situation) -> Bounds | None:
        if situation not in self._measured:
            self._measured[situation] = self._measure(situation)
        return self._measured[situation]

    def _measure(self, situation: Situation) -> Bounds | None:
        self._left -= 1
        if self._figure.exact is not None and not self._open_facts(situation):
            value = self._figure.exact(situation)
            return value, value
        return self._figure.bounds(situation, self._calendar)

    def _open_facts(self, situation: Situation) -> frozenset[str]:
        """The facts that the figure still hangs on."""
        goals = (one for one in open_goals(situation) if one.goal.kind in self._figure.kinds)
        return open_questions(situation, frozenset().union(*(one.verdict.needs for one in goals)))

    def _next_split(self, situation: Situation) -> str | None:
        """The undecided fact to try out next: counts, presences and wishes first, they change most."""
        bounds = self._bounds(situation)
        if bounds is None or bounds[0] == bounds[1]:
            return None
        one_thing = situation.one_thing
        return min(
            (
                fact
                for fact in self._open_facts(situation)
                if is_finite(one_thing, fact) and not situation.first_to_ask(fact)
            ),
            key=lambda fact: (concept_at(one_thing, fact) is not None, fact),
            default=None,
        )


def _most_members(situation: Situation, participant: str | None) -> int:
    """How many times what is planned for one member can occur; 1 once the count is known."""
    if participant is None or situation.count(participant) is not None:
        return 1
    return situation.one_thing.life_event.participants[participant].most


def _services(situation: Situation, _calendar: WorkingCalendar) -> Bounds:
    certain = possible = 0
    for service, _, included in situation.tasks():
        certain += included.holds is True
        possible += 0 if included.holds is False else _most_members(situation, service.repeated_for)
    return certain, possible


def _fields(situation: Situation, _calendar: WorkingCalendar) -> Bounds:
    """The fields that must be filled in."""
    one_thing = situation.one_thing
    certain = possible = 0
    for participant, fields in remembered(
        one_thing, "fields", None, lambda: _by_participant(one_thing)
    ).items():
        times = _most_members(situation, participant)
        for member in situation.members(participant):
            required, optional = situation.once(
                "required fields",
                (participant, member),
                partial(_required, situation, fields, member),
            )
            certain += required
            possible += times * (required + optional)
    return certain, possible


def _by_participant(one_thing: OneThing) -> dict[str, tuple[MergedField, ...]]:
    runs = groupby(one_thing.form.fields, key=lambda field: field.participant)
    return {participant: tuple(run) for participant, run in runs}


def _required(situation: Situation, fields: tuple[MergedField, ...], member: int | None) -> tuple[int, int]:
    """How many fields must be filled in, and how many more perhaps."""
    needs = [need_of_field(situation, field, member) for field in fields]
    required = [need.required for need in needs if need is not None]
    return required.count(True), required.count(None)


def _papers(situation: Situation, _calendar: WorkingCalendar) -> Bounds:
    """At least the papers that no requirement can do without; at most every paper that any option asks for."""
    certain: set[str] = set()
    possible: dict[str, int] = {}
    for service, member, included in situation.tasks():
        if included.holds is not False:
            without, most = situation.once(
                "papers of task",
                (service.definition.id, member),
                partial(_papers_of_task, situation, service, member),
            )
            certain |= without
            for key, times in most.items():
                possible[key] = max(possible.get(key, 0), times)
    return len(certain), sum(possible.values())


def _papers_of_task(
    situation: Situation, service: BoundService, member: int | None
) -> tuple[frozenset[str], dict[str, int]]:
    """The papers that a task certainly cannot do without, and how often each paper can occur at most."""
    certain: set[str] = set()
    possible: dict[str, int] = {}
    times = _most_members(situation, service.repeated_for)
    for need in needs_of_task(situation, service, member):
        if need.verdict.holds:
            certain |= need.indispensable()
        for key, paper in need.brought().items():
            owners = [owner.partition("[")[0] for owner in paper.of.split("|")]
            each = max(times, *(_most_members(situation, owner) for owner in owners))
            possible[key] = max(possible.get(key, 0), each * len(owners))
    return frozenset(certain), possible


def _brought(situation: Situation) -> int:
    papers = least_folder(situation).plan.papers
    return sum(paper.way is PaperWay.APPLICANT for paper in papers)


def _days(situation: Situation, calendar: WorkingCalendar) -> Bounds | None:
    """The longest path through what is certain, and through all that is possible in the strictest order."""
    certain_waits = _certain_waits(situation)
    days: list[int] = []
    for certain in (True, False):
        tasks: list[TaskToSchedule] = []
        for service, member, included in situation.tasks():
            if included.holds is False or (certain and included.holds is None):
                continue
            key = situation.task_key(service.definition.id, member)
            every = {key: frozenset(need.service for need in service.depends_on)}
            tasks.append(
                TaskToSchedule(
                    key=key,
                    promised=limits_of(service).promised,
                    after=tasks_before(situation, service, member, certain_waits if certain else every),
                )
            )
        found = earliest_schedule(tasks, start=situation.today, calendar=calendar).promised_days
        if found is None and tasks:
            return None
        days.append(found or 0)
    return days[0], days[1]


def _certain_waits(situation: Situation) -> dict[str, frozenset[str]]:
    """For each task the services whose documents it certainly needs: there is no option without them."""
    waits: dict[str, frozenset[str]] = {}
    for need in paper_needs(situation):
        if need.verdict.holds and need.options:
            issuers = [
                frozenset(name for paper in option for name in paper.issuers) for option in need.options
            ]
            waits[need.task] = waits.get(need.task, frozenset()) | frozenset.intersection(*issuers)
    return waits


_INCLUSION: Final = frozenset({GoalKind.SERVICE, GoalKind.CHOICE, GoalKind.COUNT, GoalKind.PRESENCE})
_SERVICES: Final = _Figure("services", _services, None, _INCLUSION)
_FIELDS: Final = _Figure("fields", _fields, None, _INCLUSION | {GoalKind.FIELD, GoalKind.ROLE})
_PAPERS: Final = _Figure("papers", _papers, _brought, _INCLUSION | {GoalKind.PAPER, GoalKind.ROLE})
_DAYS: Final = _Figure("days", _days, None, _INCLUSION | {GoalKind.PAPER, GoalKind.ROLE})
"""Only the days hang on the calendar."""
