"""Departments as Hunan's guides number them, and the words by which a full name tells which one is meant.

The numbers are from policy.md section 9: worked out there from the order in which guides print departments (inferred).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from yijian.core.vocabulary.authority import Authority

DEPARTMENT_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "04": ("发展和改革", "发展改革", "发改"),
    "05": ("教育",),
    "06": ("科技", "科学技术"),
    "09": ("公安",),
    "11": ("民政",),
    "14": ("人力资源", "人社"),
    "15": ("自然资源", "自规"),
    "16": ("生态环境",),
    "17": ("住房和城乡建设", "住房城乡建设", "住建"),
    "18": ("交通运输", "交通"),
    "19": ("水利",),
    "22": ("文化旅游", "文化和旅游", "文旅"),
    "23": ("卫生健康", "卫健"),
    "25": ("应急管理", "应急"),
    "29": ("海关",),
    "30": ("税务",),
    "31": ("市场监督", "市监"),
    "32": ("广播电视", "广电"),
    "36": ("医疗保障", "医保"),
    "88": ("残疾人联合会", "残联"),
}


def code_in(name: str) -> str | None:
    """The number of the one department that a name speaks of; None where it names none of them, or several."""
    found = {code for code, words in DEPARTMENT_WORDS.items() if any(word in name for word in words)}
    return found.pop() if len(found) == 1 else None


def authority_for(name: str, authorities: Iterable[Authority]) -> Authority | None:
    """The one authority of the definitions that bears the name, or whose department the name speaks of."""
    known = tuple(authorities)
    same = [one for one in known if name in (one.name.zh, one.short_name.zh)]
    code = code_in(name)
    found = same or [one for one in known if code is not None and one.department_code == code]
    return found[0] if len(found) == 1 else None
