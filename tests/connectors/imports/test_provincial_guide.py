"""A provincial guide, read and drafted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.connectors.imports.published_files import answered, guide, written
from yijian.connectors.definitions import load_package
from yijian.connectors.imports import (
    Drafts,
    PublishedFileRefused,
    drafts_of_guide,
    read_provincial_guide,
    write_drafts,
)
from yijian.connectors.imports.published import Necessity
from yijian.core.vocabulary.evidence import EvidenceMaker
from yijian.core.vocabulary.life_event import Audience, LifeEvent, RegionOverlay
from yijian.core.vocabulary.marks import Certainty, Source
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService, ServiceKind

SHIPPED = Path("definitions")
SOURCE = Source(id="HN-again", what="the guide")


def drafted(folder: Path, package: DefinitionPackage, **changes: object) -> Drafts:
    read = read_provincial_guide(written(folder, guide(**changes)))
    return drafts_of_guide(
        read, package, source=SOURCE, life_event="birth-again", region=("430100", "长沙市")
    )


@pytest.fixture(scope="module")
def shipped() -> DefinitionPackage:
    return load_package(SHIPPED).package


def test_what_the_guide_says_is_read_with_or_without_the_wrapping(tmp_path: Path) -> None:
    bare = read_provincial_guide(written(tmp_path, guide()))
    wrapped = read_provincial_guide(written(tmp_path, answered(guide())))
    assert (bare.name, bare.lead, bare.area) == ("新生儿出生一件事", "长沙市卫生健康委员会", "长沙市")
    assert bare.audience is Audience.PERSON
    assert [each.name for each in wrapped.matters] == [each.name for each in bare.matters]
    assert [each.promised.amount for each in bare.matters if each.promised] == [5, 10, 1]
    assert all(each.promised is None or each.promised.unit is None for each in bare.matters)
    assert bare.matters[2].results == ()
    assert bare.process == "填表->上传材料->母亲在线签名->办理出生医学证明"
    assert [(one.necessity, one.maker) for one in bare.papers] == [
        (Necessity.NOT_REQUIRED, EvidenceMaker.APPLICANT),
        (Necessity.REQUIRED, EvidenceMaker.GOVERNMENT),
        (Necessity.REQUIRED, EvidenceMaker.GENERATED),
        (Necessity.MAY_FOLLOW, EvidenceMaker.OTHER),
    ]
    assert bare.papers[1].checked_elsewhere
    assert bare.papers[3].bases == ("1.第一部法", "2.第二部法")
    assert bare.papers[0].bases == ()


def test_its_figures_are_the_claim_that_was_written_by_hand(
    tmp_path: Path, shipped: DefinitionPackage
) -> None:
    drafts = drafted(tmp_path, shipped)
    (overlay,) = [one for _, one in drafts.definitions if isinstance(one, RegionOverlay)]
    (claim,) = overlay.published_claims
    by_hand = shipped.overlays["430100/newborn"].published_claims[0]
    for figure in ("promised_days", "days_before", "days_after", "visits", "visits_before", "papers"):
        assert getattr(claim, figure) == getattr(by_hand, figure), figure
    for figure in ("papers_before", "steps", "steps_before"):
        assert getattr(claim, figure) == getattr(by_hand, figure), figure
    assert claim.certainty is Certainty.INFERRED


def test_what_is_defined_already_is_used_and_told(tmp_path: Path, shipped: DefinitionPackage) -> None:
    drafts = drafted(tmp_path, shipped)
    reused = dict(drafts.reused)
    assert reused["出生登记"] == "services/police.birth-registration"
    assert reused["居民户口簿"] == "evidence/household-book"
    assert reused["长沙市卫生健康委员会"] == "authorities/health"
    assert not [one for _, one in drafts.definitions if isinstance(one, PublicService)]
    (event,) = [one for _, one in drafts.definitions if isinstance(one, LifeEvent)]
    assert [use.service for use in event.services][1] == "police.birth-registration"
    assert any(
        "roles" in one.what.en for one in drafts.missing if one.definition.endswith("birth-registration")
    )


def test_nothing_is_filled_in_that_is_not_published(tmp_path: Path) -> None:
    drafts = drafted(tmp_path, DefinitionPackage())
    services = [one for _, one in drafts.definitions if isinstance(one, PublicService)]
    assert [one.name.zh for one in services] == ["出生医学证明首次签发", "出生登记", "城乡居民参保登记"]
    for service in services:
        assert service.kind is ServiceKind.OTHER
        assert service.evidence == ()
        assert service.criteria == ()
        assert service.presence.visits is None
        assert service.fees == ()
        said = {one.what.en for one in drafts.missing if one.definition == f"services/{service.id}"}
        for word in ("authority", "kind", "legal basis", "visits", "information"):
            assert any(word in each for each in said), word
        limit = service.time_limits.promised
        assert limit is not None
        assert limit.certainty is Certainty.INFERRED
    asks = [one for one in drafts.missing if "Which service asks" in one.what.en]
    assert len(asks) == 4


def test_the_papers_of_a_single_matter_are_its_own(tmp_path: Path) -> None:
    drafts = drafted(tmp_path, DefinitionPackage(), approveList=guide()["approveList"][1:2])
    (service,) = [one for _, one in drafts.definitions if isinstance(one, PublicService)]
    assert len(service.evidence) == 4
    assert [one.may_follow for one in service.evidence] == [False, False, False, True]
    assert any("`when`" in one.what.en and one.definition.startswith("services/") for one in drafts.missing)


def test_a_result_that_is_a_paper_is_that_paper(tmp_path: Path) -> None:
    drafts = drafted(tmp_path, DefinitionPackage())
    outputs = [out for _, one in drafts.definitions if isinstance(one, PublicService) for out in one.outputs]
    assert [(out.name.zh, out.evidence) for out in outputs] == [
        ("出生医学证明", None),
        ("居民户口簿", "ju-min-hu-kou-bu"),
    ]


def test_drafts_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    drafts = drafted(tmp_path, DefinitionPackage())
    folder = tmp_path / "definitions"
    folder.mkdir()
    write_drafts(drafts, folder)
    loaded = load_package(folder)
    assert loaded.findings == ()
    package = loaded.package
    there: list[object] = [
        *package.services.values(),
        *package.life_events.values(),
        *package.evidence.values(),
    ]
    there += [*package.overlays.values(), *package.authorities.values(), *package.sources.values()]
    assert {repr(one) for one in there} == {repr(value) for _, value in drafts.definitions}


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"sxmc": ""}, "sxmc"),
        ({"approveList": []}, "approveList"),
        ({"approveList": "none"}, "data.approveList"),
        ({"approveList": [{"cnsxsx": 5}]}, "data.approveList[0].lbsxfwmc"),
        ({"approveList": [{"lbsxfwmc": "a", "cnsxsx": "5 天"}]}, "data.approveList[0].cnsxsx"),
        ({"approveList": [{"lbsxfwmc": "a", "cnsxsx": -5}]}, "data.approveList[0].cnsxsx"),
        ({"materialList": [7]}, "data.materialList[0]"),
        ({"materialList": [{"clbyx": "1"}]}, "data.materialList[0].clmc"),
        ({"basicInfo": []}, "data.basicInfo"),
    ],
)
def test_what_is_no_guide_is_refused_with_the_place(
    tmp_path: Path, changes: dict[str, object], place: str
) -> None:
    with pytest.raises(PublishedFileRefused) as refused:
        read_provincial_guide(written(tmp_path, answered(guide(**changes))))
    assert refused.value.fields["place"] == place


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"a": 1e999}', "[" * 100_000, '{"data": {}}', "\x00"])
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PublishedFileRefused):
        read_provincial_guide(written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishedFileRefused):
        read_provincial_guide(tmp_path / "nothing.json")
