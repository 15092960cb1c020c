"""Home and guides."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.portal.pages import guide_values, home_values
from yijian.channels.portal.presenters.lives import in_order_of_life, lives_of
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
        return page(
            request, "search", {"query": query, "found": found, "all": in_order_of_life(lives_of(entries))}
        )
    values = home_values(
        entries,
        guide=lambda life_event: explore.guide(actor=actor, ports=ports, life_event=life_event),
        calendar=ports.definitions.calendar(),
    )
    return page(request, "home", values)


@require_safe
@access(Permission.LOOK_AROUND)
def guides(request: HttpRequest) -> HttpResponse:
    """Published guides against their own parts."""
    # It brings the solver along, which no other page needs.
    from yijian.channels.look.published_guides import guides_page

    report = explore.published_guides(actor=actor_of(request), ports=ports_of(request))
    shown = guides_page(report, address=lambda life_event: reverse("portal:guide", args=(life_event,)))
    return page(request, "guides", {"guides": shown})


@require_safe
@access(Permission.LOOK_AROUND)
def guide(request: HttpRequest, life_event: str) -> HttpResponse:
    """The guide of one thing."""
    ports = ports_of(request)
    view = explore.guide(actor=actor_of(request), ports=ports, life_event=life_event)
    return page(request, "guide", guide_values(view, calendar=ports.definitions.calendar()))
