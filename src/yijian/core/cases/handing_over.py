"""Handlers: an application that is collected in one place and decided in others (跨域通办).

Competence does not move: the window checks who came and that papers are in form, and hands over; the places that decide
take over or send back with reasons, and from then on everything is as in any application. Their silence counts as taken.
"""

from __future__ import annotations

from datetime import datetime

from yijian.core.cases import handover_commands as c
from yijian.core.cases import handover_events as h
from yijian.core.cases import task_events as t
from yijian.core.cases.decision import Decision
from yijian.core.cases.deliveries import Delivery, DeliveryMode
from yijian.core.cases.handover_messages import papers_message
from yijian.core.cases.handover_refusals import (
    AlreadySent,
    CollectionVoid,
    MustNotCome,
    NoSuchPlace,
    NoSuchPlannedPaper,
    NotAtThisPlace,
    NotCrossRegion,
    NotForThisWindow,
    NothingIsCollected,
    NothingToAnswer,
    PapersNotLookedAt,
    ResultIsAtWindow,
)
from yijian.core.cases.handovers import Collection, Handover, HandoverStatus, Office, Parcel, ResultReturn
from yijian.core.cases.refusals import OutputAlreadyDelivered
from yijian.core.cases.states import CaseState, Paper, TaskStatus
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.provenance import ProvenanceKind


def choose_collection(decision: Decision, command: c.ChooseCollection) -> None:
    """Where to hand in, as far as the definitions of all services that are applied for allow it."""
    if command.place is None:
        decision.record(h.CollectionChosen(at=decision.at, collection=None))
        return
    mode, places = decision.facts.cross_region, decision.facts.places
    if mode is None:
        raise NotCrossRegion
    if command.place not in places:
        raise NoSuchPlace(place=command.place, places=places)
    if mode is CrossRegionMode.ONLINE and command.returns is ResultReturn.COLLECTING_PLACE:
        raise NothingIsCollected
    chosen = Collection(mode=mode, place=command.place, returns=command.returns)
    decision.record(h.CollectionChosen(at=decision.at, collection=chosen))


def require_collection_fits(decision: Decision) -> None:
    """Raises CollectionVoid where the application as it is handed in does not allow what was chosen."""
    chosen = decision.state.collection
    if chosen is None:
        return
    if (chosen.mode, chosen.place in decision.facts.places) != (decision.facts.cross_region, True):
        raise CollectionVoid


def bring_to_window(decision: Decision, command: c.BringToWindow) -> None:
    """A paper that was missing or not in form, taken in at the window."""
    _require_window(decision)
    if not any(one.key == command.paper.key for one in decision.state.papers):
        raise NoSuchPlannedPaper(paper=command.paper.key)
    decision.record(h.PaperBroughtToWindow(at=decision.at, paper=command.paper))


def hand_over(decision: Decision, command: c.HandOver) -> None:
    """Everything to the places that decide; what a place has taken over stays there."""
    handover = _require_window(decision)
    to_see = papers_to_look_at(decision.state)
    unseen = tuple(one.key for one in to_see if one.id not in command.checked.papers)
    if unseen:
        raise PapersNotLookedAt(papers=unseen)
    parcels = []
    for office, tasks in receivers_of(decision.state, handover).items():
        before = handover.parcel_to(office)
        if before is not None and (before.answer is None or before.taken):
            continue
        message = papers_message(
            decision.state, handover, to=office, tasks=tasks, checked=command.checked, at=decision.at
        )
        parcels.append(Parcel(to=office, tasks=tasks, digest=message.digest, sent_at=decision.at))
    decision.record(
        h.PapersHandedOver(
            at=decision.at,
            round=handover.round + 1,
            by=decision.facts.actor.id,
            checked=command.checked,
            parcels=tuple(parcels),
        )
    )
    _complete(decision)


def papers_to_look_at(state: CaseState) -> tuple[Paper, ...]:
    """The papers whose form the window checks: not those that a register gave, for which nobody brings an original."""
    return tuple(one for one in state.papers if one.provenance.kind is not ProvenanceKind.REGISTER)


def take_over(decision: Decision, _: c.TakeOver) -> None:
    """A deciding place has the papers from now on."""
    parcel = _own_parcel(decision)
    take(decision, parcel.to, as_of=decision.at, by=decision.facts.actor.id)


def take(decision: Decision, office: Office, *, as_of: datetime, by: str | None) -> None:
    """An office took over, by its word or (`by` None) by its silence."""
    decision.record(h.HandoverTaken(at=decision.at, office=office, as_of=as_of, by=by, deemed=by is None))
    _complete(decision)


