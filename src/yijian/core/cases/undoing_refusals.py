"""Why a command after the decision is refused: undoing, issuing again, objecting, reviewing.

CommandRefused (core.errors)
├── UndoingNotForKind, GroundUnfit, NoBrokenPromise                   undoing
├── NothingToReplace, NoFactsHere                                     issuing again
└── ObjectionTooLate, AlreadyReviewed, SameOfficer,
    OutcomeNotPossible, ObjectionsOpen                                objections
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from yijian.core.cases.names import UNDOING_NAMES, in_both, joined, listed
from yijian.core.cases.notice_words import GROUND_NAMES, OUTCOME_WORDS
from yijian.core.cases.objections import ReviewOutcome
from yijian.core.cases.undoings import UndoingGround, UndoingKind
from yijian.core.errors import CommandRefused, Text


class UndoingNotForKind(CommandRefused):
    """This kind of matter does not know the act: 撤回 and 吊销 are of licences."""

    code = "UNDOING_NOT_FOR_KIND"
    template = Text(
        "“{task}”这类事项不能{act_zh}。可以：{allowed_zh}",
        "A matter of the kind of “{task}” cannot be undone by {act_en}. Possible: {allowed_en}",
    )

    def __init__(self, *, task: str, act: UndoingKind, allowed: Iterable[UndoingKind]) -> None:
        can = joined(UNDOING_NAMES[kind] for kind in UndoingKind if kind in set(allowed))
        super().__init__(task=task, act=act.value, **in_both(act=UNDOING_NAMES[act], allowed=can))


class GroundUnfit(CommandRefused):
    """The ground is none of this act, or not of this state: 注销 after another undoing has a ground of its own."""

    code = "GROUND_UNFIT"
    template = Text(
        "不能用“{ground_zh}”作{act_zh}的理由", "“{ground_en}” is no ground here for the act: {act_en}"
    )

    def __init__(self, *, act: UndoingKind, ground: UndoingGround) -> None:
        super().__init__(
            act=act.value,
            ground=ground.value,
            **in_both(act=UNDOING_NAMES[act], ground=GROUND_NAMES[ground]),
        )


class NoBrokenPromise(CommandRefused):
    """A broken promise is a ground only after an order to correct whose day has passed."""

    code = "NO_BROKEN_PROMISE"
    template = Text(
        "承诺核查不属实、责令改正也过了期限，才能因承诺没有兑现撤销。现在没有这样的情况",
        "A promise is a ground only if its check found it untrue and the day of the order to correct has passed. That is "
        "not so",
    )


class NothingToReplace(CommandRefused):
    """The output is not issued, or not valid any more."""

    code = "NOTHING_TO_REPLACE"
    template = Text(
        "“{output}”没有在用的，不能补换发", "“{output}” has no valid copy that could be issued again"
    )

    def __init__(self, *, output: str) -> None:
        super().__init__(output=output)


class NoFactsHere(CommandRefused):
    """A copy of what was lost or damaged says the same: only a misprint is put right."""

    code = "NO_FACTS_HERE"
    template = Text(
        "补发、换发不改内容。内容印错了的，请选更正",
        "A copy of what was lost or damaged says the same. To correct what it says choose the misprint",
    )


class ObjectionTooLate(CommandRefused):
    """The time to object inside the platform is over."""

    code = "OBJECTION_TOO_LATE"
    template = Text(
        "提异议的日子是 {due} 之前（含当天），已经过了。申请行政复议、起诉有另外的期限，可以打 12345 问",
        "Objections were possible until the end of {due}. Reconsideration and lawsuit have limits of their own: ask 12345",
    )

    def __init__(self, *, due: date) -> None:
        super().__init__(due=due.isoformat())


class AlreadyReviewed(CommandRefused):
    """This decision has been reviewed; a new decision can be objected to again."""

    code = "ALREADY_REVIEWED"
    template = Text(
        "这个决定已经复核过了。还不同意的，可以申请行政复议或者起诉",
        "This decision has been reviewed. If you still disagree: reconsideration, or a lawsuit",
    )


class SameOfficer(CommandRefused):
    """Who decided does not review."""

    code = "SAME_OFFICER"
    template = Text(
        "原来的决定是您作的，要由本部门别的人复核",
        "You made the decision: somebody else of your department reviews it",
    )


class OutcomeNotPossible(CommandRefused):
    """This outcome does not fit the decision: what was never decided on its merits cannot be changed, only sent back."""

    code = "OUTCOME_NOT_POSSIBLE"
    template = Text(
        "这个决定的复核结果不能是“{outcome_zh}”。可以：{possible_zh}",
        "The outcome cannot be “{outcome_en}” for this decision. Possible: {possible_en}",
    )

    def __init__(self, *, outcome: ReviewOutcome, possible: Iterable[ReviewOutcome]) -> None:
        super().__init__(
            outcome=outcome.value,
            **in_both(
                outcome=OUTCOME_WORDS[outcome], possible=joined(OUTCOME_WORDS[one] for one in possible)
            ),
        )


class ObjectionsOpen(CommandRefused):
    """Objections wait for their review: the case is neither archived nor ended."""

    code = "OBJECTIONS_OPEN"
    template = Text(
        "还有异议没有复核：{tasks_zh}，不能归档，也不能终止",
        "Objections wait for their review: {tasks_en}. The case is neither archived nor ended before",
    )

    def __init__(self, *, tasks: tuple[str, ...]) -> None:
        super().__init__(tasks=tasks, **in_both(tasks=listed(tasks)))
