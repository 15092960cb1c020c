"""What a change of definitions means, as values: for rules, for whole one things, for cases that run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.provenance import FactValue


class Fate(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Sort(StrEnum):
    """What sort of change it is. Only a change of meaning makes anything come out otherwise for anybody."""

    MEANING = "meaning"
    REWRITTEN = "rewritten"  # a rule written otherwise, proved to come out alike for everybody
    WORDING = "wording"  # names, questions, explanations
    MARKS = "marks"  # how sure something is, where it stands, what guides claim: kept and checked, never used
    ORDER = "order"  # the same things in another order


class Verdict(StrEnum):
    """What is proved of two rules."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_DECIDED = "not_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessFact:
    """One fact of a person who shows a difference; `name` and `shown` are in the words of the dictionary."""

    path: str
    name: Text
    value: FactValue
    shown: Text


Person = tuple[WitnessFact, ...]
"""A person by whom a difference is shown; without any fact it is everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleComparison:
    """The old rule against the new one.

    `gained`: somebody for whom only the new one holds; `lost`: somebody for whom only the old one did; `otherwise`:
    somebody for whom one is settled and the other is left to an officer. None: proved that there is nobody, except where
    `reason` says why that was not decided. `never`: proved that the new rule holds for nobody, `always`: for everybody.
    """

    verdict: Verdict
    gained: Person | None = None
    lost: Person | None = None
    otherwise: Person | None = None
    reason: Text | None = None
    never: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """One part of one definition that differs.

    `definition` is its key (`services/library.reader-card`), `path` where the part stands in it, items of lists by their
    own name (`criteria/old-enough/rule`); empty: the definition as a whole. `old` and `new` are plain values, None where
    there is none; of a rule they are what its author wrote. `about` is what the part, or the definition, is called.
    """

    definition: str
    path: str
    about: Text
    fate: Fate
    sort: Sort
    old: object = None
    new: object = None
    place: Place | None = None
    rule: RuleComparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Who may have a service (`services/ID`), or is admitted to the joint channel of a region (`regions/CODE/ID`), taking
    all conditions in force on the day together: `gained` may now and could not, `lost` the other way round."""

    definition: str
    name: Text
    comparison: RuleComparison


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedItem:
    """Something of a one thing that is there or not: its key, what it is called, of which service (empty: the whole)."""

    key: str
    name: Text
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsChange:
    """What was added to one list of a one thing (`services`, `questions`, `fields`, `papers`, `outputs`), and removed."""

    items: str
    added: tuple[NamedItem, ...]
    removed: tuple[NamedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure of the reference case, before and after the change; None where it is not derivable."""

    name: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathChange:
    """The services that decide when everything is done, before and after the change."""

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDifference:
    """A life event in some regions (None: without local rules) for all of which the change comes to the same.

    `touched` are its services whose own definition changes in meaning. `broken`: since the change it does not compile,
    and why; nothing else is then said.
    """

    life_event: str
    name: Text
    regions: tuple[str | None, ...]
    fate: Fate
    items: tuple[ItemsChange, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    critical_path: PathChange | None = None
    touched: tuple[NamedItem, ...] = ()
    broken: tuple[Text, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it comes to the same, though something in its text differs."""
        return self.fate is Fate.CHANGED and not (
            self.items or self.figures or self.critical_path or self.touched or self.broken
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change of definitions means."""

    old: str
    new: str
    parts: tuple[PartChange, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    events: tuple[EventDifference, ...] = ()

    @property
    def in_meaning(self) -> tuple[PartChange, ...]:
        """The parts that change in meaning."""
        return tuple(part for part in self.parts if part.sort is Sort.MEANING)

    @property
    def is_empty_in_meaning(self) -> bool:
        """Whether nothing comes out otherwise for anybody."""
        return not (self.in_meaning or self.eligibility or any(not event.is_plain for event in self.events))
