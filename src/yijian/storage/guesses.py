"""How often somebody has shown a code lately, by what it was for and from where: so that guessing takes for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from yijian.storage.errors import storage_errors
from yijian.storage.hashed_secrets import keyed_hash
from yijian.storage.models import Guesses


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessCount:
    """So many guesses since then, the one just counted among them."""

    count: int
    since: datetime


def count_guess(*, use: str, subject: str, now: datetime, window: timedelta) -> GuessCount:
    """Count one more guess; after `window` the count begins anew. Parallel guesses are each counted."""
    digest = _digest(use, subject)
    row = Guesses.objects.filter(digest=digest)
    with storage_errors():
        if not row.filter(since__gt=now - window).update(count=F("count") + 1):
            Guesses.objects.update_or_create(digest=digest, defaults={"since": now, "count": 1})
        found = row.values_list("count", "since").first()
    return GuessCount(count=found[0], since=found[1]) if found else GuessCount(count=1, since=now)


def forgive_guess(*, use: str, subject: str) -> None:
    """The guess was right: it was none."""
    with storage_errors():
        Guesses.objects.filter(digest=_digest(use, subject), count__gt=0).update(count=F("count") - 1)


def forget_guesses(*, before: datetime) -> int:
    """Delete the counts that began before then; how many."""
    with storage_errors():
        return Guesses.objects.filter(since__lt=before).delete()[0]


def _digest(use: str, subject: str) -> str:
    """Nobody reads from the table which numbers were tried from where."""
    return keyed_hash(subject, use=f"guesses.{use}")
