"""Tests that the authors of definitions write beside them: these facts lead to these services, papers and days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from yijian.core.errors import Text

NOT_CHECKED: Final = "not_checked"
"""The expectation of an author who says nothing about a figure; None would mean "undecided" or "not derivable"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the plan must be. A list that is left out (None) is not checked.

    `services` are certainly included and `not_services` certainly not. `papers_applicant` and `papers_register` are
    the evidence types of all certain papers that the applicant brings, that a register gives (complete lists).
    `questions_asked` are facts that must be among the questions still open, `questions_not_asked` facts that must not.
    `criteria_hold` and `criteria_fail` name conditions of services as `SERVICE/CRITERION`. `inspections` counts the
    visits of authorities that certainly take place. `admitted` null: undecided.
    """

    services: tuple[str, ...] | None = None
    not_services: tuple[str, ...] | None = None
    papers_applicant: tuple[str, ...] | None = None
    papers_register: tuple[str, ...] | None = None
    questions_asked: tuple[str, ...] | None = None
    questions_not_asked: tuple[str, ...] | None = None
    criteria_hold: tuple[str, ...] | None = None
    criteria_fail: tuple[str, ...] | None = None
    inspections: int | Literal["not_checked"] = NOT_CHECKED
    promised_days: int | Literal["not_checked"] | None = NOT_CHECKED
    admitted: bool | Literal["not_checked"] | None = NOT_CHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorTest:
    """One case: `facts` by fact path on the day `date` (ISO) in a region, and what is expected of the plan."""

    name: Text
    date: str
    facts: dict[str, str | int | bool | None]
    expect: Expectation
    region: str | None = None
