"""Which day it is in China. Every date of the product is a date in Asia/Shanghai; instants carry their offset."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo


def _shanghai() -> ZoneInfo:
    """Asia/Shanghai from the `tzdata` distribution: the same on every machine, whatever the system knows."""
    with files("tzdata.zoneinfo.Asia").joinpath("Shanghai").open("rb") as rules:
        return ZoneInfo.from_file(rules, key="Asia/Shanghai")


_SHANGHAI: Final = _shanghai()


def local_date(instant: datetime) -> date:
    """The day in China at an instant. ValueError for a datetime without an offset: it names no instant."""
    if instant.utcoffset() is None:
        raise ValueError("a datetime without an offset names no instant")
    return instant.astimezone(_SHANGHAI).date()


def start_of_day(day: date) -> datetime:
    """The instant at which a day begins in China, in UTC."""
    return datetime.combine(day, time.min, tzinfo=_SHANGHAI).astimezone(UTC)


def local_moment(instant: datetime) -> datetime:
    """The instant as a clock in China shows it. ValueError without an offset."""
    if instant.utcoffset() is None:
        raise ValueError("a datetime without an offset names no instant")
    return instant.astimezone(_SHANGHAI)
