"""The catalogue: search, one definition with everything around it, and the author's tests of a life event."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from yijian.channels.console.presenters import (
    address_of,
    finding_line,
    findings_of,
    key_of,
    line_of,
    lines_of,
    text_of,
)
from yijian.channels.look.access import access, actor_of, ports_of
from yijian.usecases import catalogue as definitions
from yijian.usecases.catalogue import KINDS
from yijian.usecases.permissions import Permission

LINES_A_PAGE = 50
LONGEST_WORDS = 60


@require_safe
@access(Permission.LOOK_AROUND)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that is defined, or what fits the words."""
    words = request.GET.get("q", "")[:LONGEST_WORDS]
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    actor, ports = actor_of(request), ports_of(request)
    found = definitions.search(actor=actor, ports=ports, words=words)
    counts = {name: sum(entry.kind == name for entry in found) for name in KINDS}
    shown = [entry for entry in found if not kind or entry.kind == kind]
    page = Paginator(shown, LINES_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "console/catalogue.html",
        {
            "words": words,
            "kind": kind,
            "kinds": [(name, KINDS[name], number) for name, number in counts.items() if number],
            "total": len(found),
            "page": page,
            "lines": [line_of(entry) for entry in page.object_list],
        },
    )


@require_safe
@access(Permission.LOOK_AROUND)
def definition(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """One definition: what it is, where it is used, what is wrong with it, its file."""
    view = definitions.definition(
        actor=actor_of(request), ports=ports_of(request), key=key_of(kind, identifier)
    )
    return render(
        request,
        "console/definition.html",
        {
            "view": view,
            "line": line_of(view.entry),
            "kind_url": f"?kind={view.entry.kind}",
            "life_event": view.entry.key.partition("/")[2] if view.entry.kind == "life-events" else "",
            "writes_rules": view.entry.kind in ("life-events", "services"),
            "whole": address_of(view.entry.key.partition("#")[0]) if "#" in view.entry.key else "",
            "used_by": lines_of(view.used_by),
            "uses": lines_of(view.uses),
            "concepts": [line_of(one) for one in view.concepts],
            "findings": findings_of(view),
            "text": text_of(view),
        },
    )


@require_POST
@access(Permission.LOOK_AROUND)
def tests(request: HttpRequest, life_event: str) -> HttpResponse:
    """Run the author's tests of a life event and say what came of each."""
    run = definitions.run_tests(actor=actor_of(request), ports=ports_of(request), life_event=life_event)
    file = f"tests/{life_event}.yaml"
    return render(
        request,
        "console/tests.html",
        {
            "line": line_of(run.life_event),
            "names": run.names,
            "findings": [finding_line(finding, file) for finding in run.findings],
        },
    )
