"""Chinese words that implementation lists use for kinds, makers, units and yes or no. What is none of them is None."""

from __future__ import annotations

from typing import Final

from yijian.connectors.imports.published import Necessity
from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.service import Processing, ServiceKind
from yijian.core.vocabulary.time_limit import TimeUnit

_KINDS: Final = {
    "行政许可": ServiceKind.LICENCE,
    "行政确认": ServiceKind.CONFIRMATION,
    "行政给付": ServiceKind.BENEFIT,
    "行政奖励": ServiceKind.REWARD,
    "公共服务": ServiceKind.PUBLIC_SERVICE,
    "其他行政权力": ServiceKind.OTHER,
}
_NECESSITIES: Final = {
    "必要": Necessity.REQUIRED,
    "非必要": Necessity.NOT_REQUIRED,
    "可容缺": Necessity.MAY_FOLLOW,
    "容缺后补": Necessity.MAY_FOLLOW,
    "容缺": Necessity.MAY_FOLLOW,
}
_MAKERS: Final = {
    "申请人自备": EvidenceMaker.APPLICANT,
    "政府部门核发": EvidenceMaker.GOVERNMENT,
    "其他": EvidenceMaker.OTHER,
}
_UNITS: Final = {
    "工作日": TimeUnit.WORKING_DAY,
    "个工作日": TimeUnit.WORKING_DAY,
    "自然日": TimeUnit.CALENDAR_DAY,
    "天（自然日）": TimeUnit.CALENDAR_DAY,
    "小时": TimeUnit.HOUR,
    "月": TimeUnit.MONTH,
    "个月": TimeUnit.MONTH,
}
_AUDIENCES: Final = {
    "自然人": Audience.PERSON,
    "个人": Audience.PERSON,
    "法人": Audience.ENTERPRISE,
    "企业": Audience.ENTERPRISE,
}
_PROCESSING: Final = {
    "即办件": Processing.IMMEDIATE,
    "即时办结": Processing.IMMEDIATE,
    "承诺件": Processing.PROMISED,
}
_YES_OR_NO: Final = {"是": True, "收费": True, "否": False, "不收费": False}


def kind_of_matter(words: str) -> ServiceKind | None:
    """The kind of matter that the words name."""
    return _KINDS.get(words)


def necessity_of(words: str) -> Necessity | None:
    """Whether everybody needs the paper."""
    return _NECESSITIES.get(words)


def maker_of(words: str) -> EvidenceMaker | None:
    """Who makes the paper."""
    return _MAKERS.get(words)


def unit_of(words: str) -> TimeUnit | None:
    """The unit of a limit. “天” alone says nothing: it is used for working days and for all days."""
    return _UNITS.get(words)


def audience_of(words: str) -> Audience | None:
    """Whom the matter is for; None also where it is for persons and firms."""
    found = {audience for word, audience in _AUDIENCES.items() if word in words}
    return found.pop() if len(found) == 1 else None


def processing_of(words: str) -> Processing | None:
    """Whether it is done on the spot."""
    return _PROCESSING.get(words)


def charged(words: str) -> bool | None:
    """Whether a fee is taken."""
    return _YES_OR_NO.get(words)
