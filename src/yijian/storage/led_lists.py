"""The cases that a lead authority has to see to, page by page, with their lights; counted without reading them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Q, QuerySet, Value, When

from yijian.storage.models import Case

SOON: Final = timedelta(days=2)
"""How long before its end the pre-check is soon late (our choice)."""
_PRE_CHECK: Final = ("sent", "received", "supplemented")


@dataclass(frozen=True, slots=True, kw_only=True)
class LedCounts:
    """How many cases stand in each place on the list, and have each light."""

    statuses: Mapping[str, int]
    lights: Mapping[str, int]


def led(
    *,
    lead: str,
    statuses: Iterable[str],
    light: str | None,
    number: str,
    now: datetime,
    offset: int,
    limit: int,
) -> tuple[tuple[tuple[str, str, date | None], ...], int]:
    """A page of cases: id, light, the day promised for the whole; those to be taken over or pre-checked first, by the end of it, the
    others by the promised day. And how many there are in all."""
    rows = _with_light(lead, statuses, now)
    if light is not None:
        rows = rows.filter(light=light)
    if number:
        rows = rows.filter(case_id__icontains=number)
    ordered = rows.order_by(
        F("checked_by").asc(nulls_last=True),
        F("promised_finish").asc(nulls_last=True),
        F("received_at").asc(nulls_last=True),
        "case_id",
    )
    page = tuple(ordered.values_list("case_id", "light", "promised_finish")[offset : offset + limit])
    return page, rows.count()


def led_counts(*, lead: str, statuses: Iterable[str], now: datetime) -> LedCounts:
    """All counts in one question."""
    rows = (
        _with_light(lead, statuses, now).values_list("led_as", "light").annotate(cases=Count("*")).order_by()
    )
    by_status: Counter[str] = Counter()
    by_light: Counter[str] = Counter()
    for status, light, cases in rows:
        by_status[status] += cases
        by_light[light] += cases
    return LedCounts(statuses=dict(by_status), lights=dict(by_light))


def _with_light(lead: str, statuses: Iterable[str], now: datetime) -> QuerySet[Any]:
    """The light of taking over and of the pre-check while they last, else of whose turn it is."""
    checking = Q(led_as__in=_PRE_CHECK)
    return Case.objects.filter(lead=lead, led_as__in=list(statuses)).annotate(
        checked_by=Choice(When(checking, then=F("due"))),
        light=Choice(
            When(checking & Q(due__lte=now), then=Value("late")),
            When(checking & Q(due__lte=now + SOON), then=Value("soon")),
            When(Q(led_as="correction_notified"), then=Value("waiting")),
            When(Q(led_as__in=("decided", "delivered")), then=Value("done")),
            default=Value("running"),
            output_field=CharField(),
        ),
    )
