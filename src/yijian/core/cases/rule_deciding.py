"""Handlers: a decision by rules alone (秒批), and the look at a sample of them."""

from __future__ import annotations

from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases.decision import Decision
from yijian.core.cases.following import accept_by_silence, silence_accepts
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.promising import schedule_check
from yijian.core.cases.rule_decision_commands import RecordSample
from yijian.core.cases.rule_decisions import drawn
from yijian.core.cases.rule_refusals import RuleOutcomeNotGiven, SampleFoundAlready
from yijian.core.cases.states import TaskStatus


def decide_by_rules(decision: Decision, key: str) -> None:
    """Accepted and approved in one, where every criterion holds by its rule; else left to an officer, which is no refusal."""
    outcome = decision.facts.rules
    if outcome is None or outcome.task != key:
        raise RuleOutcomeNotGiven
    if not outcome.grants or outcome.reasons is None:
        decision.record(
            r.RulesLeftToOfficer(at=decision.at, task=key, undecided=outcome.undecided, unmet=outcome.unmet)
        )
        return
    task = decision.task(key)
    if task.status is TaskStatus.DISPATCHED:
        if silence_accepts(decision, task):
            accept_by_silence(decision, task)
        else:
            decision.record(t.TaskAccepted(at=decision.at, task=key))
    decision.record(t.TaskApproved(at=decision.at, task=key))
    decision.record(r.DecidedByRules(at=decision.at, task=key, reasons=outcome.reasons))
    task = decision.task(key)
    decision.issue_notice(NoticeKind.APPROVAL, task=task, reasons=(outcome.reasons,))
    schedule_check(decision, task)
    sampled = task.spec.by_rules.sampled if task.spec.by_rules else 0
    received = decision.state.received_at or decision.at
    if drawn(case_id=decision.state.case_id, task=key, received_at=received, sampled=sampled):
        decision.record(r.DrawnForSample(at=decision.at, task=key))


def record_sample(decision: Decision, command: RecordSample) -> None:
    """What the look afterwards found; found wrong, the decision waits for its undoing."""
    event = r.SampleFoundRight if command.right else r.SampleFoundWrong
    if not command.right and not decision.task(command.task).to_look_at:
        raise SampleFoundAlready
    decision.record(event(at=decision.at, task=command.task, finding=command.finding))
