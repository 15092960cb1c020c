"""What the places of a handover tell each other, as plain frozen values: canonical JSON that can be signed and sent.

Rule 1: a message follows from the events of the case alone: whoever has the journal can write every message again, and its
digest is the one in the handover record.
Rule 2: a message carries no personal value and no free text: it names facts by path and keyed digest, documents by hash,
reasons by digest. The values travel beside it, and whoever gets them holds them against the digests.
Rule 3: an answer names the digest of the message that it answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from yijian.core.cases import events as e
from yijian.core.cases import handover_events as h
from yijian.core.cases import task_events as t
from yijian.core.cases.evolve import evolve
from yijian.core.cases.handovers import FormCheck, Handover, Office, ResultReturn
from yijian.core.cases.states import CaseState
from yijian.core.vocabulary.canonical import content_hash
from yijian.core.vocabulary.cross_region import CrossRegionMode

SCHEMA: Final = "yijian.handover/1"
"""The name of this form of message. A change that a reader must know of gets the next number."""


class MessageKind(StrEnum):
    """What a message says."""

    PAPERS = "papers"  # 移交: the window hands the papers over
    TAKEN = "taken"  # 接收: a deciding place took over
    REFUSED = "refused"  # 退回: it did not, for a reason
    RESULT = "result"  # 结果返回: a result goes to the window
    GIVEN_OUT = "given_out"  # 结果已发: the window handed it to the person


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedFact:
    """A fact that is handed over: its path and the keyed digest of its value."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedPaper:
    """A paper that is handed over: which planned paper it answers, its evidence type, its document by hash, its pages."""

    key: str
    type: str
    document: str
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedContents:
    """What is handed over: for which life event under which compiled artefact (hash), which parts, facts and papers,
    what the window had checked, and where results are to go."""

    life_event: str
    one_thing: str
    tasks: tuple[str, ...]
    facts: tuple[HandedFact, ...]
    papers: tuple[HandedPaper, ...]
    checked: FormCheck
    returns: ResultReturn


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedResult:
    """A result that is sent or given out: of which part, which output, its document by hash, its number."""

    task: str
    output: str
    document: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverMessage:
    """One message between the window and a place that decides. `round`: of the handing over, from 1.

    `contents` belongs to `papers`, `result` to `result` and `given_out`; `answers` is the digest of the message that a
    `taken`, `refused` or `given_out` answers, `as_of` from when papers taken over count as received, `deemed` that silence
    took them over, `reason` the keyed digest of the reason of a refusal. ValueError where these do not fit the kind.
    """

    kind: MessageKind
    case_number: str
    mode: CrossRegionMode
    round: int
    at: datetime
    sender: Office
    receiver: Office
    schema: str
    contents: HandedContents | None = None
    result: HandedResult | None = None
    answers: str | None = None
    as_of: datetime | None = None
    deemed: bool = False
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise ValueError(f"a message of the form {self.schema!r}, this program reads {SCHEMA!r}")
        given = {
            name
            for name in ("contents", "result", "answers", "as_of", "reason")
            if getattr(self, name) is not None
        }
        if given != _PARTS[self.kind]:
            wanted = ", ".join(sorted(_PARTS[self.kind]))
            raise ValueError(f"a message {self.kind.value!r} has exactly: {wanted}")
        if self.deemed and self.kind is not MessageKind.TAKEN:
            raise ValueError("only a message of taking over can be by silence")

    @property
    def digest(self) -> str:
        """The hash of the canonical form: what a signature is made over, and what an answer names."""
        return content_hash(self)


_PARTS: Final[dict[MessageKind, set[str]]] = {
    MessageKind.PAPERS: {"contents"},
    MessageKind.TAKEN: {"answers", "as_of"},
    MessageKind.REFUSED: {"answers", "reason"},
    MessageKind.RESULT: {"result"},
    MessageKind.GIVEN_OUT: {"result", "answers"},
}


