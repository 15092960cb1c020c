"""Handovers between places in words: where they stand, as a light, for every party alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.channels.look.fields import Choice, Field
from yijian.channels.look.parts import Light as Lamp
from yijian.channels.look.parts import LightKind
from yijian.core.cases.handovers import HandoverStatus, IdentityCheck
from yijian.core.cases.names import HANDOVER_STATUS_NAMES
from yijian.core.errors import Text
from yijian.usecases.collect import CollectedCaseView

_KINDS: Final[Mapping[HandoverStatus, LightKind]] = {
    HandoverStatus.COLLECTING: "running",
    HandoverStatus.SENT: "waiting",
    HandoverStatus.RETURNED: "soon",
    HandoverStatus.TAKEN: "done",
}
IDENTITY_WORDS: Final[Mapping[IdentityCheck, Text]] = {
    IdentityCheck.DOCUMENT: Text("看了证件原件，人证相符", "Saw the original document, it is this person"),
    IdentityCheck.READER: Text("用读卡器读了证件", "Read the document by machine"),
    IdentityCheck.MANDATE: Text(
        "别人代办：看了双方证件和委托书", "By somebody else: saw both documents and the mandate"
    ),
}
IDENTITY: Final = Field(
    name="identity",
    label=Text("怎么核对的身份", "How the identity was checked"),
    kind="radios",
    choices=tuple(Choice(value=one.value, label=words) for one, words in IDENTITY_WORDS.items()),
)
LOOKED_AT: Final = Field(
    name="paper",
    label=Text("看过、形式没有问题的材料", "Papers looked at and in form"),
    hint=Text(
        "只看清不清楚、全不全、是不是这份材料；内容由办理地审",
        "Legible, complete, the right paper: what it says is for those who decide",
    ),
    kind="checkboxes",
)


def lamp_of(status: HandoverStatus, *, overdue: bool = False) -> Lamp:
    """Where a handover stands."""
    words = HANDOVER_STATUS_NAMES[status]
    if overdue and status in (HandoverStatus.COLLECTING, HandoverStatus.RETURNED):
        return Lamp(kind="late", words=Text(f"{words.zh}，超期", f"{words.en}, late"))
    return Lamp(kind=_KINDS[status], words=words)


def papers_field(view: CollectedCaseView) -> Field:
    """The papers to tick, by the id of the document."""
    return Field(
        name=LOOKED_AT.name,
        label=LOOKED_AT.label,
        hint=LOOKED_AT.hint,
        kind="checkboxes",
        choices=tuple(Choice(value=one.document, label=one.name) for one in view.papers),
    )
