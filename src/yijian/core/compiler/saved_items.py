"""What the saved papers and fields are, one by one: with which task each counts before and after, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from yijian.core.compiler.paper_needs import paper_needs
from yijian.core.compiler.papers import papers_alone
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence import EvidenceRequirement
from yijian.core.vocabulary.evidence_plan import EvidencePlan, PaperWay, PlannedPaper
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.one_thing import BoundService
from yijian.core.vocabulary.plan import FieldSource, PlannedField
from yijian.core.vocabulary.savings import Fate, SavingItem

_FATES: Final = {
    PaperWay.APPLICANT: Fate.ONCE,
    PaperWay.REGISTER: Fate.REGISTER,
    PaperWay.OUTPUT: Fate.OUTPUT,
    PaperWay.GENERATED: Fate.GENERATED,
}

_Services = Mapping[str, BoundService]


def papers_by_task(
    situation: Situation, services: _Services, evidence: EvidencePlan
) -> dict[str, tuple[SavingItem, ...]]:
    """The papers brought to each task by itself, and those still brought as one, each with the first task that uses it."""
    alone = papers_alone(situation)
    asked = _requirements(situation)
    used: dict[str, dict[str, PlannedPaper]] = {}
    first: dict[str, str] = {}
    for paper in evidence.papers:
        tasks = [use.task for use in paper.uses if use.task in services]
        for task in tasks:
            used.setdefault(task, {})[paper.key] = paper
        if tasks and paper.way is PaperWay.APPLICANT and paper.certain:
            first[paper.key] = tasks[0]
    found: dict[str, tuple[SavingItem, ...]] = {}
    for task in services:
        planned, before = used.get(task, {}), alone.get(task, frozenset())
        brought = {key for key, holder in first.items() if holder == task}
        found[task] = tuple(
            _item(
                _paper_name(situation, key),
                before=int(key in before),
                after=int(key in brought),
                fate=Fate.STAYS if key in brought else _fate(planned.get(key)),
                register=planned[key].register if key in planned else None,
                mark=asked.get((task, key)),
            )
            for key in sorted(before | brought)
        )
    return found


def _fate(paper: PlannedPaper | None) -> Fate:
    """What becomes of a paper that is no longer brought to a task."""
    return Fate.ANOTHER if paper is None else _FATES[paper.way]


def _requirements(situation: Situation) -> dict[tuple[str, str], EvidenceRequirement]:
    """Which requirement of a task asks for a paper."""
    return {
        (need.task, paper.key): need.requirement
        for need in paper_needs(situation, joint=False)
        for option in need.options
        for paper in option
    }


def fields_by_task(
    situation: Situation, services: _Services, fields: Sequence[PlannedField]
) -> dict[str, tuple[SavingItem, ...]]:
    """The required fields on the form of each task, and those that nobody but the applicant can tell, each with the
    first task that needs it."""
    found: dict[str, tuple[SavingItem, ...]] = {}
    uses = {
        (field.fact, use.service): use.role_fact
        for field in situation.one_thing.form.fields
        for use in field.uses
    }
    for field in fields:
        users = [key for key in field.needed_by if key in services] if field.required else []
        told = field.source in (FieldSource.ANSWER, FieldSource.KNOWN) and field.register is None
        name = _owned(situation, field.section, field.name)
        declared = f"{field.participant}.{field.fact.rpartition('.')[2]}"
        for at, key in enumerate(users):
            stays = told and at == 0
            definition = services[key].definition
            role_fact = uses.get((declared, definition.id))
            item = _item(
                name,
                before=1,
                after=int(stays),
                fate=Fate.STAYS if stays else _field_fate(field, told=told),
                register=None if told else field.register,
                mark=next((one for one in definition.information if one.fact == role_fact), None),
            )
            found[key] = (*found.get(key, ()), item)
    return found


def _field_fate(field: PlannedField, *, told: bool) -> Fate:
    if told:
        return Fate.ONCE
    return Fate.OUTPUT if field.source is FieldSource.OUTPUT else Fate.REGISTER


def _item(
    label: Text, *, before: int, after: int, fate: Fate, register: str | None, mark: Marked | None
) -> SavingItem:
    sure = mark or Marked()
    return SavingItem(
        label=label,
        before=before,
        after=after,
        fate=fate,
        register=register if fate is Fate.REGISTER else None,
        certainty=sure.certainty,
        source=sure.source,
        note=sure.note,
    )


def _paper_name(situation: Situation, key: str) -> Text:
    """The paper and whom it is about: 居民身份证（妈妈）."""
    kind, _, owners = key.partition(":")
    name = situation.one_thing.evidence_types[kind].name
    of = [_participant(situation, owner) for owner in owners.split("|")]
    zh, en = "或".join(owner.zh for owner in of), " or ".join(owner.en for owner in of)
    return Text(f"{name.zh}（{zh}）", f"{name.en} ({en})")


def _owned(situation: Situation, section: str, name: Text) -> Text:
    """A field and whose it is: 妈妈：手机."""
    owner = _participant(situation, section)
    return Text(f"{owner.zh}：{name.zh}", f"{owner.en}: {name.en}")


def _participant(situation: Situation, label: str) -> Text:
    participant, _, number = label.partition("[")
    name = situation.one_thing.life_event.participants[participant].name
    return Text(f"{name.zh} {number[:-1]}", f"{name.en} {number[:-1]}") if number else name
