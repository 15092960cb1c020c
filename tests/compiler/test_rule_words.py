"""Rules in words: what a condition looks at, in the names of the dictionary, in both languages."""

from __future__ import annotations

import pytest

from yijian.core.compiler.rule_words import Subject, rule_words
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, Concept, ConceptType, Entity
from yijian.core.vocabulary.one_thing import OneThing


def concept(zh: str, en: str, kind: ConceptType, *codes: Code) -> Concept:
    return Concept(name=Text(zh, en), type=kind, question=Text("？", "?"), codes=codes)


FATHER = Code(code="father", name=Text("随爸爸", "the father's"))
MOTHER = Code(code="mother", name=Text("随妈妈", "the mother's"))
PERSON = Entity(
    id="person",
    name=Text("人", "Person"),
    concepts={
        "group": concept("民族", "Ethnic group", ConceptType.CODE),
        "surname": concept("随谁的姓", "Surname", ConceptType.CODE, FATHER, MOTHER),
        "born": concept("出生日期", "Date of birth", ConceptType.DATE),
        "insured": concept("是否参加生育保险", "Covered by insurance", ConceptType.BOOLEAN),
        "income": concept("收入", "Income", ConceptType.MONEY),
        "age": concept("年龄", "Age", ConceptType.INTEGER),
        "number": concept("ID 号", "ID number", ConceptType.TEXT),
    },
)
COUPLE = Entity(
    id="couple",
    name=Text("夫妻", "Couple"),
    concepts={"married": concept("父母在婚", "Parents are married", ConceptType.BOOLEAN)},
)
SUBJECTS = {
    "mother": Subject(Text("妈妈", "the mother"), PERSON),
    "father": Subject(Text("爸爸", "the father"), PERSON),
    "child": Subject(Text("宝宝", "the baby"), PERSON),
    "parents": Subject(Text("父母", "the parents"), COUPLE, alone=True),
}


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("parents.married", "父母在婚", "parents are married"),
        ("mother.insured", "妈妈参加生育保险", "the mother: covered by insurance"),
        (
            "mother.insured = false",
            "“妈妈参加生育保险”不成立",
            "it is not so that “the mother: covered by insurance”",
        ),
        (
            "not(mother.insured)",
            "“妈妈参加生育保险”不成立",
            "it is not so that “the mother: covered by insurance”",
        ),
        (
            "mother.group = father.group",
            "妈妈的民族和爸爸的民族相同",
            "the mother's ethnic group is the same as the father's ethnic group",
        ),
        (
            "not(mother.group = father.group)",
            "妈妈的民族和爸爸的民族不同",
            "the mother's ethnic group is not the same as the father's ethnic group",
        ),
        (
            'every c in child satisfies c.surname in ("father", "mother")',
            "每个宝宝：随谁的姓是随爸爸或随妈妈",
            "for every baby: surname is the father's or the mother's",
        ),
        (
            'some c in child satisfies today < c.born + @"P1Y6M"',
            "至少一个宝宝：今天早于出生日期加 1 年 6 个月",
            "for at least one baby: today is before date of birth plus 1 year 6 months",
        ),
        (
            'mother.born >= @"2026-11-18"',
            "妈妈的出生日期不早于2026年11月18日",
            "the mother's date of birth is not before 18 November 2026",
        ),
        ("mother.income <= 500000", "妈妈的收入不超过 5,000 元", "the mother's income is at most 5,000 yuan"),
        (
            "mother.age in [18..60)",
            "妈妈的年龄至少是 18，并且妈妈的年龄少于 60",
            "the mother's age is at least 18, and the mother's age is less than 60",
        ),
        (
            "mother.insured and (father.insured or parents.married)",
            "妈妈参加生育保险，并且（爸爸参加生育保险，或者父母在婚）",
            "the mother: covered by insurance, and (the father: covered by insurance, or parents are married)",
        ),
        (
            "if mother.insured then parents.married else null",
            "如果妈妈参加生育保险，那么要父母在婚；否则规则不下结论",
            "if the mother: covered by insurance, then parents are married; otherwise the rule gives no answer",
        ),
        ("mother.number = null", "没有妈妈的ID 号", "the mother's ID number is not given"),
    ],
)
def test_a_rule_is_said_in_the_names_of_the_dictionary(rule: str, zh: str, en: str) -> None:
    assert rule_words(rule, SUBJECTS) == Text(zh, en)


@pytest.mark.parametrize(
    "rule", ["aunt.group = mother.group", "mother.shoe_size > 40", 'matches(mother.number, "A.*")', "1"]
)
def test_what_has_no_plain_words_is_not_said(rule: str) -> None:
    assert rule_words(rule, SUBJECTS) is None


def test_every_condition_of_the_shipped_thing_has_words_without_codes(newborn: OneThing) -> None:
    people = newborn.life_event.participants
    subjects = {name: Subject(one.name, newborn.entities[one.entity]) for name, one in people.items()}
    overlay = newborn.overlay
    assert overlay is not None
    for condition in overlay.admission.conditions:
        words = rule_words(condition.rule, subjects)
        assert words is not None, condition.id
        for code in ("430000", "CHN", "P6M", "_", "satisfies"):
            assert code not in words.zh + words.en
