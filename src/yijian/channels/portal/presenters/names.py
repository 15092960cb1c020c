"""What things are called, read from the compiled one thing: facts, members, services, authorities, registers, papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from yijian.core.compiler.fact_paths import COUNT, PRESENT, WANTS, concept_at, read_path
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.core.vocabulary.one_thing import OneThing

_MEMBER = re.compile(r"(?P<participant>[^\[]+)\[(?P<number>\d+)\]")


def joined(names: Iterable[Text]) -> Text:
    """Several names in one text: 甲、乙; A, B."""
    given = tuple(names)
    return Text("、".join(each.zh for each in given), ", ".join(each.en for each in given))


def participant_name(one_thing: OneThing, section: str, *, members: int | None = None) -> Text:
    """The name of a participant or member: 妈妈; for `child[2]`, where there are several, 宝宝（第 2 个）."""
    match = _MEMBER.fullmatch(section)
    participant = one_thing.life_event.participants.get(match["participant"] if match else section)
    if participant is None:
        return Text(section, section)
    if match is None or members == 1:
        return participant.name
    number = match["number"]
    return Text(f"{participant.name.zh}（第 {number} 个）", f"{participant.name.en} {number}")


def members_of(sections: Iterable[str], section: str) -> int:
    """How many members of the section's participant there are among the sections."""
    participant = section.partition("[")[0]
    return sum(each.partition("[")[0] == participant for each in set(sections))


def fact_name(one_thing: OneThing, path: str) -> Text:
    """The short name of a fact, for a list of what is known: 妈妈的民族, 几个宝宝."""
    if path.startswith(WANTS):
        name = service_name(one_thing, path.removeprefix(WANTS))
        return Text(f"要不要办{name.zh}", f"{name.en}: wanted")
    parts = read_path(path)
    if parts is None:
        return Text(path, path)
    participant = one_thing.life_event.participants.get(parts.participant)
    if participant is not None and parts.name == COUNT:
        return Text(f"几个{participant.name.zh}", f"{participant.name.en}: how many")
    if participant is not None and parts.name == PRESENT:
        return Text(f"{participant.name.zh}是否一起办", f"{participant.name.en}: takes part")
    found = concept_at(one_thing, path)
    if found is None:
        return Text(path, path)
    owner, concept = found
    alone = sum(each.entity == owner.entity for each in one_thing.life_event.participants.values()) == 1
    if alone or owner.name.zh in concept.name.zh:
        return concept.name
    of = "" if concept.name.zh.startswith("是否") else "的"
    return Text(f"{owner.name.zh}{of}{concept.name.zh}", f"{owner.name.en}: {concept.name.en}")


def service_name(one_thing: OneThing, key: str) -> Text:
    """The name of a service by its id or by the key of a task (`ID[2]`), official name first."""
    match = _MEMBER.fullmatch(key)
    bound = one_thing.services.get(match["participant"] if match else key)
    return bound.definition.name if bound else Text(key, key)


def task_name(one_thing: OneThing, key: str) -> Text:
    """The name of a task by its key: that of its service, with the number of its member: 货运道路运输证核发（第 1 个）."""
    name = service_name(one_thing, key)
    match = _MEMBER.fullmatch(key)
    if match is None:
        return name
    return Text(f"{name.zh}（第 {match['number']} 个）", f"{name.en} ({match['number']})")


def task_authority(one_thing: OneThing, key: str) -> str:
    """The authority of a task by its key."""
    return one_thing.services[key.partition("[")[0]].definition.authority


def authority_name(one_thing: OneThing, authority: str) -> Text:
    """The short name of an authority (公安), as on a lane."""
    found = one_thing.authorities.get(authority)
    return found.short_name if found else Text(authority, authority)


def register_name(one_thing: OneThing, register: str) -> Text:
    """The name of a register."""
    found = one_thing.registers.get(register)
    return found.name if found else Text(register, register)


def paper_name(one_thing: OneThing, key: str) -> Text:
    """The name of a paper by its key `type:of`."""
    found = one_thing.evidence_types.get(key.partition(":")[0])
    return found.name if found else Text(key, key)


def paper_titles(one_thing: OneThing, papers: Iterable[PlannedPaper]) -> dict[str, Text]:
    """Titles by key: with whose paper it is where several have the same name, as 居民身份证（妈妈）."""
    listed = tuple(papers)
    number = Counter(paper.name.zh for paper in listed)
    return {
        paper.key: owned(one_thing, paper.key) if number[paper.name.zh] > 1 else paper.name
        for paper in listed
    }


def owned(one_thing: OneThing, key: str) -> Text:
    """The name of a paper by its key, with whose it is: 居民身份证（妈妈）."""
    owners = [participant_name(one_thing, owner) for owner in key.partition(":")[2].split("|")]
    zh, en = "或".join(owner.zh for owner in owners), " or ".join(owner.en for owner in owners)
    name = paper_name(one_thing, key)
    return Text(f"{name.zh}（{zh}）", f"{name.en} ({en})")
