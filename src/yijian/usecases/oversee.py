"""Oversight: is what is stored what happened?"""

from __future__ import annotations

from typing import Any

from yijian.core.cases import event_from_plain, fold
from yijian.core.vocabulary.canonical import to_plain
from yijian.storage import verification
from yijian.storage.verification import JournalReport


def verify_journal() -> JournalReport:
    """Recompute every chain and fold every journal; what is broken, by case and version."""
    return verification.verify_journal(fold=_fold)


def rebuild_states() -> tuple[str, ...]:
    """Fold every journal anew and store the states that differ; the ids of these cases."""
    return verification.rebuild_states(fold=_fold)


def _fold(events: tuple[Any, ...]) -> Any:
    return to_plain(fold(event_from_plain(event) for event in events))
