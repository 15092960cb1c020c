"""The desk: rows, tabs, lights and time left, from what use cases give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.workbench import samples
from yijian.channels.workbench.presenters.desk import (
    COORDINATOR_TURNS,
    OFFICER_TURNS,
    STATUS_WORDS,
    desk_page,
    left_words,
    line_of,
    turn_of,
)
from yijian.channels.workbench.presenters.names import Names
from yijian.core.cases.states import CaseStatus, TaskStatus
from yijian.core.errors import Text
from yijian.core.planning.calendars import calendar_from_years
from yijian.core.planning.deadlines import working_days_between
from yijian.usecases.staff_views import DeskRow
from yijian.usecases.views import Light

CALENDAR = calendar_from_years(())
NAMES = Names(
    participants={"mother": Text("妈妈", "Mother"), "child": Text("宝宝", "Baby")},
    registers={"population": Text("公安人口库", "Population register")},
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def working_days(first: date, last: date) -> int:
    return working_days_between(start=first, end=last, calendar=CALENDAR)


# ── desk ──


def test_every_status_of_the_engine_has_words() -> None:
    assert {status.value for status in TaskStatus} <= STATUS_WORDS.keys()
    undrafted = {status.value for status in CaseStatus} - {"draft"}
    assert undrafted <= STATUS_WORDS.keys()


def test_tabs_count_by_whose_turn_it_is() -> None:
    view = samples.desk(
        samples.row("dispatched"),
        samples.row("suspended", Light.STOPPED),
        samples.row("accepted"),
        samples.row(),
    )
    desk = desk_page(view, turns=OFFICER_TURNS, turn=turn_of(OFFICER_TURNS, "review"), home="/desk/")
    counts = {tab.label.en: tab.count for tab in desk.tabs}
    assert counts["Under review"] == 2
    assert counts["To accept"] == counts["Stopped"] == 1
    assert [tab.label.en for tab in desk.tabs if tab.current] == ["Under review"]


@pytest.mark.parametrize("turns", [OFFICER_TURNS, COORDINATOR_TURNS])
def test_no_status_is_in_two_tabs(turns: tuple[object, ...]) -> None:
    statuses = [status for turn in turns for status in turn.statuses]  # type: ignore[attr-defined] # a Turn
    assert len(statuses) == len(set(statuses))


def test_lights_lead_with_what_is_late() -> None:
    view = samples.desk(
        samples.row(light=Light.RUNNING), samples.row(light=Light.LATE), samples.row(light=Light.LATE)
    )
    desk = desk_page(view, turns=OFFICER_TURNS, turn=None, home="/")
    assert [light.lamp.words for light in desk.lights] == [
        Text("2 件超期", "2 late"),
        Text("1 件在时限内", "1 in time"),
    ]


def test_a_light_leads_to_its_rows_alone_and_to_all_again() -> None:
    view = samples.desk(samples.row(light=Light.RUNNING), samples.row(light=Light.LATE))
    desk = desk_page(view, turns=OFFICER_TURNS, turn=None, home="/desk/", light=Light.LATE)
    assert [(light.url, light.current) for light in desk.lights] == [
        ("/desk/", True),
        ("/desk/?light=running", False),
    ]


def test_papers_owed_visits_and_what_is_in_hand_have_a_tab_whatever_the_status() -> None:
    view = samples.desk(
        replace(samples.row("under_review"), owes=True),
        replace(samples.row("accepted"), visit_on=samples.TODAY, holder="王某某"),
        replace(samples.row("dispatched"), visit_on=samples.TODAY),
        samples.row(),
    )
    desk = desk_page(view, turns=OFFICER_TURNS, turn=turn_of(OFFICER_TURNS, "owed"), home="/")
    counts = {tab.label.en: tab.count for tab in desk.tabs}
    assert (counts["Papers owed"], counts["Visits"], counts["Mine"]) == (1, 2, 1)
    assert desk.act is None


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 23), Text("超期 1 个工作日", "1 working day late")),
        (date(2026, 11, 24), Text("今天到期", "Due today")),
        (date(2026, 11, 25), Text("还剩 1 个工作日", "1 working day left")),
        (date(2026, 11, 30), Text("还剩 4 个工作日", "4 working days left")),
    ],
)
def test_time_left_is_said_in_working_days(due: date, said: Text) -> None:
    assert left_words(due, today=samples.TODAY, working_days=working_days) == said


@given(DAYS, DAYS)
def test_late_is_said_exactly_after_the_due_day(due: date, today: date) -> None:
    words = left_words(due, today=today, working_days=working_days)
    assert ("late" in words.en) == (today > due)


def test_a_row_shows_the_stroke_only_while_its_clock_runs() -> None:
    def used(row: DeskRow) -> float | None:
        return line_of(row, url="/", today=samples.TODAY, working_days=working_days).used

    assert used(samples.row()) == pytest.approx(0.4)
    assert used(samples.row("suspended", Light.STOPPED)) is None
    assert used(samples.row("dispatched", due=None)) is None


def test_a_waiting_row_says_what_for() -> None:
    row = samples.row(
        "waiting", Light.WAITING, due=None, waits_for=(Text("出生医学证明", "Birth certificate"),)
    )
    line = line_of(row, url="/", today=samples.TODAY, working_days=working_days)
    assert line.state == Text("等出生医学证明办好", "Waits for Birth certificate")


def test_a_row_without_a_due_day_says_how_long_it_has_been_there() -> None:
    row = replace(samples.row("dispatched", due=None), received_at=samples.NOW - timedelta(days=4))
    line = line_of(row, url="/", today=samples.TODAY, working_days=working_days)
    assert line.light.words == Text("收到 2 个工作日", "Received 2 working days ago")


# ── facts and papers ──
