"""Facts and papers by the names people know."""

from __future__ import annotations

from datetime import date

from yijian.core.compiler.fact_paths import concept_at, read_path
from yijian.core.errors import Text
from yijian.core.planning.day_words import day_words
from yijian.core.vocabulary.life_event import Participant
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import FactValue


def fact_name(one_thing: OneThing, path: str) -> Text:
    """`mother.ethnicity` → 妈妈的民族; the name alone where it says whose it is, or nobody else of that kind takes
    part (父母在婚); the path itself where it names nothing."""
    found = concept_at(one_thing, path)
    parts = read_path(path)
    if found is None or parts is None:
        return Text(path, path)
    participant, concept = found
    if is_alone(one_thing, participant) or participant.name.zh in concept.name.zh:
        return concept.name
    number = f" {parts.member}" if parts.member and parts.member > 1 else ""
    link = "" if concept.name.zh.startswith("是否") else "的"
    return Text(
        f"{participant.name.zh}{number}{link}{concept.name.zh}",
        f"{concept.name.en} of {participant.name.en}{number}",
    )


def is_alone(one_thing: OneThing, participant: Participant) -> bool:
    """Whether no other participant is of the same kind, so that its facts need no owner."""
    return sum(one.entity == participant.entity for one in one_thing.life_event.participants.values()) == 1


def participant_name(one_thing: OneThing, participant: str | None) -> Text | None:
    """妈妈; None where nobody of that id takes part."""
    found = one_thing.life_event.participants.get(participant or "")
    return found.name if found else None


def paper_name(one_thing: OneThing, key: str) -> Text:
    """`household-book:mother` → 居民户口簿; the key itself where it names nothing."""
    kind = one_thing.evidence_types.get(key.partition(":")[0])
    return kind.name if kind else Text(key, key)


def fact_text(one_thing: OneThing, path: str, value: FactValue) -> Text:
    """A value as a person reads it: codes by name, yes and no and days in words, anything else as it is."""
    found = concept_at(one_thing, path)
    if value is None:
        return Text("—", "—")
    if isinstance(value, bool):
        return Text("是", "Yes") if value else Text("否", "No")
    if found is not None:
        for code in found[1].codes:
            if code.code == value:
                return code.name
    if isinstance(value, date):
        return day_words(value)
    return Text(str(value), str(value))
