"""Promises and claims against what the parts allow (law 3: never promise what the parts do not allow).

Our own promise below the parts is an error; a published guide's is a claim: a warning, with its source and caveats.
Only working days are compared; a part in another unit, or without a limit, leaves the figure open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.flow_checks import needs_of
from yijian.core.verification.reporting import Part, error, warning
from yijian.core.vocabulary.life_event import LifeEvent, PublishedClaim, RegionOverlay
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitedPart:
    """A service with the limit that counts in a region, in working days, and where it is stated."""

    service: str
    days: int
    source: str | None
    part: Part


def check_times(package: DefinitionPackage) -> Iterator[Finding]:
    """Promises beyond the law or below the parts, and claims that the parts do not allow."""
    yield from _check_services(package)
    for key, overlay in package.overlays.items():
        event = package.life_events.get(overlay.life_event)
        yield from _check_local_promises(package, key, overlay)
        for position, claim in enumerate(overlay.published_claims):
            part = (f"regions/{key}", f"published_claims/{position}")
            yield from _check_papers(package, claim, part)
            if event is not None and claim.promised_days is not None:
                yield from _check_claim(package, event, overlay, claim, claim.promised_days, part)
        if event is not None and overlay.promised is not None:
            yield from _check_promise(
                package, event, overlay, overlay.promised, (f"regions/{key}", "promised")
            )


def _working_days(limit: TimeLimit | None) -> int | None:
    return limit.amount if limit is not None and limit.unit is TimeUnit.WORKING_DAY else None


def _check_services(package: DefinitionPackage) -> Iterator[Finding]:
    for service in package.services.values():
        promised, statutory = service.time_limits.promised, service.time_limits.statutory
        if promised is None or statutory is None or promised.unit is not statutory.unit:
            continue
        if promised.amount > statutory.amount:
            key = f"services/{service.id}"
            yield error(
                package,
                "PROMISE_BEYOND_LAW",
                Text(
                    f"承诺 {promised.amount}，比法定的 {statutory.amount} 还长",
                    f"The promise of {promised.amount} is longer than the {statutory.amount} set by law",
                ),
                Text("承诺时限不能超过法定时限", "Promise no more than the law allows"),
                (key, "time_limits/promised"),
                (key, "time_limits/statutory"),
            )


def _check_local_promises(package: DefinitionPackage, key: str, overlay: RegionOverlay) -> Iterator[Finding]:
    """A region may only promise less time than the base."""
    for identifier, local in overlay.services.items():
        service = package.services.get(identifier)
        base = _working_days(service.time_limits.promised) if service else None
        days = _working_days(local.promised)
        if base is not None and days is not None and days > base:
            yield error(
                package,
                "LOCAL_PROMISE_LONGER",
                Text(
                    f"本地承诺 {days} 个工作日，比基准的 {base} 个还长",
                    f"{days} working days here, {base} in the base",
                ),
                Text("地区只能比基准更快", "A region may only be faster than the base"),
                (f"regions/{key}", f"services/{identifier}/promised"),
                (f"services/{identifier}", "time_limits/promised"),
            )


def _check_papers(package: DefinitionPackage, claim: PublishedClaim, part: Part) -> Iterator[Finding]:
    if claim.papers is None or claim.papers_listed is None or claim.papers == claim.papers_listed:
        return
    yield warning(
        package,
        "CLAIM_PAPERS_DIFFER",
        Text(
            f"指南说只要 {claim.papers} 份材料，却列了 {claim.papers_listed} 份（来源 {claim.source}）",
            f"The guide claims {claim.papers} papers but lists {claim.papers_listed} (source {claim.source})",
        ),
        Text(
            "请发布单位核对；平台显示推导出的数字", "Ask the publisher; the platform shows the derived figure"
        ),
        (part[0], f"{part[1]}/papers"),
        (part[0], f"{part[1]}/papers_listed"),
    )


def certain_services(event: LifeEvent) -> frozenset[str]:
    """The services that everybody gets."""
    return frozenset(use.service for use in event.services if not use.optional and use.when is None)


def longest_path(
    package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay | None
) -> tuple[LimitedPart, ...] | None:
    """The chain of certain services that takes longest by their limits, in order; parts without a limit count 0.

    None where services wait for each other.
    """
    certain = certain_services(event)
    needs = needs_of(package, event)
    best: dict[str, tuple[LimitedPart, ...]] = {}

    def chain_to(service: str, above: frozenset[str]) -> tuple[LimitedPart, ...]:
        if service in above:
            raise _Circular
        if service not in best:
            before = [
                chain_to(need.first, above | {service})
                for need in needs.get(service, ())
                if need.first in certain
            ]
            own = limited_part(package, overlay, service)
            best[service] = (*max(before, key=_days, default=()), *([own] if own else []))
        return best[service]

    try:
        return max((chain_to(service, frozenset()) for service in sorted(certain)), key=_days, default=())
    except _Circular:
        return None


class _Circular(Exception):
    """Services wait for each other: there is no longest path."""


def _days(chain: tuple[LimitedPart, ...]) -> int:
    return sum(part.days for part in chain)


def limited_part(
    package: DefinitionPackage, overlay: RegionOverlay | None, service: str
) -> LimitedPart | None:
    """The limit of a service in a region: its local promise, else its promise, else the one set by law."""
    definition = package.services.get(service)
    local = overlay.services.get(service) if overlay else None
    if overlay is not None and local is not None and (days := _working_days(local.promised)) is not None:
        key = f"regions/{overlay.region}/{overlay.life_event}"
        source = local.promised.source if local.promised else None
        return LimitedPart(
            service=service, days=days, source=source, part=(key, f"services/{service}/promised")
        )
    for name in ("promised", "statutory"):
        limit: TimeLimit | None = getattr(definition.time_limits, name) if definition else None
        if limit is not None and (days := _working_days(limit)) is not None:
            part = (f"services/{service}", f"time_limits/{name}")
            return LimitedPart(service=service, days=days, source=limit.source, part=part)
    return None


def _check_claim(
    package: DefinitionPackage,
    event: LifeEvent,
    overlay: RegionOverlay,
    claim: PublishedClaim,
    claimed: int,
    part: Part,
) -> Iterator[Finding]:
    path = longest_path(package, event, overlay)
    if path is None:
        return
    if not path or any(one.source != claim.source for one in path):
        source = Text(claim.source or "未写", claim.source or "not named")
        yield warning(
            package,
            "CLAIM_NOT_CHECKED",
            Text(
                f"说 {claimed} 天，但没有找到同一来源（{source.zh}）的各部分时限，不作比较",
                f"{claimed} days are claimed, but no limits of the parts from the same source ({source.en})"
                " were found: not compared",
            ),
            Text("补上当地各事项的承诺时限", "Add the limits that the region promises for each service"),
            (part[0], f"{part[1]}/promised_days"),
        )
        return
    days = _days(path)
    if claimed >= days:
        return
    longest = max(path, key=lambda one: one.days)
    name = package.services[longest.service].name
    note = Text(
        f"注意：{claim.note}。" if claim.note else "", f" Caveat: {claim.note}." if claim.note else ""
    )
    yield warning(
        package,
        "CLAIM_NOT_KEPT",
        Text(
            f"指南说整件事 {claimed} 天办好；“{name.zh}”一项就要 {longest.days} 个工作日，"
            f"按先后最长 {days} 个工作日（{_chain(package, path).zh}）。来源 {claim.source}。{note.zh}",
            f"The guide claims {claimed} days for the whole; “{name.en}” alone takes {longest.days} working days, and"
            f" one after another the parts take {days} ({_chain(package, path).en}). Source {claim.source}.{note.en}",
        ),
        Text(
            "不采用这个说法；平台显示推导出的天数",
            "The claim is not used; the platform shows the derived figure",
        ),
        (part[0], f"{part[1]}/promised_days"),
        *(one.part for one in path),
    )


def _check_promise(
    package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay, promised: TimeLimit, part: Part
) -> Iterator[Finding]:
    path = longest_path(package, event, overlay)
    claimed = _working_days(promised)
    if path is None or claimed is None or claimed >= _days(path):
        return
    yield error(
        package,
        "PROMISE_BELOW_PARTS",
        Text(
            f"承诺整件事 {claimed} 个工作日，各部分最长要 {_days(path)} 个（{_chain(package, path).zh}）",
            f"{claimed} working days are promised for the whole, but the parts take {_days(path)}"
            f" ({_chain(package, path).en})",
        ),
        Text("删去承诺，或请各部门缩短时限", "Remove the promise, or have the authorities shorten theirs"),
        part,
        *(one.part for one in path),
    )


def _chain(package: DefinitionPackage, path: tuple[LimitedPart, ...]) -> Text:
    names = [(package.services[one.service].name, one.days) for one in path]
    return Text(
        " → ".join(f"{name.zh} {days}" for name, days in names),
        " → ".join(f"{name.en} {days}" for name, days in names),
    )
