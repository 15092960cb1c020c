"""What a published guide says, against the parts that stand behind it: papers, figures, samples, limits.

A guide is somebody else's text. What does not fit is a warning with its source, in a calm tone, never an error.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from yijian.core.errors import Text
from yijian.core.verification.claim_checks import exclude_each_other
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import Part, warning
from yijian.core.vocabulary.evidence import EvidenceRequirement, Listing
from yijian.core.vocabulary.life_event import LifeEvent, PublishedClaim, RegionOverlay, ServiceUse
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

_ASK: Final = Text(
    "请发布单位核对；平台显示推导出的数字", "Ask the publisher; the platform shows the derived figure"
)


def check_guides(package: DefinitionPackage) -> Iterator[Finding]:
    """Guides that do not fit the parts they speak of."""
    for key, overlay in package.overlays.items():
        for position, claim in enumerate(overlay.published_claims):
            part = (f"regions/{key}", f"published_claims/{position}")
            yield from _check_days(package, claim, part)
            yield from _check_texts(package, overlay, claim, part)
            yield from _check_attachments(package, overlay, claim, part)
    yield from _once(
        finding for event in package.life_events.values() for finding in _check_alternatives(package, event)
    )
    for service in package.services.values():
        yield from _check_proactive(package, service)
        for at, requirement in enumerate(service.evidence):
            yield from _check_required(
                package, service, requirement, (f"services/{service.id}", f"evidence/{at}")
            )
    yield from _once(
        finding
        for service in package.services.values()
        for at, requirement in enumerate(service.evidence)
        for finding in _check_held(package, requirement, (f"services/{service.id}", f"evidence/{at}"))
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What is said of several services in the same words, said once with all places."""
    places: dict[Text, tuple[Place, ...]] = {}
    first: dict[Text, Finding] = {}
    for finding in findings:
        first.setdefault(finding.message, finding)
        before = places.get(finding.message, ())
        places[finding.message] = tuple(dict.fromkeys((*before, *finding.places)))
    for message, finding in first.items():
        yield replace(finding, places=places[message])


def _check_days(package: DefinitionPackage, claim: PublishedClaim, part: Part) -> Iterator[Finding]:
    if claim.promised_days is None or claim.days_after in (None, claim.promised_days):
        return
    yield warning(
        package,
        "CLAIM_DAYS_DIFFER",
        Text(
            f"指南承诺 {claim.promised_days} 天，“现在”的数字却是 {claim.days_after} 天（来源 {claim.source}）",
            f"The guide promises {claim.promised_days} days, but its figure for “now” is {claim.days_after}"
            f" (source {claim.source})",
        ),
        _ASK,
        (part[0], f"{part[1]}/promised_days"),
        (part[0], f"{part[1]}/days_after"),
    )


def _check_texts(
    package: DefinitionPackage, overlay: RegionOverlay, claim: PublishedClaim, part: Part
) -> Iterator[Finding]:
    """The same service has the same elements everywhere (四级四同): one text would do."""
    if claim.guides is None or claim.distinct_texts is None or claim.distinct_texts <= 1:
        return
    event = package.life_events.get(overlay.life_event)
    name = event.name if event else Text(overlay.life_event, overlay.life_event)
    yield warning(
        package,
        "CLAIM_TEXTS_DIFFER",
        Text(
            f"“{name.zh}”有 {claim.guides} 份指南，文本却有 {claim.distinct_texts} 种（来源 {claim.source}）",
            f"“{name.en}” has {claim.guides} guides with {claim.distinct_texts} different texts"
            f" (source {claim.source})",
        ),
        Text(
            "同一件事用同一套要素，地方只写不同之处",
            "Use one set of elements; a region writes only what differs there",
        ),
        (part[0], f"{part[1]}/distinct_texts"),
    )


