"""An application as its applicant (or co-signer) sees it while it is filled in: read, never changed here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yijian.core.cases import CaseState, CaseStatus
from yijian.core.cases.promises import PromiseKind
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PaperWay, PlannedPaper
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource, Plan
from yijian.core.vocabulary.provenance import Facts, ProvenanceKind, ProvidedFact
from yijian.ports import Ports
from yijian.storage import documents, exchanges, invitations
from yijian.storage.exchanges import ExchangeOutcome
from yijian.usecases.answering import outside_bounds
from yijian.usecases.casework import artefact, bare, provided_of, read_state
from yijian.usecases.permissions import Actor
from yijian.usecases.planning import (
    CONSENT,
    applicant_of,
    keeper_of,
    plan_of_case,
    required_fields,
    required_papers,
    required_promises,
    signers_of,
)
from yijian.usecases.promise_texts import conditions_statement, statement_of
from yijian.usecases.register_questions import RegisterQuestion, questions_of
from yijian.usecases.views import (
    ApplicationView,
    DocumentView,
    FieldView,
    Keeper,
    MissingView,
    PaperView,
    PromiseOffer,
    RegisterView,
    SignatureView,
)

EDITABLE = frozenset({CaseStatus.DRAFT, CaseStatus.CORRECTION_NOTIFIED})


def application_view(*, actor: Actor, ports: Ports, case_id: str) -> ApplicationView:
    """The application for its applicant: a co-signer's own values are hidden."""
    case = read_state(case_id=case_id)
    provided = provided_of(ports=ports, case_id=case_id)
    facts = bare(provided)
    now = ports.clock.now()
    one_thing = artefact(case.one_thing)
    plan = plan_of_case(case=case, one_thing=one_thing, facts=facts, ports=ports, now=now)
    signers = signers_of(one_thing, facts, now)
    fields = field_views(
        plan=plan,
        one_thing=one_thing,
        provided=provided,
        signers=signers,
        reader=Keeper.APPLICANT,
        reader_source=actor.account or "",
    )
    hidden = {field.field.fact for field in fields if field.hidden}
    questions = questions_of(plan=plan, one_thing=one_thing, facts=facts, now=now)
    able = frozenset((*signers, applicant_of(one_thing, facts)))
    fields = tuple(_asked_instead(fields, questions, able))
    papers = paper_views(case=case, plan=plan, one_thing=one_thing, fetchable=fetchable(questions, able))
    signatures = signature_views(case=case, one_thing=one_thing, facts=facts, signers=signers)
    promises = tuple(_condition_offers(case, one_thing, plan))
    return ApplicationView(
        case_id=case_id,
        one_thing=one_thing,
        facts={path: value for path, value in facts.items() if path not in hidden},
        plan=plan,
        fields=fields,
        papers=papers,
        signatures=signatures,
        registers=register_views(case=case, one_thing=one_thing, facts=facts, plan=plan, ports=ports),
        missing=tuple(_missing(plan, fields, papers, signatures, promises)),
        editable=case.status in EDITABLE,
        promises=promises,
    )


def field_views(
    *,
    plan: Plan,
    one_thing: OneThing,
    provided: dict[str, ProvidedFact],
    signers: tuple[str, ...],
    reader: Keeper,
    reader_source: str,
) -> tuple[FieldView, ...]:
    """Every field of the one form that is not born on the way. What the other party gave, or a register about them,
    is hidden; `reader_source` is what the reader's own answers name as their source."""
    facts = bare(provided)
    views = []
    for planned in plan.fields:
        if planned.source is FieldSource.OUTPUT:
            continue
        keeper = keeper_of(one_thing, facts, planned.fact, signers=signers)
        fact = provided.get(planned.fact)
        shown = fact is not None and (keeper is reader or fact.provenance.source == reader_source)
        views.append(
            FieldView(
                field=planned,
                known=fact is not None,
                value=fact.value if fact and shown else None,
                provenance=fact.provenance if fact and shown else None,
                keeper=keeper,
                hidden=fact is not None and not shown,
            )
        )
    return tuple(views)


