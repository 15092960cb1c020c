"""Why something was decided, as it is opened on a page: the reasons, and what the rule rests on."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.portal.presenters.marks import Mark, named_mark
from yijian.core.compiler.decision_reasons import Decision
from yijian.core.compiler.held import Held
from yijian.core.compiler.plan import situation_of
from yijian.core.compiler.rule_reasons import Reason
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.views import DraftView


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """The reasons of a decision with its grounds; `outcome` is the verdict in words."""

    outcome: Text
    reasons: tuple[Reason, ...]
    grounds: tuple[Mark, ...]


def why_of(thing: OneThing, decision: Decision) -> Why:
    """The reasons as a page shows them."""
    grounds = (
        named_mark(
            thing, ground.certainty, ground.source.id if ground.source else None, note=ground.note or ""
        )
        for ground in decision.grounds
    )
    return Why(outcome=decision.outcome, reasons=decision.reasons, grounds=tuple(dict.fromkeys(grounds)))


def situation_in(draft: DraftView) -> Situation:
    """What holds for whoever gave the answers of a draft."""
    return situation_of(draft.one_thing, draft.facts, today=draft.plan.on, held=Held(), skipped=draft.skipped)
