"""A day in words, for sentences: 2026年11月18日, 18 November 2026."""

from __future__ import annotations

from datetime import date
from typing import Final

from yijian.core.errors import Text

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(day: date) -> Text:
    """The day with its year."""
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")
