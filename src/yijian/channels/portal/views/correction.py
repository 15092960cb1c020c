"""A supplement: the same form and papers, restricted to what the one correction notice names."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from yijian.channels.look.access import actor_of, ports_of
from yijian.channels.portal.presenters.case import is_paper
from yijian.usecases import follow
from yijian.usecases.views import ApplicationView, CorrectionView


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """The facts and papers that the notice names, and the notice."""

    correction: CorrectionView
    facts: frozenset[str]
    papers: frozenset[str]


def restriction_of(request: HttpRequest, view: ApplicationView) -> Restriction | None:
    """The open correction notice of a case that was handed in; None while the application is a draft."""
    case = follow.case(actor=actor_of(request), ports=ports_of(request), case_id=view.case_id)
    if case.received_at is None or case.correction is None:
        return None
    return restricted_to(case.correction)


def restricted_to(correction: CorrectionView) -> Restriction:
    """The restriction that a notice makes."""
    papers = frozenset(defect.subject for defect in correction.defects if is_paper(defect))
    return Restriction(
        correction=correction,
        facts=frozenset(defect.subject for defect in correction.defects) - papers,
        papers=papers,
    )
