"""The applicant's rating (好差评)."""

from __future__ import annotations

from yijian.core.cases import RateCase
from yijian.ports import Ports
from yijian.storage import ratings
from yijian.storage.ratings import RatingRow
from yijian.usecases import follow
from yijian.usecases.casework import Workspace, carry_out
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, Permission
from yijian.usecases.views import CaseView


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
