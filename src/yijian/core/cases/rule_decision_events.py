"""What happened to a decision by rules alone (秒批); see `rule_decisions`. That the task is approved is `TaskApproved`, before."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.references import TextRef
from yijian.core.cases.task_events import TaskEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedByRules(TaskEvent):
    """The approval was made by the rules, for these reasons."""

    reasons: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesLeftToOfficer(TaskEvent):
    """The rules did not decide: of these criteria they gave no answer, or said that they do not hold."""

    undecided: tuple[str, ...]
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnForSample(TaskEvent):
    """An officer is to look at the decision afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFoundRight(TaskEvent):
    """The officer who looked found it right."""

    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFoundWrong(TaskEvent):
    """The officer who looked found it wrong: it is to be undone."""

    finding: TextRef