def _asked_instead(
    fields: Iterable[FieldView], questions: Iterable[RegisterQuestion], able: frozenset[str | None]
) -> Iterator[FieldView]:
    """The fields, asked of the applicant where no register can fill them in this case: a person who neither applies
    nor signs cannot give leave here."""
    open_ = [
        question for question in questions if not question.consent_needed or able.issuperset(question.persons)
    ]
    filled = {path for question in open_ for path in question.concepts.values()}
    for view in fields:
        if view.field.source is FieldSource.REGISTER and not view.known and view.field.fact not in filled:
            yield replace(view, field=replace(view.field, source=FieldSource.ANSWER))
        else:
            yield view


def fetchable(questions: Iterable[RegisterQuestion], able: frozenset[str | None]) -> frozenset[str]:
    """The papers that a register can give in this case: by law, or where those who are able to give leave are all
    whose leave it needs. A person who neither applies nor signs cannot be asked here."""
    return frozenset(
        key
        for question in questions
        if not question.consent_needed or able.issuperset(question.persons)
        for key in question.papers.values()
    )


def paper_views(
    *, case: CaseState, plan: Plan, one_thing: OneThing, fetchable: frozenset[str] | None = None
) -> tuple[PaperView, ...]:
    """Every certain paper of the plan with what is there for it; one that no register can give (`fetchable`, where it
    matters) is to be brought."""
    rows = documents.documents_of(case_id=case.case_id)
    held = {
        paper.key: paper.provenance
        for paper in case.papers
        if paper.provenance.kind is ProvenanceKind.REGISTER
    }
    return tuple(
        PaperView(
            paper=paper,
            documents=tuple(
                DocumentView(
                    id=row.document_id,
                    name=paper.name.zh,
                    media_type=row.media_type,
                    pages=row.pages,
                    size=row.size,
                    at=row.at,
                )
                for row in rows
                if row.paper == paper.key and row.origin == "uploaded"
            ),
            held_by=held.get(paper.key),
            to_bring=paper.way is PaperWay.APPLICANT
            or (
                fetchable is not None
                and paper.way is PaperWay.REGISTER
                and paper.key not in fetchable
                and paper.key not in held
            ),
            keeper=Keeper.APPLICANT,
            offers=_offers(case, one_thing, paper),
        )
        for paper in plan.evidence.papers
        if paper.certain
    )


def _offers(case: CaseState, one_thing: OneThing, paper: PlannedPaper) -> tuple[PromiseOffer, ...]:
    """The promises that may take the place of a paper, made or not."""
    offers = []
    for kind in (PromiseKind.LATER, PromiseKind.INSTEAD):
        text = statement_of(one_thing=one_thing, paper=paper, kind=kind)
        if text is not None:
            offers.append(_offer(case, kind, paper.key, paper.name, text))
    return tuple(offers)


def _condition_offers(case: CaseState, one_thing: OneThing, plan: Plan) -> Iterator[PromiseOffer]:
    """The promises of conditions that the plan wants, made or not."""
    for service in required_promises(plan):
        text = conditions_statement(one_thing=one_thing, service=service)
        if text is not None:
            name = one_thing.services[service].definition.name
            yield _offer(case, PromiseKind.CONDITIONS, service, name, text)


def _offer(case: CaseState, kind: PromiseKind, subject: str, name: Text, text: Text) -> PromiseOffer:
    made = case.promise(kind, subject)
    return PromiseOffer(
        kind=kind.value,
        subject=subject,
        name=name,
        text=text,
        made_at=made.attestation.at if made else None,
    )


def signature_views(
    *, case: CaseState, one_thing: OneThing, facts: Facts, signers: tuple[str, ...]
) -> tuple[SignatureView, ...]:
    """Who signs, and how far each is."""
    applicant = applicant_of(one_thing, facts)
    invited = {one.participant: one for one in invitations.invitations_of(case_id=case.case_id)}
    views = []
    for participant in signers:
        signature = case.signature_of(participant)
        invitation = invited.get(participant)
        still_open = invitation is not None and invitation.used_at is None and invitation.attempts_left > 0
        views.append(
            SignatureView(
                participant=participant,
                name=one_thing.life_event.participants[participant].name,
                applicant=participant == applicant,
                signed_at=signature.signed_at if signature else None,
                invited_until=invitation.expires_at if invitation and still_open else None,
            )
        )
    return tuple(views)


