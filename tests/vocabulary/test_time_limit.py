"""A time limit that makes no sense is refused where it is made."""

from __future__ import annotations

import pytest

from yijian.core.vocabulary.time_limit import LONGEST, LimitStart, TimeLimit, TimeUnit


@pytest.mark.parametrize("amount", [-1, LONGEST + 1])
def test_an_absurd_amount(amount: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        TimeLimit(amount=amount, unit=TimeUnit.HOUR)


@pytest.mark.parametrize("amount", [0, LONGEST])
def test_the_ends_of_the_range(amount: int) -> None:
    assert TimeLimit(amount=amount, unit=TimeUnit.MONTH).amount == amount


@pytest.mark.parametrize(
    ("starts", "occurrence"), [(LimitStart.OCCURRENCE, None), (LimitStart.RECEIPT, "inspection")]
)
def test_an_occurrence_is_named_exactly_where_it_starts_the_clock(
    starts: LimitStart, occurrence: str | None
) -> None:
    with pytest.raises(ValueError, match="occurrence"):
        TimeLimit(amount=5, unit=TimeUnit.WORKING_DAY, starts=starts, occurrence=occurrence)


def test_a_limit_from_an_occurrence() -> None:
    limit = TimeLimit(
        amount=5, unit=TimeUnit.WORKING_DAY, starts=LimitStart.OCCURRENCE, occurrence="inspection"
    )
    assert limit.occurrence == "inspection"
