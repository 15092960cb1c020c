"""Why a command is refused: the state, who asks, the clock, results, the end. One class for each reason.

Every class has a stable code and a text that says what to do instead; `application_refusals` has those about what an
application holds and lacks.

    CommandRefused (core.errors)
    ├── NoSuchCase, CaseAlreadyStarted, CommandNotPossible             the state of the case
    ├── NoSuchTask, TaskCommandNotPossible                             the state of a task
    ├── WrongAuthority, WrongActor                                     who asks
    ├── AcceptedBySilence, ApprovedBySilence, SuspensionNotAllowed                        the clock of a task
    ├── NoSuchOutput, OutputAlreadyIssued, OutputAlreadyDelivered,
    │   BornFactsMismatch, NoSuchNotice, NoticeAlreadyDelivered,
    │   DeliveryDayImpossible                                          results and notices
    ├── ResultsOutstanding, AlreadyRated, ScoreOutOfRange              the end
    └── TimerNotWanted, TimerNotDue                                    timers
"""

from __future__ import annotations

from datetime import date, datetime

from yijian.core.cases.commands import Command
from yijian.core.cases.names import (
    CASE_STATUS_NAMES,
    COMMAND_NAMES,
    TASK_STATUS_NAMES,
    in_both,
    joined,
    listed,
)
from yijian.core.cases.states import CaseStatus, TaskStatus
from yijian.core.errors import CommandRefused, Text


class NoSuchCase(CommandRefused):
    """There is no case yet: begin one first."""

    code = "NO_SUCH_CASE"
    template = Text("还没有这份申请，请先开始填写", "There is no such application yet: start one first")


class CaseAlreadyStarted(CommandRefused):
    """The case was begun before."""

    code = "CASE_ALREADY_STARTED"
    template = Text("这份申请已经开始了，接着填就行", "This application was already started: go on with it")


class CommandNotPossible(CommandRefused):
    """The status of the case does not allow the command. `possible`: names of the commands it does allow."""

    code = "COMMAND_NOT_POSSIBLE"
    template = Text(
        "申请现在是“{status_zh}”，不能“{command_zh}”。现在可以：{possible_zh}",
        "The application is “{status_en}”: “{command_en}” is not possible. Possible now: {possible_en}",
    )

    def __init__(
        self, *, status: CaseStatus, command: type[Command], possible: tuple[type[Command], ...]
    ) -> None:
        super().__init__(
            status=status.value,
            command=command.__name__,
            possible=tuple(one.__name__ for one in possible),
            **in_both(
                status=CASE_STATUS_NAMES[status],
                command=COMMAND_NAMES[command],
                possible=joined(COMMAND_NAMES[one] for one in possible),
            ),
        )


class NoSuchTask(CommandRefused):
    """The case has no task of that key."""

    code = "NO_SUCH_TASK"
    template = Text("这份申请里没有“{task}”这一件", "The application has no part “{task}”")

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class TaskCommandNotPossible(CommandRefused):
    """The status of the task does not allow the command. `possible`: names of the commands it does allow."""

    code = "TASK_COMMAND_NOT_POSSIBLE"
    template = Text(
        "这一件现在是“{status_zh}”，不能“{command_zh}”。现在可以：{possible_zh}",
        "This part is “{status_en}”: “{command_en}” is not possible. Possible now: {possible_en}",
    )

    def __init__(
        self,
        *,
        task: str,
        status: TaskStatus,
        command: type[Command],
        possible: tuple[type[Command], ...],
    ) -> None:
        super().__init__(
            task=task,
            status=status.value,
            command=command.__name__,
            possible=tuple(one.__name__ for one in possible),
            **in_both(
                status=TASK_STATUS_NAMES[status],
                command=COMMAND_NAMES[command],
                possible=joined(COMMAND_NAMES[one] for one in possible),
            ),
        )


class WrongAuthority(CommandRefused):
    """The command belongs to another authority."""

    code = "WRONG_AUTHORITY"
    template = Text(
        "这一步归 {authority} 办，您代表的是 {actor}",
        "This step belongs to {authority}; you act for {actor}",
    )

    def __init__(self, *, authority: str, actor: str | None) -> None:
        super().__init__(authority=authority, actor=actor or "—")


class WrongActor(CommandRefused):
    """The command belongs to somebody in another capacity. `wanted`: the kinds of actor that may give it."""

    code = "WRONG_ACTOR"
    template = Text("这一步不由您来做（应该是：{wanted}）", "This step is not yours (it is for: {wanted})")

    def __init__(self, *, wanted: tuple[str, ...]) -> None:
        super().__init__(wanted=", ".join(wanted))


class AcceptedBySilence(CommandRefused):
    """The time to decline has run out, and by the rule for this kind silence accepted the matter."""

    code = "ACCEPTED_BY_SILENCE"
    template = Text(
        "“{task}”到 {deadline} 没有答复，依法已经算受理，只能接着审查",
        "“{task}” was not answered by {deadline}: by law it counts as accepted and can only be reviewed",
    )

    def __init__(self, *, task: str, deadline: datetime) -> None:
        super().__init__(task=task, deadline=deadline.isoformat())


