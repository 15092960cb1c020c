"""Functions of contexts (DMN 1.5 table 82), and `is` (table 80)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.signatures import Builtin, Parameter, way
from yijian.core.feel.types import BOOLEAN, CONTEXT, TEXT, ListOf
from yijian.core.feel.values import Value

_Context: TypeAlias = Mapping[str, Value]
_VALUE: Final = Parameter("value", types.ANY, nullable=True)


def _get_value(context: _Context, key: str) -> Value:
    if key not in context:
        raise OperationFailed(Text(f"没有“{key}”这一项", f"There is no “{key}”"))
    return context[key]


def _get_entries(context: _Context) -> Value:
    return tuple({"key": key, "value": value} for key, value in context.items())


def _context(entries: tuple[Any, ...]) -> Value:
    context: dict[str, Value] = {}
    for entry in entries:
        key = entry.get("key")
        if not isinstance(key, str) or "value" not in entry:
            raise OperationFailed(
                Text("每一项都要有 key（文本）和 value", "Every entry must have a key (a text) and a value")
            )
        if key in context:
            raise OperationFailed(Text(f"“{key}”写了两次", f"The key “{key}” is given twice"))
        context[key] = entry["value"]
    return context


def _put(context: _Context, key: str, value: Value) -> Value:
    return {**context, key: value}


def _put_inside(context: _Context, keys: tuple[Any, ...], value: Value) -> Value:
    """A context with a value put where a path of keys leads; all but the last key must lead to a context."""
    if not keys:
        raise OperationFailed(Text("没有给出名称", "No key is given"))
    within: list[_Context] = [context]
    for key in keys[:-1]:
        inner = within[-1].get(key)
        if not isinstance(inner, Mapping):
            raise OperationFailed(Text(f"“{key}”下面不是上下文", f"There is no context under “{key}”"))
        within.append(inner)
    put = value
    for outer, key in zip(reversed(within), reversed(keys), strict=True):
        put = {**outer, key: put}
    return put


def _merge(contexts: tuple[Any, ...]) -> Value:
    merged: dict[str, Value] = {}
    for context in contexts:
        merged |= context
    return merged


def _is(one: Value, other: Value) -> bool:
    """Whether two values are the same thing: of one kind and with the same parts."""
    return type(one) is type(other) and one == other


BUILTINS: Final = (
    Builtin("get value", (way(_get_value, Parameter("m", CONTEXT), Parameter("key", TEXT)),)),
    Builtin("get entries", (way(_get_entries, Parameter("m", CONTEXT)),)),
    Builtin("context", (way(_context, Parameter("entries", ListOf(CONTEXT))),)),
    Builtin(
        "context put",
        (
            way(_put, Parameter("context", CONTEXT), Parameter("key", TEXT), _VALUE),
            way(_put_inside, Parameter("context", CONTEXT), Parameter("keys", ListOf(TEXT)), _VALUE),
        ),
    ),
    Builtin("context merge", (way(_merge, Parameter("contexts", ListOf(CONTEXT))),)),
    Builtin(
        "is",
        (
            way(
                _is,
                Parameter("value1", types.ANY, nullable=True),
                Parameter("value2", types.ANY, nullable=True),
                result=BOOLEAN,
            ),
        ),
        test=True,
    ),
)
