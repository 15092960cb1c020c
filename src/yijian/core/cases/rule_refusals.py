"""Why a command about a decision by rules is refused.

CommandRefused (core.errors)
└── RuleOutcomeNotGiven, SampleFoundAlready, SamplesOpen
"""

from __future__ import annotations

from yijian.core.cases.names import in_both, listed
from yijian.core.errors import CommandRefused, Text


class RuleOutcomeNotGiven(CommandRefused):
    """The rules were not asked before deciding by them: a fault of the platform."""

    code = "RULE_OUTCOME_NOT_GIVEN"
    template = Text("没有给出规则核对的结果", "It was not said what the rules come to")


class SampleFoundAlready(CommandRefused):
    """The sample was found wrong already: the decision is to be undone, or found right by another look."""

    code = "SAMPLE_FOUND_ALREADY"
    template = Text(
        "抽查已经登记为有问题：请撤销或者更正原来的决定；再看一遍没有问题的，登记为没有问题",
        "It is recorded as wrong already: undo the decision; or record it as right after another look",
    )


class SamplesOpen(CommandRefused):
    """A decision by rules that was drawn has not been looked at, or was found wrong and not undone. `tasks`: which."""

    code = "SAMPLES_OPEN"
    template = Text(
        "规则批准的还有抽查没有做完：{tasks_zh}",
        "Of the decisions by rules, the look at these is not finished: {tasks_en}",
    )

    def __init__(self, *, tasks: tuple[str, ...]) -> None:
        super().__init__(tasks=tasks, **in_both(tasks=listed(tasks)))
