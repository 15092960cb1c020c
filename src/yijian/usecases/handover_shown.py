"""What is shown of a handover between places, from the state of its case."""

from __future__ import annotations

from datetime import date, datetime

from yijian.core.cases import CaseState
from yijian.core.cases.clocks import hand_over_deadline, take_over_deadline
from yijian.core.cases.handovers import WITH_THE_WINDOW, Handover, Office, Parcel
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing
from yijian.ports import Ports
from yijian.usecases.casework import artefact, texts_of
from yijian.usecases.handover_views import HandoverView, ParcelView, PlaceView, RecordView
from yijian.usecases.places import place_name


def handover_view(*, ports: Ports, case: CaseState) -> HandoverView | None:
    """The handover of a case; None where it is handed in where it is decided."""
    if case.collection is None:
        return None
    chosen, handover = case.collection, case.handover
    view = HandoverView(
        mode=chosen.mode,
        collecting=PlaceView(code=chosen.place, name=place_name(ports, chosen.place)),
        deciding=PlaceView(code=case.region or "", name=place_name(ports, case.region)),
        returns=chosen.returns,
        status=handover.status if handover else None,
    )
    if handover is None:
        return view
    return _with_records(view, ports, case, handover)


def _with_records(view: HandoverView, ports: Ports, case: CaseState, handover: Handover) -> HandoverView:
    calendar = ports.definitions.calendar()
    parcels = [parcel for record in handover.records for parcel in record.parcels]
    keys = [one.answer.reason.key for one in parcels if one.answer and one.answer.reason]
    texts = texts_of(ports=ports, case_id=case.case_id, keys=keys)
    one_thing = artefact(case.one_thing)
    window = handover.status in WITH_THE_WINDOW
    return HandoverView(
        mode=view.mode,
        collecting=view.collecting,
        deciding=view.deciding,
        returns=view.returns,
        status=handover.status,
        due=_last_day(hand_over_deadline(handover, calendar)) if window else None,
        overdue=handover.overdue,
        records=tuple(
            RecordView(
                round=record.round,
                at=record.at,
                checked=record.checked,
                parcels=tuple(
                    _parcel_view(parcel, ports, case, one_thing, texts) for parcel in record.parcels
                ),
            )
            for record in handover.records
        ),
        pre_check_from=handover.received_at,
    )


def _parcel_view(
    parcel: Parcel, ports: Ports, case: CaseState, one_thing: OneThing, texts: dict[str, str]
) -> ParcelView:
    answer = parcel.answer
    services = (case.task(key) for key in parcel.tasks)
    return ParcelView(
        place=place_name(ports, parcel.to.place),
        authority=_authority(parcel.to, one_thing),
        services=tuple(
            one_thing.services[task.spec.service].definition.name for task in services if task is not None
        ),
        digest=parcel.digest,
        sent_at=parcel.sent_at,
        due=_last_day(take_over_deadline(parcel, ports.definitions.calendar())),
        taken=answer.taken if answer else None,
        answered_at=answer.at if answer else None,
        deemed=bool(answer and answer.deemed),
        reason=texts.get(answer.reason.key, "") if answer and answer.reason else "",
    )


def _authority(office: Office, one_thing: OneThing) -> Text:
    return one_thing.authorities[office.authority].name if office.authority else Text("窗口", "the window")


def _last_day(deadline: datetime) -> date:
    """The last day of a limit that ends at an instant, the beginning of the day after."""
    return local_date(deadline) - date.resolution
