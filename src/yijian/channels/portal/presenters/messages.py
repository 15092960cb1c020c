"""Messages as the message centre shows them: without what only a mail needs, the number and the address of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yijian.core.errors import Text
from yijian.usecases.views import MessageView


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """A message; `more`: what it says beyond its subject, None where that is all."""

    message: MessageView
    more: Text | None


def message_lines(messages: Iterable[MessageView]) -> tuple[MessageLine, ...]:
    """The messages in their order."""
    return tuple(MessageLine(message=each, more=_more(each)) for each in messages)


def _more(message: MessageView) -> Text | None:
    """The first paragraph; the second is for the mail."""
    told = Text(message.body.zh.partition("\n\n")[0], message.body.en.partition("\n\n")[0])
    return None if message.subject.zh.endswith(told.zh.rstrip("。")) else told
