"""A time limit in words."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

UNITS: Final[dict[TimeUnit, tuple[str, str]]] = {
    TimeUnit.WORKING_DAY: ("个工作日", "working days"),
    TimeUnit.CALENDAR_DAY: ("天", "days"),
    TimeUnit.HOUR: ("小时", "hours"),
    TimeUnit.MONTH: ("个月", "months"),
}


def limit_words(limit: TimeLimit) -> Text:
    """10 个工作日, 24 小时; 当天 for a limit of nothing."""
    if limit.amount == 0:
        return Text("当天", "the same day")
    zh, en = UNITS[limit.unit]
    return Text(f"{limit.amount} {zh}", f"{limit.amount} {en if limit.amount != 1 else en.removesuffix('s')}")
