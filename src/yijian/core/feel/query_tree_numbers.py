"""Query trees of calculations and dates. Every number is 64 bits, every operand of a division is not negative."""

from __future__ import annotations

from sqlglot import exp

from yijian.core.feel.lowered import Rounding
from yijian.core.feel.query_tree_terms import (
    BIGINT,
    Dialect,
    Sql,
    binary,
    bracketed,
    case,
    cast,
    choice,
    either,
    is_null,
    whole,
)


def add(left: Sql, right: Sql) -> Sql:
    """`left + right`."""
    return binary(exp.Add, left, right)


def subtract(left: Sql, right: Sql) -> Sql:
    """`left - right`."""
    return binary(exp.Sub, left, right)


def multiply(left: Sql, right: Sql) -> Sql:
    """`left * right`."""
    return binary(exp.Mul, left, right)


def negate(value: Sql) -> Sql:
    """`-value`."""
    return exp.Neg(this=bracketed(value))


def absolute(value: Sql) -> Sql:
    """`ABS(value)`."""
    return exp.Abs(this=value)


def compare(sign: str, left: Sql, right: Sql) -> Sql:
    """`left sign right`: NULL where one is."""
    return binary(_SIGNS[sign], left, right)


_SIGNS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def quotient(numerator: Sql, divisor: int, dialect: Dialect) -> Sql:
    """The quotient of two whole numbers, cut towards zero: both databases cut so where both operands are integers."""
    if dialect is Dialect.DUCKDB:
        return exp.IntDiv(this=bracketed(numerator), expression=whole(divisor))
    return exp.Div(this=bracketed(numerator), expression=whole(divisor), typed=True)


def rounded_quotient(numerator: Sql, divisor: int, rounding: Rounding, dialect: Dialect) -> Sql:
    """The quotient rounded: what is added before it is cut depends on the sign."""
    negative = compare("<", numerator, whole(0))
    if rounding == "half up":
        half = divisor // 2
        shift = choice(negative, whole(-half), whole(half))
    elif rounding == "floor":
        shift = choice(negative, whole(1 - divisor), whole(0))
    else:
        shift = choice(negative, whole(0), whole(divisor - 1))
    return quotient(add(numerator, shift), divisor, dialect)


def extreme(values: list[Sql], *, greatest: bool) -> Sql:
    """The least or the greatest; NULL where one is NULL (the function of the databases would pass over it)."""
    kind = exp.Greatest if greatest else exp.Least
    first, *others = values
    return case(
        (either(*map(is_null, values)), exp.Null()),
        otherwise=kind(this=first, expressions=others, ignore_nulls=True),
    )


# Dates


def part(name: str, date: Sql) -> Sql:
    """A number of a date: YEAR, MONTH, DAY, or ISODOW (1 on Mondays)."""
    return cast(exp.Extract(this=exp.Var(this=name), expression=date), BIGINT)


def add_months(date: Sql, months: Sql, dialect: Dialect) -> Sql:
    """The date some months later; both databases cut the day to the end of the month."""
    number = cast(months, "INT")
    if dialect is Dialect.DUCKDB:
        interval: Sql = exp.Anonymous(this="TO_MONTHS", expressions=[number])
    else:
        zero = exp.Literal.number(0)
        interval = exp.Anonymous(this="MAKE_INTERVAL", expressions=[zero, number])
    return cast(binary(exp.Add, date, interval), "DATE")


def add_days(date: Sql, days: Sql) -> Sql:
    """The date some days later."""
    return cast(binary(exp.Add, date, cast(days, "INT")), "DATE")


def days_between(start: Sql, end: Sql) -> Sql:
    """How many days lie from one date to another."""
    return cast(binary(exp.Sub, end, start), BIGINT)


def full_months(start: Sql, end: Sql, dialect: Dialect) -> Sql:
    """Whole months by the day of the month, counted the same way backwards."""
    return quotient(subtract(_day_of_long_months(end), _day_of_long_months(start)), 31, dialect)


def full_years(start: Sql, end: Sql, dialect: Dialect) -> Sql:
    """Whole years by month and day, counted the same way backwards."""
    return quotient(subtract(_day_of_long_months(end), _day_of_long_months(start)), 12 * 31, dialect)


def _day_of_long_months(date: Sql) -> Sql:
    """The number of a day on a calendar whose months all have 31 days.

    There a month is full exactly when 31 days are: two days have the same distance in whole months as on the real
    calendar, because that is told by year, month and day alone.
    """
    months = add(multiply(part("YEAR", date), whole(12)), part("MONTH", date))
    return add(multiply(months, whole(31)), part("DAY", date))
