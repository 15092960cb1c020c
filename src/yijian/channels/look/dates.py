"""Dates and times in words, always inside `<time>`: a promise is a date with its weekday (look, section 7)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from yijian.channels.look.language import Language, current_language, traditional

WEEKDAYS_ZH: Final = ("一", "二", "三", "四", "五", "六", "日")
WEEKDAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def weekday(day: date, language: Language) -> str:
    """周一 (for a column of a chart, where English is short: Mon)."""
    if language == "en":
        return WEEKDAYS_EN[day.weekday()][:3]
    return _chinese(f"周{WEEKDAYS_ZH[day.weekday()]}", language)


def day_words(day: date, language: Language) -> str:
    """3月9日（周一）, Monday 9 March."""
    if language == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {short_day_words(day, language)}"
    return _chinese(f"{short_day_words(day, language)}（周{WEEKDAYS_ZH[day.weekday()]}）", language)


def short_day_words(day: date, language: Language) -> str:
    """3月9日, 9 March."""
    return f"{day.day} {MONTHS_EN[day.month - 1]}" if language == "en" else f"{day.month}月{day.day}日"


def full_day_words(day: date, language: Language) -> str:
    """2026年3月9日, 9 March 2026."""
    if language == "en":
        return f"{short_day_words(day, language)} {day.year}"
    return f"{day.year}年{short_day_words(day, language)}"


def day_element(day: date, *, form: str = "day", language: Language | None = None) -> SafeString:
    """`<time>` for a day. `form`: day (with weekday), short or full (with year). A datetime is taken at local time."""
    language = language or current_language()
    local = local_day(day)
    words = {"day": day_words, "short": short_day_words, "full": full_day_words}[form](local, language)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), words)


def moment_element(moment: datetime, *, form: str = "short", language: Language | None = None) -> SafeString:
    """`<time>` for a moment, 3月2日 09:41, at local time. `form`: short, day (with weekday) or full (with year)."""
    language = language or current_language()
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    words = {"day": day_words, "short": short_day_words, "full": full_day_words}[form](local.date(), language)
    return format_html(
        '<time datetime="{}">{} {}</time>',
        local.isoformat(timespec="minutes"),
        words,
        local.strftime("%H:%M"),
    )


def local_day(day: date) -> date:
    """The calendar day, in the time zone of the site, of a date or a moment."""
    if not isinstance(day, datetime):
        return day
    return (timezone.localtime(day) if timezone.is_aware(day) else day).date()


def _chinese(words: str, language: Language) -> str:
    return traditional(words) if language == "zh-hant" else words
