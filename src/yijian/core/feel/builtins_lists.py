"""Functions that change, search and order lists (DMN 1.5 tables 75 and 81). Positions count from 1, or back from -1."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from functools import cmp_to_key
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import equality_key, matches
from yijian.core.feel.runtime import Pending, all_needs, needs_of, number
from yijian.core.feel.signatures import Builtin, Parameter, way
from yijian.core.feel.types import BOOLEAN, FUNCTION, INTEGER, ListOf
from yijian.core.feel.values import NOT_APPLICABLE, Callback, Value

_List: TypeAlias = tuple[Value, ...]
MAX_MEMBERS: Final = 2_000_000
_MAX_DEPTH: Final = 100
_LIST: Final = Parameter("list", ListOf(types.ANY))
_POSITION: Final = Parameter("position", INTEGER)


def _anything(name: str) -> Parameter:
    return Parameter(name, types.ANY, nullable=True)


def list_contains(values: Value, element: Value) -> Value:
    """Whether an element is in a list, where the list, its members or the element may be pending."""
    if values is NOT_APPLICABLE or element is NOT_APPLICABLE:
        return False
    if type(values) is Pending:
        return Pending(values.needs | needs_of(element))
    if values is None:
        if type(element) is Pending:
            return element
        raise OperationFailed(Text("列表是空值", "The list is null"))
    pending: Pending | None = None
    for member in values if isinstance(values, tuple) else (values,):
        found = matches(member, element)
        if found is True:
            return True
        if type(found) is Pending:
            pending = found if pending is None else pending.joined(found)
    return pending or False


def _index(values: _List, position: Decimal) -> int:
    """The index from 0 of a position that is in a list."""
    place = int(position)
    if not 1 <= abs(place) <= len(values):
        raise OperationFailed(Text("位置不在列表里", "The position lies outside the list"))
    return place - 1 if place > 0 else len(values) + place


def _sublist(values: _List, start: Decimal, length: Decimal | None = None) -> _List:
    begin = _index(values, start)
    if length is None:
        return values[begin:]
    if not 0 <= length <= len(values) - begin:
        raise OperationFailed(Text("列表没有这么长", "The list is not that long"))
    return values[begin : begin + int(length)]


def _append(values: _List, *items: Value) -> _List:
    return values + items


def _concatenate(*lists: _List) -> _List:
    if sum(map(len, lists)) > MAX_MEMBERS:
        raise OperationFailed(Text("列表太长", "The list is too long"))
    return tuple(member for each in lists for member in each)


def _insert_before(values: _List, position: Decimal, item: Value) -> _List:
    place = _index(values, position)
    return (*values[:place], item, *values[place:])


def _remove(values: _List, position: Decimal) -> _List:
    place = _index(values, position)
    return values[:place] + values[place + 1 :]


def _replace_at(values: _List, position: Decimal, item: Value) -> _List:
    place = _index(values, position)
    return (*values[:place], item, *values[place + 1 :])


def _replace_matching(values: _List, match: Callback, item: Value) -> Value:
    decide = _decision(match, "match")
    found = [decide(member, item) for member in values]
    needs = all_needs(found)
    if needs:
        return Pending(needs)
    return tuple(item if each else member for each, member in zip(found, values, strict=True))


def _decision(function: Callback, name: str) -> Callable[[Value, Value], bool | Pending]:
    """A function of two values that must answer true or false (or does not know yet)."""
    if len(function.parameters) != 2:
        raise OperationFailed(
            Text(f"“{name}”须是有两个参数的函数", f"“{name}” must be a function of two parameters")
        )

    def decide(one: Value, other: Value) -> bool | Pending:
        answer = function(one, other)
        if isinstance(answer, bool | Pending):
            return answer
        if answer is NOT_APPLICABLE:
            return False
        raise OperationFailed(
            Text(f"“{name}”的结果须是真或假", f"The result of “{name}” must be true or false")
        )

    return decide


def _sort(values: _List, precedes: Callback) -> Value:
    before = _decision(precedes, "precedes")

    def order(one: Value, other: Value) -> int:
        answer = before(one, other)
        if answer is False:
            return int(decided(before(other, one)))
        return -int(decided(answer))

    def decided(answer: bool | Pending) -> bool:
        if isinstance(answer, Pending):
            raise _UndecidedError
        return answer

    try:
        return tuple(sorted(values, key=cmp_to_key(order)))
    except _UndecidedError:
        # Any pair may come to be compared, so what any of them waits for may change the order.
        return Pending(all_needs(before(one, other) for one in values for other in values))


class _UndecidedError(Exception):
    """The order of two values is not known yet."""


def _index_of(values: _List, match: Value) -> _List:
    return tuple(number(place) for place, each in enumerate(values, 1) if matches(each, match) is True)


def _distinct(values: Iterable[Value]) -> _List:
    firsts: dict[Hashable, Value] = {}
    for each in values:
        firsts.setdefault(equality_key(each), each)
    return tuple(firsts.values())


def _union(*lists: _List) -> _List:
    return _distinct(_concatenate(*lists))


def _flatten(values: _List) -> _List:
    return tuple(_leaves(values, 0))


def _leaves(values: _List, depth: int) -> list[Value]:
    if depth > _MAX_DEPTH:
        raise OperationFailed(Text("列表嵌套太深", "The lists are nested too deeply"))
    leaves: list[Value] = []
    for each in values:
        leaves += _leaves(each, depth + 1) if isinstance(each, tuple) else (each,)
    return leaves


def _lists(name: str, run: Callable[..., Any]) -> Builtin:
    return Builtin(name, (way(run, _LIST, variadic=True),))


BUILTINS: Final = (
    Builtin(
        "list contains",
        (way(list_contains, _LIST, _anything("element"), result=BOOLEAN),),
        test=True,
        open=True,
        subset=True,
    ),
    Builtin(
        "sublist",
        (
            way(
                _sublist,
                _LIST,
                Parameter("start position", INTEGER),
                Parameter("length", INTEGER, optional=True, nullable=True),
            ),
        ),
    ),
    Builtin("append", (way(_append, _LIST, _anything("item"), variadic=True),)),
    _lists("concatenate", _concatenate),
    Builtin("insert before", (way(_insert_before, _LIST, _POSITION, _anything("newItem")),)),
    Builtin("remove", (way(_remove, _LIST, _POSITION),)),
    Builtin(
        "list replace",
        (
            way(_replace_at, _LIST, _POSITION, _anything("newItem")),
            way(_replace_matching, _LIST, Parameter("match", FUNCTION), _anything("newItem")),
        ),
    ),
    Builtin("reverse", (way(lambda values: values[::-1], _LIST),)),
    Builtin("index of", (way(_index_of, _LIST, _anything("match")),)),
    _lists("union", _union),
    Builtin("distinct values", (way(_distinct, _LIST),)),
    Builtin("flatten", (way(_flatten, _LIST),)),
    Builtin("sort", (way(_sort, _LIST, Parameter("precedes", FUNCTION)),)),
)
