"""Calling functions in tests: by a rule's text, with the expected value written as a rule too."""

from __future__ import annotations

from yijian.core.feel import evaluate, parse
from yijian.core.feel.times import read_date_time
from yijian.core.feel.values import DateTime, Value


def moment() -> DateTime:
    """The moment of the evaluations in these tests."""
    found = read_date_time("2026-11-24T08:30:00@Asia/Shanghai")
    assert found is not None
    return found


def value_of(text: str) -> Value:
    """The value of a rule that has no error."""
    result = evaluate(parse(text), {}, moment=moment())
    assert not result.errors, result.errors[0].text.en
    return result.value


def assert_calls(text: str, expected: str) -> None:
    """A call gives what the other rule gives, in the same type."""
    found, wanted = value_of(text), value_of(expected)
    assert found == wanted
    assert type(found) is type(wanted)


def assert_no_result(text: str) -> None:
    """A call gives null and says why in both languages."""
    result = evaluate(parse(text), {}, moment=moment())
    assert result.value is None
    assert result.errors
    assert result.errors[0].reason.zh
    assert result.errors[0].reason.en
