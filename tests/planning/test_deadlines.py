"""Due dates: known weeks, brute force over every day of 2004 to 2026, provisional dates, suspensions, the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from tests.planning.strategies import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    due,
    due_after,
    limit,
    shipped_calendar,
)
from yijian.core.planning.calendars import DayCertainty, calendar_from_years
from yijian.core.planning.deadlines import (
    CountingRules,
    DueDate,
    Suspension,
    due_date,
    remaining,
    used_working_days,
)
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

START_COUNTS = CountingRules(start_day_counts=True)
END_STAYS = CountingRules(rest_day_end_moves=False)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def every_day() -> Iterator[date]:
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= LAST_YEAR:
        yield day
        day += DAY


class TestKnownWeeks:
    @pytest.mark.parametrize(
        ("start", "amount", "unit", "expected"),
        [
            # over National Day 2026: 20 September and 10 October are worked
            (date(2026, 9, 18), 1, TimeUnit.WORKING_DAY, date(2026, 9, 20)),
            (date(2026, 9, 30), 1, TimeUnit.WORKING_DAY, date(2026, 10, 8)),
            (date(2026, 9, 30), 3, TimeUnit.WORKING_DAY, date(2026, 10, 10)),
            (date(2026, 9, 30), 4, TimeUnit.WORKING_DAY, date(2026, 10, 12)),
            (date(2026, 9, 29), 5, TimeUnit.CALENDAR_DAY, date(2026, 10, 8)),
            # Spring Festival 2026 with both of its worked Saturdays
            (date(2026, 2, 13), 10, TimeUnit.WORKING_DAY, date(2026, 3, 5)),
            # a plain week, and a start on a rest day
            (date(2026, 3, 2), 5, TimeUnit.WORKING_DAY, date(2026, 3, 9)),
            (date(2026, 3, 7), 1, TimeUnit.WORKING_DAY, date(2026, 3, 9)),
            # due at once
            (date(2026, 3, 2), 0, TimeUnit.WORKING_DAY, date(2026, 3, 2)),
            (date(2026, 3, 7), 0, TimeUnit.CALENDAR_DAY, date(2026, 3, 9)),
            # a worked Saturday is no rest day, so nothing moves
            (date(2026, 2, 27), 1, TimeUnit.CALENDAR_DAY, date(2026, 2, 28)),
            # months
            (date(2025, 12, 31), 2, TimeUnit.MONTH, date(2026, 2, 28)),
            (date(2024, 1, 31), 1, TimeUnit.MONTH, date(2024, 2, 29)),
            (date(2025, 1, 31), 1, TimeUnit.MONTH, date(2025, 2, 28)),
            (date(2024, 2, 29), 12, TimeUnit.MONTH, date(2025, 2, 28)),
            (date(2024, 2, 29), 24, TimeUnit.MONTH, date(2026, 2, 28)),
            (date(2026, 8, 31), 1, TimeUnit.MONTH, date(2026, 9, 30)),
            (date(2026, 9, 4), 1, TimeUnit.MONTH, date(2026, 10, 8)),
            (date(2025, 11, 15), 2, TimeUnit.MONTH, date(2026, 1, 15)),
            # hours of a start known by its day only
            (date(2026, 3, 6), 24, TimeUnit.HOUR, date(2026, 3, 7)),
            (date(2026, 3, 6), 25, TimeUnit.HOUR, date(2026, 3, 8)),
            (date(2026, 3, 6), 1, TimeUnit.HOUR, date(2026, 3, 7)),
            (date(2026, 3, 6), 0, TimeUnit.HOUR, date(2026, 3, 6)),
        ],
    )
    def test_due(self, start: date, amount: int, unit: TimeUnit, expected: date) -> None:
        found = due(start, limit(amount, unit))
        assert found == DueDate(day=expected, certainty=DayCertainty.PUBLISHED)

    @pytest.mark.parametrize(
        ("start", "amount", "unit", "expected"),
        [
            (date(2026, 3, 2), 5, TimeUnit.WORKING_DAY, date(2026, 3, 6)),
            (date(2026, 3, 7), 1, TimeUnit.WORKING_DAY, date(2026, 3, 9)),
            (date(2026, 3, 2), 3, TimeUnit.CALENDAR_DAY, date(2026, 3, 4)),
            (date(2026, 4, 1), 1, TimeUnit.MONTH, date(2026, 4, 30)),
            (date(2025, 1, 31), 1, TimeUnit.MONTH, date(2025, 2, 28)),
            (date(2024, 2, 29), 1, TimeUnit.MONTH, date(2024, 3, 28)),
            (date(2026, 3, 2), 24, TimeUnit.HOUR, date(2026, 3, 3)),
        ],
    )
    def test_where_the_start_day_counts(
        self, start: date, amount: int, unit: TimeUnit, expected: date
    ) -> None:
        assert due(start, limit(amount, unit), START_COUNTS).day == expected

    def test_where_an_end_on_a_rest_day_stays(self) -> None:
        assert due(date(2026, 9, 29), limit(5, TimeUnit.CALENDAR_DAY), END_STAYS).day == date(2026, 10, 4)
        assert due(date(2026, 9, 4), limit(1, TimeUnit.MONTH), END_STAYS).day == date(2026, 10, 4)

    def test_an_instant_counts_as_its_day_in_china(self) -> None:
        late_evening_utc = at("2026-03-02T17:00+00:00")  # one in the morning of 3 March in China
        assert due(late_evening_utc, limit(1)).day == date(2026, 3, 4)
        with pytest.raises(ValueError, match="offset"):
            due(at("2026-03-02T17:00"), limit(1))

    def test_hours_from_an_instant_run_through_nights_and_holidays(self) -> None:
        found = due(at("2026-09-30T18:30+08:00"), limit(24, TimeUnit.HOUR))
        assert found.instant == at("2026-10-01T18:30+08:00")
        assert (found.day, found.provisional) == (date(2026, 10, 1), False)
        with pytest.raises(ValueError, match="offset"):
            due(at("2026-09-30T18:30"), limit(24, TimeUnit.HOUR))


class TestBruteForce:
    """The same answers as the slowest possible reading of the rules, from every single day."""

    @pytest.mark.parametrize("amount", [1, 5, 20])
    def test_working_days(self, amount: int) -> None:
        calendar = shipped_calendar()
        working = [day for day in every_day() if calendar.is_working_day(day)]
        seen = 0
        for day in every_day():
            if seen < len(working) and working[seen] <= day:
                seen += 1
            if seen + amount <= len(working):
                assert due(day, limit(amount)).day == working[seen + amount - 1]

    @pytest.mark.parametrize("amount", [7, 30])
    def test_calendar_days(self, amount: int) -> None:
        calendar = shipped_calendar()
        for day in every_day():
            expected = day + DAY * amount
            while not calendar.is_working_day(expected):
                expected += DAY
            assert due(day, limit(amount, TimeUnit.CALENDAR_DAY)).day == expected

    @pytest.mark.parametrize("amount", [1, 6])
    def test_months(self, amount: int) -> None:
        for day in every_day():
            expected = day.replace(day=1)
            for _ in range(amount):
                expected = (expected + DAY * 31).replace(day=1)
            while expected.day < day.day and (expected + DAY).day > 1:
                expected += DAY
            assert due(day, limit(amount, TimeUnit.MONTH), END_STAYS).day == expected


class TestProvisional:
    def test_working_days_into_2027(self) -> None:
        found = due(date(2026, 12, 24), limit(10))
        assert found.provisional
        assert found.day == date(2027, 1, 8)

    def test_as_long_as_the_count_stays_in_settled_days_it_is_published(self) -> None:
        assert not due(date(2026, 11, 24), limit(20)).provisional
        assert due(date(2026, 12, 22), limit(4)) == DueDate(
            day=date(2026, 12, 28), certainty=DayCertainty.PUBLISHED
        )

    def test_calendar_days_are_provisional_by_their_end_only(self) -> None:
        assert due(date(2026, 12, 1), limit(60, TimeUnit.CALENDAR_DAY)).provisional
        assert not due(date(2026, 12, 1), limit(60, TimeUnit.CALENDAR_DAY), END_STAYS).provisional
        without_2025 = calendar_from_years(year for year in shipped_calendar().years if year.year != 2025)
        across = due_date(start=date(2024, 12, 1), limit=limit(20, TimeUnit.MONTH), calendar=without_2025)
        assert not across.provisional

    def test_loading_the_notice_settles_the_date(self) -> None:
        """What was provisional moves, and is published, once the year is there."""
        known = calendar_from_years(year for year in shipped_calendar().years if year.year <= 2025)
        before = due_date(start=date(2026, 2, 9), limit=limit(10), calendar=known)
        after = due(date(2026, 2, 9), limit(10))
        assert before == DueDate(day=date(2026, 2, 23), certainty=DayCertainty.PROVISIONAL)
        assert after == DueDate(day=date(2026, 2, 28), certainty=DayCertainty.PUBLISHED)


class TestSuspensions:
    def test_suspended_days_do_not_count(self) -> None:
        start = date(2026, 3, 2)
        assert due(start, limit(5)).day == date(2026, 3, 9)
        stopped = due_after(start, limit(5), Suspension(date(2026, 3, 4), date(2026, 3, 11)))
        assert stopped is not None
        assert stopped.day == date(2026, 3, 16)

    def test_overlapping_suspensions_count_once(self) -> None:
        start = date(2026, 3, 2)
        one = due_after(start, limit(5), Suspension(date(2026, 3, 4), date(2026, 3, 11)))
        overlapping = due_after(
            start,
            limit(5),
            Suspension(date(2026, 3, 6), date(2026, 3, 11)),
            Suspension(date(2026, 3, 4), date(2026, 3, 9)),
        )
        assert one == overlapping

    @pytest.mark.parametrize("unit", list(TimeUnit))
    def test_while_the_clock_stands_there_is_no_date(self, unit: TimeUnit) -> None:
        assert due_after(date(2026, 3, 2), limit(5, unit), Suspension(date(2026, 3, 2))) is None

    def test_a_suspension_after_the_end_changes_nothing(self) -> None:
        start = date(2026, 3, 2)
        assert due_after(start, limit(5), Suspension(date(2026, 3, 10))) == due(start, limit(5))

    def test_an_end_moved_off_a_rest_day_waits_for_the_clock(self) -> None:
        start, five_days = date(2026, 3, 2), limit(5, TimeUnit.CALENDAR_DAY)  # ends on Saturday 7 March
        stop = date(2026, 3, 8)
        moved = due_after(start, five_days, Suspension(stop, date(2026, 3, 12)))
        assert moved is not None
        assert moved.day == date(2026, 3, 12)
        assert due_after(start, five_days, Suspension(stop)) is None

    def test_months_are_lengthened_by_the_suspended_days(self) -> None:
        stopped = due_after(
            date(2026, 3, 2), limit(1, TimeUnit.MONTH), Suspension(date(2026, 3, 10), date(2026, 3, 20))
        )
        assert stopped is not None
        assert stopped.day == date(2026, 4, 13)  # 2 April and 10 days is Sunday the 12th

    def test_hours_stop_for_suspended_days(self) -> None:
        start = at("2026-03-02T20:00+08:00")
        stopped = due_after(
            start,
            limit(24, TimeUnit.HOUR),
            Suspension(date(2026, 3, 3), date(2026, 3, 5)),
            Suspension(date(2026, 3, 4), date(2026, 3, 6)),
        )
        assert stopped is not None
        assert stopped.instant == at("2026-03-06T20:00+08:00")
        assert due_after(start, limit(24, TimeUnit.HOUR), Suspension(date(2026, 3, 3))) is None
        assert due_after(start, limit(4, TimeUnit.HOUR), Suspension(date(2026, 3, 3))) is not None

    def test_a_suspension_that_ends_before_it_begins(self) -> None:
        with pytest.raises(ValueError, match="before it begins"):
            Suspension(date(2026, 3, 4), date(2026, 3, 3))


class TestLedger:
    def left(
        self, start: date, time_limit: TimeLimit, today: date, *suspensions: Suspension
    ) -> tuple[int, str]:
        found = remaining(
            start=start, limit=time_limit, at=today, calendar=shipped_calendar(), suspensions=suspensions
        )
        return found.amount, found.unit.value

    @pytest.mark.parametrize(
        ("today", "expected"),
        [
            (date(2026, 2, 20), 5),  # not begun yet
            (date(2026, 3, 2), 5),
            (date(2026, 3, 3), 4),
            (date(2026, 3, 7), 1),
            (date(2026, 3, 9), 0),
            (date(2026, 3, 10), -1),
            (date(2026, 3, 15), -4),
        ],
    )
    def test_five_working_days_run_down(self, today: date, expected: int) -> None:
        assert self.left(date(2026, 3, 2), limit(5), today) == (expected, "working_day")

    def test_what_is_left_stays_while_the_clock_stands(self) -> None:
        stop = Suspension(date(2026, 3, 4))
        for today in (date(2026, 3, 3), date(2026, 3, 4), date(2026, 5, 20)):
            assert self.left(date(2026, 3, 2), limit(5), today, stop) == (4, "working_day")

    def test_a_month_is_left_in_calendar_days(self) -> None:
        assert self.left(date(2026, 3, 2), limit(1, TimeUnit.MONTH), date(2026, 3, 2)) == (31, "calendar_day")
        # ends on Saturday 4 July, so on Monday the 6th: over the weekend the limit is still running
        assert self.left(date(2026, 6, 4), limit(1, TimeUnit.MONTH), date(2026, 7, 5)) == (1, "calendar_day")

    def test_hours_between_instants(self) -> None:
        start, day = at("2026-03-02T20:00+08:00"), limit(24, TimeUnit.HOUR)
        stop = Suspension(date(2026, 3, 3), date(2026, 3, 5))
        assert self.left(start, day, at("2026-03-02T21:30+08:00")) == (22, "hour")
        assert self.left(start, day, at("2026-03-04T12:00+08:00"), stop) == (20, "hour")
        assert self.left(start, day, at("2026-03-04T12:00+08:00"), Suspension(date(2026, 3, 3))) == (
            20,
            "hour",
        )
        assert self.left(start, day, at("2026-03-03T22:00+08:00")) == (-2, "hour")
        assert self.left(start, day, at("2026-03-01T22:00+08:00")) == (24, "hour")
        assert self.left(start, day, date(2026, 3, 3)) == (0, "calendar_day")

    def test_how_sure_the_rest_is(self) -> None:
        overdue = remaining(
            start=date(2026, 12, 1), limit=limit(5), at=date(2027, 1, 8), calendar=shipped_calendar()
        )
        assert overdue.certainty is DayCertainty.PROVISIONAL
        standing = remaining(
            start=date(2026, 12, 1),
            limit=limit(5, TimeUnit.CALENDAR_DAY),
            at=date(2027, 1, 8),
            calendar=shipped_calendar(),
            suspensions=(Suspension(date(2026, 12, 2)),),
        )
        assert (standing.amount, standing.certainty) == (5, DayCertainty.PUBLISHED)

    def test_used_days(self) -> None:
        calendar = shipped_calendar()
        stop = Suspension(date(2026, 3, 4), date(2026, 3, 6))
        start = date(2026, 3, 2)
        assert used_working_days(start=start, until=date(2026, 3, 9), calendar=calendar) == 5
        assert (
            used_working_days(start=start, until=date(2026, 3, 9), calendar=calendar, suspensions=(stop,))
            == 3
        )
        assert used_working_days(start=start, until=start, calendar=calendar, rules=START_COUNTS) == 1
        assert used_working_days(start=start, until=date(2026, 2, 1), calendar=calendar) == 0
