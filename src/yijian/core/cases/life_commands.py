"""Commands of a case's whole life beyond the straight way: a longer limit, another authority, a changed application."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.command_base import Command, TaskCommand
from yijian.core.cases.references import RecordedFact, TextRef
from yijian.core.cases.states import Paper
from yijian.core.cases.task_specs import TaskSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendLimit(TaskCommand):
    """Extend the time for the decision by so many working days (延长办理期限): once, by the head of the authority."""

    days: int
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLimitExtension(TaskCommand):
    """Ask the head of the authority to extend the time for the decision by so many working days."""

    days: int
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineLimitExtension(TaskCommand):
    """The head does not extend it, with the reason for who asked."""

    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferTask(TaskCommand):
    """Hand a task that is not one's own to the authority that is competent (移送): `to`, with the reason."""

    to: str
    reason: TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A task that rests on facts that are changed: which of them."""

    task: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswers(Command):
    """Change what was told after the application was handed in (变更): all of it at once, signed again by the applicant.

    `forgotten`: paths of facts that mean nothing any more; `papers`: documents that are needed now; `tasks`: as planned from
    the changed application; `touched`: tasks that rest on what is changed. `signer`: the participant who applies, None where
    they do not sign.
    """

    facts: tuple[RecordedFact, ...]
    tasks: tuple[TaskSpec, ...]
    statement: TextRef
    method: str
    signer: str | None = None
    forgotten: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    touched: tuple[Touched, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeChange(TaskCommand):
    """Say what the authority did about a change of what its task, or its decision, rests on."""

    finding: TextRef
