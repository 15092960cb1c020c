"""Notices: numbers, legal bases, remedies, and words for every kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cases.situations import MONDAY, Story, spec, text
from yijian.core.cases import (
    PROCEDURES,
    DeclineTask,
    Notice,
    NoticeBasis,
    NoticeKind,
    Remedy,
    basis_words,
    procedure_of,
    words_of,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.service import ServiceKind

VALUES = {
    "applicant": "张某某",
    "subject": "出生登记",
    "authority": "示例市公安局",
    "issued": "2026年3月2日",
    "number": "430100-1-受-2",
    "case_number": "430100-1",
    "reasons": "缺少照片",
    "due": "3月20日（周五）",
    "basis": "《行政许可法》",
    "accepted": "3月2日",
    "procedure": "专家评审",
    "papers": "照片（3月9日前）",
    "blocked_by": "出生医学证明",
    "ground": "原来的决定不合法",
    "outcome": "维持原来的决定",
    "reviewer": "示例市公安局",
    "objection_days": "60",
    "objection_source": "这个期限是平台自己定的",
    "competent": "住房和城乡建设局",
    "place": "经营场所",
    "visitors": "市场监管局、消防救援局",
    "finding": "通过",
}


def notice(kind: NoticeKind) -> Notice:
    return Notice(kind=kind, number="430100-1-受-2", issued_at=MONDAY, authority="police")


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_words_in_both_languages_that_can_be_filled(kind: NoticeKind) -> None:
    words = words_of(notice(kind))
    filled = words.filled(VALUES)
    for paragraph in (filled.title, *filled.paragraphs):
        assert paragraph.zh
        assert paragraph.en
        assert "{" not in paragraph.zh + paragraph.en
    assert filled.paragraphs[-1].zh == "示例市公安局，2026年3月2日，编号 430100-1-受-2"


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="applicant"):
        words_of(notice(NoticeKind.RECEIPT)).filled({})


def said(one: Notice) -> str:
    filled = words_of(one).filled(VALUES)
    return "\n".join(f"{text.zh}\n{text.en}" for text in filled.paragraphs)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("remedies", [(), tuple(Remedy)])
def test_every_kind_holds_all_its_parts_in_both_languages(
    kind: NoticeKind, remedies: tuple[Remedy, ...]
) -> None:
    """Number, reasons, basis, remedies with body and days, delivery, place of the seal, signature with day."""
    words = said(replace(notice(kind), reasons=(text("r"),), remedies=remedies))
    for zh, en in (
        ("缺少照片", "缺少照片"),
        ("依据：", "Basis: "),
        ("送达：", "Delivery: "),
        ("（示例市公安局签章处）", "(Place of the seal of 示例市公安局)"),
        ("编号 430100-1-受-2", "no. 430100-1-受-2"),
        ("2026年3月2日", "2026年3月2日"),
    ):
        assert zh in words
        assert en in words
    if not remedies:
        assert "没有找到单独的救济规定" in words
        assert "none against a document of this kind was found" in words
        return
    assert "行政复议机关" in words
    assert "reconsideration office" in words
    assert "人民法院" in words
    assert "people's court" in words
    assert "从收到这份文书起 60 天内" in words
    assert "within 60 days" in words
    assert words.count("没有核对到条文") + words.count("还没有核对到条文") >= 2, (
        "days that were not found are not made up"
    )


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_kind_that_gives_no_reason_of_its_own_says_what_it_rests_on(kind: NoticeKind) -> None:
    words = said(notice(kind))
    assert any(one in words for one in ("理由：", "缺少照片")), kind
    assert any(one in words for one in ("Reasons: ", "lacks the following", "You wrote: ")), kind


def test_silence_is_told_as_the_reason() -> None:
    for kind, word in ((NoticeKind.ACCEPTANCE, "就算受理"), (NoticeKind.APPROVAL, "就算批准")):
        assert word in said(replace(notice(kind), deemed=True))
        assert word not in said(notice(kind))


def test_numbers_of_one_case_never_repeat() -> None:
    story = Story().dispatched()
    for key in ("certificate", "registration", "card"):
        story.issued(key)
    numbers = [one.number for one in story.case.notices]
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("430100-1-") for number in numbers)


def test_a_basis_is_cited_only_where_it_was_found_and_says_how_sure_it_is() -> None:
    cite = Text("《法》", "Law")
    assert basis_words(NoticeBasis()).en == "no clause has been verified"
    assert "待核对" in basis_words(NoticeBasis(cite=cite, certainty=Certainty.RECALLED)).zh
    published = NoticeBasis(cite=cite, certainty=Certainty.PUBLISHED, source="law")
    assert basis_words(published) == cite


def test_every_kind_of_matter_has_a_profile_and_only_a_found_rule_makes_silence_acceptance() -> None:
    assert set(PROCEDURES) == set(ServiceKind)
    for kind in ServiceKind:
        procedure = procedure_of(kind)
        assert procedure.correction.certainty is not Certainty.NOT_FOUND
        silence = procedure.deemed_acceptance
        assert not silence.allowed or silence.certainty is not Certainty.NOT_FOUND


def test_a_notice_about_a_matter_without_a_found_rule_says_so() -> None:
    story = Story().dispatched(spec("a", kind=ServiceKind.CONFIRMATION))
    story.handle(DeclineTask(task="a", reason=text("r")))
    assert story.case.notices[-1].basis.certainty is Certainty.NOT_FOUND
    assert story.case.notices[-1].basis.cite is None
