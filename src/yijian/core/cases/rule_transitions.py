"""The states of a decision by rules (秒批), what moves them, and what each event keeps: a part of `transitions` and `evolve`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases.rule_decisions import RuleDecisionStatus
from yijian.core.cases.states import TaskState
from yijian.core.cases.task_events import TaskEvent

_ANEW: Final[Mapping[type[TaskEvent], RuleDecisionStatus]] = {o.DecisionSetAside: RuleDecisionStatus.LEFT}
"""What a review sent back is decided by an officer."""

RULE_TRANSITIONS: Final[Mapping[RuleDecisionStatus, Mapping[type[TaskEvent], RuleDecisionStatus]]] = {
    RuleDecisionStatus.WAITING: {
        r.RulesLeftToOfficer: RuleDecisionStatus.LEFT,
        r.DecidedByRules: RuleDecisionStatus.DECIDED,
        **_ANEW,
    },
    RuleDecisionStatus.LEFT: _ANEW,
    RuleDecisionStatus.DECIDED: {r.DrawnForSample: RuleDecisionStatus.TO_LOOK_AT, **_ANEW},
    RuleDecisionStatus.TO_LOOK_AT: {
        r.SampleFoundRight: RuleDecisionStatus.CONFIRMED,
        r.SampleFoundWrong: RuleDecisionStatus.FOUND_WRONG,
        **_ANEW,
    },
    RuleDecisionStatus.CONFIRMED: _ANEW,
    RuleDecisionStatus.FOUND_WRONG: {r.SampleFoundRight: RuleDecisionStatus.CONFIRMED, **_ANEW},
}
"""Where it stands, and what moves it. Found wrong, it waits for its undoing; looked at once more, it may turn out right."""

RULE_EVENTS: Final = frozenset(event for row in RULE_TRANSITIONS.values() for event in row)
LOOKED_AT: Final[tuple[type[TaskEvent], ...]] = (r.SampleFoundRight, r.SampleFoundWrong)


def rules_allow(task: TaskState, event: type[TaskEvent]) -> bool:
    """Whether the event may happen to what the rules decide of the task."""
    if task.by_rules is None:
        return event not in RULE_EVENTS or event is o.DecisionSetAside
    return event not in RULE_EVENTS or event in RULE_TRANSITIONS[task.by_rules.status]


def _by_rules(task: TaskState, **changes: Any) -> dict[str, Any]:
    return {"by_rules": replace(task.by_rules, **changes) if task.by_rules else None}


RULE_CHANGES: Final[Mapping[type[TaskEvent], Callable[[TaskState, Any], dict[str, Any]]]] = {
    r.RulesLeftToOfficer: lambda task, event: _by_rules(task, undecided=event.undecided, unmet=event.unmet),
    r.DecidedByRules: lambda task, event: _by_rules(task, reasons=event.reasons),
    r.SampleFoundRight: lambda task, event: _by_rules(task, finding=event.finding, looked_at=event.at),
    r.SampleFoundWrong: lambda task, event: _by_rules(task, finding=event.finding, looked_at=event.at),
}
"""What each event keeps in its task, besides the status."""
