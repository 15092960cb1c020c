"""What people type becomes a typed fact or a sentence that helps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.errors import Text
from yijian.core.vocabulary.answers import Answer, AnswerProblem, AnswerShape, parse_answer
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.provenance import FactValue

TODAY = date(2026, 11, 24)
SEX = (Code(code="1", name=Text("男", "male")), Code(code="2", name=Text("女", "female")))


def typed(kind: ConceptType, text: str, **shape: object) -> Answer | AnswerProblem:
    return parse_answer(shape=AnswerShape(type=kind, **shape), typed=text, today=TODAY)  # type: ignore[arg-type] # keywords vary by case


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ConceptType.DATE, "2026-11-02", date(2026, 11, 2)),
        (ConceptType.DATE, "２０２６年11月2日", date(2026, 11, 2)),
        (ConceptType.DATE, " 2024/2/29 ", date(2024, 2, 29)),
        (ConceptType.TIME, "8：15", "08:15"),
        (ConceptType.TIME, "18时05分", "18:05"),
        (ConceptType.MONEY, "1,280.50", 128050),
        (ConceptType.MONEY, "12元", 1200),
        (ConceptType.RATE, "5.5%", Decimal("0.055")),
        (ConceptType.RATE, "５．５％", Decimal("0.055")),
        (ConceptType.RATE, "0.055000000", Decimal("0.055")),
        (ConceptType.RATE, "100 %".replace(" ", ""), Decimal(1)),
        (ConceptType.INTEGER, "２", 2),
        (ConceptType.BOOLEAN, "true", True),
        (ConceptType.CODE, "2", "2"),
        (ConceptType.CODES, "2", "2"),
        (ConceptType.CODES, " 2  1 ", "1 2"),
        (ConceptType.BANK_ACCOUNT, "6222 0000 1111 2222 333", "6222000011112222333"),
        (ConceptType.PERSON_NAME, " 阿卜杜拉・买买提 ", "阿卜杜拉·买买提"),
        (ConceptType.PERSON_ID, "11010519491231002x", "11010519491231002X"),
        (ConceptType.UNIFIED_CODE, "91350100M000100Y43", "91350100M000100Y43"),
        (ConceptType.TEXT, "  长沙市第一医院 ", "长沙市第一医院"),
    ],
)
def test_what_was_meant_is_understood(kind: ConceptType, text: str, value: FactValue) -> None:
    assert typed(kind, text, codes=SEX) == Answer(value)


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        (ConceptType.DATE, "2026-02-30", "没有"),
        (ConceptType.DATE, "下周一", "年、月、日"),
        (ConceptType.TIME, "25:00", "时和分"),
        (ConceptType.MONEY, "12.345", "到分"),
        (ConceptType.MONEY, "NaN", "到分"),
        (ConceptType.MONEY, "很多", "金额"),
        (ConceptType.RATE, "0.0000001", "比率"),
        (ConceptType.RATE, "百分之五", "比率"),
        (ConceptType.RATE, "1e3", "比率"),
        (ConceptType.INTEGER, "1.5", "整数"),
        (ConceptType.BOOLEAN, "maybe", "是"),
        (ConceptType.CODE, "9", "选项"),
        (ConceptType.CODES, "1 9", "选项"),
        (ConceptType.BANK_ACCOUNT, "一二三", "数字"),
        (ConceptType.TEXT, "a\x00b", "看不见"),
        (ConceptType.TEXT, "   ", "请填写"),
        (ConceptType.PERSON_ID, "110105194912310020", ""),
    ],
)
def test_what_cannot_be_is_explained(kind: ConceptType, text: str, says: str) -> None:
    answer = typed(kind, text, codes=SEX)
    assert isinstance(answer, AnswerProblem)
    assert says in answer.text.zh
    assert answer.text.en


def test_a_date_keeps_within_its_bounds() -> None:
    bounds = {"minimum": "2026-05-01", "maximum": "today"}
    assert isinstance(typed(ConceptType.DATE, "2026-11-24", **bounds), Answer)
    assert isinstance(typed(ConceptType.DATE, "2026-11-25", **bounds), AnswerProblem)
    assert isinstance(typed(ConceptType.DATE, "2026-04-30", **bounds), AnswerProblem)


def test_a_number_keeps_within_its_bounds() -> None:
    assert isinstance(typed(ConceptType.INTEGER, "0", minimum="1"), AnswerProblem)
    assert isinstance(typed(ConceptType.INTEGER, "9", maximum="8"), AnswerProblem)
    assert typed(ConceptType.INTEGER, "8", minimum="1", maximum="8") == Answer(8)


@given(kind=st.sampled_from(ConceptType), text=st.text(max_size=200))
def test_nothing_that_is_typed_raises(kind: ConceptType, text: str) -> None:
    assert isinstance(typed(kind, text, codes=SEX), Answer | AnswerProblem)
