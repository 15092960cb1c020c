"""Dates in proofs: a month counted from the year 0 and a day, both whole numbers, so that every step is exact.

A value may be a Python number where it is constant, and then so is what comes of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, TypeAlias

import z3

Whole: TypeAlias = "int | z3.ArithRef"
Truth: TypeAlias = "bool | z3.BoolRef"

_BEFORE: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
"""The days of a common year before each month."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date: its month, counted from January of the year 0, and its day."""

    month: Whole
    day: Whole

    def key(self) -> Whole:
        """A number that orders days."""
        return self.month * 32 + self.day


def day_of(date: dt.date) -> Day:
    """A date that is written out."""
    return Day(date.year * 12 + date.month - 1, date.day)


def choose(condition: Truth, yes: Whole, no: Whole) -> Whole:
    """One number or the other."""
    if isinstance(condition, bool):
        return yes if condition else no
    return z3.If(condition, yes, no)


def quotient(dividend: Whole, divisor: int) -> Whole:
    """The quotient cut downwards; the divisor is positive."""
    return dividend // divisor if isinstance(dividend, int) else dividend / divisor


def _leap(year: Whole) -> Truth:
    if isinstance(year, int):
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))


def days_in(month: Whole) -> Whole:
    """How many days a month has."""
    leap, of_year = _leap(quotient(month, 12)), month % 12
    if isinstance(of_year, int):
        return choose(leap, 29, 28) if of_year == 1 else 30 if of_year in (3, 5, 8, 10) else 31
    short = z3.Or(of_year == 3, of_year == 5, of_year == 8, of_year == 10)
    return z3.If(of_year == 1, choose(leap, 29, 28), z3.If(short, 30, 31))


def add_months(date: Day, months: Whole) -> Day:
    """The date some months later, its day cut to the end of the month."""
    month = date.month + months
    last = days_in(month)
    if isinstance(date.day, int) and (isinstance(last, int) or date.day <= 28):
        return Day(month, min(date.day, last) if isinstance(last, int) else date.day)
    return Day(month, z3.If(date.day <= last, date.day, last))


def day_number(date: Day) -> Whole:
    """The number of a day: 1 on the first of January of the year 1."""
    year, of_year = quotient(date.month, 12), date.month % 12
    past = year - 1
    whole_years = past * 365 + quotient(past, 4) - quotient(past, 100) + quotient(past, 400)
    if isinstance(of_year, int):
        before: Whole = _BEFORE[of_year]
        after_february: Truth = of_year > 1
    else:
        before = _BEFORE[11]
        for month in range(10, -1, -1):
            before = z3.If(of_year == month, _BEFORE[month], before)
        after_february = of_year > 1
    leap = _leap(year)
    if isinstance(after_february, bool):
        leap_day = choose(leap, 1, 0) if after_february else 0
    else:
        leap_day = z3.If(z3.And(after_february, leap), 1, 0)
    return whole_years + before + leap_day + date.day


def full_months(start: Day, end: Day) -> Whole:
    """Whole months from one date to another, as `feel.temporal` counts them."""
    months = end.month - start.month
    forwards = months - choose(end.day < start.day, 1, 0)
    backwards = months + choose(start.day < end.day, 1, 0)
    return choose(start.key() <= end.key(), forwards, backwards)


def full_years(start: Day, end: Day) -> Whole:
    """Whole years from one date to another, as `feel.temporal` counts them."""
    months = full_months(start, end)
    return choose(months >= 0, quotient(months, 12), -quotient(-months, 12))
