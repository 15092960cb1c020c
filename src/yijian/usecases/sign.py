"""The second signature: an invitation by link, a code by another way, one's own fields, one's own consent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from yijian.core.cases import CaseState, CaseStatus, RecordAnswers, RequestSignature, Sign
from yijian.core.errors import CommandRefused, Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, ProvidedFact
from yijian.ports import Ports
from yijian.storage import invitations, vault
from yijian.storage.invitations import CodeCheck
from yijian.storage.transactions import in_transaction
from yijian.usecases.answering import AnswersRefused, read_answers
from yijian.usecases.applications import field_views, register_views
from yijian.usecases.casework import (
    Workspace,
    artefact,
    bare,
    carried_out,
    carry_out,
    facts_of,
    provided_of,
    read_state,
    told_by,
    values,
)
from yijian.usecases.obtain import give_leave_and_ask
from yijian.usecases.ownership import require_own_case
from yijian.usecases.permissions import Actor, ActorKind, NotFound, Permission, require
from yijian.usecases.planning import applicant_of, plan_of_case, signers_of
from yijian.usecases.views import CoSignView, InvitationView, Keeper

VALID_FOR = timedelta(days=7)
CODE_DIGITS = 6
OPEN = frozenset({CaseStatus.DRAFT, CaseStatus.CORRECTION_NOTIFIED})
"""While these last, a co-signer fills in and corrects; later they only sign, where a change makes them."""
LINK_DIGITS = 40
"""Hexadecimal: 160 bits."""
ID_TAIL = 4
"""How many last characters of their number a co-signer gives, so that a link in wrong hands is worth nothing."""

STATEMENT = Text(
    "我看过这份申请里关于我的内容，同意共同申请。",
    "I have seen what this application says of me, and apply jointly.",
)
STATEMENT_FOR = Text(
    "我看过这份申请里关于我和{names}的内容，同意共同申请。",
    "I have seen what this application says of me and of {names}, and apply jointly.",
)
"""Where the parties apply for others: whom, by name."""


class InvitationRefused(CommandRefused):
    """The link or the code does not fit, or is used up: ask for a new one."""

    code = "INVITATION_REFUSED"
    template = Text("{reason}", "{reason_en}")


def invite(*, actor: Actor, ports: Ports, case_id: str, participant: str, key: str) -> InvitationView:
    """Ask a second party to sign; the link and the code to pass on by two different ways. Raises NotFound.

    An earlier invitation of the same participant is void. Who signs must be identified first: name and number.
    """
    require_own_case(actor, case_id, Permission.APPLY)
    now = ports.clock.now()
    case = read_state(case_id=case_id)
    one_thing = artefact(case.one_thing)
    facts = facts_of(ports=ports, case_id=case_id)
    if participant not in signers_of(one_thing, facts, now) or participant == applicant_of(one_thing, facts):
        raise NotFound(what=participant)
    if not facts.get(f"{participant}.id_number") or not facts.get(f"{participant}.name"):
        raise InvitationRefused(
            reason="请先填对方的姓名和证件号码，再邀请签字",
            reason_en="First fill in the other's name and id number",
        )
    token, code = _secrets(ports, case_id, participant, key)
    expires = now + VALID_FOR

    def work() -> None:
        _request(actor, ports, case_id, participant, key)
        invitations.invite(
            case_id=case_id, participant=participant, token=token, code=code, expires_at=expires, now=now
        )

    if carried_out(actor=actor, case_id=case_id, key=key):
        invited = {one.participant: one.expires_at for one in invitations.invitations_of(case_id=case_id)}
        expires = invited.get(participant, expires)
    else:
        in_transaction(work)
    return InvitationView(link=f"{ports.public_url}/co-sign/{token}/", code=code, expires=expires)


def _request(actor: Actor, ports: Ports, case_id: str, participant: str, key: str) -> None:
    """Ask for the signature. Who has signed is invited again only to correct their own part."""
    case = read_state(case_id=case_id)
    signature = case.signature_of(participant)
    if signature and signature.signed_at and case.status is CaseStatus.CORRECTION_NOTIFIED:
        return
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda _: RequestSignature(participant=participant),
    )


def _secrets(ports: Ports, case_id: str, participant: str, key: str) -> tuple[str, str]:
    """Link and code, made from the key of the case: the same for a form that was sent twice, guessable by nobody."""

    def secret(use: str) -> str:
        return ports.cipher.digest(wrapped, f"invitation:{use}:{participant}:{key}".encode())

    with values():
        wrapped = vault.wrapped_key(case_id=case_id)
    code = int(secret("code"), 16) % 10**CODE_DIGITS
    return secret("link")[:LINK_DIGITS], f"{code:0{CODE_DIGITS}d}"


def open_invitation(*, actor: Actor, ports: Ports, token: str, code: str) -> CoSignView:
    """What the co-signer sees. Every try of a code counts. Raises InvitationRefused."""
    require(actor, Permission.CO_SIGN)
    case_id, participant = _admit(ports, token, code)
    in_transaction(lambda: invitations.code_was_right(token=token, now=ports.clock.now()))
    return _view(ports, case_id, participant)


def co_sign(
    *,
    actor: Actor,
    ports: Ports,
    token: str,
    code: str,
    typed: Mapping[str, str],
    id_tail: str,
    consents: frozenset[str],
    refusals: frozenset[str],
    agreed: bool,
    key: str,
) -> CoSignView:
    """Fill in one's own fields, say which registers may be asked, and sign.

    With `agreed` False what was typed and fetched is kept and nothing is signed. Raises InvitationRefused,
    AnswersRefused (also for fields still missing when signing).
    """
    require(actor, Permission.CO_SIGN)
    used = invitations.used_invitation(token=token, code=code)
    if used is not None and carried_out(
        actor=_signer(used.participant, actor), case_id=used.case_id, key=f"{key}:sign"
    ):
        return _view(ports, used.case_id, used.participant)
    case_id, participant = _admit(ports, token, code)
    signer = _signer(participant, actor)
    _require_id_tail(facts_of(ports=ports, case_id=case_id), participant, id_tail)
    in_transaction(lambda: invitations.code_was_right(token=token, now=ports.clock.now()))
    _record_own(signer, ports, case_id, participant, typed, key=key)
    if read_state(case_id=case_id).status in OPEN:
        give_leave_and_ask(
            actor=signer,
            ports=ports,
            case_id=case_id,
            person=participant,
            consents=consents,
            refusals=refusals,
            key=key,
        )
    view = _view(ports, case_id, participant)
    if not agreed:
        return view
    _refuse_unfilled(view)
    covers = tuple(sorted(_covered(view, facts_of(ports=ports, case_id=case_id))))

    def prepare(space: Workspace) -> Sign:
        statement = space.keep_text(_statement(view, actor.language))
        return Sign(participant=participant, statement=statement, method="link_and_code", covers=covers)

    def work() -> None:
        if view.signed_at is None:  # else invited to correct, and nothing that was signed has changed
            carry_out(actor=signer, ports=ports, case_id=case_id, key=f"{key}:sign", prepare=prepare)
        invitations.use_invitation(case_id=case_id, participant=participant, now=ports.clock.now())

    in_transaction(work)
    return _view(ports, case_id, participant)


def _signer(participant: str, actor: Actor) -> Actor:
    """Whoever holds link and code acts as the participant, signed in or not."""
    return Actor(kind=ActorKind.CO_SIGNER, account=participant, language=actor.language)


def _admit(ports: Ports, token: str, code: str) -> tuple[str, str]:
    """Case and participant behind a link, where the code fits and the case is still open to signing.

    The try stays counted until whoever admits them forgives it (`code_was_right`).
    """
    now = ports.clock.now()
    found = invitations.invitation(token=token, now=now)
    check = in_transaction(lambda: invitations.check_code(token=token, code=code, now=now))
    if check is CodeCheck.WRONG and found is not None:
        left = found.attempts_left - 1
        raise InvitationRefused(
            reason=f"验证码不对，还可以试 {left} 次", reason_en=f"The code is wrong, {left} tries are left"
        )
    if check is not CodeCheck.RIGHT or found is None:
        raise InvitationRefused(
            reason="这个链接已经不能用了，请对方重新发一个",
            reason_en="This link is no longer valid: ask for a new one",
        )
    case = read_state(case_id=found.case_id)
    if case.status not in OPEN and found.participant not in case.to_sign:
        raise InvitationRefused(
            reason="这份申请已经提交，不用再签了", reason_en="This application was already submitted"
        )
    return found.case_id, found.participant


def _require_id_tail(facts: Facts, participant: str, id_tail: str) -> None:
    number = str(facts.get(f"{participant}.id_number") or "")
    if not number or number[-ID_TAIL:].upper() != id_tail.strip().upper():
        raise AnswersRefused(
            problems={
                "id_tail": Text(
                    f"和申请里填的证件号码最后 {ID_TAIL} 位不一样，请核对",
                    f"This differs from the last {ID_TAIL} characters of the number in the application",
                )
            }
        )


def _record_own(
    signer: Actor, ports: Ports, case_id: str, participant: str, typed: Mapping[str, str], *, key: str
) -> None:
    if not typed:
        return
    own = {view.field.fact: view.field for view in _view(ports, case_id, participant).fields}
    foreign = {
        path: Text("这一项不在您的表里", "This is not part of your form") for path in typed if path not in own
    }
    if foreign:
        raise AnswersRefused(problems=foreign)

    def prepare(space: Workspace) -> RecordAnswers:
        answers = read_answers(
            one_thing=space.one_thing,
            typed=typed,
            known=space.facts(),
            today=local_date(space.now),
            fields=own.values(),
        )
        by = told_by(signer, space.now)
        return RecordAnswers(
            facts=space.keep_facts(
                {path: ProvidedFact(value=value, provenance=by) for path, value in answers.items()}
            )
        )

    carry_out(actor=signer, ports=ports, case_id=case_id, key=f"{key}:answers", prepare=prepare)


def _refuse_unfilled(view: CoSignView) -> None:
    problems = {
        field.field.fact: Text("请填写这一项", "Please fill this in")
        for field in view.fields
        if field.field.required and not field.known
    }
    if problems:
        raise AnswersRefused(problems=problems)


def _covered(view: CoSignView, facts: Facts) -> set[str]:
    """What the signer has seen and signs: their own facts and what they were shown of the children."""
    shown = {field.field.fact for field in view.fields}
    names = {
        path
        for path in facts
        if path.endswith(".name") and path.partition("[")[0] in _children(view.one_thing)
    }
    own = {path for path in facts if path.startswith(f"{view.participant}.")}
    return shown | names | own


def _statement(view: CoSignView, language: str) -> str:
    """What somebody signs."""
    if not view.children:
        return STATEMENT.in_language(language)
    names = "、" if language.startswith("zh") else ", "
    return STATEMENT_FOR.in_language(language).format(names=names.join(view.children))


def _children(one_thing: OneThing) -> frozenset[str]:
    """The repeated participants: those for whom the parties apply."""
    return frozenset(name for name, who in one_thing.life_event.participants.items() if who.many)


def _view(ports: Ports, case_id: str, participant: str) -> CoSignView:
    case: CaseState = read_state(case_id=case_id)
    one_thing = artefact(case.one_thing)
    provided = provided_of(ports=ports, case_id=case_id)
    facts = bare(provided)
    now = ports.clock.now()
    plan = plan_of_case(case=case, one_thing=one_thing, facts=facts, ports=ports, now=now)
    signers = signers_of(one_thing, facts, now)
    applicant = applicant_of(one_thing, facts) or ""
    signature = case.signature_of(participant)
    fields = field_views(
        plan=plan,
        one_thing=one_thing,
        provided=provided,
        signers=signers,
        reader=Keeper.CO_SIGNER,
        reader_source=participant,
    )
    return CoSignView(
        case_id=case_id,
        one_thing=one_thing,
        participant=participant,
        participant_name=one_thing.life_event.participants[participant].name,
        applicant_name=str(facts.get(f"{applicant}.name") or ""),
        children=tuple(
            str(value)
            for path, value in sorted(facts.items())
            if path.endswith(".name") and path.partition("[")[0] in _children(one_thing)
        ),
        services=tuple(task.name for task in plan.included),
        fields=tuple(
            field
            for field in fields
            if field.keeper is Keeper.CO_SIGNER and field.field.participant == participant
        ),
        registers=register_views(
            case=case, one_thing=one_thing, facts=facts, plan=plan, ports=ports, person=participant
        )
        if case.status in OPEN
        else (),
        signed_at=signature.signed_at if signature else None,
    )
