"""Zones out of the pinned package."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feel.temporal_strategies import ZONES
from yijian.core.feel.dates import make_date
from yijian.core.feel.zones import is_zone, offset_of_local, offset_of_moment, standard_offset


@given(zone=st.sampled_from(ZONES), moment=st.datetimes().filter(lambda each: 1900 <= each.year < 2100))
def test_offsets_are_those_of_the_zone_database(zone: str, moment: dt.datetime) -> None:
    second = moment.hour * 3600 + moment.minute * 60 + moment.second
    expected = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    assert expected is not None
    assert offset_of_local(zone, moment.date(), second) == int(expected.total_seconds())


@pytest.mark.parametrize("year", [-999_999_999, -1, 0, 1, 9999, 10_000, 999_999_999])
def test_far_years_have_offsets_too(year: int) -> None:
    winter, summer = make_date(year, 1, 1), make_date(year, 7, 1)
    assert winter is not None
    assert summer is not None
    offsets = [offset_of_local("Europe/Paris", each, 0) for each in (winter, summer)]
    assert offsets == ([3600, 7200] if year > 1 else [561, 561])  # the mean time of Paris
    assert offset_of_moment("Asia/Shanghai", winter, 86_399) == (8 * 3600 if year > 1 else 29_143)


def test_the_standard_offset_knows_no_summer() -> None:
    assert standard_offset("Europe/Paris") == 3600
    assert standard_offset("Asia/Shanghai") == 8 * 3600


@pytest.mark.parametrize("name", ["Mars/Base", "asia/shanghai", "", "..", "Asia", "zone.tab"])
def test_names_that_are_no_zone(name: str) -> None:
    assert not is_zone(name)
