"""The days that a published guide promises for the whole, against the limits that the same guide gives its parts.

Fair to the guide: each reason for which a part may not count is looked at, one after another, and what remains is said
beside what was found at face value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text
from yijian.core.verification.whole_times import (
    LimitedPart,
    limited_part,
    longest_for_everybody,
    times_of_whole,
)
from yijian.core.vocabulary.life_event import LifeEvent, PublishedClaim, RegionOverlay
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPart:
    """One part with the limit that the guide gives it, in working days (`converted`: from calendar days), and each
    reason for which it may not count against the promise for the whole."""

    service: str
    name: Text
    days: int
    converted: bool
    place: Place
    usual: bool  # done in the reference case
    suspected: bool  # the amount looks like one that the system filled in by itself
    no_clock: bool  # nobody applies for it, so that no clock starts
    left_out: bool  # a caveat says that the promise may not count it
    in_order: bool  # on the longest chain of the reference case


class Step(StrEnum):
    """The steps of the tally, each fairer than the one before: a guide is counted while some part that still counts
    alone takes longer than the whole is promised to."""

    FACE_VALUE = "face_value"  # whatever the guide lists
    LIMITS_MEANT = (
        "limits_meant"  # without amounts that look filled in, and without parts that nobody applies for
    )
    USUAL = "usual"  # and only parts of the reference case
    COUNTED = "counted"  # and without what the promise may leave out
    EVERYBODY = "everybody"  # and not only in the reference case, but for everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysCheck:
    """The promise of a guide against its parts.

    `usual`, `least` and `most` are the working days of the parts one after another: in the reference case, for whoever
    is done first and for whoever is done last; None where they cannot be derived. `beyond` are the steps at which the
    guide still counts.
    """

    promised: int
    place: Place
    parts: tuple[StatedPart, ...]
    usual: int | None
    least: int | None
    most: int | None
    beyond: frozenset[Step]

    @property
    def longer(self) -> tuple[StatedPart, ...]:
        """The parts that alone take longer than the whole is promised to, the longest first."""
        found = (part for part in self.parts if part.days > self.promised)
        return tuple(sorted(found, key=lambda part: -part.days))


_Test = Callable[[StatedPart], bool]
_MEANT: Final[_Test] = lambda part: not part.suspected and not part.no_clock  # noqa: E731 - tests as values


def check_days(
    package: DefinitionPackage,
    event: LifeEvent,
    overlay: RegionOverlay,
    *,
    claim: PublishedClaim,
    position: int,
    plan: Plan,
) -> DaysCheck | None:
    """The check of one claim; None where it promises no days, or its source gives none of the parts a limit.

    `position`: which of the region's claims it is. `plan`: that of the reference case.
    """
    if claim.promised_days is None:
        return None
    parts = _stated_parts(package, event, overlay, claim, plan)
    if not parts:
        return None
    times = times_of_whole(package, event, overlay)
    key = f"regions/{overlay.region}/{overlay.life_event}"
    return DaysCheck(
        promised=claim.promised_days,
        place=package.place_of(key, f"published_claims/{position}/promised_days"),
        parts=tuple(parts.values()),
        usual=plan.schedule.promised_days,
        least=times[0].days if times else None,
        most=times[1].days if times else None,
        beyond=_beyond(package, event, overlay, claim.promised_days, parts),
    )


def _stated_parts(
    package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay, claim: PublishedClaim, plan: Plan
) -> dict[str, StatedPart]:
    usual = {task.service for task in plan.tasks if task.key in {one.key for one in plan.schedule.tasks}}
    chain = {key.partition("[")[0] for key in plan.schedule.critical_path}
    left_out = {service for caveat in claim.caveats for service in caveat.leaves_out}
    suspected = package.sources[claim.source].suspected_defaults if claim.source in package.sources else ()
    found: dict[str, StatedPart] = {}
    for use in event.services:
        limit = limited_part(package, overlay, use.service)
        if limit is None or limit.source != claim.source:
            continue
        definition = package.services[use.service]
        found[use.service] = StatedPart(
            service=use.service,
            name=definition.name,
            days=limit.days,
            converted=limit.converted,
            place=package.place_of(*limit.part),
            usual=use.service in usual,
            suspected=limit.days in suspected and not limit.converted,
            no_clock=definition.proactive,
            left_out=use.service in left_out,
            in_order=use.service in chain,
        )
    return found


def _beyond(
    package: DefinitionPackage,
    event: LifeEvent,
    overlay: RegionOverlay,
    promised: int,
    parts: Mapping[str, StatedPart],
) -> frozenset[Step]:
    longer = [part for part in parts.values() if part.days > promised]
    tests: tuple[tuple[Step, _Test], ...] = (
        (Step.FACE_VALUE, lambda _: True),
        (Step.LIMITS_MEANT, _MEANT),
        (Step.USUAL, lambda part: _MEANT(part) and part.usual),
        (Step.COUNTED, lambda part: _MEANT(part) and part.usual and not part.left_out),
    )
    beyond = {step for step, test in tests if any(test(part) for part in longer)}

    def counts(limit: LimitedPart) -> bool:
        part = parts.get(limit.service)
        return part is not None and _MEANT(part) and not part.left_out

    everybody = longest_for_everybody(package, event, overlay, counts)
    if everybody is not None and everybody.days > promised:
        beyond.add(Step.EVERYBODY)
    return frozenset(beyond)
