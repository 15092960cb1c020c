"""What a department is given in its own writing is exactly what was told, or it is refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, Concept, ConceptType
from yijian.core.vocabulary.units import UNIT_NAMES, Unit, decimals_needed, ratio
from yijian.core.vocabulary.writing import DateForm, Writing, WritingProblem, read, unit_of, write

WORDS = Text("项", "thing")
MONEY = Concept(name=WORDS, question=WORDS, type=ConceptType.MONEY)
DAY = Concept(name=WORDS, question=WORDS, type=ConceptType.DATE)
YES_NO = Concept(name=WORDS, question=WORDS, type=ConceptType.BOOLEAN)
SEX = Concept(
    name=WORDS,
    question=WORDS,
    type=ConceptType.CODE,
    codes=tuple(Code(code=code, name=WORDS) for code in ("1", "2")),
)
ITEMS = Concept(name=WORDS, question=WORDS, type=ConceptType.CODES, codes=SEX.codes)


EXACT = tuple(
    (own, theirs, needed)
    for own in Unit
    for theirs in Unit
    if (factor := ratio(own, theirs)) is not None and (needed := decimals_needed(factor)) is not None
)


def counted(unit: Unit | None) -> Concept:
    return Concept(name=WORDS, question=WORDS, type=ConceptType.INTEGER, unit=unit)


def numbers(unit: Unit) -> Concept:
    return MONEY if unit is Unit.FEN else counted(unit)


@given(
    own=st.sampled_from(Unit),
    theirs=st.sampled_from(Unit),
    decimals=st.integers(0, 8),
    value=st.integers(-(10**15), 10**15),
)
def test_a_number_is_written_exactly_or_not_at_all(
    own: Unit, theirs: Unit, decimals: int, value: int
) -> None:
    concept, writing = numbers(own), Writing(unit=theirs, decimals=decimals)
    written = write(concept, writing, value)
    factor = ratio(own, theirs)
    exact = factor is not None and (value * factor * 10**decimals).denominator == 1
    assert isinstance(written, str) is exact
    if isinstance(written, str) and factor is not None:
        assert Fraction(written) == value * factor
        assert len(written.partition(".")[2]) <= decimals
        assert read(concept, writing, written) == value


@given(pair=st.sampled_from(EXACT), value=st.integers(-(10**15), 10**15))
def test_with_the_decimals_that_the_check_asks_for_nothing_is_ever_refused(
    pair: tuple[Unit, Unit, int], value: int
) -> None:
    """What `yijian check` lets pass never fails while a case runs."""
    own, theirs, needed = pair
    assert isinstance(write(numbers(own), Writing(unit=theirs, decimals=needed), value), str)


@pytest.mark.parametrize(("own", "theirs", "needed"), [pair for pair in EXACT if pair[2]])
def test_the_decimals_asked_for_are_the_least_that_suit_every_number(
    own: Unit, theirs: Unit, needed: int
) -> None:
    fewer = Writing(unit=theirs, decimals=needed - 1)
    assert isinstance(write(numbers(own), fewer, 1), WritingProblem)


def test_from_mu_to_square_metres_no_number_of_decimals_is_enough() -> None:
    factor = ratio(Unit.MU, Unit.SQUARE_METRE)
    assert factor is not None
    assert decimals_needed(factor) is None


@given(one=st.sampled_from(Unit), two=st.sampled_from(Unit), three=st.sampled_from(Unit))
def test_ratios_agree_with_each_other(one: Unit, two: Unit, three: Unit) -> None:
    first, second, whole = ratio(one, two), ratio(two, three), ratio(one, three)
    if first is not None and second is not None:
        assert whole == first * second
    back = ratio(two, one)
    assert (first is None) == (back is None)
    if first is not None and back is not None:
        assert first * back == 1


@given(day=st.dates(), form=st.sampled_from(DateForm))
def test_a_day_comes_back_from_every_form(day: date, form: DateForm) -> None:
    written = write(DAY, Writing(date=form), day)
    assert isinstance(written, str)
    assert read(DAY, Writing(date=form), written) == day


@given(
    theirs=st.lists(st.text("男女MFxy", min_size=1, max_size=3), min_size=2, max_size=2),
    value=st.sampled_from(["1", "2"]),
)
def test_a_code_comes_back_unless_two_are_written_alike(theirs: list[str], value: str) -> None:
    writing = Writing(codes=dict(zip(("1", "2"), theirs, strict=True)))
    written = write(SEX, writing, value)
    if theirs[0] == theirs[1]:
        assert isinstance(written, WritingProblem)
    else:
        assert isinstance(written, str)
        assert read(SEX, writing, written) == value


@pytest.mark.parametrize(
    ("concept", "writing", "value", "written"),
    [
        (DAY, Writing(date=DateForm.COMPACT), date(2026, 1, 2), "20260102"),
        (DAY, Writing(date=DateForm.CHINESE), date(2026, 1, 2), "2026年1月2日"),
        (MONEY, Writing(unit=Unit.YUAN, decimals=2), 128_050, "1280.5"),
        (MONEY, Writing(unit=Unit.WAN_YUAN, decimals=6), 1, "0.000001"),
        (MONEY, Writing(unit=Unit.WAN_YUAN), 3_000_000, "3"),
        (counted(Unit.SQUARE_METRE), Writing(unit=Unit.MU, decimals=4), 100, "0.15"),
        (counted(Unit.MU), Writing(unit=Unit.SQUARE_METRE), 3, "2000"),
        (counted(Unit.MONTH), Writing(unit=Unit.YEAR), 24, "2"),
        (SEX, Writing(codes={"1": "male", "2": "female"}), "2", "female"),
        (ITEMS, Writing(codes={"1": "a", "2": "b"}), "1 2", "a b"),
        (YES_NO, Writing(codes={"true": "是", "false": "否"}), False, "否"),
        (YES_NO, Writing(), True, "true"),
        (DAY, Writing(), None, ""),
    ],
)
def test_values_as_departments_write_them(
    concept: Concept, writing: Writing, value: str | int | bool | date | None, written: str
) -> None:
    assert write(concept, writing, value) == written


@pytest.mark.parametrize(
    ("concept", "writing", "value"),
    [
        (MONEY, Writing(unit=Unit.YUAN), 128_050),
        (MONEY, Writing(unit=Unit.WAN_YUAN, decimals=2), 128_050),
        (counted(Unit.MU), Writing(unit=Unit.SQUARE_METRE, decimals=12), 1),
        (counted(Unit.MONTH), Writing(unit=Unit.DAY), 2),
        (counted(None), Writing(unit=Unit.YEAR), 24),
        (SEX, Writing(codes={"1": "male"}), "2"),
        (ITEMS, Writing(codes={"1": "a"}), "1 2"),
    ],
)
def test_what_would_lose_something_is_refused(concept: Concept, writing: Writing, value: str | int) -> None:
    assert isinstance(write(concept, writing, value), WritingProblem)


@pytest.mark.parametrize("text", ["20261301", "2026-1-2", "", "二〇二六"])
def test_a_text_that_is_no_day_stands_for_nothing(text: str) -> None:
    assert read(DAY, Writing(date=DateForm.COMPACT), text) is None


def test_a_writing_that_cannot_stand_is_refused() -> None:
    for wrong in ({"decimals": 13, "unit": Unit.YUAN}, {"decimals": 2}, {"codes": {"1": "a b"}}):
        with pytest.raises(ValueError, match=r"decimals|code"):
            Writing(**wrong)


def test_every_unit_has_words_and_money_is_always_in_fen() -> None:
    assert UNIT_NAMES.keys() == set(Unit)
    assert unit_of(MONEY) is Unit.FEN
