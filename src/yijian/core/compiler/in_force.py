"""What is in force on a day: services, their criteria, the conditions of a region's admission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yijian.core.vocabulary.life_event import RegionOverlay
from yijian.core.vocabulary.service import Criterion, Effective


def in_force(effective: Effective, on: date) -> bool:
    """Whether a definition is in force on a day (both ends included)."""
    since = effective.since is None or date.fromisoformat(effective.since) <= on
    return since and (effective.until is None or on <= date.fromisoformat(effective.until))


def criteria_in_force(criteria: tuple[Criterion, ...], on: date) -> tuple[Criterion, ...]:
    """The criteria that a case of the day is judged by."""
    return tuple(criterion for criterion in criteria if in_force(criterion.effective, on))


def overlay_in_force(overlay: RegionOverlay | None, on: date) -> RegionOverlay | None:
    """The overlay with the conditions of admission that are in force on the day."""
    if overlay is None:
        return None
    conditions = criteria_in_force(overlay.admission.conditions, on)
    return replace(overlay, admission=replace(overlay.admission, conditions=conditions))
