"""One line of the days of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.portal.presenters.marks import Mark
from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """One figure of the schedule in words (markup of this reader's language where there is a date); `words` None: not
    derivable, `why` says what is missing, otherwise what the figure rests on. `mark`: how sure what it rests on is."""

    label: Text | str
    words: Text | str | None
    why: Text | None = None
    mark: Mark | None = None
