"""The time axis: in order, without gaps, working days wide and rest narrow, labels that never touch."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.look.strategies import columns
from yijian.channels.look.guide_charts import days_from
from yijian.channels.look.timescale import EDGE, GAP, PHONE, TABLET, Column, Label, Timescale, place_labels


@given(columns())
@settings(deadline=None)
def test_the_stretches_cover_the_axis_without_gaps(days: tuple[Column, ...]) -> None:
    stretches = Timescale(days).stretches()
    assert stretches[0].left == 0
    assert stretches[-1].right == pytest.approx(100)
    assert all(before.right == after.left for before, after in pairwise(stretches))
    assert tuple(column for stretch in stretches for column in stretch.columns) == days


@given(columns(), st.lists(st.floats(-1, 62), min_size=2, max_size=20))
@settings(deadline=None)
def test_later_is_never_further_left(days: tuple[Column, ...], positions: list[float]) -> None:
    scale = Timescale(days)
    shares = [scale.percent(position) for position in sorted(positions)]
    assert all(0 <= share <= 100 for share in shares)
    assert all(before <= after + 1e-9 for before, after in pairwise(shares))
    assert scale.percent(0) == 0
    assert scale.percent(len(days)) == 100


def test_working_days_are_equally_wide_and_a_weekend_is_narrower_than_one() -> None:
    scale = Timescale(days_from(date(2026, 3, 2), 10))  # Monday to Wednesday of the next week
    widths = [stretch.right - stretch.left for stretch in scale.stretches()]
    working = [stretch.right - stretch.left for stretch in scale.stretches() if stretch.working]
    assert max(working) == pytest.approx(min(working))
    assert len(widths) == len(working) + 1
    assert min(widths) < min(working)


def test_twelve_working_days_are_days_and_thirteen_are_weeks() -> None:
    assert not Timescale(days_from(date(2026, 3, 2), 16)).in_weeks
    assert Timescale(days_from(date(2026, 3, 2), 17)).in_weeks


def test_a_week_that_is_all_holiday_still_has_room() -> None:
    holidays = tuple(date(2026, 2, day) for day in range(16, 21))
    scale = Timescale(days_from(date(2026, 2, 2), 33, holidays=holidays))
    assert scale.in_weeks
    assert all(stretch.right > stretch.left for stretch in scale.stretches())


def test_days_with_a_gap_are_refused() -> None:
    with pytest.raises(ValueError, match="without gaps"):
        Timescale((Column(day=date(2026, 3, 2), working=True), Column(day=date(2026, 3, 4), working=True)))
    with pytest.raises(ValueError, match="at least one day"):
        Timescale(())


labels = st.builds(
    Label,
    lines=st.just(("", "")),
    width=st.floats(10, 90),
    at=st.floats(0, 100),
    anchor=st.sampled_from(("start", "middle", "end")),
    first=st.booleans(),
)


@given(st.lists(labels, max_size=25, unique_by=lambda label: label.at))
@settings(deadline=None)
def test_labels_never_touch_and_never_leave_the_chart(wanted: list[Label]) -> None:
    coarse, fine = place_labels(wanted)
    assert not set(coarse) & set(fine)
    for shown, room in ((coarse, PHONE), ((*coarse, *fine), TABLET)):
        reaches = sorted(label.reach(room) for label in shown)
        assert all(before[1] + GAP <= after[0] for before, after in pairwise(reaches))
        assert all(left >= -EDGE and right <= room + EDGE for left, right in reaches)
