"""Results: issued with the facts born with them and a document to check, handed over, and issued once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yijian.core.cases import DeliverOutput, DeliveryMode, IssueOutput, RecordedFact
from yijian.core.cases.refusals import NoSuchOutput
from yijian.core.cases.undoing_commands import ReissueOutput
from yijian.core.cases.undoings import ReissueGround
from yijian.core.errors import CommandRefused, Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.provenance import Facts, Provenance, ProvenanceKind, ProvidedFact
from yijian.ports import Ports
from yijian.storage import documents
from yijian.storage.documents import DocumentRow
from yijian.usecases.answering import read_answers
from yijian.usecases.casework import Workspace, artefact, carried_out, carry_out, facts_of, read_state
from yijian.usecases.fact_names import fact_name, fact_text
from yijian.usecases.ownership import own_task
from yijian.usecases.permissions import Actor, Permission
from yijian.usecases.planning import filled_role, plan_of_case
from yijian.usecases.reasons import given_reason
from yijian.usecases.sealed_documents import put_sealed
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task, task_as_it_is


class DeliveryModeUnknown(CommandRefused):
    """A result is handed over electronically, by post, at a counter or when collected."""

    code = "DELIVERY_MODE_UNKNOWN"
    template = Text("没有“{mode}”这种送达方式，请重新选", "“{mode}” is no way of delivery: choose again")


class ReissueGroundUnknown(CommandRefused):
    """A result is issued again because it was lost, damaged or misprinted."""

    code = "REISSUE_GROUND_UNKNOWN"
    template = Text("请选丢了、坏了还是印错了", "Choose: lost, damaged or misprinted")


class NumberNotNew(CommandRefused):
    """A new copy has a number of its own."""

    code = "NUMBER_NOT_NEW"
    template = Text(
        "新的一份要有新的编号，不能是 {number}", "The new copy needs a number of its own, not {number}"
    )

    def __init__(self, *, number: str) -> None:
        super().__init__(number=number)


def issue_output(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    output: str,
    number: str,
    facts: Mapping[str, str],
    key: str,
) -> OfficerTaskView:
    """Issue one result. `facts` are the facts born with it, as typed; they flow to later tasks and are never asked.

    Where the result is a document, a PDF with a code to check it is made. Raises AnswersRefused, BornFactsMismatch.
    """
    own_task(actor, case_id, task)
    if not carried_out(actor=actor, case_id=case_id, key=key):
        printed = _printed(ports, case_id, task, output, number=number, typed=facts)

        def make(space: Workspace) -> IssueOutput:
            digest, recorded = _kept(space, printed, task=task, output=output)
            return IssueOutput(
                task=task, output=output, document=digest, number=number.strip() or None, facts=recorded
            )

        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=make)
    return task_as_it_is(actor, ports, case_id, task)


def reissue_output(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    output: str,
    ground: str,
    reason: str,
    number: str,
    facts: Mapping[str, str],
    key: str,
) -> OfficerTaskView:
    """Issue a result once more: lost (补发), damaged (换发) or misprinted (更正), under a number of its own.

    The document is made anew, with a code of its own; whoever checks the old code is told that it was replaced. `facts`:
    for a misprint, what is put right of the facts born with the result; what is left empty stays. Raises ReasonMissing, ReissueGroundUnknown,
    NumberNotNew, NothingToReplace, AnswersRefused.
    """
    own_task(actor, case_id, task, Permission.REISSUE_OUTPUT)
    words = given_reason(reason)
    try:
        named = ReissueGround(ground)
    except ValueError as error:
        raise ReissueGroundUnknown(ground=ground) from error
    if not carried_out(actor=actor, case_id=case_id, key=key):
        _require_new_number(case_id, task, output, number.strip())
        corrected = named is ReissueGround.MISPRINTED
        printed = _printed(
            ports, case_id, task, output, number=number, typed=facts if corrected else None, again=True
        )

        def make(space: Workspace) -> ReissueOutput:
            digest, recorded = _kept(space, printed, task=task, output=output)
            return ReissueOutput(
                task=task,
                output=output,
                ground=named,
                reason=space.keep_text(words),
                document=digest,
                number=number.strip() or None,
                facts=recorded,
            )

        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=make)
    return task_as_it_is(actor, ports, case_id, task)


def _require_new_number(case_id: str, task: str, output: str, number: str) -> None:
    """Raises NumberNotNew where an earlier copy has that number, or where it had one and the new copy has none."""
    state = read_state(case_id=case_id).task(task)
    before = {one.number for one in state.outputs if one.id == output} - {None} if state else set()
    if before and (not number or number in before):
        raise NumberNotNew(number=number or "—")


def _kept(
    space: Workspace, printed: _Printed, *, task: str, output: str
) -> tuple[str | None, tuple[RecordedFact, ...]]:
    """Keep what comes with an output in the command's transaction: hash of the document, what the command carries."""
    origin = Provenance(kind=ProvenanceKind.OUTPUT, source=task, at=space.now)
    recorded = space.keep_facts(
        {path: ProvidedFact(value=value, provenance=origin) for path, value in printed.born.items()}
    )
    if printed.pdf is None:
        return None, recorded
    digest = put_sealed(ports=space.ports, case_id=space.case_id, content=printed.pdf)
    documents.put_document(
        document=DocumentRow(
            case_id=space.case_id,
            document_id=space.ports.randomness.token(),
            origin="issued",
            paper=f"{task}:{output}",
            digest=digest,
            media_type="application/pdf",
            size=len(printed.pdf),
            pages=1,
            preview=None,
            uploaded_by=space.actor.account,
            at=space.now,
        )
    )
    space.check_codes[output] = printed.check_code
    return digest, recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """What comes with an output: the facts born with it, and the document where it is one, with the code on it."""

    born: Facts
    pdf: bytes | None
    check_code: str


