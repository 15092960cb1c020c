"""An applicant's promises: to bring a paper later (容缺), or that something holds (告知承诺); and what follows of them."""

from __future__ import annotations

from collections.abc import Callable

from yijian.core.cases import Paper
from yijian.core.cases.promise_commands import AskForExtension, BringOwedPaper, MakePromise, TakeBackPromise
from yijian.core.cases.promise_refusals import PromiseNotAllowed
from yijian.core.cases.promises import CreditCheck, PromiseKind, Standing
from yijian.core.cases.refusals import NoSuchTask
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.ports import CreditReply, Ports
from yijian.storage import credit_notes, exchanges
from yijian.storage.credit_notes import BARRING
from yijian.storage.exchanges import Exchange, ExchangeOutcome
from yijian.usecases import follow
from yijian.usecases.applications import application_view
from yijian.usecases.casework import Workspace, artefact, carried_out, carry_out, facts_of, read_state
from yijian.usecases.obtain import MOST_PAGES, brought_paper, kept_upload, require_quota
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission
from yijian.usecases.planning import CONSENT, CREDIT_REGISTER, applicant_of, completeness_of, plan_of_case
from yijian.usecases.promise_texts import conditions_statement, statement_of
from yijian.usecases.reasons import given_reason
from yijian.usecases.views import ApplicationView, CaseView

OWN_RECORD = "yijian"
"""The source of a standing that this installation's own notes tell."""


class PromiseNotAgreed(CommandRefused):
    """A promise is made of one's own will: the box was not ticked."""

    code = "PROMISE_NOT_AGREED"
    template = Text("请先看承诺的内容，再勾选同意", "Please read what you promise, then tick the box")


def promise(
    *, actor: Actor, ports: Ports, case_id: str, kind: str, subject: str, agreed: bool, key: str
) -> ApplicationView:
    """Promise to bring a paper later (`kind` later, `subject` the paper's key), that what it proves holds (instead), or
    that all conditions of a service are met (conditions, the service's id).

    Who has broken a promise before is refused: by this installation's own notes, or by the credit register, which is
    asked with the person's leave; where it does not answer, the officers see that nobody vouched. Raises
    PromiseNotAgreed, PromiseNotAllowed, PromiseBarred, AlreadyPromised, NotFound.
    """
    require_own_case(actor, case_id, Permission.APPLY)
    promised = _kind(kind)
    if carried_out(actor=actor, case_id=case_id, key=key):
        return application_view(actor=actor, ports=ports, case_id=case_id)
    if not agreed:
        raise PromiseNotAgreed
    credit = _credit_of(actor, ports, case_id)

    def prepare(space: Workspace) -> MakePromise:
        facts, one_thing = space.facts(), space.one_thing
        plan = plan_of_case(case=space.case, one_thing=one_thing, facts=facts, ports=ports, now=space.now)
        space.completeness = completeness_of(plan=plan, one_thing=one_thing, facts=facts, now=space.now)
        if promised is PromiseKind.CONDITIONS:
            known = subject in space.completeness.required_promises
            text = conditions_statement(one_thing=one_thing, service=subject) if known else None
        else:
            paper = next((one for one in plan.evidence.papers if one.key == subject and one.certain), None)
            text = statement_of(one_thing=one_thing, paper=paper, kind=promised) if paper else None
        if text is None:
            raise PromiseNotAllowed(subject=subject)
        statement = space.keep_text(text.in_language(actor.language))
        return MakePromise(
            kind=promised, subject=subject, statement=statement, method="signed_in", credit=credit
        )

    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=prepare)
    return application_view(actor=actor, ports=ports, case_id=case_id)


