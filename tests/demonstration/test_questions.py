"""A register answers only questions that are wholly as agreed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.demonstration.questions import (
    FaultMode,
    QuestionRefused,
    read_fault_order,
    read_question,
)

RIGHT: dict[str, Any] = {
    "entity": "person",
    "key": {"name": "李某某", "id_number": "1"},
    "concepts": ["sex"],
    "evidence": ["identity-card"],
    "basis": "consent 1",
    "purpose": "newborn",
}


def test_a_right_question_is_read() -> None:
    question = read_question(json.dumps(RIGHT).encode())
    assert (question.entity, question.concepts, question.purpose) == ("person", ("sex",), "newborn")


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_nothing_may_be_left_out(name: str) -> None:
    body = {key: value for key, value in RIGHT.items() if key != name}
    with pytest.raises(QuestionRefused, match=name):
        read_question(json.dumps(body).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"basis": "  "},
        {"purpose": ""},
        {"purpose": "x" * 501},
        {"key": {}},
        {"key": {"name": 1}},
        {"key": {"Name": "x"}},
        {"key": {"name": "x" * 101}},
        {"key": []},
        {"concepts": "sex"},
        {"concepts": ["sex", "sex"]},
        {"concepts": ["SEX"]},
        {"concepts": [f"c{number}" for number in range(61)]},
        {"evidence": [None]},
        {"entity": "../person"},
        {"more": 1},
    ],
)
def test_a_question_that_is_not_as_agreed_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(QuestionRefused):
        read_question(json.dumps(RIGHT | change).encode())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b"null", b'{"entity": "a", "entity": "b"}', b"[" * 9000]
)
def test_a_body_that_is_no_question_is_refused(body: bytes) -> None:
    with pytest.raises(QuestionRefused):
        read_question(body)


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.booleans() | st.text(), st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_no_body_does_anything_but_be_refused(body: bytes) -> None:
    with pytest.raises(QuestionRefused):
        read_question(body)


@pytest.mark.parametrize(
    "order",
    [
        {"register": "weather", "mode": "down"},
        {"register": "births", "mode": "broken"},
        {"register": "births", "mode": "slow", "seconds": 61},
        {"register": "births", "mode": "slow", "seconds": True},
        {"register": "births", "mode": "slow", "seconds": float("nan")},
        {"register": ["births"], "mode": "slow"},
    ],
)
def test_a_fault_that_is_not_as_agreed_is_refused(order: dict[str, Any]) -> None:
    with pytest.raises(QuestionRefused):
        read_fault_order(json.dumps(order).encode(), registers=("births",))


def test_a_fault_is_read() -> None:
    order = read_fault_order(b'{"register": "births", "mode": "slow", "seconds": 2}', registers=("births",))
    assert (order.mode, order.seconds) == (FaultMode.SLOW, 2.0)
