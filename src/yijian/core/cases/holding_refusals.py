"""Why a command about who has a task in hand is refused.

CommandRefused (core.errors)
└── HeldByAnother, HeldByNobody
"""

from __future__ import annotations

from yijian.core.errors import CommandRefused, Text


class HeldByAnother(CommandRefused):
    """Somebody has it in hand already, or it is in somebody else's."""

    code = "HELD_BY_ANOTHER"
    template = Text(
        "这一件已经有人经办。要换人，请经办人退回，或者请负责人分派",
        "Somebody has this in hand already. To change that, they give it back, or the head assigns it",
    )


class HeldByNobody(CommandRefused):
    """Nobody has it in hand."""

    code = "HELD_BY_NOBODY"
    template = Text("这一件现在没有经办人", "Nobody has this in hand")