class ApprovedBySilence(CommandRefused):
    """The time to decide is over, and by the law of the service silence has approved the matter."""

    code = "APPROVED_BY_SILENCE"
    template = Text(
        "“{task}”的法定期限过了，按这一项的规定算批准，不能再作别的决定。确有错误的，批准以后依法撤销",
        "The time set by law for “{task}” is over: by its rules it counts as approved and nothing else can be decided. "
        "If that is wrong, revoke it afterwards",
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class SuspensionNotAllowed(CommandRefused):
    """The clock stops only for the service's special procedures, or for `other` with a reason and a sane limit."""

    code = "SUSPENSION_NOT_ALLOWED"
    template = Text(
        "“{kind}”不能停“{task}”的时限。可以的有：{allowed_zh}；或者 other，要写理由，时限 1 到 366",
        "“{kind}” does not stop the clock of “{task}”. These do: {allowed_en}; or `other` with a reason, limit 1 to 366",
    )

    def __init__(self, *, task: str, kind: str, allowed: tuple[str, ...]) -> None:
        super().__init__(task=task, kind=kind, allowed=allowed, **in_both(allowed=listed(allowed)))


class NoSuchOutput(CommandRefused):
    """The task has no output of that id, or it is not issued yet, or there is nothing to hand over."""

    code = "NO_SUCH_OUTPUT"
    template = Text(
        "“{task}”没有可以这样办的结果“{output}”", "“{task}” has no output “{output}” for this step"
    )

    def __init__(self, *, task: str, output: str) -> None:
        super().__init__(task=task, output=output)


class OutputAlreadyIssued(CommandRefused):
    """The output is there already."""

    code = "OUTPUT_ALREADY_ISSUED"
    template = Text("“{task}”的“{output}”已经出过件了", "Output “{output}” of “{task}” is already issued")

    def __init__(self, *, task: str, output: str) -> None:
        super().__init__(task=task, output=output)


class OutputAlreadyDelivered(CommandRefused):
    """The output has been handed over already."""

    code = "OUTPUT_ALREADY_DELIVERED"
    template = Text("“{task}”的“{output}”已经送达了", "Output “{output}” of “{task}” is already delivered")

    def __init__(self, *, task: str, output: str) -> None:
        super().__init__(task=task, output=output)


class BornFactsMismatch(CommandRefused):
    """An output comes with exactly the facts that are born with it: later tasks wait for them."""

    code = "BORN_FACTS_MISMATCH"
    template = Text(
        "“{output}”出件时要填的是：{wanted_zh}；给的是：{given_zh}",
        "Output “{output}” comes with: {wanted_en}; given: {given_en}",
    )

    def __init__(self, *, output: str, wanted: tuple[str, ...], given: tuple[str, ...]) -> None:
        super().__init__(
            output=output,
            wanted=wanted,
            given=given,
            **in_both(wanted=listed(wanted), given=listed(given)),
        )


class NoSuchNotice(CommandRefused):
    """The case has issued no notice of that number."""

    code = "NO_SUCH_NOTICE"
    template = Text("没有编号是 {number} 的文书", "There is no notice {number}")

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


class NoticeAlreadyDelivered(CommandRefused):
    """The delivery of the notice is on record already."""

    code = "NOTICE_ALREADY_DELIVERED"
    template = Text("文书 {number} 已经登记送达了", "The delivery of notice {number} is already recorded")

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


class DeliveryDayImpossible(CommandRefused):
    """A notice reaches the person between the day it was issued and today."""

    code = "DELIVERY_DAY_IMPOSSIBLE"
    template = Text(
        "送达的日子要在 {first} 到 {last} 之间", "The day of delivery is between {first} and {last}"
    )

    def __init__(self, *, first: date, last: date) -> None:
        super().__init__(first=first.isoformat(), last=last.isoformat())


class ResultsOutstanding(CommandRefused):
    """Results are still to be issued or handed over. `tasks`: whose."""

    code = "RESULTS_OUTSTANDING"
    template = Text("还有结果没出件或者没送达：{tasks_zh}", "Results not yet issued or delivered: {tasks_en}")

    def __init__(self, *, tasks: tuple[str, ...]) -> None:
        super().__init__(tasks=tasks, **in_both(tasks=listed(tasks)))


class AlreadyRated(CommandRefused):
    """A case is rated once."""

    code = "ALREADY_RATED"
    template = Text("您已经评价过了，谢谢", "You have already rated this, thank you")


class ScoreOutOfRange(CommandRefused):
    """A rating is 1 to 5."""

    code = "SCORE_OUT_OF_RANGE"
    template = Text("评价是 1 到 5 分，不是 {score}", "A rating is 1 to 5, not {score}")

    def __init__(self, *, score: int) -> None:
        super().__init__(score=score)


class TimerNotWanted(CommandRefused):
    """The state does not want this timer any more (or never did): nothing is due."""

    code = "TIMER_NOT_WANTED"
    template = Text(
        "定时“{kind} {subject}”已经作废，不用处理", "Timer “{kind} {subject}” is void: nothing to do"
    )

    def __init__(self, *, kind: str, subject: str) -> None:
        super().__init__(kind=kind, subject=subject)


class TimerNotDue(CommandRefused):
    """The timer is wanted, but later."""

    code = "TIMER_NOT_DUE"
    template = Text(
        "定时“{kind} {subject}”要到 {due} 才到点", "Timer “{kind} {subject}” is due only at {due}"
    )

    def __init__(self, *, kind: str, subject: str, due: datetime) -> None:
        self.due = due
        super().__init__(kind=kind, subject=subject, due=due.isoformat())
