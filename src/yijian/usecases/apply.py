"""An applicant's own case: begin, fill in, submit, supplement, withdraw."""

from __future__ import annotations

from collections.abc import Mapping

from yijian.core.cases import (
    CaseState,
    ForgetFacts,
    LearnFacts,
    RecordAnswers,
    Sign,
    StartCase,
    SubmitCase,
    SubmitSupplement,
    TaskSpec,
    WithdrawCase,
    task_specs,
)
from yijian.core.cases.application_refusals import NotAdmitted
from yijian.core.cases.planned_tasks import given_by
from yijian.core.errors import CommandRefused, Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.canonical import canonical_json
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, Provenance, ProvenanceKind, ProvidedFact
from yijian.ports import Ports
from yijian.storage import accounts, artefacts, drafts, queries, vault
from yijian.storage.transactions import in_transaction
from yijian.usecases import follow
from yijian.usecases.answering import AnswersRefused, consistent, read_answers
from yijian.usecases.applications import application_view
from yijian.usecases.casework import (
    Prepare,
    Workspace,
    artefact,
    bare,
    begin,
    begun,
    carried_out,
    carry_out,
    facts_of,
    provided_of,
    read_state,
    told_by,
)
from yijian.usecases.listing import Promise
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission, require
from yijian.usecases.places import all_places, note_offer
from yijian.usecases.planning import (
    applicant_of,
    completeness_of,
    keeper_of,
    plan_of,
    plan_of_case,
    signers_of,
)
from yijian.usecases.views import ApplicationView, CaseView, Keeper, MissingView, ReceiptView

IDENTITY = "identity"
"""The source of what is known of a person from signing in (统一身份认证)."""
DECLARATION = Text(
    "我确认以上内容真实、完整，同意各部门为办理这件事使用。",
    "I confirm that the above is true and complete, and agree that the departments use it to handle this matter.",
)


class SubmissionIncomplete(CommandRefused):
    """Something is still missing; `missing` lists all of it, each with its words."""

    code = "SUBMISSION_INCOMPLETE"
    template = Text("还差 {count} 处，补齐就能提交", "{count} things are still missing before you can submit")

    def __init__(self, *, missing: tuple[MissingView, ...]) -> None:
        self.missing = missing
        super().__init__(count=len(missing))


def start_case(*, actor: Actor, ports: Ports, token: str, key: str) -> str:
    """Make the answers given before signing in a case of one's own; its id. Raises NotFound, NotAdmitted.

    What is known of the person from signing in is filled in and never asked.
    """
    require(actor, Permission.APPLY)
    before = begun(actor=actor, key=key)
    if before is not None:
        return before
    now = ports.clock.now()
    found = drafts.load_draft(token=token, cipher=ports.cipher, now=now)
    if found is None:
        raise NotFound(what="draft")
    facts = found.facts
    one_thing = ports.definitions.one_thing(found.life_event)
    if plan_of(one_thing=one_thing, facts=facts, ports=ports, now=now).admission.admitted is False:
        raise NotAdmitted
    artefacts.put_artefact(artefact_hash=one_thing.hash, content=canonical_json(one_thing), now=now)

    def prepare(space: Workspace) -> StartCase:
        return StartCase(
            case_id=space.case_id,
            life_event=one_thing.life_event.id,
            one_thing=one_thing.hash,
            region=one_thing.region,
            lead=one_thing.life_event.lead,
        )

    def work() -> str:
        case = begin(actor=actor, ports=ports, region=one_thing.region or "000000", key=key, prepare=prepare)
        _record(actor, ports, case.case_id, facts, key=f"{key}:answers")
        _learn_identity(actor, ports, case.case_id, key=f"{key}:identity")
        drafts.forget_draft(token=token)
        return case.case_id

    return in_transaction(work)


