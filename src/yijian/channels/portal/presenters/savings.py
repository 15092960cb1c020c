"""What is saved by doing it as one thing: before, after, and the parts that each figure is made of."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.portal.presenters.summary import not_published, underivable
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, Saving, SavingPart

_FIGURES = (
    ("days", Text("时间", "Time"), Text("个工作日", "working days")),
    ("papers", Text("材料", "Papers"), Text("份", "papers")),
    ("visits", Text("跑动", "Visits"), Text("次", "visits")),
    ("steps", Text("环节", "Steps"), Text("个", "steps")),
    ("fields", Text("填写", "Fields to fill in"), Text("项", "fields")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFigure:
    """One figure with its parts; `saving` None: not derivable, `why` says what is missing."""

    name: Text
    unit: Text
    before: int | None
    after: int | None
    parts: tuple[SavingPart, ...]
    why: Text | None


def saved_figures(thing: OneThing, plan: Plan) -> tuple[SavedFigure, ...]:
    """The five figures; those that the data does not allow to be derived say so."""
    figures = []
    for key, name, unit in _FIGURES:
        saving: Saving | None = getattr(plan.savings, key)
        figures.append(
            SavedFigure(
                name=name,
                unit=unit,
                before=saving.before if saving else None,
                after=saving.after if saving else None,
                parts=saving.parts if saving else (),
                why=None if saving else _why(thing, key),
            )
        )
    return tuple(figures)


def _why(thing: OneThing, key: str) -> Text:
    return underivable(not_published(thing, thing.missing.get(key, ()), Text("这一项", "this figure")))
