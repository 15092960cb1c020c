"""The table of all life events: what guides publish, what the parts come to, and what they allow of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from yijian.core.compiler.published_figures import NAMES, allowed_in_words, published_figures
from yijian.core.errors import Text
from yijian.core.vocabulary.life_event import PublishedClaim
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan, Range

_HEADS = (
    Text("一件事", "life event"),
    Text("哪一项", "figure"),
    Text("指南说", "guide"),
    Text("按部分推出", "from the parts"),
    Text("各种情形", "over everybody"),
    Text("各部分允许", "what the parts allow"),
)
_NOTHING = PublishedClaim()
_UNKNOWN = "—"


def table_lines(plans: Sequence[tuple[OneThing, Plan]], language: str) -> Iterator[str]:
    """Four rows for each life event, in its reference case, beside what the region's guide publishes first."""
    rows = [[head.in_language(language) for head in _HEADS]]
    for one_thing, plan in plans:
        claims = one_thing.overlay.published_claims if one_thing.overlay else ()
        for at, figure in enumerate(published_figures(one_thing, plan, claims[0] if claims else _NOTHING)):
            rows.append(
                [
                    one_thing.name.in_language(language) if at == 0 else "",
                    NAMES[figure.name].in_language(language),
                    _pair(figure.claimed_before, figure.claimed),
                    _pair(figure.before, figure.after),
                    _range(figure.span),
                    allowed_in_words(figure, one_thing).in_language(language),
                ]
            )
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEADS))]
    for row in rows:
        yield "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()


def _pair(before: int | None, after: int | None) -> str:
    if before is None and after is None:
        return _UNKNOWN
    return f"{_UNKNOWN if before is None else before} → {_UNKNOWN if after is None else after}"


def _range(span: Range) -> str:
    if span.least is None or span.most is None:
        return _UNKNOWN
    return str(span.least) if span.least == span.most else f"{span.least}–{span.most}"


def _width(text: str) -> int:
    """Columns of a text in a terminal: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
