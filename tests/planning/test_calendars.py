"""The working calendar: the shipped years, what a notice settles, and what is only provisional."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planning.strategies import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    days,
    shipped_calendar,
    shipped_years,
)
from yijian.core.errors import Text
from yijian.core.planning.calendars import (
    CalendarYear,
    DayCertainty,
    Holiday,
    Notice,
    WorkingCalendar,
    calendar_from_years,
)
from yijian.core.vocabulary.marks import Certainty

NAME = Text("测试假日", "Test holiday")


def year_of(year: int, *holidays: tuple[date, date], worked: tuple[date, ...] = ()) -> CalendarYear:
    return CalendarYear(
        year=year,
        notices=(),
        holidays=tuple(Holiday(name=NAME, first=first, last=last) for first, last in holidays),
        working_weekend_days=worked,
    )


class TestShippedYears:
    def test_every_year_is_there_once(self) -> None:
        assert [calendar_year.year for calendar_year in shipped_years()] == list(
            range(FIRST_YEAR, LAST_YEAR + 1)
        )

    def test_published_facts_name_their_source_and_every_year_has_a_notice(self) -> None:
        for calendar_year in shipped_years():
            assert calendar_year.notices
            for notice in calendar_year.notices:
                assert (notice.number is None) == (notice.certainty is Certainty.NOT_FOUND)
                assert (notice.source is not None) == (notice.certainty is Certainty.PUBLISHED)
            if calendar_year.certainty is Certainty.PUBLISHED:
                assert all(notice.source for notice in calendar_year.notices)

    def test_notice_of_2026(self) -> None:
        notice = shipped_years()[-1].notices[0]
        assert (notice.number, notice.issued) == ("国办发明电〔2025〕7号", date(2025, 11, 4))

    @pytest.mark.parametrize(
        ("year", "working_days"),
        [
            (2024, 251),
            (2025, 248),
            (2026, 248),
        ],
    )
    def test_working_days_of_a_year(self, year: int, working_days: int) -> None:
        first = date(year, 1, 1)
        every_day = (first + DAY * offset for offset in range((date(year + 1, 1, 1) - first).days))
        assert sum(shipped_calendar().is_working_day(day) for day in every_day) == working_days

    @pytest.mark.parametrize(
        ("day", "works"),
        [
            (date(2026, 9, 20), True),  # Sunday, made up for National Day
            (date(2026, 10, 10), True),  # Saturday, the same
            (date(2026, 10, 7), False),  # Wednesday, the last day of National Day
            (date(2026, 10, 8), True),
            (date(2026, 2, 16), False),  # New Year's Eve of the old calendar
            (date(2026, 2, 14), True),  # Saturday, made up for Spring Festival
            (date(2018, 12, 29), True),  # Saturday, arranged by the notice for 2019
            (date(2018, 12, 31), False),  # Monday, the same
            (date(2005, 12, 31), True),  # Saturday, arranged by the notice for 2006
            (date(2020, 2, 1), False),  # the made-up Saturday that the extension of 2020 took back
            (date(2020, 1, 31), False),
            (date(2015, 9, 3), False),  # the one holiday of 2015 alone
            (date(2019, 5, 2), False),  # Labour Day 2019 as lengthened in March 2019
        ],
    )
    def test_days_that_catch_a_weekday_rule(self, day: date, works: bool) -> None:
        assert shipped_calendar().is_working_day(day) is works
        assert shipped_calendar().certainty(day) is DayCertainty.PUBLISHED

    def test_a_holiday_says_its_name(self) -> None:
        holiday = shipped_calendar().holiday_on(date(2026, 2, 18))
        assert holiday is not None
        assert holiday.name == Text("春节", "Spring Festival")
        assert shipped_calendar().holiday_on(date(2026, 3, 3)) is None


class TestBeyondThePublishedYears:
    @pytest.mark.parametrize(
        ("day", "works"),
        [
            (date(2027, 1, 1), False),
            (date(2027, 1, 4), True),
            (date(2027, 5, 3), True),
            (date(2028, 5, 2), False),
            (date(2029, 10, 3), False),
            (date(2027, 2, 8), True),  # in Spring Festival 2027, which no notice has arranged yet
            (date(2027, 3, 6), False),  # a Saturday
        ],
    )
    def test_weekends_and_fixed_holidays_are_known(self, day: date, works: bool) -> None:
        assert shipped_calendar().is_working_day(day) is works
        assert shipped_calendar().certainty(day) is DayCertainty.PROVISIONAL

    def test_the_last_days_of_december_wait_for_the_next_notice(self) -> None:
        calendar = shipped_calendar()
        assert calendar.certainty(date(2026, 12, 28)) is DayCertainty.PUBLISHED
        assert calendar.certainty(date(2026, 12, 29)) is DayCertainty.PROVISIONAL
        assert calendar.certainty(date(2025, 12, 29)) is DayCertainty.PUBLISHED

    def test_a_stretch_is_as_sure_as_its_least_sure_day(self) -> None:
        years = [calendar_year for calendar_year in shipped_years() if calendar_year.year != 2025]
        calendar = calendar_from_years(years)
        assert calendar.certainty(date(2024, 12, 1), date(2026, 2, 1)) is DayCertainty.PROVISIONAL
        assert calendar.certainty(date(2026, 1, 1), date(2026, 2, 1)) is DayCertainty.PUBLISHED
        assert shipped_calendar().certainty(date(2004, 1, 1), date(2026, 12, 1)) is DayCertainty.PUBLISHED

    def test_no_notice_reaches_further_back_than_29_december(self) -> None:
        """The reason why 1 to 28 December of the last published year are published."""
        for calendar_year in shipped_years():
            arranged = [day for holiday in calendar_year.holidays for day in holiday.days()]
            arranged += calendar_year.working_weekend_days
            assert min(arranged) >= date(calendar_year.year - 1, 12, 29)

    def test_an_empty_calendar_answers_provisionally(self) -> None:
        calendar = calendar_from_years(())
        assert calendar.is_working_day(date(2026, 2, 17))
        assert not calendar.is_working_day(date(2026, 10, 1))
        assert calendar.certainty(date(2026, 3, 3)) is DayCertainty.PROVISIONAL


class TestContradictionsAreRefused:
    def test_a_year_given_twice(self) -> None:
        with pytest.raises(ValueError, match="twice"):
            calendar_from_years((year_of(2030), year_of(2030)))

    def test_two_years_about_one_day(self) -> None:
        worked = year_of(2029, worked=(date(2029, 12, 29),))
        rest = year_of(2030, (date(2029, 12, 29), date(2030, 1, 1)))
        with pytest.raises(ValueError, match="2029-12-29"):
            calendar_from_years((worked, rest))

    @pytest.mark.parametrize("day", [date(2029, 11, 30), date(2031, 1, 1), date(2028, 12, 31)])
    def test_a_day_of_another_year(self, day: date) -> None:
        with pytest.raises(ValueError, match="not arranged"):
            year_of(2030, (day, day))

    def test_a_worked_weekday(self) -> None:
        with pytest.raises(ValueError, match="weekday"):
            year_of(2030, worked=(date(2030, 3, 6),))

    def test_a_worked_day_inside_a_holiday(self) -> None:
        with pytest.raises(ValueError, match="holiday"):
            year_of(2030, (date(2030, 3, 1), date(2030, 3, 3)), worked=(date(2030, 3, 2),))

    def test_a_holiday_that_ends_before_it_begins(self) -> None:
        with pytest.raises(ValueError, match="before it begins"):
            Holiday(name=NAME, first=date(2030, 1, 2), last=date(2030, 1, 1))

    def test_a_datetime_is_no_day(self) -> None:
        with pytest.raises(TypeError, match="local_date"):
            shipped_calendar().is_working_day(datetime.fromisoformat("2026-10-01T08:00+08:00"))


@given(days)
def test_next_working_day_is_the_first_one_not_before(day: date) -> None:
    calendar = shipped_calendar()
    found = calendar.next_working_day(day)
    assert found >= day
    assert calendar.is_working_day(found)
    assert not any(calendar.is_working_day(day + DAY * offset) for offset in range((found - day).days))


@given(st.permutations(shipped_years()))
def test_the_order_of_the_years_does_not_matter(years: list[CalendarYear]) -> None:
    assert calendar_from_years(years) == shipped_calendar()


def test_a_calendar_is_a_value() -> None:
    one: WorkingCalendar = calendar_from_years((year_of(2030),))
    other = calendar_from_years((year_of(2030),))
    assert one == other
    assert hash(one) == hash(other)


def test_a_notice_without_a_number_is_not_found() -> None:
    assert Notice().certainty is Certainty.NOT_FOUND
