"""Where a fact of a case came from, and a fact together with that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

FactValue = str | int | bool | Decimal | date | None
"""A value of a fact; None is "there is none" (FEEL null). An unknown fact is absent, never None."""

Facts = dict[str, FactValue]
"""Facts by fact path (`mother.ethnicity`, `child[2].name`, `child.count`, `wants:SERVICE`)."""


class ProvenanceKind(StrEnum):
    """Who vouches for a fact."""

    ANSWER = "answer"  # told by the applicant or a co-signer
    REGISTER = "register"  # answered by a register
    OUTPUT = "output"  # born from another part of the same thing
    OFFICER = "officer"  # entered by an officer, also "by hand from system X"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who vouches for a fact: kind, source (register id, task key, `system X`, account id), when; for a register
    also the basis on which it answered (clause or consent id)."""

    kind: ProvenanceKind
    source: str
    at: datetime
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvidedFact:
    """A value with its provenance."""

    value: FactValue
    provenance: Provenance
