"""How each kind of matter is handled (程序): data by `ServiceKind`, every fact with its mark of certainty.

Rule 1: a legal effect that silence has on an authority stands only where the law says so. For kinds without a rule
that was found, the same days are kept as the platform's own standard and passing them is only recorded.
Rule 2: a later procedure is another field here, not another branch in the code. For 容缺受理 and 告知承诺 no law was found
(policy.md section 2 rests on local rules and general knowledge), so their notices state no basis.
Rule 3: what the definition of a service says of its own procedure comes before the profile of its kind.

docs/procedure-profiles.md is written from this module (`core.cases.profiles_document`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from yijian.core.cases.notices import NoticeBasis, NoticeKind, Remedy, RemedyLimit
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.cases.undoings import UndoingKind
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty, LegalBasis, Marked
from yijian.core.vocabulary.procedure import DecisionSilence as DecisionSilence
from yijian.core.vocabulary.procedure import DeemedAcceptance as DeemedAcceptance
from yijian.core.vocabulary.procedure import SilenceEffect as SilenceEffect
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
_SILENCE = DecisionSilence(
    note="no rule was found that decides anything when the limit of a decision passes: recorded, and told to the head"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyRule(Marked):
    """One thing that can be done against an act: the body that is asked. Its days are in `Procedure.limit_of`, where found."""

    remedy: Remedy
    body: Text


_REMEDIES: Final = (
    RemedyRule(
        remedy=Remedy.REVIEW,
        body=Text("行政复议机关", "the administrative reconsideration office"),
        certainty=Certainty.RECALLED,
        note="general knowledge; which office, and within how many days, was not found in the sources",
    ),
    RemedyRule(
        remedy=Remedy.LAWSUIT,
        body=Text("人民法院", "the people's court"),
        certainty=Certainty.RECALLED,
        note="general knowledge; which court, and within how many days, was not found in the sources",
    ),
    RemedyRule(
        remedy=Remedy.OBJECTION,
        body=Text(
            "作出决定的部门里没有参与决定的人",
            "somebody of the same authority who had no part in the decision",
        ),
        certainty=Certainty.INFERRED,
        note=_OWN_STANDARD,
    ),
)

ELECTRONIC_SERVICE: Final = Marked(
    note="no rule was found for when a notice on the platform counts as served: it counts from when its addressee first "
    "opens it, the platform's own standard, which never shortens a time for the addressee"
)
"""When an electronic notice counts as delivered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One kind's profile.

    How long a decision may take is said by the service, by law and by promise: no limit by kind was found.
    `correction`: from receipt, how long what is missing may be told, and the matter accepted or declined. `silence`: what it
    means that the limit of a decision passes. `bases`: under which law each notice is
    written; a kind of notice that is absent has no law found, and is issued all the same.
    `extension`: how much longer the head may let a decision take, once. `remedies`: against decisions that go against the
    applicant. `undoings`: the acts by which a decision of this kind can be
    undone; 撤回 and 吊销 are of licences. `objection`: from the decision, or its delivery if later, how long the applicant may
    object inside the platform; `review`: from the objection, how long its answer may take.
    """

    kind: ServiceKind
    correction: TimeLimit
    deemed_acceptance: DeemedAcceptance
    extension: TimeLimit
    bases: Mapping[NoticeKind, NoticeBasis]
    silence: DecisionSilence = _SILENCE
    remedies: tuple[RemedyRule, ...] = _REMEDIES
    undoings: frozenset[UndoingKind] = frozenset({UndoingKind.REVOKE, UndoingKind.CANCEL})
    objection: TimeLimit = _OBJECTION
    review: TimeLimit = _REVIEW

    def basis_of(self, kind: NoticeKind) -> NoticeBasis:
        """The law under which a notice of that kind is written, or one marked `not_found`."""
        return self.bases.get(kind, _NOT_FOUND)

    def limit_of(self, remedy: Remedy) -> TimeLimit | None:
        """Within which time the remedy can be used; None where it was not found."""
        return self.objection if remedy is Remedy.OBJECTION else None


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
"""Notices of what goes against the person."""

_WITH_REMEDIES: Final = ADVERSE_NOTICES | {NoticeKind.APPROVAL, NoticeKind.REVIEW_DECISION}
"""Notices that say what the person can do against them: an approval can be objected to as well (of less than was asked)."""

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


def procedure_for(spec: TaskSpec) -> Procedure:
    """The procedure of a task: the profile of its kind, with what the law of the service says otherwise."""
    profile, own = PROCEDURES[spec.kind], spec.procedure
    if own is None:
        return profile
    said = {
        "correction": own.correction,
        "deemed_acceptance": own.deemed_acceptance,
        "silence": own.silence,
        "extension": own.extension,
        "objection": own.objection,
        "review": own.review,
    }
    changes: dict[str, Any] = {name: fact for name, fact in said.items() if fact is not None}
    bases = {NoticeKind(kind): _basis(law) for kind, law in own.bases.items()}
    return replace(profile, **changes, bases={**profile.bases, **bases})


def _basis(law: LegalBasis) -> NoticeBasis:
    return NoticeBasis(
        cite=Text(law.cite, law.cite), certainty=law.certainty, source=law.source, note=law.note
    )


def remedies_against(notice: NoticeKind, spec: TaskSpec) -> tuple[Remedy, ...]:
    """What the notice says the person can do. An objection inside the platform is against decisions: not against an order
    on the way to one, nor against what a review says."""
    if notice not in _WITH_REMEDIES:
        return ()
    without = notice in {NoticeKind.CORRECTION_ORDER, NoticeKind.REVIEW_DECISION}
    return tuple(
        rule.remedy
        for rule in procedure_for(spec).remedies
        if not (without and rule.remedy is Remedy.OBJECTION)
    )


def remedies_against_whole(notice: NoticeKind, specs: Iterable[TaskSpec]) -> tuple[Remedy, ...]:
    """As `remedies_against`, for a notice of the lead authority about the whole: an objection is against one part."""
    found = (remedy for spec in specs for remedy in remedies_against(notice, spec))
    return tuple(dict.fromkeys(remedy for remedy in found if remedy is not Remedy.OBJECTION))


def remedy_limits(remedies: Iterable[Remedy], spec: TaskSpec) -> tuple[RemedyLimit, ...]:
    """Within which time each of the remedies can be used, as far as it was found: kept in the notice that says so."""
    procedure = procedure_for(spec)
    found = ((remedy, procedure.limit_of(remedy)) for remedy in remedies)
    return tuple(RemedyLimit(remedy=remedy, limit=limit) for remedy, limit in found if limit is not None)


def correction_limits(specs: Iterable[TaskSpec]) -> tuple[TimeLimit, ...]:
    """Within which times the one joint notice must come: those of all parts, a licence's where there is none. The first
    of them that is over binds."""
    limits = tuple(dict.fromkeys(procedure_for(spec).correction for spec in specs))
    return limits or (_LICENCE.correction,)


def joint_basis(notice: NoticeKind, specs: Iterable[TaskSpec]) -> NoticeBasis:
    """The basis of a notice about the whole: the first part whose law was found, else `not_found`."""
    bases = (procedure_for(spec).basis_of(notice) for spec in specs)
    return next((basis for basis in bases if basis.cite is not None), _NOT_FOUND)
