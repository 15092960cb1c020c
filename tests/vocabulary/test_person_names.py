"""Names: cleaned of typing habits, never changed beyond them, rare characters welcome."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.vocabulary.identifiers import (
    IdentifierFault,
    check_person_name,
    describe_characters,
    normalise_person_name,
    rare_characters,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 张某某\n", "张某某"),
        ("张\u3000三", "张三"),
        ("张 三", "张三"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("买买提 ‧ 吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("买买提．吐尔逊", "买买提·吐尔逊"),
        ("ＪＯＨＮ\u3000ＳＭＩＴＨ", "JOHN SMITH"),
        ("Jose\u0301  Garci\u0301a", "José García"),
        ("J. Smith", "J. Smith"),
        ("张\u200b三", "张三"),
    ],
)
def test_typing_habits_are_forgiven(typed: str, name: str) -> None:
    assert normalise_person_name(typed) == name
    assert check_person_name(typed) is None


@pytest.mark.parametrize(
    "name",
    [
        "\U00020bb7田",  # 𠮷, beyond the BMP
        "王\U0002ebf0",  # extension I, unknown to the Unicode tables of Python 3.11
        "李\U00031350",  # extension H
        "〇二",
        "佐々木",
        "葛\U000e0100城",  # a variant chosen by a variation selector
        "O'Connor",
        "Jean-Luc Martin Jr.",
        "阿不都热合曼·买买提艾力",
        "Anna 李",
        "\uf92c",  # a compatibility ideograph stays itself
    ],
)
def test_names_as_they_are(name: str) -> None:
    assert normalise_person_name(name) == name
    problem = check_person_name(name)
    assert problem is None or (len(name) == 1 and problem.fault is IdentifierFault.LENGTH)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", IdentifierFault.EMPTY),
        (" \u3000\u200b", IdentifierFault.EMPTY),
        ("张", IdentifierFault.LENGTH),
        ("张" * 51, IdentifierFault.LENGTH),
        ("张3", IdentifierFault.CHARACTER),
        ("张三（小）", IdentifierFault.CHARACTER),
        ("张-三", IdentifierFault.CHARACTER),
        ("张三!", IdentifierFault.CHARACTER),
        ("张😀", IdentifierFault.CHARACTER),
        ("\u0301张三", IdentifierFault.CHARACTER),
        ("张\ue863", IdentifierFault.CHARACTER),
        ("·张三", IdentifierFault.SHAPE),
        ("张三·", IdentifierFault.SHAPE),
        ("买买提··吐尔逊", IdentifierFault.SHAPE),
        ("John3", IdentifierFault.CHARACTER),
        ("- John", IdentifierFault.CHARACTER),
    ],
)
def test_what_is_no_name(typed: str, fault: IdentifierFault) -> None:
    problem = check_person_name(typed)
    assert problem is not None
    assert problem.fault is fault


def test_a_character_of_one_system_is_named_by_its_code_point() -> None:
    problem = check_person_name("张\ue863")
    assert problem is not None
    assert problem.position == 2
    assert "U+E863" in problem.text.zh
    assert "U+E863" in problem.text.en


def test_characters_are_read_back_with_code_points() -> None:
    assert describe_characters("张\U00020bb7") == (("张", "U+5F20"), ("\U00020bb7", "U+20BB7"))
    assert rare_characters("张\U00020bb7") == (("\U00020bb7", "U+20BB7"),)
    assert rare_characters("张三") == ()


@given(st.text(st.sampled_from("张三\U00020bb7·•. \u3000aé\u0301A'-．3\ue863\u200b\uf92c"), max_size=12))
def test_normalising_twice_changes_nothing_more(typed: str) -> None:
    once = normalise_person_name(typed)
    assert normalise_person_name(once) == once


@given(st.text(max_size=60))
def test_nothing_typed_raises(typed: str) -> None:
    problem = check_person_name(typed)
    assert problem is None or (problem.text.zh and problem.text.en)
