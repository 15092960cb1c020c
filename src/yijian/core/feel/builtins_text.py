"""Functions of texts (DMN 1.5 table 74), and `string`. Lengths and positions count characters (code points)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.feel import patterns, types
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import MAX_TEXT
from yijian.core.feel.runtime import number
from yijian.core.feel.signatures import Builtin, Parameter, Spend, way
from yijian.core.feel.types import BOOLEAN, INTEGER, TEXT, ListOf
from yijian.core.feel.value_text import string_of

_STRING: Final = Parameter("string", TEXT)
_MATCH: Final = Parameter("match", TEXT)
_FLAGS: Final = Parameter("flags", TEXT, optional=True, nullable=True)


def _substring(string: str, start: Decimal, length: Decimal | None = None) -> str:
    position = int(start)
    if not 1 <= abs(position) <= len(string):
        raise OperationFailed(
            Text("起始位置不在文本里", "The start position lies outside the text"),
        )
    begin = position - 1 if position > 0 else len(string) + position
    if length is None:
        return string[begin:]
    if length < 0:
        raise OperationFailed(Text("长度不能是负数", "The length must not be negative"))
    return string[begin : begin + int(min(length, Decimal(len(string))))]


def _before(string: str, match: str) -> str:
    before, found, _ = string.partition(match) if match else ("", "", "")
    return before if found else ""


def _after(string: str, match: str) -> str:
    return string.partition(match)[2] if match else string


def _matches(spend: Spend, string: str, pattern: str, flags: str | None = None) -> bool:
    return patterns.matches(string, pattern, flags or "", spend)


def _replace(spend: Spend, string: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    return patterns.replace(string, pattern, replacement, flags or "", spend)


def _split(spend: Spend, string: str, delimiter: str) -> tuple[str, ...]:
    return patterns.split(string, delimiter, spend)


def _join(strings: Any, delimiter: str | None = None) -> str:
    texts = [each for each in strings if each is not None]
    if not all(isinstance(each, str) for each in texts):
        raise OperationFailed(Text("列表里有的不是文本", "Not all members of the list are texts"))
    if sum(map(len, texts)) + len(texts) * len(delimiter or "") > MAX_TEXT:
        raise OperationFailed(Text("文本太长", "The text is too long"))
    return (delimiter or "").join(texts)


def _on_two(name: str, run: Callable[[str, str], bool]) -> Builtin:
    return Builtin(name, (way(run, _STRING, _MATCH, result=BOOLEAN),), test=True, subset=True)


BUILTINS: Final = (
    Builtin("string", (way(string_of, Parameter("from", types.ANY)),)),
    Builtin(
        "substring",
        (
            way(
                _substring,
                _STRING,
                Parameter("start position", INTEGER),
                Parameter("length", INTEGER, optional=True, nullable=True),
            ),
        ),
    ),
    Builtin(
        "string length", (way(lambda string: number(len(string)), _STRING, result=INTEGER),), subset=True
    ),
    Builtin("upper case", (way(str.upper, _STRING, result=TEXT),), subset=True),
    Builtin("lower case", (way(str.lower, _STRING, result=TEXT),), subset=True),
    Builtin("substring before", (way(_before, _STRING, _MATCH),)),
    Builtin("substring after", (way(_after, _STRING, _MATCH),)),
    _on_two("contains", lambda string, match: match in string),
    _on_two("starts with", lambda string, match: string.startswith(match)),
    _on_two("ends with", lambda string, match: string.endswith(match)),
    Builtin(
        "matches",
        (way(_matches, Parameter("input", TEXT), Parameter("pattern", TEXT), _FLAGS, metered=True),),
        test=True,
    ),
    Builtin(
        "replace",
        (
            way(
                _replace,
                Parameter("input", TEXT),
                Parameter("pattern", TEXT),
                Parameter("replacement", TEXT),
                _FLAGS,
                metered=True,
            ),
        ),
    ),
    Builtin("split", (way(_split, _STRING, Parameter("delimiter", TEXT), metered=True),)),
    Builtin(
        "string join",
        (
            way(
                _join,
                Parameter("list", ListOf(types.ANY)),
                Parameter("delimiter", TEXT, optional=True, nullable=True),
            ),
        ),
    ),
)