def _printed(
    ports: Ports,
    case_id: str,
    task: str,
    output: str,
    *,
    number: str,
    typed: Mapping[str, str] | None,
    again: bool = False,
) -> _Printed:
    """The output before it is issued: made outside the transaction, which must not wait for a printer.

    No document is made of what cannot be issued now: the command is refused then anyway. `typed` None, and for a new
    copy what is not typed: the facts stay as they are.
    """
    check_code = ports.randomness.token()
    case = read_state(case_id=case_id)
    state = case.task(task)
    spec = next((one for one in state.spec.outputs if one.id == output), None) if state else None
    if state is None or spec is None:
        raise NoSuchOutput(task=task, output=output)
    one_thing, now = artefact(case.one_thing), ports.clock.now()
    known = facts_of(ports=ports, case_id=case_id)
    told = {path: (typed or {}).get(path, "") for path in spec.facts}
    if again:
        told = {path: words for path, words in told.items() if words.strip()}
    born = read_answers(one_thing=one_thing, typed=told, known=known, today=local_date(now)) if told else {}
    if again and born:
        born = {path: known.get(path) for path in spec.facts} | dict(born)
    possible = state.standing(output) is not None if again else output in state.outputs_to_issue
    if spec.evidence is None or not possible:
        return _Printed(born=born, pdf=None, check_code=check_code)
    service = one_thing.services[state.spec.service]
    definition = next(one for one in service.definition.outputs if one.id == output)
    everything = {**known, **born}
    plan = plan_of_case(case=case, one_thing=one_thing, facts=everything, ports=ports, now=now)
    about = filled_role(service, definition.of, everything)
    pdf = ports.maker.output_pdf(
        title=definition.name,
        authority=one_thing.authorities[state.spec.authority].name,
        number=number,
        issued_at=now,
        lines=tuple(
            (fact_name(one_thing, field.fact).zh, fact_text(one_thing, field.fact, value).zh)
            for field in plan.fields
            if (value := everything.get(field.fact)) is not None
            and (field.fact in spec.facts or (field.participant == about and task in field.needed_by))
        ),
        check_url=f"{ports.public_url}/check/{check_code}/",
        demonstration=ports.demonstration,
    )
    return _Printed(born=born, pdf=pdf, check_code=check_code)


def deliver(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    output: str,
    mode: str,
    proof: str,
    key: str,
) -> OfficerTaskView:
    """Record that a result reached the person: how, and by which proof. Raises NoSuchOutput, DeliveryModeUnknown."""
    return act_on_task(
        actor,
        ports,
        case_id,
        task,
        key,
        lambda space: DeliverOutput(
            task=task, output=output, mode=delivery_mode(mode), proof=space.keep_text_if_any(proof)
        ),
    )


def delivery_mode(mode: str) -> DeliveryMode:
    """The way of delivery of that name. Raises DeliveryModeUnknown."""
    try:
        return DeliveryMode(mode)
    except ValueError as error:
        raise DeliveryModeUnknown(mode=mode) from error
