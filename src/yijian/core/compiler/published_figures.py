"""What a published guide says in figures, beside the figures derived from the parts, and what the parts allow.

A guide speaks of nobody in particular: its figures are held against the reference case, and against the range over
everybody where one can be derived.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.life_event import PublishedClaim
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, Range
from yijian.core.vocabulary.savings import Saving

MOST_NAMED: Final = 2
"""More services than this are counted and not named."""


class Allows(StrEnum):
    """What the parts allow of a published figure. Fewer is better for all figures of a guide."""

    AS_PUBLISHED = "as_published"
    BETTER = "better"  # the parts allow fewer than the guide says
    FOR_SOME = "for_some"  # not in the reference case, but somebody may do with as few
    NOT_SO_FEW = "not_so_few"  # nobody does, or in the reference case where no range can be derived
    NOT_DERIVABLE = "not_derivable"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One figure (`days`, `visits`, `papers`, `steps`): as published and as derived, before and after.

    `span` is the derived figure over everybody. `lacking` are the services that do not state their part of it.
    `claimed` None: the guide says nothing of it.
    """

    name: str
    claimed_before: int | None
    claimed: int | None
    before: int | None
    after: int | None
    span: Range
    lacking: tuple[str, ...] = ()

    @property
    def allows(self) -> Allows | None:
        """What the parts allow of what is published; None where nothing is."""
        if self.claimed is None:
            return None
        if self.after is None:
            return Allows.NOT_DERIVABLE
        if self.after == self.claimed:
            return Allows.AS_PUBLISHED
        if self.after < self.claimed:
            return Allows.BETTER
        if self.span.least is not None and self.span.least <= self.claimed:
            return Allows.FOR_SOME
        return Allows.NOT_SO_FEW


UNITS: Final = {
    "days": Text("个工作日", "working days"),
    "visits": Text("次", "visits"),
    "papers": Text("份", "papers"),
    "steps": Text("个", "steps"),
}
"""The figures of a guide and what each counts."""

NAMES: Final = {
    "days": Text("天数", "Days"),
    "visits": Text("跑动", "Visits"),
    "papers": Text("材料", "Papers"),
    "steps": Text("环节", "Steps"),
}
"""What the figures are called."""


def published_figures(one_thing: OneThing, plan: Plan, claim: PublishedClaim) -> tuple[PublishedFigure, ...]:
    """The four figures of one guide beside those of the reference case (or of the person whose plan it is)."""
    return tuple(_figure(one_thing, plan, claim, name) for name in UNITS)


def _figure(one_thing: OneThing, plan: Plan, claim: PublishedClaim, name: str) -> PublishedFigure:
    saving: Saving | None = getattr(plan.savings, name)
    return PublishedFigure(
        name=name,
        claimed_before=getattr(claim, f"{name}_before"),
        claimed=claim.promised_days if name == "days" else getattr(claim, name),
        before=saving.before if saving else None,
        after=saving.after if saving else None,
        span=getattr(plan.ranges, name, Range(least=None, most=None)),
        lacking=_lacking(one_thing, plan, name) if saving is None else (),
    )


def _lacking(one_thing: OneThing, plan: Plan, name: str) -> tuple[str, ...]:
    """Of the services that are certainly done those that do not state their part; where all do, of all services."""
    silent = one_thing.missing.get(name, ())
    done = {task.service for task in plan.included}
    return tuple(service for service in silent if service in done) or silent


def allowed_in_words(figure: PublishedFigure, one_thing: OneThing) -> Text:
    """The column “what the parts allow”: calmly, with the figure, how far it is from the published one, and whether it
    holds for everybody."""
    unit, claimed, after = UNITS[figure.name], figure.claimed, figure.after
    if after is None:
        return underivable(figure.lacking, one_thing)
    derived = counted(after, unit)
    if claimed is None:
        return Text(f"{derived.zh}；指南没有写", f"{derived.en}; the guide does not say")
    most = figure.span.most
    zh, en = "", ""
    if after <= claimed and most is not None and most > claimed:
        zh, en = f"；有的情形要 {most}", f"; in some situations {most}"
    if after == claimed:
        return Text(f"{derived.zh}，和公布的一样{zh}", f"{derived.en}, as published{en}")
    if after < claimed:
        return Text(
            f"{derived.zh}，比公布的少 {claimed - after}{zh}",
            f"{derived.en}, {claimed - after} fewer than published{en}",
        )
    if figure.allows is Allows.FOR_SOME:
        return Text(
            f"典型情形 {derived.zh}；有的情形做得到公布的 {claimed}",
            f"{derived.en} in the usual situation; in some, the published {claimed} can be met",
        )
    return Text(
        f"{derived.zh}，比公布的多 {after - claimed}", f"{derived.en}, {after - claimed} more than published"
    )


def underivable(lacking: tuple[str, ...], one_thing: OneThing) -> Text:
    """推不出来, and why: who does not state their part."""
    names = [one_thing.services[service].definition.name for service in lacking]
    if not names:
        return Text("推不出来：没有公布", "Not derivable: not published")
    if len(names) > MOST_NAMED:
        return Text(
            f"推不出来：{len(names)} 个事项没有公布",
            f"Not derivable: {len(names)} services do not publish theirs",
        )
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return Text(f"推不出来：{zh}没有公布", f"Not derivable: not published for {en}")


def counted(amount: int, unit: Text) -> Text:
    """45 个工作日; 1 paper."""
    return Text(f"{amount} {unit.zh}", f"{amount} {unit.en.removesuffix('s') if amount == 1 else unit.en}")
