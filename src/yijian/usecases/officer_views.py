"""What an officer sees of a task: only what its service needs, with the automatic result of each criterion."""

from __future__ import annotations

from collections.abc import Mapping

from yijian.core.cases import (
    CaseState,
    Command,
    Defect,
    DropDefect,
    ReportDefects,
    TaskState,
    due_of,
    possible_commands,
)
from yijian.core.cases.extending import longest_extension
from yijian.core.cases.holding_commands import AssignTask, GiveBackTask
from yijian.core.cases.life_commands import (
    DeclineLimitExtension,
    ExtendLimit,
    RequestLimitExtension,
    TransferTask,
)
from yijian.core.cases.names import COMMAND_NAMES, RULE_STATUS_NAMES
from yijian.core.cases.needs import hanging_on
from yijian.core.cases.objection_commands import APPLICANTS_OWN
from yijian.core.cases.owing import OwingStatus
from yijian.core.cases.procedures import procedure_for
from yijian.core.cases.states import UNDONE_STATUSES
from yijian.core.cases.visit_commands import CallOffVisit, HoldVisit, MoveVisit, ProposeVisit
from yijian.core.cases.visits import Answer, VisitStatus, speak_against
from yijian.core.compiler.fact_paths import read_path
from yijian.core.errors import Text
from yijian.core.planning.deadlines import used_working_days
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import DependencyKind, OneThing
from yijian.core.vocabulary.plan import Plan, PlannedField
from yijian.core.vocabulary.provenance import ProvidedFact
from yijian.core.vocabulary.time_limit import TimeUnit
from yijian.core.vocabulary.units import UNIT_NAMES
from yijian.core.vocabulary.writing import WritingProblem, write
from yijian.ports import Ports
from yijian.usecases.applications import paper_views
from yijian.usecases.case_history import entries_of, history_of_task, judged_by_hand, name_of_staff
from yijian.usecases.casework import artefact, bare, provided_of, texts_of
from yijian.usecases.change_views import touching_views
from yijian.usecases.colleagues import colleagues
from yijian.usecases.criteria import checked_criteria, criteria_of, reasons_of_task
from yijian.usecases.desks import applicant_name
from yijian.usecases.dispute_views import dispute_view
from yijian.usecases.fact_names import participant_name
from yijian.usecases.follow import defect_view
from yijian.usecases.handover_shown import handover_view
from yijian.usecases.life_views import block_view, extension_request_view, extension_view, transfer_views
from yijian.usecases.notice_texts import notice_view
from yijian.usecases.permissions import GRANTS, Actor, Permission
from yijian.usecases.planning import applicant_of, plan_of_case, situation_of_case
from yijian.usecases.promise_views import commitment_view, owing_view
from yijian.usecases.staff_views import OfficerTaskView, RuleDecisionView
from yijian.usecases.task_views import (
    in_pre_check,
    light_of,
    output_views,
    reason_keys,
    stop_views,
    waits_for,
)
from yijian.usecases.transferring import competent_for
from yijian.usecases.views import FieldView, Keeper, WrittenValue
from yijian.usecases.visit_views import visit_choices, visit_views

_OF_VISIT = (ProposeVisit, MoveVisit, HoldVisit, CallOffVisit)

OTHER_STOP = ("other", Text("其他（要写理由）", "Other (with a reason)"))


