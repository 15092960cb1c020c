"""Promises and claims against what the parts allow (law 3: never promise what the parts do not allow).

Our own promise below the parts is an error; a published guide's is a claim: a warning, with its source and caveats.
Working days are compared, and calendar days by full weeks; a part in another unit, or without a limit, leaves the
figure open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import Part, error, warning
from yijian.core.verification.whole_times import LimitedPart, Longest, limited_part, times_of_whole
from yijian.core.vocabulary.life_event import LifeEvent, PublishedClaim, RegionOverlay
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit


def check_times(package: DefinitionPackage) -> Iterator[Finding]:
    """Promises beyond the law or below the parts, and claims that the parts do not allow."""
    yield from _check_services(package)
    yield from _check_local_differences(package)
    for key, overlay in package.overlays.items():
        event = package.life_events.get(overlay.life_event)
        yield from _check_local_promises(package, key, overlay)
        for position, claim in enumerate(overlay.published_claims):
            part = (f"regions/{key}", f"published_claims/{position}")
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


def _check_claim(
    package: DefinitionPackage,
    event: LifeEvent,
    overlay: RegionOverlay,
    claim: PublishedClaim,
    claimed: int,
    part: Part,
) -> Iterator[Finding]:
    times = times_of_whole(package, event, overlay)
    if times is None:
        return
    least, most = times
    own = [one for one in most.chain if one.source == claim.source]
    if any(one.source != claim.source for one in least.chain) or not own:
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
    said = _Claimed(days=claimed, claim=claim, place=(part[0], f"{part[1]}/promised_days"))
    if claimed < least.days:
        yield _broken(package, event, overlay, said, least, "CLAIM_NOT_KEPT", Text("", ""))
    if len(own) == len(most.chain) and max(claimed, least.days) < most.days:
        some = Text("有的人不成立：", "not so for some: ")
        yield _broken(package, event, overlay, said, most, "CLAIM_NOT_KEPT_FOR_SOME", some)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claimed:
    """A claim about the days of the whole, and where it stands."""

    days: int
    claim: PublishedClaim
    place: Part


def _broken(
    package: DefinitionPackage,
    event: LifeEvent,
    overlay: RegionOverlay,
    said: _Claimed,
    shown: Longest,
    code: str,
    opening: Text,
) -> Finding:
    """A claim that the parts do not allow: the chain that takes longest, and every other part that alone is beyond it."""
    longest = max(shown.chain, key=lambda one: one.days)
    name, chain = package.services[longest.service].name, _chain(package, shown.chain)
    others = _parts_beyond(package, event, overlay, shown, said.days)
    beside, caveats = _beside(package, others), _caveats(package, said.claim, (*shown.chain, *others))
    return warning(
        package,
        code,
        Text(
            f"指南说整件事 {said.days} 天办好；{opening.zh}“{name.zh}”一项就要 {longest.days} 个工作日，"
            f"按先后最长 {shown.days} 个工作日（{chain.zh}）。{beside.zh}来源 {said.claim.source}。{caveats.zh}",
            f"The guide claims {said.days} days for the whole; {opening.en}“{name.en}” alone takes {longest.days}"
            f" working days, and one after another the parts take {shown.days} ({chain.en}).{beside.en}"
            f" Source {said.claim.source}.{caveats.en}",
        ),
        Text(
            "不采用这个说法；平台显示推导出的天数",
            "The claim is not used; the platform shows the derived figure",
        ),
        said.place,
        *(one.part for one in (*shown.chain, *others)),
        witness=shown.witness,
    )


def _parts_beyond(
    package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay, longest: Longest, claimed: int
) -> tuple[LimitedPart, ...]:
    """The parts beside the longest chain that alone take longer than the whole is claimed to."""
    chain = {one.service for one in longest.chain}
    limits = (
        limited_part(package, overlay, use.service) for use in event.services if use.service not in chain
    )
    return tuple(one for one in limits if one is not None and one.days > claimed)


def _beside(package: DefinitionPackage, others: tuple[LimitedPart, ...]) -> Text:
    if not others:
        return Text("", "")
    names = [(package.services[one.service].name, one.days) for one in others]
    zh = "、".join(f"{name.zh} {days}" for name, days in names)
    en = ", ".join(f"{name.en} {days}" for name, days in names)
    return Text(f"单独一项就超过的还有：{zh}。", f" Alone beyond it as well: {en}.")


def _caveats(package: DefinitionPackage, claim: PublishedClaim, parts: tuple[LimitedPart, ...]) -> Text:
    """What a reader must know before saying that a guide is wrong."""
    zh = "".join(f"注意：{caveat.text.zh}。" for caveat in claim.caveats)
    en = "".join(f" Caveat: {caveat.text.en}." for caveat in claim.caveats)
    if any(one.converted for one in parts):
        zh += "自然日按每满 7 天 5 个工作日折算。"
        en += " Of calendar days, every full week counts as five working days."
    suspected = {
        one.days
        for one in parts
        if one.source in package.sources
        and not one.converted
        and one.days in package.sources[one.source].suspected_defaults
    }
    if suspected:
        zh += f"{'、'.join(map(str, sorted(suspected)))} 天可能是系统的默认值。"
        en += f" {' and '.join(map(str, sorted(suspected)))} days may be values that the system filled in by itself."
    return Text(zh, en)


def _check_promise(
    package: DefinitionPackage, event: LifeEvent, overlay: RegionOverlay, promised: TimeLimit, part: Part
) -> Iterator[Finding]:
    """Our own promise must hold for whoever has the longest way (law 3)."""
    times = times_of_whole(package, event, overlay)
    claimed = _working_days(promised)
    if times is None or claimed is None or claimed >= times[1].days:
        return
    most = times[1]
    yield error(
        package,
        "PROMISE_BELOW_PARTS",
        Text(
            f"承诺整件事 {claimed} 个工作日，各部分最长要 {most.days} 个（{_chain(package, most.chain).zh}）",
            f"{claimed} working days are promised for the whole, but the parts take {most.days}"
            f" ({_chain(package, most.chain).en})",
        ),
        Text("删去承诺，或请各部门缩短时限", "Remove the promise, or have the authorities shorten theirs"),
        part,
        *(one.part for one in most.chain),
    )


def _chain(package: DefinitionPackage, path: tuple[LimitedPart, ...]) -> Text:
    names = [(package.services[one.service].name, one.days) for one in path]
    return Text(
        " → ".join(f"{name.zh} {days}" for name, days in names),
        " → ".join(f"{name.en} {days}" for name, days in names),
    )


def _check_local_differences(package: DefinitionPackage) -> Iterator[Finding]:
    """The same service in the same region under two promises, because two guides say different things."""
    stated: dict[tuple[str, str], list[tuple[int, Part]]] = {}
    for key, overlay in package.overlays.items():
        for service, local in overlay.services.items():
            days = _working_days(local.promised)
            if days is not None:
                part = (f"regions/{key}", f"services/{service}/promised")
                stated.setdefault((overlay.region, service), []).append((days, part))
    for (_, service), promises in stated.items():
        figures = sorted({days for days, _ in promises})
        if len(figures) > 1 and service in package.services:
            name = package.services[service].name
            said = " / ".join(map(str, figures))
            yield warning(
                package,
                "LOCAL_PROMISES_DIFFER",
                Text(
                    f"同一个地区，“{name.zh}”在不同的指南里承诺 {said} 个工作日",
                    f"In one region, guides promise {said} working days for “{name.en}”",
                ),
                Text(
                    "请部门统一；在那之前各按各的指南",
                    "Ask the authority for one figure; until then each guide counts for its own",
                ),
                *(part for _, part in promises),
            )
