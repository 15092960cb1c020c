"""What a published guide says of the whole beside what the parts allow: calmly, with its source and caveats."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.core.compiler.published_figures import (
    NAMES,
    UNITS,
    Allows,
    PublishedFigure,
    allowed_in_words,
    counted,
    published_figures,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.life_event import PublishedClaim
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One figure of a guide and ours, before → after, and what the parts allow. `differs`: fewer are published than the
    parts allow."""

    subject: Text
    published: Text
    derived: Text
    allowed: Text
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    """What one guide says, with its mark. `days` says plainly when fewer days are published than the parts allow;
    `caveats` are what it may mean otherwise."""

    rows: tuple[ClaimRow, ...]
    days: Text | None
    caveats: tuple[Text, ...]
    mark: Mark


def claim_table(thing: OneThing, plan: Plan, claim: PublishedClaim) -> ClaimTable:
    """The claims of one guide, row by row; what it leaves out is left out."""
    figures = published_figures(thing, plan, claim)
    said = [figure for figure in figures if (figure.claimed, figure.claimed_before) != (None, None)]
    return ClaimTable(
        rows=(*(_row(thing, figure) for figure in said), *_papers_listed(plan, claim)),
        days=_days(thing, plan, figures[0]),
        caveats=tuple(caveat.text for caveat in claim.caveats),
        mark=mark_of(thing, claim),
    )


def _row(thing: OneThing, figure: PublishedFigure) -> ClaimRow:
    return ClaimRow(
        subject=NAMES[figure.name],
        published=_pair(figure.claimed_before, figure.claimed),
        derived=_pair(figure.before, figure.after),
        allowed=allowed_in_words(figure, thing),
        differs=figure.allows in (Allows.NOT_SO_FEW, Allows.FOR_SOME),
    )


def _pair(before: int | None, after: int | None) -> Text:
    """72 → 5; one of the two where the other is not said."""
    if before is None and after is None:
        return Text("–", "–")
    if after is None:
        return Text(f"分开办 {before}", f"{before} one by one")
    return (
        Text(str(after), str(after)) if before is None else Text(f"{before} → {after}", f"{before} → {after}")
    )


def _papers_listed(plan: Plan, claim: PublishedClaim) -> tuple[ClaimRow, ...]:
    """Where a guide lists another number of papers than it claims: all that ours uses, whoever brings them."""
    if claim.papers_listed is None or claim.papers_listed == claim.papers:
        return ()
    listed, ours = claim.papers_listed, len(plan.evidence.papers)
    return (
        ClaimRow(
            subject=Text("列出的材料", "Papers listed"),
            published=Text(str(listed), str(listed)),
            derived=Text(str(ours), str(ours)),
            allowed=Text("连不用您交的一起算", "including those that you need not bring"),
            differs=False,
        ),
    )


def _days(thing: OneThing, plan: Plan, figure: PublishedFigure) -> Text | None:
    """Why the days differ from those that a guide promises; None where the parts allow what it says."""
    if figure.claimed is None or figure.after is None or figure.after <= figure.claimed:
        return None
    days = {task.key: task.days for task in plan.schedule.tasks}
    path = [
        (thing.services[key.partition("[")[0]].definition.name, days[key])
        for key in plan.schedule.critical_path
        if days[key]
    ]
    zh = " → ".join(f"{name.zh} {amount}" for name, amount in path)
    en = " → ".join(f"{name.en} {amount}" for name, amount in path)
    said, derived = counted(figure.claimed, UNITS["days"]), counted(figure.after, UNITS["days"])
    return Text(
        f"指南写 {said.zh}。按各部分公布的时限，典型情形要 {derived.zh}：{zh}。指南写的可能只是其中一段，也可能各部门"
        "实际办得更快：没有写明，我们不知道。我们只承诺各部分做得到的；哪个部门把时限改短了，这里跟着变。",
        f"The guide says {said.en}. By the limits that the parts publish it is {derived.en} in the usual situation: {en}."
        " The guide may mean only a part of the work, or the authorities may be faster than their limits: it does not"
        " say, so we do not know. We promise what the parts allow; if an authority shortens its limit, this follows.",
    )
