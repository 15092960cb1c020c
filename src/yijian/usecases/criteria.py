"""Criteria and admission conditions for those who judge them: the automatic result, and what stays to be judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from yijian.core.cases import Judgement, TextRef
from yijian.core.compiler.decision_reasons import decision_on_admission, decision_on_criterion
from yijian.core.compiler.fact_paths import concept_at, read_path
from yijian.core.compiler.rule_reasons import Reason
from yijian.core.compiler.rule_words import Subject, rule_words
from yijian.core.compiler.rules import rule_of
from yijian.core.compiler.situation import Situation
from yijian.core.compiler.table_decisions import table_subject, tables_of, words_of_decision
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.decision_table import name_in_rules
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import ConditionResult, Plan
from yijian.core.vocabulary.provenance import Facts, ProvidedFact
from yijian.usecases.casework import bare
from yijian.usecases.fact_names import fact_name, is_alone
from yijian.usecases.planning import filled_role
from yijian.usecases.staff_views import CheckedCriterion, JudgedByHand, KnownFact


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
    results: Iterable[ConditionResult],
    judgements: Mapping[str, bool],
    *,
    reasons: Mapping[str, str] | None = None,
    keep: Callable[[str], TextRef] | None = None,
) -> tuple[Judgement, ...]:
    """The judgements that count: of those left open by their rules. Raises CriteriaUnjudged unless each condition holds
    by its rule, or is left open by it and judged to hold.

    What a rule says does not hold, no judgement makes hold. `reasons` by criterion are put away with `keep`.
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
    return judged_by_hand(results, judgements, reasons=reasons, keep=keep)


def judged_by_hand(
    results: Iterable[ConditionResult],
    judgements: Mapping[str, bool],
    *,
    reasons: Mapping[str, str] | None = None,
    keep: Callable[[str], TextRef] | None = None,
) -> tuple[Judgement, ...]:
    """The judgements of what no rule decides, each with its reason where one is told."""
    told = {criterion: reason.strip() for criterion, reason in (reasons or {}).items() if reason.strip()}
    open_ones = (result.condition.id for result in results if result.holds is None)
    return tuple(
        Judgement(
            criterion=one,
            holds=judgements[one],
            reason=keep(told[one]) if keep is not None and one in told else None,
        )
        for one in open_ones
        if one in judgements
    )


def checked_criteria(
    results: Iterable[ConditionResult],
    *,
    one_thing: OneThing,
    provided: dict[str, ProvidedFact],
    task: tuple[str, str] | None = None,
    judged: Mapping[str, JudgedByHand] | None = None,
    reasons: Mapping[str, tuple[Reason, ...]] | None = None,
) -> tuple[CheckedCriterion, ...]:
    """Criteria with their results in words, the facts they were checked by, `reasons` by criterion, and what was judged
    by hand (`judged`).

    `task`: the key and the service of a task whose criteria they are, over the roles of that service; None for the
    conditions of the whole, over the participants.
    """
    names = _participants_of(one_thing, bare(provided), task[1] if task else None)
    subjects = {name: _subject(one_thing, holder) for name, holder in names.items()}
    known = dict(judged or {})
    member = _member_of(task[0]) if task else None
    return tuple(
        CheckedCriterion(
            id=result.condition.id,
            text=result.condition.text,
            holds=result.holds,
            explanation=_explained(result, one_thing, judged=known.get(result.condition.id)),
            facts=tuple(
                fact
                for path in _paths_of(result, names, provided, member)
                if (fact := _known(one_thing, path, provided[path]))
            ),
            certainty=result.condition.certainty.value,
            source=result.condition.source,
            rule=_in_words(one_thing, result.condition.rule, subjects),
            tables=tuple(
                words_of_decision(one_thing.decision_tables[each.table], each) for each in result.tables
            ),
            judged=known.get(result.condition.id),
            reasons=(reasons or {}).get(result.condition.id, ()),
        )
        for result in results
    )


