"""Conditions with their automatic result; those that no rule decides are asked of the officer, in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.parts import Light
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty
from yijian.usecases.staff_views import CheckedCriterion

PREFIX: Final = "judge:"
"""What the name of a judgement's radios begins with; the id of the criterion follows."""
_MARKS: Final[Mapping[str, Text]] = {
    Certainty.PUBLISHED: Text("已公布", "Published"),
    Certainty.INFERRED: Text("由已公布的推出", "Inferred from what is published"),
    Certainty.RECALLED: Text("凭一般了解，还没核对", "General knowledge, not verified"),
    Certainty.NOT_FOUND: Text("没有找到出处", "No source found"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One condition as drawn. `name` and `anchor` are those of its radios, where the officer judges."""

    criterion: CheckedCriterion
    light: Light
    ask: bool
    name: str
    anchor: str
    answer: str
    mark: Text
    missing: bool


def checked_of(
    criteria: Sequence[CheckedCriterion],
    *,
    judgements: Mapping[str, bool],
    asked: bool,
    complained: bool = False,
) -> tuple[Checked, ...]:
    """The conditions. `asked`: the officer may judge now; `judgements` made so far; `complained`: point at open ones."""
    return tuple(
        Checked(
            criterion=criterion,
            light=_light(criterion, asked),
            ask=asked and criterion.holds is None,
            name=f"{PREFIX}{criterion.id}",
            anchor=f"judge-{html_name(criterion.id)}",
            answer={True: "yes", False: "no", None: ""}[judgements.get(criterion.id)],
            mark=_MARKS.get(criterion.certainty, _MARKS[Certainty.NOT_FOUND]),
            missing=complained and asked and criterion.holds is None and criterion.id not in judgements,
        )
        for criterion in criteria
    )


def _light(criterion: CheckedCriterion, asked: bool) -> Light:
    if criterion.holds is None and criterion.judged is not None and not asked:
        words = Text("人工判断符合", "Judged by hand: holds")
        if not criterion.judged:
            words = Text("人工判断不符合", "Judged by hand: does not hold")
        return Light(kind="done" if criterion.judged else "late", words=words)
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


def judgements_in(posted: Mapping[str, str]) -> dict[str, bool]:
    """The judgements that were posted, by the id of the criterion; what was left open is absent."""
    return {
        name.removeprefix(PREFIX): value == "yes"
        for name, value in posted.items()
        if name.startswith(PREFIX) and value in ("yes", "no")
    }


def against(criteria: Sequence[CheckedCriterion], denied: Collection[str]) -> tuple[Text, ...]:
    """The conditions that speak against the applicant: by rule, or by the officer's judgement (`denied`)."""
    return tuple(
        criterion.text
        for criterion in criteria
        if criterion.holds is False or (criterion.holds is None and criterion.id in denied)
    )
