"""Reading what is asked of a register: strictly, because a register that guesses tells the wrong person's data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, cast

LARGEST_QUESTION: Final = 16 * 1024
"""Bytes."""
MOST_NAMES: Final = 60
LONGEST_VALUE: Final = 100
LONGEST_REASON: Final = 500
LONGEST_SECONDS: Final = 60

_QUESTION_NAMES: Final = frozenset({"entity", "key", "concepts", "evidence", "basis", "purpose"})
_ENTITY: Final = re.compile(r"[a-z][a-z0-9_]{0,49}")
_KEY_NAME: Final = re.compile(r"[a-z][a-z0-9_.]{0,99}")
_CONCEPT: Final = re.compile(r"[a-z][a-z0-9_]{0,49}")
_EVIDENCE: Final = re.compile(r"[a-z][a-z0-9-]{0,79}")


class QuestionRefused(Exception):
    """A question that is not answered; the text says what a right one looks like. It never quotes the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, by whose leave and for what."""

    entity: str
    key: Mapping[str, str]
    concepts: tuple[str, ...]
    evidence: tuple[str, ...]
    basis: str
    purpose: str


class FaultMode(StrEnum):
    """How a register misbehaves when told to."""

    OFF = "off"
    DOWN = "down"
    SLOW = "slow"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultOrder:
    """Let a register misbehave: each answer is held back for `seconds` first, in every mode but `off`."""

    register: str
    mode: FaultMode
    seconds: float


def read_question(body: bytes) -> Question:
    """The question in a body. Raises QuestionRefused."""
    members = _object(body, allowed=_QUESTION_NAMES)
    key = members.get("key")
    if not isinstance(key, dict) or not key or not all(_is_key_member(*item) for item in key.items()):
        raise QuestionRefused(f"key: an object of names and texts of up to {LONGEST_VALUE} characters")
    return Question(
        entity=_text(members, "entity", _ENTITY),
        key=cast("dict[str, str]", key),
        concepts=_names(members, "concepts", _CONCEPT),
        evidence=_names(members, "evidence", _EVIDENCE),
        basis=_reason(members, "basis"),
        purpose=_reason(members, "purpose"),
    )


def read_fault_order(body: bytes, *, registers: tuple[str, ...]) -> FaultOrder:
    """The fault that is ordered. Raises QuestionRefused."""
    members = _object(body, allowed=frozenset({"register", "mode", "seconds"}))
    register, mode, seconds = members.get("register"), members.get("mode"), members.get("seconds", 0)
    if not isinstance(register, str) or register not in registers:
        raise QuestionRefused(f"register: one of {', '.join(registers)}")
    if not isinstance(mode, str) or mode not in tuple(FaultMode):
        raise QuestionRefused(f"mode: one of {', '.join(FaultMode)}")
    if (
        isinstance(seconds, bool)
        or not isinstance(seconds, int | float)
        or not 0 <= seconds <= LONGEST_SECONDS
    ):
        raise QuestionRefused(f"seconds: a number from 0 to {LONGEST_SECONDS}")
    return FaultOrder(register=register, mode=FaultMode(mode), seconds=float(seconds))


def _object(body: bytes, *, allowed: frozenset[str]) -> dict[str, object]:
    try:
        members = json.loads(body, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError):
        raise QuestionRefused("the body is one JSON object, each name once") from None
    if not isinstance(members, dict):
        raise QuestionRefused("the body is one JSON object")
    if not set(members) <= allowed:
        raise QuestionRefused(f"the body has no other names than {', '.join(sorted(allowed))}")
    return members


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def _is_key_member(name: object, value: object) -> bool:
    return (
        isinstance(name, str)
        and _KEY_NAME.fullmatch(name) is not None
        and isinstance(value, str)
        and 0 < len(value) <= LONGEST_VALUE
    )


def _text(members: Mapping[str, object], name: str, pattern: re.Pattern[str]) -> str:
    value = members.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise QuestionRefused(f"{name}: an id in small letters")
    return value


def _names(members: Mapping[str, object], name: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    values = members.get(name)
    if not isinstance(values, list) or len(values) > MOST_NAMES:
        raise QuestionRefused(f"{name}: a list of up to {MOST_NAMES} ids")
    if not all(isinstance(value, str) and pattern.fullmatch(value) for value in values):
        raise QuestionRefused(f"{name}: ids in small letters only")
    if len(set(values)) != len(values):
        raise QuestionRefused(f"{name}: each id once")
    return tuple(values)


def _reason(members: Mapping[str, object], name: str) -> str:
    value = members.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_REASON:
        raise QuestionRefused(f"{name}: nothing is told without it, up to {LONGEST_REASON} characters")
    return value.strip()
