"""The values that the includes of `look/` show: links, lights, notices, plans, known facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from yijian.channels.look.fields import Provenance
from yijian.core.errors import Text

LightKind = Literal["done", "running", "soon", "late", "stopped", "waiting"]
NoticeKind = Literal["information", "soon", "done"]
LIGHT_CLASSES: Final[dict[LightKind, str]] = {
    "done": "ok",
    "running": "run",
    "soon": "soon",
    "late": "late",
    "stopped": "stop",
    "waiting": "wait",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go. Without `url` it is where the reader is (the last breadcrumb)."""

    label: Text | str
    url: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """A status: shape, word and colour. The words name the status; for waiting they say what for."""

    kind: LightKind
    words: Text | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A quiet panel: what happened, and what follows from it."""

    title: Text
    text: Text | None = None
    kind: NoticeKind = "information"
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """The one thing the person must do now: what, until when, what goes on meanwhile, one button, the way without a
    phone. Shown one at a time, above everything."""

    title: Text
    action: Link
    until: date | datetime | None = None
    meanwhile: Text | None = None
    other_way: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A value that need not be asked, with its source; `wrong_url` leads to 这里不对, `change_url` to the own answer."""

    label: Text
    value: Text | str | date
    provenance: Provenance | None = None
    wrong_url: str = ""
    change_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyState:
    """What a list says when it holds nothing: why, and what to do."""

    title: Text
    text: Text | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent line: who gets it, what for, that refusing also works and how, a preview, where to look it up later."""

    name: str
    title: Text
    to_whom: Text
    agree: Text
    otherwise: Text
    preview: Link | None = None
    look_up: Text | None = None
    given: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A figure of a plan: one number when it is decided, a range while facts are missing."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"a span goes from a number to one that is not smaller: {self.low}, {self.high}")

    @classmethod
    def exactly(cls, number: int) -> Span:
        """A decided figure."""
        return cls(number, number)

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """The plan at the side of a question: papers, days, visits, always in this order.

    `papers_in_all` counts every paper the services use, ours included; `days` are working days (None while nothing can be
    said, `days_note` then says what it depends on; the same with `visits`); `begins` and `due` are the ends of the stroke.
    """

    papers: Span
    papers_in_all: int
    days: Span | None
    visits: Span | None
    begins: date | None = None
    due: date | None = None
    days_note: Text | None = None
    visits_note: Text | None = None
    paper_names: tuple[Text, ...] = ()
    service_names: tuple[Text, ...] = ()
    note: Text | None = None
