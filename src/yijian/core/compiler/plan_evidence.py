"""Pass 3: every requirement with all ways in which its papers can come. Which of them is least, `least_papers` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yijian.core.compiler.draft import Draft
from yijian.core.compiler.resolve import candidates_of
from yijian.core.errors import Text
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.evidence import EvidenceItem, EvidenceMaker
from yijian.core.vocabulary.one_thing import BoundDocument, BoundRequirement, BoundService


def plan_evidence(draft: Draft) -> Draft:
    """Write down every requirement with all ways in which each of its documents can come."""
    findings: list[Finding] = []
    needs: list[BoundRequirement] = []
    services = draft.in_author_order()
    for service in services:
        for position, requirement in enumerate(service.definition.evidence):
            path = (f"services/{service.definition.id}", f"evidence/{position}")
            items = [item for option in requirement.any_of for item in option]
            findings += [
                _unknown(draft, service, item, path) for item in items if _is_unknown(draft, service, item)
            ]
            needs.append(
                BoundRequirement(
                    service=service.definition.id,
                    requirement=requirement.id,
                    options=tuple(
                        tuple(_bind(draft, services, service, item) for item in option)
                        for option in requirement.any_of
                    ),
                )
            )
    one_thing = replace(draft.one_thing, evidence=tuple(needs))
    return replace(draft, one_thing=one_thing).found(*findings)


def _is_unknown(draft: Draft, service: BoundService, item: EvidenceItem) -> bool:
    return item.type not in draft.package.evidence or item.of not in service.definition.roles


def _unknown(draft: Draft, service: BoundService, item: EvidenceItem, place: tuple[str, str]) -> Finding:
    return draft.error(
        "EVIDENCE_UNKNOWN",
        Text(
            f"“{service.definition.name.zh}”要的材料“{item.type}（{item.of}）”没有定义",
            f"The paper “{item.type}” of “{item.of}” that “{service.definition.name.en}” asks for is not defined",
        ),
        Text("改正材料编号或角色，或补上定义", "Correct the id or the role, or add the definition"),
        place,
    )


def _bind(
    draft: Draft, services: Sequence[BoundService], service: BoundService, item: EvidenceItem
) -> BoundDocument:
    kind = draft.package.evidence.get(item.type)
    about = candidates_of(service, item.of)
    return BoundDocument(
        type=item.type,
        role=item.of,
        signed_by=item.signed_by,
        issued_by=tuple(
            other.definition.id
            for other in services
            if other is not service
            and any(
                output.evidence == item.type and candidates_of(other, output.of) & about
                for output in other.definition.outputs
            )
        ),
        registers=tuple(name for name in kind.registers if name in draft.one_thing.registers) if kind else (),
        generated=kind is not None and kind.maker is EvidenceMaker.GENERATED,
    )
