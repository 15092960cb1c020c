"""Handlers: a change of what was told after the application was handed in (变更), and what it invalidates.

Rule 1: the applicant may change their own answers until everything is decided. One change is whole or it does not happen:
what is needed now (facts, papers) comes with it, and the applicant signs it.
Rule 2: a task that is no part of the changed plan, and is not decided, is dropped; one that is new is added and goes to its
authority as soon as it can; one that was dropped comes back anew.
Rule 3: a decided task is never touched. Where it rests on what was changed, or is no part of the plan any more, its authority is
told and says what it did. So is the authority of an undecided task that it has in hand.
Rule 4: signatures over what was changed are void. Who has to sign again, or for the first time, is asked; no task is approved
until they have.
Rule 5: clocks run on; what a task has in hand that was promised or brought stays with it.
"""

from __future__ import annotations

from dataclasses import replace

from yijian.core.cases import events as e
from yijian.core.cases import life_commands as c
from yijian.core.cases import task_events as t
from yijian.core.cases.application_refusals import NothingGiven, PaperAlreadyThere, WrongProvenance
from yijian.core.cases.decision import Decision
from yijian.core.cases.decision_facts import ActorKind
from yijian.core.cases.filling_in import void_signatures
from yijian.core.cases.life_refusals import ChangeNotAllowed, NothingToAcknowledge
from yijian.core.cases.notices import NoticeKind
from yijian.core.cases.receiving import require_complete, require_consistent
from yijian.core.cases.states import CaseState, TaskState, TaskStatus
from yijian.core.cases.task_specs import TaskSpec
from yijian.core.cases.transitions import CASE_TRANSITIONS
from yijian.core.vocabulary.provenance import ProvenanceKind


def change_answers(decision: Decision, command: c.ChangeAnswers) -> None:
    """The change, with all that follows from it."""
    decision.require_actor(ActorKind.APPLICANT)
    changed = _changed(decision, command)
    decision.record(
        e.AnswersChanged(
            at=decision.at, facts=command.facts, forgotten=command.forgotten, papers=command.papers
        )
    )
    void_signatures(decision, changed)
    _sign(decision, command)
    require_complete(decision, signed=False)
    require_consistent(decision.state, command.tasks)
    _ask_signatures(decision)
    _replan(decision, command)
    decision.issue_notice(NoticeKind.CHANGE)


def acknowledge_change(decision: Decision, command: c.AcknowledgeChange) -> None:
    """What the authority did about it."""
    task = decision.task(command.task)
    if not task.unseen_changes:
        raise NothingToAcknowledge(task=command.task)
    decision.record(t.ChangeAcknowledged(at=decision.at, task=command.task, finding=command.finding))


def _changed(decision: Decision, command: c.ChangeAnswers) -> frozenset[str]:
    """The paths whose value is another now. Raises what is wrong with the command."""
    known = decision.state.facts
    for fact in command.facts:
        if fact.provenance.kind is not ProvenanceKind.ANSWER:
            raise WrongProvenance(path=fact.path, kind=fact.provenance.kind.value)
        before = known.get(fact.path)
        if before is not None and before.provenance.kind is not ProvenanceKind.ANSWER:
            raise ChangeNotAllowed(path=fact.path)
    for paper in command.papers:
        if decision.state.paper(paper.id) is not None:
            raise PaperAlreadyThere
    changed = {
        fact.path
        for fact in command.facts
        if fact.path not in known or known[fact.path].digest != fact.digest
    }
    changed |= {path for path in command.forgotten if path in known}
    if not changed:
        raise NothingGiven
    return frozenset(changed)


def _sign(decision: Decision, command: c.ChangeAnswers) -> None:
    """The applicant signs the change with giving it, whatever they signed before."""
    if command.signer is not None:
        decision.record(
            e.SignatureGiven(
                at=decision.at,
                participant=command.signer,
                statement=command.statement,
                method=command.method,
            )
        )


def _ask_signatures(decision: Decision) -> None:
    """Whoever must sign now and has no valid signature is asked."""
    wanted = decision.facts.completeness.required_signatures if decision.facts.completeness else ()
    for participant in wanted:
        signature = decision.state.signature_of(participant)
        if signature is None or signature.signed_at is None:
            decision.record(e.SignatureRequested(at=decision.at, participant=participant))


def _replan(decision: Decision, command: c.ChangeAnswers) -> None:
    planned = {spec.key: spec for spec in command.tasks}
    touched = {one.task: one.paths for one in command.touched}
    for key in tuple(task.spec.key for task in decision.state.tasks):
        task = decision.task(key)
        spec = planned.get(key)
        if not task.settled and spec is None:
            _drop(decision, key)
            continue
        if spec is not None and not task.settled:
            _replan_task(decision, task, spec)
        nobody_has_it = task.status is TaskStatus.WAITING or (task.settled and not task.granted)
        outside = spec is None and not any(one.dropped for one in task.changes)
        if not nobody_has_it and (key in touched or outside):
            decision.record(
                t.TaskTouchedByChange(
                    at=decision.at, task=key, paths=touched.get(key, ()), dropped=spec is None
                )
            )
    for key, spec in planned.items():
        known = decision.state.task(key)
        if known is None or known.status is TaskStatus.DROPPED:
            decision.record(e.TaskAdded(at=decision.at, spec=spec))


def _drop(decision: Decision, key: str) -> None:
    """The task and what was to be corrected for it alone, as long as that can still be told."""
    telling = e.DefectDropped in CASE_TRANSITIONS[decision.state.status]
    for defect in decision.state.defects:
        if telling and defect.task == key:
            decision.record(e.DefectDropped(at=decision.at, subject=defect.subject, task=key))
    decision.record(t.TaskDropped(at=decision.at, task=key))


def _replan_task(decision: Decision, task: TaskState, planned: TaskSpec) -> None:
    """What an undecided task yields and, as long as nobody has it, what it needs; all else it keeps."""
    needs = planned.needs if task.status is TaskStatus.WAITING else task.spec.needs
    spec = replace(task.spec, needs=needs, outputs=planned.outputs)
    if spec != task.spec:
        decision.record(t.TaskReplanned(at=decision.at, task=task.spec.key, spec=spec))


def may_change(state: CaseState) -> bool:
    """Whether the applicant may still change what was told: handed in, and something not decided."""
    return any(not task.settled for task in state.tasks)
