"""The special procedures that can stop the clocks of somebody's tasks (公示、检测、听证): which, for how long at most."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.compiler.rules import HOLDS, as_condition
from yijian.core.compiler.situation import Situation
from yijian.core.vocabulary.one_thing import BoundService
from yijian.core.vocabulary.stops import PlannedStop, StopPlan


def planned_stops(situation: Situation) -> StopPlan:
    """All that can occur in the tasks that are certainly included, and the tasks that publish none."""
    included = [(service, member) for service, member, verdict in situation.tasks() if verdict.holds]
    return StopPlan(
        items=tuple(
            stop for service, member in included for stop in stops_of_task(situation, service, member)
        ),
        silent=tuple(
            situation.task_key(service.definition.id, member)
            for service, member in included
            if not service.definition.special_procedures and not service.definition.proactive
        ),
    )


def stops_of_task(situation: Situation, service: BoundService, member: int | None) -> Iterator[PlannedStop]:
    """The procedures of a task, but for those that certainly do not occur."""
    for procedure in service.definition.special_procedures:
        verdict = (
            HOLDS
            if procedure.when is None
            else as_condition(situation.of_service(service, member, procedure.when))
        )
        if verdict.holds is not False:
            yield PlannedStop(
                task=situation.task_key(service.definition.id, member),
                procedure=procedure,
                certain=bool(verdict.holds),
                needs=tuple(sorted(verdict.needs)),
            )
