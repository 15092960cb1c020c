"""Time zones by name, out of the pinned `tzdata` package: never out of the machine, so that a rule decides the same everywhere.

The rules of a zone are known for the years that Python's dates cover. Before the year 1 the first (the mean time of the
place) holds, after 9999 the last, which repeat with the calendar.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from yijian.core.feel.dates import year_alike
from yijian.core.feel.values import AnyDate

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_REFERENCE: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # the zone is put in below
_FIRST_YEAR: Final = 2
_LAST_YEAR: Final = 9998
"""A day away from the ends of Python's dates, so that no offset leads beyond them."""


def is_zone(name: str) -> bool:
    """Whether there is a zone of this name, such as `Asia/Shanghai`."""
    return name in _names()


def offset_of_local(zone: str, date: AnyDate, second: int) -> int:
    """The seconds east of UTC of a zone at a local date and second of the day.

    A local time that occurs twice is the earlier one; one that a change of the clocks skips is read as if the clocks
    had not changed yet.
    """
    return _seconds(_moment(zone, date, second).utcoffset())


def offset_of_moment(zone: str, date: AnyDate, second: int) -> int:
    """The seconds east of UTC of a zone at a date and second of the day in UTC."""
    moment = _moment(zone, date, second)
    return _seconds(_zone(zone).fromutc(moment).utcoffset())


def standard_offset(zone: str) -> int:
    """The offset of a zone without daylight saving (in the year 2000): what a time without a date goes by."""
    moment = _REFERENCE.replace(tzinfo=_zone(zone))
    return _seconds(moment.utcoffset()) - _seconds(moment.dst())


def _moment(zone: str, date: AnyDate, second: int) -> dt.datetime:
    year, month, day = date.year, date.month, date.day
    if year < _FIRST_YEAR:
        year, month, day = _FIRST_YEAR, 1, 1
    elif year > _LAST_YEAR:
        year = year_alike(year) + 400  # beyond the last change of any zone's rules
    hours, rest = divmod(second, 3600)
    return dt.datetime(year, month, day, hours, rest // 60, rest % 60, tzinfo=_zone(zone))


def _seconds(offset: dt.timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds())


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo:
    from zoneinfo import (
        ZoneInfo,  # here, because it looks around the machine when imported; few rules name a zone
    )

    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
