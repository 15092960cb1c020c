"""What registers have given to an application, as the compiler takes it into account."""

from __future__ import annotations

from dataclasses import dataclass, field

from yijian.core.vocabulary.provenance import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What registers have given already, and which of them cannot be asked.

    `facts` by fact path; `evidence` by paper key (`marriage-certificate:parents`); `not_held` are paper keys that were
    asked for in vain; `unavailable` are registers that are down or whose consent was refused: what they would answer
    is asked of the applicant.
    """

    facts: Facts = field(default_factory=dict)
    evidence: frozenset[str] = frozenset()
    not_held: frozenset[str] = frozenset()
    unavailable: frozenset[str] = frozenset()
