"""What participants and registers are called, read from the definitions in force."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from yijian.core.errors import Text
from yijian.core.vocabulary.package import DefinitionPackage

_MEMBER = re.compile(r"(?P<participant>[^\[]+)\[(?P<number>\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by id, of the participants of one life event and of all registers; and which participant applies."""

    participants: Mapping[str, Text] = field(default_factory=dict)
    registers: Mapping[str, Text] = field(default_factory=dict)
    applicant: Text | None = None

    def section(self, section: str) -> Text:
        """The heading of a section: 妈妈; for `child[2]` 宝宝（第 2 个）; for the first of several plainly 宝宝."""
        match = _MEMBER.fullmatch(section)
        participant = match["participant"] if match else section
        name = as_heading(self.participants.get(participant, Text(participant, participant)))
        if match is None or match["number"] == "1":
            return name
        return Text(f"{name.zh}（第 {match['number']} 个）", f"{name.en} {match['number']}")

    def owned(self, owner: str, name: Text) -> Text:
        """妈妈：居民身份证. The name alone while the owner is open (`mother|father`) or not told."""
        if "|" in owner or not owner:
            return name
        who = self.section(owner)
        return Text(f"{who.zh}：{name.zh}", f"{who.en}: {name.en}")


def as_heading(name: Text) -> Text:
    """A name that stands alone: the mother → Mother."""
    plain = name.en.removeprefix("the ")
    return Text(name.zh, plain[:1].upper() + plain[1:])


def names_in(package: DefinitionPackage, *, life_event: Text, applicant: Text | None = None) -> Names:
    """The names for a case of the life event of that official name."""
    return Names(
        applicant=applicant,
        participants={
            participant: definition.name
            for event in package.life_events.values()
            if event.name == life_event
            for participant, definition in event.participants.items()
        },
        registers={register: definition.name for register, definition in package.registers.items()},
    )


def numbered(name: Text, task: str | None) -> Text:
    """The name of a service; for the second and further members of a family 出生登记（第 2 个）."""
    match = _MEMBER.fullmatch(task or "")
    if match is None:
        return name
    return Text(f"{name.zh}（第 {match['number']} 个）", f"{name.en} ({match['number']})")
