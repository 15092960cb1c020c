"""Functions of dates, times and durations (DMN 1.5 tables 72 and 79), and our own `full years between` and months.

`now` and `today` are those of the moment that the caller of the evaluation gives: no rule reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import dates, times, types
from yijian.core.feel.durations import read_duration
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.runtime import number
from yijian.core.feel.signatures import Builtin, Overload, Parameter, way
from yijian.core.feel.types import DATE, DATE_TIME, DAYS, INTEGER, MONTHS, NUMBER, TEXT, TIME
from yijian.core.feel.values import AnyDate, DateTime, DaysTime, Time, Value, YearsMonths

_FROM_TEXT: Final = Parameter("from", TEXT)
_DAY: Final = types.Either((DATE, DATE_TIME))
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _date(text: str) -> AnyDate:
    date = dates.read_date(text)
    if date is None:
        raise OperationFailed(
            Text(f"“{text}”不是日期，请写成 2024-01-31", f"“{text}” is no date: write 2024-01-31")
        )
    return date


def _date_of(year: Decimal, month: Decimal, day: Decimal) -> AnyDate:
    date = dates.make_date(int(year), int(month), int(day))
    if date is None:
        raise OperationFailed(Text("没有这一天", "There is no such day"))
    return date


def _day(value: AnyDate | DateTime) -> AnyDate:
    return value.date if isinstance(value, DateTime) else value


def _time(text: str) -> Time:
    time = times.read_time(text)
    if time is None:
        raise OperationFailed(
            Text(f"“{text}”不是时间，请写成 08:30:00", f"“{text}” is no time: write 08:30:00")
        )
    return time


def _time_of(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None = None) -> Time:
    seconds = None if offset is None else int(offset.seconds)
    time = times.make_time(int(hour), int(minute), second, offset=seconds)
    if time is None:
        raise OperationFailed(Text("没有这个时间", "There is no such time"))
    return time


def _date_time(text: str) -> DateTime:
    value = times.read_date_time(text)
    if value is None:
        raise OperationFailed(
            Text(
                f"“{text}”不是日期时间，请写成 2024-01-31T08:30:00",
                f"“{text}” is no date and time: write 2024-01-31T08:30:00",
            )
        )
    return value


def _duration(text: str) -> YearsMonths | DaysTime:
    duration = read_duration(text)
    if duration is None:
        raise OperationFailed(
            Text(f"“{text}”不是时长，请写成 P1Y6M 或 P10D", f"“{text}” is no duration: write P1Y6M or P10D")
        )
    return duration


def _months_between(start: AnyDate | DateTime, end: AnyDate | DateTime) -> int:
    return dates.full_months_between(_day(start), _day(end))


_TO_DATES: Final = (Parameter("from", DATE), Parameter("to", DATE))


def _of_day(name: str, run: Callable[[AnyDate], Value]) -> Builtin:
    return Builtin(name, (way(lambda date: run(_day(date)), Parameter("date", _DAY)),))


BUILTINS: Final = (
    Builtin(
        "date",
        (
            way(_date, _FROM_TEXT, result=DATE),
            way(_day, Parameter("from", _DAY), result=DATE),
            way(
                _date_of,
                Parameter("year", INTEGER),
                Parameter("month", INTEGER),
                Parameter("day", INTEGER),
                result=DATE,
            ),
        ),
        partial=True,
        subset=True,
    ),
    Builtin(
        "date and time",
        (
            way(_date_time, _FROM_TEXT),
            way(
                lambda date, time: DateTime(_day(date), time),
                Parameter("date", _DAY),
                Parameter("time", TIME),
            ),
        ),
    ),
    Builtin(
        "time",
        (
            way(_time, _FROM_TEXT),
            way(lambda time: time, Parameter("from", TIME)),
            way(lambda moment: moment.time, Parameter("from", DATE_TIME)),
            way(
                _time_of,
                Parameter("hour", INTEGER),
                Parameter("minute", INTEGER),
                Parameter("second", NUMBER),
                Parameter("offset", DAYS, optional=True, nullable=True),
            ),
        ),
    ),
    Builtin(
        "duration",
        (way(_duration, _FROM_TEXT, result=types.Either((MONTHS, DAYS))),),
        partial=True,
        subset=True,
    ),
    Builtin(
        "years and months duration",
        (
            way(lambda start, end: YearsMonths(_months_between(start, end)), *_TO_DATES, result=MONTHS),
            way(
                lambda start, end: YearsMonths(_months_between(start, end)),
                Parameter("from", _DAY),
                Parameter("to", _DAY),
            ),
        ),
        subset=True,
    ),
    Builtin(
        "full years between",
        (way(lambda start, end: number(dates.full_years_between(start, end)), *_TO_DATES, result=INTEGER),),
        subset=True,
    ),
    Builtin(
        "full months between",
        (way(lambda start, end: number(_months_between(start, end)), *_TO_DATES, result=INTEGER),),
        subset=True,
    ),
    _of_day("day of year", lambda date: number(dates.day_of_year(date))),
    _of_day("day of week", lambda date: _WEEKDAYS[dates.weekday(date) - 1]),
    _of_day("month of year", lambda date: _MONTHS[date.month - 1]),
    _of_day("week of year", lambda date: number(dates.week_of_year(date))),
    Builtin("now", (Overload((), DATE_TIME, lambda moment: moment, timed=True),)),
    Builtin("today", (Overload((), DATE, lambda moment: moment.date, timed=True),)),
)
