"""Presenters alone: names read back, controls, effects, lights and lanes, from hand-made values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.portal.samples import case_view, task_view
from yijian.channels.look.fact_controls import choices_of, control_kind, free_control, html_name, typed
from yijian.channels.look.fact_values import typed_text, value_words
from yijian.channels.look.parts import Span
from yijian.channels.portal.presenters.case import case_page
from yijian.channels.portal.presenters.lanes import case_chart
from yijian.channels.portal.presenters.read_back import read_back
from yijian.channels.portal.presenters.reads import readings_of
from yijian.channels.portal.presenters.statuses import task_lamp
from yijian.channels.portal.presenters.summary import span_of
from yijian.core.errors import Text
from yijian.core.planning.calendars import calendar_from_years
from yijian.core.vocabulary.answers import Answer, AnswerShape, parse_answer
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.plan import Range
from yijian.usecases.views import AccessView, Light, StopView

CALENDAR = calendar_from_years(())
CHILD = Text("宝宝", "the baby")


def test_a_name_is_read_back_with_code_points_readings_and_rare_characters_marked() -> None:
    first, second = read_back("乐𬭎", whose=CHILD).characters
    assert first.code_point == "U+4E50"
    assert {"lè", "yuè"} <= set(first.readings)
    assert first.note is not None
    assert second.code_point == "U+2CB4E"
    assert second.note is not None
    assert "少见字" in second.note.zh


@given(st.text(max_size=12))
def test_reading_back_loses_no_character(name: str) -> None:
    shown = read_back(name, whose=CHILD)
    assert "".join(each.character for each in shown.characters) == "".join(name.split())


@pytest.mark.parametrize(
    ("kind", "choices", "drawn"),
    [
        (ConceptType.BOOLEAN, 0, "radios"),
        (ConceptType.CODE, 3, "radios"),
        (ConceptType.CODE, 56, "select"),
        (ConceptType.CODES, 3, "checkboxes"),
        (ConceptType.CODES, 48, "checkboxes"),
        (ConceptType.DATE, 0, "date"),
        (ConceptType.PERSON_NAME, 0, "text"),
    ],
)
def test_the_control_fits_the_values(kind: ConceptType, choices: int, drawn: str) -> None:
    assert control_kind(kind, choices) == drawn


@given(st.dates(date(1900, 1, 1), date(2026, 11, 24)))
def test_a_day_shown_in_its_control_comes_back_as_the_same_day(day: date) -> None:
    field = free_control(name="d", label=CHILD, kind=ConceptType.DATE, value=typed_text(day))
    posted = dict(zip(("d-year", "d-month", "d-day"), field.date_parts, strict=True))
    shape = AnswerShape(type=ConceptType.DATE)
    assert parse_answer(shape=shape, typed=typed(posted, field), today=date(2026, 11, 24)) == Answer(day)


def test_several_boxes_ticked_come_back_as_their_codes_and_are_shown_in_words() -> None:
    codes = tuple(Code(code=one, name=Text(one, one.upper())) for one in ("a", "b", "c"))
    field = free_control(
        name="f",
        label=CHILD,
        kind=ConceptType.CODES,
        choices=choices_of(ConceptType.CODES, codes),
        value="c a",
    )
    assert set(field.chosen) == {"a", "c"}
    posted = typed(QueryDict("f=c&f=a"), field)
    shape = AnswerShape(type=ConceptType.CODES, codes=codes)
    assert parse_answer(shape=shape, typed=posted, today=date(2026, 11, 24)) == Answer("a c")
    assert value_words("a c", kind=ConceptType.CODES, codes=codes) == Text("a、c", "A, C")


def test_a_yes_and_no_question_without_words_of_its_own_gets_them() -> None:
    assert [choice.value for choice in choices_of(ConceptType.BOOLEAN, ())] == ["true", "false"]


@given(st.from_regex(r"[a-z]{1,8}(\[[1-9]\])?\.[a-z_]{1,12}", fullmatch=True))
def test_a_fact_path_makes_an_id_that_html_and_css_take(path: str) -> None:
    assert set(html_name(path)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")


def test_personal_numbers_are_never_shown_whole() -> None:
    shown = str(value_words("430102199605120028", kind=ConceptType.PERSON_ID))
    assert "19960512" not in shown.replace(" ", "")


def test_there_is_none_is_said_and_not_left_empty() -> None:
    assert value_words(None, kind=ConceptType.TEXT) == Text("没有", "None")


@pytest.mark.parametrize(("least", "most", "span"), [(1, 3, Span(1, 3)), (None, 3, None), (1, None, None)])
def test_a_range_that_cannot_be_derived_is_no_figure(
    least: int | None, most: int | None, span: Span | None
) -> None:
    assert span_of(Range(least=least, most=most)) == span


def test_waiting_names_what_it_waits_for_and_counts_from_two() -> None:
    one, two = Text("甲", "A"), Text("乙", "B")
    assert task_lamp(task_view(light=Light.WAITING, waits_for=(one, one))).words == Text(
        "等甲办好", "Waits for A"
    )
    assert "2" in str(task_lamp(task_view(light=Light.WAITING, waits_for=(one, two))).words)


def test_lanes_draw_what_is_done_running_stopped_and_promised() -> None:
    now = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    stop = StopView(
        kind=CHILD,
        reason="",
        since=now - timedelta(days=1),
        until=None,
        limit_days=None,
        basis=CHILD,
        your_turn=False,
    )
    case = case_view(
        now=now,
        tasks=(
            task_view(key="a", light=Light.DONE, finished_at=now - timedelta(days=1)),
            task_view(key="b", light=Light.RUNNING),
            task_view(key="c", light=Light.STOPPED, stops=(stop,)),
            task_view(key="d", light=Light.WAITING, status="waiting"),
        ),
    )
    chart = case_chart(case, calendar=CALENDAR)
    assert chart is not None
    kinds = [[stroke.kind for stroke in row.strokes] for band in chart.bands for row in band.rows]
    assert kinds == [["key"], ["promised", "running"], ["promised", "running", "stopped"], ["promised"]]


@given(
    st.lists(
        st.tuples(st.sampled_from(Light), st.integers(-30, 30), st.integers(0, 40)), min_size=1, max_size=5
    )
)
def test_every_stroke_of_a_case_lies_inside_its_chart(drawn: list[tuple[Light, int, int]]) -> None:
    now = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
    today = now.date()
    tasks = tuple(
        task_view(
            key=f"t{number}",
            light=light,
            start=today + timedelta(days=offset),
            due=today + timedelta(days=offset + length),
            finished_at=now + timedelta(days=offset) if light is Light.DONE else None,
        )
        for number, (light, offset, length) in enumerate(drawn)
    )
    assert case_chart(case_view(now=now, tasks=tasks), calendar=CALENDAR) is not None


def test_a_later_day_is_told_as_later_and_an_earlier_one_is_not() -> None:
    day = date(2026, 12, 1)
    assert case_page(case_view(first_promised=day, last_result=day + timedelta(days=1))).later
    assert not case_page(case_view(first_promised=day, last_result=day - timedelta(days=1))).later
    assert not case_page(case_view(first_promised=day, last_result=day)).moved


ACCESSES = st.lists(
    st.builds(
        AccessView,
        at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 # made aware
        authority=st.sampled_from((Text("公安", "Police"), Text("医保", "Insurance"))),
        role=st.sampled_from((Text("经办", "case officer"), Text("牵头", "coordinator"))),
        purpose=st.sampled_from((Text("办理", "handle"), Text("预审", "check"))),
        what=st.lists(st.sampled_from((Text("姓名", "Name"), Text("手机", "Mobile"))), max_size=2).map(tuple),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda one: one.at, reverse=True))


@given(ACCESSES)
def test_grouping_readings_loses_none_and_tells_each_reader_and_purpose_once(found: list[AccessView]) -> None:
    groups = readings_of(found)
    assert sorted((one for group in groups for one in group.each), key=repr) == sorted(found, key=repr)
    assert len({(group.authority, group.role, group.purpose) for group in groups}) == len(groups)
    for group in groups:
        assert group.first == min(one.at for one in group.each)
        assert group.last == max(one.at for one in group.each)
        singly = [set(group.what if what is None else what) for _, what in group.singly]
        assert singly == [set(one.what) for one in group.each]
        assert set(group.what) == {what for one in group.each for what in one.what}
