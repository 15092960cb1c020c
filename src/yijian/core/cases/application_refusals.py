"""Why a command about the contents of an application is refused: what is given, what is missing, what is corrected.

CommandRefused (core.errors)
├── NothingGiven, WrongProvenance, FactAlreadySettled,
│   NoSuchPaper, PaperAlreadyThere, AlreadySigned               what is given
├── CompletenessNotGiven, NotAdmitted, CaseIncomplete,
│   TasksInconsistent, DefectsUnanswered                        receipt and supplement
└── DefectsNotTold, NoDefects, NoSuchDefect, DueDayPassed,
    CorrectionTimePassed, SecondNoticeNotAllowed                correction
"""

from __future__ import annotations

from datetime import date, datetime

from yijian.core.cases.names import in_both, listed
from yijian.core.errors import CommandRefused, Text


class NothingGiven(CommandRefused):
    """The command changes nothing: it names no facts, papers or defects."""

    code = "NOTHING_GIVEN"
    template = Text("没有要保存的内容", "There is nothing to save")


class WrongProvenance(CommandRefused):
    """A fact comes from a kind of source that this command does not take."""

    code = "WRONG_PROVENANCE"
    template = Text("“{path}”的来源不能是 {kind}", "“{path}” cannot come from {kind}")

    def __init__(self, *, path: str, kind: str) -> None:
        super().__init__(path=path, kind=kind)


class FactAlreadySettled(CommandRefused):
    """After receipt a register does not replace what was told or what was born from a result."""

    code = "FACT_ALREADY_SETTLED"
    template = Text(
        "“{path}”收件时已经定了，部门数据不能改。有出入请用补正",
        "“{path}” was settled at receipt and no register replaces it. Where they differ, ask for a correction",
    )

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class NoSuchPaper(CommandRefused):
    """The case has no document of that id."""

    code = "NO_SUCH_PAPER"
    template = Text("没有这份材料，可能已经去掉了", "There is no such paper: it may have been removed")


class PaperAlreadyThere(CommandRefused):
    """A document of that id is attached already."""

    code = "PAPER_ALREADY_THERE"
    template = Text("这份材料已经在了", "This paper is already attached")


class AlreadySigned(CommandRefused):
    """The participant has signed, and nothing signed has changed since."""

    code = "ALREADY_SIGNED"
    template = Text("{participant} 已经签过字了", "{participant} has already signed")

    def __init__(self, *, participant: str) -> None:
        super().__init__(participant=participant)


class CompletenessNotGiven(CommandRefused):
    """What the plan demands was not given, so nobody can say the application is complete."""

    code = "COMPLETENESS_NOT_GIVEN"
    template = Text(
        "还不知道要交哪些内容，请重新打开这一页再交",
        "What must be handed in is not known: open the page again, then submit",
    )


class NotAdmitted(CommandRefused):
    """The joint channel is not open to this application; each service can still be applied for alone."""

    code = "NOT_ADMITTED"
    template = Text(
        "按这里的规定，这份申请不能联办。各项可以分别去办",
        "By the rules here this application cannot be handled jointly. Each service can be applied for on its own",
    )


class CaseIncomplete(CommandRefused):
    """Something required is missing: all of it is listed, fact paths, paper keys, participants, services to promise for."""

    code = "CASE_INCOMPLETE"
    template = Text(
        "还不能交：没填 {facts_zh}；没交 {papers_zh}；没签字 {signatures_zh}；没承诺 {promises_zh}；没定 {undecided_zh}",
        "Cannot be submitted yet: not filled in {facts_en}; no paper {papers_en}; not signed {signatures_en}; "
        "not promised {promises_en}; not decided {undecided_en}",
    )

    def __init__(
        self,
        *,
        facts: tuple[str, ...],
        papers: tuple[str, ...],
        signatures: tuple[str, ...],
        undecided: tuple[str, ...],
        promises: tuple[str, ...] = (),
    ) -> None:
        super().__init__(
            promises=promises,
            facts=facts,
            papers=papers,
            signatures=signatures,
            undecided=undecided,
            **in_both(
                facts=listed(facts),
                papers=listed(papers),
                signatures=listed(signatures),
                promises=listed(promises),
                undecided=listed(undecided),
            ),
        )


class TasksInconsistent(CommandRefused):
    """The planned tasks could never all run; `faults` says why. A defect of the definitions or of the planner."""

    code = "TASKS_INCONSISTENT"
    template = Text(
        "方案里的各件对不上，不能收件：{faults}", "The planned parts do not fit together: {faults}"
    )

    def __init__(self, *, faults: tuple[str, ...]) -> None:
        super().__init__(faults="; ".join(faults))


class DefectsUnanswered(CommandRefused):
    """Not everything that the correction notice asked for has come. `subjects`: what has not."""

    code = "DEFECTS_UNANSWERED"
    template = Text("告知书里的这些还没补：{subjects_zh}", "Still to be corrected: {subjects_en}")

    def __init__(self, *, subjects: tuple[str, ...]) -> None:
        super().__init__(subjects=subjects, **in_both(subjects=listed(subjects)))


class DefectsNotTold(CommandRefused):
    """Defects were reported and not told: send the notice or take them back before dispatching."""

    code = "DEFECTS_NOT_TOLD"
    template = Text(
        "还有要补正的没告知：{subjects_zh}。先发告知书，或者撤销它们",
        "Reported and not told yet: {subjects_en}. Send the notice or take them back first",
    )

    def __init__(self, *, subjects: tuple[str, ...]) -> None:
        super().__init__(subjects=subjects, **in_both(subjects=listed(subjects)))


class NoDefects(CommandRefused):
    """A correction notice must ask for something."""

    code = "NO_DEFECTS"
    template = Text("没有要补正的内容，可以分送各部门", "There is nothing to correct: dispatch the case")


class NoSuchDefect(CommandRefused):
    """No such defect has been reported, or it has been told already."""

    code = "NO_SUCH_DEFECT"
    template = Text("没有报告过“{subject}”要补正", "No defect of “{subject}” has been reported")

    def __init__(self, *, subject: str) -> None:
        super().__init__(subject=subject)


class DueDayPassed(CommandRefused):
    """The applicant must have at least until the end of tomorrow."""

    code = "DUE_DAY_PASSED"
    template = Text(
        "补正期限要晚于今天，不能是 {due}", "The day for correction must lie after today, not {due}"
    )

    def __init__(self, *, due: date) -> None:
        super().__init__(due=due.isoformat())


class CorrectionTimePassed(CommandRefused):
    """The time for telling what is missing has run out: the pre-check is over."""

    code = "CORRECTION_TIME_PASSED"
    template = Text(
        "告知补正的期限已过（{deadline}），只能分送各部门",
        "The time for a correction notice ended ({deadline}): the case can only be dispatched",
    )

    def __init__(self, *, deadline: datetime) -> None:
        super().__init__(deadline=deadline.isoformat())


class SecondNoticeNotAllowed(CommandRefused):
    """A further notice is only for what was newly supplied, unless a supervisor gives it with a reason."""

    code = "SECOND_NOTICE_NOT_ALLOWED"
    template = Text(
        "这些上次没说，不能再要：{subjects_zh}。确有必要，请督查人员说明理由后发",
        "These were not told the first time: {subjects_en}. If it must be, a supervisor gives the notice with a reason",
    )

    def __init__(self, *, subjects: tuple[str, ...]) -> None:
        super().__init__(subjects=subjects, **in_both(subjects=listed(subjects)))
