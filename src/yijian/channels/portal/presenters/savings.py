"""What is saved by doing it as one thing: before, after, and the parts that each figure is made of, down to each paper
and field with what becomes of it and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.names import register_name, service_name
from yijian.channels.portal.presenters.summary import TIME_LIMIT, VISITS, not_published, span_of, underivable
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, Range
from yijian.core.vocabulary.savings import Fate, Saving, SavingItem, SavingPart

_FIGURES: Final = (
    ("days", Text("时间", "Time"), Text("个工作日", "working days")),
    ("papers", Text("材料", "Papers"), Text("份", "papers")),
    ("visits", Text("跑动", "Visits"), Text("次", "visits")),
    ("steps", Text("环节", "Steps"), Text("个", "steps")),
    ("fields", Text("填写", "Fields to fill in"), Text("项", "fields")),
)
_HOW: Final = {
    "days": Text(
        "分开办：一件办完再办下一件，各部分的时限相加。一起办：只加决定总天数的那几件，别的同时办。",
        "One by one: the limits of all parts, one after another. As one: only the parts that decide the date; the others"
        " run beside them.",
    ),
    "papers": Text(
        "分开办：每件事各交一套。一起办：一份只交一次，部门有的、办的过程中产生的、能自动生成的都不用交。",
        "One by one: a set for each service. As one: each paper once, and none that a register holds, an earlier part"
        " makes or the form makes.",
    ),
    "visits": Text(
        "分开办：每件事自己的次数相加。一起办：统一收件，只剩最多的那一件的次数。",
        "One by one: the visits of each. As one: one window receives everything, so the most that one part needs remains.",
    ),
    "steps": Text(
        "分开办：一件事项申请一次（这是我们的算法）。一起办：全部只申请一次。",
        "One by one: one application for each service (that is how we count). As one: a single application.",
    ),
    "fields": Text(
        "分开办：每张表上必填的都填。一起办：一项只填一次，部门有的和办出来就有的不用填。",
        "One by one: all required fields of each form. As one: each once, and none that a register or an earlier part"
        " gives.",
    ),
}
_MISSING: Final = {"days": TIME_LIMIT, "visits": VISITS}
_FATES: Final = {
    Fate.STAYS: Text("您来给", "from you"),
    Fate.ONCE: Text("前面给过，不用再给", "given once already"),
    Fate.REGISTER: Text("部门有", "held by a register"),
    Fate.OUTPUT: Text("前一步办出来就有", "made by an earlier step"),
    Fate.GENERATED: Text("按填的内容生成", "made from the form"),
    Fate.ANOTHER: Text("用别的材料代替", "another paper serves"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedItem:
    """One paper or field: what becomes of it, and how sure it is that it is asked for."""

    label: Text
    fate: Text
    stays: bool
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPart:
    """One part of a figure with its mark, and what it sums."""

    label: Text
    before: int
    after: int
    mark: Mark
    items: tuple[SavedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFigure:
    """One figure with its parts; without `before` and `after` not derivable: `why` says what is missing, `silent` for
    which services. `span`: the figure after, over everybody."""

    name: Text
    unit: Text
    how: Text
    before: int | None
    after: int | None
    span: Text | None
    parts: tuple[SavedPart, ...]
    itemised: bool
    why: Text | None
    silent: tuple[Text, ...]


def saved_figures(thing: OneThing, plan: Plan) -> tuple[SavedFigure, ...]:
    """The five figures; those that the data does not allow to be derived say so."""
    return tuple(_figure(thing, plan, key, name, unit) for key, name, unit in _FIGURES)


def _figure(thing: OneThing, plan: Plan, key: str, name: Text, unit: Text) -> SavedFigure:
    saving: Saving | None = getattr(plan.savings, key)
    silent = () if saving else thing.missing.get(key, ())
    return SavedFigure(
        name=name,
        unit=unit,
        how=_HOW[key],
        before=saving.before if saving else None,
        after=saving.after if saving else None,
        span=_span(getattr(plan.ranges, key, None), unit),
        parts=tuple(_part(thing, part) for part in saving.parts) if saving else (),
        itemised=key in ("papers", "fields"),
        why=None if saving else underivable(not_published(thing, silent, _MISSING.get(key, name))),
        silent=tuple(service_name(thing, service) for service in silent),
    )


def _span(figure: Range | None, unit: Text) -> Text | None:
    """看情况，2 到 22 份; nothing where it is the same for everybody or no range is derived."""
    span = span_of(figure) if figure is not None else None
    if span is None or span.low == span.high:
        return None
    return Text(
        f"一起办，看情况 {span.low} 到 {span.high} {unit.zh}",
        f"As one, {span.low} to {span.high} {unit.en} depending on the situation",
    )


def _part(thing: OneThing, part: SavingPart) -> SavedPart:
    number = part.key.partition("[")[2].rstrip("]")
    label = Text(f"{part.label.zh}（第 {number} 个）", f"{part.label.en} {number}") if number else part.label
    return SavedPart(
        label=label,
        before=part.before,
        after=part.after,
        mark=mark_of(thing, part),
        items=tuple(_item(thing, item) for item in part.items),
    )


def _item(thing: OneThing, item: SavingItem) -> SavedItem:
    fate = _FATES[item.fate]
    if item.fate is Fate.REGISTER and item.register is not None:
        register = register_name(thing, item.register)
        fate = Text(f"从{register.zh}调取", f"from: {register.en}")
    return SavedItem(label=item.label, fate=fate, stays=bool(item.after), mark=mark_of(thing, item))
