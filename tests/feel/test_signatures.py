"""Fitting arguments to parameters."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from yijian.core.feel import types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.signatures import Builtin, Misfit, Parameter, call, fit, over_members, way
from yijian.core.feel.times import midnight_utc
from yijian.core.feel.types import DATE_TIME, INTEGER, NUMBER, TEXT, ListOf, Type
from yijian.core.feel.values import Value

ONE = Decimal(1)
DAY = dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("wanted", "given", "fitted"),
    [
        (NUMBER, ONE, ONE),
        (NUMBER, (ONE,), ONE),
        (INTEGER, Decimal("-2.9"), Decimal(-2)),
        (INTEGER, (Decimal("2.9"),), Decimal(2)),
        (ListOf(NUMBER), ONE, (ONE,)),
        (ListOf(NUMBER), (ONE, ONE), (ONE, ONE)),
        (DATE_TIME, DAY, midnight_utc(DAY)),
        (types.ANY, (ONE,), (ONE,)),
    ],
)
def test_a_value_is_brought_to_the_type_wanted(wanted: Type, given: Value, fitted: Value) -> None:
    assert fit(way(str, Parameter("p", wanted)), (given,)) == [fitted]


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (NUMBER, "1"),
        (NUMBER, (ONE, ONE)),
        (NUMBER, ((ONE,),)),
        (NUMBER, None),
        (ListOf(NUMBER), "a"),
        (ListOf(NUMBER), (ONE, "a")),
        (ListOf(NUMBER), None),
        (TEXT, ()),
        (INTEGER, True),
        (types.DATE, midnight_utc(DAY)),
    ],
)
def test_what_cannot_be_brought_there_does_not_fit(wanted: Type, given: Value) -> None:
    assert fit(way(str, Parameter("p", wanted)), (given,)) is None


def test_null_fits_where_it_may_stand_and_passes_as_null() -> None:
    assert fit(way(str, Parameter("p", NUMBER, nullable=True)), (None,)) == [None]


def test_a_way_without_conversions_comes_first() -> None:
    converting = way(lambda _value: "list", Parameter("p", ListOf(NUMBER)))
    exact = way(lambda _value: "number", Parameter("p", NUMBER))
    builtin = Builtin("f", (converting, exact))
    assert call(builtin, builtin.overloads, (ONE,), None) == "number"
    assert call(builtin, builtin.overloads, ((ONE, ONE),), None) == "list"
    with pytest.raises(Misfit) as caught:
        call(builtin, builtin.overloads, ("a",), None)
    assert "“f”" in caught.value.reason.zh


def test_the_last_parameter_of_a_variadic_way_is_for_all_further_arguments() -> None:
    append = way(
        lambda first, *rest: (first, rest), Parameter("a", TEXT), Parameter("b", NUMBER), variadic=True
    )
    assert [append.takes(count) for count in range(4)] == [False, False, True, True]
    assert fit(append, ("a", ONE, ONE)) == ["a", ONE, ONE]
    assert fit(append, ("a", ONE, "b")) is None


def test_many_values_come_as_a_list_or_one_by_one() -> None:
    builtin = Builtin("f", over_members(len, NUMBER))
    assert call(builtin, builtin.overloads, ((ONE, ONE),), None) == 2
    assert call(builtin, builtin.overloads[1:], (ONE, ONE, ONE), None) == 3


def test_a_function_that_goes_by_the_moment_needs_one() -> None:
    timed = Builtin("f", (way(lambda moment: moment.date, timed=True),))
    assert call(timed, timed.overloads, (), midnight_utc(DAY)) == DAY
    with pytest.raises(OperationFailed):
        call(timed, timed.overloads, (), None)
