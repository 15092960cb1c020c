"""The applicant changes what was told after handing in (变更): what it would bring, and the change itself."""

from __future__ import annotations

from collections.abc import Mapping

from yijian.core.cases.changing import may_change
from yijian.core.cases.life_commands import AcknowledgeChange
from yijian.core.errors import CommandRefused, Text
from yijian.ports import Ports
from yijian.usecases import follow
from yijian.usecases.casework import (
    artefact,
    bare,
    carried_out,
    carry_out,
    provided_of,
    read_state,
)
from yijian.usecases.change_plan import PlannedChange, is_own
from yijian.usecases.change_views import ChangeableFact, ChangeableView, ChangeView
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, Permission
from yijian.usecases.planning import (
    plan_of_case,
)
from yijian.usecases.reasons import given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task
from yijian.usecases.views import CaseView


class ChangeNotConfirmed(CommandRefused):
    """What the change brings was shown, and the box under it was not ticked."""

    code = "CHANGE_NOT_CONFIRMED"
    template = Text("请看过改了会怎样，再勾选确认", "Please read what the change brings, then tick the box")


def changeable(*, actor: Actor, ports: Ports, case_id: str) -> ChangeableView:
    """The answers that the applicant may still change; none once everything is decided. Raises NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    case = read_state(case_id=case_id)
    one_thing = artefact(case.one_thing)
    provided = provided_of(ports=ports, case_id=case_id)
    now = ports.clock.now()
    plan = plan_of_case(case=case, one_thing=one_thing, facts=bare(provided), ports=ports, now=now)
    fields = {field.fact: field for field in plan.fields}
    return ChangeableView(
        case_id=case_id,
        name=one_thing.name,
        one_thing=one_thing,
        facts=tuple(
            ChangeableFact(fact=path, value=provided[path].value, field=fields.get(path))
            for path in dict.fromkeys((*fields, *plan.questions.answered))
            if may_change(case) and is_own(path, provided, one_thing, actor, now)
        ),
    )


def preview(*, actor: Actor, ports: Ports, case_id: str, fact: str, typed: Mapping[str, str]) -> ChangeView:
    """What the change would bring: `typed` holds the new value of `fact`, and what is asked besides as far as it is told.

    Nothing is kept. Raises AnswersRefused, ChangeNotAllowed, NotFound.
    """
    require_own_case(actor, case_id, Permission.APPLY)
    case = read_state(case_id=case_id)
    return PlannedChange(actor, ports, case, fact, typed).view()


def change(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    fact: str,
    typed: Mapping[str, str],
    files: Mapping[str, tuple[tuple[str, bytes], ...]],
    agreed: bool,
    key: str,
) -> CaseView:
    """Make the change, signed by the applicant: all of it or nothing. `files`: name and content by the key of their paper.

    Raises ChangeNotConfirmed, ChangeIncomplete, ChangeImpossible, AnswersRefused, ChangeNotAllowed, UploadRefused, NotFound.
    """
    require_own_case(actor, case_id, Permission.APPLY)
    if not carried_out(actor=actor, case_id=case_id, key=key):
        planned = PlannedChange(actor, ports, read_state(case_id=case_id), fact, typed)
        planned.require_possible(files)
        if not agreed:
            raise ChangeNotConfirmed
        safe = planned.inspected(files)
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=key,
            prepare=lambda space: PlannedChange(actor, ports, space.case, fact, typed).command(space, safe),
        )
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def acknowledge(
    *, actor: Actor, ports: Ports, case_id: str, task: str, finding: str, key: str
) -> OfficerTaskView:
    """An officer says what they did about a change that touches their task. Raises ReasonMissing, NothingToAcknowledge."""
    words = given_reason(finding)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: AcknowledgeChange(task=task, finding=space.keep_text(words)),
    )
