"""Oversight: is what is stored what happened?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from yijian.core.cases import event_from_plain, fold
from yijian.core.compiler.difference import RunningCase
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.canonical import to_plain
from yijian.ports import Ports
from yijian.storage import day_heads, queries, verification
from yijian.storage.chain import GENESIS
from yijian.storage.day_heads import BrokenDay
from yijian.storage.verification import JournalReport
from yijian.usecases.casework import ValuesDestroyed, artefact, facts_of

SETTLED_AFTER: Final = timedelta(hours=1)
"""A day is signed this long after its end: by then no command of that day is still being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was verified: every journal, and every day that was signed."""

    journal: JournalReport
    signed_days: int
    broken_days: tuple[BrokenDay, ...]

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return self.journal.sound and not self.broken_days


def verify_journal(*, ports: Ports) -> Verification:
    """Recompute every chain, fold every journal, and hold the days against their signed heads. Raises PlatformError."""
    kept = ports.heads.kept()
    return Verification(
        journal=verification.verify_journal(fold=_fold),
        signed_days=len(kept),
        broken_days=day_heads.broken_days(kept),
    )


def sign_days(*, ports: Ports) -> tuple[date, ...]:
    """Sign the head of every day that is over and on which something was written; the days signed now.

    Several workers may do it at once: the first one's head of a day stays. Raises PlatformError.
    """
    kept = ports.heads.kept()
    days = day_heads.days_with_entries(
        after=kept[-1].day if kept else None, before=local_date(ports.clock.now() - SETTLED_AFTER)
    )
    previous = day_heads.hash_of_text(kept[-1].text) if kept else GENESIS
    for day in days:
        head = day_heads.head_of(day=day, previous=previous)
        ports.heads.keep(day=day, text=head.text)
        previous = day_heads.hash_of_text(head.text)
    return days


def rebuild_states() -> tuple[str, ...]:
    """Fold every journal anew and store the states that differ; the ids of these cases."""
    return verification.rebuild_states(fold=_fold)


def running_cases(*, ports: Ports, life_events: Iterable[str]) -> Iterator[RunningCase]:
    """The cases of these life events that are not over, with what is known in them: to work out what a change of
    definitions would do to them. Nobody is shown a value; a case whose values were destroyed is left out."""
    for case in queries.running_cases(life_events=life_events):
        try:
            facts = facts_of(ports=ports, case_id=case.case_id)
        except ValuesDestroyed:
            continue
        yield RunningCase(
            case=case.case_id,
            life_event=case.life_event,
            region=case.region,
            status=case.status,
            one_thing=artefact(case.one_thing),
            facts=facts,
        )


def _fold(events: tuple[Any, ...]) -> Any:
    return to_plain(fold(event_from_plain(event) for event in events))
