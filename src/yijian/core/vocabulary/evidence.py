"""Kinds of document, and what a service accepts as proof (CCCEV EvidenceType, EvidenceTypeList)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import LegalBasis, Marked
from yijian.core.vocabulary.time_limit import TimeLimit


class EvidenceMaker(StrEnum):
    """Who makes a document: the applicant, a government body, another party, or the form itself."""

    APPLICANT = "applicant"
    GOVERNMENT = "government"
    OTHER = "other"
    GENERATED = "generated"  # filled from the answers, nobody brings it


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden(Marked):
    """What bringing one document costs the applicant: minutes of work and fen of money."""

    minutes: int = 10
    fen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceType(Marked):
    """A kind of document. `registers` hold it; `licence_interface`: an e-licence can be checked by interface."""

    id: str
    name: Text
    maker: EvidenceMaker
    entity: str
    hint: Text | None = None
    registers: tuple[str, ...] = ()
    burden: Burden = Burden()
    pages: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One document of an option: its type, and the role it is about; `signed_by` names roles that must sign it."""

    type: str
    of: str
    signed_by: tuple[str, ...] = ()


class Listing(StrEnum):
    """How a published guide lists a paper: for everybody, or where something holds."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByCommitment(Marked):
    """That a promise may take the place of a paper, or of all conditions of a service (告知承诺).

    `text`: what is promised, word for word; None: the platform words it from what the paper proves. `checked_within`:
    within which time of the decision the promise is checked; None: not found, and the check has no day.
    """

    text: Text | None = None
    checked_within: TimeLimit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRequirement(Marked):
    """What must be proved, and the options that prove it: every document of any one option satisfies it.

    `when` is FEEL over the service's roles. `may_follow`: the paper may come later (容缺), `follows_within` this time of
    acceptance (or of receipt); where no time is stated, within the time of the matter itself. `by_commitment`: a written
    promise may replace it (告知承诺).
    `listed`, `brought` (the applicant hands it in) and `legal_basis` are what the source itself says of it: checked,
    never used.
    """

    id: str
    proves: Text
    any_of: tuple[tuple[EvidenceItem, ...], ...]
    when: str | None = None
    may_follow: bool = False
    follows_within: TimeLimit | None = None
    by_commitment: ByCommitment | None = None
    listed: Listing | None = None
    brought: bool = False
    legal_basis: tuple[LegalBasis, ...] = ()
