"""Conditions with their automatic result; those that no rule decides are asked of the officer, in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.safestring import SafeString

from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.fact_values import MASKED_FOR_STAFF, value_words
from yijian.channels.look.parts import Light
from yijian.channels.workbench.presenters.history import doer_words
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import CERTAINTY_WORDS, Certainty
from yijian.usecases.staff_views import CheckedCriterion

PREFIX: Final = "judge:"
WHY: Final = "why:"
"""What the names of a judgement's radios and of its reason begin with; the id of the criterion follows."""
LONGEST_WHY: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What was judged on a page so far: each answer and its reason, by the id of the criterion."""

    answers: Mapping[str, bool] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def denied(self) -> tuple[str, ...]:
        """What was judged not to hold."""
        return tuple(criterion for criterion, holds in self.answers.items() if not holds)

    @property
    def reasoned(self) -> bool:
        """Whether it was said why each of them holds."""
        return all(self.reasons.get(criterion) for criterion, holds in self.answers.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One condition as drawn, with the facts it was checked by. `name`, `why_name` and `anchor` are those of its radios
    and its reason, where the officer judges; `explanation` only where the light does not say it."""

    criterion: CheckedCriterion
    light: Light
    explanation: Text | None
    facts: tuple[tuple[Text, Text | str | SafeString], ...]
    judged_by: Text | None
    ask: bool
    name: str
    why_name: str
    anchor: str
    answer: str
    why: str
    mark: Text
    missing: bool
    why_missing: bool


def checked_of(
    criteria: Sequence[CheckedCriterion],
    *,
    judging: Judging,
    asked: bool,
    complained: bool = False,
) -> tuple[Checked, ...]:
    """The conditions. `asked`: the officer may judge now; `judging`: what was judged so far; `complained`: point at
    those that are open or without a reason."""
    return tuple(_checked(criterion, judging, asked=asked, complained=complained) for criterion in criteria)


def _checked(criterion: CheckedCriterion, judging: Judging, *, asked: bool, complained: bool) -> Checked:
    ask = asked and criterion.holds is None
    judgement, why = judging.answers.get(criterion.id), judging.reasons.get(criterion.id, "")
    return Checked(
        criterion=criterion,
        light=_light(criterion, asked),
        explanation=criterion.explanation if criterion.holds is None and not criterion.judged else None,
        facts=tuple(
            (
                fact.name,
                value_words(fact.value, kind=fact.type, codes=fact.codes, masked_kinds=MASKED_FOR_STAFF),
            )
            for fact in criterion.facts
        ),
        judged_by=doer_words(criterion.judged.by) if criterion.judged else None,
        ask=ask,
        name=f"{PREFIX}{criterion.id}",
        why_name=f"{WHY}{criterion.id}",
        anchor=f"judge-{html_name(criterion.id)}",
        answer={True: "yes", False: "no", None: ""}[judgement],
        why=why,
        mark=CERTAINTY_WORDS[Certainty(criterion.certainty)],
        missing=complained and ask and judgement is None,
        why_missing=complained and ask and judgement is True and not why,
    )


def _light(criterion: CheckedCriterion, asked: bool) -> Light:
    if criterion.holds is None and criterion.judged is not None and not asked:
        words = Text("人工判断符合", "Judged by hand: holds")
        if not criterion.judged.holds:
            words = Text("人工判断不符合", "Judged by hand: does not hold")
        return Light(kind="done" if criterion.judged.holds else "late", words=words)
    if criterion.holds is None:
        words = Text("请您判断", "Please judge") if asked else Text("要人工判断", "To be judged")
        return Light(kind="soon" if asked else "waiting", words=words)
    if criterion.holds:
        return Light(kind="done", words=Text("自动核对一致", "Checked: holds"))
    return Light(kind="late", words=Text("自动核对不符合", "Checked: does not hold"))


def summary_of(criteria: Sequence[CheckedCriterion]) -> Text:
    """6 条，5 条自动核对一致，1 条请您判断."""
    holds = sum(criterion.holds is True for criterion in criteria)
    fails = sum(criterion.holds is False for criterion in criteria)
    judged = sum(criterion.holds is None and criterion.judged is not None for criterion in criteria)
    undecided = len(criteria) - holds - fails - judged
    zh = [f"{len(criteria)} 条"]
    en = [f"{len(criteria)} condition{'' if len(criteria) == 1 else 's'}"]
    for number, chinese, english in (
        (holds, "条自动核对一致", "hold" if holds != 1 else "holds"),
        (fails, "条不符合", "do not hold" if fails != 1 else "does not hold"),
        (judged, "条人工判断", "judged by hand"),
        (undecided, "条要人工判断", "to be judged"),
    ):
        if number:
            zh.append(f"{number} {chinese}")
            en.append(f"{number} {english}")
    return Text("，".join(zh), ", ".join(en))


def judging_in(posted: Mapping[str, str]) -> Judging:
    """What was judged on the page that was posted; what was left open is absent."""
    return Judging(
        answers={
            name.removeprefix(PREFIX): value == "yes"
            for name, value in posted.items()
            if name.startswith(PREFIX) and value in ("yes", "no")
        },
        reasons={
            name.removeprefix(WHY): value.strip()[:LONGEST_WHY]
            for name, value in posted.items()
            if name.startswith(WHY)
        },
    )


def against(criteria: Sequence[CheckedCriterion], denied: Collection[str]) -> tuple[Text, ...]:
    """The conditions that speak against the applicant: by rule, or by the officer's judgement (`denied`)."""
    return tuple(
        criterion.text
        for criterion in criteria
        if criterion.holds is False or (criterion.holds is None and criterion.id in denied)
    )
