"""Who has read what, what registers were asked, how it was rated, under which artefact."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.storage.given import NOW, OFFICER, given_case, undone
from yijian.storage import access_log, artefacts, exchanges, journal, numbers, ratings
from yijian.storage.access_log import Access
from yijian.storage.errors import ArtefactChanged, ConstraintBroken, NothingStored
from yijian.storage.exchanges import Exchange, ExchangeOutcome
from yijian.storage.ratings import RatingRow

pytestmark = pytest.mark.django_db


def access(seconds: int = 0, case_id: str = "c") -> Access:
    return Access(
        at=NOW + timedelta(seconds=seconds),
        case_id=case_id,
        task="police.birth-registration",
        reader=OFFICER,
        concepts=("mother.name", "mother.id_number"),
        purpose="review",
    )


def test_reading_is_recorded_and_leaves_the_chain_alone() -> None:
    given_case("c")
    before = journal.entries(case_id="c")
    for entry in (access(1), access(2), access(3, "other")):
        access_log.record_access(access=entry)
    assert access_log.accesses_of(case_id="c") == (access(2), access(1))
    assert journal.entries(case_id="c") == before


def test_the_auditor_sees_a_period() -> None:
    for second in range(4):
        access_log.record_access(access=access(second))
    start, end = NOW + timedelta(seconds=1), NOW + timedelta(seconds=3)
    assert access_log.accesses_between(start=start, end=end) == (access(2), access(1))
    assert access_log.accesses_between(start=start, end=end, limit=1) == (access(2),)


def test_an_exchange_comes_back() -> None:
    exchange = Exchange(
        at=NOW,
        case_id="c",
        register="population",
        concepts=("name",),
        evidence=("identity-card",),
        basis="consent:1",
        purpose="newborn",
        outcome=ExchangeOutcome.UNAVAILABLE,
    )
    exchanges.record_exchange(exchange=exchange)
    assert exchanges.exchanges_of(case_id="c") == (exchange,)
    assert exchanges.exchanges_of(case_id="other") == ()


def rating(score: int, *, task: str = "", authority: str = "health") -> RatingRow:
    return RatingRow(case_id="c", task=task, authority=authority, score=score, at=NOW)


def test_the_latest_rating_counts() -> None:
    given_case("c")
    given_case("d")
    ratings.put_rating(rating=rating(1))
    ratings.put_rating(rating=rating(5))
    ratings.put_rating(rating=rating(4, task="police.birth-registration", authority="police"))
    ratings.put_rating(rating=RatingRow(case_id="d", task="", authority="health", score=5, at=NOW))
    assert [row.score for row in ratings.ratings_of(case_id="c")] == [5, 4]
    counts = ratings.scores_by_authority(start=NOW, end=NOW + timedelta(seconds=1))
    assert counts == {"health": {5: 2}, "police": {4: 1}}
    assert ratings.scores_by_authority(start=NOW - timedelta(seconds=1), end=NOW) == {}


@pytest.mark.parametrize("score", [0, 6])
def test_a_rating_is_one_to_five(score: int) -> None:
    given_case("c")
    with pytest.raises(ConstraintBroken) as refused, undone():
        ratings.put_rating(rating=rating(score))
    assert refused.value.fields == {"constraint": "rating_score_one_to_five"}


def test_an_artefact_is_stored_once_and_never_changed() -> None:
    artefacts.put_artefact(artefact_hash="h", content="{}", now=NOW)
    artefacts.put_artefact(artefact_hash="h", content="{}", now=NOW)
    with pytest.raises(ArtefactChanged):
        artefacts.put_artefact(artefact_hash="h", content="[]", now=NOW)
    assert artefacts.get_artefact(artefact_hash="h") == "{}"
    with pytest.raises(NothingStored):
        artefacts.get_artefact(artefact_hash="none")


def test_case_ids_count_within_a_region_and_a_day() -> None:
    day = date(2026, 11, 24)
    assert [numbers.next_case_id(region="430100", day=day) for _ in range(2)] == [
        "430100-20261124-000001",
        "430100-20261124-000002",
    ]
    assert numbers.next_case_id(region="430200", day=day) == "430200-20261124-000001"
    assert numbers.next_case_id(region="430100", day=date(2026, 11, 25)) == "430100-20261125-000001"
