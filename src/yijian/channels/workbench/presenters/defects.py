"""What is to be corrected: how one defect is told in a form, collected, and read back before it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from yijian.channels.look.fields import Choice, Field
from yijian.channels.workbench.presenters.names import Names
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.usecases.defects import Defect, correctable_field, correctable_paper
from yijian.usecases.views import DefectView, FieldView, PaperView

PAPER, FACT = "paper:", "fact:"
USUAL_DAYS: Final = 5
"""Working days proposed for a correction. No law names them: the coordinator may set another day."""
PROBLEM_NAMES: Final[Mapping[str, Text]] = {
    "missing": Text("缺，要补", "Missing: to be added"),
    "wrong": Text("不对，要改", "Wrong: to be corrected"),
}
_KINDS: Final[Mapping[tuple[str, str], str]] = {
    (PAPER, "missing"): "missing_paper",
    (PAPER, "wrong"): "faulty_paper",
    (FACT, "missing"): "missing_fact",
    (FACT, "wrong"): "wrong_fact",
}
KIND_WORDS: Final[Mapping[str, Text]] = {
    "missing_paper": Text("缺材料", "Paper missing"),
    "faulty_paper": Text("材料不对", "Paper faulty"),
    "missing_fact": Text("缺信息", "Fact missing"),
    "wrong_fact": Text("信息不对", "Fact wrong"),
    "paper": Text("材料", "Paper"),
    "field": Text("信息", "Fact"),
}
DUE: Final = Field(
    name="due",
    label=Text("请申请人哪天前补齐", "Day by which the applicant completes it"),
    hint=Text("先填了 5 个工作日以后，可以改", "Five working days from now are proposed; you may change it"),
    kind="date",
)
NOT_A_DAY: Final = Text("这不是一个日子，请填年、月、日", "This is no day: give year, month and day")
TOO_EARLY: Final = Text("要填今天以后的日子", "The day must be after today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A paper or fact a defect can be about, as chosen in the form: `value` is `paper:KEY` or `fact:PATH`."""

    value: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One defect in words, as it will stand in the notice. `about` and `task` name it to take it back."""

    about: str
    task: str
    authority: Text
    subject: Text
    kind: Text
    text: str
    settled: bool = False


def subjects_of(
    papers: Sequence[PaperView], fields: Sequence[FieldView], names: Names
) -> tuple[Subject, ...]:
    """Every paper and fact with whose it is: the names by which defects are read back."""
    return (
        *(
            Subject(value=PAPER + paper.paper.key, name=names.owned(paper.paper.of, paper.paper.name))
            for paper in papers
        ),
        *(
            Subject(value=FACT + field.field.fact, name=names.owned(field.field.section, field.field.name))
            for field in fields
        ),
    )


def offered_subjects(
    papers: Sequence[PaperView], fields: Sequence[FieldView], names: Names, *, task: str | None = None
) -> tuple[Subject, ...]:
    """What the applicant can correct, and so what a defect may name; with `task`, a defect that this task reports."""
    return subjects_of(
        [paper for paper in papers if correctable_paper(paper.paper, task=task)],
        [field for field in fields if correctable_field(field.field, task=task)],
        names,
    )


def defect_fields(subjects: Sequence[Subject], number: int) -> tuple[Field, ...]:
    """The three fields of the defect of that number: what it is about, what is wrong, what to do."""
    return (
        Field(
            name=f"subject-{number}",
            label=Text("哪一份材料，哪一项信息", "Which paper or fact"),
            kind="select",
            choices=tuple(Choice(value=subject.value, label=subject.name) for subject in subjects),
            width="wide",
        ),
        Field(
            name=f"problem-{number}",
            label=Text("怎么了", "What is wrong"),
            kind="radios",
            choices=tuple(Choice(value=value, label=name) for value, name in PROBLEM_NAMES.items()),
        ),
        Field(
            name=f"text-{number}",
            label=Text("请申请人怎么做", "What the applicant should do"),
            hint=Text("说清哪里不对，对的是什么样", "Say what is wrong and what right looks like"),
            kind="textarea",
            maxlength=300,
            width="wide",
        ),
    )


def defect_in(posted: Mapping[str, str], number: int) -> Defect | None:
    """The defect of that number as posted, or None where it is not complete."""
    subject = posted.get(f"subject-{number}", "")
    prefix = PAPER if subject.startswith(PAPER) else FACT
    kind = _KINDS.get((prefix, posted.get(f"problem-{number}", "")))
    text = posted.get(f"text-{number}", "").strip()
    if kind is None or not subject.startswith(prefix) or not text:
        return None
    return Defect(kind=kind, subject=subject.removeprefix(prefix), text=text)


def half_told(posted: Mapping[str, str], number: int) -> bool:
    """Whether something was told of the defect of that number, but not all."""
    parts = [posted.get(f"{name}-{number}", "").strip() for name in ("subject", "problem", "text")]
    return any(parts) and not all(parts)


def told_of(defects: Sequence[DefectView], subjects: Sequence[Subject]) -> tuple[Told, ...]:
    """The defects as they are read back, by the names of what they are about."""
    names = {subject.value: subject.name for subject in subjects}
    return tuple(
        Told(
            about=defect.subject,
            task=defect.task or "",
            authority=defect.authority,
            subject=names.get(PAPER + defect.subject)
            or names.get(FACT + defect.subject)
            or Text(defect.subject, defect.subject),
            kind=KIND_WORDS.get(defect.kind, Text(defect.kind, defect.kind)),
            text=defect.text,
            settled=defect.settled,
        )
        for defect in defects
    )


def due_field(today: date, calendar: WorkingCalendar) -> Field:
    """The day of the correction, proposed: so many working days after today."""
    day = today
    for _ in range(USUAL_DAYS):
        day = calendar.next_working_day(day + timedelta(days=1))
    return replace(DUE, value=day.isoformat())
