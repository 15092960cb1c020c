"""The report over published guides as a page: in the portal, and as a document by itself.

Whoever wrote a guide must be able to read it without feeling accused: what is published beside what is published, where
both stand, what it may mean otherwise, and what one could correct.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.channels.look.parts import LightKind
from yijian.core.compiler.guide_days import DaysCheck, StatedPart, Step
from yijian.core.compiler.guide_report import DAYS, CheckedGuide, Contradiction, GuideReport
from yijian.core.compiler.published_figures import (
    NAMES,
    UNITS,
    PublishedFigure,
    allowed_in_words,
    counted,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.life_event import PublishedClaim
from yijian.core.vocabulary.marks import Place, Source

MOST_NAMED: Final = 6
"""More parts than this, each longer than the whole, are counted and not named."""

_STEPS: Final = {
    Step.FACE_VALUE: Text(
        "照字面看：有一项单独就比整件事长", "At face value: one part alone is longer than the whole"
    ),
    Step.LIMITS_MEANT: Text(
        "不算像是系统默认值的时限（15、35），也不算不用申请的事",
        "Without limits that look filled in by the system (15, 35), and without what nobody applies for",
    ),
    Step.USUAL: Text(
        "再只看典型情形里要办的，不算只有一部分人要办的",
        "Then only parts of the usual situation, without what only some need",
    ),
    Step.COUNTED: Text(
        "再不算整件事的天数可能没算进去的（公告期、制卡、外线工程）",
        "Then without what the promise may not count (public notices, making a card, outside works)",
    ),
    Step.EVERYBODY: Text("而且对每个人都这样", "And for everybody, not only in the usual situation"),
}
_IN_ORDER: Final = {
    "most": Text("有的情形", "In some situation"),
    "usual": Text("典型情形", "In the usual situation"),
    "least": Text("不管哪种情形", "In every situation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One line of the tally: how many guides, and which, by name and anchor."""

    words: Text
    guides: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One published figure beside ours."""

    name: Text
    published: str
    derived: str
    allowed: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part that alone takes longer than the whole is promised to, and what speaks for the guide."""

    name: Text
    days: Text
    reasons: tuple[Text, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One contradiction: what it is, what one could correct, and where both sides stand."""

    message: Text
    repair: Text
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the days of a guide stand, as a light with words."""

    kind: LightKind
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSection:
    """Everything about one guide."""

    anchor: str
    name: Text
    region: Text
    url: str
    standing: Standing
    rows: tuple[FigureRow, ...]
    days: tuple[Text, ...]
    days_places: tuple[tuple[str, str], ...]
    longer: tuple[PartRow, ...]
    caveats: tuple[Text, ...]
    differences: tuple[Difference, ...]
    sources: tuple[Source, ...]
    texts: Text | None

    @property
    def found(self) -> int:
        """How many contradictions there are, that of the days among them."""
        return len(self.differences) + bool(self.days_places)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A guide whose source gives only figures of the whole: shown, and not compared."""

    name: Text
    region: Text
    figures: tuple[tuple[Text, str], ...]
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidesPage:
    """The page in its order. `head` are the three figures that stand out."""

    compared: int
    on: date
    version: str
    longest: tuple[Count, ...]
    in_order: tuple[Count, ...]
    papers: Count
    guides: tuple[GuideSection, ...]
    elsewhere: tuple[Elsewhere, ...]

    @property
    def at_face_value(self) -> int:
        """Guides with a part longer than the whole, whatever may speak for them."""
        return len(self.longest[0].guides)

    @property
    def after_caveats(self) -> int:
        """Those that remain in the usual situation when everything that may speak for them is taken into account."""
        return len(self.longest[list(_STEPS).index(Step.COUNTED)].guides)


def guides_page(report: GuideReport, *, address: Callable[[str], str] = lambda _: "") -> GuidesPage:
    """The page of a report. `address` gives where the page of a life event is; "" where there is none."""
    names = {guide.key: (guide.event.name, _anchor(guide)) for guide in report.guides}

    def count(words: Text, keys: Iterable[str]) -> Count:
        return Count(words=words, guides=tuple(names[key] for key in keys))

    compared = [guide for guide in report.guides if guide.figures]
    return GuidesPage(
        compared=len(compared),
        on=report.on,
        version=report.version,
        longest=tuple(count(words, report.longest_part[step]) for step, words in _STEPS.items()),
        in_order=tuple(count(words, report.in_order[whom]) for whom, words in _IN_ORDER.items()),
        papers=count(
            Text("写的材料数和列出的不一样", "Another number of papers is claimed than listed"), report.papers
        ),
        guides=tuple(_section(guide, address(guide.event.id)) for guide in compared),
        elsewhere=tuple(_elsewhere(guide) for guide in report.guides if not guide.figures),
    )


def _anchor(guide: CheckedGuide) -> str:
    return f"g-{guide.key.replace('/', '-')}"


def _section(guide: CheckedGuide, url: str) -> GuideSection:
    about_days = [one for one in guide.contradictions if one.finding.code in DAYS]
    return GuideSection(
        anchor=_anchor(guide),
        name=guide.event.name,
        region=guide.overlay.region_name,
        url=url,
        standing=_standing(guide.days),
        rows=tuple(_row(guide, figure) for figure in guide.figures),
        days=tuple(_days_in_words(guide.days)) if guide.days else (),
        days_places=tuple(dict.fromkeys(place for one in about_days for place in _places(one))),
        longer=tuple(_part(part) for part in guide.days.longer[:MOST_NAMED]) if guide.days else (),
        caveats=tuple(caveat.text for caveat in guide.claim.caveats),
        differences=tuple(
            Difference(message=one.finding.message, repair=one.finding.repair, places=_places(one))
            for one in guide.contradictions
            if one.finding.code not in DAYS[:2]
        ),
        sources=guide.sources,
        texts=_texts(guide.claim),
    )


def _row(guide: CheckedGuide, figure: PublishedFigure) -> FigureRow:
    return FigureRow(
        name=NAMES[figure.name],
        published=_pair(figure.claimed_before, figure.claimed),
        derived=_pair(figure.before, figure.after),
        allowed=allowed_in_words(figure, guide.one_thing),
    )


def _pair(before: int | None, after: int | None) -> str:
    if before is None and after is None:
        return "–"
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def _standing(days: DaysCheck | None) -> Standing:
    if days is None:
        return Standing(kind="waiting", words=Text("没有作比较", "Not compared"))
    if Step.EVERYBODY in days.beyond:
        return Standing(kind="soon", words=Text("天数要核对", "Days to be checked"))
    if Step.COUNTED in days.beyond:
        return Standing(
            kind="soon", words=Text("天数要核对：典型情形", "Days to be checked: usual situation")
        )
    if days.beyond:
        return Standing(kind="waiting", words=Text("天数要写清楚怎么算", "Say how the days are counted"))
    if days.most is not None and days.most > days.promised:
        return Standing(kind="waiting", words=Text("同时办才成立", "Holds if done side by side"))
    return Standing(kind="done", words=Text("天数对得上", "The days fit"))


def _days_in_words(days: DaysCheck) -> Iterable[Text]:
    """The days, sentence by sentence: what is promised, what the parts take, for whom."""
    promised = counted(days.promised, UNITS["days"])
    if days.usual is not None:
        chain = [part for part in days.parts if part.in_order and part.days]
        zh = " → ".join(f"{part.name.zh} {part.days}" for part in chain)
        en = " → ".join(f"{part.name.en} {part.days}" for part in chain)
        usual = counted(days.usual, UNITS["days"])
        path = Text(f"（{zh}）", f" ({en})") if len(chain) > 1 else Text("", "")
        yield Text(
            f"整件事写 {promised.zh}。按同一份指南给各部分的时限，典型情形要 {usual.zh}{path.zh}。",
            f"For the whole, {promised.en}. By the limits that the same guide gives the parts, {usual.en} in the usual"
            f" situation{path.en}.",
        )
    else:
        yield Text(f"整件事写 {promised.zh}。", f"For the whole, {promised.en}.")
    if days.least is not None and days.most is not None and days.least != days.most:
        yield Text(
            f"最快的情形 {days.least}，最慢的 {days.most}。",
            f"The fastest situation takes {days.least}, the slowest {days.most}.",
        )
    if len(days.longer) > MOST_NAMED:
        yield Text(
            f"单独一项就更长的有 {len(days.longer)} 项，下面列最长的 {MOST_NAMED} 项。",
            f"{len(days.longer)} parts alone take longer; the longest {MOST_NAMED} are listed below.",
        )
    yield _advice(days)


def _advice(days: DaysCheck) -> Text:
    """What one could correct, as a suggestion."""
    if Step.COUNTED in days.beyond:
        return Text(
            "建议：整件事的天数写成不短于最长的一项；或者请那个部门把自己的时限改短，这里的天数会跟着变。",
            "Suggestion: promise no less than the longest part; or have that authority shorten its limit, and the figure"
            " here follows.",
        )
    if days.beyond:
        return Text(
            "把下面的说明都算上，典型情形没有哪一项比整件事长。建议写明哪些不算在内，默认的时限改成真的。",
            "With all that is said below, no part of the usual situation is longer than the whole. Suggestion: say what"
            " is not counted, and replace limits that were filled in.",
        )
    if days.most is not None and days.most > days.promised:
        return Text(
            "几件事同时办，这个天数做得到；一件接一件就不够。建议写明先后。",
            "Side by side the days can be met; one after another they cannot. Suggestion: say in which order.",
        )
    return Text("各部分做得到。", "The parts allow it.")


def _part(part: StatedPart) -> PartRow:
    reasons = (
        (part.suspected, Text("像是系统的默认值", "looks filled in by the system")),
        (part.no_clock, Text("不用申请，没有起算的一天", "nobody applies: no clock starts")),
        (not part.usual and not part.no_clock, Text("只有一部分人要办", "only some need it")),
        (part.left_out, Text("整件事的天数可能没算它", "the whole may not count it")),
        (part.converted, Text("由自然日折算", "converted from calendar days")),
    )
    return PartRow(
        name=part.name,
        days=counted(part.days, UNITS["days"]),
        reasons=tuple(words for holds, words in reasons if holds),
        place=_where(part.place),
    )


def _texts(claim: PublishedClaim) -> Text | None:
    if claim.guides is None or claim.distinct_texts is None:
        return None
    return Text(
        f"全省 {claim.guides} 份指南，共 {claim.distinct_texts} 种文本；这里看的是这个地区的一种。",
        f"{claim.guides} guides in the province, {claim.distinct_texts} different texts; this is the one of the region.",
    )


def _places(one: Contradiction) -> tuple[tuple[str, str], ...]:
    return tuple((_where(party.place), party.source or "") for party in one.parties)


def _where(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _elsewhere(guide: CheckedGuide) -> Elsewhere:
    claim = guide.claim
    said = {
        "days": (claim.days_before, claim.promised_days),
        "visits": (claim.visits_before, claim.visits),
        "papers": (claim.papers_before, claim.papers),
        "steps": (claim.steps_before, claim.steps),
    }
    return Elsewhere(
        name=guide.event.name,
        region=guide.overlay.region_name,
        figures=tuple((NAMES[name], _pair(*pair)) for name, pair in said.items() if pair != (None, None)),
        source=next((one for one in guide.sources if one.id == claim.source), None),
    )
