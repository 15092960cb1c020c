"""What the templates of the home page and of a guide are given: the same in the portal and in an exported site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from yijian.channels.portal.presenters.example import worked_example
from yijian.channels.portal.presenters.guide import guide_page
from yijian.channels.portal.presenters.lives import in_order_of_life, lives_of, often_asked
from yijian.core.planning.calendars import WorkingCalendar
from yijian.usecases.views import CatalogueEntry, GuideView


def home_values(
    entries: Sequence[CatalogueEntry], *, guide: Callable[[str], GuideView], calendar: WorkingCalendar
) -> dict[str, Any]:
    """The home page. `guide` gives the guide of one thing by its id, for the worked example."""
    lives = lives_of(entries)
    things = in_order_of_life(lives)
    example = None
    if things:
        shown = guide(things[0].id)
        example = worked_example(shown.one_thing, shown.plan, calendar=calendar)
    return {"lives": lives, "things": things, "often": often_asked(lives), "example": example}


def guide_values(view: GuideView, *, calendar: WorkingCalendar) -> dict[str, Any]:
    """The guide of one thing."""
    return {
        "event": view.one_thing.life_event,
        "plan": view.plan,
        "guide": guide_page(view, calendar=calendar),
    }
