"""The registers answer what `definitions/registers` says they answer, in values that the dictionary has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yijian.connectors.definitions.loader import load_package
from yijian.connectors.registers import typed_value
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import named_families
from yijian.demonstration.records import BROKEN_PROMISES, REGISTER_IDS, open_books
from yijian.demonstration.register_book import RegisterBook

DEFINITIONS = Path(__file__).parents[2] / "definitions"


def the_book(register: str) -> RegisterBook:
    """The first book of a register."""
    return open_books()[register][0]


@pytest.fixture(scope="module")
def package() -> DefinitionPackage:
    return load_package(DEFINITIONS).package


@pytest.fixture(scope="module")
def newborn(package: DefinitionPackage) -> OneThing:
    compilation = compile_life_event(package, "newborn", on=date(2026, 11, 24), region="430100")
    assert compilation.one_thing is not None
    return compilation.one_thing


def test_every_question_that_a_definition_allows_has_a_book(package: DefinitionPackage) -> None:
    """What `definitions/registers` name, the demonstration answers: no register is missing, none is too many."""
    books = {name: known for name, known in open_books().items() if name != BROKEN_PROMISES}
    defined = {
        (register.id, answer.entity, answer.key)
        for register in package.registers.values()
        for answer in register.answers
    }
    kept = {(register, book.entity, book.key) for register, known in books.items() for book in known}
    assert kept == defined
    assert all(book.entries for known in books.values() for book in known)


@pytest.mark.parametrize("register", REGISTER_IDS)
def test_a_register_answers_what_its_definition_lists_in_values_of_the_dictionary(
    register: str, package: DefinitionPackage
) -> None:
    for book in open_books()[register]:
        (answer,) = [
            one
            for one in package.registers[register].answers
            if (one.entity, one.key) == (book.entity, book.key)
        ]
        seen = {name for entry in book.entries.values() for name in entry.facts}
        assert seen - {"name", "id_kind", "id_number"} <= set(answer.concepts)
        assert {kind for entry in book.entries.values() for kind in entry.evidence} <= set(answer.evidence)
        for entry in book.entries.values():
            for name, value in entry.facts.items():
                concept = package.concept_of(book.entity, name)
                assert concept is not None, name
                typed_value(concept, value)


def test_the_population_register_holds_all_that_newborn_asks_of_it(
    package: DefinitionPackage, newborn: OneThing
) -> None:
    (answer, _) = package.registers["population"].answers
    asked = {field.concept_name for field in newborn.form.fields}
    asked |= {fact.rpartition(".")[2] for fact in newborn.questions}
    for entry in the_book("population").entries.values():
        assert asked.intersection(answer.concepts) <= set(entry.facts)
        assert newborn.evidence_types.keys() & set(answer.evidence) <= entry.evidence


def test_every_firm_is_found_by_its_code_with_who_represents_it() -> None:
    for firm in named_firms().values():
        entry = the_book("business").find({"unified_code": firm.unified_code})
        assert entry is not None
        assert entry.facts["legal_representative"] == firm.representative.name
        assert entry.facts["name"] == firm.name


def test_a_firm_without_customs_code_is_known_not_to_be_registered() -> None:
    firms = named_firms()
    for thing in ("restaurant", "listing-check"):
        entry = the_book("customs-records").find({"unified_code": firms[thing].unified_code})
        assert entry is not None
        assert entry.facts["customs_registered"] is (thing == "listing-check")


def test_twins_are_told_apart_by_their_order() -> None:
    births = the_book("births")
    mother = named_families()["twins"].mother.id_number
    first, second, third = (
        births.find({"mother.id_number": mother, "order": order}) for order in ("1", "2", "3")
    )
    assert first is not None
    assert second is not None
    assert first.facts["birth_time"] != second.facts["birth_time"]
    assert third is None
    assert births.find({"mother.id_number": mother}) is None


def test_a_single_child_needs_no_order() -> None:
    births = the_book("births")
    mother = named_families()["married"].mother.id_number
    assert births.find({"mother.id_number": mother}) is not None
    assert births.find({"mother.id_number": mother}) == births.find(
        {"mother.id_number": mother, "order": "1"}
    )


def test_a_person_is_found_only_by_name_and_number_together() -> None:
    book, mother = the_book("population"), named_families()["married"].mother
    assert book.find({"name": mother.name, "id_number": mother.id_number}) is not None
    assert book.find({"name": "李某", "id_number": mother.id_number}) is None
    assert not book.accepts({"id_number": mother.id_number})
    assert not book.accepts({"name": mother.name, "id_number": mother.id_number, "sex": "2"})


def test_the_population_register_does_not_know_the_foreigner_and_the_marriage_register_does() -> None:
    family = named_families()["foreign_father"]
    father = family.father
    assert father is not None
    assert the_book("population").find({"name": father.name, "id_number": father.id_number}) is None
    key = {"mother.id_number": family.mother.id_number, "father.id_number": father.id_number}
    assert the_book("marriage").find(key) is not None


def test_the_marriage_register_does_not_know_the_unmarried() -> None:
    family = named_families()["unmarried"]
    assert family.father is not None
    key = {"mother.id_number": family.mother.id_number, "father.id_number": family.father.id_number}
    assert the_book("marriage").find(key) is None
