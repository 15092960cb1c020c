"""The report over published guides as scripts read it."""

from __future__ import annotations

from typing import Any

from yijian.channels.cli.reading import plain_facts
from yijian.core.compiler.guide_days import DaysCheck, StatedPart
from yijian.core.compiler.guide_report import CheckedGuide, Contradiction, GuideReport
from yijian.core.compiler.published_figures import PublishedFigure, allowed_in_words
from yijian.core.vocabulary.life_event import PublishedCaveat
from yijian.core.vocabulary.marks import Place, Source
from yijian.core.vocabulary.one_thing import OneThing


def report_document(report: GuideReport, language: str) -> dict[str, Any]:
    """The whole report. Guides are named `region/life event`; days are working days; None: not stated, not derivable."""
    return {
        "on": report.on.isoformat(),
        "definitions": report.version,
        "region": report.region,
        "tally": {
            "guides": len(report.guides),
            "compared": list(report.compared),
            "days": {
                "longest_part": {step.value: list(keys) for step, keys in report.longest_part.items()},
                "in_order": {whom: list(keys) for whom, keys in report.in_order.items()},
            },
            "papers": {"compared": list(report.papers_compared), "differ": list(report.papers)},
        },
        "guides": [_guide(guide, language) for guide in report.guides],
    }


def figure_document(figure: PublishedFigure, one_thing: OneThing, language: str) -> dict[str, Any]:
    """One published figure beside the derived one, and what the parts allow of it."""
    return {
        "name": figure.name,
        "published": {"before": figure.claimed_before, "after": figure.claimed},
        "derived": {"before": figure.before, "after": figure.after},
        "range": {"least": figure.span.least, "most": figure.span.most},
        "allows": figure.allows.value if figure.allows else None,
        "words": allowed_in_words(figure, one_thing).in_language(language),
        "lacking": list(figure.lacking),
    }


def _guide(guide: CheckedGuide, language: str) -> dict[str, Any]:
    claim = guide.claim
    return {
        "id": guide.key,
        "region": {"code": guide.overlay.region, "name": guide.overlay.region_name.in_language(language)},
        "life_event": {"id": guide.event.id, "name": guide.event.name.in_language(language)},
        "source": claim.source,
        "certainty": claim.certainty.value,
        "areas": claim.guides,
        "distinct_texts": claim.distinct_texts,
        "papers": {"claimed": claim.papers, "listed": claim.papers_listed},
        "figures": [figure_document(figure, guide.one_thing, language) for figure in guide.figures],
        "days": _days(guide.days, language) if guide.days else None,
        "caveats": [_caveat(caveat, language) for caveat in claim.caveats],
        "contradictions": [_contradiction(one, language) for one in guide.contradictions],
        "sources": [_source(source) for source in guide.sources],
    }


def _days(days: DaysCheck, language: str) -> dict[str, Any]:
    return {
        "promised": days.promised,
        "place": _place(days.place),
        "usual": days.usual,
        "least": days.least,
        "most": days.most,
        "beyond": sorted(step.value for step in days.beyond),
        "parts": [_part(part, language) for part in days.parts],
    }


def _part(part: StatedPart, language: str) -> dict[str, Any]:
    return {
        "service": part.service,
        "name": part.name.in_language(language),
        "days": part.days,
        "from_calendar_days": part.converted,
        "usual": part.usual,
        "looks_like_a_default": part.suspected,
        "not_applied_for": part.no_clock,
        "may_be_left_out": part.left_out,
        "on_longest_path": part.in_order,
        "place": _place(part.place),
    }


def _caveat(caveat: PublishedCaveat, language: str) -> dict[str, Any]:
    return {
        "text": caveat.text.in_language(language),
        "leaves_out": list(caveat.leaves_out),
        "certainty": caveat.certainty.value,
        "source": caveat.source,
    }


def _contradiction(one: Contradiction, language: str) -> dict[str, Any]:
    finding = one.finding
    return {
        "code": finding.code,
        "message": finding.message.in_language(language),
        "places": [{**_place(party.place), "source": party.source} for party in one.parties],
        "repair": finding.repair.in_language(language),
        "witness": None if finding.witness is None else plain_facts(finding.witness),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "path": place.path}


def _source(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "what": source.what,
        "url": source.url,
        "retrieved": source.retrieved,
        "suspected_defaults": list(source.suspected_defaults),
    }
