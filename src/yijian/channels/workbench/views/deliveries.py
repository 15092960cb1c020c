"""Delivery together (统一出件): the coordinator hands over what the authorities issued."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.pre_check import ToHandOver, to_hand_over
from yijian.channels.workbench.views.acts import DELIVER, METHODS, text_in, unknown_choices
from yijian.channels.workbench.views.responses import REFUSALS, page, to
from yijian.core.errors import Text, YijianError
from yijian.usecases import coordinate
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied

OUTPUTS = Field(
    name="output",
    label=Text("这次送到了哪几件", "Which results were handed over"),
    hint=Text("先都选上了，没送到的去掉", "All are chosen: leave out what was not handed over"),
    kind="checkboxes",
)
HOW = (controls.MODE, controls.PROOF)


@require_http_methods(METHODS)
@access(Permission.COORDINATE)
def deliver_together(request: HttpRequest, case_id: str) -> HttpResponse:
    """Record that results of any authority reached the person together; what is left stays on the case page."""
    actor, ports = actor_of(request), ports_of(request)
    problems: dict[str, Text] = {}
    refusal: YijianError | None = None
    posted = request.method == "POST"
    chosen = tuple(dict.fromkeys(request.POST.getlist(OUTPUTS.name)))
    if posted:
        problems = controls.empty_ones(HOW, request.POST) | unknown_choices(HOW, request.POST)
        if not chosen:
            problems[OUTPUTS.name] = controls.PLEASE_CHOOSE_SOME
    if posted and not problems:
        try:
            coordinate.deliver(
                actor=actor,
                ports=ports,
                case_id=case_id,
                outputs=tuple((task, output) for task, _, output in (one.rpartition(":") for one in chosen)),
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
    waiting = to_hand_over(view)
    if not waiting and not posted:
        return to("case", case_id)
    outputs = _offered(waiting, chosen if posted else tuple(each.output.id for each in waiting))
    how = controls.refilled(HOW, request.POST, problems) if posted else HOW
    return page(
        request,
        "act",
        {
            "words": DELIVER,
            "task": view,
            "back_url": reverse("workbench:case", args=[case_id]),
            "back_words": Text("回到这件事", "Back to the case"),
            "fields": (replace(outputs, error=problems.get(OUTPUTS.name)), *how),
            "refusal": refusal,
        },
        status=409 if refusal else 422 if problems else 200,
    )


def _offered(waiting: tuple[ToHandOver, ...], chosen: tuple[str, ...]) -> Field:
    """The results that can be handed over, each with who issued it."""
    return replace(
        OUTPUTS,
        value=" ".join(chosen),
        choices=tuple(
            Choice(value=each.output.id, label=each.output.name, hint=each.authority) for each in waiting
        ),
    )
