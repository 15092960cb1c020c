"""Single matters: the portal's record, and an implementation list as a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.imports.published_files import answered, matter, written
from yijian.connectors.definitions import load_package
from yijian.connectors.imports import (
    DraftsInTheWay,
    PublishedFileRefused,
    drafts_of_matters,
    read_implementation_list,
    read_matter_record,
    write_drafts,
)
from yijian.connectors.imports.implementation_list import COLUMNS
from yijian.core.vocabulary.evidence import EvidenceMaker, Listing
from yijian.core.vocabulary.life_event import Audience
from yijian.core.vocabulary.marks import Certainty, Source
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Processing, PublicService, ServiceKind
from yijian.core.vocabulary.time_limit import TimeUnit

SOURCE = Source(id="LIST", what="a list")
LIST = """\
事项名称,事项编码,实施主体,事项类型,服务对象,办件类型,法定办结时限,法定办结时限单位,是否收费,到办事现场次数,办理结果,材料名称,材料必要性,材料来源
死亡证明签发,0001,某市卫生健康委员会,公共服务,自然人,即办件,1,工作日,否,1,居民死亡医学证明,死者身份证,必要,申请人自备
,,,,,,,,,,,居民户口簿,可容缺,政府部门核发
户口注销,0002,某市公安局,行政确认,自然人,承诺件,3,天,是,0,,居民死亡医学证明,非必要,政府部门核发
遗属待遇,0003,,给付,自然人与法人,,,,,,,,,
"""


def services_of(path: Path) -> dict[str, PublicService]:
    drafts = drafts_of_matters(read_implementation_list(path), DefinitionPackage(), source=SOURCE)
    return {one.name.zh: one for _, one in drafts.definitions if isinstance(one, PublicService)}


def test_a_record_is_read(tmp_path: Path) -> None:
    read = read_matter_record(written(tmp_path, answered(matter())))
    assert (read.kind, read.processing, read.audience) == (
        ServiceKind.OTHER,
        Processing.IMMEDIATE,
        Audience.ENTERPRISE,
    )
    assert read.statutory is not None
    assert read.promised is not None
    assert (read.statutory.amount, read.promised.amount, read.promised.words) == (20, 1, "即时办结")
    assert read.free is True
    assert len(read.conditions) == 2
    assert [one.maker for one in read.papers] == [EvidenceMaker.OTHER, EvidenceMaker.GOVERNMENT]
    assert read.results == ()


def test_conditions_stay_words_until_somebody_writes_the_rule(tmp_path: Path) -> None:
    drafts = drafts_of_matters(
        (read_matter_record(written(tmp_path, matter())),), DefinitionPackage(), source=SOURCE
    )
    (service,) = [one for _, one in drafts.definitions if isinstance(one, PublicService)]
    assert service.criteria == ()
    assert sum("`criteria`" in one.what.en for one in drafts.missing) == 2
    assert [one.listed for one in service.evidence] == [Listing.REQUIRED, Listing.CONDITIONAL]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    services = services_of(written(tmp_path, LIST, "list.csv"))
    assert list(services) == ["死亡证明签发", "户口注销", "遗属待遇"]
    death, household, survivors = services.values()
    assert [one.proves.zh for one in death.evidence] == ["死者身份证", "居民户口簿"]
    assert [one.may_follow for one in death.evidence] == [False, True]
    assert death.kind is ServiceKind.PUBLIC_SERVICE
    assert death.fees[0].fen == 0
    assert death.presence.visits == 1
    assert household.fees[0].fen is None
    assert household.outputs == ()
    assert (death.outputs[0].evidence, household.evidence[0].any_of[0][0].type) == (
        "ju-min-si-wang-yi-xue-zheng-ming",
        "ju-min-si-wang-yi-xue-zheng-ming",
    )
    assert survivors.kind is ServiceKind.OTHER


def test_days_without_a_unit_are_not_taken_for_working_days_as_published(tmp_path: Path) -> None:
    services = services_of(written(tmp_path, LIST, "list.csv"))
    said, unsaid = services["死亡证明签发"].time_limits, services["户口注销"].time_limits
    assert said.statutory is not None
    assert unsaid.statutory is not None
    assert (said.statutory.unit, said.statutory.certainty) == (TimeUnit.WORKING_DAY, Certainty.PUBLISHED)
    assert unsaid.statutory.certainty is Certainty.INFERRED
    assert unsaid.statutory.note == "天"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_come_as_spreadsheets_write_them(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.replace("\n", "\r\n").encode(encoding))
    assert [one.name for one in read_implementation_list(path)] == ["死亡证明签发", "户口注销", "遗属待遇"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("名称\na\n", "line 1"),
        ("事项名称,事项编号\na,1\n", "line 1"),
        ("事项名称,事项名称\na,b\n", "line 1"),
        ("事项名称\n", "—"),
        ("事项名称,法定办结时限\na,三\n", "line 2, 法定办结时限"),
        ("事项名称,材料名称\n,a\n", "line 2, 事项名称"),
        ("事项名称\na,b\n", "line 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_the_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(PublishedFileRefused) as refused:
        read_implementation_list(written(tmp_path, text, "list.csv"))
    assert refused.value.fields["place"] == place


def test_a_column_of_a_like_name_is_offered(tmp_path: Path) -> None:
    with pytest.raises(PublishedFileRefused, match="事项编码"):
        read_implementation_list(written(tmp_path, "事项名称,事项编号\na,1\n", "list.csv"))


def test_nothing_is_written_over_and_nothing_is_written_by_half(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    folder.mkdir()
    read = read_implementation_list(written(tmp_path, LIST, "list.csv"))
    drafts = drafts_of_matters(read, DefinitionPackage(), source=SOURCE)
    kept = folder / "evidence" / "si-zhe-shen-fen-zheng.yaml"
    kept.parent.mkdir()
    kept.write_text("mine")
    with pytest.raises(DraftsInTheWay, match="si-zhe-shen-fen-zheng"):
        write_drafts(drafts, folder)
    assert [path for path in folder.rglob("*") if path.is_file()] == [kept]


def test_the_same_list_twice_finds_everything_there(tmp_path: Path) -> None:
    folder = tmp_path / "definitions"
    folder.mkdir()
    read = read_implementation_list(written(tmp_path, LIST, "list.csv"))
    write_drafts(drafts_of_matters(read, DefinitionPackage(), source=SOURCE), folder)
    again = drafts_of_matters(read, load_package(folder).package, source=SOURCE)
    assert again.definitions == ()
    assert len(again.reused) == 3


def test_every_column_is_described_where_authors_read() -> None:
    guide = Path("docs/authoring-import.md").read_text("utf-8")
    assert [name for name in COLUMNS if f"| {name} |" not in guide] == []
