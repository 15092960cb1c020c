"""The compiler: six passes from what departments wrote to one thing. `PASSES` is the table of contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from yijian.core.compiler.build_questionnaire import build_questionnaire
from yijian.core.compiler.count_savings import count_savings
from yijian.core.compiler.draft import Draft
from yijian.core.compiler.invariants import broken_invariants
from yijian.core.compiler.merge import merge
from yijian.core.compiler.plan_evidence import plan_evidence
from yijian.core.compiler.plan_schedule import plan_schedule
from yijian.core.compiler.reference_case import check_reference_case
from yijian.core.compiler.resolve import resolve
from yijian.core.errors import Text
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.canonical import content_hash
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage

Pass = Callable[[Draft], Draft]

PASSES: Final[tuple[Pass, ...]] = (
    resolve,
    merge,
    plan_evidence,
    build_questionnaire,
    plan_schedule,
    count_savings,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """What compiling gave: the one thing, None where an error stands in the way, and everything that was found."""

    one_thing: OneThing | None
    findings: tuple[Finding, ...]


def compile_life_event(
    package: DefinitionPackage, life_event: str, *, on: date, region: str | None
) -> Compilation:
    """Compile a life event as it is in force on a day in a region (None: without local rules).

    Never raises for what definitions say: every defect is a finding. A region without an overlay compiles like None,
    with a warning. After a pass that found an error no other pass runs.
    """
    declared = package.life_events.get(life_event)
    if declared is None:
        return Compilation(one_thing=None, findings=(_unknown(life_event),))
    overlay = package.overlays.get(f"{region}/{life_event}") if region is not None else None
    draft = Draft(
        package=package,
        on=on,
        one_thing=OneThing(
            life_event=declared,
            on=on.isoformat(),
            region=region,
            overlay=overlay,
            package_version=package.version,
        ),
    )
    if region is not None and overlay is None:
        draft = draft.found(_no_overlay(draft, region))
    for step in PASSES:
        draft = step(draft)
        if not draft.sound:
            return Compilation(one_thing=None, findings=draft.findings)
    draft = draft.found(*check_reference_case(draft))
    broken = broken_invariants(draft.one_thing)
    if broken:
        raise AssertionError(f"the compiler broke its own laws for {life_event}: {'; '.join(broken)}")
    if not draft.sound:
        return Compilation(one_thing=None, findings=draft.findings)
    one_thing = replace(draft.one_thing, hash=hash_of(draft.one_thing))
    return Compilation(one_thing=one_thing, findings=draft.findings)


def hash_of(one_thing: OneThing) -> str:
    """The hash that names an artefact: of everything in it but the hash itself and the version of the package."""
    return content_hash(replace(one_thing, hash="", package_version=""))


def _unknown(life_event: str) -> Finding:
    return Finding(
        code="LIFE_EVENT_UNKNOWN",
        severity=Severity.ERROR,
        message=Text(f"没有“{life_event}”这件事", f"There is no life event “{life_event}”"),
        places=(Place(f"life-events/{life_event}.yaml", 1),),
        repair=Text("改正编号，或补上定义", "Correct the id, or write the definition"),
    )


def _no_overlay(draft: Draft, region: str) -> Finding:
    life_event = draft.one_thing.life_event
    return draft.warning(
        "REGION_WITHOUT_RULES",
        Text(
            f"{region} 没有“{life_event.name.zh}”的本地规则，按通用规则办",
            f"{region} has no local rules for “{life_event.name.en}”: the general ones are used",
        ),
        Text("需要时为这个地区写一份本地规则", "Write local rules for the region if it has any"),
        (f"life-events/{life_event.id}", ""),
    )
