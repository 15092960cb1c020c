"""What the applicant of a one thing says in the browser, by the name of the control that asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from tests.browser.families import control_of
from tests.usecases.thing_answers import Told
from yijian.connectors.clock import SystemClock
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.one_thing import OneThing

DEFINITIONS = Path(__file__).parents[2] / "definitions"
REGION = "430100"
MEMBERS = ("", "[1]", "[2]")


class Says(Mapping[str, str]):
    """By control; `but` by fact, said instead of what the reference case says."""

    def __init__(self, thing: str, but: Mapping[str, str] | None = None) -> None:
        one_thing = _definitions().one_thing(thing)
        self._told = Told(one_thing, _today(), but or {})
        self._facts = {control_of(fact): fact for fact in _facts(one_thing)}

    def __getitem__(self, control: str) -> str:
        return self._told.value(self._facts[control])

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _facts(one_thing: OneThing) -> Iterator[str]:
    for name, participant in one_thing.life_event.participants.items():
        for concept in one_thing.entities[participant.entity].concepts:
            yield from (f"{name}{member}.{concept}" for member in MEMBERS)


def _today() -> date:
    return local_date(SystemClock().now())


@lru_cache(maxsize=1)
def _definitions() -> CompiledDefinitions:
    return CompiledDefinitions(directory=DEFINITIONS, region=REGION, clock=SystemClock())
