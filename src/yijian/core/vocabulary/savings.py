"""What is saved by doing services as one thing: figures before and after, each the sum of parts that can be opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked


class Fate(StrEnum):
    """What becomes of something that is counted before, when the services are done as one."""

    STAYS = "stays"
    ONCE = "once"  # counted already with another part: one paper, one answer for several services
    REGISTER = "register"  # a register has it
    OUTPUT = "output"  # another part of the same thing makes it
    GENERATED = "generated"  # the form makes it
    ANOTHER = "another"  # another of the alternatives serves


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingItem(Marked):
    """One paper or one field of a part: how often it counts before and after (0 or 1), what becomes of it, and the mark
    of the requirement that asks for it. `register` names the one that has it."""

    label: Text
    before: int
    after: int
    fate: Fate
    register: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingPart(Marked):
    """One part of a figure: what it counts, before and after, with the mark of what it rests on; and, where it is a sum
    itself, what it sums. `key` is that of the task."""

    key: str
    label: Text
    before: int
    after: int
    items: tuple[SavingItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A figure before (each service on its own) and after (as one thing), with its parts."""

    before: int
    after: int
    parts: tuple[SavingPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """四减, fields and inspections on the spot; None where the data does not allow the figure to be derived."""

    days: Saving | None
    visits: Saving | None
    papers: Saving | None
    steps: Saving | None
    fields: Saving | None
    inspections: Saving | None = None
