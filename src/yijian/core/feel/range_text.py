"""Reading a range out of a text: the function `range` (DMN 1.5 table 72).

The ends are literals: numbers, strings, `@"…"`, or `date`, `time`, `date and time` and `duration` of a string. One end may
be left out if it is not included: `[1..)`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.dates import read_date
from yijian.core.feel.durations import read_duration
from yijian.core.feel.errors import FeelError, OperationFailed
from yijian.core.feel.lexer import Places, Token, tokenize
from yijian.core.feel.operations import compare
from yijian.core.feel.temporal import read_temporal
from yijian.core.feel.times import read_date_time, read_time
from yijian.core.feel.values import COMPARABLE, NUMBERS, RangeValue, Value

_CONSTRUCTORS: Final[dict[str, Callable[[str], Value]]] = {
    "date": read_date,
    "time": read_time,
    "date and time": read_date_time,
    "duration": read_duration,
}
_NO_RANGE: Final = OperationFailed(Text("这不是区间，请写成 [1..10]", "This is no range: write [1..10]"))

_MOST_CHARACTERS: Final = 10_000


def read_range(text: str) -> RangeValue:
    """The range written in a text. Raises `OperationFailed` where the text is none, or the ends do not go together."""
    if len(text) > _MOST_CHARACTERS:
        raise _NO_RANGE
    try:
        tokens = tokenize(text, Places(text))[:-1]
    except FeelError:
        raise _NO_RANGE from None
    shown = [token.text if token.kind != "string" else "" for token in tokens]
    if len(tokens) < 4 or shown.count("..") != 1 or shown[0] not in "[(]" or shown[-1] not in "])[":
        raise _NO_RANGE
    middle = shown.index("..")
    low, high = _end(tokens[1:middle]), _end(tokens[middle + 1 : -1])
    found = RangeValue(low, high, low_included=shown[0] == "[", high_included=shown[-1] == "]")
    if low is None and high is None:
        raise _NO_RANGE
    if (low is None and found.low_included) or (high is None and found.high_included):
        raise _NO_RANGE
    if low is not None and high is not None and compare("<=", low, high) is not True:
        raise OperationFailed(Text("区间的开头大于结尾", "The range begins after its end"))
    return found


def _end(tokens: list[Token]) -> Value:
    """The value of a literal; None where there is none."""
    if not tokens:
        return None
    value = _literal(tokens)
    if type(value) not in COMPARABLE:
        raise _NO_RANGE
    return value


def _literal(tokens: list[Token]) -> Value:
    last = tokens[-1]
    before = [token.text for token in tokens[:-1] if token.kind != "string"]
    if len(before) < len(tokens) - 1:
        return _called(tokens)
    if last.kind == "number" and before in ([], ["-"]):
        value = NUMBERS.create_decimal(Decimal(last.text))
        return value.copy_negate() if before else value
    if last.kind == "string" and before in ([], ["@"]):
        return read_temporal(last.text) if before else last.text
    return None


def _called(tokens: list[Token]) -> Value:
    """The value of a function of one string."""
    *name, opening, content, closing = tokens
    read = _CONSTRUCTORS.get(" ".join(token.text for token in name))
    if read is None or opening.text != "(" or content.kind != "string" or closing.text != ")":
        return None
    return read(content.text)
