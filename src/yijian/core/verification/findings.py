"""The result of a check: a code, the places of all parties, an explanation, a repair, where it exists a witness."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.provenance import Facts


class Severity(StrEnum):
    """An error blocks publication; a warning is shown and may stay."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result of a check. `code` stands in `docs/findings.md`; `witness` are the facts of a person who shows it."""

    code: str
    severity: Severity
    message: Text
    places: tuple[Place, ...]
    repair: Text
    witness: Facts | None = None
