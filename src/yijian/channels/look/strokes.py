"""The stroke 一 as SVG: flat body, slanted start, raised shoulder at the end. Every bar of time is drawn with it.

A stroke is a start piece, a body that stretches (CSS `calc` on `.body` and `.open`), and an end piece at 100 %, all inside
one nested `<svg>` whose x and width are percentages: so the ends keep their shape at every width of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Final, Literal

StrokeKind = Literal["key", "alongside", "promised", "running", "stopped", "before"]

# Drawn for a height of 13 px and scaled for others. The start piece reaches 13 px so that it still meets the body, which
# begins at 7 px, in the thinnest stroke.
DRAWN_HEIGHT: Final = 13
START: Final = "M2.8 0H13V13H7.8C5.9 13 4.8 12.3 3.7 10.6L0.5 4.3C-0.7 2 0.5 0 2.8 0Z"
END: Final = "M-27.9 0C-20.4 0 -17.6 -2.2 -14.5 -5.4C-12.1 -7.8 -9.3 -7.8 -6.9 -5.3L-1.5 0.6C2.4 4.8 0.9 13 -4.6 13H-27.9Z"
NARROW: Final = 15.0
"""Per cent of the chart's width under which a stroke on a phone has no room for the whole shoulder."""

HEIGHTS: Final[dict[StrokeKind, int]] = {
    "key": 13,
    "alongside": 9,
    "promised": 13,
    "running": 13,
    "stopped": 13,
    "before": 10,
}
CLASSES: Final[dict[StrokeKind, str]] = {
    "key": "is-key",
    "alongside": "is-side",
    "promised": "is-plan",
    "running": "is-key",
    "stopped": "is-stopped",
    "before": "is-soft",
}


def element(tag: str, *content: str, **attributes: object) -> str:
    """An SVG element. `class_` is class, underscores are hyphens; values are escaped, content is markup already."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(number(value))}"'
        for name, value in attributes.items()
    )
    inner = "".join(content)
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"


def number(value: object) -> str:
    """A coordinate with at most two decimals; anything else as it is."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def percent(value: float) -> str:
    return f"{number(float(value))}%"


def hatch(pattern: str) -> str:
    """The definition of the hatch for stopped clocks; ids are the page's, so each chart brings its own."""
    line = element("line", class_="yj-hatch", x1=0, x2=0, y1=0, y2=9)
    attributes = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element("defs", element("pattern", line, id=pattern, width=9, height=9, **attributes))


def stroke(
    *,
    kind: StrokeKind,
    x: float,
    width: float,
    y: float,
    pattern: str = "",
    height: int | None = None,
    late: bool = False,
) -> str:
    """One stroke. `x` and `width` in per cent of the chart, `y` (top) in px; `pattern` is the id of the hatch.

    `late` is red: only where a promise is broken.
    """
    tall = height or HEIGHTS[kind]
    if kind == "stopped":
        return _stopped(x=x, width=width, y=y, height=tall, pattern=pattern)
    open_ended = kind == "running"
    shape = element("path", d=_scaled(START, tall))
    shape += element("rect", class_="open" if open_ended else "body", height=tall, width="100%")
    if not open_ended:
        end = element("path", d=_scaled(END, tall, squeeze=0.5 if width < NARROW else 1.0))
        shape += element("svg", end, x="100%", overflow="visible")
    if (
        kind == "promised"
    ):  # an outline without seams: the shape twice, first with an edge, then filled with the ground
        shape = element("g", shape, class_="edge") + element("g", shape, class_="fill")
    return element(
        "svg",
        shape,
        class_=f"yj-s {'is-late' if late else CLASSES[kind]}",
        x=percent(x),
        y=y,
        width=percent(width),
        height=tall,
    )


def _stopped(*, x: float, width: float, y: float, height: int, pattern: str) -> str:
    disc = element("circle", class_="pause", r=11) + element("path", class_="pause-l", d="M-3-4v8M3-4v8")
    return element(
        "rect", x=percent(x), width=percent(width), y=y, height=height, fill=f"url(#{pattern})"
    ) + element("svg", disc, x=percent(x + width / 2), y=y + height / 2, overflow="visible")


@lru_cache(maxsize=64)
def _scaled(path: str, height: int, *, squeeze: float = 1.0) -> str:
    """The path for another height; `squeeze` narrows it."""
    factor = height / DRAWN_HEIGHT

    def command(found: re.Match[str]) -> str:
        scales = (factor,) if found[1] == "V" else (factor * squeeze, *((factor,) if found[1] != "H" else ()))
        values = [float(value) for value in re.findall(r"-?[\d.]+", found[2])]
        scaled = (round(value * scales[i % len(scales)], 1) + 0.0 for i, value in enumerate(values))
        return found[1] + " ".join(number(value) for value in scaled)

    return re.sub(r"([A-Z])([^A-Z]*)", command, path)
