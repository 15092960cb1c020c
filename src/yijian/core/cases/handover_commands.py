"""Commands of an application that is collected in one place and decided in others (跨域通办)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yijian.core.cases.command_base import Command, TaskCommand
from yijian.core.cases.handovers import FormCheck, ResultReturn
from yijian.core.cases.references import TextRef
from yijian.core.cases.states import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseCollection(Command):
    """Apply from another region: `place` is where one is and hands in; None: where it is decided after all."""

    place: str | None
    returns: ResultReturn = ResultReturn.APPLICANT


@dataclass(frozen=True, slots=True, kw_only=True)
class BringToWindow(Command):
    """Take in a paper at the window, in place of what lay there of the same kind."""

    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Hand everything over to the places that decide (移交); after a refusal, to those that refused."""

    checked: FormCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """Take over what was sent to one's own office (接收)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseHandover(Command):
    """Send back what was sent to one's own office (退回), with reasons."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult(TaskCommand):
    """Send a result to the window that collected the papers."""

    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOutResult(TaskCommand):
    """Hand a result that was sent here out to the person at the window."""

    output: str
    proof: TextRef | None = None


HANDOVER_COMMANDS: Final[tuple[type[Command], ...]] = (
    ChooseCollection,
    BringToWindow,
    HandOver,
    TakeOver,
    RefuseHandover,
    SendResult,
    GiveOutResult,
)
"""All of them, in the order in which they come."""
