"""Why a command about a visit is refused.

CommandRefused (core.errors)
├── VisitNotPlanned, NotOneVisit, VisitUnderWay, NothingToVisit      proposing it
├── NoSuchVisit, VisitNotPossible, VisitDayWrong, NobodyJoined       moving and holding it
├── FindingDetailsWrong, StopNotOfService                            the finding
└── VisitSpeaksAgainst                                               approving in spite of it
"""

from __future__ import annotations

from datetime import date

from yijian.core.cases.names import VISIT_STATUS_NAMES, in_both, listed
from yijian.core.cases.visits import VisitStatus
from yijian.core.errors import CommandRefused, Text


class VisitNotPlanned(CommandRefused):
    """The plan knows no visit to that place for the task."""

    code = "VISIT_NOT_PLANNED"
    template = Text(
        "“{task}”不用到“{of}”踏勘：按受理时的方案，这一件没有这次踏勘",
        "“{task}” has no visit to “{of}” in the plan this case was received with",
    )

    def __init__(self, *, task: str, of: str) -> None:
        super().__init__(task=task, of=of)


class NotOneVisit(CommandRefused):
    """The definitions do not let these tasks be visited together. `apart`: the tasks that stay outside."""

    code = "NOT_ONE_VISIT"
    template = Text(
        "这几件不能合成一次踏勘：{apart_zh}。各自的定义没有允许联合，或者要等另一件的结果。请分开约",
        "These cannot be part of one visit: {apart_en}. Their definitions do not allow a joint one, or one waits for the "
        "result of another. Please arrange them apart",
    )

    def __init__(self, *, apart: tuple[str, ...]) -> None:
        super().__init__(apart=apart, **in_both(apart=listed(apart)))


class VisitUnderWay(CommandRefused):
    """A visit for the task is arranged already, or waits for its finding."""

    code = "VISIT_UNDER_WAY"
    template = Text(
        "“{task}”已经约了踏勘（第 {visit} 次），还没有结果。先登记结果，或者取消那一次",
        "A visit ({visit}) for “{task}” is arranged already: record what it found, or call it off first",
    )

    def __init__(self, *, task: str, visit: str) -> None:
        super().__init__(task=task, visit=visit)


class NothingToVisit(CommandRefused):
    """The task was visited and found in order, or is not open with its authority."""

    code = "NOTHING_TO_VISIT"
    template = Text(
        "“{task}”现在不用踏勘：已经通过、已经不通过，或者这一件不在办理中",
        "There is nothing to visit for “{task}”: it passed, it failed, or it is not being handled",
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class NoSuchVisit(CommandRefused):
    """The case has no visit of that number, or the task is no part of it."""

    code = "NO_SUCH_VISIT"
    template = Text("没有这次踏勘（{visit}）", "There is no such visit ({visit})")

    def __init__(self, *, visit: str) -> None:
        super().__init__(visit=visit)


class VisitNotPossible(CommandRefused):
    """Where the visit stands, that cannot be done with it."""

    code = "VISIT_NOT_POSSIBLE"
    template = Text(
        "这次踏勘现在是“{status_zh}”，不能这样做。请刷新页面看看",
        "This visit is “{status_en}”: that is not possible. Please look at the page again",
    )

    def __init__(self, *, status: VisitStatus) -> None:
        super().__init__(status=status.value, **in_both(status=VISIT_STATUS_NAMES[status]))


class VisitDayWrong(CommandRefused):
    """A visit is arranged for a day to come, and was made on one that has come. `earliest` or `latest`: what is possible."""

    code = "VISIT_DAY_WRONG"
    template = Text(
        "踏勘的日子不能是 {day}：约的日子要在 {earliest} 或以后，登记的日子不能晚于 {latest}",
        "The visit cannot be on {day}: it is arranged for {earliest} or later, and recorded for {latest} at the latest",
    )

    def __init__(self, *, day: date, earliest: date, latest: date) -> None:
        super().__init__(day=day.isoformat(), earliest=earliest.isoformat(), latest=latest.isoformat())


class NobodyJoined(CommandRefused):
    """A visit in which no authority takes part cannot have taken place."""

    code = "NOBODY_JOINED"
    template = Text("还没有部门说参加这次踏勘", "No authority has said yet that it takes part in this visit")


class FindingDetailsWrong(CommandRefused):
    """A day to put right and a stop of the clock belong to a finding that something is to be put right; the day is ahead."""

    code = "FINDING_DETAILS_WRONG"
    template = Text(
        "只有“要整改”才有整改的日子和停表，整改的日子要在今天以后",
        "A day to put right, and a stop of the clock, go only with “to be put right”, and the day is after today",
    )


class StopNotOfService(CommandRefused):
    """Only a special procedure of the service stops its clock for a visit, while it runs. `allowed`: their ids."""

    code = "STOP_NOT_OF_SERVICE"
    template = Text(
        "“{task}”不能因为踏勘停表：只有这一项服务定义里的特别程序可以，而且要正在计时。可以用的：{allowed_zh}",
        "The clock of “{task}” is not stopped by a visit: only a special procedure of its definition does, and only while "
        "it runs. Those there are: {allowed_en}",
    )

    def __init__(self, *, task: str, allowed: tuple[str, ...]) -> None:
        super().__init__(task=task, allowed=allowed, **in_both(allowed=listed(allowed)))


class VisitSpeaksAgainst(CommandRefused):
    """A task is not approved while a visit waits for its finding, nor against what the last visit found."""

    code = "VISIT_SPEAKS_AGAINST"
    template = Text(
        "“{task}”的踏勘还没有通过，不能批准：先登记踏勘结果，要整改的整改后再看一次",
        "“{task}” has not passed its visit and cannot be approved: record what was found; what is to be put right is "
        "looked at again",
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)
