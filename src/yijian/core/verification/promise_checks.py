"""Papers that may come later (容缺) and promises that replace something (告知承诺): whether their times are stated."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.reporting import warning
from yijian.core.vocabulary.evidence import EvidenceRequirement
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import PublicService
from yijian.core.vocabulary.time_limit import TimeLimit


def check_promises(package: DefinitionPackage) -> Iterator[Finding]:
    """Times that are missing, and times for owed papers beyond the limit that the law sets for the matter."""
    for service in package.services.values():
        key = f"services/{service.id}"
        for position, requirement in enumerate(service.evidence):
            yield from _check_requirement(package, service, requirement, (key, f"evidence/{position}"))
        if service.by_commitment and service.by_commitment.checked_within is None:
            yield _check_limit_missing(package, (key, "by_commitment"))
    for region, overlay in package.overlays.items():
        for identifier, local in overlay.services.items():
            found = package.services.get(identifier)
            for position, deferral in enumerate(local.may_follow):
                place = (f"regions/{region}", f"services/{identifier}/may_follow/{position}/within")
                if found is not None:
                    yield from _past_law(package, found, deferral.within, place)


def _check_requirement(
    package: DefinitionPackage,
    service: PublicService,
    requirement: EvidenceRequirement,
    place: tuple[str, str],
) -> Iterator[Finding]:
    limits = service.time_limits
    if requirement.may_follow and not (requirement.follows_within or limits.statutory or limits.promised):
        yield warning(
            package,
            "FOLLOW_LIMIT_MISSING",
            Text(
                "材料可以后补，但没有写多久以内补，事项也没有时限",
                "The paper may come later, but neither its time nor a limit of the matter is stated",
            ),
            Text(
                "写明 follows_within；没有的话不会让人后补",
                "State `follows_within`; without it nobody is offered it",
            ),
            place,
        )
    if requirement.follows_within is not None:
        yield from _past_law(package, service, requirement.follows_within, place)
    if requirement.by_commitment is not None and requirement.by_commitment.checked_within is None:
        yield _check_limit_missing(package, place)


def _check_limit_missing(package: DefinitionPackage, place: tuple[str, str]) -> Finding:
    return warning(
        package,
        "CHECK_LIMIT_MISSING",
        Text("承诺以后多久以内核查，没有写", "Within which time the promise is checked is not stated"),
        Text(
            "写明 checked_within；没有找到就不写，核查没有期限",
            "State `checked_within`, or leave it out if not found",
        ),
        place,
    )


def _past_law(
    package: DefinitionPackage, service: PublicService, within: TimeLimit, place: tuple[str, str]
) -> Iterator[Finding]:
    statutory = service.time_limits.statutory
    if statutory is not None and statutory.unit is within.unit and within.amount > statutory.amount:
        yield warning(
            package,
            "FOLLOWS_PAST_LAW",
            Text(
                f"补交的时间 {within.amount}，比法定时限 {statutory.amount} 还长",
                f"{within.amount} to bring the paper, more than the {statutory.amount} set by law",
            ),
            Text("补交的时间原则上不超过法定时限", "In principle no longer than the limit set by law"),
            place,
            (f"services/{service.id}", "time_limits/statutory"),
        )
