"""Decisions by rules alone (秒批): what the rules say of a task, and the look of an officer at a sample of them."""

from __future__ import annotations

from collections.abc import Iterable

from yijian.core.cases import FireTimer
from yijian.core.cases.rule_decision_commands import RecordSample
from yijian.core.cases.rule_decisions import RuleOutcome
from yijian.core.compiler.rule_reasons import Reason
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import ConditionResult
from yijian.ports import Ports
from yijian.storage import accounts, queries
from yijian.usecases.casework import Workspace
from yijian.usecases.criteria import criteria_of, reasons_of_task
from yijian.usecases.permissions import Actor
from yijian.usecases.planning import plan_of_case, situation_of_case
from yijian.usecases.reasons import given_reason
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task


def ask_the_rules(space: Workspace, command: FireTimer) -> FireTimer:
    """Puts what the rules say of the task of a timer beside the command, with the reasons in the vault."""
    task, facts = command.subject, space.facts()
    plan = plan_of_case(
        case=space.case, one_thing=space.one_thing, facts=facts, ports=space.ports, now=space.now
    )
    results = criteria_of(plan, task)
    met = tuple(one.condition.id for one in results if one.holds is True)
    reasons = None
    if results and len(met) == len(results):
        situation = situation_of_case(case=space.case, one_thing=space.one_thing, facts=facts, now=space.now)
        words = reasons_in_words(results, reasons_of_task(situation, task))
        reasons = space.keep_text(words.in_language(_language(space)))
    space.rules = RuleOutcome(
        task=task,
        met=met,
        unmet=tuple(one.condition.id for one in results if one.holds is False),
        undecided=tuple(one.condition.id for one in results if one.holds is None),
        reasons=reasons,
    )
    return command


def reasons_in_words(results: Iterable[ConditionResult], reasons: dict[str, tuple[Reason, ...]]) -> Text:
    """Each condition that holds, with why, in sentences: what the decision rests on."""
    zh, en = [], []
    for number, one in enumerate(results, start=1):
        why = [reason.text for reason in reasons.get(one.condition.id, ())]
        zh.append(f"{number}. {one.condition.text.zh}" + "".join(f"。{text.zh}" for text in why))
        en.append(f"{number}. {one.condition.text.en}" + "".join(f". {text.en}" for text in why))
    return Text("\n".join(zh), "\n".join(en))


def record_sample(
    *, actor: Actor, ports: Ports, case_id: str, task: str, right: bool, finding: str, key: str
) -> OfficerTaskView:
    """What an officer found who looked at a decision of the rules. Found wrong, it is to be undone, by the acts there are
    for that. Raises ReasonMissing, SampleFoundAlready, NotFound."""
    words = given_reason(finding)
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: RecordSample(task=task, right=right, finding=space.keep_text(words)),
    )


def _language(space: Workspace) -> str:
    """The language of the applicant, who reads the reasons."""
    applicant = queries.case_summary(case_id=space.case_id).applicant
    return accounts.account(account_id=applicant).language if applicant else "zh-hans"
