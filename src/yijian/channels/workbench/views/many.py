"""Many tasks at once, from the desk: a page that says of each whether it was done, and if not, why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.workbench.presenters.names import numbered
from yijian.channels.workbench.views.responses import page
from yijian.core.errors import Text
from yijian.ports import Ports
from yijian.usecases import handle_many
from yijian.usecases.handle_many import NothingChosen, TaskAddress, TaskOutcome, TooManyChosen
from yijian.usecases.permissions import Actor, Permission


class ActOnMany(Protocol):
    """A use case of `handle_many`."""

    def __call__(
        self, *, actor: Actor, ports: Ports, tasks: tuple[TaskAddress, ...], key: str
    ) -> tuple[TaskOutcome, ...]:
        """Do it to each."""
        ...


@require_POST
@access(Permission.HANDLE_TASK)
def accept(request: HttpRequest) -> HttpResponse:
    """Take up all that are ticked."""
    return _done(
        request,
        handle_many.accept_many,
        heading=lambda done: Text(f"受理了 {done} 件", f"{done} accepted"),
        again=Text("没有受理的", "Not accepted"),
    )


@require_POST
@access(Permission.HANDLE_TASK)
def approve(request: HttpRequest) -> HttpResponse:
    """Approve all that are ticked and need no judgement."""
    return _done(
        request,
        handle_many.approve_many,
        heading=lambda done: Text(f"批准了 {done} 件", f"{done} approved"),
        again=Text("没有批准的，请打开来看", "Not approved: open them"),
    )


def _done(
    request: HttpRequest, act: ActOnMany, *, heading: Callable[[int], Text], again: Text
) -> HttpResponse:
    tasks = tuple(
        TaskAddress(case_id=case_id, task=task)
        for case_id, _, task in (each.partition("/") for each in request.POST.getlist("task"))
    )
    try:
        outcomes = act(actor=actor_of(request), ports=ports_of(request), tasks=tasks, key=posted_key(request))
    except (NothingChosen, TooManyChosen) as refusal:
        return page(request, "many", {"refusal": refusal}, status=422)
    done = [_line(one) for one in outcomes if one.done]
    left = [_line(one) for one in outcomes if not one.done]
    return page(request, "many", {"heading": heading(len(done)), "done": done, "left": left, "again": again})


def _line(one: TaskOutcome) -> dict[str, object]:
    return {
        "outcome": one,
        "name": numbered(one.name, one.address.task) if one.name else None,
        "url": reverse("workbench:task", args=[one.address.case_id, one.address.task]),
    }
