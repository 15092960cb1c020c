"""Everything that is checked before definitions may be published: the table of contents.

Checks take values and give findings; none of them stops another. What cannot be read at all was found before, by
whoever loaded the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.verification.bindings import check_bindings
from yijian.core.verification.bound_checks import check_bounds
from yijian.core.verification.claim_checks import check_claims
from yijian.core.verification.cross_region_checks import check_cross_region
from yijian.core.verification.dated_rules import check_dated_rules
from yijian.core.verification.dead_parts import check_dead_parts
from yijian.core.verification.findings import Finding, Severity
from yijian.core.verification.flow_checks import check_flow
from yijian.core.verification.guide_checks import check_guides
from yijian.core.verification.not_found_facts import check_not_found
from yijian.core.verification.procedure_checks import check_procedures
from yijian.core.verification.promise_checks import check_promises
from yijian.core.verification.proof_checks import check_proofs
from yijian.core.verification.references import check_dictionary, check_services, check_sources
from yijian.core.verification.rule_agreement import check_agreement
from yijian.core.verification.rule_checks import check_rules
from yijian.core.verification.table_checks import check_tables
from yijian.core.verification.time_checks import check_times
from yijian.core.verification.writing_checks import check_writings
from yijian.core.vocabulary.marks import Place
from yijian.core.vocabulary.package import DefinitionPackage

Check: TypeAlias = Callable[[DefinitionPackage], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    check_dictionary,  # the shared dictionary names what exists
    check_services,  # so does each service
    check_bindings,  # each role has somebody
    check_sources,  # each published fact has its source
    check_bounds,  # each date can be read
    check_writings,  # what departments write differently converts exactly, and one form can serve all
    check_tables,  # each table is whole, and no two of its rows speak against each other
    check_rules,  # each rule can be read and fits the dictionary
    check_proofs,  # each rule says something, and none speaks against another
    check_dated_rules,  # on each day one rule
    check_flow,  # nothing waits for itself
    check_times,  # no promise that the parts do not allow
    check_promises,  # papers owed and promises have their times
    check_cross_region,  # who applies from elsewhere is not made to come, and it is known where it is decided
    check_procedures,  # what a service says of its own procedure is known and whole
    check_claims,  # what guides say agrees with itself and with what they list
    check_guides,  # and with the parts that they speak of
    check_agreement,  # one question of law has one answer
    check_dead_parts,  # nothing is asked that can never be needed
    check_not_found,  # what is missing is shown
)


CHECKS_OF_GUIDES: Final[tuple[Check, ...]] = (
    check_times,
    check_claims,
    check_guides,
    check_agreement,
    check_dead_parts,
)
"""The checks whose findings speak of published guides."""


def check_package(package: DefinitionPackage, calendar: WorkingCalendar | None = None) -> tuple[Finding, ...]:
    """All findings: errors before warnings, then by place. With a calendar, that it has years to count in."""
    return in_order((finding for check in CHECKS for finding in check(package)), calendar)


def in_order(found: Iterable[Finding], calendar: WorkingCalendar | None) -> tuple[Finding, ...]:
    """What the checks found, as `check_package` gives it."""
    everything = [*found]
    if calendar is not None and not calendar.years:
        everything.append(_no_calendar())
    return tuple(sorted(everything, key=_rank))


def _rank(finding: Finding) -> tuple[bool, tuple[Place, ...], str]:
    return finding.severity is Severity.WARNING, finding.places, finding.code


def _no_calendar() -> Finding:
    return Finding(
        code="CALENDAR_EMPTY",
        severity=Severity.WARNING,
        message=Text(
            "没有装入任何一年的工作日历，日期都不准",
            "No year of the working calendar is loaded: all dates are unsure",
        ),
        places=(Place("calendars", 1),),
        repair=Text("在 calendars/ 里放上各年的文件", "Put the files of the years into calendars/"),
    )
