"""By when which application must be in, for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from yijian.core.compiler.fact_paths import member_of
from yijian.core.compiler.rules import HOLDS, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.latest_day import latest_day
from yijian.core.vocabulary.one_thing import BoundService
from yijian.core.vocabulary.plan import PlannedLatestDay
from yijian.core.vocabulary.service import LatestDay


def planned_latest_days(situation: Situation, calendar: WorkingCalendar) -> tuple[PlannedLatestDay, ...]:
    """The days that certainly bind somebody, in the order of the tasks; the day is None while its date is not told."""
    return tuple(
        planned
        for service, member, included in situation.tasks()
        if included.holds
        for latest in service.definition.latest
        for planned in _planned(situation, service, member, latest, calendar)
    )


def _planned(
    situation: Situation,
    service: BoundService,
    member: int | None,
    latest: LatestDay,
    calendar: WorkingCalendar,
) -> Iterator[PlannedLatestDay]:
    condition = HOLDS
    if latest.when is not None:
        condition = as_condition(situation.of_service(service, member, latest.when))
    role, _, name = latest.before.partition(".")
    who = situation.holder(service, role).settled
    if not condition.holds or who is None:
        return
    many = situation.one_thing.life_event.participants[who].many
    fact = f"{member_of(who, member if many else None)}.{name}"
    told = situation.value(fact)
    day = None
    if isinstance(told, date) and not isinstance(told, datetime):
        day = latest_day(before=told, amount=latest.amount, unit=latest.unit, calendar=calendar)
    yield PlannedLatestDay(
        task=situation.task_key(service.definition.id, member),
        latest=latest,
        fact=fact,
        day=day,
        passed=None if day is None else day < situation.today,
    )
