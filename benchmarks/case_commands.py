"""What one command on a case costs: in memory, on the path that every command takes, and through a whole use case.

The floor is the least that keeps the same promise on the same connection: one transaction that reads and updates a
state row and inserts a journal row, of the same sizes. It seals nothing, checks nothing, keeps no lists.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection, transaction

from benchmarks.measuring import Seconds, in_turns
from tests.usecases.world import World
from yijian.core.cases import CaseState, DecisionFacts, RecordAnswers, RecordedFact, decide, evolve
from yijian.core.vocabulary.provenance import ProvidedFact
from yijian.storage import journal
from yijian.storage.chain import json_text
from yijian.usecases import apply
from yijian.usecases.casework import Workspace, actor_ref, carry_out, read_state, told_by
from yijian.usecases.permissions import Actor

ROUNDS = 7
FACT = "mother.mobile"


def measure(world: World) -> dict[str, Seconds]:
    """Seconds of `floor`, `command`, `use_case` and `decide` in each round."""
    mother, case_id = world.started("married")
    applicant = Applicant(world=world, mother=mother, case_id=case_id)
    applicant.command()
    floor = Floor(
        state=json_text(journal.load(case_id=case_id, key="").state),
        events=journal.entries(case_id=case_id)[-1].events,
    )
    return in_turns(
        {
            "floor": (floor.act, 40),
            "command": (applicant.command, 20),
            "use_case": (applicant.use_case, 3),
            "decide": (decision(world, mother, case_id), 200),
        },
        rounds=ROUNDS,
    )


@dataclass(kw_only=True)
class Applicant:
    """A mother who keeps correcting her number."""

    world: World
    mother: Actor
    case_id: str
    mobiles: itertools.cycle[str] = field(
        default_factory=lambda: itertools.cycle(("15400000001", "15400000002"))
    )

    def command(self) -> None:
        """One answer on the path of every command: load, decide, seal, append, in one transaction."""

        def prepare(space: Workspace) -> RecordAnswers:
            told = ProvidedFact(value=next(self.mobiles), provenance=told_by(self.mother, space.now))
            return RecordAnswers(facts=space.keep_facts({FACT: told}))

        carry_out(
            actor=self.mother,
            ports=self.world.ports,
            case_id=self.case_id,
            key=self.world.key(),
            prepare=prepare,
        )

    def use_case(self) -> None:
        """The same answer as the portal gives it: checked against the plan, with the view for the next page."""
        apply.record_answers(
            actor=self.mother,
            ports=self.world.ports,
            case_id=self.case_id,
            typed={FACT: next(self.mobiles)},
            key=self.world.key(),
        )


def decision(world: World, mother: Actor, case_id: str) -> Callable[[], None]:
    """The decision alone, on values: no table, no JSON, no sealing."""
    state, now = read_state(case_id=case_id), world.clock.now()
    circumstances = DecisionFacts(
        now=now, calendar=world.ports.definitions.calendar(), actor=actor_ref(mother)
    )
    answer = RecordAnswers(facts=(RecordedFact(path=FACT, digest="0" * 64, provenance=told_by(mother, now)),))

    def act() -> None:
        after: CaseState | None = state
        for event in decide(state, answer, circumstances):
            after = evolve(after, event)

    return act


class Floor:
    """Two tables of its own on the connection of the installation."""

    def __init__(self, *, state: str, events: str) -> None:
        self._state, self._events = state, events
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE bench_case (case_id varchar(40) PRIMARY KEY, version integer, state text)"
            )
            cursor.execute(
                "CREATE TABLE bench_journal (case_id varchar(40), version integer, events text,"
                " PRIMARY KEY (case_id, version))"
            )
            cursor.execute("INSERT INTO bench_case VALUES ('1', 0, %s)", [state])

    def act(self) -> None:
        """Read, move on, write what happened."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT version, state FROM bench_case WHERE case_id = '1'")
            version = int(cursor.fetchone()[0])
            cursor.execute(
                "UPDATE bench_case SET version = %s, state = %s WHERE case_id = '1' AND version = %s",
                [version + 1, self._state, version],
            )
            cursor.execute("INSERT INTO bench_journal VALUES ('1', %s, %s)", [version + 1, self._events])
