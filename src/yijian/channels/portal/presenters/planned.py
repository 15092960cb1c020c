"""The plan page: as one thing online, or each service on its own, or undecided until an officer has looked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yijian.channels.portal.presenters.guide import limit_words
from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import authority_name, fact_name, joined
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import ConditionResult
from yijian.usecases.views import DraftView

Way = Literal["together", "apart", "officer", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPart:
    """One service of the plan: who, how long, where to go on its own, and what its inclusion hangs on."""

    name: Text
    authority: Text
    limit: Text | None
    where: Text | None
    sure: bool
    hangs_on: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One condition of the joint channel: the light's kind and the condition."""

    kind: Literal["done", "late", "waiting"]
    text: Text
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPage:
    """`way`: together (admitted), apart (not admitted), officer (undecided with all facts), open (facts missing)."""

    way: Way
    parts: tuple[PlannedPart, ...]
    verdicts: tuple[Verdict, ...]
    otherwise: Text | None
    skipped: tuple[Text, ...]


def planned_page(draft: DraftView) -> PlannedPage:
    """The page of a plan."""
    thing, plan = draft.one_thing, draft.plan
    return PlannedPage(
        way=_way(draft),
        parts=tuple(
            PlannedPart(
                name=task.name,
                authority=authority_name(thing, task.authority),
                limit=None if task.limit is None else limit_words(task.limit),
                where=task.where,
                sure=task.included is True,
                hangs_on=joined(fact_name(thing, need) for need in task.needs) if task.needs else None,
            )
            for task in plan.tasks
            if task.included is not False
        ),
        verdicts=tuple(
            Verdict(kind=_verdict(each), text=each.condition.text, mark=mark_of(thing, each.condition))
            for each in plan.admission.conditions
        ),
        otherwise=plan.admission.otherwise,
        skipped=tuple(fact_name(thing, fact) for fact in sorted(draft.skipped)),
    )


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
