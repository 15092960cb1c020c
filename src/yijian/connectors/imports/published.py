"""What a department or a province publishes about services, in one form whatever file it came from.

Words that name no kind of ours stay words. None is “not said”, never a default. `at` is the place in the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.service import Processing, ServiceKind
from yijian.core.vocabulary.time_limit import TimeUnit


class Necessity(StrEnum):
    """Whether a guide asks everybody for a paper."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"  # 非必要: whom it is asked of is not said in a form that can be read
    MAY_FOLLOW = "may_follow"  # 容缺


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedLimit:
    """A time limit; `unit` is None where only a number is published, `words` what is written beside it."""

    amount: int
    unit: TimeUnit | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPaper:
    """A paper that is asked for. `checked_elsewhere`: it is looked up by interface or linked, and not handed in."""

    name: str
    at: str
    necessity: Necessity | None = None
    maker: EvidenceMaker | None = None
    checked_elsewhere: bool = False
    bases: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMatter:
    """One service. `kind_words` is the kind as published, `kind` ours where the words name one; `free`: whether a fee is taken."""

    name: str
    at: str
    code: str = ""
    authority: str = ""
    kind_words: str = ""
    kind: ServiceKind | None = None
    processing: Processing | None = None
    audience: Audience | None = None
    statutory: PublishedLimit | None = None
    promised: PublishedLimit | None = None
    bases: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    papers: tuple[PublishedPaper, ...] = ()
    free: bool | None = None
    fee_words: str = ""
    visits: int | None = None
    results: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigures:
    """What a guide says of the whole: as `PublishedClaim` has it, before and now."""

    promised_days: int | None = None
    days_before: int | None = None
    days_after: int | None = None
    visits_before: int | None = None
    visits: int | None = None
    papers_before: int | None = None
    papers: int | None = None
    steps_before: int | None = None
    steps: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedGuide:
    """The guide of a one thing in one area. Its papers belong to the whole: it does not say which service asks for which."""

    name: str
    code: str = ""
    area: str = ""
    audience: Audience | None = None
    lead: str = ""
    cooperating: tuple[str, ...] = ()
    department_codes: tuple[str, ...] = ()
    matters: tuple[PublishedMatter, ...] = ()
    papers: tuple[PublishedPaper, ...] = ()
    conditions: tuple[str, ...] = ()
    figures: PublishedFigures = PublishedFigures()
    process: str = ""
    fees: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
