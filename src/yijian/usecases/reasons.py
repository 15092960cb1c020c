"""Reasons in words, which whoever is concerned reads."""

from __future__ import annotations

from yijian.core.errors import CommandRefused, Text


class ReasonMissing(CommandRefused):
    """An act against the applicant, or a stop of the clock, needs a reason in words."""

    code = "REASON_MISSING"
    template = Text("请写明理由，申请人会看到", "Please give the reason: the applicant will read it")


def given_reason(text: str) -> str:
    """The words without the space around them. Raises ReasonMissing where there are none."""
    words = text.strip()
    if not words:
        raise ReasonMissing
    return words