def register_views(
    *,
    case: CaseState,
    one_thing: OneThing,
    facts: Facts,
    plan: Plan,
    ports: Ports,
    person: str | None = None,
) -> tuple[RegisterView, ...]:
    """The registers that would be asked, one line each: those that need the leave of `person`, or (None) of the
    applicant."""
    asking = person or applicant_of(one_thing, facts)
    wanted: dict[str, list[RegisterQuestion]] = {}
    for question in questions_of(plan=plan, one_thing=one_thing, facts=facts, now=ports.clock.now()):
        if not question.persons or not question.consent_needed or asking in question.persons:
            wanted.setdefault(question.register, []).append(question)
    there = frozenset(paper.key for paper in case.papers)
    last = {one.register: one for one in exchanges.exchanges_of(case_id=case.case_id)}
    views = []
    for register, questions in wanted.items():
        declared = one_thing.registers[register]
        exchange = last.get(register)
        leave = facts.get(f"{CONSENT}{register}:{asking}")
        agreed = leave is True and any(
            question.may_be_asked(facts) and question.fills_something(facts, there) for question in questions
        )
        views.append(
            RegisterView(
                register=register,
                name=declared.name,
                authority=one_thing.authorities[declared.authority].short_name,
                facts=tuple(dict.fromkeys(name for question in questions for name in question.names)),
                papers=tuple(dict.fromkeys(name for question in questions for name in question.paper_names)),
                consent_needed=any(question.consent_needed for question in questions),
                basis=questions[0].answer.basis_text,
                state=_state_of(
                    exchange.outcome if exchange else None,
                    refused=leave is False,
                    agreed=agreed,
                    key_known=any(
                        question.persons or question.key_values(facts) is not None for question in questions
                    ),
                ),
                at=exchange.at if exchange else None,
            )
        )
    return tuple(views)


def _state_of(outcome: ExchangeOutcome | None, *, refused: bool, agreed: bool, key_known: bool) -> str:
    if refused:
        return "refused"
    if outcome is None and not key_known:
        return "key_missing"
    if outcome is None:
        return "agreed" if agreed else "not_asked"
    return {
        ExchangeOutcome.FOUND: "answered",
        ExchangeOutcome.NOT_FOUND: "nothing_found",
        ExchangeOutcome.UNAVAILABLE: "unavailable",
    }[outcome]


def _missing(
    plan: Plan,
    fields: tuple[FieldView, ...],
    papers: tuple[PaperView, ...],
    signatures: tuple[SignatureView, ...],
    promises: tuple[PromiseOffer, ...],
) -> Iterator[MissingView]:
    """All that keeps an application from being handed in."""
    required = {field.fact for field in required_fields(plan)}
    for field in fields:
        if field.field.fact in required and not field.known:
            own = field.keeper is Keeper.APPLICANT
            yield MissingView(
                kind="field" if own else "co_signer_field", subject=field.field.fact, text=field.field.name
            )
        elif field.known and (wrong := outside_bounds(field.field, field.value, plan.on)):
            name = field.field.name
            yield MissingView(
                kind="field",
                subject=field.field.fact,
                text=Text(f"{name.zh}：{wrong.zh}", f"{name.en}: {wrong.en}"),
            )
    there = {
        paper.paper.key for paper in papers if paper.documents or paper.held_by or paper.promised is not None
    }
    for planned in required_papers(plan):
        if planned.key not in there:
            yield MissingView(kind="paper", subject=planned.key, text=planned.name)
    for promise in promises:
        if promise.made_at is None:
            yield MissingView(kind="promise", subject=promise.subject, text=promise.name)
    for signature in signatures:
        if signature.signed_at is None:
            yield MissingView(
                kind="own_signature" if signature.applicant else "signature",
                subject=signature.participant,
                text=Text(f"{signature.name.zh}签字", f"Signature of {signature.name.en}"),
            )
    for task in plan.tasks:
        for need in task.needs if task.included is None else ():
            yield MissingView(kind="question", subject=need, text=task.name)
    if plan.admission.admitted is False and plan.admission.otherwise is not None:
        yield MissingView(kind="admission", subject="", text=plan.admission.otherwise)
