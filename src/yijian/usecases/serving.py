"""How notices reach the person (送达): opened on the platform, or handed over by the authority, each with its proof.

When an electronic notice counts as delivered no source says: it counts from when its addressee first opens it, the
platform's own standard (`procedures.ELECTRONIC_SERVICE`).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from yijian.core.cases import CaseState, ConfirmNoticeDelivery, DeliveryMode
from yijian.core.cases.refusals import NoticeAlreadyDelivered
from yijian.ports import Ports
from yijian.storage import queries
from yijian.storage.errors import VersionConflict
from yijian.usecases.casework import carry_out, read_state
from yijian.usecases.issue import delivery_mode
from yijian.usecases.ownership import led_case, own_task, require_own_case
from yijian.usecases.permissions import Actor, NotFound, Permission


def open_notice(*, actor: Actor, ports: Ports, case_id: str, notice: str) -> None:
    """Record that the applicant opened a notice of their own case: the first time delivers it. Raises NotFound.

    Whoever is a party without having applied reads it too, and delivers nothing by that.
    """
    require_own_case(actor, case_id, Permission.READ_OWN_CASE)
    if not _undelivered(read_state(case_id=case_id), notice) or not _applied(actor, case_id):
        return
    # Reading never fails for want of the record: what is not recorded now is recorded the next time.
    with suppress(NoticeAlreadyDelivered, VersionConflict):
        _confirm(actor, ports, case_id, notice, DeliveryMode.ELECTRONIC, key=f"opened:{notice}")


def serve_notice(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    task: str,
    notice: str,
    mode: str,
    proof: str,
    on: date | None,
    key: str,
) -> None:
    """Record that an officer of the authority that issued a notice handed it over, or had it posted: how, on which day, by
    which proof. Raises NotFound, DeliveryModeUnknown, NoticeAlreadyDelivered, DeliveryDayImpossible."""
    case, _ = own_task(actor, case_id, task)
    if not any(one.number == notice and one.task == task for one in case.notices):
        raise NotFound(what=notice)
    _confirm(actor, ports, case_id, notice, delivery_mode(mode), proof=proof, on=on, key=key)


def serve_notice_of_case(
    *,
    actor: Actor,
    ports: Ports,
    case_id: str,
    notice: str,
    mode: str,
    proof: str,
    on: date | None,
    key: str,
) -> None:
    """As `serve_notice`, for the coordinator: notices of the lead about the whole."""
    case = led_case(actor, case_id)
    if not any(one.number == notice and one.task is None for one in case.notices):
        raise NotFound(what=notice)
    _confirm(actor, ports, case_id, notice, delivery_mode(mode), proof=proof, on=on, key=key)


def _confirm(
    actor: Actor,
    ports: Ports,
    case_id: str,
    notice: str,
    mode: DeliveryMode,
    *,
    key: str,
    proof: str = "",
    on: date | None = None,
) -> None:
    carry_out(
        actor=actor,
        ports=ports,
        case_id=case_id,
        key=key,
        prepare=lambda space: ConfirmNoticeDelivery(
            number=notice, mode=mode, proof=space.keep_text_if_any(proof), on=on
        ),
    )


def _applied(actor: Actor, case_id: str) -> bool:
    return queries.case_summary(case_id=case_id).applicant == actor.account


def _undelivered(case: CaseState, number: str) -> bool:
    """Whether the notice is there and not delivered yet. Raises NotFound."""
    found = next((one for one in case.notices if one.number == number), None)
    if found is None:
        raise NotFound(what=number)
    return found.delivery is None
