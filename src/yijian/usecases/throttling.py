"""Codes that a person may type can be guessed: the more often it was wrong, the longer one waits, in every channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from yijian.core.errors import CommandRefused, Text
from yijian.ports import Ports
from yijian.storage import guesses
from yijian.usecases.permissions import NotFound

WINDOW = timedelta(minutes=15)


class TooManyAttempts(CommandRefused):
    """A code was wrong too often. `seconds` until the next try counts, `minutes` the same for people."""

    code = "TOO_MANY_ATTEMPTS"
    template = Text(
        "试错太多次了，请 {minutes} 分钟以后再试。急用请打 12345 或去窗口",
        "Too many wrong attempts: please try again in {minutes} minutes. If it is urgent, call 12345 or go to a counter",
    )

    @property
    def seconds(self) -> int:
        """How long to wait."""
        return int(str(self.fields["seconds"]))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many wrong guesses within the window; `use` names what is counted."""

    use: str
    most: int


BY_NUMBER = Limit("query.number", 10)
"""Wrong query codes (8 digits) for one case: at this pace half of all codes take more than a hundred years."""
BY_ADDRESS = Limit("address", 60)
"""Wrong codes from one network address; the people of a counter hall share one."""


@contextmanager
def guessing(*, ports: Ports, subjects: Mapping[Limit, str]) -> Iterator[None]:
    """Inside, a code is looked at: NotFound is a wrong guess, anything else is none. Raises TooManyAttempts.

    The guess is counted before the code is looked at, so that guesses made at the same time cannot share one. A subject
    that is not known ("") is not counted.
    """
    now = ports.clock.now()
    counted = {limit: subject for limit, subject in subjects.items() if subject}
    for limit, subject in counted.items():
        found = guesses.count_guess(use=limit.use, subject=subject, now=now, window=WINDOW)
        if found.count > limit.most:
            seconds = max(1, round((found.since + WINDOW - now).total_seconds()))
            raise TooManyAttempts(seconds=seconds, minutes=-(-seconds // 60))
    try:
        yield
    except NotFound:
        raise
    except BaseException:
        _forgive(counted)
        raise
    else:
        _forgive(counted)


def _forgive(counted: Mapping[Limit, str]) -> None:
    for limit, subject in counted.items():
        guesses.forgive_guess(use=limit.use, subject=subject)
