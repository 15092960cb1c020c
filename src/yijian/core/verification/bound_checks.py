"""Dates and bounds that definitions write as text can be read, and lie the right way round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import Part, error
from yijian.core.vocabulary.answers import read_rate
from yijian.core.vocabulary.concept import Concept, ConceptType, Entity
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Effective

_TODAY = "today"


def check_bounds(package: DefinitionPackage) -> Iterator[Finding]:
    """The days on which definitions take effect and end, and the bounds of what a person may enter."""
    for service in package.services.values():
        key = f"services/{service.id}"
        yield from _check_period(package, service.effective, (key, "effective"))
        for at, criterion in enumerate(service.criteria):
            yield from _check_period(package, criterion.effective, (key, f"criteria/{at}/effective"))
    for identifier, overlay in package.overlays.items():
        for at, condition in enumerate(overlay.admission.conditions):
            part = (f"regions/{identifier}", f"admission/conditions/{at}/effective")
            yield from _check_period(package, condition.effective, part)
    for source in package.sources.values():
        if source.retrieved is not None and day_of(source.retrieved) is None:
            yield bad_date(package, source.retrieved, (f"sources/{source.id}", "retrieved"))
    for entity in package.entities.values():
        yield from check_bounds_of(package, entity)


def check_bounds_of(package: DefinitionPackage, entity: Entity) -> Iterator[Finding]:
    """The bounds of what may be entered about one entity."""
    for name, concept in entity.concepts.items():
        yield from _check_concept(package, concept, (f"concepts/{entity.id}", f"concepts/{name}"))


def _check_period(package: DefinitionPackage, effective: Effective, part: Part) -> Iterator[Finding]:
    """Both ends are days, the right way round."""
    days: list[date] = []
    for name, written in (("since", effective.since), ("until", effective.until)):
        if written is None:
            continue
        day = day_of(written)
        if day is None:
            yield bad_date(package, written, (part[0], f"{part[1]}/{name}"))
        else:
            days.append(day)
    if days != sorted(days):
        yield error(
            package,
            "BAD_PERIOD",
            Text("失效日在生效日之前", "It ends before it takes effect"),
            Text("until 不早于 since", "`until` is not before `since`"),
            part,
        )


def day_of(written: str) -> date | None:
    """The day that an ISO text names, or None."""
    try:
        return date.fromisoformat(written) if len(written) == len("2026-01-31") else None
    except ValueError:
        return None


def bad_date(package: DefinitionPackage, written: str, part: Part) -> Finding:
    """The finding for a text that is no day."""
    return error(
        package,
        "BAD_DATE",
        Text(f"没有“{written}”这一天", f"There is no such day as “{written}”"),
        Text("写成 2026-01-31 这样", "Write it like 2026-01-31"),
        part,
    )


def _check_concept(package: DefinitionPackage, concept: Concept, part: Part) -> Iterator[Finding]:
    for name, written in (("minimum", concept.minimum), ("maximum", concept.maximum)):
        where = (part[0], f"{part[1]}/{name}")
        if written is None:
            continue
        if concept.type is ConceptType.DATE:
            if written != _TODAY and day_of(written) is None:
                yield bad_date(package, written, where)
        elif concept.type is ConceptType.RATE and read_rate(written) is not None:
            continue
        elif concept.type is not ConceptType.INTEGER or not written.removeprefix("-").isdecimal():
            yield error(
                package,
                "BAD_BOUND",
                Text(
                    f"“{written}”不能作这一项的界限",
                    f"“{written}” is no bound for a value of this type",
                ),
                Text(
                    "整数写数字，比率写 0.055 或 5.5%，日期写 2026-01-31 或 today；别的类型没有界限，金额本来就不小于 0",
                    "A whole number takes digits, a rate 0.055 or 5.5%, a date 2026-01-31 or today; other types have no bounds, and"
                    " money is never below 0",
                ),
                where,
            )
