"""Home and guides."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.portal.presenters.example import worked_example
from yijian.channels.portal.presenters.guide import first_and_last, guide_page
from yijian.channels.portal.presenters.lives import lives_of
from yijian.channels.portal.views.responses import page
from yijian.usecases import explore
from yijian.usecases.permissions import Permission

MOST_LETTERS = 60
"""A search longer than this is cut: it is somebody's sentence, not a document."""


@require_safe
@access(Permission.LOOK_AROUND)
def home(request: HttpRequest) -> HttpResponse:
    """The home page; with `?q=` what fits people's own words."""
    actor, ports = actor_of(request), ports_of(request)
    query = request.GET.get("q", "").strip()[:MOST_LETTERS]
    entries = explore.catalogue(actor=actor, ports=ports)
    if query:
        found = explore.catalogue(actor=actor, ports=ports, query=query)
        return page(request, "search", {"query": query, "found": found, "all": entries})
    example = None
    if entries:
        shown = explore.guide(actor=actor, ports=ports, life_event=entries[0].id)
        example = worked_example(shown.one_thing, shown.plan, calendar=ports.definitions.calendar())
    return page(request, "home", {"lives": lives_of(entries), "things": entries, "example": example})


@require_safe
@access(Permission.LOOK_AROUND)
def guide(request: HttpRequest, life_event: str) -> HttpResponse:
    """The guide of one thing."""
    ports = ports_of(request)
    view = explore.guide(actor=actor_of(request), ports=ports, life_event=life_event)
    shown = guide_page(view, calendar=ports.definitions.calendar())
    return page(
        request,
        "guide",
        {
            "event": view.one_thing.life_event,
            "region": view.one_thing.overlay.region_name if view.one_thing.overlay else None,
            "plan": view.plan,
            "guide": shown,
            "spans": tuple(first_and_last(view.plan)),
            "authorities": [
                (authority, tuple(parts))
                for authority, parts in groupby(shown.parts, key=lambda part: part.authority)
            ],
        },
    )
