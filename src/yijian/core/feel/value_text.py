"""The text of a value: the function `string` (DMN 1.5 table 72).

A text stands for itself; inside a list, a context or a range it is quoted, and a date, time or duration is written as a
literal, so that such a text can be read as FEEL. A number has no zeros at the end and no exponent: equal numbers have
the same text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.lexer import KEYWORDS, WORD
from yijian.core.feel.operations import MAX_TEXT
from yijian.core.feel.temporal import Temporal, temporal_text
from yijian.core.feel.text import quoted
from yijian.core.feel.values import RangeValue, TestValue, Value

_MAX_DEPTH: Final = 100


def string_of(value: Value) -> str:
    """The text of a value that is not null. Raises `OperationFailed` where it has none (a function) or it is too long."""
    if isinstance(value, str):
        return value
    return temporal_text(value) if isinstance(value, Temporal) else _written(value, 0)


def number_text(number: Decimal) -> str:
    """A number without exponent and without zeros at the end."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _written(value: Value, depth: int) -> str:
    if depth > _MAX_DEPTH:
        raise OperationFailed(Text("嵌套太深", "It is nested too deeply"))
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Temporal):
        return f'@"{temporal_text(value)}"'
    if isinstance(value, tuple):
        return f"[{_joined([_written(member, depth + 1) for member in value])}]"
    if isinstance(value, Mapping):
        entries = [f"{_key(key)}: {_written(member, depth + 1)}" for key, member in value.items()]
        return "{" + _joined(entries) + "}"
    if isinstance(value, RangeValue):
        low, high = "[" if value.low_included else "(", "]" if value.high_included else ")"
        return f"{low}{_written(value.low, depth + 1)}..{_written(value.high, depth + 1)}{high}"
    if isinstance(value, TestValue):
        return f"({value.operator} {_written(value.operand, depth + 1)})"
    raise OperationFailed(Text("函数不能写成文本", "A function has no text"))


def _joined(parts: list[str]) -> str:
    if sum(map(len, parts)) > MAX_TEXT:
        raise OperationFailed(Text("文本太长", "The text is too long"))
    return ", ".join(parts)


def _key(key: str) -> str:
    return key if re.fullmatch(WORD, key) and key not in KEYWORDS else quoted(key)
