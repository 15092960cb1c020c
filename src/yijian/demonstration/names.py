"""Names for persons who do not exist: each has 某 in it, as Chinese papers write a person who is not to be named.

Among them are names in two parts with the dot U+00B7 and characters that many systems lose: from the extensions of
the Unicode tables (㛃 A, 𠮷 B, 𬭎 E) and newer than GB 2312 (䶮, 龘).
"""

from __future__ import annotations

from typing import Final

from yijian.core.vocabulary.identifiers import MIDDLE_DOT
from yijian.demonstration.draws import Draw

HAN: Final = "01"
UYGUR: Final = "05"
MIAO: Final = "06"
DONG: Final = "12"
TUJIA: Final = "15"
"""Ethnic groups by their codes (GB/T 3304): of those who live in Hunan."""

_SURNAMES: Final[tuple[str, ...]] = (
    *"赵钱孙吴郑冯褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜戚谢邹喻",
    "欧阳",
    "司马",
    "诸葛",
)
_GIVEN: Final = tuple("安宁平和清明岚川禾青松柏竹兰茗岩舟云星月晨朗乔桐楠溪")
_RARE: Final = tuple("䶮龘㛃𬭎𠮷")
_UYGUR_FIRST: Final = {"1": ("麦某提", "阿某江", "吐某洪"), "2": ("阿某古丽", "迪某拜尔", "古某娜尔")}
_UYGUR_LAST: Final = ("吐某逊", "艾某提", "买某明", "亚某江")


def surname(draw: Draw, label: str) -> str:
    """A Chinese family name."""
    return draw.choice(f"{label}/surname", _SURNAMES)


def full_name(draw: Draw, label: str, *, sex: str, ethnicity: str, family_name: str) -> str:
    """A name as the identity card would write it; one in nine has a rare character."""
    if ethnicity == UYGUR:
        first = draw.choice(f"{label}/first", _UYGUR_FIRST[sex])
        return f"{first}{MIDDLE_DOT}{draw.choice(f'{label}/last', _UYGUR_LAST)}"
    rare = draw.number(f"{label}/rare", 9) == 0
    return f"{family_name}某{draw.choice(f'{label}/given', _RARE if rare else _GIVEN)}"
