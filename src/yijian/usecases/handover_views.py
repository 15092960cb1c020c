"""A handover between places as its parties see it: who has the papers, whose clock runs until when, what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yijian.core.cases.handovers import FormCheck, HandoverStatus, ResultReturn
from yijian.core.errors import Text
from yijian.core.vocabulary.cross_region import CrossRegionMode


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place by its region code and name."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelView:
    """What one office was sent. `taken` None: not answered, which is due by `due`; `reason`: why it was sent back."""

    place: Text
    authority: Text
    services: tuple[Text, ...]
    digest: str
    sent_at: datetime
    due: date
    taken: bool | None
    answered_at: datetime | None
    deemed: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """One handing over: which time, when, how the person was known, how many papers were looked at, what went where."""

    round: int
    at: datetime
    checked: FormCheck
    parcels: tuple[ParcelView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """Both places and both clocks. `status` None: online throughout, nothing is handed over. `due`: by when the window
    hands over, while it has the papers; `overdue`: it is late. `pre_check_from`: since when the deciding place counts."""

    mode: CrossRegionMode
    collecting: PlaceView
    deciding: PlaceView
    returns: ResultReturn
    status: HandoverStatus | None
    due: date | None = None
    overdue: bool = False
    records: tuple[RecordView, ...] = ()
    pre_check_from: datetime | None = None

    @property
    def complete(self) -> bool:
        """Whether all who decide have the papers."""
        return self.status in (None, HandoverStatus.TAKEN)
