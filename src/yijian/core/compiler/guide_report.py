"""The report over published guides: what each says of the whole, what its parts allow, and where the two differ.

A guide is somebody else's text, written by people who know their work. The report compares what is published with what
is published, says where both stand, and what it may mean otherwise; it says nothing about how fast anybody works.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.core.compiler.guide_days import DaysCheck, Step, check_days
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.compiler.published_figures import PublishedFigure, published_figures
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.verification.checks import CHECKS_OF_GUIDES
from yijian.core.verification.findings import Finding
from yijian.core.verification.marked_facts import marked_in
from yijian.core.verification.whole_times import limited_part
from yijian.core.vocabulary.life_event import LifeEvent, PublishedClaim, RegionOverlay
from yijian.core.vocabulary.marks import Place, Source
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.plan import Plan

DAYS: Final = ("CLAIM_NOT_KEPT", "CLAIM_NOT_KEPT_FOR_SOME", "CLAIM_DAYS_DIFFER", "CLAIM_NOT_CHECKED")
"""Findings about the days that a guide promises."""

ABOUT_GUIDES: Final = (
    *DAYS,
    "CLAIMS_DISAGREE",
    "CLAIM_PAPERS_DIFFER",
    "CLAIM_SERVICES_DIFFER",
    "LOCAL_PROMISES_DIFFER",
    "RULES_DISAGREE",
    "REQUIRED_PAPERS_EXCLUDE",
    "REQUIRED_BUT_CONDITIONAL",
    "ALTERNATIVES_NOT_LISTED",
    "DEAD_EVIDENCE",
    "PAPER_HELD",
    "LIMIT_WITHOUT_PROCEDURE",
    "BASIS_OF_ANOTHER_SERVICE",
    "CONDITION_NOT_TESTABLE",
    "ATTACHMENT_FOREIGN",
    "CLAIM_SAYS_NOTHING",
    "CLAIM_TEXTS_DIFFER",
)
"""The findings that speak of what a guide says, in the order in which the report lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One place that is party to a contradiction: where it stands in the definitions, and the source it was read in."""

    place: Place
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A finding about a guide with all its places and their sources."""

    finding: Finding
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedGuide:
    """One guide. `claim` is what it says first, in its figures; what it says elsewhere is held against that.

    `days` None: it promises none, or its source gives no limits of the parts. `figures` are empty where its source says
    nothing of the parts at all: then there is nothing to hold it against. `sources`: its own first.
    """

    key: str
    overlay: RegionOverlay
    event: LifeEvent
    one_thing: OneThing
    claim: PublishedClaim
    figures: tuple[PublishedFigure, ...]
    days: DaysCheck | None
    contradictions: tuple[Contradiction, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideReport:
    """All guides with something to check, those of `region` first; every count is a list of guides by key.

    `in_order`: fewer days are promised than the parts take one after another, for everybody, in the reference case,
    for somebody. `papers`: another number of papers is claimed than listed.
    """

    version: str
    on: date
    region: str | None
    guides: tuple[CheckedGuide, ...]
    compared: tuple[str, ...]
    longest_part: Mapping[Step, tuple[str, ...]]
    in_order: Mapping[str, tuple[str, ...]]
    papers: tuple[str, ...]
    papers_compared: tuple[str, ...]


def report_of_guides(
    package: DefinitionPackage, *, on: date, region: str | None, calendar: WorkingCalendar
) -> GuideReport:
    """The report as of a day. A life event that does not compile is left out: `yijian check` says why."""
    contradictions = tuple(_contradictions(package))
    guides = []
    ours_first = sorted(package.overlays.items(), key=lambda pair: (pair[1].region != region, pair[0]))
    for key, overlay in ours_first:
        event = package.life_events.get(overlay.life_event)
        if event is None or not overlay.published_claims:
            continue
        one_thing = compile_life_event(package, event.id, on=on, region=overlay.region).one_thing
        if one_thing is not None:
            known = _says_the_parts(package, event, overlay)
            plan = specialise(one_thing, {}, today=on, calendar=calendar) if known else None
            guides.append(_checked(package, key, event, overlay, one_thing, plan, contradictions))
    return _report(package.version, on, region, tuple(guides))


def _report(version: str, on: date, region: str | None, guides: tuple[CheckedGuide, ...]) -> GuideReport:
    days = {guide.key: guide.days for guide in guides if guide.days is not None}
    listed = [g for g in guides if g.claim.papers is not None and g.claim.papers_listed is not None]
    return GuideReport(
        version=version,
        on=on,
        region=region,
        guides=guides,
        compared=tuple(days),
        longest_part={
            step: tuple(key for key, check in days.items() if step in check.beyond) for step in Step
        },
        in_order={
            whom: tuple(
                key
                for key, check in days.items()
                if (found := getattr(check, whom)) is not None and found > check.promised
            )
            for whom in ("most", "usual", "least")
        },
        papers=tuple(g.key for g in listed if g.claim.papers != g.claim.papers_listed),
        papers_compared=tuple(g.key for g in listed),
    )


def _checked(
    package: DefinitionPackage,
    key: str,
    event: LifeEvent,
    overlay: RegionOverlay,
    one_thing: OneThing,
    plan: Plan | None,
    contradictions: Iterable[Contradiction],
) -> CheckedGuide:
    claim = overlay.published_claims[0]
    own = _sources_of(overlay)
    files = {package.place_of(f"services/{use.service}").file for use in event.services}
    overlay_file = package.place_of(f"regions/{key}").file

    def concerns(one: Contradiction) -> bool:
        regions = [party.place.file for party in one.parties if party.place.file.startswith("regions/")]
        if regions:
            return overlay_file in regions
        return any(party.place.file in files and party.source in own for party in one.parties)

    about = tuple(one for one in contradictions if concerns(one))
    cited = [*sorted(own), *(party.source for one in about for party in one.parties if party.source)]
    cited += [caveat.source for caveat in claim.caveats if caveat.source]
    return CheckedGuide(
        key=key,
        overlay=overlay,
        event=event,
        one_thing=one_thing,
        claim=claim,
        figures=published_figures(one_thing, plan, claim) if plan else (),
        days=check_days(package, event, overlay, claim=claim, position=0, plan=plan) if plan else None,
        contradictions=about,
        sources=tuple(package.sources[name] for name in dict.fromkeys(cited) if name in package.sources),
    )


def _sources_of(overlay: RegionOverlay) -> frozenset[str]:
    return frozenset(one.source for one in overlay.published_claims if one.source)


def _says_the_parts(package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay) -> bool:
    """Whether the guide gives limits of its parts: else its figures are of other services than ours."""
    limits = (limited_part(package, overlay, use.service) for use in event.services)
    return any(limit is not None and limit.source in _sources_of(overlay) for limit in limits)


def _contradictions(package: DefinitionPackage) -> Iterator[Contradiction]:
    """The findings about guides, in the order of the report, each place with its source."""
    found = [
        finding for check in CHECKS_OF_GUIDES for finding in check(package) if finding.code in ABOUT_GUIDES
    ]
    sources = _sources_by_place(package)
    for finding in sorted(found, key=lambda one: (ABOUT_GUIDES.index(one.code), one.places)):
        yield Contradiction(
            finding=finding,
            parties=tuple(Party(place=place, source=_source_of(sources, place)) for place in finding.places),
        )


def _sources_by_place(package: DefinitionPackage) -> dict[tuple[str, str], str]:
    """The source of each marked fact by file and path."""
    return {
        (package.place_of(key).file, path): fact.value.source
        for fact in marked_in(package)
        for key, path in (fact.part,)
        if fact.value.source
    }


def _source_of(sources: Mapping[tuple[str, str], str], place: Place) -> str | None:
    """The source of the fact at a place, or of the nearest fact around it."""
    path = place.path
    while True:
        found = sources.get((place.file, path))
        if found is not None or not path:
            return found
        path = path.rpartition("/")[0]
