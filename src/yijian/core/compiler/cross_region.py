"""Whether the application in hand can be made from another region (跨域通办), in which mode, and who decides where."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.compiler.rules import as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.cross_region import CrossRegionMode, Reach, mode_of_whole

_PROVINCE = 2
"""The first two digits of a region code (GB/T 2260) are the province."""


@dataclass(frozen=True, slots=True)
class CrossRegionOffer:
    """What is offered. `mode` None: nothing; `barred` are then the keys of the parts that do not allow it.

    `reach`: the narrowest of the parts.
    """

    mode: CrossRegionMode | None
    reach: Reach
    barred: tuple[str, ...]

    def reaches(self, place: str, home: str | None) -> bool:
        """Whether it can be had from a place: another region than the one that decides, near enough."""
        if self.mode is None or home is None or place == home:
            return False
        return self.reach is Reach.NATION or place[:_PROVINCE] == home[:_PROVINCE]


def cross_region_offer(situation: Situation) -> CrossRegionOffer:
    """What all parts allow together. A part whose condition is not certain yet does not allow it, and neither does one that
    is only perhaps wanted."""
    modes: list[CrossRegionMode | None] = []
    barred: list[str] = []
    reach = Reach.NATION
    for service, member, included in situation.tasks():
        if included.holds is False:
            continue
        stated = service.definition.cross_region
        allowed = stated is not None and (
            stated.when is None
            or as_condition(situation.of_service(service, member, stated.when)).holds is True
        )
        modes.append(stated.mode if stated is not None and allowed else None)
        if not allowed:
            barred.append(situation.task_key(service.definition.id, member))
        elif stated is not None and stated.reach is Reach.PROVINCE:
            reach = Reach.PROVINCE
    return CrossRegionOffer(mode=mode_of_whole(tuple(modes)), reach=reach, barred=tuple(barred))
