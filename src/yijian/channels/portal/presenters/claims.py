"""What a published guide says of the whole beside what the parts allow: calmly, with its source and caveat."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.portal.presenters.marks import Mark, mark_of
from yijian.channels.portal.presenters.summary import own_papers
from yijian.core.errors import Text
from yijian.core.vocabulary.life_event import PublishedClaim
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan

NOT_DERIVABLE = Text("推不出来", "Cannot be derived")
_DAYS = ("个工作日", "working days")
_VISITS = ("次", "visits")
_PAPERS = ("份", "papers")
_STEPS = ("个", "steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One thing that a guide says, and ours. `differs`: the parts do not allow what the guide says."""

    subject: Text
    claimed: Text
    derived: Text
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    """What one guide says, with its mark."""

    rows: tuple[ClaimRow, ...]
    mark: Mark


def claim_table(thing: OneThing, plan: Plan, claim: PublishedClaim) -> ClaimTable:
    """The claims of one guide, row by row; what it leaves out is left out."""
    visits, steps = plan.savings.visits, plan.savings.steps
    papers, days = plan.savings.papers, plan.savings.days
    compared = (
        (Text("全部办好", "All done"), _DAYS, claim.promised_days, plan.schedule.promised_days),
        (Text("分开办要", "One by one"), _DAYS, claim.days_before, days.before if days else None),
        (Text("要跑", "Visits"), _VISITS, claim.visits, visits.after if visits else None),
        (
            Text("分开办要跑", "Visits one by one"),
            _VISITS,
            claim.visits_before,
            visits.before if visits else None,
        ),
        (Text("要您准备", "Papers from you"), _PAPERS, claim.papers, len(own_papers(plan))),
        (
            Text("分开办要准备", "Papers one by one"),
            _PAPERS,
            claim.papers_before,
            papers.before if papers else None,
        ),
        (Text("列出的材料", "Papers listed"), _PAPERS, claim.papers_listed, len(plan.evidence.papers)),
        (Text("环节", "Steps"), _STEPS, claim.steps, steps.after if steps else None),
        (
            Text("分开办的环节", "Steps one by one"),
            _STEPS,
            claim.steps_before,
            steps.before if steps else None,
        ),
    )
    return ClaimTable(
        rows=tuple(
            ClaimRow(
                subject=subject,
                claimed=_amount(said, unit),
                derived=NOT_DERIVABLE if ours is None else _amount(ours, unit),
                differs=ours != said,
            )
            for subject, unit, said, ours in compared
            if said is not None
        ),
        mark=mark_of(thing, claim),
    )


def _amount(amount: int, unit: tuple[str, str]) -> Text:
    zh, en = unit
    return Text(f"{amount} {zh}", f"{amount} {en.removesuffix('s') if amount == 1 else en}")
