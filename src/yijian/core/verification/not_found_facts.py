"""What the definitions do not say (law 11): a gap that is shown is honest, a figure made up to fill it is a defect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.verification.marked_facts import marked_in
from yijian.core.verification.reporting import warning
from yijian.core.vocabulary.evidence import Burden
from yijian.core.vocabulary.marks import Certainty
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import Fee, Presence, PublicService, TimeLimits

GAPS: Final[Mapping[str, Text]] = {
    "LIMIT_NOT_FOUND": Text("时限", "time limits"),
    "BASIS_NOT_FOUND": Text("法律依据", "legal bases"),
    "VISITS_NOT_FOUND": Text("要跑几次", "visits"),
    "OUTPUT_NOT_FOUND": Text("办完给什么", "results"),
}
"""Findings of what sources do not say, by code, and what it is: many at once, and nothing to correct."""


def check_not_found(package: DefinitionPackage) -> Iterator[Finding]:
    """Limits, legal bases, visits and results that were not found, and facts that do not say how sure they are."""
    for service in package.services.values():
        if not service.proactive:  # nobody applies: there is no clock for a limit
            yield from _check_limits(package, service)
        yield from _check_basis(package, service)
        key, name = f"services/{service.id}", service.name
        if service.presence.visits is None:
            yield warning(
                package,
                "VISITS_NOT_FOUND",
                Text(
                    f"“{name.zh}”单独办要跑几次，没有找到", f"How many visits “{name.en}” takes was not found"
                ),
                Text("找到后写在 presence 里，带来源", "When found, write it in `presence` with its source"),
                (key, "presence"),
            )
        for at, fee in enumerate(service.fees):
            if fee.fen is None:
                yield warning(
                    package,
                    "FEE_NOT_FOUND",
                    Text(
                        f"“{name.zh}”的“{fee.name.zh}”收多少，没有找到",
                        f"How much “{fee.name.en}” of “{name.en}” is was not found",
                    ),
                    Text(
                        "找到后写 fen（分），带来源；在那之前合计只写“至少”",
                        "When found, write `fen` with its source; until then totals say “at least”",
                    ),
                    (key, f"fees/{at}"),
                )
        if not service.outputs:
            yield warning(
                package,
                "OUTPUT_NOT_FOUND",
                Text(f"“{name.zh}”办完给什么，没有找到", f"What “{name.en}” yields was not found"),
                Text("找到后写在 outputs 里，带来源", "When found, write it in `outputs` with its source"),
                (key, "outputs"),
            )
    for identifier, overlay in package.overlays.items():
        for at, condition in enumerate(overlay.admission.stated):
            yield warning(
                package,
                "CONDITION_NOT_TESTABLE",
                Text(
                    f"指南的联办条件只说“{condition.text.zh}”，人和机器都没法据此判断（来源 {condition.source}）",
                    f"The guide states as a condition only “{condition.text.en}”: neither a person nor a machine can"
                    f" test it (source {condition.source})",
                ),
                Text(
                    "请发布单位写明具体条件；在那之前不据此拒绝任何人",
                    "Ask the publisher for real conditions; until then nobody is refused by it",
                ),
                (f"regions/{identifier}", f"admission/stated/{at}"),
            )
    for fact in marked_in(package):
        gap = isinstance(fact.value, Burden | Presence)  # their defaults stand for "not found"
        stated = not gap and not (isinstance(fact.value, Fee) and fact.value.fen is None)
        if stated and fact.value.certainty is Certainty.NOT_FOUND:
            yield warning(
                package,
                "MARK_MISSING",
                Text("写了内容，却没有说有多确定", "Something is stated without saying how sure it is"),
                Text(
                    "写上 certainty：published（带来源）、inferred 或 recalled",
                    "Add `certainty`: published (with its source), inferred or recalled",
                ),
                fact.part,
            )


def _check_limits(package: DefinitionPackage, service: PublicService) -> Iterator[Finding]:
    limits: TimeLimits = service.time_limits
    gaps = [
        words
        for limit, words in (
            (limits.statutory, Text("法定时限", "the limit set by law")),
            (limits.promised, Text("承诺时限", "the promised limit")),
        )
        if limit is None
    ]
    if gaps:
        yield warning(
            package,
            "LIMIT_NOT_FOUND",
            Text(
                f"“{service.name.zh}”的{'和'.join(gap.zh for gap in gaps)}没有找到",
                f"Of “{service.name.en}”, {' and '.join(gap.en for gap in gaps)} was not found",
            ),
            Text(
                "找到后写在 time_limits 里，带来源", "When found, write it in `time_limits` with its source"
            ),
            (f"services/{service.id}", "time_limits"),
        )


def _check_basis(package: DefinitionPackage, service: PublicService) -> Iterator[Finding]:
    key, name = f"services/{service.id}", service.name
    if not any(basis.certainty is not Certainty.NOT_FOUND for basis in service.legal_basis):
        yield warning(
            package,
            "BASIS_NOT_FOUND",
            Text(f"“{name.zh}”的法律依据没有找到", f"The legal basis of “{name.en}” was not found"),
            Text(
                "找到后写在 legal_basis 里，带来源", "When found, write it in `legal_basis` with its source"
            ),
            (key, "legal_basis"),
        )
    for position, basis in enumerate(service.legal_basis):
        if basis.certainty is Certainty.RECALLED:
            yield warning(
                package,
                "BASIS_RECALLED",
                Text(
                    f"“{basis.cite}”是凭一般知识写的，没有核对原文",
                    f"“{basis.cite}” is cited from general knowledge and not checked against the text",
                ),
                Text(
                    "核对原文后标为 published，写上来源",
                    "Check the text, then mark it as published with its source",
                ),
                (key, f"legal_basis/{position}"),
            )
