"""How numbers are typed, masked and dialled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.vocabulary.identifiers import (
    check_mobile_number,
    citizen_id_check_character,
    mask_identifier,
    normalise_identifier,
    normalise_mobile_number,
    organisation_code_check_character,
    unified_code_check_character,
)

DIGITS = "0123456789"
CITIZEN = "11010519491231002X"


class TestWrittenForm:
    @pytest.mark.parametrize(
        "typed",
        ["１１０１０５１９４９１２３１００２ｘ", " 110105 19491231 002x\n", "110105-19491231-002X\u200b"],
    )
    def test_typing_habits_are_forgiven(self, typed: str) -> None:
        assert normalise_identifier(typed) == CITIZEN

    @given(st.text())
    def test_normalising_twice_changes_nothing_more(self, typed: str) -> None:
        once = normalise_identifier(typed)
        assert normalise_identifier(once) == once
        mobile = normalise_mobile_number(typed)
        assert normalise_mobile_number(mobile) == mobile

    @pytest.mark.parametrize(
        ("value", "masked"),
        [
            (CITIZEN, "1101************2X"),
            ("13800138000", "1380*****00"),
            ("E12345678", "E123***78"),
            ("12345678", "******78"),
            ("1234", "****"),
            ("", ""),
        ],
    )
    def test_masked(self, value: str, masked: str) -> None:
        assert mask_identifier(value) == masked

    @given(st.text(DIGITS, max_size=30))
    def test_a_mask_keeps_the_length_and_hides_at_least_three(self, value: str) -> None:
        masked = mask_identifier(value)
        assert len(masked) == len(value)
        assert masked.count("*") >= min(3, len(value))
        assert all(shown in ("*", real) for shown, real in zip(masked, value, strict=True))

    @pytest.mark.parametrize("length", [0, 16, 18])
    def test_a_check_character_needs_the_whole_body(self, length: int) -> None:
        for compute in (
            citizen_id_check_character,
            unified_code_check_character,
            organisation_code_check_character,
        ):
            with pytest.raises(ValueError, match="exactly"):
                compute("1" * length)


class TestMobileNumber:
    @pytest.mark.parametrize(
        "typed", ["13800138000", "+86 138 0013 8000", "0086-13800138000", "８６１３８００１３８０００"]
    )
    def test_right(self, typed: str) -> None:
        assert check_mobile_number(typed) is None
        assert normalise_mobile_number(typed) == "13800138000"

    @pytest.mark.parametrize(
        ("typed", "zh"),
        [
            ("1380013800", "少了 1 位，应该是 11 位"),
            ("138001380001", "多了 1 位，应该是 11 位"),
            ("12800138000", "手机号应该以 13 到 19 开头，请填大陆的手机号"),
            ("1380013800O", "第 11 位是“O”，应该是数字"),
            ("", "还没有填，请照证件填写"),
        ],
    )
    def test_wrong(self, typed: str, zh: str) -> None:
        problem = check_mobile_number(typed)
        assert problem is not None
        assert problem.text.zh == zh
