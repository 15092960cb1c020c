"""Criteria and admission conditions for those who judge them: the automatic result, and what stays to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yijian.core.cases import Judgement
from yijian.core.compiler.fact_paths import concept_at
from yijian.core.compiler.rules import rule_of
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import ConditionResult, Plan
from yijian.core.vocabulary.provenance import ProvidedFact
from yijian.usecases.fact_names import fact_name, fact_text
from yijian.usecases.staff_views import CheckedCriterion


class CriteriaUnjudged(CommandRefused):
    """Approving needs every criterion to hold, by rule or by the officer's judgement; `criteria` names the others."""

    code = "CRITERIA_UNJUDGED"
    template = Text(
        "还有条件没有判断或不满足：{criteria_zh}",
        "Some conditions are not judged or do not hold: {criteria_en}",
    )


def criteria_of(plan: Plan, task: str) -> tuple[ConditionResult, ...]:
    """The criteria of a task with their results."""
    planned = next((one for one in plan.tasks if one.key == task), None)
    return planned.criteria if planned else ()


def require_judged(
    results: Iterable[ConditionResult], judgements: Mapping[str, bool]
) -> tuple[Judgement, ...]:
    """The judgements that count: of those left open by their rules. Raises CriteriaUnjudged unless each condition holds
    by its rule, or is left open by it and judged to hold.

    What a rule says does not hold, no judgement makes hold.
    """
    results = tuple(results)
    lacking = [
        result.condition.text
        for result in results
        if not (result.holds or (result.holds is None and judgements.get(result.condition.id)))
    ]
    if lacking:
        raise CriteriaUnjudged(
            criteria_zh="；".join(text.zh for text in lacking),
            criteria_en="; ".join(text.en for text in lacking),
        )
    return tuple(
        Judgement(criterion=result.condition.id, holds=True) for result in results if result.holds is None
    )


def checked_criteria(
    results: Iterable[ConditionResult],
    *,
    one_thing: OneThing,
    provided: dict[str, ProvidedFact],
    judgements: Iterable[Judgement] = (),
) -> tuple[CheckedCriterion, ...]:
    """Criteria with their results in words, the facts they were judged by, and what was judged by hand."""
    judged = {one.criterion: one.holds for one in judgements}
    return tuple(
        CheckedCriterion(
            id=result.condition.id,
            text=result.condition.text,
            holds=result.holds,
            explanation=_explained(result, one_thing, judged=judged.get(result.condition.id)),
            facts=tuple(
                (fact_name(one_thing, path), fact_text(one_thing, path, provided[path].value))
                for path in _paths_of(result, one_thing, provided)
            ),
            certainty=result.condition.certainty.value,
            source=result.condition.source,
            judged=judged.get(result.condition.id),
        )
        for result in results
    )


def _explained(result: ConditionResult, one_thing: OneThing, *, judged: bool | None) -> Text:
    if result.holds is True:
        return Text("自动核对一致", "Checked automatically: holds")
    if result.holds is False:
        return Text("自动核对不一致", "Checked automatically: does not hold")
    if judged is not None:
        return Text(
            f"规则没有给出结论，人工判断{'符合' if judged else '不符合'}",
            f"The rule gives no answer; judged by hand: {'holds' if judged else 'does not hold'}",
        )
    if result.needs:
        names = [fact_name(one_thing, path) for path in result.needs]
        return Text(
            f"还不知道：{'、'.join(name.zh for name in names)}",
            f"Not known yet: {', '.join(name.en for name in names)}",
        )
    return Text("规则没有给出结论，请您判断", "The rule gives no answer: please judge")


def _paths_of(result: ConditionResult, one_thing: OneThing, provided: dict[str, ProvidedFact]) -> list[str]:
    """The known facts that the rule's text names (by participant, with members of repeated ones)."""
    wanted = rule_of(result.condition.rule).paths
    plain = {path: _without_member(path) for path in provided}
    return [path for path, bare in plain.items() if bare in wanted and concept_at(one_thing, path)]


def _without_member(path: str) -> str:
    head, bracket, rest = path.partition("[")
    return head + rest.partition("]")[2] if bracket else path
