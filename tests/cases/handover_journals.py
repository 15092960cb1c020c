"""Journals of cases whose papers a window elsewhere collects."""

from __future__ import annotations

from tests.cases.situations import Story, paper, spec, text, window
from yijian.core.cases import CaseEvent, DispatchCase, TimerKind
from yijian.core.cases.handover_commands import (
    BringToWindow,
    GiveOutResult,
    RefuseHandover,
    SendResult,
    TakeOver,
)
from yijian.core.vocabulary.cross_region import CrossRegionMode


def handed() -> list[CaseEvent]:
    """Collected elsewhere, late, sent back once, taken over by two places, one by silence; the results go back there."""
    story = Story().collected(spec("a"), spec("b", place="350200", outputs=()), mode=CrossRegionMode.JOINT)
    story.fire(TimerKind.HAND_OVER_DUE)
    story.give(BringToWindow(paper=paper("p2")), window())
    story.handed_over()
    story.lead(RefuseHandover(reason=text("blurred")))
    story.handed_over()
    story.lead(TakeOver())
    story.fire(TimerKind.TAKE_OVER_DUE, "350200/authority-of-b")
    story.lead(DispatchCase())
    story.issued("a")
    story.handle(SendResult(task="a", output="a-output"))
    story.give(GiveOutResult(task="a", output="a-output"), window())
    return story.events
