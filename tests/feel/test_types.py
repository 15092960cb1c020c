"""The type checker: what fits the dictionary, what lies in the verifiable subset, and what the findings say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yijian.core.feel import (
    BOOLEAN,
    DATE,
    DAYS,
    INTEGER,
    MONEY,
    MONTHS,
    NUMBER,
    TEXT,
    Code,
    ContextOf,
    FeelOutsideSubset,
    FeelTypeError,
    ListOf,
    Type,
    check_types,
    parse,
    parse_unary_tests,
    subset_advice,
)
from yijian.core.feel.builtins import BUILTINS

ETHNICITY = Code("ethnicity", ("汉", "满", "土家"))
SEX = Code("sex", ("1", "2"))
PARENT = ContextOf(
    {"ethnicity": ETHNICITY, "insured": BOOLEAN, "birth_date": DATE, "income": MONEY, "name": TEXT}
)
CHILD = ContextOf({"sex": SEX, "birth_date": DATE, "name": TEXT, "today": DATE})
SCOPE: dict[str, Type] = {
    "mother": PARENT,
    "father": PARENT,
    "child": ListOf(CHILD),
    "today": DATE,
    "count": INTEGER,
    "rate": NUMBER,
    "wait": MONTHS,
    "open_code": Code("anything"),
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mother.ethnicity != father.ethnicity", BOOLEAN),
        ('mother.ethnicity in ("汉", "满")', BOOLEAN),
        ('mother.ethnicity in ["汉", "满"]', BOOLEAN),
        ('open_code = "x"', BOOLEAN),
        ("mother.insured and not(father.insured)", BOOLEAN),
        ("every c in child satisfies full months between(c.birth_date, today) < 6", BOOLEAN),
        ('some c in child satisfies c.sex = "1"', BOOLEAN),
        ('count(child[sex = "1"]) in [1..3]', BOOLEAN),
        ('for c in child return c.birth_date + @"P6M"', ListOf(DATE)),
        ("child.name", ListOf(TEXT)),
        ("mother.income + yuan(100)", MONEY),
        ("mother.income * 2 - father.income", MONEY),
        ("round half up(mother.income * rate)", MONEY),
        ("round half up(mother.income / 3)", MONEY),
        ("sum([mother.income, father.income])", MONEY),
        ("max(mother.income, father.income) > yuan(5000)", BOOLEAN),
        ("floor(count / 2)", INTEGER),
        ("round half up(rate / 3, 2)", NUMBER),
        ("count * 2 + 1", INTEGER),
        ("count + rate", NUMBER),
        ("-count", INTEGER),
        ('date("2024-01-01")', DATE),
        ('duration("P6M")', MONTHS),
        ('duration("P6D")', DAYS),
        ("today - mother.birth_date", DAYS),
        ('@"2026-01-01" - mother.birth_date < @"P30D"', BOOLEAN),
        ("years and months duration(mother.birth_date, today)", MONTHS),
        ('wait * 2 + @"P1M"', MONTHS),
        ("mother.birth_date < father.birth_date", BOOLEAN),
        ("mother.birth_date = today", BOOLEAN),
        ("if mother.insured then 1 else 2.5", NUMBER),
        ("mother.birth_date.year", INTEGER),
        ('mother.name + "!"', TEXT),
        ("string length(mother.ethnicity)", INTEGER),
        ("is defined(mother.name)", BOOLEAN),
        ("count between 1 and 3", BOOLEAN),
        ("count in (1, < rate, [2..3])", BOOLEAN),
        ("count in (? > 2)", BOOLEAN),
        ("some i in [1, 2], c in child satisfies count = i", BOOLEAN),
        ("{a: 1, b: a + 1}.b", INTEGER),
    ],
)
def test_rules_of_the_subset_have_a_type_and_no_finding(text: str, expected: Type) -> None:
    checked = check_types(parse(text), SCOPE)
    assert [str(finding) for finding in checked.findings] == []
    assert checked.type == expected


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ('mother.etnicity = "汉"', FeelTypeError, "是不是：ethnicity"),
        ("mum.insured", FeelTypeError, "数据元里没有“mum”"),
        ('mother.ethnicity = "汉族"', FeelTypeError, "可用的值：汉、满、土家"),
        ('mother.ethnicity in ("汉", "回")', FeelTypeError, "“回”不在代码表"),
        ('mother.ethnicity in ["回"]', FeelTypeError, "“回”不在代码表"),
        ("mother.ethnicity = child[1].sex", FeelTypeError, "不能放在一起"),
        ('mother.ethnicity < "满"', FeelTypeError, "没有大小之分"),
        ("mother.income > 5000", FeelTypeError, "yuan(100)"),
        ("mother.income * father.income", FeelTypeError, "不能相乘"),
        ("mother.income * rate", FeelOutsideSubset, "round half up"),
        ("mother.income + 1", FeelTypeError, "不能相加"),
        ("count / 2", FeelOutsideSubset, "round half up"),
        ("round half up(1 / count)", FeelOutsideSubset, "除数可能是零"),
        ("round half up(1 / 0)", FeelOutsideSubset, "除数可能是零"),
        ("count ** 2", FeelOutsideSubset, "连乘"),
        ("mother.name = null", FeelOutsideSubset, "is defined"),
        ("mother.birth_date - father.birth_date", FeelOutsideSubset, "间隔不能证明"),
        ("full years between(mother.birth_date, father.birth_date)", FeelOutsideSubset, "间隔不能证明"),
        ("mother.birth_date = father.birth_date", FeelOutsideSubset, "同一天"),
        ('child[1].sex = "1"', FeelOutsideSubset, "some 或 every"),
        ("min(child.birth_date)", FeelOutsideSubset, "列表为空"),
        ("date(mother.name)", FeelOutsideSubset, "直接写明"),
        ('date("2023-02-29")', FeelTypeError, "不是日期"),
        ("[1..3]", FeelOutsideSubset, "x in [1..5]"),
        ("mother.insured = 1", FeelTypeError, "不能放在一起"),
        ("mother.insured and count", FeelTypeError, "这里需要是/否，而不是整数"),
        ("if count then 1 else 2", FeelTypeError, "这里需要是/否"),
        ('if mother.insured then 1 else "a"', FeelTypeError, "不能放在一起"),
        ("some c in mother satisfies true", FeelTypeError, "不是列表"),
        ("mother[insured]", FeelTypeError, "不是列表"),
        ("child[name]", FeelTypeError, "需要条件"),
        ("child[today > birth_date]", FeelTypeError, "item.today"),
        ("count.x", FeelTypeError, "没有“x”"),
        ("-mother.name", FeelTypeError, "不能取负"),
        ("floor(mother.name)", FeelTypeError, "不能用于：文本"),
        ("1 + mother", FeelTypeError, "不能相加"),
        ("floor()", FeelTypeError, "参数不对"),
        ("now()", FeelOutsideSubset, "today"),
        ("string(count)", FeelOutsideSubset, "可以证明的函数：abs、"),
        ("function(x) x", FeelOutsideSubset, "直接写出计算"),
        ("(function(x) x)(count)", FeelOutsideSubset, "直接写出计算"),
        ("function(x) external {java: {}}", FeelOutsideSubset, "外部函数"),
        ("count instance of number", FeelOutsideSubset, "is defined"),
        ("(< 5)", FeelOutsideSubset, "x in [1..5]"),
        ("for i in 1..3 return if i = 1 then 1 else partial[-1]", FeelOutsideSubset, "sum 或 count"),
        ("some i in [1..3] satisfies i = count", FeelOutsideSubset, "i in 1..5"),
        ("for d in mother.birth_date..today return d", FeelOutsideSubset, "逐日循环"),
        ('@"10:00:00" = @"11:00:00"', FeelOutsideSubset, "只写日期"),
        ('mother.birth_date > @"-0001-01-01"', FeelOutsideSubset, "1 至 9999"),
        ('[1, "a"]', FeelTypeError, "不能放在一起"),
        ('count in ("a", 2)', FeelTypeError, "不能放在一起"),
        ('count in [1.."a"]', FeelTypeError, "不能放在一起"),
        ("count in (? + 1)", FeelTypeError, "这里需要是/否"),
        ('for i in 1.."a" return i', FeelTypeError, "这里需要整数"),
    ],
)
def test_findings_name_the_reason_and_the_repair(text: str, kind: type, words: str) -> None:
    findings = check_types(parse(text), SCOPE).findings
    assert any(type(finding) is kind and words in finding.text.zh for finding in findings), findings
    assert all(finding.place.end > finding.place.start and finding.text.en for finding in findings)


def test_all_findings_are_collected() -> None:
    checked = check_types(parse('mum.x and count + "a" = 1 and mother.income > 5'), SCOPE)
    assert [finding.place.column for finding in checked.findings] == [1, 11, 31]


def test_the_cells_of_a_table_are_checked_against_their_input() -> None:
    tests = parse_unary_tests('"汉", "回"')
    findings = check_types(tests, {**SCOPE, "?": ETHNICITY}).findings
    assert len(findings) == 1
    assert "回" in findings[0].text.zh


def test_types_say_which_values_they_hold() -> None:
    assert INTEGER.holds(Decimal(1))
    assert not INTEGER.holds(Decimal("1.5"))
    assert not INTEGER.holds(True)
    assert SEX.holds("1")
    assert not SEX.holds("3")
    assert ListOf(SEX).holds(("1", "2"))
    assert not ListOf(SEX).holds("1")
    assert ContextOf({"sex": SEX}).holds({"name": "x"})
    assert not ContextOf({"sex": SEX}).holds({"sex": "3"})
    with pytest.raises(TypeError):
        Type()  # type: ignore[abstract]  # that is what is tested


def test_advice_is_given_for_functions_that_exist_and_lie_outside() -> None:
    for name, repair in subset_advice.IN_PLACE_OF.items():
        assert not BUILTINS[name].subset
        assert repair.zh
        assert repair.en


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if mother.insured then 1 else null", INTEGER),
        ("if mother.insured then null else yuan(5)", MONEY),
        ("(if mother.insured then 1 else if father.insured then 2 else null) > 1", BOOLEAN),
    ],
)
def test_an_end_without_an_answer_is_allowed_to_who_asks(text: str, expected: Type) -> None:
    """Elsewhere it is pointed at: whoever writes null in a rule should know what it does."""
    allowed = check_types(parse(text), SCOPE, open_ends=True)
    assert (allowed.type, allowed.findings) == (expected, ())
    (finding,) = check_types(parse(text), SCOPE).findings
    assert isinstance(finding, FeelOutsideSubset)


@pytest.mark.parametrize(
    "text", ["if mother.insured then null else null", "mother.name = null", "null", "1 + null"]
)
def test_null_stands_nowhere_else(text: str) -> None:
    assert any(
        isinstance(each, FeelOutsideSubset)
        for each in check_types(parse(text), SCOPE, open_ends=True).findings
    )