def _check_attachments(
    package: DefinitionPackage, overlay: RegionOverlay, claim: PublishedClaim, part: Part
) -> Iterator[Finding]:
    event = package.life_events.get(overlay.life_event)
    if event is None:
        return
    services = [package.services[use.service] for use in event.services if use.service in package.services]
    own = {event.id} | {service.id for service in services}
    own |= {output.evidence for service in services for output in service.outputs if output.evidence}
    own |= {
        item.type
        for service in services
        for requirement in service.evidence
        for option in requirement.any_of
        for item in option
    }
    for at, attachment in enumerate(claim.attachments):
        if attachment.shows not in own:
            yield warning(
                package,
                "ATTACHMENT_FOREIGN",
                Text(
                    f"指南附的“{attachment.name.zh}”不属于这件事：{attachment.shows}（来源 {attachment.source}）",
                    f"“{attachment.name.en}”, attached to the guide, is no part of this: {attachment.shows}"
                    f" (source {attachment.source})",
                ),
                Text("请发布单位换成这件事的附件", "Ask the publisher for the right attachment"),
                (part[0], f"{part[1]}/attachments/{at}"),
            )


def _check_proactive(package: DefinitionPackage, service: PublicService) -> Iterator[Finding]:
    """Where nobody applies, no clock starts: a limit says nothing."""
    if not service.proactive:
        return
    for name in ("statutory", "promised"):
        limit = getattr(service.time_limits, name)
        if limit is not None:
            yield warning(
                package,
                "LIMIT_WITHOUT_PROCEDURE",
                Text(
                    f"“{service.name.zh}”不用申请，却写了时限 {limit.amount}（来源 {limit.source}）：没有起算的一天",
                    f"“{service.name.en}” is not applied for, yet states a limit of {limit.amount}"
                    f" (source {limit.source}): no clock ever starts",
                ),
                Text(
                    "请发布单位删去这个数；平台不按它算日子",
                    "Ask the publisher to remove it; the platform counts no days by it",
                ),
                (f"services/{service.id}", f"time_limits/{name}"),
                (f"services/{service.id}", "proactive"),
            )


def _check_held(
    package: DefinitionPackage, requirement: EvidenceRequirement, part: Part
) -> Iterator[Finding]:
    """A paper that the applicant must hand in although a register holds it."""
    if not requirement.brought:
        return
    for option in requirement.any_of:
        kinds = [package.evidence[item.type] for item in option if item.type in package.evidence]
        holders = [package.registers.get(name) for kind in kinds for name in kind.registers[:1]]
        if len(kinds) == len(option) == len(holders):
            papers = list(dict.fromkeys(kind.name for kind in kinds))
            names = list(dict.fromkeys(one.name for one in holders if one is not None))
            yield warning(
                package,
                "PAPER_HELD",
                Text(
                    f"指南要申请人交“{'、'.join(one.zh for one in papers)}”，{'、'.join(one.zh for one in names)}里有"
                    f"（来源 {requirement.source}）",
                    f"The guide has the applicant hand in “{', '.join(one.en for one in papers)}”, which is held by"
                    f" {', '.join(one.en for one in names)} (source {requirement.source})",
                ),
                Text(
                    "经本人同意从库里取，不再要",
                    "Fetch it with the person's consent instead of asking for it",
                ),
                (part[0], f"{part[1]}/brought"),
                *((f"evidence/{kind.id}", "registers") for kind in kinds),
            )
            return


def _check_required(
    package: DefinitionPackage, service: PublicService, requirement: EvidenceRequirement, part: Part
) -> Iterator[Finding]:
    """A paper that a guide marks as needed by everybody although only some need it."""
    if requirement.listed is not Listing.REQUIRED:
        return
    uses = [
        (event, at, use)
        for event in package.life_events.values()
        for at, use in enumerate(event.services)
        if use.service == service.id
    ]
    if requirement.when is None and (
        not uses or any(use.when is None and not use.optional for _, _, use in uses)
    ):
        return
    kinds = [item.type for option in requirement.any_of for item in option]
    if requirement.when is None and any(_asked_of_all(package, event, kinds) for event, _, _ in uses):
        return
    reason = (part[0], f"{part[1]}/when") if requirement.when is not None else None
    papers = [package.evidence[kind].name for kind in dict.fromkeys(kinds) if kind in package.evidence]
    yield warning(
        package,
        "REQUIRED_BUT_CONDITIONAL",
        Text(
            f"指南把“{'、'.join(one.zh for one in papers)}”标为必交，其实只有一部分人要（来源 {requirement.source}）",
            f"The guide marks “{', '.join(one.en for one in papers)}” as required, but only some need it"
            f" (source {requirement.source})",
        ),
        Text(
            "按条件收；请发布单位改正标注",
            "It is asked under its condition; ask the publisher to correct the mark",
        ),
        (part[0], f"{part[1]}/listed"),
        *([reason] if reason else [(f"life-events/{event.id}", f"services/{at}") for event, at, _ in uses]),
    )


