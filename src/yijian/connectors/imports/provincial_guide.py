"""The JSON of a provincial guide of a one thing, as Hunan's portal answers it (policy.md section 9).

Its field names are initials of Chinese words; what they mean was worked out from guides and their pages, and is
certain only as far as policy.md says (inferred). Codes that stand for nothing known stay unsaid.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from yijian.connectors.imports.published import (
    Necessity,
    PublishedFigures,
    PublishedGuide,
    PublishedLimit,
    PublishedMatter,
    PublishedPaper,
)
from yijian.connectors.imports.reading import Record, json_record, refused, several
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.life_event import Audience

_NECESSITY: Final = {"1": Necessity.REQUIRED, "2": Necessity.NOT_REQUIRED, "3": Necessity.MAY_FOLLOW}
_MAKERS: Final = {
    "10": EvidenceMaker.APPLICANT,
    "20": EvidenceMaker.GOVERNMENT,
    "99": EvidenceMaker.OTHER,
}
_FORM_MAKES_IT: Final = "1"
_LOOKED_UP: Final = frozenset({"2", "3"})
_AUDIENCES: Final = {"P": Audience.PERSON, "T": Audience.ENTERPRISE}


def read_provincial_guide(path: Path) -> PublishedGuide:
    """The guide in a file. Raises PublishedFileRefused for what is no such guide, naming the place."""
    whole = json_record(path)
    name = whole.text("sxmc")
    if not name:
        raise refused(path, "sxmc", Text("没有这件事的名称", "the name of the one thing is missing"))
    basic, guide = whole.part("basicInfo"), whole.part("onethingCatalogStandServiceGuide")
    matters = tuple(_matter(each) for each in whole.records("approveList"))
    if not matters:
        raise refused(
            path, "approveList", Text("没有列出一个事项", "it lists not one matter that it is made of")
        )
    code = whole.text("yjsSsqdbm")
    return PublishedGuide(
        name=name,
        code=code,
        area=basic.text("areaName"),
        audience=_AUDIENCES.get(code[2:3]),
        lead=basic.text("qtbmmc"),
        cooperating=several(basic.text("cooperateName")),
        department_codes=several(basic.text("lbjgId") or guide.text("lbjgId")),
        matters=matters,
        papers=tuple(_paper(each) for each in whole.records("materialList")),
        conditions=tuple(
            text
            for each in whole.records("guideCondition")
            if (text := each.text("processingConditions", "bltj"))
        ),
        figures=_figures(basic, guide),
        process=guide.text("bllctsm"),
        fees=tuple(
            " ".join(filter(None, (each.text("FEENAME"), each.text("FEESTAND"), each.text("DESCEXPLAIN"))))
            for each in whole.records("chargelist")
        ),
        places=tuple(
            " ".join(filter(None, (each.text("pointName", "bldmc"), each.text("infoAddr", "xxdz"))))
            for each in whole.records("guidePoint")
        ),
        answers=tuple(
            (question, each.text("answer", "da"))
            for each in whole.records("questionInfo")
            if (question := each.text("problem", "wt"))
        ),
        attachments=tuple(text for each in whole.records("attachInfo") if (text := each.text("fjmc"))),
    )


def _figures(basic: Record, guide: Record) -> PublishedFigures:
    """gq* is before (改前), xz* is now (现在)."""
    return PublishedFigures(
        promised_days=basic.whole("completedLimit")
        if basic.text("completedLimit")
        else guide.whole("cnbjsx"),
        days_before=guide.whole("gqblsx"),
        days_after=guide.whole("xzblsx"),
        visits_before=guide.whole("gqpdcs"),
        visits=guide.whole("xzpdcs"),
        papers_before=guide.whole("gqsbcl"),
        papers=guide.whole("xzsbcl"),
        steps_before=guide.whole("hjsgq"),
        steps=guide.whole("hjsxz"),
    )


def _matter(row: Record) -> PublishedMatter:
    name = row.text("lbsxfwmc", "tyywblxName")
    if not name:
        raise refused(row.path, f"{row.at}.lbsxfwmc", Text("事项没有名称", "the matter has no name"))
    days = row.whole("cnsxsx")
    return PublishedMatter(
        name=name,
        at=row.at,
        promised=None if days is None else PublishedLimit(amount=days),
        results=several(row.text("resultSampleName")),
    )


def _paper(row: Record) -> PublishedPaper:
    name = row.text("clmc", "materialTitle")
    if not name:
        raise refused(row.path, f"{row.at}.clmc", Text("材料没有名称", "the paper has no name"))
    way = row.text("mtjfs")
    return PublishedPaper(
        name=name,
        at=row.at,
        necessity=_NECESSITY.get(row.text("clbyx")),
        maker=EvidenceMaker.GENERATED if way == _FORM_MAKES_IT else _MAKERS.get(row.text("cllyqd")),
        checked_elsewhere=way in _LOOKED_UP,
        bases=tuple(row.text("yqtgyj").splitlines()),
        remarks=tuple(
            dict.fromkeys(filter(None, (row.text("tbxz"), row.text("clbz"), row.text("cllyqdsm"))))
        ),
    )
