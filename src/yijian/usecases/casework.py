"""The one path on which a case changes: load, permission, decide, keep values, append, tell; in one transaction.

Rule 1: a use case says who may act and which command is meant; everything else happens here, the same for every
        channel, timer and interface.
Rule 2: personal values and free texts go to the vault in the transaction of the command that names them.
Rule 3: under a repeated idempotency key nothing happens again; the caller reads the case as it is now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from typing import TypeVar

from yijian.core.cases import ActorKind as CaseActorKind
from yijian.core.cases import (
    ActorRef,
    CaseEvent,
    CaseState,
    Command,
    Completeness,
    DecisionFacts,
    RecordedFact,
    TextRef,
    decide,
    event_to_plain,
    evolve,
)
from yijian.core.cases.rule_decisions import RuleOutcome
from yijian.core.errors import CommandRefused, Text
from yijian.core.vocabulary.canonical import from_plain, to_plain
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, Provenance, ProvenanceKind, ProvidedFact
from yijian.ports import Ports
from yijian.storage import artefacts, credit_notes, journal, vault
from yijian.storage.chain import ActedBy
from yijian.storage.errors import KeyDestroyed
from yijian.storage.transactions import in_transaction
from yijian.usecases import listing, telling
from yijian.usecases.permissions import Actor, ActorKind

_Rows = TypeVar("_Rows")

_CAPACITY: Mapping[ActorKind, CaseActorKind] = {
    ActorKind.VISITOR: CaseActorKind.CO_SIGNER,
    ActorKind.CO_SIGNER: CaseActorKind.CO_SIGNER,
    ActorKind.APPLICANT: CaseActorKind.APPLICANT,
    ActorKind.OFFICER: CaseActorKind.OFFICER,
    ActorKind.COORDINATOR: CaseActorKind.OFFICER,
    ActorKind.COLLECTOR: CaseActorKind.OFFICER,
    ActorKind.SUPERVISOR: CaseActorKind.SUPERVISOR,
    ActorKind.SYSTEM: CaseActorKind.SYSTEM,
    ActorKind.RULES: CaseActorKind.RULES,
}


@dataclass(slots=True)
class Workspace:
    """What one command works on, inside its transaction. `state` is None while the case does not exist.

    A use case reads facts and keeps values through it, and sets `completeness`, `competent`, `cross_region`, `places`, `rules` and
    `promised_finish` where its command wants them. `check_codes` are the codes printed on documents that the command issues, by output id.
    """

    actor: Actor
    ports: Ports
    case_id: str
    version: int
    now: datetime
    state: CaseState | None
    completeness: Completeness | None = None
    competent: tuple[str, ...] = ()
    cross_region: CrossRegionMode | None = None
    places: tuple[str, ...] = ()
    rules: RuleOutcome | None = None
    promised_finish: listing.Promise | None = None
    check_codes: dict[str, str] = field(default_factory=dict)

    @property
    def case(self) -> CaseState:
        """The state of a case that exists."""
        if self.state is None:
            raise ValueError("this command begins a case: there is no state yet")
        return self.state

    @property
    def one_thing(self) -> OneThing:
        """The compiled artefact the case began under."""
        return artefact(self.case.one_thing)

    def provided(self) -> dict[str, ProvidedFact]:
        """The facts of the case with their provenance."""
        return provided_of(ports=self.ports, case_id=self.case_id)

    def facts(self) -> Facts:
        """The facts of the case, bare."""
        return facts_of(ports=self.ports, case_id=self.case_id)

    def keep_facts(self, facts: Mapping[str, ProvidedFact]) -> tuple[RecordedFact, ...]:
        """Put values into the vault; what the command may carry of them comes back."""
        digests = vault.put_facts(
            case_id=self.case_id, version=self.version, facts=facts, cipher=self.ports.cipher
        )
        return tuple(
            RecordedFact(path=path, digest=digests[path], provenance=fact.provenance)
            for path, fact in facts.items()
        )

    def forget_facts(self, paths: Iterable[str]) -> None:
        """From this command on the case has no such facts."""
        vault.forget_facts(case_id=self.case_id, version=self.version, paths=paths)

    def keep_text(self, text: str) -> TextRef:
        """Put a free text into the vault; the reference comes back."""
        key = vault.text_key(self.ports.randomness.token())
        digests = vault.put_texts(
            case_id=self.case_id, version=self.version, texts={key: text}, cipher=self.ports.cipher
        )
        return TextRef(key=key, digest=digests[key])

    def keep_text_if_any(self, text: str) -> TextRef | None:
        """As `keep_text`; None for an empty text."""
        return self.keep_text(text) if text.strip() else None


class ValuesDestroyed(CommandRefused):
    """The personal values of the case have been destroyed for good; that it existed can still be shown."""

    code = "VALUES_DESTROYED"
    template = Text(
        "这件事的个人信息已经按规定销毁，看不到了",
        "The personal values of this case have been destroyed: they cannot be shown any more",
    )


@contextmanager
def values() -> Iterator[None]:
    """Opening and sealing values of a case: a case whose key is gone is refused in words."""
    try:
        yield
    except KeyDestroyed as error:
        raise ValuesDestroyed from error


def provided_of(*, ports: Ports, case_id: str, paths: Iterable[str] | None = None) -> dict[str, ProvidedFact]:
    """The facts of a case with their provenance, by path; all, or only `paths`: each that is opened takes its time.

    Raises NothingStored, ValuesDestroyed.
    """
    with values():
        return vault.facts_of(case_id=case_id, cipher=ports.cipher, paths=paths)


def facts_of(*, ports: Ports, case_id: str) -> Facts:
    """The facts of a case, bare. Raises as `provided_of`."""
    return bare(provided_of(ports=ports, case_id=case_id))


def bare(provided: Mapping[str, ProvidedFact]) -> Facts:
    """The values without their provenance."""
    return {path: fact.value for path, fact in provided.items()}


def texts_of(*, ports: Ports, case_id: str, keys: Iterable[str]) -> dict[str, str]:
    """Free texts of a case by vault key. Raises as `provided_of`."""
    with values():
        return vault.texts_of(case_id=case_id, keys=keys, cipher=ports.cipher)


Prepare = Callable[[Workspace], Command]
"""What a use case adds: checks the case in hand and makes the command."""


def carry_out(*, actor: Actor, ports: Ports, case_id: str, key: str, prepare: Prepare) -> CaseState:
    """Carry out one command on a case that exists; the state after it. Raises CommandRefused, StorageError.

    Under a key that was used before, `prepare` is not called and the present state comes back.
    """

    def work() -> CaseState:
        loaded = journal.load(case_id=case_id, key=_scoped(actor, key))
        state = from_plain(CaseState, loaded.state)
        if loaded.answered is not None:
            return state
        space = Workspace(
            actor=actor,
            ports=ports,
            case_id=case_id,
            version=loaded.version + 1,
            now=ports.clock.now(),
            state=state,
        )
        with values():
            return _append(space, loaded, prepare(space))

    return in_transaction(work)


def carried_out(*, actor: Actor, case_id: str, key: str) -> bool:
    """Whether this actor has given a command under this key before: then it must not do anything again."""
    return journal.load(case_id=case_id, key=_scoped(actor, key)).answered is not None


def begun(*, actor: Actor, key: str) -> str | None:
    """The id of the case that this actor began under this key."""
    found = journal.load_opened(key=_scoped(actor, key))
    return found.case_id if found else None


def begin(*, actor: Actor, ports: Ports, region: str, key: str, prepare: Prepare) -> CaseState:
    """Begin a case: as `carry_out`, with a new case id and a key for its values."""

    def work() -> CaseState:
        scoped = _scoped(actor, key)
        before = journal.load_opened(key=scoped)
        if before is not None:
            return from_plain(CaseState, before.state)
        now = ports.clock.now()
        case_id = listing.new_case_id(region=region, now=now)
        vault.create_key(case_id=case_id, cipher=ports.cipher)
        space = Workspace(actor=actor, ports=ports, case_id=case_id, version=1, now=now, state=None)
        return _append(space, journal.unopened(case_id=case_id, key=scoped), prepare(space))

    return in_transaction(work)


def _append(space: Workspace, loaded: journal.LoadedCase, command: Command) -> CaseState:
    calendar = space.ports.definitions.calendar()
    circumstances = DecisionFacts(
        now=space.now,
        calendar=calendar,
        actor=actor_ref(space.actor),
        completeness=space.completeness,
        competent=space.competent,
        cross_region=space.cross_region,
        places=space.places,
        rules=space.rules,
    )
    events = decide(space.state, command, circumstances)
    state = _after(space.state, events)
    opened = space.state is not None
    applicant = loaded.applicant if opened else space.actor.account
    journal.append(
        loaded=loaded,
        actor=ActedBy(
            kind=space.actor.kind.value, account=space.actor.account, authority=space.actor.authority
        ),
        command=type(command).__name__,
        events=[event_to_plain(event) for event in events],
        state=to_plain(state),
        row=listing.case_row(
            state,
            applicant=applicant,
            promised=space.promised_finish or (listing.Promise(loaded.promised_finish) if opened else None),
            calendar=calendar,
        ),
        now=space.now,
        tasks=_if_changed(space.state, state, partial(listing.task_rows, calendar=calendar)),
        collected=_if_changed(space.state, state, partial(listing.collected_row, calendar=calendar)),
        timers=_if_changed(space.state, state, partial(listing.timer_rows, calendar=calendar)),
        notices=listing.notice_rows(before=space.state, after=state),
        outputs=listing.output_rows(before=space.state, after=state, check_codes=space.check_codes),
        messages=telling.messages_of(
            events, state=state, one_thing=artefact(state.one_thing), applicant=applicant, ports=space.ports
        ),
        cipher=space.ports.cipher,
    )
    credit_notes.put_credit_notes(
        notes=listing.credit_note_rows(events, case_id=state.case_id, applicant=applicant)
    )
    for task, unfounded in listing.unfounded_notes(events):
        credit_notes.drop_credit_notes(case_id=state.case_id, task=task, kinds=unfounded)
    return state


def _if_changed(
    before: CaseState | None, after: CaseState, rows_of: Callable[[CaseState], _Rows]
) -> _Rows | None:
    """The rows of the state after the command; None where they are those of the state before."""
    rows = rows_of(after)
    return None if before is not None and rows == rows_of(before) else rows


def _after(state: CaseState | None, events: tuple[CaseEvent, ...]) -> CaseState:
    for event in events:
        state = evolve(state, event)
    if state is None:
        raise ValueError("a command was decided without events")
    return state


def _scoped(actor: Actor, key: str) -> str:
    """A key belongs to who uses it: nobody can take another's answer by guessing a key."""
    return f"{actor.kind.value}:{actor.account or ''}:{key}"


def actor_ref(actor: Actor) -> ActorRef:
    """The actor as the case engine knows it."""
    return ActorRef(
        kind=_CAPACITY[actor.kind],
        id=actor.account or actor.kind.value,
        authority=actor.authority,
        place=actor.place,
    )


@lru_cache(maxsize=64)
def artefact(digest: str) -> OneThing:
    """The compiled artefact of that hash, as stored."""
    return from_plain(OneThing, json.loads(artefacts.get_artefact(artefact_hash=digest)))


def read_state(*, case_id: str) -> CaseState:
    """The present state of a case, for reading. Raises NothingStored."""
    return from_plain(CaseState, journal.load(case_id=case_id, key="").state)


def told_by(actor: Actor, at: datetime) -> Provenance:
    """The provenance of an answer."""
    return Provenance(kind=ProvenanceKind.ANSWER, source=actor.account or actor.kind.value, at=at)
