"""Answers that know which facts they rest on: once a fact more is told, all answers that do not read it still hold."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

_Key = tuple[str, Hashable]
_Known = tuple[Any, frozenset[str]]


class TrackedAnswers:
    """Answers about somebody, each worked out once, with the facts that were read for it.

    What is computed may ask for other answers here: it then rests on their facts too. Law: every fact that an answer
    rests on is announced by `read` while the answer is being worked out.

    `before` are the answers from which these differ by the facts that `changed`: what was worked out there and rests on
    none of them holds here too. An answer that asks what would be if a fact were told rests on what is read there, too.
    """

    def __init__(
        self, *, before: TrackedAnswers | None = None, changed: frozenset[str] = frozenset()
    ) -> None:
        self._before = before
        self._changed = changed
        self._known: dict[_Key, _Known] = {}
        self._being_read: list[set[str]] = before._being_read if before is not None else []

    def read(self, fact: str) -> None:
        """Say that the answer being worked out rests on a fact."""
        if self._being_read:
            self._being_read[-1].add(fact)

    def once(self, kind: str, key: Hashable, compute: Callable[[], T]) -> T:
        """The answer, worked out where it is not known; each `kind` always holds one type."""
        at = (kind, key)
        known = self._known.get(at)
        if known is None:
            known = self._known[at] = self._from_before(at) or self._computed(compute)
        if self._being_read:
            self._being_read[-1] |= known[1]
        answer: T = known[0]
        return answer

    def _from_before(self, at: _Key) -> _Known | None:
        answers, changed = self, self._changed
        while answers._before is not None:
            answers = answers._before
            known = answers._known.get(at)
            if known is not None:
                return known if changed.isdisjoint(known[1]) else None
            changed |= answers._changed
        return None

    def _computed(self, compute: Callable[[], T]) -> _Known:
        self._being_read.append(set())
        try:
            value = compute()
        finally:
            facts = self._being_read.pop()
        return value, frozenset(facts)
