"""What a person judged where no rule decides: part of the decision it was made for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One condition judged by hand: the id of the criterion, or admission condition, and whether it holds."""

    criterion: str
    holds: bool
