"""Charts, texts and people's data of every shape."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from yijian.channels.look.schedule_svg import Band, Row, ScheduleChart, Stroke
from yijian.channels.look.strokes import HEIGHTS
from yijian.channels.look.timescale import Column
from yijian.core.errors import Text

# what XML can hold: no control characters and no half of a surrogate pair
words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=40)
texts = st.builds(Text, words, words)


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, ...]:
    """Consecutive days; any of them may be days of rest."""
    first = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    working = draw(st.lists(st.booleans(), min_size=1, max_size=60))
    name = draw(st.none() | texts)
    return tuple(
        Column(day=first + timedelta(days=i), working=works, name=None if works else name)
        for i, works in enumerate(working)
    )


@st.composite
def strokes(draw: st.DrawFn, days: int) -> Stroke:
    start = draw(st.floats(0, days - 0.25))
    end = draw(st.floats(start + 0.2, days))
    return Stroke(start=start, end=end, kind=draw(st.sampled_from(tuple(HEIGHTS))))


@st.composite
def charts(draw: st.DrawFn) -> ScheduleChart:
    axis = draw(columns())
    rows = st.builds(
        Row,
        label=texts,
        days=st.none() | texts,
        strokes=st.lists(strokes(len(axis)), max_size=3).map(tuple),
        tone=st.sampled_from(("plain", "soon")),
    )
    bands = st.builds(Band, authority=texts, rows=st.lists(rows, min_size=1, max_size=3).map(tuple))
    return ScheduleChart(
        title=draw(texts),
        result=draw(texts),
        columns=axis,
        bands=draw(st.lists(bands, max_size=3).map(tuple)),
        promise=draw(st.none() | texts),
        now=draw(st.none() | st.floats(0, len(axis))),
    )
