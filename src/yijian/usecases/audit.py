"""What an auditor sees: whether what is stored is what happened, and who reads how much. Nothing personal, no case."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from yijian.core.errors import Text
from yijian.ports import Ports
from yijian.storage import access_log
from yijian.usecases import oversee
from yijian.usecases.oversee import Verification
from yijian.usecases.permissions import Actor, Permission, require
from yijian.usecases.reading_log import PURPOSES, READERS

LOOKED_BACK: Final = timedelta(days=7)
MOST_READINGS: Final = 10_000
"""The newest readings that are counted: of a busy week these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedReading:
    """How often one authority read personal data in one role for one purpose, and in how many cases."""

    authority: Text
    role: Text
    purpose: Text
    times: int
    cases: int


def recent_readings(*, actor: Actor, ports: Ports) -> tuple[CountedReading, ...]:
    """Who has read personal data in the last days, most often first. Raises PermissionDenied."""
    require(actor, Permission.AUDIT)
    now = ports.clock.now()
    read = access_log.accesses_between(
        start=now - LOOKED_BACK, end=now + timedelta(seconds=1), limit=MOST_READINGS
    )
    times = Counter((one.reader.authority or "", one.reader.kind, one.purpose) for one in read)
    cases = Counter(
        key
        for key, _ in {
            ((one.reader.authority or "", one.reader.kind, one.purpose), one.case_id) for one in read
        }
    )
    authorities = ports.definitions.package().authorities
    return tuple(
        CountedReading(
            authority=authorities[key[0]].name if key[0] in authorities else Text("平台", "The platform"),
            role=READERS.get(key[1], Text(key[1], key[1])),
            purpose=PURPOSES.get(key[2], Text(key[2], key[2])),
            times=number,
            cases=cases[key],
        )
        for key, number in times.most_common()
    )


def verified(*, actor: Actor, ports: Ports) -> Verification:
    """Every chain computed anew and held against what is stored. Raises PermissionDenied."""
    require(actor, Permission.AUDIT)
    return oversee.verify_journal(ports=ports)
