"""The names of facts: `mother.ethnicity`, `child[2].name`, `child.count`, `father.present`, `wants:SERVICE`.

A repeated participant (`many`) is always written with the number of its member in a fact path, also where there is
only one: `child[1].name`. Keys of tasks and papers carry the number only once there are several.

`father.present` says whether an optional participant takes part at all. Nothing else about an absent participant is
ever asked, and whatever a rule reads of it is not applicable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from yijian.core.vocabulary.concept import Concept
from yijian.core.vocabulary.life_event import Participant
from yijian.core.vocabulary.one_thing import OneThing

COUNT: Final = "count"
PRESENT: Final = "present"
WANTS: Final = "wants:"

_PATH: Final = re.compile(r"(?P<participant>[^\W\d]\w*)(?:\[(?P<member>[1-9]\d*)\])?\.(?P<name>[^\W\d]\w*)")


@dataclass(frozen=True, slots=True)
class FactPath:
    """A path taken apart; `member` is None where the path names no member."""

    participant: str
    member: int | None
    name: str


@lru_cache(maxsize=8192)
def read_path(path: str) -> FactPath | None:
    """The parts of a fact path, or None for a text that is none (also for `wants:…`)."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    member = match["member"]
    return FactPath(match["participant"], int(member) if member else None, match["name"])


def wants_path(service: str) -> str:
    """The fact that an optional service is wanted."""
    return f"{WANTS}{service}"


def count_path(participant: str) -> str:
    """The fact how many members a repeated participant has."""
    return f"{participant}.{COUNT}"


def present_path(participant: str) -> str:
    """The fact that an optional participant takes part."""
    return f"{participant}.{PRESENT}"


def member_of(participant: str, member: int | None) -> str:
    """`child[2]`, or `mother` for a participant of one."""
    return participant if member is None else f"{participant}[{member}]"


def concept_at(one_thing: OneThing, path: str) -> tuple[Participant, Concept] | None:
    """The participant and the concept a path stands for; None for counts, presences, wishes and unknown names."""
    parts = read_path(path)
    participant = one_thing.life_event.participants.get(parts.participant) if parts else None
    if parts is None or participant is None:
        return None
    entity = one_thing.entities.get(participant.entity)
    concept = entity.concepts.get(parts.name) if entity else None
    return (participant, concept) if concept else None


def without_member(path: str) -> str:
    """`child.name` for `child[2].name`."""
    parts = read_path(path)
    return path if parts is None else f"{parts.participant}.{parts.name}"
