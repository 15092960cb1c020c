"""Who has read the data of a case, told once for each reader and purpose, with every single reading behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yijian.core.errors import Text
from yijian.usecases.views import AccessView


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All readings in one capacity for one purpose: what was read in them, and each by itself, newest first."""

    authority: Text
    role: Text
    purpose: Text
    what: tuple[Text, ...]
    each: tuple[AccessView, ...]

    @property
    def singly(self) -> tuple[tuple[datetime, tuple[Text, ...] | None], ...]:
        """When it was read each time and what of it; None where it was all of it."""
        return tuple((one.at, None if set(one.what) == set(self.what) else one.what) for one in self.each)

    @property
    def first(self) -> datetime:
        """When it was read first."""
        return self.each[-1].at

    @property
    def last(self) -> datetime:
        """When it was read last."""
        return self.each[0].at


def readings_of(accesses: Sequence[AccessView]) -> tuple[Readings, ...]:
    """The readings by who and what for, those with the newest reading first. `accesses`: newest first."""
    groups: dict[tuple[Text, Text, Text], list[AccessView]] = {}
    for access in accesses:
        groups.setdefault((access.authority, access.role, access.purpose), []).append(access)
    return tuple(
        Readings(
            authority=authority,
            role=role,
            purpose=purpose,
            what=tuple(dict.fromkeys(what for access in found for what in access.what)),
            each=tuple(found),
        )
        for (authority, role, purpose), found in groups.items()
    )
