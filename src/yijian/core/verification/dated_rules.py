"""Rules that take the place of earlier ones: on every day exactly one of them is in force.

A case is judged by the rules of its day, so a rule that replaces another needs the day from which it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yijian.core.errors import Text
from yijian.core.verification.bound_checks import day_of
from yijian.core.verification.findings import Finding
from yijian.core.verification.references import unknown
from yijian.core.verification.reporting import Part, error, warning
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Criterion


def check_dated_rules(package: DefinitionPackage) -> Iterator[Finding]:
    """Criteria that replace others: since when is known, and there is no day with both rules or with none."""
    for service in package.services.values():
        yield from _check(package, service.criteria, f"services/{service.id}", "criteria")
    for identifier, overlay in package.overlays.items():
        conditions = overlay.admission.conditions
        yield from _check(package, conditions, f"regions/{identifier}", "admission/conditions")


def _check(
    package: DefinitionPackage, criteria: tuple[Criterion, ...], key: str, path: str
) -> Iterator[Finding]:
    at = {criterion.id: position for position, criterion in enumerate(criteria)}
    for position, criterion in enumerate(criteria):
        if criterion.replaces is None:
            continue
        part = (key, f"{path}/{position}")
        earlier = at.get(criterion.replaces)
        if earlier is None:
            others = [one for one in at if one != criterion.id]
            yield from unknown(
                package, "UNKNOWN_CRITERION", criterion.replaces, others, (key, f"{part[1]}/replaces")
            )
            continue
        yield from _check_change(package, criteria[earlier], criterion, ((key, f"{path}/{earlier}"), part))


def _check_change(
    package: DefinitionPackage, earlier: Criterion, later: Criterion, parts: tuple[Part, Part]
) -> Iterator[Finding]:
    ends, begins = _day(earlier.effective.until), _day(later.effective.since)
    if ends is None or begins is None:
        yield warning(
            package,
            "RULE_DATE_NOT_FOUND",
            Text(
                f"“{later.text.zh}”代替“{earlier.text.zh}”，从哪天起没有找到；在那之前两条都照各自的范围用",
                f"“{later.text.en}” takes the place of “{earlier.text.en}”, but from which day was not found: until then"
                " each counts where it says it does",
            ),
            Text(
                "找到后写在 effective 里：旧的写 until，新的写 since",
                "When found, write it in `effective`: `until` of the old, `since` of the new",
            ),
            *parts,
        )
    elif begins <= ends:
        yield error(
            package,
            "RULES_OVERLAP",
            Text(
                f"从 {begins} 到 {ends}，新旧两条规则同时有效",
                f"From {begins} to {ends} both the old and the new rule are in force",
            ),
            Text(
                "旧规则的 until 写新规则生效的前一天",
                "Let the old rule end on the day before the new one begins",
            ),
            *parts,
        )
    elif begins > ends + timedelta(days=1):
        yield error(
            package,
            "RULES_GAP",
            Text(
                f"{ends} 以后、{begins} 以前，没有规则可用",
                f"After {ends} and before {begins} no rule is in force",
            ),
            Text("让两条规则的日期接上", "Let one begin on the day after the other ends"),
            *parts,
        )


def _day(written: str | None) -> date | None:
    return None if written is None else day_of(written)
