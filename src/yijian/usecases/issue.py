"""Results: issued with the facts born with them and a document to check, then handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yijian.core.cases import DeliverOutput, DeliveryMode, IssueOutput
from yijian.core.cases.refusals import NoSuchOutput
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
from yijian.usecases.permissions import Actor
from yijian.usecases.planning import filled_role, plan_of_case
from yijian.usecases.sealed_documents import put_sealed
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.task_acts import act_on_task, task_as_it_is


class DeliveryModeUnknown(CommandRefused):
    """A result is handed over electronically, by post, at a counter or when collected."""

    code = "DELIVERY_MODE_UNKNOWN"
    template = Text("没有“{mode}”这种送达方式，请重新选", "“{mode}” is no way of delivery: choose again")


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
        check_code = ports.randomness.token()
        printed = _printed(ports, case_id, task, output, number=number, typed=facts, check_code=check_code)
        document_id = ports.randomness.token()

        def make(space: Workspace) -> IssueOutput:
            origin = Provenance(kind=ProvenanceKind.OUTPUT, source=task, at=space.now)
            recorded = space.keep_facts(
                {path: ProvidedFact(value=value, provenance=origin) for path, value in printed.born.items()}
            )
            digest = None
            if printed.pdf is not None:
                digest = put_sealed(ports=ports, case_id=case_id, content=printed.pdf)
                documents.put_document(
                    document=DocumentRow(
                        case_id=case_id,
                        document_id=document_id,
                        origin="issued",
                        paper=f"{task}:{output}",
                        digest=digest,
                        media_type="application/pdf",
                        size=len(printed.pdf),
                        pages=1,
                        preview=None,
                        uploaded_by=actor.account,
                        at=space.now,
                    )
                )
                space.check_codes[output] = check_code
            return IssueOutput(
                task=task, output=output, document=digest, number=number.strip() or None, facts=recorded
            )

        carry_out(actor=actor, ports=ports, case_id=case_id, key=key, prepare=make)
    return task_as_it_is(actor, ports, case_id, task)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """What comes with an output: the facts born with it, and the document where it is one."""

    born: Facts
    pdf: bytes | None


def _printed(
    ports: Ports,
    case_id: str,
    task: str,
    output: str,
    *,
    number: str,
    typed: Mapping[str, str],
    check_code: str,
) -> _Printed:
    """The output before it is issued: made outside the transaction, which must not wait for a printer.

    No document is made of what cannot be issued now: the command is refused then anyway.
    """
    case = read_state(case_id=case_id)
    state = case.task(task)
    spec = next((one for one in state.spec.outputs if one.id == output), None) if state else None
    if state is None or spec is None:
        raise NoSuchOutput(task=task, output=output)
    one_thing, now = artefact(case.one_thing), ports.clock.now()
    known = facts_of(ports=ports, case_id=case_id)
    born = read_answers(
        one_thing=one_thing,
        typed={path: typed.get(path, "") for path in spec.facts},
        known=known,
        today=local_date(now),
    )
    if spec.evidence is None or output not in state.outputs_to_issue:
        return _Printed(born=born, pdf=None)
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
            and (field.fact in born or (field.participant == about and task in field.needed_by))
        ),
        check_url=f"{ports.public_url}/check/{check_code}/",
        demonstration=ports.demonstration,
    )
    return _Printed(born=born, pdf=pdf)


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
