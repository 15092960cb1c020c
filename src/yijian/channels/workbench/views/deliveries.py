"""Delivery together (统一出件): the coordinator hands over what the authorities issued."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.actions import output_id
from yijian.channels.workbench.views.acts import DELIVER, METHODS, named, text_in, unknown_choices
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import coordinate
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied

FIELDS = (controls.MODE, controls.PROOF)


@require_http_methods(METHODS)
@access(Permission.COORDINATE)
def deliver_together(request: HttpRequest, case_id: str, task: str, output: str) -> HttpResponse:
    """Record that one result of any authority reached the person; the case page comes back for the next."""
    actor, ports = actor_of(request), ports_of(request)
    problems: dict[str, Text] = {}
    refusal: YijianError | None = None
    posted = request.method == "POST"
    if posted:
        problems = controls.empty_ones(FIELDS, request.POST) | unknown_choices(FIELDS, request.POST)
    if posted and not problems:
        try:
            coordinate.deliver(
                actor=actor,
                ports=ports,
                case_id=case_id,
                task=task,
                output=output,
                mode=request.POST.get(controls.MODE.name, ""),
                proof=text_in(request.POST, controls.PROOF),
                key=posted_key(request),
            )
        except (NotFound, PermissionDenied):
            raise
        except REFUSALS as refused:
            refusal = refused
        else:
            return to("case", case_id)
    view = coordinate.pre_check(actor=actor, ports=ports, case_id=case_id)
    names = {(one.task, output_id(one)): one.name for one in view.outputs}
    if not posted and (task, output) not in names:
        return to("case", case_id)
    return page(
        request,
        "act",
        {
            "words": replace(DELIVER, title=named(DELIVER.title, names.get((task, output)))),
            "task": view,
            "back_url": reverse("workbench:case", args=[case_id]),
            "fields": controls.refilled(FIELDS, request.POST, problems) if posted else FIELDS,
            "refusal": refusal,
        },
        status=409 if refusal else 422 if problems else 200,
    )
