"""The plan page: as one thing online, or each service on its own, or undecided until an officer has looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yijian.channels.portal.presenters.apart import PaperAlone, papers_alone_of, silent_authorities
from yijian.channels.portal.presenters.costs import Costs, costs_of
from yijian.channels.portal.presenters.limits import limit_words
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import authority_name, fact_name, joined, service_name
from yijian.channels.portal.presenters.parts import MOST_ALIKE
from yijian.channels.portal.presenters.reasons import Why, situation_in, why_of
from yijian.core.compiler.decision_reasons import decision_on_admission, decision_on_service
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import ConditionResult, PlannedTask
from yijian.usecases.views import DraftView

Way = Literal["together", "apart", "officer", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPart:
    """One service of the plan: who, how long, and what its inclusion hangs on.

    For a part on its own: the full name of the `office`, `where` to go as far as that is published, with its mark,
    what must be done `before`, what to `bring`.
    """

    name: Text
    authority: Text
    limit: Text | None
    sure: bool
    hangs_on: Text | None
    office: Text
    where: Text | None
    where_mark: Mark | None
    before: Text | None
    bring: tuple[PaperAlone, ...]
    why: Why | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A service that is no part of it for this person."""

    name: Text
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One condition of the joint channel: the light's kind and the condition."""

    kind: Literal["done", "late", "waiting"]
    text: Text
    mark: Mark
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """`way`: together (admitted), apart (not admitted), officer (undecided with all facts), open (facts missing).

    `count` parts in all: `alike` are those that differ in nothing but their names, told once when they are many.
    `left_out` are the services that do not concern the person.
    `silent`: the authorities that publish neither place nor way online nor telephone number of their part.
    """

    way: Way
    parts: tuple[PlannedPart, ...]
    alike: tuple[PlannedPart, ...]
    authorities_alike: int
    count: int
    left_out: tuple[LeftOut, ...]
    verdicts: tuple[Verdict, ...]
    otherwise: Text | None
    skipped: tuple[Text, ...]
    silent: Text | None
    costs: Costs

    @property
    def against(self) -> tuple[Verdict, ...]:
        """The conditions that do not hold."""
        return tuple(verdict for verdict in self.verdicts if verdict.kind == "late")


def planned_page(draft: DraftView) -> PlannedPage:
    """The page of a plan."""
    thing, plan = draft.one_thing, draft.plan
    papers = papers_alone_of(thing, plan)
    way = _way(draft)
    situation = situation_in(draft)
    why = {
        situation.task_key(service.definition.id, member): why_of(
            thing, decision_on_service(situation, service, member)
        )
        for service, member, _ in situation.tasks()
    }
    parts = tuple(
        _part(thing, task, papers.get(task.key, ()), why[task.key])
        for task in plan.tasks
        if task.included is not False
    )
    alike = () if way == "apart" else _alike(parts)
    return PlannedPage(
        way=way,
        parts=tuple(part for part in parts if part not in alike),
        alike=alike,
        authorities_alike=len({part.authority for part in alike}),
        count=len(parts),
        left_out=tuple(
            LeftOut(name=task.name, why=why[task.key]) for task in plan.tasks if task.included is False
        ),
        verdicts=tuple(
            Verdict(
                kind=_verdict(each),
                text=each.condition.text,
                mark=mark_of(thing, each.condition),
                why=why_of(thing, decision_on_admission(situation, each.condition)),
            )
            for each in plan.admission.conditions
        ),
        otherwise=plan.admission.otherwise,
        skipped=tuple(fact_name(thing, fact) for fact in sorted(draft.skipped)),
        silent=silent_authorities(thing, plan),
        costs=costs_of(thing, plan),
    )


def _alike(parts: tuple[PlannedPart, ...]) -> tuple[PlannedPart, ...]:
    """The largest group of parts with the same limit on which the same hangs; () where they are few."""
    groups: dict[object, list[PlannedPart]] = {}
    for part in parts:
        groups.setdefault((part.limit, part.sure, part.hangs_on, part.before), []).append(part)
    largest = max(groups.values(), key=len, default=[])
    return tuple(largest) if len(largest) > MOST_ALIKE else ()


def _part(thing: OneThing, task: PlannedTask, papers: tuple[PaperAlone, ...], why: Why) -> PlannedPart:
    before = dict.fromkeys(service_name(thing, key) for key in task.after)
    return PlannedPart(
        name=task.name,
        authority=authority_name(thing, task.authority),
        limit=None if task.limit is None else limit_words(task.limit),
        sure=task.included is True,
        hangs_on=joined(fact_name(thing, need) for need in task.needs) if task.needs else None,
        office=thing.authorities[task.authority].name,
        where=task.where,
        where_mark=_mark_of_place(thing, task) if task.where else None,
        before=joined(before) if before else None,
        bring=papers,
        why=None if _is_for_everybody(thing, task) else why,
    )


def _is_for_everybody(thing: OneThing, task: PlannedTask) -> bool:
    bound = thing.services[task.service]
    return task.included is True and bound.when is None and not bound.optional


def _mark_of_place(thing: OneThing, task: PlannedTask) -> Mark:
    """How sure it is where to go: as the region says, else as the definition of the service does."""
    local = thing.overlay.services.get(task.service) if thing.overlay else None
    stated = local is not None and local.where is not None
    return mark_of(thing, local if local is not None and stated else thing.services[task.service].definition)


def _way(draft: DraftView) -> Way:
    admission = draft.plan.admission
    if admission.admitted is True:
        return "together"
    if admission.admitted is False:
        return "apart"
    return "open" if any(each.holds is None and each.needs for each in admission.conditions) else "officer"


def _verdict(result: ConditionResult) -> Literal["done", "late", "waiting"]:
    if result.holds is None:
        return "waiting"
    return "done" if result.holds else "late"