def refuse_handover(decision: Decision, command: c.RefuseHandover) -> None:
    """A deciding place sends back what it was sent, with reasons."""
    parcel = _own_parcel(decision)
    decision.record(
        h.HandoverRefused(at=decision.at, office=parcel.to, by=decision.facts.actor.id, reason=command.reason)
    )


def silence_takes_over(decision: Decision, subject: str) -> None:
    """The time to answer has passed: the papers count as taken over when they were sent."""
    handover = decision.state.handover
    for parcel in handover.unanswered if handover else ():
        if parcel.to.key == subject:
            take(decision, parcel.to, as_of=parcel.sent_at, by=None)


def send_result(decision: Decision, command: c.SendResult) -> None:
    """A result to the window, where the applicant asked for it there."""
    handover, task = decision.state.handover, decision.task(command.task)
    output = task.standing(command.output)
    wanted = handover is not None and handover.collection.returns is ResultReturn.COLLECTING_PLACE
    deliverable = any(one.id == command.output and one.deliverable for one in task.spec.outputs)
    if output is None or not wanted or not deliverable:
        raise NotForThisWindow(task=command.task, output=command.output)
    if output.delivery is not None:
        raise OutputAlreadyDelivered(task=command.task, output=command.output)
    if output.sent_at is not None:
        raise AlreadySent(task=command.task, output=command.output)
    decision.record(h.ResultSent(at=decision.at, task=command.task, output=command.output))


def give_out_result(decision: Decision, command: c.GiveOutResult) -> None:
    """A result that was sent to the window, handed to the person there."""
    _require_window(decision)
    output = decision.task(command.task).standing(command.output)
    if output is None or output.sent_at is None:
        raise NotForThisWindow(task=command.task, output=command.output)
    if output.delivery is not None:
        raise OutputAlreadyDelivered(task=command.task, output=command.output)
    delivery = Delivery(at=decision.at, mode=DeliveryMode.COUNTER, proof=command.proof)
    decision.record(
        t.OutputDelivered(at=decision.at, task=command.task, output=command.output, delivery=delivery)
    )


def require_deliverable_here(decision: Decision, task: str, output: str, mode: DeliveryMode) -> None:
    """Raises ResultIsAtWindow, MustNotCome: where the deciding place may not hand a result over (so)."""
    found = decision.task(task).standing(output)
    if found is not None and found.sent_at is not None and found.delivery is None:
        raise ResultIsAtWindow(task=task, output=output)
    chosen = decision.state.collection
    online = chosen is not None and chosen.mode is CrossRegionMode.ONLINE
    if online and mode in {DeliveryMode.COUNTER, DeliveryMode.COLLECTED}:
        raise MustNotCome


def require_place(decision: Decision, place: str | None) -> None:
    """Raises NotAtThisPlace unless the actor is where a part is decided; None is where the case is."""
    home = decision.state.region
    if (decision.facts.actor.place or home) != (place or home):
        raise NotAtThisPlace(place=place or home or "—")


def receivers_of(state: CaseState, handover: Handover) -> dict[Office, tuple[str, ...]]:
    """The offices that decide, each with its parts: the lead authority for all that is decided where it is; elsewhere the
    authority of each part."""
    home = state.region or ""
    found: dict[Office, tuple[str, ...]] = {}
    wanted = [task for task in state.tasks if task.status is not TaskStatus.DROPPED]
    for task in wanted:
        place = task.spec.place or home
        joint = handover.collection.mode is CrossRegionMode.JOINT and place != home
        office = (
            Office(place=place, authority=task.spec.authority)
            if joint
            else Office(place=home, authority=state.lead)
        )
        found[office] = (*found.get(office, ()), task.spec.key)
    return found


def _complete(decision: Decision) -> None:
    handover = decision.state.handover
    if handover is None or handover.status is not HandoverStatus.SENT:
        return
    sent = [handover.parcel_to(office) for office in receivers_of(decision.state, handover)]
    if all(parcel is not None and parcel.taken for parcel in sent):
        decision.record(h.HandoverComplete(at=decision.at))


def _require_window(decision: Decision) -> Handover:
    """The handover, where the actor stands at the window that collects. Raises NotAtThisPlace."""
    handover, actor = decision.state.handover, decision.facts.actor
    place = handover.collection.place if handover else "—"
    if handover is None or actor.place != place or actor.authority is not None:
        raise NotAtThisPlace(place=place)
    return handover


def _own_parcel(decision: Decision) -> Parcel:
    """What was sent to the office of the actor and waits for an answer. Raises NothingToAnswer."""
    handover, actor = decision.state.handover, decision.facts.actor
    office = Office(place=actor.place or decision.state.region or "", authority=actor.authority)
    parcel = handover.parcel_to(office) if handover and actor.authority else None
    if parcel is None or parcel.answer is not None:
        raise NothingToAnswer
    return parcel
