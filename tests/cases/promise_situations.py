"""Promises and papers owed, as tests tell them: the promise, the paper that comes, the task that waits for it."""

from __future__ import annotations

from tests.cases.situations import APPLICANT, MONDAY, Story, days, officer, paper, spec, text
from yijian.core.cases import AcceptTask
from yijian.core.cases.owing import Owing
from yijian.core.cases.promise_commands import BringOwedPaper, MakePromise
from yijian.core.cases.promises import CreditCheck, OwedSpec, PromiseKind, Standing

PHOTO = "photograph:t"
OWED = OwedSpec(paper=PHOTO, within=days(5))
ALSO = OwedSpec(paper="form:t", within=days(2))
R = text("reason")
BY = officer("authority-of-a")


def promise(
    kind: PromiseKind = PromiseKind.LATER, subject: str = PHOTO, standing: Standing = Standing.CLEAR
) -> MakePromise:
    return MakePromise(
        kind=kind,
        subject=subject,
        statement=text("statement"),
        method="signed_in",
        credit=CreditCheck(standing=standing, source="信用库", at=MONDAY, receipt="r-1"),
    )


def bring(story: Story, key: str = PHOTO, paper_id: str = "brought") -> list[str]:
    return story.give(BringOwedPaper(paper=paper(paper_id, key)), APPLICANT)


def owed(*specs: OwedSpec, **more: object) -> Story:
    """A task accepted on Monday 2 March without its papers."""
    story = Story().dispatched(spec("a", owed=specs or (OWED,), **more))  # type: ignore[arg-type] # spec's own
    story.handle(AcceptTask(task="a"))
    return story


def owing(story: Story) -> Owing:
    found = story.task("a").owing
    assert found is not None
    return found
