"""Numbers: every published vector, every single wrong character a check can catch, and words that help."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.vocabulary.identifiers import (
    PERSON_ID_NAMES,
    IdentifierFault,
    PersonIdKind,
    Sex,
    birth_date_of,
    birth_date_of_citizen_id,
    check_citizen_id,
    check_organisation_code,
    check_person_id,
    check_unified_code,
    citizen_id_check_character,
    eighteen_digits_of,
    organisation_code_check_character,
    organisation_code_in,
    sex_of,
    sex_of_citizen_id,
    unified_code_check_character,
)
from yijian.core.vocabulary.identifiers.unified_code import ALPHABET

DIGITS = "0123456789"
CITIZEN = "11010519491231002X"
UNIFIED = "91350100M000100Y43"
ORGANISATION = "D2143569X"
PERMANENT_RESIDENT_2023 = "911124198108030024"

citizen_bodies = st.builds(
    lambda region, born, sequence: f"{region}{born:%Y%m%d}{sequence:03d}",
    st.sampled_from(["110105", "440524", "430102", "441900", "650102"]),
    st.dates(date(1900, 1, 1), date(2026, 11, 24)),
    st.integers(0, 999),
)
citizen_numbers = citizen_bodies.map(lambda body: body + citizen_id_check_character(body))
unified_bodies = st.builds(
    lambda head, region, tail: head + region + tail,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text(DIGITS, min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
unified_codes = unified_bodies.map(lambda body: body + unified_code_check_character(body))
organisation_bodies = st.text(DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8)
organisation_codes = organisation_bodies.map(lambda body: body + organisation_code_check_character(body))


def fault_of(problem: object) -> str | None:
    return None if problem is None else str(getattr(problem, "fault", "not a problem"))


def with_character(value: str, index: int, character: str) -> str:
    return value[:index] + character + value[index + 1 :]


def swapped(value: str, index: int) -> str:
    return value[:index] + value[index + 1] + value[index] + value[index + 2 :]


class TestVectors:
    """The vectors of the standards, also kept here so that the repository stands on its own."""

    @pytest.mark.parametrize("number", [CITIZEN, "440524188001010014"])
    def test_right_citizen_numbers(self, number: str) -> None:
        assert check_citizen_id(number) is None

    def test_computed_check_characters(self) -> None:
        assert citizen_id_check_character("44052418800101001") == "4"
        assert unified_code_check_character("11100000000013127") == "D"

    @pytest.mark.parametrize(
        ("number", "fault"),
        [
            ("110105194912310020", IdentifierFault.CHECK),
            ("11010519491331002X", IdentifierFault.BIRTH_DATE),
            ("110105190002290027", IdentifierFault.BIRTH_DATE),
            ("11010518690101001X", IdentifierFault.BIRTH_DATE),
            ("99010519491231002X", IdentifierFault.OTHER_KIND),
            ("810000199408230021", IdentifierFault.OTHER_KIND),
            ("17010519491231002X", IdentifierFault.REGION),
            ("110000194912310024", IdentifierFault.REGION),
            ("1101051949123100X2", IdentifierFault.CHARACTER),
            ("11010519491231002", IdentifierFault.LENGTH),
            ("11010519491231002XX", IdentifierFault.LENGTH),
            ("130503670401001", IdentifierFault.OLD_FORM),
            (" \u3000", IdentifierFault.EMPTY),
            ("１１０１０５１９４９１２３１００２²", IdentifierFault.CHARACTER),
        ],
    )
    def test_wrong_citizen_numbers(self, number: str, fault: IdentifierFault) -> None:
        assert fault_of(check_citizen_id(number)) == fault

    @pytest.mark.parametrize("code", [UNIFIED, "11100000000013127D"])
    def test_right_unified_codes_hold_right_organisation_codes(self, code: str) -> None:
        assert check_unified_code(code) is None
        inner = organisation_code_in(code)
        assert inner is not None
        assert check_organisation_code(inner) is None

    @pytest.mark.parametrize(
        ("code", "fault"),
        [
            ("91350100M000100Y44", IdentifierFault.CHECK),
            ("91350100I000100Y43", IdentifierFault.CHARACTER),
            ("9135010AM000100Y43", IdentifierFault.CHARACTER),
            ("91350100M000100Y4", IdentifierFault.LENGTH),
            ("350100400012345", IdentifierFault.OLD_FORM),
            (ORGANISATION, IdentifierFault.OLD_FORM),
            ("", IdentifierFault.EMPTY),
        ],
    )
    def test_wrong_unified_codes(self, code: str, fault: IdentifierFault) -> None:
        assert fault_of(check_unified_code(code)) == fault
        assert organisation_code_in(code) is None

    @pytest.mark.parametrize("code", [ORGANISATION, "D2143569-X", "d2143569－x", "M000100Y4"])
    def test_right_organisation_codes(self, code: str) -> None:
        assert check_organisation_code(code) is None

    @pytest.mark.parametrize(
        ("code", "fault"),
        [
            ("D21435690", IdentifierFault.CHECK),
            ("D2143569", IdentifierFault.LENGTH),
            ("D214356*X", IdentifierFault.CHARACTER),
            ("D2143569A", IdentifierFault.CHARACTER),
            ("-", IdentifierFault.EMPTY),
        ],
    )
    def test_wrong_organisation_codes(self, code: str, fault: IdentifierFault) -> None:
        assert fault_of(check_organisation_code(code)) == fault


class TestWhatTheChecksCatch:
    """The algorithms keep what their standards promise, at every position."""

    @given(citizen_numbers)
    def test_every_single_wrong_digit_of_a_citizen_number(self, number: str) -> None:
        for index, right in enumerate(number):
            for wrong in DIGITS + ("X" if index == 17 else ""):
                if wrong != right:
                    assert check_citizen_id(with_character(number, index, wrong)) is not None

    @given(citizen_numbers)
    def test_every_swap_of_neighbours_in_a_citizen_number(self, number: str) -> None:
        for index in range(17):
            if number[index] != number[index + 1]:
                assert check_citizen_id(swapped(number, index)) is not None

    @given(citizen_bodies)
    def test_check_digit_alone_catches_single_errors_and_swaps(self, body: str) -> None:
        right = citizen_id_check_character(body)
        for index in range(17):
            wrongs = {with_character(body, index, digit) for digit in DIGITS}
            wrongs |= {swapped(body, index)} if index < 16 else set()
            assert right not in {citizen_id_check_character(wrong) for wrong in wrongs - {body}}

    @given(unified_codes, st.data())
    def test_every_single_wrong_character_of_a_unified_code(self, code: str, data: st.DataObject) -> None:
        index = data.draw(st.integers(0, 17))
        for wrong in ALPHABET:
            if wrong != code[index]:
                assert check_unified_code(with_character(code, index, wrong)) is not None

    @given(unified_codes)
    def test_every_swap_of_neighbours_in_a_unified_code(self, code: str) -> None:
        for index in range(17):
            if code[index] != code[index + 1]:
                assert check_unified_code(swapped(code, index)) is not None

    @given(organisation_codes)
    def test_organisation_code_catches_all_but_values_eleven_apart(self, code: str) -> None:
        """Wrong characters and swaps go through exactly where two values are equal modulo 11: the known weakness."""
        alphabet = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for index in range(8):
            right = alphabet.index(code[index])
            for value, wrong in enumerate(alphabet):
                caught = check_organisation_code(with_character(code, index, wrong)) is not None
                assert caught == ((value - right) % 11 != 0)
        for index in range(7):
            apart = alphabet.index(code[index]) - alphabet.index(code[index + 1])
            assert (check_organisation_code(swapped(code, index)) is not None) == (apart % 11 != 0)

    @given(citizen_numbers, unified_codes, organisation_codes)
    def test_right_numbers_pass(self, citizen: str, unified: str, organisation: str) -> None:
        assert check_citizen_id(citizen) is None
        assert check_unified_code(unified) is None
        assert check_organisation_code(organisation) is None


class TestWhatACitizenNumberTells:
    @given(citizen_numbers)
    def test_birth_date_and_sex(self, number: str) -> None:
        born = birth_date_of_citizen_id(number)
        assert born is not None
        assert f"{born:%Y%m%d}" == number[6:14]
        assert sex_of_citizen_id(number) is (Sex.FEMALE if int(number[16]) % 2 == 0 else Sex.MALE)

    def test_a_wrong_number_tells_nothing(self) -> None:
        assert birth_date_of_citizen_id("110105194912310020") is None
        assert sex_of_citizen_id("110105194912310020") is None

    def test_nobody_is_born_after_the_day_of_entry(self) -> None:
        number = "11010520261125001" + citizen_id_check_character("11010520261125001")
        assert check_citizen_id(number, as_of=date(2026, 11, 25)) is None
        assert fault_of(check_citizen_id(number, as_of=date(2026, 11, 24))) == IdentifierFault.BIRTH_DATE

    def test_the_old_form_is_refused_with_its_probable_successor(self) -> None:
        problem = check_citizen_id("110105 491231 002")
        assert problem is not None
        assert problem.suggestion == CITIZEN
        assert CITIZEN not in repr(problem)
        assert CITIZEN not in problem.text.zh + problem.text.en

    def test_the_old_form_of_people_born_before_1900(self) -> None:
        assert eighteen_digits_of("440524800101999") == "440524188001019991"

    @pytest.mark.parametrize("value", ["110105491331002", "11010549123100", "11010549123100X", CITIZEN])
    def test_what_is_no_old_form_has_no_successor(self, value: str) -> None:
        assert eighteen_digits_of(value) is None


class TestPersonDocuments:
    @pytest.mark.parametrize(
        ("kind", "number"),
        [
            (PersonIdKind.CITIZEN_ID, "11010519491231002x"),
            (
                PersonIdKind.HK_MACAO_RESIDENCE_PERMIT,
                "81000019940823002" + citizen_id_check_character("81000019940823002"),
            ),
            (
                PersonIdKind.HK_MACAO_RESIDENCE_PERMIT,
                "82000019940823002" + citizen_id_check_character("82000019940823002"),
            ),
            (
                PersonIdKind.TAIWAN_RESIDENCE_PERMIT,
                "83000019940823002" + citizen_id_check_character("83000019940823002"),
            ),
            (PersonIdKind.HK_MACAO_TRAVEL_PERMIT, "h12345678"),
            (PersonIdKind.HK_MACAO_TRAVEL_PERMIT, "M1234567801"),
            (PersonIdKind.TAIWAN_TRAVEL_PERMIT, "12345678"),
            (PersonIdKind.TAIWAN_TRAVEL_PERMIT, "1234567890(B)"),
            (PersonIdKind.FOREIGN_PERMANENT_RESIDENCE, PERMANENT_RESIDENT_2023),
            (PersonIdKind.FOREIGN_PERMANENT_RESIDENCE, "KAZ110090123105"),
            (PersonIdKind.CHINESE_PASSPORT, "E12345678"),
            (PersonIdKind.CHINESE_PASSPORT, "EA1234567"),
            (PersonIdKind.FOREIGN_PASSPORT, "C01X00T47"),
        ],
    )
    def test_right_numbers(self, kind: PersonIdKind, number: str) -> None:
        assert check_person_id(kind, number) is None

    @pytest.mark.parametrize(
        ("kind", "number", "fault"),
        [
            (PersonIdKind.CITIZEN_ID, "E12345678", IdentifierFault.LENGTH),
            (PersonIdKind.HK_MACAO_RESIDENCE_PERMIT, CITIZEN, IdentifierFault.REGION),
            (PersonIdKind.HK_MACAO_RESIDENCE_PERMIT, "810000199402300021", IdentifierFault.BIRTH_DATE),
            (PersonIdKind.HK_MACAO_RESIDENCE_PERMIT, "81000019940823", IdentifierFault.LENGTH),
            (PersonIdKind.TAIWAN_RESIDENCE_PERMIT, "830000199408230020", IdentifierFault.CHECK),
            (PersonIdKind.HK_MACAO_TRAVEL_PERMIT, "A12345678", IdentifierFault.SHAPE),
            (PersonIdKind.TAIWAN_TRAVEL_PERMIT, "1234567", IdentifierFault.SHAPE),
            (PersonIdKind.FOREIGN_PERMANENT_RESIDENCE, "911124198108030025", IdentifierFault.CHECK),
            (PersonIdKind.FOREIGN_PERMANENT_RESIDENCE, "999124198108030024", IdentifierFault.REGION),
            (PersonIdKind.FOREIGN_PERMANENT_RESIDENCE, "91112419810803002", IdentifierFault.LENGTH),
            (PersonIdKind.FOREIGN_PERMANENT_RESIDENCE, "KAZ11009012310", IdentifierFault.SHAPE),
            (PersonIdKind.CHINESE_PASSPORT, "123456789", IdentifierFault.SHAPE),
            (PersonIdKind.FOREIGN_PASSPORT, "PASSPORT", IdentifierFault.SHAPE),
            (PersonIdKind.FOREIGN_PASSPORT, "\u200b", IdentifierFault.EMPTY),
        ],
    )
    def test_wrong_numbers(self, kind: PersonIdKind, number: str, fault: IdentifierFault) -> None:
        assert fault_of(check_person_id(kind, number)) == fault

    def test_what_the_numbers_tell(self) -> None:
        assert birth_date_of(PersonIdKind.CITIZEN_ID, CITIZEN) == date(1949, 12, 31)
        assert sex_of(PersonIdKind.CITIZEN_ID, CITIZEN) is Sex.FEMALE
        kind = PersonIdKind.FOREIGN_PERMANENT_RESIDENCE
        assert birth_date_of(kind, PERMANENT_RESIDENT_2023) == date(1981, 8, 3)
        assert birth_date_of(kind, "KAZ110090123105") is None
        assert birth_date_of(PersonIdKind.CHINESE_PASSPORT, "E12345678") is None
        assert sex_of(PersonIdKind.CITIZEN_ID, "110105194912310020") is None

    def test_every_kind_has_its_official_name(self) -> None:
        assert set(PERSON_ID_NAMES) == set(PersonIdKind)

    @given(st.sampled_from(PersonIdKind), st.text(max_size=25))
    def test_nothing_typed_raises(self, kind: PersonIdKind, typed: str) -> None:
        problem = check_person_id(kind, typed)
        if problem is not None:
            assert problem.text.zh
            assert problem.text.en


class TestWords:
    """A problem says what is wrong and what right looks like."""

    @pytest.mark.parametrize(
        ("number", "zh", "en"),
        [
            (CITIZEN[:-1], "少了 1 位，应该是 18 位", "1 character missing: it should have 18"),
            (CITIZEN + "00", "多了 2 位，应该是 18 位", "2 characters too many: it should have 18"),
            ("1101O519491231002X", "第 5 位是“O”，应该是数字", "Character 5 is “O”: it should be a digit"),
        ],
    )
    def test_citizen_number(self, number: str, zh: str, en: str) -> None:
        problem = check_citizen_id(number)
        assert problem is not None
        assert (problem.text.zh, problem.text.en) == (zh, en)

    def test_position_points_at_the_character(self) -> None:
        problem = check_unified_code("91350100I000100Y43")
        assert problem is not None
        assert problem.position == 9

    def test_a_character_that_cannot_be_shown_is_named_by_its_code_point(self) -> None:
        problem = check_citizen_id("1101\ue8635194912310029")
        assert problem is not None
        assert "U+E863" in problem.text.zh
