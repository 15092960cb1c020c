"""An implementation list (实施清单) as a CSV table: one row for each paper of a matter.

The columns are named in the first row, in Chinese, in any order (`COLUMNS`). The first row of a matter says what
concerns the matter; rows that follow with the same code or name, or with neither, add papers to it.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from yijian.connectors.imports.published import PublishedLimit, PublishedMatter, PublishedPaper
from yijian.connectors.imports.reading import file_text, plain_text, refused, several, whole_number
from yijian.connectors.imports.words import (
    audience_of,
    charged,
    kind_of_matter,
    maker_of,
    necessity_of,
    processing_of,
    unit_of,
)
from yijian.core.errors import Text

NAME: Final = "事项名称"
COLUMNS: Final[Mapping[str, str]] = {
    NAME: "name of the matter (needed)",
    "事项编码": "its code",
    "实施主体": "the authority",
    "事项类型": "行政许可, 行政确认, 行政给付, 行政奖励, 公共服务, 其他行政权力",
    "服务对象": "自然人, 法人",
    "办件类型": "即办件, 承诺件",
    "法定办结时限": "a whole number",
    "法定办结时限单位": "工作日, 自然日, 小时, 月",
    "承诺办结时限": "a whole number",
    "承诺办结时限单位": "工作日, 自然日, 小时, 月",
    "设定依据": "legal bases, one a line",
    "受理条件": "conditions, one a line",
    "是否收费": "是, 否",
    "收费说明": "what is charged",
    "到办事现场次数": "a whole number",
    "办理结果": "results, one a line",
    "办理地点": "where",
    "材料名称": "name of the paper",
    "材料必要性": "必要, 非必要, 可容缺",
    "材料来源": "申请人自备, 政府部门核发, 其他",
    "材料依据": "legal bases of the paper, one a line",
    "材料说明": "remarks",
}
"""The columns, and what stands in each."""
MOST_ROWS: Final = 50_000


def read_implementation_list(path: Path) -> tuple[PublishedMatter, ...]:
    """The matters of a table, in its order. Raises PublishedFileRefused naming row and column."""
    matters: list[_Matter] = []
    for row in _rows(path):
        if not matters or row.begins_another(matters[-1].row):
            if not row.text(NAME):
                raise row.refused(NAME, Text("没有事项名称", "the name of the matter is missing"))
            matters.append(_Matter(row))
        paper = _paper(row)
        if paper is not None:
            matters[-1].papers.append(paper)
    if not matters:
        raise refused(path, "—", Text("一个事项都没有", "there is not one matter in it"))
    return tuple(replace(_matter(each.row), papers=tuple(each.papers)) for each in matters)


@dataclass(frozen=True, slots=True)
class _Row:
    path: Path
    number: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        return plain_text(self.cells.get(column) or "")

    def lines(self, column: str) -> tuple[str, ...]:
        return tuple(self.text(column).splitlines())

    def whole(self, column: str) -> int | None:
        text = self.text(column)
        if not text:
            return None
        found = whole_number(text)
        if found is None:
            raise self.refused(column, Text(f"“{text}”不是整数", f"“{text}” is not a whole number"))
        return found

    def refused(self, column: str, reason: Text) -> Exception:
        return refused(self.path, f"line {self.number}, {column}", reason)

    def begins_another(self, before: _Row) -> bool:
        code, name = self.text("事项编码"), self.text(NAME)
        if code and before.text("事项编码"):
            return code != before.text("事项编码")
        return bool(name) and name != before.text(NAME)


@dataclass(slots=True)
class _Matter:
    row: _Row
    papers: list[PublishedPaper] = field(default_factory=list)


def _rows(path: Path) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(file_text(path), newline=""), restkey="", restval="")
    try:
        names = [name.strip() for name in reader.fieldnames or ()]
        _check_columns(path, names)
        reader.fieldnames = names
        for cells in reader:
            if reader.line_num > MOST_ROWS:
                raise refused(path, f"line {MOST_ROWS}", Text("行数太多", "there are too many rows"))
            if cells.pop("", None):
                reason = Text("格子比列名多", "it has more cells than there are columns")
                raise refused(path, f"line {reader.line_num}", reason)
            if any(value.strip() for value in cells.values()):
                yield _Row(path, reader.line_num, cells)
    except csv.Error as error:
        raise refused(
            path, f"line {reader.line_num}", Text("不是 CSV", f"it is not CSV ({error})")
        ) from error


def _check_columns(path: Path, names: list[str]) -> None:
    if NAME not in names:
        reason = Text(f"第一行没有“{NAME}”这一列", f"its first row has no column “{NAME}”")
        raise refused(path, "line 1", reason)
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            did_you_mean = (
                Text(f"，是不是“{near[0]}”", f"; did you mean “{near[0]}”?") if near else Text("", "")
            )
            reason = Text(f"没有“{name}”这一列{did_you_mean.zh}", f"“{name}” is no column{did_you_mean.en}")
            raise refused(path, "line 1", reason)
    if len(set(names)) < len(names):
        raise refused(path, "line 1", Text("有的列写了两次", "a column stands there twice"))


def _matter(row: _Row) -> PublishedMatter:
    kind_words = row.text("事项类型")
    takes_fee = charged(row.text("是否收费"))
    return PublishedMatter(
        name=row.text(NAME),
        at=f"line {row.number}",
        code=row.text("事项编码"),
        authority=row.text("实施主体"),
        kind_words=kind_words,
        kind=kind_of_matter(kind_words),
        processing=processing_of(row.text("办件类型")),
        audience=audience_of(row.text("服务对象")),
        statutory=_limit(row, "法定办结时限"),
        promised=_limit(row, "承诺办结时限"),
        bases=row.lines("设定依据"),
        conditions=row.lines("受理条件"),
        free=None if takes_fee is None else not takes_fee,
        fee_words=row.text("收费说明"),
        visits=row.whole("到办事现场次数"),
        results=several(row.text("办理结果")),
        where=row.text("办理地点"),
    )


def _limit(row: _Row, column: str) -> PublishedLimit | None:
    amount = row.whole(column)
    words = row.text(f"{column}单位")
    return None if amount is None else PublishedLimit(amount=amount, unit=unit_of(words), words=words)


def _paper(row: _Row) -> PublishedPaper | None:
    name = row.text("材料名称")
    if not name:
        return None
    return PublishedPaper(
        name=name,
        at=f"line {row.number}",
        necessity=necessity_of(row.text("材料必要性")),
        maker=maker_of(row.text("材料来源")),
        bases=row.lines("材料依据"),
        remarks=row.lines("材料说明"),
    )
