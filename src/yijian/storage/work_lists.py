"""The work lists of an authority, page by page: which of its open tasks stand on a list, and how many on each.

What a list asks for is in columns that the case writes with every command (`case_rows.TaskRow`); only whether something
is late by now is seen against the clock. So a list of thousands costs what its page costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from yijian.storage.models import Task

TO_COME: Final = "waiting"
"""The place of what waits for the result of another: nothing to do yet, so it stands on no list but its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list holds: tasks at these `places` (None: everything to do), those that await promised papers (`owes`), or
    that have a visit ahead (`visits`), or for which more time is asked of the head (`asked`); of `holder` only; with one `light`; with part of a case number."""

    places: frozenset[str] | None = None
    owes: bool = False
    visits: bool = False
    asked: bool = False
    holder: str | None = None
    light: str | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A task on a list, with its light now."""

    case_id: str
    task: str
    light: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCounts:
    """How many tasks stand at each place, and how many to do have each light, await papers, have a visit ahead, ask for more time, are in the
    hand of `holder`."""

    places: Mapping[str, int]
    lights: Mapping[str, int]
    owes: int
    visits: int
    asked: int
    mine: int


def listed(
    *, authority: str, region: str, wanted: Wanted, now: datetime, offset: int, limit: int
) -> tuple[tuple[ListedRow, ...], int]:
    """A page of a list of an authority (`region`: where it decides, empty: in that of the case), the earliest to act by first, then what has no day; and how many there are in all."""
    rows = _with_light(_open(authority, region), now)
    if wanted.places is not None:
        rows = rows.filter(place__in=wanted.places)
    elif wanted.owes:
        rows = rows.filter(owes=True)
    elif wanted.visits:
        rows = rows.filter(visit_on__isnull=False)
    elif wanted.asked:
        rows = rows.filter(asks_more=True)
    elif not wanted.number:
        rows = rows.exclude(place=TO_COME)
    if wanted.holder is not None:
        rows = rows.filter(holder=wanted.holder)
    if wanted.light is not None:
        rows = rows.filter(light=wanted.light)
    if wanted.number:
        rows = rows.filter(case__case_id__icontains=wanted.number)
    first = F("visit_on" if wanted.visits else "act_by").asc(nulls_last=True)
    ordered = rows.order_by(first, F("case__received_at").asc(nulls_last=True), "case_id", "key")
    found = ordered.values_list("case_id", "key", "light")[offset : offset + limit]
    page = tuple(ListedRow(case_id=case_id, task=key, light=light) for case_id, key, light in found)
    return page, rows.count()


def list_counts(*, authority: str, region: str, holder: str, now: datetime) -> ListCounts:
    """All counts in one question."""
    rows = (
        _with_light(_open(authority, region), now)
        .values_list("place", "light")
        .annotate(
            tasks=Count("*"),
            owing=Count("key", filter=Q(owes=True)),
            visiting=Count("key", filter=Q(visit_on__isnull=False)),
            asking=Count("key", filter=Q(asks_more=True)),
            mine=Count("key", filter=Q(holder=holder)),
        )
        .order_by()
    )
    places: Counter[str] = Counter()
    lights: Counter[str] = Counter()
    owes = visits = asked = mine = 0
    for place, light, tasks, owing, visiting, asking, held in rows:
        places[place] += tasks
        owes += owing
        visits += visiting
        asked += asking
        if place != TO_COME:
            lights[light] += tasks
            mine += held
    return ListCounts(
        places=dict(places), lights=dict(lights), owes=owes, visits=visits, asked=asked, mine=mine
    )


def _open(authority: str, region: str) -> QuerySet[Task]:
    return Task.objects.filter(authority=authority, region=region, open=True)


def _with_light(rows: QuerySet[Task], now: datetime) -> QuerySet[Any]:
    """Late from its instant on, soon before that, else as it was written."""
    return rows.annotate(
        light=Case(
            When(late_from__lte=now, then=Value("late")),
            When(soon_from__lte=now, then=Value("soon")),
            default=F("base_light"),
            output_field=CharField(),
        )
    )
