"""Why a command about a longer limit, a transfer or a changed application is refused.

CommandRefused (core.errors)
├── NoLimitToExtend, LimitAlreadyExtended, LimitHasPassed, ExtensionOutOfRange,
│   NoExtensionHere, ExtensionAlreadyRequested, NoExtensionRequested      延长办理期限
├── NotCompetentEither, HadItBefore                                        移送
└── ChangeNotAllowed, NothingToAcknowledge, ChangesUnseen,
    SignaturesAwaited, NoSignatureAwaited                                  变更
"""

from __future__ import annotations

from datetime import date

from yijian.core.cases.names import in_both, listed
from yijian.core.errors import CommandRefused, Text


class NoLimitToExtend(CommandRefused):
    """The service states no limit, or it begins with an occurrence that the case does not see."""

    code = "NO_LIMIT_TO_EXTEND"
    template = Text(
        "“{task}”没有可以延长的时限：没有找到这一项的时限，或者还没有开始计时",
        "“{task}” has no limit to extend: none is known, or its clock has not started",
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class LimitAlreadyExtended(CommandRefused):
    """A limit is extended once."""

    code = "LIMIT_ALREADY_EXTENDED"
    template = Text(
        "“{task}”的时限已经延长过一次，不能再延。请在期限内办结",
        "The limit of “{task}” has been extended once already: please decide in time",
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class LimitHasPassed(CommandRefused):
    """A limit that is over cannot be extended afterwards."""

    code = "LIMIT_HAS_PASSED"
    template = Text(
        "“{task}”的时限 {due} 已经过了，过了期限不能再延长。请尽快办结",
        "The limit of “{task}” ended on {due}: it cannot be extended afterwards. Please decide at once",
    )

    def __init__(self, *, task: str, due: date) -> None:
        super().__init__(task=task, due=due.isoformat())


class ExtensionOutOfRange(CommandRefused):
    """An extension is at least one working day and at most as long as the procedure of the kind allows."""

    code = "EXTENSION_OUT_OF_RANGE"
    template = Text(
        "延长 1 到 {most} 个工作日，不能是 {days}", "An extension is 1 to {most} working days, not {days}"
    )

    def __init__(self, *, days: int, most: int) -> None:
        super().__init__(days=days, most=most)


class NoExtensionHere(CommandRefused):
    """The law of the service allows no extension."""

    code = "NO_EXTENSION_HERE"
    template = Text(
        "“{task}”的规定不允许延长办理期限", "The rules of “{task}” do not let its limit be extended"
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class ExtensionAlreadyRequested(CommandRefused):
    """The head has not answered the request before."""

    code = "EXTENSION_ALREADY_REQUESTED"
    template = Text(
        "已经申请过延长“{task}”的期限，等负责人答复",
        "More time for “{task}” is asked for already: the head has not answered yet",
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class NoExtensionRequested(CommandRefused):
    """There is no request that waits for an answer."""

    code = "NO_EXTENSION_REQUESTED"
    template = Text("没有等答复的延期申请", "No request for more time waits for an answer")


class NotCompetentEither(CommandRefused):
    """The definitions do not let that authority handle the service. `competent`: ids of those that may, maybe none."""

    code = "NOT_COMPETENT_EITHER"
    template = Text(
        "“{task}”不能移送给“{to}”：按现在的定义它也不办这一项。可以移送的：{competent_zh}。没有的，请用“不归本机关办”告知申请人找谁",
        "“{task}” cannot be handed to “{to}”: by the definitions it does not handle this either. Those that do: "
        "{competent_en}. If there is none, declare it not competent and tell the applicant whom to turn to",
    )

    def __init__(self, *, task: str, to: str, competent: tuple[str, ...]) -> None:
        super().__init__(task=task, to=to, competent=competent, **in_both(competent=listed(competent)))


class HadItBefore(CommandRefused):
    """A task does not go back to an authority that handed it on: who is competent is for their superior to say."""

    code = "HAD_IT_BEFORE"
    template = Text(
        "“{task}”是“{to}”移送出来的，不能再移送回去。有争议的，请报共同的上级机关指定",
        "“{task}” was handed on by “{to}” and does not go back. Who is competent is for the superior of both to say",
    )

    def __init__(self, *, task: str, to: str) -> None:
        super().__init__(task=task, to=to)


class ChangeNotAllowed(CommandRefused):
    """What a register told or a result brought is not the applicant's to change; nor how many there are, nor who applies."""

    code = "CHANGE_NOT_ALLOWED"
    template = Text(
        "这一项（{path}）交了以后不能自己改。来自部门数据的，请找那个部门更正；几个人、谁来申请，要改请撤回重新申请",
        "This ({path}) cannot be changed once handed in. What a register told is corrected there; for another number of "
        "people, or another applicant, withdraw and apply again",
    )

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class NothingToAcknowledge(CommandRefused):
    """No change touches this task that its authority has not answered for."""

    code = "NOTHING_TO_ACKNOWLEDGE"
    template = Text(
        "“{task}”没有要回应的变更", "There is no change of what “{task}” rests on to be answered for"
    )

    def __init__(self, *, task: str) -> None:
        super().__init__(task=task)


class ChangesUnseen(CommandRefused):
    """An authority has not yet said what it did about a change that touches its decision. `tasks`: whose."""

    code = "CHANGES_UNSEEN"
    template = Text(
        "申请人改过的内容，还有部门没有回应：{tasks_zh}",
        "Not yet answered for, after a change by the applicant: {tasks_en}",
    )

    def __init__(self, *, tasks: tuple[str, ...]) -> None:
        super().__init__(tasks=tasks, **in_both(tasks=listed(tasks)))


class SignaturesAwaited(CommandRefused):
    """After a change nothing is approved until all have signed it. `participants`: who has not."""

    code = "SIGNATURES_AWAITED"
    template = Text(
        "申请人改了内容，还有人要重新签字：{participants_zh}。签了才能批准",
        "The application was changed, and these have to sign again: {participants_en}. It can be approved then",
    )

    def __init__(self, *, participants: tuple[str, ...]) -> None:
        super().__init__(participants=participants, **in_both(participants=listed(participants)))


class NoSignatureAwaited(CommandRefused):
    """After handing in only those sign who are asked to because of a change."""

    code = "NO_SIGNATURE_AWAITED"
    template = Text("现在不用签字", "No signature is wanted now")
