"""Running the tests that authors write beside their definitions: these facts lead to these services, papers and days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from yijian.core.compiler.facts import FactRefused, full_path, read_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.author_test import NOT_CHECKED, AuthorTest
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.plan import Plan

_Mismatch = tuple[str, object, object]


def run_author_tests(
    package: DefinitionPackage, life_event: str, tests: Sequence[AuthorTest], *, calendar: WorkingCalendar
) -> tuple[Finding, ...]:
    """A finding AUTHOR_TEST_FAILED for each test whose plan is not what its author expects.

    Each test is compiled for its own day and region. Definitions that do not compile have findings of their own: no
    test is run on them.
    """
    findings: list[Finding] = []
    compiled: dict[tuple[str, str | None], OneThing | None] = {}
    for position, test in enumerate(tests):
        case = (test.date, test.region)
        if case not in compiled:
            compiled[case] = compile_life_event(
                package, life_event, on=date.fromisoformat(test.date), region=test.region
            ).one_thing
        one_thing = compiled[case]
        if one_thing is not None:
            place = package.place_of(f"tests/{life_event}", str(position))
            for what, expected, got in _mismatches(one_thing, test, calendar):
                findings.append(
                    Finding(
                        code="AUTHOR_TEST_FAILED",
                        severity=Severity.ERROR,
                        message=Text(
                            f"测试“{test.name.zh}”：{what} 应为 {_said(expected)}，实为 {_said(got)}",
                            f"Test “{test.name.en}”: {what} should be {_said(expected)} but is {_said(got)}",
                        ),
                        places=(place,),
                        repair=Text(
                            "改正定义，或改正测试的预期", "Correct the definitions, or what the test expects"
                        ),
                    )
                )
    return tuple(findings)


def _mismatches(one_thing: OneThing, test: AuthorTest, calendar: WorkingCalendar) -> Iterator[_Mismatch]:
    try:
        facts = read_facts(one_thing, test.facts)
        asked = {path: full_path(one_thing, path) for path in test.expect.questions_asked or ()}
        not_asked = {path: full_path(one_thing, path) for path in test.expect.questions_not_asked or ()}
    except FactRefused as refused:
        yield "facts", "readable", refused.text.en
        return
    plan = specialise(one_thing, facts, today=date.fromisoformat(test.date), calendar=calendar)
    yield from _services(plan, test)
    yield from _papers(plan, test)
    open_now = plan.questions.open
    missing = [path for path, full in asked.items() if full not in open_now]
    if missing:
        yield "questions_asked", tuple(asked), tuple(path for path in asked if path not in missing)
    wrong = [path for path, full in not_asked.items() if full in open_now]
    if wrong:
        yield "questions_not_asked", (), tuple(wrong)
    yield from _criteria(plan, test)
    visits = sum(visit.certain for visit in plan.inspections)
    if test.expect.inspections not in (NOT_CHECKED, visits):
        yield "inspections", test.expect.inspections, visits
    if test.expect.promised_days not in (NOT_CHECKED, plan.schedule.promised_days):
        yield "promised_days", test.expect.promised_days, plan.schedule.promised_days
    if test.expect.admitted != NOT_CHECKED and test.expect.admitted is not plan.admission.admitted:
        yield "admitted", test.expect.admitted, plan.admission.admitted


def _services(plan: Plan, test: AuthorTest) -> Iterator[_Mismatch]:
    verdicts = {task.service: task.included for task in plan.tasks}
    for what, services, wanted in (
        ("services", test.expect.services, True),
        ("not_services", test.expect.not_services, False),
    ):
        wrong = [service for service in services or () if verdicts.get(service) is not wanted]
        if wrong:
            yield what, tuple(services or ()), tuple(s for s in services or () if s not in wrong)


def _criteria(plan: Plan, test: AuthorTest) -> Iterator[_Mismatch]:
    verdicts = {
        f"{task.service}/{result.condition.id}": result.holds
        for task in plan.tasks
        for result in task.criteria
    }
    for what, criteria, wanted in (
        ("criteria_hold", test.expect.criteria_hold, True),
        ("criteria_fail", test.expect.criteria_fail, False),
    ):
        wrong = [name for name in criteria or () if verdicts.get(name) is not wanted]
        if wrong:
            yield what, tuple(criteria or ()), tuple(one for one in criteria or () if one not in wrong)


def _papers(plan: Plan, test: AuthorTest) -> Iterator[_Mismatch]:
    for what, types, way in (
        ("papers_applicant", test.expect.papers_applicant, PaperWay.APPLICANT),
        ("papers_register", test.expect.papers_register, PaperWay.REGISTER),
    ):
        got = {paper.type for paper in plan.evidence.papers if paper.certain and paper.way is way}
        if types is not None and set(types) != got:
            yield what, tuple(sorted(set(types))), tuple(sorted(got))


def _said(value: object) -> str:
    """A value in the words of the file it was written in."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return str(value)
