"""What a person judged where no rule decides: part of the decision it was made for."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.references import TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One condition judged by hand: the id of the criterion, or admission condition, whether it holds, and why."""

    criterion: str
    holds: bool
    reason: TextRef | None = None