def officer_task_view(*, actor: Actor, ports: Ports, case: CaseState, task: TaskState) -> OfficerTaskView:
    """The task for its officer. `hidden` counts the facts of the case that this service does not need."""
    one_thing = artefact(case.one_thing)
    provided = provided_of(ports=ports, case_id=case.case_id)
    facts = bare(provided)
    now, calendar = ports.clock.now(), ports.definitions.calendar()
    plan = plan_of_case(case=case, one_thing=one_thing, facts=facts, ports=ports, now=now)
    service = one_thing.services[task.spec.service]
    texts = texts_of(ports=ports, case_id=case.case_id, keys=reason_keys(case))
    name = applicant_name(ports, case.case_id, one_thing)
    fields = task_fields(plan=plan, task=task, provided=provided, one_thing=one_thing)
    due = due_of(task, calendar)
    limit = task.spec.binding_limit
    may_extend = Permission.EXTEND_LIMIT in GRANTS[actor.kind]
    may_assign = Permission.ASSIGN_TASK in GRANTS[actor.kind]
    longest = longest_extension(task, at=now, calendar=calendar)
    competent = competent_for(task, one_thing)
    received = case.received_at or case.started_at
    entries = entries_of(case)
    return OfficerTaskView(
        case_id=case.case_id,
        task=task.spec.key,
        name=service.definition.name,
        authority=one_thing.authorities[task.spec.authority].name,
        life_event=one_thing.name,
        status=task.status.value,
        light=light_of(task),
        received_at=task.receipt_at or received,
        accepted_at=task.clock.started,
        decided_at=task.clock.ended,
        due=due.day if due else None,
        provisional=due.provisional if due else False,
        used_days=used_working_days(
            start=local_date(task.clock.started),
            until=local_date(task.clock.ended or now),
            calendar=calendar,
            suspensions=task.clock.suspensions,
        )
        if task.clock.started
        else 0,
        allowed_days=limit.amount + (task.clock.extension.days if task.clock.extension else 0)
        if limit and limit.unit is TimeUnit.WORKING_DAY
        else None,
        fields=fields,
        papers=tuple(
            paper
            for paper in paper_views(case=case, plan=plan, one_thing=one_thing)
            if any(use.task == task.spec.key for use in paper.paper.uses)
        ),
        criteria=checked_criteria(
            criteria_of(plan, task.spec.key),
            one_thing=one_thing,
            provided=provided,
            task=(task.spec.key, task.spec.service),
            judged=judged_by_hand(
                entries=entries,
                one_thing=one_thing,
                texts=texts,
                task=task.spec.key,
                reader=task.spec.authority,
            ),
            reasons=reasons_of_task(
                situation_of_case(case=case, one_thing=one_thing, facts=facts, now=now),
                task.spec.key,
            ),
        ),
        hidden=len([path for path in provided if ":" not in path])
        - len([one for one in fields if one.known]),
        possible=tuple(
            one
            for one in possible_for(case, task, reader=actor.account)
            if _offered(one, may_extend=may_extend, longest=longest, competent=competent)
            and (one != AssignTask.__name__ or may_assign)
            and (one != GiveBackTask.__name__ or may_assign or task.holder == actor.account)
            and (one != ProposeVisit.__name__ or visit_choices(case=case, task=task, one_thing=one_thing))
        ),
        stop_kinds=(
            *((procedure.id, procedure.name) for procedure in task.spec.special_procedures),
            OTHER_STOP,
        ),
        stops=stop_views(task=task, texts=texts),
        outputs_to_issue=tuple(
            (output.id, output.name)
            for output in service.definition.outputs
            if output.id in task.outputs_to_issue
        ),
        born_facts=_born_fields(plan, task),
        outputs=output_views(task=task, one_thing=one_thing),
        notices=tuple(
            notice_view(notice=notice, case=case, one_thing=one_thing, applicant_name=name, texts=texts)
            for notice in case.notices
            if notice.task == task.spec.key
        ),
        waits_for=waits_for(case=case, task=task, one_thing=one_thing),
        history=history_of_task(case=case, task=task, one_thing=one_thing, entries=entries),
        reported=tuple(
            defect_view(defect, case=case, one_thing=one_thing, texts=texts)
            for defect in _reported_by(case, task)
        ),
        owing=owing_view(
            case=case, task=task, one_thing=one_thing, texts=texts, today=local_date(now), calendar=calendar
        ),
        commitment=commitment_view(
            case=case, task=task, one_thing=one_thing, texts=texts, today=local_date(now)
        ),
        dispute=dispute_view(
            case=case, task=task, texts=texts, today=local_date(now), calendar=calendar, reader=actor.account
        ),
        lost_results=_lost_results(case, task, one_thing),
        issued_facts=tuple(
            (output.id, field)
            for output in task.spec.outputs
            if task.standing(output.id) is not None
            for field in plan.fields
            if field.fact in output.facts
        ),
        handover=handover_view(ports=ports, case=case),
        applicant_role=participant_name(one_thing, applicant_of(one_thing, facts)),
        extension=extension_view(task=task, texts=texts),
        transfers=transfer_views(task=task, one_thing=one_thing, texts=texts),
        longest_extension=longest,
        block=block_view(case=case, task=task, one_thing=one_thing),
        hanging=tuple(
            (
                one_thing.services[one.spec.service].definition.name,
                one_thing.authorities[one.spec.authority].short_name,
            )
            for one in hanging_on(case, task.spec.key)
        ),
        changes=touching_views(task=task, one_thing=one_thing, texts=texts),
        to_sign=tuple(one_thing.life_event.participants[one].name for one in case.to_sign),
        holder=name_of_staff(task.holder) if task.holder else None,
        mine=task.holder is not None and task.holder == actor.account,
        colleagues=tuple(
            (one, Text(known, known))
            for one, known in (colleagues(actor) if may_assign else ())
            if one != task.holder
        ),
        visits=visit_views(case=case, one_thing=one_thing, texts=texts, task=task.spec.key),
        visit_choices=visit_choices(case=case, task=task, one_thing=one_thing),
        by_rules=_by_rules(task, one_thing, texts),
        rating=_rating(case, task, texts),
        competent=tuple((one, one_thing.authorities[one].name) for one in competent),
        extension_request=extension_request_view(task=task, texts=texts),
        objection_limit=procedure_for(task.spec).objection,
        extension_by_law=task.spec.procedure is not None and task.spec.procedure.extension is not None,
    )


