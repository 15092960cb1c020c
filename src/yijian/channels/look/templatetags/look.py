"""Template tags and filters of the shared look: `{% load look %}`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from yijian.channels.look import language as languages
from yijian.channels.look.dates import day_element, moment_element
from yijian.channels.look.fields import Field
from yijian.channels.look.parts import LIGHT_CLASSES, Light, LightKind
from yijian.channels.look.schedule_svg import ScheduleChart, TableRow, draw_schedule, table_rows
from yijian.channels.look.strokes import StrokeKind, element, hatch, percent, stroke
from yijian.core.errors import Text

register = template.Library()

FIRST_SHOWN: Final = 4
LAST_SHOWN: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePart:
    """One of the three inputs of a date."""

    id: str
    label: Text
    value: str
    width: int
    autocomplete: str


@register.simple_tag
def t(zh: str, en: str, **fields: object) -> SafeString:
    """A text of the page in both languages: `{% t "还有 {n} 处要改" "{n} things to correct" n=count %}`."""
    return languages.say_filled(Text(zh, en), fields)


@register.filter
def say(value: object) -> str:
    """A `Text` or an error in the reader's language; data (`str`) unchanged; a date as `<time>` with its weekday."""
    if isinstance(value, datetime):
        return moment_element(value)
    if isinstance(value, date):
        return day_element(value)
    return languages.say(value)


@register.filter
def day(value: date) -> SafeString:
    """3月9日（周一） in `<time>`."""
    return day_element(value)


@register.filter
def short_day(value: date) -> SafeString:
    """3月9日 in `<time>`."""
    return day_element(value, form="short")


@register.filter
def full_day(value: date) -> SafeString:
    """2026年3月9日 in `<time>`."""
    return day_element(value, form="full")


@register.filter
def moment(value: datetime) -> SafeString:
    """3月2日 09:41 in `<time>`."""
    return moment_element(value)


@register.filter
def full_moment(value: datetime) -> SafeString:
    """2026年2月24日 08:15 in `<time>`."""
    return moment_element(value, form="full")


@register.filter
def masked(value: str) -> SafeString:
    """A personal number with only its first four and last two characters: 4300 **** **** **** 29.

    A number too short to hide at least half of it is hidden wholly.
    """
    compact = "".join(value.split())
    hidden = len(compact) - FIRST_SHOWN - LAST_SHOWN
    if hidden < FIRST_SHOWN + LAST_SHOWN:
        shown = "*" * len(compact)
    else:
        shown = compact[:FIRST_SHOWN] + "*" * hidden + compact[-LAST_SHOWN:]
    groups = " ".join(shown[i : i + 4] for i in range(0, len(shown), 4))
    return format_html('<span class="num nowrap">{}</span>', groups)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A line icon of the sprite in `look/sprite.html`, hidden from screen readers: the word beside it says it."""
    classes = f"yj-icon {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>', classes, name
    )


@register.simple_tag
def light(kind: LightKind | Light, words: object = "", *, pill: bool = False) -> SafeString:
    """A status light: `{% light "done" words %}`, or `{% light value pill=True %}` with a `Light`."""
    shown = kind if isinstance(kind, Light) else Light(kind=kind, words=say(words))
    look = LIGHT_CLASSES[shown.kind]
    return format_html(
        '<span class="yj-light{} is-{}"><svg aria-hidden="true" focusable="false"><use href="#l-{}"/></svg>'
        "<span>{}</span></span>",
        " yj-light--pill" if pill else "",
        look,
        look,
        say(shown.words),
    )


@register.inclusion_tag("look/field.html", takes_context=True)
def field(context: template.Context, value: Field, *, heading: bool = False) -> dict[str, Any]:
    """A form field from its value. `heading=True`: its label is the `<h1>` of the page (one question a page)."""
    return {"field": value, "heading": heading, "look": context.get("look")}


@register.filter
def with_errors(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields that have an error, in the order of the page."""
    return tuple(each for each in fields if each.error is not None)


@register.filter
def date_inputs(value: Field) -> tuple[DatePart, ...]:
    """The three inputs of a date field: year, month, day, as a Chinese reader writes a date."""
    birthday = value.autocomplete == "bday"
    labels = (Text("年", "Year"), Text("月", "Month"), Text("日", "Day"))
    return tuple(
        DatePart(
            id=f"{value.name}-{part}",
            label=label,
            value=typed,
            width=4 if part == "year" else 2,
            autocomplete=f"bday-{part}" if birthday else "off",
        )
        for part, label, typed in zip(("year", "month", "day"), labels, value.date_parts, strict=True)
    )


