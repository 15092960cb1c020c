"""Values are kept sealed, by version, and can be forgotten while the chain stands."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.given import CIPHER, NOW, add, fold, given_account, given_case, undone
from yijian.core.errors import PlatformError, Text
from yijian.core.vocabulary.provenance import FactValue, Provenance, ProvenanceKind, ProvidedFact
from yijian.storage import messages, vault
from yijian.storage.errors import KeyDestroyed, NothingStored, VersionConflict
from yijian.storage.models import CaseKey, VaultValue
from yijian.storage.transactions import in_transaction
from yijian.storage.verification import verify_journal

pytestmark = pytest.mark.django_db

values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]))
    | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False)
)
provenances = st.builds(
    Provenance,
    kind=st.sampled_from(ProvenanceKind),
    source=st.sampled_from(("population", "1", "police.birth-registration")),
    at=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=36500)).map(NOW.__add__),
    basis=st.none() | st.just("户口登记条例"),
)
facts = st.dictionaries(
    st.sampled_from(("child[1].name", "child.count", "mother.ethnicity", "wants:x")),
    st.builds(ProvidedFact, value=values, provenance=provenances),
)


def fact(value: FactValue) -> ProvidedFact:
    return ProvidedFact(value=value, provenance=Provenance(kind=ProvenanceKind.ANSWER, source="1", at=NOW))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts)
def test_facts_come_back_as_they_were_put(given_facts: dict[str, ProvidedFact]) -> None:
    with undone():
        given_case("c")
        digests = vault.put_facts(case_id="c", version=2, facts=given_facts, cipher=CIPHER)
        assert digests.keys() == given_facts.keys()
        assert vault.facts_of(case_id="c", cipher=CIPHER) == given_facts


def test_nothing_readable_lies_in_the_database() -> None:
    given_case("c")
    vault.put_facts(case_id="c", version=2, facts={"child[1].name": fact("李小满")}, cipher=CIPHER)
    row = VaultValue.objects.get()
    assert "李小满".encode() not in bytes(row.sealed or b"")
    assert "李小满" not in row.digest


def test_the_newest_version_counts_and_older_ones_stay() -> None:
    given_case("c")
    vault.put_facts(case_id="c", version=2, facts={"a": fact(1), "b": fact(1)}, cipher=CIPHER)
    vault.put_facts(case_id="c", version=4, facts={"a": fact(2)}, cipher=CIPHER)
    found = vault.facts_of(case_id="c", cipher=CIPHER)
    assert {path: one.value for path, one in found.items()} == {"a": 2, "b": 1}
    assert [(one.key, one.version) for one in vault.digests_of(case_id="c")] == [
        ("fact:a", 2),
        ("fact:a", 4),
        ("fact:b", 2),
    ]


def test_only_the_facts_that_are_asked_for_are_opened() -> None:
    given_case("c")
    vault.put_facts(case_id="c", version=2, facts={"a": fact(1), "b": fact(2)}, cipher=CIPHER)
    assert vault.facts_of(case_id="c", cipher=CIPHER, paths=["b", "none"]).keys() == {"b"}


def test_a_forgotten_fact_is_gone_until_it_is_told_again() -> None:
    given_case("c")
    vault.put_facts(case_id="c", version=2, facts={"a": fact(1)}, cipher=CIPHER)
    vault.forget_facts(case_id="c", version=3, paths=["a"])
    assert vault.facts_of(case_id="c", cipher=CIPHER) == {}
    vault.put_facts(case_id="c", version=4, facts={"a": fact(5)}, cipher=CIPHER)
    assert vault.facts_of(case_id="c", cipher=CIPHER)["a"].value == 5


def test_equal_values_of_one_case_have_equal_digests_and_of_two_cases_not() -> None:
    given_case("c")
    given_case("d")
    one = vault.put_facts(case_id="c", version=2, facts={"a": fact("x"), "b": fact("x")}, cipher=CIPHER)
    other = vault.put_facts(case_id="d", version=2, facts={"a": fact("x")}, cipher=CIPHER)
    assert one["a"] == one["b"] != other["a"]


def test_a_date_and_its_text_are_two_values() -> None:
    given_case("c")
    pair = {"a": fact(date(2026, 1, 1)), "b": fact("2026-01-01"), "c": fact(Decimal(1)), "d": fact(1)}
    digests = vault.put_facts(case_id="c", version=2, facts=pair, cipher=CIPHER)
    assert len(set(digests.values())) == 4


def test_texts_come_back_and_a_missing_one_is_named() -> None:
    given_case("c")
    key = vault.text_key("r1")
    assert key == "text:r1"
    digests = vault.put_texts(case_id="c", version=2, texts={key: "照片不清楚"}, cipher=CIPHER)
    assert digests.keys() == {key}
    assert vault.text_of(case_id="c", key=key, cipher=CIPHER) == "照片不清楚"
    assert vault.texts_of(case_id="c", keys=[key, "text:none"], cipher=CIPHER) == {key: "照片不清楚"}
    with pytest.raises(NothingStored):
        vault.text_of(case_id="c", key="text:none", cipher=CIPHER)


def test_a_value_moved_to_another_key_does_not_open() -> None:
    given_case("c")
    vault.put_texts(case_id="c", version=2, texts={"text:a": "甲", "text:b": "乙"}, cipher=CIPHER)
    other = VaultValue.objects.get(key="text:b")
    VaultValue.objects.filter(key="text:a").update(sealed=other.sealed)
    with pytest.raises(PlatformError):
        vault.text_of(case_id="c", key="text:a", cipher=CIPHER)


def test_destroying_the_key_forgets_everything_and_the_chain_still_verifies() -> None:
    account = given_account()
    message = messages.NewMessage(
        subject=Text("收到", "Received"), body=Text("好", "Well"), account=account.id
    )
    given_case("c", messages=(message,))
    vault.put_facts(case_id="c", version=1, facts={"a": fact("李小满")}, cipher=CIPHER)
    vault.destroy_key(case_id="c", now=NOW)
    vault.destroy_key(case_id="c", now=NOW.replace(year=2030))
    assert CaseKey.objects.get().destroyed_at == NOW
    with pytest.raises(KeyDestroyed):
        vault.facts_of(case_id="c", cipher=CIPHER)
    with pytest.raises(KeyDestroyed):
        vault.put_texts(case_id="c", version=2, texts={"text:a": "b"}, cipher=CIPHER)
    (view,) = messages.messages_of(account=account.id, cipher=CIPHER)
    assert (view.subject, view.body) == (None, None)
    in_transaction(lambda: add("c", "still alive"))
    assert verify_journal(fold=fold).sound


def test_a_case_has_one_key() -> None:
    given_case("c")
    with pytest.raises(VersionConflict), undone():
        vault.create_key(case_id="c", cipher=CIPHER)
    with pytest.raises(NothingStored):
        vault.wrapped_key(case_id="none")
