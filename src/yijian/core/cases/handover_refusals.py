"""Why a command about an application from another region (跨域通办) is refused.

CommandRefused (core.errors)
├── NotCrossRegion, NoSuchPlace, NothingIsCollected, CollectionVoid    the choice of the applicant
├── NotAtThisPlace, HandoverFirst                                      who has the papers
├── PapersNotLookedAt, NoSuchPlannedPaper, NothingToAnswer             handing over and taking over
└── NotForThisWindow, AlreadySent, ResultIsAtWindow, MustNotCome       results
"""

from __future__ import annotations

from yijian.core.cases.handovers import HandoverStatus
from yijian.core.cases.names import HANDOVER_STATUS_NAMES, in_both, listed
from yijian.core.errors import CommandRefused, Text


class NotCrossRegion(CommandRefused):
    """Not every service of the application can be had from another region."""

    code = "NOT_CROSS_REGION"
    template = Text(
        "这次要办的事不能都从外地交。请在办理地交，或者去掉不能异地办的事项",
        "Not everything you apply for can be handed in elsewhere: hand in where it is decided, or leave out what cannot",
    )


class NoSuchPlace(CommandRefused):
    """The place is none of those that collect here."""

    code = "NO_SUCH_PLACE"
    template = Text(
        "没有“{place}”这个代收地，可选：{places_zh}", "No place “{place}” collects here: {places_en}"
    )

    def __init__(self, *, place: str, places: tuple[str, ...]) -> None:
        super().__init__(place=place, places=places, **in_both(places=listed(places)))


class NothingIsCollected(CommandRefused):
    """Online throughout: no window takes papers in, so none hands a result out."""

    code = "NOTHING_IS_COLLECTED"
    template = Text(
        "全程网办没有代收窗口，结果直接给您",
        "Online throughout there is no window: the result comes straight to you",
    )


class CollectionVoid(CommandRefused):
    """What is applied for changed since the place was chosen: it cannot be handed in there in that way any more."""

    code = "COLLECTION_VOID"
    template = Text(
        "申请的内容变了，原来选的交件地方不再合适。请重新选在哪儿交",
        "The application changed, and the place you chose does not fit any more: choose again where to hand in",
    )


class NotAtThisPlace(CommandRefused):
    """The step belongs to somebody at another place."""

    code = "NOT_AT_THIS_PLACE"
    template = Text("这一步归 {place} 的人办", "This step belongs to the staff at {place}")

    def __init__(self, *, place: str) -> None:
        super().__init__(place=place)


class HandoverFirst(CommandRefused):
    """Where the handover stands does not allow the command."""

    code = "HANDOVER_FIRST"
    template = Text(
        "交接现在是“{status_zh}”，这一步还不能做",
        "The handover is “{status_en}”: this step is not possible yet",
    )

    def __init__(self, *, status: HandoverStatus) -> None:
        super().__init__(status=status.value, **in_both(status=HANDOVER_STATUS_NAMES[status]))


class PapersNotLookedAt(CommandRefused):
    """The window hands over only what it has looked at."""

    code = "PAPERS_NOT_LOOKED_AT"
    template = Text(
        "还有 {count} 份材料没有核对形式：{papers_zh}", "{count} papers are not checked yet: {papers_en}"
    )

    def __init__(self, *, papers: tuple[str, ...]) -> None:
        super().__init__(count=len(papers), papers=papers, **in_both(papers=listed(papers)))


class NoSuchPlannedPaper(CommandRefused):
    """The window exchanges papers that the application has; it does not add others."""

    code = "NO_SUCH_PLANNED_PAPER"
    template = Text("这份申请没有“{paper}”这样材料", "The application has no paper “{paper}”")

    def __init__(self, *, paper: str) -> None:
        super().__init__(paper=paper)


class NothingToAnswer(CommandRefused):
    """Nothing was sent to this office that waits for an answer."""

    code = "NOTHING_TO_ANSWER"
    template = Text(
        "没有等您这里接收的移交", "Nothing that was handed over waits for an answer of your office"
    )


class NotForThisWindow(CommandRefused):
    """The applicant did not ask for the result at the window, or the result was not sent there."""

    code = "NOT_FOR_THIS_WINDOW"
    template = Text(
        "“{task}”的结果“{output}”不在代收窗口发",
        "Result “{output}” of “{task}” is not handed out at the window",
    )

    def __init__(self, *, task: str, output: str) -> None:
        super().__init__(task=task, output=output)


class AlreadySent(CommandRefused):
    """The result was sent to the window before."""

    code = "ALREADY_SENT"
    template = Text(
        "“{task}”的结果“{output}”已经发往代收窗口了",
        "Result “{output}” of “{task}” was sent to the window already",
    )

    def __init__(self, *, task: str, output: str) -> None:
        super().__init__(task=task, output=output)


class ResultIsAtWindow(CommandRefused):
    """The result is with the window that collected the papers: only it can hand it out."""

    code = "RESULT_IS_AT_WINDOW"
    template = Text(
        "“{task}”的结果“{output}”在代收窗口，由窗口发给申请人",
        "Result “{output}” of “{task}” is at the window that collected the papers, which hands it out",
    )

    def __init__(self, *, task: str, output: str) -> None:
        super().__init__(task=task, output=output)


class MustNotCome(CommandRefused):
    """Online throughout: nobody may be made to come, so a result is not handed over at a counter."""

    code = "MUST_NOT_COME"
    template = Text(
        "这件事是从外地全程网办的，不能让申请人到场取。请寄去或者网上送达",
        "This was applied for online from elsewhere: nobody is made to come. Send it by post or online",
    )
