"""A register answers for those whom it can find: not everybody about whom it knows such a datum."""

from __future__ import annotations

from dataclasses import replace

from tests.compiler.small_packages import CALENDAR, TODAY, compiled, concept, package, service, words
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.authority import Register, RegisterAnswer
from yijian.core.vocabulary.life_event import Participant
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.plan import FieldSource
from yijian.core.vocabulary.service import Role


def answering(name: str, *key: str, about: tuple[str, ...] = ()) -> Register:
    answer = RegisterAnswer(entity="person", key=key, about=about, concepts=("place",))
    return Register(id=name, name=words(name), authority="office", answers=(answer,))


def definitions(*participants: str, register: str | None = "births") -> DefinitionPackage:
    """A service about one participant, whose place two registers hold: births of a child by its mother's number."""
    base = package(
        service("a", roles={"who": Role(entity="person")}, facts=("who.place",)),
        participants={name: Participant(entity="person", name=words(name)) for name in participants},
        concepts={"place": concept(register=register)},
    )
    event = base.life_events["event"]
    use = replace(event.services[0], roles={"who": participants[0]})
    registers = {
        "births": answering("births", "mother.number", about=("child",)),
        "people": answering("people", "name"),
    }
    return replace(
        base,
        registers=registers,
        life_events={"event": replace(event, services=(use,))},
    )


def register_of_place(found: DefinitionPackage) -> tuple[str | None, FieldSource]:
    one_thing = compiled(found)
    plan = specialise(one_thing, {"mother.rich": True}, today=TODAY, calendar=CALENDAR)
    (field,) = plan.fields
    return field.register, field.source


def test_the_register_that_the_dictionary_names_comes_first() -> None:
    assert register_of_place(definitions("child", "mother")) == ("births", FieldSource.REGISTER)


def test_of_somebody_whom_it_cannot_find_another_register_answers() -> None:
    assert register_of_place(definitions("mother")) == ("people", FieldSource.REGISTER)


def test_a_datum_without_a_register_in_the_dictionary_is_told_by_the_applicant() -> None:
    assert register_of_place(definitions("mother", register=None)) == (None, FieldSource.ANSWER)


def test_only_registers_that_can_be_asked_are_taken_along() -> None:
    assert set(compiled(definitions("mother")).registers) == {"people"}
    assert set(compiled(definitions("child", "mother")).registers) == {"births", "people"}
