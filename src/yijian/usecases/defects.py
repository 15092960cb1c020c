"""Defects as staff report them, checked so that the applicant can correct every one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yijian.core.cases import Defect as CaseDefect
from yijian.core.cases import DefectKind
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.evidence_plan import PaperWay, PlannedPaper
from yijian.core.vocabulary.plan import FieldSource, PlannedField
from yijian.usecases.casework import Workspace
from yijian.usecases.planning import plan_of_case

PAPER_KINDS = frozenset({DefectKind.MISSING_PAPER, DefectKind.FAULTY_PAPER})
CORRECTABLE_PAPERS = frozenset({PaperWay.APPLICANT, PaperWay.REGISTER})
"""The applicant can upload a paper of their own also in the place of one that a register holds."""


class DefectRefused(CommandRefused):
    """A defect that nobody could correct: of no such paper or fact, of one made on the way, or without words."""

    code = "DEFECT_REFUSED"
    template = Text(
        "“{subject}”这一处不能这样要求补正：请选申请人交的材料或填的信息，并写清楚要补什么",
        "“{subject}” cannot be corrected like this: choose a paper or a fact of the applicant's, and say what is wanted",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing to correct, as staff report it: `kind` missing_paper, faulty_paper, missing_fact or wrong_fact;
    `subject` a paper key or fact path; `text` says what is wrong and what is wanted."""

    kind: str
    subject: str
    text: str


def correctable_paper(paper: PlannedPaper, *, task: str | None = None) -> bool:
    """Whether a defect may name the paper; with `task`, a defect that this task reports."""
    return (
        paper.certain
        and paper.way in CORRECTABLE_PAPERS
        and (task is None or any(use.task == task for use in paper.uses))
    )


def correctable_field(field: PlannedField, *, task: str | None = None) -> bool:
    """Whether a defect may name the fact; with `task`, a defect that this task reports."""
    return field.source is not FieldSource.OUTPUT and (task is None or task in field.needed_by)


def kept_defects(
    space: Workspace, defects: Iterable[Defect], *, task: str | None = None
) -> tuple[CaseDefect, ...]:
    """The defects for a command, their words in the vault; with `task`, only of what that task needs.

    Raises DefectRefused.
    """
    plan = plan_of_case(
        case=space.case, one_thing=space.one_thing, facts=space.facts(), ports=space.ports, now=space.now
    )
    papers = {paper.key for paper in plan.evidence.papers if correctable_paper(paper, task=task)}
    fields = {field.fact for field in plan.fields if correctable_field(field, task=task)}
    return tuple(_kept(space, defect, papers, fields, task) for defect in defects)


def _kept(
    space: Workspace, defect: Defect, papers: set[str], fields: set[str], task: str | None
) -> CaseDefect:
    words = defect.text.strip()
    try:
        kind = DefectKind(defect.kind)
    except ValueError as error:
        raise DefectRefused(subject=defect.subject) from error
    if not words or defect.subject not in (papers if kind in PAPER_KINDS else fields):
        raise DefectRefused(subject=defect.subject)
    return CaseDefect(kind=kind, subject=defect.subject, text=space.keep_text(words), task=task)
