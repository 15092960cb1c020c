"""What an application gets from registers and from uploads, and who may look at its documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from yijian.core.cases import AttachPaper, LearnFacts, Paper, RecordAnswers, RemovePaper
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.authority import FetchBasis
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.core.vocabulary.provenance import Facts, Provenance, ProvenanceKind, ProvidedFact
from yijian.ports import InspectedDocument, Ports, RegisterQuery, RegisterReply, RegisterUnavailable
from yijian.storage import documents, exchanges
from yijian.storage.documents import DocumentRow
from yijian.storage.exchanges import Exchange, ExchangeOutcome
from yijian.storage.transactions import in_transaction
from yijian.usecases.applications import application_view
from yijian.usecases.casework import (
    Workspace,
    artefact,
    carried_out,
    carry_out,
    facts_of,
    provided_of,
    read_state,
    told_by,
)
from yijian.usecases.defects import CORRECTABLE_PAPERS
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission
from yijian.usecases.planning import CONSENT, applicant_of, plan_of_case
from yijian.usecases.register_questions import RegisterQuestion, questions_of
from yijian.usecases.sealed_documents import put_sealed
from yijian.usecases.views import ApplicationView

MOST_PAGES = 20
MOST_DOCUMENTS = 60
MOST_BYTES_A_DAY = 200 * 1024 * 1024


class UploadQuotaUsed(CommandRefused):
    """The case or the account has used up what may be uploaded."""

    code = "UPLOAD_QUOTA_USED"
    template = Text(
        "上传得太多了：每件最多 {documents} 份，每人每天最多 {megabytes} MB。请先去掉不要的",
        "Too much was uploaded: at most {documents} files a case and {megabytes} MB a day. Remove some first",
    )


def prefill(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    consents: frozenset[str],
    refusals: frozenset[str],
    key: str,
) -> ApplicationView:
    """Ask the registers that one agrees to, in parallel, and fill in what they answer. Raises NotFound.

    What a register does not answer (down, slow, nothing found, refused) is simply asked or to be brought.
    """
    require_own_case(actor, case_id, Permission.APPLY)
    one_thing = artefact(read_state(case_id=case_id).one_thing)
    applicant = applicant_of(one_thing, facts_of(ports=ports, case_id=case_id))
    if applicant is not None:
        give_leave_and_ask(
            actor=actor,
            ports=ports,
            case_id=case_id,
            person=applicant,
            consents=consents,
            refusals=refusals,
            key=key,
        )
    return application_view(actor=actor, ports=ports, case_id=case_id)


def give_leave_and_ask(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    person: str,
    consents: frozenset[str],
    refusals: frozenset[str],
    key: str,
) -> None:
    """Keep to which registers a person gave leave and to which not, then ask all that may be asked now.

    A register that answers by law needs no leave and none is kept: it is asked where it is among the consents.

    A person's leave can be the last that a register needs, so those to which others agreed before are asked too.
    Under a repeated key nobody is asked again, unless the platform stopped after the leave was kept and before the
    answers were: then the same key asks what that leave allows.
    """
    registers = artefact(read_state(case_id=case_id).one_thing).registers
    known = registers.keys()
    by_leave = {
        name
        for name, register in registers.items()
        if any(answer.basis is FetchBasis.CONSENT for answer in register.answers)
    }
    leave = {f"{CONSENT}{register}:{person}": False for register in refusals & by_leave}
    leave |= {f"{CONSENT}{register}:{person}": True for register in consents & by_leave}
    leave_key = f"{key}:leave"
    if not leave:
        if consents & known and not carried_out(actor=actor, case_id=case_id, key=f"{key}:facts"):
            _ask_registers(actor=actor, ports=ports, case_id=case_id, consents=consents, key=key)
        return
    if carried_out(actor=actor, case_id=case_id, key=leave_key):
        if consents and not _asked_since_leave(ports, case_id, person, consents & known):
            _ask_registers(actor=actor, ports=ports, case_id=case_id, consents=consents, key=key)
        return

    def prepare(space: Workspace) -> RecordAnswers:
        by = told_by(actor, space.now)
        return RecordAnswers(
            facts=space.keep_facts(
                {path: ProvidedFact(value=value, provenance=by) for path, value in leave.items()}
            )
        )

    carry_out(actor=actor, ports=ports, case_id=case_id, key=leave_key, prepare=prepare)
    if consents:
        _ask_registers(actor=actor, ports=ports, case_id=case_id, consents=consents, key=key)


def _asked_since_leave(ports: Ports, case_id: str, person: str, registers: frozenset[str]) -> bool:
    """Whether registers have been asked since the person gave leave to these: what is answered is kept all at once."""
    provided = provided_of(ports=ports, case_id=case_id)
    given = [
        fact.provenance.at
        for register in registers
        if (fact := provided.get(f"{CONSENT}{register}:{person}")) is not None and fact.value is True
    ]
    if not given:
        return True  # thought better of since: nothing that may be asked
    return any(one.at >= max(given) for one in exchanges.exchanges_of(case_id=case_id))


def _ask_registers(*, actor: Actor, ports: Ports, case_id: str, consents: frozenset[str], key: str) -> None:
    """Ask what is not answered yet, outside any transaction, then keep all the answers in one."""
    case = read_state(case_id=case_id)
    one_thing = artefact(case.one_thing)
    facts = facts_of(ports=ports, case_id=case_id)
    agreed = consents | {
        path.removeprefix(CONSENT).partition(":")[0]
        for path, value in facts.items()
        if path.startswith(CONSENT) and value is True
    }
    there = frozenset(paper.key for paper in case.papers)
    now = ports.clock.now()
    plan = plan_of_case(case=case, one_thing=one_thing, facts=facts, ports=ports, now=now)
    wanted = [
        question
        for question in questions_of(plan=plan, one_thing=one_thing, facts=facts, now=now)
        if question.register in agreed
        and question.may_be_asked(facts)
        and question.fills_something(facts, there)
    ]
    replies = tuple(zip(wanted, _ask_all(ports, wanted, facts, purpose=case_id), strict=True))

    def work() -> None:
        for question, reply in replies:
            _record_exchange(ports, case_id, question, reply)
        _learn(actor, ports, case_id, replies, key=f"{key}:facts")
        for question, reply in replies:
            if isinstance(reply, RegisterReply) and reply.found:
                _attach_held(actor, ports, case_id, question=question, reply=reply, key=key)

    in_transaction(work)


def _learn(
    actor: Actor,
    ports: Ports,
    case_id: str,
    replies: Iterable[tuple[RegisterQuestion, RegisterReply | RegisterUnavailable]],
    *,
    key: str,
) -> None:
    """Fill in what registers answered. Facts that a person told, also meanwhile, are left alone."""
    provided = provided_of(ports=ports, case_id=case_id)
    learned: dict[str, ProvidedFact] = {}
    for question, reply in replies:
        if isinstance(reply, RegisterUnavailable) or not reply.found:
            continue
        origin = Provenance(
            kind=ProvenanceKind.REGISTER, source=question.register, at=reply.at, basis=reply.receipt
        )
        for concept, path in question.concepts.items():
            told = provided.get(path)
            by_person = told is not None and told.provenance.kind is ProvenanceKind.ANSWER
            if concept in reply.facts and not by_person:
                learned[path] = ProvidedFact(value=reply.facts[concept], provenance=origin)
    if learned:
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=key,
            prepare=lambda space: LearnFacts(facts=space.keep_facts(learned)),
        )


def attach_paper(
    *, actor: Actor, ports: Ports, case_id: str, paper: str, file_name: str, content: bytes, key: str
) -> ApplicationView:
    """Upload one file for a paper: looked at in a process of its own, made safe, stored sealed.

    Raises UploadRefused, UploadQuotaUsed, NotFound. The name of the file is not kept: names say too much.
    """
    require_own_case(actor, case_id, Permission.APPLY)
    if carried_out(actor=actor, case_id=case_id, key=key):
        return application_view(actor=actor, ports=ports, case_id=case_id)
    require_quota(actor, ports, case_id)
    planned = brought_paper(ports, case_id, paper)
    if planned is None:
        raise NotFound(what=f"{paper} ({file_name})")
    safe = ports.inspector.inspect(content, most_pages=MOST_PAGES)

    def prepare(space: Workspace) -> AttachPaper:
        return AttachPaper(paper=kept_upload(space, actor=actor, planned=planned, safe=safe))

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return application_view(actor=actor, ports=ports, case_id=case_id)


def kept_upload(space: Workspace, *, actor: Actor, planned: PlannedPaper, safe: InspectedDocument) -> Paper:
    """Store an inspected file for a paper, sealed; what the command carries of it comes back."""
    ports, case_id = space.ports, space.case_id
    document_id = ports.randomness.token()
    digest = put_sealed(ports=ports, case_id=case_id, content=safe.content)
    documents.put_document(
        document=DocumentRow(
            case_id=case_id,
            document_id=document_id,
            origin="uploaded",
            paper=planned.key,
            digest=digest,
            media_type=safe.media_type,
            size=len(safe.content),
            pages=safe.pages,
            preview=put_sealed(ports=ports, case_id=case_id, content=safe.preview),
            uploaded_by=actor.account,
            at=space.now,
        )
    )
    return Paper(
        id=document_id,
        key=planned.key,
        type=planned.type,
        document=digest,
        pages=safe.pages,
        provenance=told_by(actor, space.now),
    )


def brought_paper(ports: Ports, case_id: str, paper: str) -> PlannedPaper | None:
    """The paper of the plan with that key, where it is the applicant's to bring, or a register's in their place."""
    case = read_state(case_id=case_id)
    plan = plan_of_case(
        case=case,
        one_thing=artefact(case.one_thing),
        facts=facts_of(ports=ports, case_id=case_id),
        ports=ports,
        now=ports.clock.now(),
    )
    return next(
        (
            one
            for one in plan.evidence.papers
            if one.key == paper and one.certain and one.way in CORRECTABLE_PAPERS
        ),
        None,
    )


def remove_paper(
    *, actor: Actor, ports: Ports, case_id: str, paper: str, document: str, key: str
) -> ApplicationView:
    """Take an uploaded file out again. Raises NoSuchPaper, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)

    def prepare(space: Workspace) -> RemovePaper:
        found = space.case.paper(document)
        if found is None or found.key != paper:
            raise NotFound(what=document)
        documents.remove_document(case_id=case_id, document_id=document, now=space.now)
        return RemovePaper(paper_id=document)

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return application_view(actor=actor, ports=ports, case_id=case_id)


