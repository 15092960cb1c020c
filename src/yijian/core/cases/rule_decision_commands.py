"""Command: the look at a decision by rules that was drawn for the sample."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.cases.command_base import TaskCommand
from yijian.core.cases.references import TextRef


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSample(TaskCommand):
    """Record what an officer found who looked at the decision afterwards (抽查)."""

    right: bool
    finding: TextRef
