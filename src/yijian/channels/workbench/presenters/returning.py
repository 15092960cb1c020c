"""A paper that cannot be used: why, from the list of the office, and what the applicant is asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters.controls import PLEASE_CHOOSE, PLEASE_FILL_IN
from yijian.core.errors import Text
from yijian.usecases.defects import Defect

OTHER: Final = "other"
LONGEST: Final = 200
REASONS: Final[Mapping[str, tuple[Text, str]]] = {
    "blurred": (
        Text("看不清", "Cannot be read"),
        "看不清，请重新拍：平放，光线要够，四个角都在画面里",
    ),
    "incomplete": (Text("不完整，缺页", "Incomplete, pages missing"), "少了页，请把每一页都交上来"),
    "another": (Text("不是这份材料", "It is another paper"), "交的不是这份材料，请换成这份"),
    "expired": (Text("过了有效期", "No longer valid"), "过了有效期，请交现在有效的"),
    "differs": (
        Text("和填的信息对不上", "Does not agree with what was told"),
        "和填的信息对不上，请核对，改材料或者改填的信息",
    ),
    "unsigned": (Text("没有签名或盖章", "Signature or seal missing"), "没有签名或盖章，补上以后重新交"),
}
"""By the word in the form: what the officer chooses, and what the applicant then reads."""
WHY: Final = Field(
    name="why",
    label=Text("为什么退回", "Why it is returned"),
    kind="radios",
    choices=(
        *(Choice(value=value, label=label) for value, (label, _) in REASONS.items()),
        Choice(value=OTHER, label=Text("其他，写在下面", "Something else, told below")),
    ),
)
MORE: Final = Field(
    name="more",
    label=Text("再说具体些", "In more detail"),
    hint=Text(
        "申请人会看到。例如“第 2 页”。选了“其他”就一定要写",
        "The applicant reads this, for instance which page. Needed where you chose something else",
    ),
    kind="textarea",
    maxlength=LONGEST,
    required=False,
    width="wide",
)


def problems_in(posted: Mapping[str, str]) -> dict[str, Text]:
    """What is wrong with what was posted, by the name of the field."""
    why = posted.get(WHY.name, "")
    if why not in REASONS and why != OTHER:
        return {WHY.name: PLEASE_CHOOSE}
    if why == OTHER and not posted.get(MORE.name, "").strip():
        return {MORE.name: PLEASE_FILL_IN}
    return {}


def returned(posted: Mapping[str, str], paper: str) -> Defect:
    """The defect that was told; only where there are no problems."""
    more = posted.get(MORE.name, "").strip()[:LONGEST]
    why = posted[WHY.name]
    told = REASONS[why][1] if why in REASONS else ""
    return Defect(kind="faulty_paper", subject=paper, text="。".join(filter(None, (told, more))))
