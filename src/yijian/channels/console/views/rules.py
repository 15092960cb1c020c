"""The bench for one rule: type it, see types and needs, try facts, read why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.usecases import rule_workbench
from yijian.usecases.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.LOOK_AROUND)
def rule(request: HttpRequest) -> HttpResponse:
    """The form, and what came of it."""
    actor, ports = actor_of(request), ports_of(request)
    trial = None
    if request.method == "POST":
        trial = rule_workbench.try_rule(
            actor=actor,
            ports=ports,
            rule=request.POST.get("rule", ""),
            facts=request.POST.get("facts", ""),
            about=request.POST.get("about", ""),
        )
    return render(
        request,
        "console/rule.html",
        {
            "trial": trial,
            "about": trial.about if trial else request.GET.get("about", ""),
            "rule": trial.rule if trial else request.GET.get("rule", "")[: rule_workbench.LONGEST_RULE],
            "facts": trial.facts if trial else "",
            "writers": rule_workbench.writers(actor=actor, ports=ports),
        },
        status=200,
    )
