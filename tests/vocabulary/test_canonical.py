"""Canonical JSON: one form for equal values, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.core.errors import Text
from yijian.core.vocabulary.canonical import canonical_json, content_hash, from_plain, to_plain
from yijian.core.vocabulary.life_event import ChosenParticipant, ServiceUse
from yijian.core.vocabulary.provenance import FactValue, Provenance, ProvenanceKind, ProvidedFact
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

AT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
VALUES: st.SearchStrategy[FactValue] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
)


@given(VALUES)
def test_every_fact_comes_back_with_its_type(value: FactValue) -> None:
    fact = ProvidedFact(
        value=value, provenance=Provenance(kind=ProvenanceKind.ANSWER, source="applicant", at=AT, basis=None)
    )
    back = from_plain(ProvidedFact, to_plain(fact))
    assert back == fact
    assert type(back.value) is type(value)


def test_a_text_that_looks_like_a_date_stays_a_text() -> None:
    fact = ProvidedFact(
        value="2026-11-24", provenance=Provenance(kind=ProvenanceKind.ANSWER, source="", at=AT)
    )
    assert from_plain(ProvidedFact, to_plain(fact)).value == "2026-11-24"


def test_a_union_of_a_text_and_a_value_comes_back() -> None:
    use = ServiceUse(
        service="police.birth-registration",
        roles={
            "host": ChosenParticipant(by="application.household_with", among={"mother": "mother"}),
            "child": "child",
        },
    )
    assert from_plain(ServiceUse, to_plain(use)) == use


def test_a_field_at_its_default_does_not_change_the_hash() -> None:
    limit = TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY)
    assert canonical_json(limit) == '{"amount":5,"unit":"working_day"}'
    assert content_hash(limit) != content_hash(TimeLimit(amount=6, unit=TimeUnit.WORKING_DAY))


def test_the_order_of_a_mapping_does_not_change_the_hash() -> None:
    assert content_hash({"b": 1, "a": Text("甲", "a")}) == content_hash({"a": Text("甲", "a"), "b": 1})


@pytest.mark.parametrize(
    ("plain", "says"),
    [
        ({"unit": "hour"}, "amount is missing"),
        ({"amount": 1, "unit": "hour", "colour": "red"}, "unknown field colour"),
        ({"amount": "1", "unit": "hour"}, "int was expected"),
        ({"amount": 1, "unit": "fortnight"}, "fortnight"),
        ([], "object was expected"),
    ],
)
def test_what_does_not_fit_is_named(plain: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_plain(TimeLimit, plain)


def test_a_type_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        canonical_json(object())


def test_a_decimal_keeps_its_digits() -> None:
    fact = ProvidedFact(
        value=Decimal("1.10"), provenance=Provenance(kind=ProvenanceKind.ANSWER, source="", at=AT)
    )
    assert str(from_plain(ProvidedFact, to_plain(fact)).value) == "1.10"