def application(*, actor: Actor, ports: Ports, case_id: str) -> ApplicationView:
    """One's own application as it is filled in now. Raises NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    return application_view(actor=actor, ports=ports, case_id=case_id)


def record_answers(
    *, actor: Actor, ports: Ports, case_id: str, typed: Mapping[str, str], key: str
) -> ApplicationView:
    """Save what was typed into fields of the form, all of it or nothing. Raises AnswersRefused, NotFound.

    What an answer makes meaningless is forgotten with it: facts of a child that is not there after all.
    """
    require_own_case(actor, case_id, Permission.APPLY)

    def prepare(space: Workspace) -> RecordAnswers:
        facts = space.facts()
        answers = _read_own_part(space, facts, typed)
        by = told_by(actor, space.now)
        return RecordAnswers(
            facts=space.keep_facts(
                {path: ProvidedFact(value=value, provenance=by) for path, value in answers.items()}
            )
        )

    def work() -> None:
        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
        _forget_meaningless(actor, ports, case_id, key=f"{key}:forgotten")
        _learn_identity(actor, ports, case_id, key=f"{key}:identity")

    if not carried_out(actor=actor, case_id=case_id, key=key):
        in_transaction(work)
    return application_view(actor=actor, ports=ports, case_id=case_id)


def submit(*, actor: Actor, ports: Ports, case_id: str, key: str) -> ReceiptView:
    """Sign and hand in. Raises SubmissionIncomplete with all that is missing; NotAdmitted; NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)

    def prepare(space: Workspace) -> SubmitCase:
        tasks = _planned_tasks(space)
        code = ports.randomness.digits(8)
        queries.set_query_code(case_id=case_id, code=code)
        vault.put_texts(
            case_id=case_id, version=space.version, texts={follow.QUERY_CODE: code}, cipher=ports.cipher
        )
        return SubmitCase(number=case_id, tasks=tasks)

    _hand_in(actor, ports, case_id, key, prepare)
    return receipt(actor=actor, ports=ports, case_id=case_id)


def receipt(*, actor: Actor, ports: Ports, case_id: str) -> ReceiptView:
    """The receipt of one's own submission. Raises NotFound before it."""
    require_own_case(actor, case_id, Permission.READ_OWN_CASE)
    return follow.receipt_view(ports=ports, case_id=case_id)


def supplement(*, actor: Actor, ports: Ports, case_id: str, key: str) -> CaseView:
    """Hand in what the correction notice asked for. Raises SubmissionIncomplete, DefectsUnanswered, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    _hand_in(actor, ports, case_id, key, lambda space: SubmitSupplement(tasks=_planned_tasks(space)))
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def withdraw(*, actor: Actor, ports: Ports, case_id: str, reason: str, key: str) -> CaseView:
    """Take back what is not yet decided. Raises NotFound, CommandRefused."""
    require_own_case(actor, case_id, Permission.APPLY)
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: WithdrawCase(reason=space.keep_text_if_any(reason)),
    )
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def _hand_in(actor: Actor, ports: Ports, case_id: str, key: str, prepare: Prepare) -> None:
    """Sign and hand in, both or neither, if nothing is missing."""

    def work() -> None:
        _refuse_incomplete(actor, ports, case_id)
        _sign(actor, ports, case_id, key=f"{key}:sign")
        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)

    if not carried_out(actor=actor, case_id=case_id, key=key):
        in_transaction(work)


def _planned_tasks(space: Workspace) -> tuple[TaskSpec, ...]:
    """The tasks of the application as it is now; what it must hold and when it ends are noted for the command."""
    facts, one_thing = space.facts(), space.one_thing
    plan = plan_of_case(case=space.case, one_thing=one_thing, facts=facts, ports=space.ports, now=space.now)
    space.completeness = completeness_of(plan=plan, one_thing=one_thing, facts=facts, now=space.now)
    space.promised_finish = Promise(None if _handed_over(space.case) else plan.schedule.last_result)
    note_offer(space)
    return task_specs(
        one_thing=one_thing,
        plan=plan,
        facts=facts,
        given=given_by(space.case),
        places=all_places(space.ports),
    )


def _handed_over(case: CaseState) -> bool:
    """Whether the papers come over from a window elsewhere: no last day is promised before somebody has taken over."""
    return case.collection is not None and case.collection.mode is not CrossRegionMode.ONLINE


def _read_own_part(space: Workspace, facts: Facts, typed: Mapping[str, str]) -> Facts:
    """The answers, where each is of a field that is the applicant's to fill in."""
    one_thing = space.one_thing
    plan = plan_of_case(case=space.case, one_thing=one_thing, facts=facts, ports=space.ports, now=space.now)
    signers = signers_of(one_thing, facts, space.now)
    fields = {field.fact: field for field in plan.fields}
    asked = fields.keys() | set(plan.questions.open) | set(plan.questions.answered)
    foreign = {
        path: Text("这一项不在您的表里", "This is not part of your form")
        for path in typed
        if path not in asked or keeper_of(one_thing, facts, path, signers=signers) is not Keeper.APPLICANT
    }
    if foreign:
        raise AnswersRefused(problems=foreign)
    return read_answers(
        one_thing=one_thing,
        typed=typed,
        known=facts,
        today=local_date(space.now),
        fields=fields.values(),
    )


