"""容缺受理: what a task is owed, by when, and where that stands. The transitions are in `transitions.OWING_TRANSITIONS`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from yijian.core.cases.promises import OwedSpec
from yijian.core.cases.references import TextRef
from yijian.core.vocabulary.time_limit import TimeLimit


class OwingStatus(StrEnum):
    """Where the papers stand that a task was received without."""

    PROMISED = "promised"  # 已承诺: promised, not yet accepted; no day runs
    OWED = "owed"  # 待补交: accepted without them; reviewed meanwhile, decided only when they are in
    NOT_COMPLETED = "not_completed"  # 逾期未交: the day passed without them
    COMPLETE = "complete"  # 已补齐: all are in
    ENDED = "ended"  # 未补齐终止: ended without a decision


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPaper:
    """One paper that is owed, by its key. `due`: the last day, from acceptance on; `brought_at`: when it came in."""

    paper: str
    within: TimeLimit
    due: date | None = None
    brought_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """What one task is owed.

    `since`: from which day the present days run (acceptance, extension). `reminded_for`: the day of which the applicant
    was reminded. `asked`: the applicant asks for the extension, with this reason. `extended`: it was given, once.
    """

    status: OwingStatus
    papers: tuple[OwedPaper, ...]
    since: date | None = None
    reminded_for: date | None = None
    asked: TextRef | None = None
    asked_at: datetime | None = None
    extended: bool = False

    @property
    def outstanding(self) -> tuple[OwedPaper, ...]:
        """The papers that have not come."""
        return tuple(paper for paper in self.papers if paper.brought_at is None)

    @property
    def due(self) -> date | None:
        """The next day by which a paper must be in; None before acceptance and when nothing is outstanding."""
        return min((paper.due for paper in self.outstanding if paper.due is not None), default=None)

    def owes(self, paper: str) -> bool:
        """Whether that paper is still to come."""
        return any(one.paper == paper for one in self.outstanding)

    def brought(self, paper: str, at: datetime) -> Owing:
        """The paper has come."""
        papers = tuple(replace(one, brought_at=at) if one.paper == paper else one for one in self.papers)
        return replace(self, papers=papers)

    def extended_to(self, due: date, *, since: date) -> Owing:
        """What is outstanding may come until then; a day that is later already stays."""
        papers = tuple(
            one if one.brought_at or (one.due and one.due > due) else replace(one, due=due)
            for one in self.papers
        )
        return replace(self, papers=papers, since=since, extended=True, asked=None, asked_at=None)


OPEN_OWING = frozenset({OwingStatus.OWED, OwingStatus.NOT_COMPLETED})
"""The authority waits for papers: no decision yet."""


OPEN_TO_PAPERS = frozenset({OwingStatus.PROMISED, OwingStatus.OWED})
"""What is owed can be brought: once the day has passed, only after the extension."""


def promised_papers(specs: Iterable[OwedSpec]) -> Owing | None:
    """What a task is owed at its beginning; None where it has everything."""
    papers = tuple(OwedPaper(paper=one.paper, within=one.within) for one in specs)
    return Owing(status=OwingStatus.PROMISED, papers=papers) if papers else None
