"""Ratings (好差评): 1 (worst) to 5, of a whole case or of one part. The words lie in the vault of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from yijian.storage.errors import storage_errors
from yijian.storage.models import Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRow:
    """One rating of what an authority did; `task` "": of the whole, by the lead authority."""

    case_id: str
    task: str
    authority: str
    score: int
    at: datetime


def put_rating(*, rating: RatingRow) -> None:
    """Store a rating; a later one of the same case and part takes its place. Raises ConstraintBroken beyond 1–5."""
    with storage_errors():
        Rating.objects.update_or_create(
            case_id=rating.case_id,
            task=rating.task,
            defaults={"authority": rating.authority, "score": rating.score, "at": rating.at},
        )


def ratings_of(*, case_id: str) -> tuple[RatingRow, ...]:
    """The ratings of a case: of the whole first, then by part."""
    rows = Rating.objects.filter(case_id=case_id).order_by("task")
    return tuple(
        RatingRow(case_id=row.case_id, task=row.task, authority=row.authority, score=row.score, at=row.at)
        for row in rows
    )


def latest_ratings(*, authority: str, most: int, scores: Iterable[int]) -> tuple[RatingRow, ...]:
    """The latest ratings of an authority with one of these scores, the newest first."""
    rows = Rating.objects.filter(authority=authority, score__in=list(scores)).order_by("-at", "case_id")[
        :most
    ]
    return tuple(
        RatingRow(case_id=row.case_id, task=row.task, authority=row.authority, score=row.score, at=row.at)
        for row in rows
    )


def scores_by_authority(*, start: datetime, end: datetime) -> dict[str, dict[int, int]]:
    """How often each score was given to each authority from `start` (inclusive) to `end` (exclusive)."""
    rows = (
        Rating.objects.filter(at__gte=start, at__lt=end)
        .values_list("authority", "score")
        .annotate(ratings=Count("*"))
        .order_by("authority", "score")
    )
    counts: dict[str, dict[int, int]] = {}
    for authority, score, ratings in rows:
        counts.setdefault(authority, {})[score] = ratings
    return counts
