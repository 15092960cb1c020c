"""The handover of an application from the place that collects it to the places that decide (收受分离): its values.

The collecting place answers for what it checks: who stood at the window, and that the papers are in form. The deciding
places answer for everything else. Each has a clock of its own: the collecting place from receipt, and anew from each
refusal; a deciding place to answer the handover from when it was sent; and its procedure from when it took over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from yijian.core.cases.references import TextRef
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

_OWN = "平台自己的标准：没有找到规定 / the platform's own standard: no rule was found"

HAND_OVER_WITHIN: Final = TimeLimit(
    amount=2,
    unit=TimeUnit.WORKING_DAY,
    starts=LimitStart.RECEIPT,
    certainty=Certainty.NOT_FOUND,
    note=_OWN,
)
"""Within this time of receipt, or of a refusal, the collecting place hands over."""

TAKE_OVER_WITHIN: Final = TimeLimit(
    amount=2,
    unit=TimeUnit.WORKING_DAY,
    starts=LimitStart.RECEIPT,
    certainty=Certainty.NOT_FOUND,
    note=_OWN,
)
"""Within this time of the sending a deciding place takes over or refuses; its silence counts as having taken over when it
was sent, so that nobody waits because nobody answered."""


class ResultReturn(StrEnum):
    """Where a result goes: straight to the applicant, or back to the window that collected the papers."""

    APPLICANT = "applicant"
    COLLECTING_PLACE = "collecting_place"


class IdentityCheck(StrEnum):
    """How the window knew who stood before it."""

    DOCUMENT = "document"  # the original document was seen and compared with the person
    READER = "reader"  # the chip of the document was read by a machine
    MANDATE = "mandate"  # somebody acts for the applicant: both documents and the mandate were seen


class HandoverStatus(StrEnum):
    """Where the handover stands."""

    COLLECTING = "collecting"  # with the window, which checks identity and form
    SENT = "sent"  # handed over, not answered by all places that decide
    RETURNED = "returned"  # a place refused it, with reasons: the window puts it right and hands over again
    TAKEN = "taken"  # every place that decides has it


WITH_THE_WINDOW: Final = frozenset({HandoverStatus.COLLECTING, HandoverStatus.RETURNED})
"""The window has to do something: its clock runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """That an application is made from another region: in which mode, from which place (region code), and where the
    results go. In the mode `online` nothing is collected: the place is where the applicant is."""

    mode: CrossRegionMode
    place: str
    returns: ResultReturn = ResultReturn.APPLICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One end of a handover: a place (region code) and the authority there; None is the window that collects."""

    place: str
    authority: str | None = None

    @property
    def key(self) -> str:
        """The office as the subject of a timer."""
        return f"{self.place}/{self.authority or ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck:
    """What the window answers for: how it knew the person, and the ids of the papers whose form it looked at."""

    identity: IdentityCheck
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelAnswer:
    """What a deciding place said: took over (its papers count as received `as_of`), or refused with a reason.

    `by`: account id; None where its silence counted (`deemed`).
    """

    at: datetime
    taken: bool
    as_of: datetime | None = None
    by: str | None = None
    deemed: bool = False
    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one deciding place was sent: the keys of its tasks, and the digest of the message that says what was handed
    over. Where several places decide, the message names the same files to each."""

    to: Office
    tasks: tuple[str, ...]
    digest: str
    sent_at: datetime
    answer: ParcelAnswer | None = None

    @property
    def taken(self) -> bool:
        """Whether the place has it."""
        return self.answer is not None and self.answer.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverRecord:
    """One handing over (交接记录): who (account id) did it when, what the window had checked, and what went where."""

    round: int
    at: datetime
    by: str
    checked: FormCheck
    parcels: tuple[Parcel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The handover of one application. `since`: from when the clock of the collecting place runs. `overdue`: its time
    has passed."""

    collection: Collection
    since: datetime
    status: HandoverStatus = HandoverStatus.COLLECTING
    overdue: bool = False
    records: tuple[HandoverRecord, ...] = ()

    @property
    def round(self) -> int:
        """How often it was handed over."""
        return len(self.records)

    @property
    def parcels(self) -> tuple[Parcel, ...]:
        """What each deciding place was sent last."""
        return tuple({parcel.to: parcel for record in self.records for parcel in record.parcels}.values())

    @property
    def unanswered(self) -> tuple[Parcel, ...]:
        """What waits for an answer."""
        return tuple(parcel for parcel in self.parcels if parcel.answer is None)

    @property
    def received_at(self) -> datetime | None:
        """From when the papers count as received where they are decided: the last taking over; None before all have."""
        if self.status is not HandoverStatus.TAKEN:
            return None
        return max(one.answer.as_of for one in self.parcels if one.answer and one.answer.as_of)

    def parcel_to(self, office: Office) -> Parcel | None:
        """What that office was sent last, or None."""
        return next((parcel for parcel in self.parcels if parcel.to == office), None)

    def answered(self, office: Office, answer: ParcelAnswer) -> Handover:
        """With the answer of one office to what it was sent last."""
        last = self.parcel_to(office)
        return replace(
            self,
            records=tuple(
                replace(
                    record,
                    parcels=tuple(
                        replace(one, answer=answer) if one is last else one for one in record.parcels
                    ),
                )
                for record in self.records
            ),
        )