def _record(actor: Actor, ports: Ports, case_id: str, facts: Facts, *, key: str) -> None:
    if not facts:
        return

    def prepare(space: Workspace) -> RecordAnswers:
        by = told_by(actor, space.now)
        provided = {path: ProvidedFact(value=value, provenance=by) for path, value in facts.items()}
        return RecordAnswers(facts=space.keep_facts(provided))

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)


def _learn_identity(actor: Actor, ports: Ports, case_id: str, *, key: str) -> None:
    """Fill in who the applicant is from signing in, once it is told which participant applies."""
    if actor.account is None:
        return
    identity = accounts.identity_of(account_id=actor.account, cipher=ports.cipher)
    if identity is None:
        return
    facts = provided_of(ports=ports, case_id=case_id)
    one_thing = artefact(queries.case_summary(case_id=case_id).one_thing)
    applicant = applicant_of(one_thing, bare(facts))
    if applicant is None or not _is_person(one_thing, applicant):
        return  # who applies for a firm is not the firm
    known: dict[str, str] = {
        f"{applicant}.name": actor.name,
        f"{applicant}.id_kind": identity.kind,
        f"{applicant}.id_number": identity.number,
    }
    if all(path in facts and facts[path].value == value for path, value in known.items()):
        return

    def prepare(space: Workspace) -> LearnFacts:
        origin = Provenance(kind=ProvenanceKind.REGISTER, source=IDENTITY, at=space.now)
        return LearnFacts(
            facts=space.keep_facts(
                {path: ProvidedFact(value=value, provenance=origin) for path, value in known.items()}
            )
        )

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)


def _is_person(one_thing: OneThing, participant: str) -> bool:
    """Whether a participant has a document of identity, as whoever signs in has."""
    entity = one_thing.life_event.participants[participant].entity
    return "id_number" in one_thing.entities[entity].concepts


def _forget_meaningless(actor: Actor, ports: Ports, case_id: str, *, key: str) -> None:
    """Forget facts of nobody: of an absent participant, a missing member, or an applicant who is another now."""
    provided = provided_of(ports=ports, case_id=case_id)
    facts = bare(provided)
    one_thing = artefact(queries.case_summary(case_id=case_id).one_thing)
    applicant = applicant_of(one_thing, facts)
    held = consistent(one_thing, facts, local_date(ports.clock.now()))
    gone = tuple(
        path
        for path, fact in provided.items()
        if path not in held or (fact.provenance.source == IDENTITY and path.partition(".")[0] != applicant)
    )
    if not gone:
        return

    def prepare(space: Workspace) -> ForgetFacts:
        vault.forget_facts(case_id=case_id, version=space.version, paths=gone)
        return ForgetFacts(paths=gone)

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)


def _refuse_incomplete(actor: Actor, ports: Ports, case_id: str) -> None:
    missing = tuple(
        one
        for one in application_view(actor=actor, ports=ports, case_id=case_id).missing
        if one.kind != "own_signature"  # given with handing in
    )
    if missing:
        raise SubmissionIncomplete(missing=missing)


def _sign(actor: Actor, ports: Ports, case_id: str, *, key: str) -> None:
    """The applicant's own signature, given with handing in."""
    facts = facts_of(ports=ports, case_id=case_id)
    case = read_state(case_id=case_id)
    one_thing = artefact(case.one_thing)
    applicant = applicant_of(one_thing, facts)
    signature = case.signature_of(applicant) if applicant else None
    if applicant is None or (signature is not None and signature.signed_at is not None):
        return
    if applicant not in signers_of(one_thing, facts, ports.clock.now()):
        return

    def prepare(space: Workspace) -> Sign:
        statement = space.keep_text(DECLARATION.in_language(actor.language))
        return Sign(participant=applicant, statement=statement, method="signed_in")

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
