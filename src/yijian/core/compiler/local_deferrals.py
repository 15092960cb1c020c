"""What a region lets come later (容缺), and lets the rules decide alone (秒批): laid over the service as it is defined."""

from __future__ import annotations

from dataclasses import replace

from yijian.core.vocabulary.life_event import LocalService
from yijian.core.vocabulary.service import PublicService


def with_local_deferrals(definition: PublicService, local: LocalService | None) -> PublicService:
    """The service with the papers that the region lets come later, and within which time, and the decisions it leaves to
    the rules."""
    if local is not None and local.automatic is not None:
        definition = replace(definition, automatic=local.automatic)
    deferrals = {one.requirement: one.within for one in local.may_follow} if local else {}
    if not deferrals:
        return definition
    evidence = tuple(
        replace(one, may_follow=True, follows_within=deferrals[one.id]) if one.id in deferrals else one
        for one in definition.evidence
    )
    return replace(definition, evidence=evidence)
