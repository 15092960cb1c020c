"""Why a command about a promise is refused.

CommandRefused (core.errors)
├── PromiseNotAllowed, PromiseBarred, AlreadyPromised, NoSuchPromise    making it
├── PaperNotOwed, PaperWasOwed, PapersStillOwed, ExtensionUsed, AlreadyAsked,
│   ExtensionTooLong                                                   容缺受理
└── DayNotAhead, CorrectionTimeRuns, PromisesOpen                       告知承诺
"""

from __future__ import annotations

from datetime import date

from yijian.core.cases.names import in_both, listed
from yijian.core.errors import CommandRefused, Text


class PromiseNotAllowed(CommandRefused):
    """The definitions do not let this come later, or be replaced by a promise."""

    code = "PROMISE_NOT_ALLOWED"
    template = Text(
        "“{subject}”不能用承诺的方式，要现在交", "“{subject}” cannot go by promise: it is needed now"
    )

    def __init__(self, *, subject: str) -> None:
        super().__init__(subject=subject)


class PromiseBarred(CommandRefused):
    """Somebody who broke a promise before makes no further one; the paper can still be handed in."""

    code = "PROMISE_BARRED"
    template = Text(
        "您以前有承诺没有兑现的记录（{source}），这次不能再承诺。材料交齐了，照样可以办",
        "There is a record of a promise that you did not keep ({source}), so you cannot promise now. With all papers you "
        "can apply all the same",
    )

    def __init__(self, *, source: str) -> None:
        super().__init__(source=source)


class AlreadyPromised(CommandRefused):
    """This has been promised."""

    code = "ALREADY_PROMISED"
    template = Text("这一项已经承诺过了", "This has been promised already")


class NoSuchPromise(CommandRefused):
    """Nothing of the kind was promised."""

    code = "NO_SUCH_PROMISE"
    template = Text("没有作过这个承诺", "No such promise has been made")


class PaperNotOwed(CommandRefused):
    """No part of the case waits for this paper now: it has come, its day has passed, or its part is settled."""

    code = "PAPER_NOT_OWED"
    template = Text(
        "现在不能补交这份材料：它不欠、已经交了，或者补交的日子过了。日子过了的，请先申请延期",
        "This paper cannot be brought now: it is not owed, it has come, or its day has passed. If the day has passed, ask "
        "for the extension first",
    )


class PaperWasOwed(CommandRefused):
    """What was owed and has come is replaced, never just taken out: it would be owed again with nobody waiting for it."""

    code = "PAPER_WAS_OWED"
    template = Text(
        "这份是承诺补交、已经交来的材料。要换的话，先把新的一份传上来，再去掉这一份",
        "This paper was owed and has come. To replace it, add the new one first, then take this one out",
    )


class PapersStillOwed(CommandRefused):
    """Nothing is decided while papers are owed."""

    code = "PAPERS_STILL_OWED"
    template = Text(
        "还欠材料：{papers_zh}。交齐以后才能作决定",
        "Still owed: {papers_en}. The decision comes when all is in",
    )

    def __init__(self, *, papers: tuple[str, ...]) -> None:
        super().__init__(papers=papers, **in_both(papers=listed(papers)))


class ExtensionUsed(CommandRefused):
    """The one extension was given."""

    code = "EXTENSION_USED"
    template = Text("已经延期过一次，不能再延", "It has been extended once: there is no further extension")


class AlreadyAsked(CommandRefused):
    """The extension has been asked for and not answered yet."""

    code = "ALREADY_ASKED"
    template = Text(
        "已经申请过延期，等部门答复", "The extension has been asked for: please wait for the answer"
    )


class ExtensionTooLong(CommandRefused):
    """The extension may last as long as the first time at most."""

    code = "EXTENSION_TOO_LONG"
    template = Text("延期最晚到 {latest}", "The extension can last until {latest} at most")

    def __init__(self, *, latest: date) -> None:
        super().__init__(latest=latest.isoformat())


class DayNotAhead(CommandRefused):
    """The person must have at least until the end of tomorrow."""

    code = "DAY_NOT_AHEAD"
    template = Text("期限要晚于今天，不能是 {due}", "The day must lie after today, not {due}")

    def __init__(self, *, due: date) -> None:
        super().__init__(due=due.isoformat())


class CorrectionTimeRuns(CommandRefused):
    """The day of the order has not passed: until then it can be put right."""

    code = "CORRECTION_TIME_RUNS"
    template = Text(
        "责令改正的期限到 {due}，没有过就不能撤销",
        "The order to correct runs until {due}: no revocation before",
    )

    def __init__(self, *, due: date) -> None:
        super().__init__(due=due.isoformat())


class PromisesOpen(CommandRefused):
    """Promises are still to be checked or made good: the case is not archived."""

    code = "PROMISES_OPEN"
    template = Text(
        "还有承诺没有核查完：{tasks_zh}，不能归档", "Promises are still to be checked: {tasks_en}"
    )

    def __init__(self, *, tasks: tuple[str, ...]) -> None:
        super().__init__(tasks=tasks, **in_both(tasks=listed(tasks)))
