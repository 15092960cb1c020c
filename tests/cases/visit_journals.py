"""Journals of visits to a place and of decisions by rules: two of those in `journals`."""

from __future__ import annotations

from datetime import date

from tests.cases.situations import Story, officer, spec, text
from yijian.core.cases import AcceptTask, ApproveTask, CaseEvent, TimerKind
from yijian.core.cases.holding_commands import GiveBackTask, TakeTask
from yijian.core.cases.promise_commands import RevokeDecision
from yijian.core.cases.rule_decision_commands import RecordSample
from yijian.core.cases.rule_decisions import RuleDecisionSpec, RuleOutcome
from yijian.core.cases.undoings import UndoingGround
from yijian.core.cases.visit_commands import (
    AskForOtherDay,
    CallOffVisit,
    HoldVisit,
    JoinVisit,
    LeaveVisit,
    MoveVisit,
    ProposeVisit,
    RecordFinding,
)
from yijian.core.cases.visits import FindingOutcome, VisitSpec
from yijian.core.errors import Text
from yijian.core.vocabulary.service import SpecialProcedure


def visits() -> list[CaseEvent]:
    """Three authorities asked to one visit: it is moved, one goes alone; one finds well, one has something put right."""
    spot = (VisitSpec(of="premises", tasks=("food", "fire", "sign")),)
    experts = SpecialProcedure(id="recheck", name=Text("整改后复查", "re-check"))
    story = Story().dispatched(
        spec("food", visits=spot, outputs=()),
        spec("fire", visits=spot, procedures=(experts,), outputs=()),
        spec("sign", visits=spot, outputs=()),
    )
    for key in ("food", "fire", "sign"):
        story.handle(AcceptTask(task=key))
    for command in (TakeTask(task="food"), GiveBackTask(task="food")):
        story.handle(command)
    food = officer("authority-of-food")
    story.give(ProposeVisit(of="premises", day=date(2026, 3, 4), tasks=("food", "fire", "sign")), food)
    story.give(AskForOtherDay(visit="1", day=date(2026, 3, 5), reason=text("r")))
    story.give(MoveVisit(visit="1", day=date(2026, 3, 5)), food)
    story.handle(JoinVisit(task="fire", visit="1"))
    story.handle(LeaveVisit(task="sign", visit="1", reason=text("r")))
    story.later(days=3).give(HoldVisit(visit="1", day=date(2026, 3, 5)), food)
    found, there = text("found"), text("there")
    story.handle(
        RecordFinding(task="food", visit="1", outcome=FindingOutcome.PASSED, text=found, present=there)
    )
    story.handle(
        RecordFinding(
            task="fire",
            visit="1",
            outcome=FindingOutcome.TO_CORRECT,
            text=found,
            present=there,
            due=date(2026, 3, 10),
            stops="recheck",
        )
    )
    story.handle(ApproveTask(task="food"))
    fire = officer("authority-of-fire")
    story.give(ProposeVisit(of="premises", day=date(2026, 3, 9), tasks=("fire",)), fire)
    story.give(CallOffVisit(visit="2", reason=text("r")), fire)
    story.give(ProposeVisit(of="premises", day=date(2026, 3, 10), tasks=("fire",)), fire)
    story.later(days=5).give(HoldVisit(visit="3", day=date(2026, 3, 10)), fire)
    story.handle(
        RecordFinding(task="fire", visit="3", outcome=FindingOutcome.PASSED, text=found, present=there)
    )
    return story.events


def by_rules() -> list[CaseEvent]:
    """The rules grant three parts and leave one to an officer; of the three, one is found right, one wrong."""
    sampled = RuleDecisionSpec(sampled=100)
    story = Story().dispatched(*(spec(key, by_rules=sampled, outputs=()) for key in "abc"))
    for key, unmet in (("a", ()), ("b", ()), ("c", ("age",))):
        story.rules = RuleOutcome(task=key, met=("place",), unmet=unmet, reasons=text("because"))
        story.fire(TimerKind.RULES, key)
    story.handle(RecordSample(task="a", right=True, finding=text("f")))
    story.handle(RecordSample(task="b", right=False, finding=text("f")))
    story.handle(RevokeDecision(task="b", reason=text("r"), ground=UndoingGround.UNLAWFUL))
    return story.events