def _offered(command: str, *, may_extend: bool, longest: int | None, competent: tuple[str, ...]) -> bool:
    """Whether a command that the state allows is for the one who looks: more time is asked for by officers and given, or
    not, by the head; a task goes only to an authority that is competent."""
    match command:
        case ExtendLimit.__name__:
            return may_extend and longest is not None
        case DeclineLimitExtension.__name__:
            return may_extend
        case RequestLimitExtension.__name__:
            return not may_extend and longest is not None
        case TransferTask.__name__:
            return bool(competent)
        case _:
            return True


def task_fields(
    *, plan: Plan, task: TaskState, provided: dict[str, ProvidedFact], one_thing: OneThing
) -> tuple[FieldView, ...]:
    """The fields that the task's service needs, those born on the way among them, each as the service writes it."""
    return tuple(
        FieldView(
            field=planned,
            known=planned.fact in provided,
            value=provided[planned.fact].value if planned.fact in provided else None,
            provenance=provided[planned.fact].provenance if planned.fact in provided else None,
            keeper=Keeper.APPLICANT,
            hidden=False,
            written=_as_written(one_thing, task, planned.fact, provided.get(planned.fact)),
        )
        for planned in plan.fields
        if task.spec.key in planned.needed_by or task.spec.service in planned.needed_by
    )


def _as_written(
    one_thing: OneThing, task: TaskState, fact: str, provided: ProvidedFact | None
) -> WrittenValue | None:
    """A known value as the service of a task writes it, where that is not how the dictionary does."""
    parts = read_path(fact)
    if parts is None or provided is None:
        return None
    declared = next(
        (
            (field.concept, use.written)
            for field in one_thing.form.fields
            if field.fact == f"{parts.participant}.{parts.name}"
            for use in field.uses
            if use.service == task.spec.service and use.written is not None
        ),
        None,
    )
    if declared is None:
        return None
    concept, writing = declared
    written = write(concept, writing, provided.value)
    problem = written.text if isinstance(written, WritingProblem) else None
    return WrittenValue(
        text=written if isinstance(written, str) else None,
        unit=UNIT_NAMES[writing.unit] if writing.unit and problem is None else None,
        problem=problem,
    )


