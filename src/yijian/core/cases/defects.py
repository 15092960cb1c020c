"""What is wrong with an application, and the joint notices that told it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.references import TextRef


class DefectKind(StrEnum):
    """What is wrong with something an applicant gave or should have given."""

    MISSING_PAPER = "missing_paper"
    FAULTY_PAPER = "faulty_paper"
    MISSING_FACT = "missing_fact"
    WRONG_FACT = "wrong_fact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing to correct: `subject` is the plan's paper key or a fact path, `text` says what is wrong.

    `task` names the task whose authority found it, None when the lead authority did for the whole.
    """

    kind: DefectKind
    subject: str
    text: TextRef
    task: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRound:
    """One joint correction notice (一次性补正告知): what was told, by when, and when it was answered."""

    number: int
    notified_at: datetime
    due: date
    defects: tuple[Defect, ...]
    overdue: bool = False
    answered_at: datetime | None = None