def _asked_of_all(package: DefinitionPackage, event: LifeEvent, kinds: list[str]) -> bool:
    """Whether whoever takes part in a life event is asked for one of these papers by some part: by one that all get,
    or by each of those of which one must be chosen."""
    asking = {
        use.service: use
        for use in event.services
        if use.service in package.services and _asks(package.services[use.service], kinds)
    }
    if any(use.when is None and not use.optional for use in asking.values()):
        return True
    return len([use for use in asking.values() if not use.optional]) > 1


def _asks(service: PublicService, kinds: list[str]) -> bool:
    return any(
        requirement.when is None and item.type in kinds
        for requirement in service.evidence
        for option in requirement.any_of
        for item in option
    )


def _check_alternatives(package: DefinitionPackage, event: LifeEvent) -> Iterator[Finding]:
    """Papers of which one is enough, or that belong together, where a guide lists each as merely optional."""
    for use in event.services:
        service = package.services.get(use.service)
        if service is None:
            continue
        listed = [
            (at, requirement)
            for at, requirement in enumerate(service.evidence)
            if requirement.listed is Listing.CONDITIONAL
        ]
        for at, requirement in listed:
            part = (f"services/{service.id}", f"evidence/{at}")
            if any(len(option) > 1 for option in requirement.any_of):
                yield _not_listed(
                    package,
                    [requirement],
                    Text("要一起交", "belong together"),
                    (part[0], f"{part[1]}/any_of"),
                )
            elif len(requirement.any_of) > 1:
                yield _not_listed(
                    package,
                    [requirement],
                    Text("有一种就行", "are alternatives"),
                    (part[0], f"{part[1]}/any_of"),
                )
        for (at, one), (other_at, other) in itertools.combinations(listed, 2):
            if one.proves == other.proves and _exclude(package, event, use, one, other):
                yield _not_listed(
                    package,
                    [one, other],
                    Text("有一种就行", "are alternatives"),
                    (f"services/{service.id}", f"evidence/{at}/when"),
                    (f"services/{service.id}", f"evidence/{other_at}/when"),
                )


def _exclude(
    package: DefinitionPackage,
    event: LifeEvent,
    use: ServiceUse,
    one: EvidenceRequirement,
    other: EvidenceRequirement,
) -> bool:
    return (
        one.when is not None
        and other.when is not None
        and exclude_each_other(package, event, (use, one), (use, other))
    )


def _not_listed(
    package: DefinitionPackage, requirements: list[EvidenceRequirement], how: Text, *parts: Part
) -> Finding:
    kinds = dict.fromkeys(
        item.type for requirement in requirements for option in requirement.any_of for item in option
    )
    papers = [package.evidence[kind].name for kind in kinds if kind in package.evidence]
    source = requirements[0].source
    return warning(
        package,
        "ALTERNATIVES_NOT_LISTED",
        Text(
            f"“{'、'.join(one.zh for one in papers)}”{how.zh}，指南只把它们都写成“非必要”（来源 {source}）",
            f"“{', '.join(one.en for one in papers)}” {how.en}, but the guide lists each of them merely as optional"
            f" (source {source})",
        ),
        Text(
            "平台按情形只要需要的；请发布单位写明",
            "The platform asks only for what is needed; ask the publisher to say so",
        ),
        *parts,
    )
