"""What every command is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Base of all commands."""

    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCommand(Command):
    """Base of commands to one task; only its own authority may give them, but for those of the applicant."""

    task: str
