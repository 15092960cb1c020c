"""What can stop the clocks of somebody's tasks (特别程序: 公示、检测、听证)."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.service import SpecialProcedure


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStop:
    """A special procedure that can stop the clock of a task. `certain` False: whether its condition holds hangs on facts
    still unknown (`needs`), or an officer decides it."""

    task: str
    procedure: SpecialProcedure
    certain: bool
    needs: tuple[str, ...] = ()

    @property
    def is_open_ended(self) -> bool:
        """Whether nobody says how long it may take, and its days are in no limit."""
        return self.procedure.limit is None and not self.procedure.counted

    @property
    def is_usual(self) -> bool:
        """Whether it certainly occurs in an ordinary case."""
        return self.certain and self.procedure.usual

    @property
    def facts(self) -> tuple[Marked, ...]:
        """The stated facts that its days rest on: the procedure itself and its limit."""
        limit = self.procedure.limit
        return (self.procedure,) if limit is None else (self.procedure, limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPlan:
    """What can stop the clocks. `silent` are the tasks that publish no special procedure at all: whether any can stop them
    is not known, and no figure has anything for it."""

    items: tuple[PlannedStop, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def usual(self) -> tuple[PlannedStop, ...]:
        """Those of an ordinary case."""
        return tuple(stop for stop in self.items if stop.is_usual)
