"""Time with its zone, and chance that nobody guesses."""

from __future__ import annotations

import re
from datetime import UTC, timedelta

import pytest

from yijian.connectors.clock import SystemClock
from yijian.connectors.randomness import SystemRandomness


def test_the_clock_tells_utc_and_goes_forward() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.utcoffset() == timedelta(0)
    assert first.tzinfo is UTC
    assert first <= second


def test_tokens_are_long_different_and_safe_in_an_address() -> None:
    tokens = {SystemRandomness().token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,}", token) for token in tokens)


def test_codes_have_their_length_with_leading_zeros() -> None:
    codes = [SystemRandomness().digits(2) for _ in range(500)]
    assert all(re.fullmatch(r"[0-9]{2}", code) for code in codes)
    assert {code[0] for code in codes} == set("0123456789")
    with pytest.raises(ValueError, match="at least one"):
        SystemRandomness().digits(0)
