"""Making the nodes of dates: every one of them stays within the years 1 to 9999."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.lowered import (
    AddDays,
    AddMonths,
    Bounds,
    Constant,
    DatePart,
    DaysBetween,
    FullMonths,
    FullYears,
    Lowered,
    PartOfDate,
    Sort,
)
from yijian.core.feel.lowered_numbers import refusal
from yijian.core.feel.values import Date

CALENDAR: Final = Bounds(12, 9999 * 12 + 11)
"""The months from January of the year 1 to December of 9999, counted from the year 0."""
_PARTS: Final = {
    "month": Bounds(1, 12),
    "day": Bounds(1, 31),
    "weekday": Bounds(1, 7),
}


def month_of(day: Date) -> int:
    """The month of a date, counted from January of the year 0."""
    return day.year * 12 + day.month - 1


def written(day: Date, origin: ast.Expression) -> Lowered:
    """A date as written."""
    return Constant(day, sort=Sort.DATE, bounds=Bounds(month_of(day), month_of(day)), origin=origin)


def add_months(date: Lowered, months: Lowered, origin: ast.Expression) -> Lowered:
    """`date + months`."""
    bounds = Bounds(date.bounds.low + months.bounds.low, date.bounds.high + months.bounds.high)
    return AddMonths(date, months, sort=Sort.DATE, bounds=_on_calendar(bounds, origin), origin=origin)


def add_days(date: Lowered, days: Lowered, origin: ast.Expression) -> Lowered:
    """`date + days`."""
    low, high = days.bounds.low, days.bounds.high
    shift = Bounds(
        low // 31 - 1 if low >= 0 else low // 28 - 1, high // 28 + 1 if high >= 0 else high // 31 + 1
    )
    bounds = Bounds(date.bounds.low + shift.low, date.bounds.high + shift.high)
    return AddDays(date, days, sort=Sort.DATE, bounds=_on_calendar(bounds, origin), origin=origin)


def _on_calendar(bounds: Bounds, origin: ast.Expression) -> Bounds:
    if not bounds.within(CALENDAR):
        raise refusal(
            origin,
            Text("日期可能超出 0001 至 9999 年", "The date may leave the years 1 to 9999"),
            Text("请在数据元里写明界限", "Declare the bounds of the facts in the dictionary"),
        )
    return bounds


def days_between(start: Lowered, end: Lowered, origin: ast.Expression) -> Lowered:
    """`end - start`, in days."""
    months = _months(start, end)
    bounds = Bounds(min(months.low * 31, months.low * 28) - 31, max(months.high * 31, months.high * 28) + 31)
    return DaysBetween(start, end, sort=Sort.DAYS, bounds=bounds, origin=origin)


def _months(start: Lowered, end: Lowered) -> Bounds:
    return Bounds(end.bounds.low - start.bounds.high, end.bounds.high - start.bounds.low)


def full_months(start: Lowered, end: Lowered, origin: ast.Expression, sort: Sort) -> Lowered:
    """Whole months from one date to another."""
    return FullMonths(start, end, sort=sort, bounds=_months(start, end), origin=origin)


def full_years(start: Lowered, end: Lowered, origin: ast.Expression) -> Lowered:
    """Whole years from one date to another."""
    months = _months(start, end)
    bounds = Bounds(months.low // 12, -(-months.high // 12))
    return FullYears(start, end, sort=Sort.WHOLE, bounds=bounds, origin=origin)


def part_of_date(date: Lowered, part: DatePart, origin: ast.Expression) -> Lowered:
    """`date.year` and so on."""
    bounds = _PARTS.get(part) or Bounds(date.bounds.low // 12, date.bounds.high // 12)
    return PartOfDate(date, part, sort=Sort.WHOLE, bounds=bounds, origin=origin)
