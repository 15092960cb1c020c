"""The applicant's rating (好差评), and what the staff of the rated authority see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yijian.core.cases import RateCase
from yijian.core.errors import Text
from yijian.ports import Ports
from yijian.storage import ratings
from yijian.storage.ratings import RatingRow
from yijian.usecases import follow
from yijian.usecases.casework import ValuesDestroyed, Workspace, artefact, carry_out, read_state, texts_of
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import GRANTS, Actor, Permission, PermissionDenied
from yijian.usecases.views import CaseView

LAST: Final = timedelta(days=365)
"""How far back ratings are counted (our choice)."""
BAD: Final = (1, 2)
"""不满意 and 非常不满意: what somebody has to answer for."""
MOST: Final = 50
"""Bad ratings that are listed, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRating:
    """A bad rating: of which case and thing, when, how bad, and the words (empty: none, or destroyed)."""

    case_id: str
    thing: Text
    at: datetime
    score: int
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsView:
    """What applicants said of the cases that an authority leads: how often each score in the last year, the bad ones."""

    authority: Text
    counts: tuple[tuple[int, int], ...]
    bad: tuple[BadRating, ...]

    @property
    def total(self) -> int:
        """All ratings of that time."""
        return sum(many for _, many in self.counts)


def ratings_of_authority(*, actor: Actor, ports: Ports) -> RatingsView:
    """For the staff of the authority: officers, their head, coordinators. Raises PermissionDenied."""
    allowed = {Permission.HANDLE_TASK, Permission.COORDINATE} & GRANTS[actor.kind]
    if not allowed or actor.authority is None:
        raise PermissionDenied(permission=Permission.HANDLE_TASK.value)
    now = ports.clock.now()
    counts = ratings.scores_by_authority(start=now - LAST, end=now + timedelta(seconds=1))
    scores = counts.get(actor.authority, {})
    return RatingsView(
        authority=ports.definitions.package().authorities[actor.authority].name,
        counts=tuple((score, scores.get(score, 0)) for score in range(5, 0, -1)),
        bad=tuple(
            _bad(ports, row)
            for row in ratings.latest_ratings(authority=actor.authority, most=MOST, scores=BAD)
        ),
    )


def comment_of(*, ports: Ports, case_id: str) -> str:
    """The words of the rating of a case; empty where there are none, or where they were destroyed."""
    rating = read_state(case_id=case_id).rating
    if rating is None or rating.text is None:
        return ""
    try:
        return texts_of(ports=ports, case_id=case_id, keys=[rating.text.key]).get(rating.text.key, "")
    except ValuesDestroyed:
        return ""


def _bad(ports: Ports, row: RatingRow) -> BadRating:
    return BadRating(
        case_id=row.case_id,
        thing=artefact(read_state(case_id=row.case_id).one_thing).name,
        at=row.at,
        score=row.score,
        comment=comment_of(ports=ports, case_id=row.case_id),
    )


def rate(*, actor: Actor, ports: Ports, case_id: str, grade: int, comment: str, key: str) -> CaseView:
    """Rate the whole from 1 (worst) to 5, once. Raises ScoreOutOfRange, AlreadyRated, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)

    def make(space: Workspace) -> RateCase:
        if 1 <= grade <= 5:
            ratings.put_rating(
                rating=RatingRow(
                    case_id=case_id, task="", authority=space.case.lead, score=grade, at=space.now
                )
            )
        return RateCase(score=grade, text=space.keep_text_if_any(comment))

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=make)
    return follow.case(actor=actor, ports=ports, case_id=case_id)
