"""Lowered rules as formulas of z3, with the four states of a value.

A condition is two formulas, where it holds and where it fails; where it does neither it does not apply, is none, or is
unknown. A number, a date or a symbol is a value with the three states beside it. Python's own truths stand for what is
constant, so that a state that cannot occur costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final, TypeAlias

import z3

from yijian.core.feel import lowered as low
from yijian.core.feel.lowered import Lowered
from yijian.core.verification import proof_dates as dates
from yijian.core.verification.proof_dates import Day, Truth, Whole, choose, quotient

Plain: TypeAlias = "Whole | Day"
"""A number, a symbol by its number, or a date."""


def both(*conditions: Truth) -> Truth:
    """`and`; true of none."""
    open_ = [each for each in conditions if each is not True]
    if any(each is False for each in open_):
        return False
    return z3.And(*open_) if len(open_) > 1 else open_[0] if open_ else True


def either(*conditions: Truth) -> Truth:
    """`or`; false of none."""
    open_ = [each for each in conditions if each is not False]
    if any(each is True for each in open_):
        return True
    return z3.Or(*open_) if len(open_) > 1 else open_[0] if open_ else False


def negated(condition: Truth) -> Truth:
    """`not`."""
    return not condition if isinstance(condition, bool) else z3.Not(condition)


@dataclass(frozen=True, slots=True)
class States:
    """Where something does not apply, is unknown, or is none; no two of them at once."""

    not_applicable: Truth = False
    unknown: Truth = False
    none: Truth = False

    def known(self) -> Truth:
        """Where there is a value."""
        return negated(either(self.not_applicable, self.unknown, self.none))


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a symbol or a date, with its states."""

    value: Plain
    states: States = States()


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a condition holds, where it fails, where it does not apply, and where it is none."""

    holds: Truth
    fails: Truth
    not_applicable: Truth = False
    none: Truth = False

    def unknown(self) -> Truth:
        """Where it is open."""
        return negated(either(self.holds, self.fails, self.not_applicable, self.none))

    def truth(self) -> Condition:
        """In a place for conditions: what does not apply counts as false."""
        return Condition(self.holds, either(self.fails, self.not_applicable), False, self.none)


Encoded: TypeAlias = "Scalar | Condition"
NONE: Final = Condition(False, False, False, True)


def strict(states: Iterable[States]) -> States:
    """The states of what is strict in several things."""
    given = list(states)
    not_applicable = either(*[each.not_applicable for each in given])
    unknown = both(either(*[each.unknown for each in given]), negated(not_applicable))
    none = either(*[each.none for each in given])
    return States(
        not_applicable,
        unknown,
        both(none, negated(not_applicable), negated(unknown)) if none is not False else False,
    )


def states_of(encoded: Encoded) -> States:
    """The states of a value or a condition."""
    if isinstance(encoded, Scalar):
        return encoded.states
    return States(encoded.not_applicable, encoded.unknown(), encoded.none)


def all_of(conditions: Iterable[Condition]) -> Condition:
    """`and`."""
    given = [each.truth() for each in conditions]
    holds = both(*[each.holds for each in given])
    fails = either(*[each.fails for each in given])
    none = either(*[each.none for each in given])
    if none is not False:
        none = both(none, *[either(each.holds, each.none) for each in given])
    return Condition(holds, fails, False, none)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """`or`."""
    return inverse(all_of([inverse(each) for each in conditions]))


def inverse(condition: Condition) -> Condition:
    """`not`."""
    given = condition.truth()
    return Condition(given.fails, given.holds, False, given.none)


def equal(left: Plain, right: Plain) -> Truth:
    """Whether two values are the same."""
    if isinstance(left, Day) and isinstance(right, Day):
        return both(_same(left.month, right.month), _same(left.day, right.day))
    return _same(left, right)


def _same(left: Any, right: Any) -> Truth:
    found: Truth = left == right
    return found


_ORDERS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def compared(sign: str, left: Encoded, right: Encoded) -> Condition:
    """A comparison."""
    together = strict((states_of(left), states_of(right)))
    known = together.known()
    if isinstance(left, Condition) and isinstance(right, Condition):
        matches = either(both(left.holds, right.holds), both(left.fails, right.fails))
    elif isinstance(left, Scalar) and isinstance(right, Scalar):
        if sign not in ("=", "!="):
            one, other = _ordered(left.value), _ordered(right.value)
            ordered: Truth = _ORDERS[sign](one, other)
            holds, fails = both(known, ordered), both(known, negated(ordered))
            return Condition(holds, either(together.not_applicable, fails), False, together.none)
        matches = equal(left.value, right.value)
    else:  # a none that was written in the rule has no sort of its own
        matches = False
    both_none = both(states_of(left).none, states_of(right).none)
    one_none = both(together.none, negated(both_none))
    same, different = either(both(known, matches), both_none), either(both(known, negated(matches)), one_none)
    holds, fails = (same, different) if sign == "=" else (different, same)
    return Condition(holds, either(together.not_applicable, fails))


def _ordered(value: Plain) -> Whole:
    return value.key() if isinstance(value, Day) else value


def chosen(condition: Condition, then: Encoded, otherwise: Encoded) -> Encoded:
    """`if`."""
    yes, no, open_ = (
        condition.holds,
        either(condition.fails, condition.not_applicable, condition.none),
        condition.unknown(),
    )

    def state(one: Truth, other: Truth) -> Truth:
        return either(both(yes, one), both(no, other), both(open_, one, other))

    if isinstance(then, Condition) and isinstance(otherwise, Condition):
        return Condition(
            state(then.holds, otherwise.holds),
            state(then.fails, otherwise.fails),
            state(then.not_applicable, otherwise.not_applicable),
            state(then.none, otherwise.none),
        )
    one, other = states_of(then), states_of(otherwise)
    if not isinstance(then, Scalar) or not isinstance(
        otherwise, Scalar
    ):  # one of them is a none written in the rule
        value = then.value if isinstance(then, Scalar) else otherwise.value  # type: ignore[union-attr]  # one is a scalar
        same: Truth = False
    else:
        value = _either_value(no, otherwise.value, then.value)
        same = equal(then.value, otherwise.value)
    not_applicable = state(one.not_applicable, other.not_applicable)
    none = state(one.none, other.none)
    shared = either(
        both(one.not_applicable, other.not_applicable),
        both(one.none, other.none),
        both(one.known(), other.known(), same),
    )
    unknown = either(both(yes, one.unknown), both(no, other.unknown), both(open_, negated(shared)))
    return Scalar(value, States(not_applicable, unknown, none))


def _either_value(condition: Truth, yes: Plain, no: Plain) -> Plain:
    if isinstance(yes, Day) and isinstance(no, Day):
        return Day(choose(condition, yes.month, no.month), choose(condition, yes.day, no.day))
    assert not isinstance(yes, Day)  # noqa: S101  # branches are of one sort
    assert not isinstance(no, Day)  # noqa: S101  # branches are of one sort
    return choose(condition, yes, no)


# Calculations of known values


def rounded(numerator: Whole, divisor: int, rounding: low.Rounding) -> Whole:
    """A quotient rounded as `lowered_numbers.round_whole` does."""
    if rounding == "floor":
        return quotient(numerator, divisor)
    if rounding == "ceiling":
        return -quotient(-numerator, divisor)
    above = quotient(numerator * 2 + divisor, divisor * 2)
    below = -quotient(-numerator * 2 + divisor, divisor * 2)
    return choose(numerator >= 0, above, below)


def part_of_date(date: Day, part: low.DatePart) -> Whole:
    """A number of a date."""
    if part == "year":
        return quotient(date.month, 12)
    if part == "month":
        return date.month % 12 + 1
    return date.day if part == "day" else (dates.day_number(date) - 1) % 7 + 1


def extreme(values: Iterable[Plain], *, greatest: bool) -> Plain:
    """The least or the greatest."""

    def better(one: Plain, other: Plain) -> Plain:
        keys = _ordered(one), _ordered(other)
        first = keys[0] >= keys[1] if greatest else keys[0] <= keys[1]
        return _either_value(first, one, other)

    return reduce(better, values)


CALCULATIONS: Final[dict[type[Lowered], Callable[..., Plain]]] = {
    low.Add: lambda left, right: left + right,
    low.Subtract: lambda left, right: left - right,
    low.Multiply: lambda left, right: left * right,
    low.Negate: lambda operand: -operand,
    low.Absolute: lambda operand: choose(operand >= 0, operand, -operand),
    low.AddMonths: dates.add_months,
    low.DaysBetween: lambda start, end: dates.day_number(end) - dates.day_number(start),
    low.FullMonths: dates.full_months,
    low.FullYears: dates.full_years,
}
"""What is worked out of the values of the operands, in their order."""
