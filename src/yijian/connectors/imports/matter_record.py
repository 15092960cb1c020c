"""The JSON record of one ordinary matter (办事指南) as Hunan's portal answers it (policy.md section 9).

Fields whose meaning their name does not tell (`minSeq`, `blbm`) are left alone.
"""

from __future__ import annotations

from pathlib import Path

from yijian.connectors.imports.published import PublishedLimit, PublishedMatter, PublishedPaper
from yijian.connectors.imports.reading import Record, json_record, refused, several
from yijian.connectors.imports.words import (
    audience_of,
    charged,
    kind_of_matter,
    maker_of,
    necessity_of,
    processing_of,
)
from yijian.core.errors import Text


def read_matter_record(path: Path) -> PublishedMatter:
    """The matter in a file. Raises PublishedFileRefused for what is no such record, naming the place."""
    record = json_record(path)
    name = record.text("unifyName", "approveName")
    if not name:
        raise refused(path, "unifyName", Text("没有事项名称", "the name of the matter is missing"))
    kind_words = record.text("typeName")
    free = charged(record.text("isCharge"))
    return PublishedMatter(
        name=name,
        at=record.at,
        code=record.text("rightsCode", "unifyCode"),
        authority=record.text("orgName", "deptName"),
        kind_words=kind_words,
        kind=kind_of_matter(kind_words),
        processing=processing_of(record.text("commitmentLimitExplain")),
        audience=audience_of(record.text("serveObject")),
        statutory=_limit(record, "approveLimit"),
        promised=_limit(record, "commitmentLimit"),
        bases=tuple(record.text("according").splitlines()),
        conditions=tuple(record.text("acceptanceCondition").splitlines()),
        papers=tuple(_paper(each) for each in record.records("materialList")),
        free=None if free is None else not free,
        results=several(record.text("resultSampleName")),
    )


def _limit(record: Record, name: str) -> PublishedLimit | None:
    amount = record.whole(name)
    return None if amount is None else PublishedLimit(amount=amount, words=record.text(f"{name}Explain"))


def _paper(row: Record) -> PublishedPaper:
    name = row.text("materialTitle", "materialName")
    if not name:
        raise refused(row.path, f"{row.at}.materialTitle", Text("材料没有名称", "the paper has no name"))
    exempt = row.text("freeSubmission")
    return PublishedPaper(
        name=name,
        at=row.at,
        necessity=necessity_of(row.text("isMust")),
        maker=maker_of(row.text("sourceChannel")),
        bases=tuple(row.text("bylaw").splitlines()),
        remarks=tuple(
            dict.fromkeys(
                filter(
                    None,
                    (row.text("materialExplain"), row.text("acceptStandard"), exempt and f"免提交：{exempt}"),
                )
            )
        ),
    )
