"""Commands of the two modes that begin with a promise: 容缺受理 (a paper owed) and 告知承诺 (checked afterwards)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yijian.core.cases.command_base import Command, TaskCommand
from yijian.core.cases.deliveries import DeliveryMode
from yijian.core.cases.promises import CreditCheck, PromiseKind
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import Paper
from yijian.core.cases.undoings import UndoingGround


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePromise(Command):
    """Promise to bring a paper later (容缺), or that something holds (告知承诺): the text, how the person is known, and
    what is known of their standing. Only where the plan allows it (`DecisionFacts.completeness`)."""

    kind: PromiseKind
    subject: str
    statement: TextRef
    method: str
    credit: CreditCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackPromise(Command):
    """Take a promise back before the application is handed in."""

    kind: PromiseKind
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringOwedPaper(Command):
    """Hand in a paper that is owed: upload, counter or post. It counts for every task that waits for it."""

    paper: Paper
    mode: DeliveryMode = DeliveryMode.ELECTRONIC


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForExtension(TaskCommand):
    """Ask for the one extension of the day by which owed papers must come."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendOwing(TaskCommand):
    """Let owed papers come until `due`: once."""

    due: date
    reason: TextRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOwing(TaskCommand):
    """End this part because what was owed did not come in its time."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPromise(TaskCommand):
    """Record the check of a promise after the decision: whether it was kept, and what was found."""

    kept: bool
    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCorrection(TaskCommand):
    """Order that what was promised is made true until `due` (责令改正)."""

    due: date
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCorrection(TaskCommand):
    """Record that what was ordered has been done."""

    finding: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDecision(TaskCommand):
    """Undo a decision (撤销): its promise was neither kept nor made good in time, it was unlawful, or got by deceit.
    `claw_back`: what was paid or given is to be claimed back."""

    reason: TextRef
    claw_back: bool = False
    ground: UndoingGround = UndoingGround.BROKEN_PROMISE
