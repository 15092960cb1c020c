"""A promise somebody makes instead of handing in a paper: which, who, in which words, and whether they may.

容缺受理 and 告知承诺 both begin with one. What becomes of it is in `owing` and in `commitments`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from yijian.core.cases.references import TextRef
from yijian.core.vocabulary.time_limit import TimeLimit


class PromiseKind(StrEnum):
    """What is promised. `subject` of a promise is the key of the planned paper; of `conditions`, the service id."""

    LATER = "later"  # 容缺: the paper comes later
    INSTEAD = "instead"  # 告知承诺: what the paper would prove holds; checked after the decision
    CONDITIONS = "conditions"  # 告知承诺 of a whole matter: its conditions hold; checked after the decision


class Standing(StrEnum):
    """What is known of how somebody has kept promises before."""

    CLEAR = "clear"
    BARRED = "barred"  # may not promise any more
    UNKNOWN = "unknown"  # nobody answered: an officer judges, the promise is neither refused nor vouched for


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCheck:
    """The answer about a person's standing: who gave it, when, and under which receipt."""

    standing: Standing
    source: str
    at: datetime
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """Who promised (account id) which text, when, and how the person was known (`method`, the assurance)."""

    account: str
    statement: TextRef
    method: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise of the application."""

    kind: PromiseKind
    subject: str
    attestation: Attestation
    credit: CreditCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedSpec:
    """A paper that a task is received without, on a promise: it comes within `within` of acceptance (or of receipt)."""

    paper: str
    within: TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedSpec:
    """What a task is decided upon by promise, and within which time of the decision that is checked; None: no time
    was found, and the check has no day."""

    kind: PromiseKind
    subject: str
    checked_within: TimeLimit | None = None
