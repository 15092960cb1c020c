"""Handler: a task handed to the authority that is competent (移送).

Only before acceptance: an authority that took the matter up decides it. The task stays the same task, with all that
belongs to it; the time to answer begins anew with the authority that gets it, because it sees the papers only now. The
first one has nothing of it any more. It never goes back to who handed it on.
"""

from __future__ import annotations

from yijian.core.cases import life_commands as c
from yijian.core.cases import task_events as t
from yijian.core.cases.decision import Decision
from yijian.core.cases.handling import require_not_accepted_by_silence
from yijian.core.cases.life_refusals import HadItBefore, NotCompetentEither
from yijian.core.cases.notices import NoticeKind


def transfer_task(decision: Decision, command: c.TransferTask) -> None:
    """The handover, told to the applicant once by the authority that hands on."""
    task = decision.task(command.task)
    require_not_accepted_by_silence(decision, task)
    had_it = {one.by for one in task.transfers}
    competent = tuple(
        one for one in decision.facts.competent if one != task.spec.authority and one not in had_it
    )
    if command.to in had_it:
        raise HadItBefore(task=command.task, to=command.to)
    if command.to not in competent:
        raise NotCompetentEither(task=command.task, to=command.to, competent=competent)
    decision.record(
        t.TaskTransferred(
            at=decision.at,
            task=command.task,
            by=task.spec.authority,
            to=command.to,
            reason=command.reason,
        )
    )
    decision.issue_notice(NoticeKind.TRANSFER, task=task, reasons=(command.reason,))
