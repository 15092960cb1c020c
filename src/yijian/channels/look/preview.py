"""A life event while its files are being written: what somebody would be asked, has to bring and waits for, and what is
wrong with the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from yijian.channels.look.difference_words import value_words
from yijian.core.errors import Text
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.author_test import AuthorTest
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Basis, FieldSource, Plan, Question

_WAYS: Final = {
    PaperWay.APPLICANT: Text("申请人准备", "The applicant brings"),
    PaperWay.REGISTER: Text("部门数据库里有", "Registers have it"),
    PaperWay.OUTPUT: Text("办的过程中产生", "Issued on the way"),
    PaperWay.GENERATED: Text("由填好的信息生成", "Made from the answers"),
}
_SOURCES: Final = {
    FieldSource.ANSWER: Text("申请人填", "told by the applicant"),
}
_KNOWN: Final = Text("不用填", "not asked")
_YES_OR_NO: Final = ((Text("是", "Yes"), "true"), (Text("否", "No"), "false"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChoice:
    """One answer to a question, and the address of the page with it given."""

    words: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """A question that comes next: with choices to follow, or (without any) a value to type in."""

    fact: str
    text: Text
    hint: Text | None
    choices: tuple[ShownChoice, ...]
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFinding:
    """A finding as the page lists it."""

    code: str
    message: Text
    repair: Text
    places: tuple[str, ...]
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTest:
    """One test of the author, and what of it is not as expected."""

    name: Text
    failures: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlan:
    """What the life event comes to with what has been answered."""

    name: Text
    basis: Text
    services: tuple[tuple[Text, Text, str], ...]
    answered: tuple[tuple[str, str, str], ...]
    questions: tuple[ShownQuestion, ...]
    still_open: tuple[str, ...]
    fields: tuple[tuple[Text, str, Text], ...]
    papers: tuple[tuple[Text, tuple[tuple[Text, bool], ...]], ...]
    schedule: tuple[tuple[Text, date, date, int, bool], ...]
    figures: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    """The page. `stale`: the files cannot be read now, and the plan is the last that could be. `refused`: an answer in the
    address that is not taken. `gaps` counts what was not found, which is not among the warnings. `version` changes whenever the files do."""

    life_event: str
    plan: ShownPlan | None
    stale: bool
    refused: Text | None
    errors: tuple[ShownFinding, ...]
    warnings: tuple[ShownFinding, ...]
    gaps: int
    tests: tuple[ShownTest, ...]
    version: str
    live: bool
    here: str
    other: str
    carried: tuple[tuple[str, str], ...] = ()


def shown_plan(one_thing: OneThing, plan: Plan, answers: Mapping[str, str]) -> ShownPlan:
    """A plan; `answers` are those of the address, by fact path."""
    names = {task.key: task.name for task in plan.tasks}
    return ShownPlan(
        name=one_thing.name,
        basis=Text("数字按典型情形", "Figures of the typical case")
        if plan.basis is Basis.REFERENCE_CASE
        else Text("数字按上面的回答", "Figures by the answers above"),
        services=tuple((task.name, _included(task.included), task.key) for task in plan.tasks),
        answered=tuple((path, value, address({**answers, path: None})) for path, value in answers.items()),
        questions=tuple(_question(one, answers) for one in plan.questions.page),
        still_open=tuple(plan.questions.open),
        fields=tuple((field.name, field.fact, _SOURCES.get(field.source, _KNOWN)) for field in plan.fields),
        papers=tuple(_papers(plan)),
        schedule=tuple(
            (names.get(task.key, Text(task.key, task.key)), task.start, task.finish, task.days, task.critical)
            for task in plan.schedule.tasks
        ),
        figures=tuple(_figures(plan)),
    )


def address(answers: Mapping[str, str | None], **more: str) -> str:
    """The address of the page with these answers."""
    kept = {path: value for path, value in answers.items() if value is not None}
    return f"/?{urlencode({**kept, **more})}"


def _included(included: bool | None) -> Text:
    if included is None:
        return Text("看情况", "depends")
    return Text("要办", "yes") if included else Text("不用办", "no")


def _question(question: Question, answers: Mapping[str, str]) -> ShownQuestion:
    if question.type is ConceptType.BOOLEAN:
        choices = [(words, value) for words, value in _YES_OR_NO]
    else:
        choices = [(code.name, code.code) for code in question.choices]
    return ShownQuestion(
        fact=question.fact,
        text=question.text,
        hint=question.hint,
        choices=tuple(
            ShownChoice(words=words, url=address({**answers, question.fact: value}))
            for words, value in choices
        ),
        reasons=tuple(reason.text for reason in question.reasons),
    )


def _papers(plan: Plan) -> Iterator[tuple[Text, tuple[tuple[Text, bool], ...]]]:
    for way, words in _WAYS.items():
        found = tuple((paper.name, paper.certain) for paper in plan.evidence.papers if paper.way is way)
        if found:
            yield words, found


def _figures(plan: Plan) -> Iterator[tuple[Text, str]]:
    """The figures of the plan, one by one → in one go."""
    schedule, savings = plan.schedule, plan.savings
    yield Text("承诺几个工作日", "Promised working days"), _number(schedule.promised_days)
    yield Text("第一个结果", "First result"), _number(schedule.first_result_days)
    yield Text("法定最长", "By law at most"), _number(schedule.statutory_days)
    for words, saving in (
        (Text("跑几次", "Visits"), savings.visits),
        (Text("材料", "Papers"), savings.papers),
        (Text("环节", "Steps"), savings.steps),
        (Text("填几项", "Fields"), savings.fields),
    ):
        yield words, "–" if saving is None else f"{saving.before} → {saving.after}"


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def shown_findings(findings: Iterable[Finding], severity: Severity) -> tuple[ShownFinding, ...]:
    """The findings of one severity."""
    return tuple(
        ShownFinding(
            code=finding.code,
            message=finding.message,
            repair=finding.repair,
            places=tuple(f"{place.file}:{place.line}" for place in finding.places),
            person=", ".join(f"{path} = {_shown(value)}" for path, value in (finding.witness or {}).items()),
        )
        for finding in findings
        if finding.severity is severity
    )


def _shown(value: object) -> str:
    words = value_words(value.isoformat() if isinstance(value, date) else value)
    return "–" if words is None else words.en


def shown_tests(tests: Sequence[AuthorTest], failures: Sequence[Sequence[Finding]]) -> tuple[ShownTest, ...]:
    """The author's tests, each with its failures."""
    return tuple(
        ShownTest(name=test.name, failures=tuple(finding.message for finding in found))
        for test, found in zip(tests, failures, strict=True)
    )
