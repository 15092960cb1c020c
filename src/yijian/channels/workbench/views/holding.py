"""Who has a task in hand: an officer takes it or gives it back, the head assigns it. And the look at a sample (抽查)."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST

from yijian.channels.look.access import access
from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.views.acts import METHODS, Asked, asked_first, choosing, text_in
from yijian.channels.workbench.views.responses import REFUSALS, OnTask, on_task, to
from yijian.channels.workbench.views.tasks import shown
from yijian.core.errors import Text
from yijian.usecases import deciding_by_rules, holding
from yijian.usecases.permissions import NotFound, Permission, PermissionDenied

ASSIGN: Final = Asked(
    command="AssignTask",
    title=Text("分派经办人", "Assign to an officer"),
    lead=Text(
        "分派以后，这一件在他的“我经办的”里。别的同事照样可以办。",
        "It then stands on their list. Every colleague may still act on it.",
    ),
    button=Text("分派", "Assign"),
)
SAMPLE: Final = Asked(
    command="RecordSample",
    title=Text("登记抽查结果", "Record the look at the sample"),
    lead=Text(
        "这一件是规则自动批准的。看一遍决定、信息和材料。有问题的，接下来撤销或者更正原来的决定。",
        "The rules approved this. Look at the decision, the facts and the papers. If it is wrong, undo or correct the decision "
        "next.",
    ),
    button=Text("登记", "Record it"),
)
TO: Final = Field(name="to", label=Text("分派给谁", "Assign it to"), kind="radios")
RIGHT: Final = Field(
    name="right",
    label=Text("决定对吗", "Is the decision right?"),
    kind="radios",
    choices=(
        Choice(value="yes", label=Text("没有问题", "It is right")),
        Choice(value="no", label=Text("有问题", "It is wrong")),
    ),
)
SEEN: Final = Field(
    name="reason",
    label=Text("看了什么，怎么样", "What was looked at, and found"),
    kind="textarea",
    maxlength=controls.LONGEST_REASON,
    width="wide",
)


@require_POST
@access(Permission.HANDLE_TASK)
def take(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Take it in hand."""
    try:
        holding.take(**on_task(request, case_id, task))
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, task, refusal=refusal, status=409)
    return to("task", case_id, task)


@require_POST
@access(Permission.HANDLE_TASK)
def give_back(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Give it back to all."""
    try:
        holding.give_back(**on_task(request, case_id, task))
    except (NotFound, PermissionDenied):
        raise
    except REFUSALS as refusal:
        return shown(request, case_id, task, refusal=refusal, status=409)
    return to("task", case_id, task)


@require_http_methods(METHODS)
@access(Permission.ASSIGN_TASK)
def assign(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """The head says who has it in hand."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return holding.assign(**own, to=posted.get(TO.name, ""))

    fields_of = choosing((TO,), TO, lambda view: view.colleagues)
    return asked_first(request, case_id, task, ASSIGN, (TO,), carry_out, fields_of=fields_of)


@require_http_methods(METHODS)
@access(Permission.HANDLE_TASK)
def sample(request: HttpRequest, case_id: str, task: str) -> HttpResponse:
    """Record what the look afterwards found."""

    def carry_out(posted: QueryDict, own: OnTask) -> object:
        return deciding_by_rules.record_sample(
            **own, right=posted.get(RIGHT.name) == "yes", finding=text_in(posted, SEEN)
        )

    return asked_first(request, case_id, task, SAMPLE, (RIGHT, SEEN), carry_out)
