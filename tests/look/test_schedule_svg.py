"""The laws of the drawn schedule: well-formed, no inline style, inside the chart, every row in words."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.look.strategies import charts, texts
from yijian.channels.look.guide_charts import CASE_CHART, LONG_CHART, PLAN_CHART, days_from
from yijian.channels.look.language import LANGUAGES, Language, said
from yijian.channels.look.schedule_labels import SIDE_GAP, label_of, text_width, wrapped
from yijian.channels.look.schedule_svg import (
    Band,
    Row,
    ScheduleChart,
    Stroke,
    draw_schedule,
    table_rows,
)
from yijian.channels.look.timescale import PHONE
from yijian.core.errors import Text

languages = st.sampled_from(LANGUAGES)
CLASSES_OF_STROKES = {"yj-s is-key", "yj-s is-side", "yj-s is-plan", "yj-s is-soft"}


def parsed(chart: ScheduleChart, language: Language = "zh-hans") -> ET.Element:
    return ET.fromstring(draw_schedule(chart, language=language))


def said_in(element: ET.Element) -> str:
    """All words of the picture, without the spaces between them."""
    return re.sub(r"\s", "", "".join(element.itertext()))


@given(charts(), languages)
@settings(max_examples=150, deadline=None)
def test_every_chart_is_well_formed_and_carries_no_style_and_no_script(
    chart: ScheduleChart, language: Language
) -> None:
    for element in parsed(chart, language).iter():
        assert element.tag not in {"style", "script"}
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}


@given(charts())
@settings(max_examples=150, deadline=None)
def test_every_x_lies_within_the_chart(chart: ScheduleChart) -> None:
    for element in parsed(chart).iter():
        shares = {
            name: float(value.removesuffix("%"))
            for name, value in element.attrib.items()
            if value.endswith("%") and name in {"x", "x1", "x2", "width"}
        }
        assert all(0 <= share <= 100 for share in shares.values()), shares
        if {"x", "width"} <= shares.keys():
            assert shares["x"] + shares["width"] <= 100.02  # two rounded figures


@given(charts())
@settings(max_examples=100, deadline=None)
def test_nothing_but_the_axis_is_placed_by_pixels_from_the_left(chart: ScheduleChart) -> None:
    """What lies directly in the chart stands at a percentage, or at the left edge, so that it moves with the page."""
    for element in parsed(chart):
        for name in ("x", "x1", "x2"):
            value = element.attrib.get(name, "0")
            assert value == "0" or value.endswith("%"), (element.tag, name, value)


@given(charts(), languages)
@settings(max_examples=150, deadline=None)
def test_every_row_and_authority_is_labelled_and_every_stroke_drawn(
    chart: ScheduleChart, language: Language
) -> None:
    root = parsed(chart, language)
    shown = said_in(root)
    for band in chart.bands:
        for text in (
            band.authority,
            *(row.label for row in band.rows),
            *(row.days for row in band.rows if row.days),
        ):
            assert re.sub(r"\s", "", said(text, language)) in shown
    drawn = [each for each in root if each.attrib.get("class") in CLASSES_OF_STROKES]
    hatched = [each for each in root if each.attrib.get("fill", "").startswith("url(#")]
    asked = [each.kind for band in chart.bands for row in band.rows for each in row.strokes]
    assert len(hatched) == asked.count("stopped")
    assert len(drawn) == len(asked) - asked.count("stopped")


@given(charts())
@settings(max_examples=50, deadline=None)
def test_the_result_is_said_in_title_and_desc(chart: ScheduleChart) -> None:
    root = parsed(chart, "en")
    by_id = {each.attrib["id"]: each.text for each in root.iter() if "id" in each.attrib}
    named = [by_id[name] for name in root.attrib["aria-labelledby"].split()]
    assert named == [chart.title.en, chart.result.en]


def test_markup_in_a_text_is_text() -> None:
    nasty = Text("<script>alert(1)</script>&", '"><img src=x onerror=1>')
    chart = ScheduleChart(
        title=nasty,
        result=nasty,
        promise=nasty,
        columns=days_from(date(2026, 3, 3), 3),
        bands=(Band(authority=nasty, rows=(Row(label=nasty, days=nasty),)),),
    )
    for language in LANGUAGES:
        tags = {each.tag for each in parsed(chart, language).iter()}
        assert tags <= {"svg", "title", "desc", "text", "tspan", "line", "rect", "path", "g"}


def test_a_stroke_outside_the_days_is_refused() -> None:
    row = Row(label=Text("甲", "A"), strokes=(Stroke(start=2, end=4, kind="key"),))
    with pytest.raises(ValueError, match="outside the 3 days"):
        ScheduleChart(
            title=Text("", ""),
            result=Text("", ""),
            columns=days_from(date(2026, 3, 3), 3),
            bands=(Band(authority=Text("乙", "B"), rows=(row,)),),
        )


def test_in_a_plan_key_strokes_come_last_in_their_band_and_are_joined() -> None:
    labels = [row.label.zh for row in table_rows(PLAN_CHART)]
    assert labels[:2] == ["预防接种证", "出生医学证明"]
    heads = [each for each in parsed(PLAN_CHART).iter() if each.attrib.get("class") == "arrow"]
    assert len(heads) == 2  # certificate → registration → card


def test_a_case_keeps_its_order_and_shows_now_and_no_arrows() -> None:
    root = parsed(CASE_CHART)
    assert "现在" in said_in(root)
    assert {each.attrib["class"] for each in root if each.attrib.get("class") in {"now", "link"}} == {"now"}


def runs_through_words(chart: ScheduleChart, language: Language, *, width: float) -> list[str]:
    """The texts through which the line of now, an arrow or its head runs where the chart is `width` px wide."""
    root = parsed(chart, language)
    lines = [
        (float(each.attrib["x1"].rstrip("%")), float(each.attrib["y1"]), float(each.attrib["y2"]))
        for each in root
        if each.attrib.get("class") in {"now", "link"}
    ]
    for holder in root:
        if any(each.attrib.get("class") == "arrow" for each in holder):
            y = float(holder.attrib["y"])
            lines.append((float(holder.attrib["x"].rstrip("%")), y - 5, y + 1))
    hit = []
    for text in root.iter("text"):
        days = [each for each in text if each.tag == "tspan"]
        size = 14 if "t-2" in text.attrib.get("class", "") else 15
        wide = text_width(text.text or "", size=size)
        wide += sum(text_width(each.text or "", size=14) + float(each.attrib.get("dx", 0)) for each in days)
        start = float(text.attrib["x"].rstrip("%")) * width / 100 + float(text.attrib.get("dx", 0))
        start -= {"end": wide, "middle": wide / 2}.get(text.attrib.get("text-anchor", "start"), 0)
        base = float(text.attrib["y"])
        for x, top, below in lines:
            if start < x * width / 100 < start + wide and top < base + 3 and below > base - 12:
                hit.append("".join(text.itertext()))
    return hit


@given(charts(), languages, st.sampled_from((PHONE, 300.0, 560.0, 1080.0)))
@settings(max_examples=200, deadline=None)
def test_neither_the_line_of_now_nor_an_arrow_runs_through_words(
    chart: ScheduleChart, language: Language, width: float
) -> None:
    assert not runs_through_words(chart, language, width=width)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chart", [PLAN_CHART, CASE_CHART, LONG_CHART])
@pytest.mark.parametrize("width", [PHONE, 300.0, 560.0, 1080.0])
def test_the_samples_keep_their_words_clear(chart: ScheduleChart, language: Language, width: float) -> None:
    assert not runs_through_words(chart, language, width=width)


def test_a_label_keeps_right_of_the_arrow_that_comes_to_its_stroke() -> None:
    """And in two lines, if it must be, rather than at the edge with the arrow through it."""
    label = label_of("出生登记（申报户口）", "10 个工作日", left=13, right=35, lines=(13.0,))
    assert (label.place.at, label.place.gap, label.place.anchor) == (13, SIDE_GAP, "start")
    assert (label.count, label.crossed) == (2, ())


def test_the_table_gives_the_last_day_of_each_row_whatever_the_order_of_its_strokes() -> None:
    last = {row.label.zh: row.last_day for row in table_rows(CASE_CHART)}
    assert last["生育医疗待遇"] == date(2026, 3, 6)
    assert last["社会保障卡"] == date(2026, 3, 10)


def test_a_long_chart_has_weeks_labelled_by_their_monday() -> None:
    words = [each.text or "" for each in parsed(LONG_CHART) if "t-b" in each.attrib.get("class", "").split()]
    mondays = [re.fullmatch(r"(\d+)月(\d+)日", word) for word in words]
    assert len(words) >= 4
    assert all(found and date(2026, int(found[1]), int(found[2])).weekday() == 0 for found in mondays)


@given(texts)
@settings(deadline=None)
def test_wrapping_loses_nothing_and_keeps_to_the_room(text: Text) -> None:
    for words in (text.zh, text.en):
        lines = wrapped(words, room=PHONE)
        assert "".join("".join(lines).split()) == "".join(words.split())
        breakable = all(text_width(word) <= PHONE - 20 for word in words.split())
        assert not breakable or all(text_width(line) <= PHONE + 20 for line in lines)