def read_by(
    results: Iterable[ConditionResult], *, one_thing: OneThing, facts: Facts, task: tuple[str, str]
) -> set[str]:
    """The known facts that the criteria of a task (its key and service) look at."""
    names, member = _participants_of(one_thing, facts, task[1]), _member_of(task[0])
    return {path for result in results for path in _paths_of(result, names, facts, member)}


def _in_words(one_thing: OneThing, rule: str, subjects: Mapping[str, Subject]) -> Text | None:
    """The rule as its author wrote it, in words."""
    tables = {name_in_rules(table.id): table_subject(table) for table in tables_of(one_thing, rule)}
    return rule_words(one_thing.written.get(rule, rule), {**subjects, **tables})


def reasons_of_task(situation: Situation, task: str) -> dict[str, tuple[Reason, ...]]:
    """Why each criterion of a task came out as it did."""
    return {
        criterion.id: decision_on_criterion(situation, service, member, criterion).reasons
        for service, member, _ in situation.tasks()
        if situation.task_key(service.definition.id, member) == task
        for criterion in service.definition.criteria
    }


def reasons_of_admission(situation: Situation) -> dict[str, tuple[Reason, ...]]:
    """Why each condition of the joint channel came out as it did."""
    overlay = situation.one_thing.overlay
    return {
        condition.id: decision_on_admission(situation, condition).reasons
        for condition in (overlay.admission.conditions if overlay else ())
    }


def _participants_of(one_thing: OneThing, facts: Facts, service: str | None) -> dict[str, str]:
    """Who stands behind each name of a rule: of a service's rule the participants that fill its roles."""
    if service is None:
        return {participant: participant for participant in one_thing.life_event.participants}
    bound = one_thing.services[service]
    holders = {role: filled_role(bound, role, facts) for role in bound.bindings}
    return {role: holder for role, holder in holders.items() if holder is not None}


def _subject(one_thing: OneThing, participant: str) -> Subject:
    found = one_thing.life_event.participants[participant]
    return Subject(found.name, one_thing.entities[found.entity], alone=is_alone(one_thing, found))


def _member_of(task: str) -> int | None:
    """The number of the member that a task is about: 2 for `SERVICE[2]`."""
    number = task.partition("[")[2].removesuffix("]")
    return int(number) if number.isdecimal() else None


def _explained(result: ConditionResult, one_thing: OneThing, *, judged: JudgedByHand | None) -> Text:
    if result.holds is True:
        return Text("自动核对一致", "Checked automatically: holds")
    if result.holds is False:
        return Text("自动核对不一致", "Checked automatically: does not hold")
    if judged is not None:
        return Text(
            f"规则没有给出结论，人工判断{'符合' if judged.holds else '不符合'}",
            f"The rule gives no answer; judged by hand: {'holds' if judged.holds else 'does not hold'}",
        )
    if result.needs:
        names = [fact_name(one_thing, path) for path in result.needs]
        return Text(
            f"还不知道：{'、'.join(name.zh for name in names)}",
            f"Not known yet: {', '.join(name.en for name in names)}",
        )
    return Text("规则没有给出结论，请您判断", "The rule gives no answer: please judge")


def _known(one_thing: OneThing, path: str, fact: ProvidedFact) -> KnownFact | None:
    found = concept_at(one_thing, path)
    if found is None:
        return None
    _, concept = found
    return KnownFact(
        name=fact_name(one_thing, path), value=fact.value, type=concept.type, codes=concept.codes
    )


def _paths_of(
    result: ConditionResult,
    names: Mapping[str, str],
    known: Iterable[str],
    member: int | None,
) -> list[str]:
    """The known facts that the rule looks at, of the member that the task is about, else of all members."""
    wanted = set()
    for path in rule_of(result.condition.rule).paths:
        name, dot, rest = path.partition(".")
        wanted.add(f"{names.get(name, name)}{dot}{rest}")
    found = []
    for path in known:
        parts = read_path(path)
        if parts is None or f"{parts.participant}.{parts.name}" not in wanted:
            continue
        if parts.member is None or member is None or parts.member == member:
            found.append(path)
    return found