def _ask_all(
    ports: Ports, questions: list[RegisterQuestion], facts: Facts, *, purpose: str
) -> tuple[RegisterReply | RegisterUnavailable, ...]:
    """All answers, in the order of the questions; asked at the same time."""
    return ports.registers.fetch_all(
        [
            RegisterQuery(
                register=question.register,
                entity=question.entity,
                key=question.key_values(facts) or {},
                concepts=tuple(question.concepts),
                evidence=tuple(question.papers),
                basis=_basis_of(question),
                purpose=purpose,
            )
            for question in questions
        ]
    )


def _basis_of(question: RegisterQuestion) -> str:
    """The basis as it stands in the question and in the record of the exchange."""
    return f"{CONSENT}{','.join(question.persons)}" if question.consent_needed else "statutory"


def consenting(basis: str) -> tuple[str, ...]:
    """The participants on whose consent a question rested, from its basis; () where a law allowed it."""
    return tuple(basis.removeprefix(CONSENT).split(",")) if basis.startswith(CONSENT) else ()


def _record_exchange(
    ports: Ports, case_id: str, question: RegisterQuestion, reply: RegisterReply | RegisterUnavailable
) -> None:
    outcome, receipt = ExchangeOutcome.UNAVAILABLE, ""
    if isinstance(reply, RegisterReply):
        outcome = ExchangeOutcome.FOUND if reply.found else ExchangeOutcome.NOT_FOUND
        receipt = reply.receipt
    exchanges.record_exchange(
        exchange=Exchange(
            at=ports.clock.now(),
            case_id=case_id,
            register=question.register,
            concepts=tuple(question.concepts.values()),
            evidence=tuple(question.papers.values()),
            basis=_basis_of(question),
            purpose=case_id,
            outcome=outcome,
            receipt=receipt,
        )
    )