@register.filter
def is_moment(value: date) -> bool:
    """Whether a time of day belongs to the value."""
    return isinstance(value, datetime)


@register.simple_tag
def progress(share: float, label: object = "") -> SafeString:
    """A stroke filled up to `share` (0 to 1); cut straight while under way, with its end piece when done.

    Without `label` it is hidden from screen readers, because the words beside it say it.
    """
    done = min(max(float(share), 0.0), 1.0)
    bars = stroke(kind="before", x=0.0, width=100.0, y=9)
    if done:
        kind: StrokeKind = "running" if done < 1 else "key"
        bars += stroke(kind=kind, x=0.0, width=100 * done, y=9, height=10)
    return _small_chart(bars, height=22, label=label)


@register.simple_tag
def time_used(share: float, *, late: bool = False, label: object = "") -> SafeString:
    """How much of a time limit is used, for a row of a queue; red only where the promise is broken."""
    bars = stroke(kind="before", x=0.0, width=100.0, y=9, height=8)
    done = min(max(float(share), 0.0), 1.0)
    if late:
        bars = stroke(kind="key", x=0.0, width=100.0, y=9, height=8, late=True)
    elif done:
        bars += stroke(kind="running", x=0.0, width=100 * done, y=9, height=8)
    return _small_chart(bars, height=20, label=label)


@register.simple_tag
def saved(before: float, after: float) -> SafeString:
    """Two strokes, before (soft) and after, on one scale; a ring where nothing is left. Hidden: the words say it."""
    most = max(before, after, 1)
    bars = stroke(kind="before", x=0.0, width=100 * before / most, y=12) if before else ""
    if after:
        bars += stroke(kind="key", x=0.0, width=100 * after / most, y=34, height=10)
    else:
        bars += element("circle", class_="yj-zero", cx=7, cy=39, r=5.5)
    return _small_chart(bars, height=52)


@register.simple_tag
def plan_stroke() -> SafeString:
    """The whole stroke of a plan, from the first to the last day."""
    return _small_chart(stroke(kind="key", x=0.0, width=100.0, y=8, height=10), height=22)


@register.simple_tag
def paper_squares(yours: int, in_all: int) -> SafeString:
    """A row of small squares: all papers, the person's filled."""
    step = 100 / max(in_all, 1)
    squares = (
        element(
            "rect",
            class_="yj-papergrid is-on" if i < yours else "yj-papergrid",
            x=percent(i * step),
            width=percent(step * 0.74),
            height=22,
            rx=3,
        )
        for i in range(in_all)
    )
    return _small_chart("".join(squares), height=22)


@register.simple_tag
def schedule(chart: ScheduleChart) -> SafeString:
    """The chart as inline SVG in the reader's language (see `look/schedule.html` for the figure with its table)."""
    return mark_safe(draw_schedule(chart, language=languages.current_language()))  # noqa: S308 - escapes its texts


@register.filter
def rows(chart: ScheduleChart) -> tuple[TableRow, ...]:
    """The chart as the rows of a table."""
    return table_rows(chart)


@register.simple_tag
def legend_stroke(kind: StrokeKind) -> SafeString:
    """A sample of a kind of stroke, 40 px wide, for a legend."""
    if kind == "stopped":
        pattern = "legend-hatch"
        bar = element("rect", y=4, width=40, height=13, fill=f"url(#{pattern})")
        return mark_safe(element("svg", hatch(pattern), bar, aria_hidden="true"))  # noqa: S308 - fixed shapes
    sample = stroke(kind=kind, x=0.0, width=100.0, y=5)
    return mark_safe(element("svg", sample, aria_hidden="true"))  # noqa: S308 - fixed shapes


def _small_chart(bars: str, *, height: int, label: object = "") -> SafeString:
    spoken = format_html(' role="img" aria-label="{}"', say(label)) if label else ' aria-hidden="true"'
    drawn = f'<svg class="yj-chart" width="100%" height="{height}"{spoken} focusable="false">{bars}</svg>'
    return mark_safe(drawn)  # noqa: S308 - the label was escaped above, the rest are fixed shapes