def possible_for(case: CaseState, task: TaskState, *, reader: str | None = None) -> tuple[str, ...]:
    """The names of the commands that the task's authority may give now; who decided does not review."""
    names = {
        possible.command.__name__
        for possible in possible_commands(case)
        if task.spec.key in possible.tasks
        or possible.command in (ReportDefects, DropDefect)
        or (possible.command in _OF_VISIT and _may_with_visit(case, task, possible.command))
    } - {"AskForExtension", *(command.__name__ for command in APPLICANTS_OWN)}
    if task.open_objection is not None and reader in task.open_objection.deciders:
        names.discard("DecideObjection")
    if task.owed:
        names.add("BringOwedPaper")
    if task.owing and task.owing.status is OwingStatus.NOT_COMPLETED:
        names.discard("BringOwedPaper")
    if task.owing and task.owing.extended:
        names.discard("ExtendOwing")
    if case.to_sign or speak_against(case.visits, task.spec.key):
        names.discard("ApproveTask")
    if not task.outputs_to_issue:
        names.discard("IssueOutput")
    if not task.outputs_to_deliver:
        names.discard("DeliverOutput")
    if not in_pre_check(case):
        names.discard("ReportDefects")
    if not _reported_by(case, task):
        names.discard("DropDefect")
    return tuple(command.__name__ for command in COMMAND_NAMES if command.__name__ in names)


def _may_with_visit(case: CaseState, task: TaskState, command: type[Command]) -> bool:
    """Whether the authority of the task may do that with one of its visits: only who arranges it moves it or calls it off,
    only who takes part records that it took place."""
    if command is ProposeVisit:
        return not task.settled
    for visit in case.visits:
        part = visit.part(task.spec.key)
        if part is None or visit.status is not VisitStatus.PROPOSED:
            continue
        if command is HoldVisit and part.answer is Answer.JOINS:
            return True
        if command in (MoveVisit, CallOffVisit) and visit.by == task.spec.authority:
            return True
    return False


def _by_rules(task: TaskState, one_thing: OneThing, texts: Mapping[str, str]) -> RuleDecisionView | None:
    found, spec = task.by_rules, task.spec.by_rules
    if found is None or spec is None:
        return None
    names = {one.id: one.text for one in one_thing.services[task.spec.service].definition.criteria}
    return RuleDecisionView(
        status=found.status.value,
        state=RULE_STATUS_NAMES[found.status],
        reasons=texts.get(found.reasons.key) if found.reasons else None,
        left_for=tuple(names[one] for one in (*found.unmet, *found.undecided) if one in names),
        finding=texts.get(found.finding.key) if found.finding else None,
        sampled=spec.sampled,
    )


def _rating(case: CaseState, task: TaskState, texts: Mapping[str, str]) -> tuple[int, str] | None:
    """How the whole was rated; the words are for the authority that leads it."""
    if case.rating is None:
        return None
    own = case.rating.text if task.spec.authority == case.lead else None
    return case.rating.score, texts.get(own.key, "") if own else ""


def _lost_results(case: CaseState, task: TaskState, one_thing: OneThing) -> tuple[Text, ...]:
    """The services whose result the task needed and that was undone since, each once."""
    others = [case.task(need.task) for need in task.spec.needs if need.kind is not DependencyKind.ORDER]
    return tuple(
        dict.fromkeys(
            one_thing.services[other.spec.service].definition.name
            for other in others
            if other is not None and other.status in UNDONE_STATUSES
        )
    )


def _reported_by(case: CaseState, task: TaskState) -> tuple[Defect, ...]:
    """What the task reported and can still take back."""
    return tuple(one for one in case.defects if one.task == task.spec.key) if in_pre_check(case) else ()


def _born_fields(plan: Plan, task: TaskState) -> tuple[PlannedField, ...]:
    """The facts that the officer tells when issuing, as fields."""
    wanted = {
        fact for output in task.spec.outputs if output.id in task.outputs_to_issue for fact in output.facts
    }
    return tuple(field for field in plan.fields if field.fact in wanted)
