"""The tasks of a plan for BPMN: what they wait for and hang on, and the elements of our own that they carry."""

from __future__ import annotations

import re
from typing import Final

from yijian.core.decisions.xml_writer import XmlNode
from yijian.core.standards.process import Step
from yijian.core.standards.standard_feel import in_standard_feel
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, PlannedTask, ScheduledTask
from yijian.core.vocabulary.time_limit import TimeLimit

_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9_.-]")


def steps_of(one_thing: OneThing, plan: Plan) -> tuple[Step, ...]:
    """The tasks of a plan that are not ruled out, with what they wait for."""
    tasks = [task for task in plan.tasks if task.included is not False]
    keys = {task.key for task in tasks}
    return tuple(
        Step(
            key=task.key,
            lane=task.authority,
            after=tuple(key for key in task.after if key in keys),
            condition=condition_of(one_thing, task),
        )
        for task in tasks
    )


def condition_of(one_thing: OneThing, task: PlannedTask) -> str | None:
    """FEEL over participants, and over `wants`, a context of the services that somebody can choose; None where it is
    certain that the task is done: that the parts it needs are there, what its life event says of it, and the wish."""
    if task.included is not None:
        return None
    service, wish = one_thing.services[task.service], f"wants:{task.service}"
    parts = [
        f"{who}.present"
        for role, who in sorted(service.bindings.items())
        if isinstance(who, str)
        and not service.definition.roles[role].optional
        and f"{who}.present" in task.needs
    ]
    if service.when is not None and set(task.needs) != {wish}:
        parts.append(in_standard_feel(service.when))
    if wish in task.needs:
        parts.append(f'get value(wants, "{task.service}")')
    parts = list(dict.fromkeys(parts))
    return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)


def identifier(name: str) -> str:
    """A name as an XML id: `Task:a.b[2]` is `Task.a.b_5B_2_5D_`."""
    return _NOT_IN_A_NAME.sub(lambda found: f"_{ord(found[0]):X}_", name.replace(":", "."))


def limit_element(kind: str, limit: TimeLimit) -> XmlNode:
    """A time limit with its mark; `kind` is statutory or promised."""
    return XmlNode(
        "yijian:timeLimit",
        {
            "kind": kind,
            "amount": str(limit.amount),
            "unit": limit.unit.value,
            "starts": limit.starts.value,
            "occurrence": limit.occurrence,
            "certainty": limit.certainty.value,
            "source": limit.source,
        },
    )


def schedule_element(task: ScheduledTask | None) -> XmlNode | None:
    """When a task runs; None for one without a date."""
    if task is None:
        return None
    return XmlNode(
        "yijian:schedule",
        {
            "start": task.start.isoformat(),
            "finish": task.finish.isoformat(),
            "workingDays": str(task.days),
            "critical": str(task.critical).lower(),
            "provisional": str(task.provisional).lower(),
        },
    )
