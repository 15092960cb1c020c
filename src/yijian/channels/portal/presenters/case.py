"""A case as its applicant sees it: lights, the one thing to do, rows per department, links to papers and notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.parts import Light as Lamp
from yijian.channels.look.parts import Link, ToDo
from yijian.channels.portal.presenters.names import joined
from yijian.channels.portal.presenters.promises import owed_todo
from yijian.channels.portal.presenters.statuses import case_lamp, counts, moved, task_lamp
from yijian.core.errors import Text
from yijian.usecases.views import (
    CaseRow,
    CaseView,
    CorrectionView,
    DefectView,
    Light,
    OutputView,
    StopView,
    TaskView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One service of the case in words."""

    task: TaskView
    light: Lamp
    expected: date | None
    waits_for: Text | None
    stops: tuple[StopView, ...]
    outputs: tuple[OutputView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectLink:
    """One defect of the correction notice and the page on which it is settled; no page: told in words only."""

    defect: DefectView
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """What the page of a case shows besides the chart."""

    lamp: Lamp
    counts: tuple[Lamp, ...]
    moved: bool
    later: bool
    stopped: bool
    lanes: tuple[Lane, ...]
    todo: ToDo | None
    defects: tuple[DefectLink, ...]
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One line of “my cases”."""

    row: CaseRow
    light: Lamp
    url: str
    draft: bool


def case_page(case: CaseView) -> CasePage:
    """The page of a case."""
    defects = case.correction.defects if case.correction else ()
    has_moved = moved(case.first_promised, case.last_result)
    return CasePage(
        lamp=case_lamp(case.status),
        counts=counts(case.tasks),
        moved=has_moved,
        later=has_moved
        and case.first_promised is not None
        and case.last_result is not None
        and case.last_result - case.first_promised > timedelta(0),
        stopped=any(task.light is Light.STOPPED for task in case.tasks),
        lanes=tuple(
            Lane(
                task=task,
                light=task_lamp(task),
                expected=task.due or task.promised,
                waits_for=joined(dict.fromkeys(task.waits_for)) if len(set(task.waits_for)) > 1 else None,
                stops=task.stops,
                outputs=tuple(output for output in case.outputs if output.task == task.key),
            )
            for task in case.tasks
        ),
        todo=_todo(case, case.correction) if case.correction else owed_todo(case),
        defects=tuple(DefectLink(defect=defect, url=_place(case.case_id, defect)) for defect in defects),
        settled=bool(defects) and all(defect.settled for defect in defects),
    )


def _todo(case: CaseView, correction: CorrectionView) -> ToDo:
    open_ = [defect for defect in correction.defects if not defect.settled]
    if not open_:
        title = Text("都补好了，请交上去", "Everything is there: please hand it in")
        action = Link(label=Text("看一遍，交上去", "Check and hand in"), url="#supplement")
    else:
        title = Text(
            f"请您补 {len(open_)} 处", f"Please correct {len(open_)} thing{'' if len(open_) == 1 else 's'}"
        )
        action = Link(label=Text("看要补什么", "See what is missing"), url="#supplement")
    return ToDo(
        title=title,
        action=action,
        until=correction.due,
        meanwhile=Text("只会告诉您这一次，都列在下面。", "You are told once; everything is listed below."),
        other_way=Link(
            label=Text("看告知书", "Read the notice"),
            url=reverse("portal:notice", args=[case.case_id, correction.notice]),
        ),
    )


def _place(case_id: str, defect: DefectView) -> str:
    if is_paper(defect):
        return f"{reverse('portal:papers', args=[case_id])}#paper-{html_name(defect.subject)}"
    return reverse("portal:field", args=[case_id, defect.subject]) if "." in defect.subject else ""


def is_paper(defect: DefectView) -> bool:
    """Whether a defect is about a paper (its subject is then the key of the paper), not about a fact."""
    return defect.kind.endswith("paper")


def case_rows(rows: Sequence[CaseRow]) -> tuple[CaseLine, ...]:
    """My cases, those that need me first, then the newest."""
    ordered = sorted(rows, key=lambda row: (not row.your_turn, -row.started_at.timestamp()))
    return tuple(
        CaseLine(
            row=row,
            light=case_lamp(row.status),
            url=reverse("portal:application" if row.status == "draft" else "portal:case", args=[row.case_id]),
            draft=row.status == "draft",
        )
        for row in ordered
    )
