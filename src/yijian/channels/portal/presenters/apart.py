"""Each service on its own, for who may not use the joint channel: what to bring to it, and who has not said where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yijian.channels.portal.presenters.names import joined, owned, paper_name
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, PlannedTask


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAlone:
    """A paper that one service wants where it is applied for by itself; `made`: an earlier part of the plan makes it."""

    key: str
    name: Text
    made: bool


def papers_alone_of(thing: OneThing, plan: Plan) -> Mapping[str, tuple[PaperAlone, ...]]:
    """What to bring to each part, by task key. The forms of the departments are filled in there, nobody brings them."""
    wanted = {task.key: tuple(key for key in task.alone if not _is_form(thing, key)) for task in _parts(plan)}
    keys = {key for brought in wanted.values() for key in brought}
    number = Counter(paper_name(thing, key).zh for key in keys)
    made = {
        output.evidence for task in _parts(plan) for output in thing.services[task.service].definition.outputs
    }
    return {
        task: tuple(
            PaperAlone(
                key=key,
                name=owned(thing, key) if number[paper_name(thing, key).zh] > 1 else paper_name(thing, key),
                made=key.partition(":")[0] in made,
            )
            for key in brought
        )
        for task, brought in wanted.items()
    }


def brought_alone(thing: OneThing, plan: Plan) -> tuple[PaperAlone, ...]:
    """Everything that somebody must have ready for all parts together, each paper once; what is made on the way last."""
    papers = {paper.key: paper for brought in papers_alone_of(thing, plan).values() for paper in brought}
    return tuple(sorted(papers.values(), key=lambda paper: paper.made))


def silent_authorities(thing: OneThing, plan: Plan) -> Text | None:
    """Who has published no place, no way online and no telephone number for a part of the plan; None: everybody has."""
    silent = dict.fromkeys(task.authority for task in _parts(plan) if task.where is None)
    return joined(thing.authorities[authority].name for authority in silent) if silent else None


def _parts(plan: Plan) -> Iterator[PlannedTask]:
    return (task for task in plan.tasks if task.included is not False)


def _is_form(thing: OneThing, key: str) -> bool:
    found = thing.evidence_types.get(key.partition(":")[0])
    return found is not None and found.maker is EvidenceMaker.GENERATED
