"""How each kind of matter is handled (程序): data by `ServiceKind`, every fact with its mark of certainty.

Rule 1: a legal effect that silence has on an authority stands only where the law says so. For kinds without a rule
that was found, the same days are kept as the platform's own standard and passing them is only recorded.
Rule 2: a later procedure is another field here, not another branch in the code. For 容缺受理 and 告知承诺 no law was found
(policy.md section 2 rests on local rules and general knowledge), so their notices state no basis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yijian.core.cases.notices import NoticeBasis, NoticeKind, Remedy
from yijian.core.cases.undoings import UndoingKind
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.service import ServiceKind
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

_READ = "recalled; quotations of the article on third-party pages agree, the official text was not read"
_ARTICLE_32 = NoticeBasis(
    cite=Text("《行政许可法》第三十二条", "Administrative Licensing Law, article 32"),
    certainty=Certainty.RECALLED,
    note=_READ,
)
_LICENSING_LAW = NoticeBasis(
    cite=Text("《行政许可法》", "Administrative Licensing Law"),
    certainty=Certainty.RECALLED,
    note="recalled; the article was not looked up, so no number is given",
)
_OWN_STANDARD = (
    "no rule for an internal objection and its review was found in the sources: the platform's own standard"
)
_OBJECTION = TimeLimit(
    amount=60, unit=TimeUnit.CALENDAR_DAY, certainty=Certainty.INFERRED, note=_OWN_STANDARD
)
_REVIEW = TimeLimit(amount=15, unit=TimeUnit.WORKING_DAY, certainty=Certainty.INFERRED, note=_OWN_STANDARD)
_NOT_FOUND = NoticeBasis(note="no rule for this kind of matter was found in the sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAcceptance(Marked):
    """Whether a matter counts as accepted from the day of receipt when nothing was told in time (逾期视为受理)."""

    allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One kind's profile.

    `correction`: from receipt, how long what is missing may be told. `bases`: under which law each notice is
    written; a kind of notice that is absent has no law found, and is issued all the same.
    `extension`: how much longer the head may let a decision take, once. `remedies`: against decisions that go against the applicant. `undoings`: the acts by which a decision of this kind can be
    undone; 撤回 and 吊销 are of licences. `objection`: from the decision, or its delivery if later, how long the applicant may
    object inside the platform; `review`: from the objection, how long its answer may take.
    """

    kind: ServiceKind
    correction: TimeLimit
    deemed_acceptance: DeemedAcceptance
    extension: TimeLimit
    bases: Mapping[NoticeKind, NoticeBasis]
    remedies: tuple[Remedy, ...] = (Remedy.REVIEW, Remedy.LAWSUIT, Remedy.OBJECTION)
    undoings: frozenset[UndoingKind] = frozenset({UndoingKind.REVOKE, UndoingKind.CANCEL})
    objection: TimeLimit = _OBJECTION
    review: TimeLimit = _REVIEW

    def basis_of(self, kind: NoticeKind) -> NoticeBasis:
        """The law under which a notice of that kind is written, or one marked `not_found`."""
        return self.bases.get(kind, _NOT_FOUND)


ADVERSE_NOTICES = frozenset(
    {
        NoticeKind.NON_ACCEPTANCE,
        NoticeKind.NOT_COMPETENT,
        NoticeKind.REFUSAL,
        NoticeKind.ENDING,
        NoticeKind.CORRECTION_ORDER,
        NoticeKind.REVOCATION,
        NoticeKind.RETRACTION,
        NoticeKind.CANCELLATION,
        NoticeKind.PENALTY,
    }
)
"""Notices that say what the person can do against them."""

_CORRECTION_DAYS = 5
"""Working days: 行政许可法 art. 32 says five days, counted in working days (recalled)."""


def _correction(certainty: Certainty, note: str) -> TimeLimit:
    return TimeLimit(
        amount=_CORRECTION_DAYS,
        unit=TimeUnit.WORKING_DAY,
        starts=LimitStart.RECEIPT,
        certainty=certainty,
        note=note,
    )


_EXTENSION = TimeLimit(
    amount=10,
    unit=TimeUnit.WORKING_DAY,
    note="the platform's standard for every kind: no rule was found in the sources",
)
"""How much longer the head of an authority may let a decision take, once (延长办理期限)."""

_LICENCE = Procedure(
    kind=ServiceKind.LICENCE,
    correction=_correction(Certainty.RECALLED, f"行政许可法 art. 32; {_READ}"),
    deemed_acceptance=DeemedAcceptance(allowed=True, certainty=Certainty.RECALLED, note=_READ),
    extension=_EXTENSION,
    bases={
        NoticeKind.CORRECTION: _ARTICLE_32,
        NoticeKind.ACCEPTANCE: _ARTICLE_32,
        NoticeKind.NON_ACCEPTANCE: _ARTICLE_32,
        NoticeKind.NOT_COMPETENT: _ARTICLE_32,
        NoticeKind.SUSPENSION: _LICENSING_LAW,
        NoticeKind.APPROVAL: _LICENSING_LAW,
        NoticeKind.REFUSAL: _LICENSING_LAW,
    },
    undoings=frozenset(UndoingKind),
)


def _without_found_rule(kind: ServiceKind) -> Procedure:
    return Procedure(
        kind=kind,
        correction=_correction(Certainty.INFERRED, "the days of a licence, kept as the platform's standard"),
        deemed_acceptance=DeemedAcceptance(allowed=False, note="no rule found: silence accepts nothing"),
        extension=_EXTENSION,
        bases={},
    )


PROCEDURES: Mapping[ServiceKind, Procedure] = {
    kind: _LICENCE if kind is ServiceKind.LICENCE else _without_found_rule(kind) for kind in ServiceKind
}
"""The profile of every kind of matter."""


def procedure_of(kind: ServiceKind) -> Procedure:
    """The profile of a kind of matter."""
    return PROCEDURES[kind]


def remedies_against(notice: NoticeKind, kind: ServiceKind) -> tuple[Remedy, ...]:
    """What the notice says the person can do. An objection inside the platform is against decisions: not against an order
    on the way to one, nor against what a review says."""
    if notice not in ADVERSE_NOTICES and notice is not NoticeKind.REVIEW_DECISION:
        return ()
    without = notice in {NoticeKind.CORRECTION_ORDER, NoticeKind.REVIEW_DECISION}
    return tuple(one for one in procedure_of(kind).remedies if not (without and one is Remedy.OBJECTION))


def correction_limit(kinds: Iterable[ServiceKind]) -> TimeLimit:
    """The limit for the one joint notice: the shortest of the kinds taking part, a licence's where there is none."""
    limits = [procedure_of(kind).correction for kind in kinds] or [_LICENCE.correction]
    return min(limits, key=lambda limit: limit.amount)


def joint_basis(notice: NoticeKind, kinds: Iterable[ServiceKind]) -> NoticeBasis:
    """The basis of a notice about the whole: the first kind taking part whose law was found, else `not_found`."""
    bases = (procedure_of(kind).basis_of(notice) for kind in kinds)
    return next((basis for basis in bases if basis.cite is not None), _NOT_FOUND)