def _attach_held(
    actor: Actor, ports: Ports, case_id: str, *, question: RegisterQuestion, reply: RegisterReply, key: str
) -> None:
    """A register holds papers: its receipt stands in the place of each document."""
    there = {paper.key for paper in read_state(case_id=case_id).papers}
    for kind, paper in question.papers.items():
        if kind not in reply.evidence or paper in there:
            continue
        digest = put_sealed(
            ports=ports, case_id=case_id, content=f"{reply.register} {reply.receipt}".encode()
        )
        held = Paper(
            id=ports.randomness.token(),
            key=paper,
            type=kind,
            document=digest,
            pages=0,
            provenance=Provenance(
                kind=ProvenanceKind.REGISTER, source=reply.register, at=reply.at, basis=reply.receipt
            ),
        )
        attach = AttachPaper(paper=held)
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=f"{key}:{paper}",
            prepare=lambda _, attach=attach: attach,  # type: ignore[misc] # bound per paper
        )


def require_quota(actor: Actor, ports: Ports, case_id: str) -> None:
    """Raises UploadQuotaUsed where the case or the account has uploaded as much as it may."""
    used = documents.used_by_case(case_id=case_id)
    today = documents.used_by_account(
        account=actor.account or "", since=ports.clock.now() - timedelta(days=1)
    )
    if used.documents >= MOST_DOCUMENTS or today.size >= MOST_BYTES_A_DAY:
        raise UploadQuotaUsed(documents=MOST_DOCUMENTS, megabytes=MOST_BYTES_A_DAY // 1024 // 1024)
