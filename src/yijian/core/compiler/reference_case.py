"""The reference case of a life event must be readable and leave nothing open: its figures are shown to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from yijian.core.compiler.askable import open_questions
from yijian.core.compiler.draft import Draft
from yijian.core.compiler.facts import FactRefused, reference_facts
from yijian.core.compiler.situation import Situation
from yijian.core.errors import Text
from yijian.core.verification.findings import Finding


def check_reference_case(draft: Draft) -> Iterator[Finding]:
    """An error where a fact of the case cannot be read; a warning where the case leaves a question open."""
    life_event = draft.one_thing.life_event
    place = (f"life-events/{life_event.id}", "reference_case")
    try:
        facts = reference_facts(draft.one_thing, draft.on)
    except FactRefused as refused:
        yield draft.error(
            "REFERENCE_CASE_UNREADABLE",
            Text(f"典型情形里的{refused.text.zh}", f"In the reference case, {refused.text.en}"),
            Text("改正典型情形", "Correct the reference case"),
            place,
        )
        return
    situation = Situation(one_thing=draft.one_thing, facts=facts, today=draft.on)
    left = open_questions(situation)
    if left:
        yield draft.warning(
            "REFERENCE_CASE_OPEN",
            Text(
                f"典型情形没有说明：{'、'.join(sorted(left))}",
                f"The reference case leaves open: {', '.join(sorted(left))}",
            ),
            Text("在典型情形里写明这些情况", "State these facts in the reference case"),
            place,
        )