def take_back_promise(
    *, actor: Actor, ports: Ports, case_id: str, kind: str, subject: str, key: str
) -> ApplicationView:
    """Take a promise back before handing in. Raises NoSuchPromise, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    command = TakeBackPromise(kind=_kind(kind), subject=subject)
    carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=lambda _: command)
    return application_view(actor=actor, ports=ports, case_id=case_id)


def bring_owed_paper(
    *, actor: Actor, ports: Ports, case_id: str, paper: str, file_name: str, content: bytes, key: str
) -> CaseView:
    """Upload a paper that is owed. Raises PaperNotOwed, UploadRefused, UploadQuotaUsed, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    if not carried_out(actor=actor, case_id=case_id, key=key):
        require_quota(actor, ports, case_id)
        prepare = bringing(actor, ports, case_id, paper=paper, file_name=file_name, content=content)
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=key,
            prepare=lambda space: BringOwedPaper(paper=prepare(space)),
        )
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def bringing(
    actor: Actor, ports: Ports, case_id: str, *, paper: str, file_name: str, content: bytes
) -> Callable[[Workspace], Paper]:
    """What keeps the file of an owed paper, for a command. Raises NotFound, UploadRefused."""
    planned: PlannedPaper | None = brought_paper(ports, case_id, paper)
    if planned is None:
        raise NotFound(what=f"{paper} ({file_name})")
    safe = ports.inspector.inspect(content, most_pages=MOST_PAGES)
    return lambda space: kept_upload(space, actor=actor, planned=planned, safe=safe)


def ask_for_extension(
    *, actor: Actor, ports: Ports, case_id: str, task: str, reason: str, key: str
) -> CaseView:
    """Ask for the one extension. Raises ReasonMissing, ExtensionUsed, AlreadyAsked, NotFound."""
    require_own_case(actor, case_id, Permission.APPLY)
    words = given_reason(reason)
    try:
        carry_out(
            actor=actor,
            ports=ports,
            case_id=case_id,
            key=key,
            prepare=lambda space: AskForExtension(task=task, reason=space.keep_text(words)),
        )
    except NoSuchTask as error:
        raise NotFound(what=task) from error
    return follow.case(actor=actor, ports=ports, case_id=case_id)


def _kind(kind: str) -> PromiseKind:
    try:
        return PromiseKind(kind)
    except ValueError as error:
        raise NotFound(what="promise") from error


def _credit_of(actor: Actor, ports: Ports, case_id: str) -> CreditCheck:
    """What is known of the applicant's promises; every question to the register is on record for them to see."""
    now = ports.clock.now()
    own = credit_notes.credit_notes_of(account=actor.account or "")
    if any(note.kind in BARRING for note in own):
        return CreditCheck(standing=Standing.BARRED, source=OWN_RECORD, at=now)
    facts = facts_of(ports=ports, case_id=case_id)
    applicant = applicant_of(artefact(read_state(case_id=case_id).one_thing), facts)
    name, number = facts.get(f"{applicant}.name"), facts.get(f"{applicant}.id_number")
    if not isinstance(name, str) or not isinstance(number, str):
        return CreditCheck(standing=Standing.UNKNOWN, source="", at=now)
    reply = ports.credit.standing(name=name, id_number=number, purpose=case_id, now=now)
    if reply.source:
        _record_question(case_id, reply, f"{CONSENT}{applicant}")
    standing = {None: Standing.UNKNOWN, True: Standing.BARRED, False: Standing.CLEAR}[reply.barred]
    return CreditCheck(standing=standing, source=reply.source, at=reply.at, receipt=reply.receipt)


def _record_question(case_id: str, reply: CreditReply, basis: str) -> None:
    outcome = {
        None: ExchangeOutcome.UNAVAILABLE,
        True: ExchangeOutcome.FOUND,
        False: ExchangeOutcome.NOT_FOUND,
    }[reply.barred]
    exchanges.record_exchange(
        exchange=Exchange(
            at=reply.at,
            case_id=case_id,
            register=CREDIT_REGISTER,
            concepts=(),
            evidence=(),
            basis=basis,
            purpose=case_id,
            outcome=outcome,
            receipt=reply.receipt,
        )
    )
