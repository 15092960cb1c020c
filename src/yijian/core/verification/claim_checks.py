"""What a published guide says, against itself: claims and what is listed, marks and conditions, laws and services.

A guide is somebody else's text. What does not fit is a warning with its source, in a calm tone, never an error.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from yijian.core.errors import Text
from yijian.core.verification.dead_parts import Condition, is_impossible, over_participants
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import Part, warning
from yijian.core.verification.rule_uses import parsed
from yijian.core.vocabulary.evidence import EvidenceRequirement, Listing
from yijian.core.vocabulary.life_event import LifeEvent, PublishedClaim, RegionOverlay, ServiceUse
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService

FEWEST_LETTERS: Final = 4
"""A description of a procedure with fewer letters than this describes nothing."""

_FIGURES: Final = {
    "promised_days": Text("天数", "days"),
    "visits": Text("跑动次数", "visits"),
    "papers": Text("材料数", "papers"),
    "steps": Text("环节数", "steps"),
    "services": Text("事项数", "services"),
}
_ASK: Final = Text(
    "请发布单位核对；平台显示推导出的数字", "Ask the publisher; the platform shows the derived figure"
)


def check_claims(package: DefinitionPackage) -> Iterator[Finding]:
    """Guides that disagree with themselves."""
    for key, overlay in package.overlays.items():
        for position, claim in enumerate(overlay.published_claims):
            part = (f"regions/{key}", f"published_claims/{position}")
            yield from _check_papers(package, claim, part)
            yield from _check_services(package, claim, part)
            yield from _check_process(package, claim, part)
        yield from _check_each_other(package, key, overlay)
    for event in package.life_events.values():
        yield from _check_lists(package, event)
    for service in package.services.values():
        yield from _check_laws(package, service)


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
        _ASK,
        (part[0], f"{part[1]}/papers"),
        (part[0], f"{part[1]}/papers_listed"),
    )


def _check_services(package: DefinitionPackage, claim: PublishedClaim, part: Part) -> Iterator[Finding]:
    if claim.services is None or claim.services_listed is None or claim.services == claim.services_listed:
        return
    yield warning(
        package,
        "CLAIM_SERVICES_DIFFER",
        Text(
            f"指南说有 {claim.services} 个部分，却列了 {claim.services_listed} 个（来源 {claim.source}）",
            f"The guide speaks of {claim.services} parts but lists {claim.services_listed} (source {claim.source})",
        ),
        Text(
            "请发布单位核对；平台按列出的算", "Ask the publisher; the platform goes by those that are listed"
        ),
        (part[0], f"{part[1]}/services"),
        (part[0], f"{part[1]}/services_listed"),
    )


def _check_process(package: DefinitionPackage, claim: PublishedClaim, part: Part) -> Iterator[Finding]:
    if claim.process is None or sum(letter.isalpha() for letter in claim.process) >= FEWEST_LETTERS:
        return
    yield warning(
        package,
        "CLAIM_SAYS_NOTHING",
        Text(
            f"指南的办理流程只写了“{claim.process}”，看不出先后（来源 {claim.source}）",
            f"The guide describes its procedure as “{claim.process}”, which does not show the order (source {claim.source})",
        ),
        Text(
            "请发布单位补写；平台显示推导出的先后",
            "Ask the publisher to write it; the platform shows the derived order",
        ),
        (part[0], f"{part[1]}/process"),
    )


def _check_each_other(package: DefinitionPackage, key: str, overlay: RegionOverlay) -> Iterator[Finding]:
    """Two figures from one source for the same thing."""
    for name, words in _FIGURES.items():
        said: dict[str | None, dict[int, Part]] = {}
        for position, claim in enumerate(overlay.published_claims):
            figure: int | None = getattr(claim, name)
            if figure is not None:
                part = (f"regions/{key}", f"published_claims/{position}/{name}")
                said.setdefault(claim.source, {}).setdefault(figure, part)
        for source, figures in said.items():
            if len(figures) > 1:
                listed = " / ".join(map(str, sorted(figures)))
                yield warning(
                    package,
                    "CLAIMS_DISAGREE",
                    Text(
                        f"同一份指南的{words.zh}前后不一：{listed}（来源 {source}）",
                        f"One guide gives different numbers of {words.en}: {listed} (source {source})",
                    ),
                    _ASK,
                    *figures.values(),
                )


def _check_lists(package: DefinitionPackage, event: LifeEvent) -> Iterator[Finding]:
    """Papers that a guide marks as needed by everybody although nobody can need both."""
    required = [
        (use, requirement, (f"services/{use.service}", f"evidence/{at}"))
        for use in event.services
        if use.service in package.services
        for at, requirement in enumerate(package.services[use.service].evidence)
        if requirement.listed is Listing.REQUIRED and requirement.when is not None
    ]
    for (use, one, part), (other_use, other, other_part) in itertools.combinations(required, 2):
        if exclude_each_other(package, event, (use, one), (other_use, other)):
            yield warning(
                package,
                "REQUIRED_PAPERS_EXCLUDE",
                Text(
                    f"指南把“{one.proves.zh}”和“{other.proves.zh}”都列为必交，但没有人会两样都要（来源 {one.source}）",
                    f"The guide marks both “{one.proves.en}” and “{other.proves.en}” as required, but nobody needs both"
                    f" (source {one.source})",
                ),
                Text(
                    "按各自的条件收；请发布单位改正标注",
                    "Each is asked under its own condition; ask the publisher to correct the marks",
                ),
                (part[0], f"{part[1]}/listed"),
                (other_part[0], f"{other_part[1]}/listed"),
            )


_Asked = tuple[ServiceUse, EvidenceRequirement]


def exclude_each_other(package: DefinitionPackage, event: LifeEvent, one: _Asked, other: _Asked) -> bool:
    """Whether it is proved that the conditions of two papers hold for nobody together."""
    first, second = _over(package, event, one), _over(package, event, other)
    return (
        bool(first) and bool(second) and all(_never_both(package, event, a, b) for a in first for b in second)
    )


def _never_both(package: DefinitionPackage, event: LifeEvent, one: Condition, other: Condition) -> bool:
    """Neither with the first certain and the second perhaps, nor the other way round."""
    return is_impossible(package, event, [one, other]) or is_impossible(package, event, [other, one])


def _over(package: DefinitionPackage, event: LifeEvent, asked: _Asked) -> list[Condition]:
    use, requirement = asked
    expression = parsed(requirement.when or "")
    if expression is None:
        return []
    return [Condition(bound, ("", "")) for bound in over_participants(package, event, use, expression)]


def _check_laws(package: DefinitionPackage, service: PublicService) -> Iterator[Finding]:
    """Papers for which a guide cites a law that is not the law of their service but of another authority's."""
    own = {basis.cite for basis in service.legal_basis}
    cited: dict[str, list[tuple[EvidenceRequirement, Part]]] = {}
    for at, requirement in enumerate(service.evidence):
        for position, basis in enumerate(requirement.legal_basis):
            if basis.cite not in own:
                part = (f"services/{service.id}", f"evidence/{at}/legal_basis/{position}")
                cited.setdefault(basis.cite, []).append((requirement, part))
    for cite, papers in cited.items():
        other = _service_resting_on(package, cite, service)
        if other is None:
            continue
        proves = [requirement.proves for requirement, _ in papers]
        zh, en = "、".join(one.zh for one in proves), ", ".join(one.en for one in proves)
        source = papers[0][0].source
        yield warning(
            package,
            "BASIS_OF_ANOTHER_SERVICE",
            Text(
                f"指南把“{cite}”写成“{service.name.zh}”的材料（{zh}）的依据，那是“{other.name.zh}”的依据（来源 {source}）",
                f"The guide cites “{cite}” for papers of “{service.name.en}” ({en}): that is the basis of"
                f" “{other.name.en}” (source {source})",
            ),
            Text(
                "请发布单位写明这些材料自己的依据",
                "Ask the publisher for the basis of these papers themselves",
            ),
            *(part for _, part in papers),
            (f"services/{other.id}", "legal_basis"),
        )


def _service_resting_on(package: DefinitionPackage, cite: str, beside: PublicService) -> PublicService | None:
    """The first service of another authority that rests on a law."""
    found = (
        service
        for _, service in sorted(package.services.items())
        if service.authority != beside.authority and any(one.cite == cite for one in service.legal_basis)
    )
    return next(found, None)
