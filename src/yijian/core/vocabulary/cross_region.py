"""How a service can be had from another region (异地事项跨域办): in which of three modes, and where it is decided.

The modes are those of 国办发〔2020〕35号, as the project's sources summarise it. In all of them competence stays where it
is: only who takes the papers in, and who hands the result out, may be elsewhere (收受分离).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Marked


class CrossRegionMode(StrEnum):
    """The three modes."""

    ONLINE = "online"  # 全程网办: all steps online, decided remotely; nobody may be made to come
    COLLECTED = "collected"  # 异地代收代办: a window elsewhere checks form and identity and sends on
    JOINT = "joint"  # 多地联办: one place takes everything in, several places decide over shared files


CROSS_REGION_NAMES: Final[dict[CrossRegionMode, Text]] = {
    CrossRegionMode.ONLINE: Text("全程网办", "Online throughout"),
    CrossRegionMode.COLLECTED: Text("异地代收代办", "Collected elsewhere"),
    CrossRegionMode.JOINT: Text("多地联办", "Several places together"),
}


class Reach(StrEnum):
    """From how far away a service can be had."""

    PROVINCE = "province"  # from anywhere in the province
    NATION = "nation"  # from other provinces too (跨省通办)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossRegion(Marked):
    """That a service can be had from another region. `when` is FEEL over the roles: only then. `decided_in`: the fact of a
    role that holds the region code of the place that decides; None: the place of the installation. Only in the joint
    mode several places decide.

    ValueError for `decided_in` in another mode.
    """

    mode: CrossRegionMode
    reach: Reach
    when: str | None = None
    decided_in: str | None = None

    def __post_init__(self) -> None:
        if self.decided_in is not None and self.mode is not CrossRegionMode.JOINT:
            raise ValueError("`decided_in` is for the mode `joint`: in the others one place decides")


_WIDEST: Final = (CrossRegionMode.ONLINE, CrossRegionMode.COLLECTED, CrossRegionMode.JOINT)


def mode_of_whole(modes: tuple[CrossRegionMode | None, ...]) -> CrossRegionMode | None:
    """The mode in which an application for all these services can be made: the widest of theirs; None where one of them
    states no mode, or there are none: what a definition does not allow is not offered."""
    stated = [mode for mode in modes if mode is not None]
    if not modes or len(stated) < len(modes):
        return None
    return max(stated, key=_WIDEST.index)
