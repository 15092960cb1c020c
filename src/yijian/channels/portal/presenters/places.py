"""The choice of where to hand in, as fields, and a handover as its applicant reads it."""

from __future__ import annotations

from typing import Final

from yijian.channels.look.fields import Choice, Field
from yijian.channels.look.parts import Light as Lamp
from yijian.core.cases.handovers import HandoverStatus, ResultReturn
from yijian.core.errors import Text
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.usecases.handover_views import HandoverView
from yijian.usecases.places import PlacesView

HERE: Final = "here"
"""The choice of the place that decides."""

_STATES: Final = {
    HandoverStatus.COLLECTING: Lamp(kind="running", words=Text("在代收窗口", "With the window")),
    HandoverStatus.SENT: Lamp(
        kind="running", words=Text("移交了，等办理地接收", "Handed over, not yet taken")
    ),
    HandoverStatus.RETURNED: Lamp(kind="soon", words=Text("退回代收窗口了", "Sent back to the window")),
    HandoverStatus.TAKEN: Lamp(kind="done", words=Text("办理地接收了", "Taken over")),
}


def place_fields(view: PlacesView) -> tuple[Field, ...]:
    """Where to hand in; where results go, if a window takes the papers in."""
    here = Choice(
        value=HERE,
        label=Text(f"在{view.home.name.zh}交", f"In {view.home.name.en}"),
        hint=Text("网上交就行，部门直接收到", "Online: the departments get it at once"),
    )
    online = view.mode is CrossRegionMode.ONLINE
    others = tuple(
        Choice(
            value=one.code,
            label=Text(f"我在{one.name.zh}，网上办", f"I am in {one.name.en}, online")
            if online
            else Text(f"在{one.name.zh}的跨省通办窗口交", f"At the window in {one.name.en}"),
            hint=Text("不用到场，结果寄给您或网上给您", "Nobody has to come, results by post or online")
            if online
            else Text(
                "带证件和材料原件去，窗口核对以后移交",
                "Bring your document and the papers, the window hands over",
            ),
        )
        for one in view.places
    )
    chosen = view.chosen.place if view.chosen else HERE
    where = Field(
        name="place",
        label=Text("在哪儿交", "Where to hand in"),
        kind="radios",
        value=chosen,
        choices=(here, *others),
    )
    if online or not others:
        return (where,)
    returns = view.chosen.returns if view.chosen else ResultReturn.APPLICANT
    return (
        where,
        Field(
            name="returns",
            label=Text("在窗口交的话，结果怎么拿", "If at a window: how you get the results"),
            kind="radios",
            value=returns.value,
            choices=(
                Choice(
                    value=ResultReturn.APPLICANT.value,
                    label=Text("办理地直接给我", "Straight from where it is decided"),
                ),
                Choice(
                    value=ResultReturn.COLLECTING_PLACE.value,
                    label=Text("发回窗口，我去取", "Back to the window, I fetch them"),
                ),
            ),
        ),
    )


def lamp_of(handover: HandoverView | None) -> Lamp | None:
    """Where the handover stands; None where nothing is handed over."""
    return _STATES[handover.status] if handover and handover.status else None