def papers_message(
    state: CaseState,
    handover: Handover,
    *,
    to: Office,
    tasks: tuple[str, ...],
    checked: FormCheck,
    at: datetime,
) -> HandoverMessage:
    """What one deciding place is sent now: the same files for every place, its own parts named."""
    return HandoverMessage(
        kind=MessageKind.PAPERS,
        case_number=state.number or state.case_id,
        mode=handover.collection.mode,
        round=handover.round + 1,
        at=at,
        sender=Office(place=handover.collection.place),
        receiver=to,
        schema=SCHEMA,
        contents=HandedContents(
            life_event=state.life_event,
            one_thing=state.one_thing,
            tasks=tasks,
            facts=tuple(
                HandedFact(path=path, digest=entry.digest) for path, entry in sorted(state.facts.items())
            ),
            papers=tuple(
                HandedPaper(key=one.key, type=one.type, document=one.document, pages=one.pages)
                for one in state.papers
            ),
            checked=checked,
            returns=handover.collection.returns,
        ),
    )


def messages_of(events: Iterable[e.CaseEvent]) -> tuple[HandoverMessage, ...]:
    """Every message of a case, in the order in which they were sent; () where nothing was handed over.

    `events`: the whole journal, from the first. Raises ImpossibleEvent for a broken one.
    """
    state: CaseState | None = None
    sent: dict[tuple[str, str], HandoverMessage] = {}
    messages: list[HandoverMessage] = []
    for event in events:
        if state is not None and state.handover is not None:
            for message in _messages(state, state.handover, event, sent):
                messages.append(message)
                if message.kind is MessageKind.RESULT and message.result:
                    sent[message.result.task, message.result.output] = message
        state = evolve(state, event)
    return tuple(messages)


def _messages(
    state: CaseState, handover: Handover, event: e.CaseEvent, sent: dict[tuple[str, str], HandoverMessage]
) -> Iterator[HandoverMessage]:
    """What an event has the places tell each other; `state` is the one before it."""
    window = Office(place=handover.collection.place)

    def message(kind: MessageKind, sender: Office, receiver: Office, **parts: object) -> HandoverMessage:
        return HandoverMessage(
            kind=kind,
            case_number=state.number or state.case_id,
            mode=handover.collection.mode,
            round=handover.round,
            at=event.at,
            sender=sender,
            receiver=receiver,
            schema=SCHEMA,
            **parts,  # type: ignore[arg-type]  # the parts of each kind are checked by the value itself
        )

    match event:
        case h.PapersHandedOver():
            for parcel in event.parcels:
                yield papers_message(
                    state, handover, to=parcel.to, tasks=parcel.tasks, checked=event.checked, at=event.at
                )
        case h.HandoverTaken() if sent_to := handover.parcel_to(event.office):
            yield message(
                MessageKind.TAKEN,
                event.office,
                window,
                answers=sent_to.digest,
                as_of=event.as_of,
                deemed=event.deemed,
            )
        case h.HandoverRefused() if sent_to := handover.parcel_to(event.office):
            yield message(
                MessageKind.REFUSED, event.office, window, answers=sent_to.digest, reason=event.reason.digest
            )
        case h.ResultSent():
            yield message(
                MessageKind.RESULT, _office_of(state, event.task), window, result=_result(state, event)
            )
        case t.OutputDelivered() if before := sent.get((event.task, event.output)):
            yield message(
                MessageKind.GIVEN_OUT, window, before.sender, result=before.result, answers=before.digest
            )


def _office_of(state: CaseState, key: str) -> Office:
    task = state.task(key)
    if task is None:
        raise ValueError(f"no task {key}")
    return Office(place=task.spec.place or state.region or "", authority=task.spec.authority)


def _result(state: CaseState, event: h.ResultSent) -> HandedResult:
    task = state.task(event.task)
    output = task.standing(event.output) if task else None
    return HandedResult(
        task=event.task,
        output=event.output,
        document=output.document if output else None,
        number=output.number if output else None,
    )
