"""The registers answer what `definitions/registers` says they answer, in values that the dictionary has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yijian.connectors.definitions.loader import load_package
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.demonstration.persons import named_families
from yijian.demonstration.records import REGISTER_IDS, open_books

DEFINITIONS = Path(__file__).parents[2] / "definitions"


@pytest.fixture(scope="module")
def package() -> DefinitionPackage:
    return load_package(DEFINITIONS).package


@pytest.fixture(scope="module")
def newborn(package: DefinitionPackage) -> OneThing:
    compilation = compile_life_event(package, "newborn", on=date(2026, 11, 24), region="430100")
    assert compilation.one_thing is not None
    return compilation.one_thing


@pytest.mark.parametrize("register", REGISTER_IDS)
def test_a_register_holds_all_that_newborn_asks_of_it(
    register: str, package: DefinitionPackage, newborn: OneThing
) -> None:
    """The demonstration knows the families of newborns: of what the definition promises, what they need."""
    book = open_books()[register]
    (answer,) = [
        one for one in package.registers[register].answers if (one.entity, one.key) == (book.entity, book.key)
    ]
    asked = {field.concept_name for field in newborn.form.fields}
    asked |= {fact.rpartition(".")[2] for fact in newborn.questions}
    for entry in book.entries.values():
        assert asked.intersection(answer.concepts) <= set(entry.facts)
        assert newborn.evidence_types.keys() & set(answer.evidence) <= entry.evidence


@pytest.mark.parametrize("register", REGISTER_IDS)
def test_every_code_a_register_answers_is_in_the_dictionary(
    register: str, package: DefinitionPackage
) -> None:
    book = open_books()[register]
    for entry in book.entries.values():
        for name, value in entry.facts.items():
            concept = package.concept_of(book.entity, name)
            assert concept is not None, name
            if concept.type is ConceptType.CODE and value is not None:
                assert value in {code.code for code in concept.codes}, (name, value)


def test_twins_are_told_apart_by_their_order() -> None:
    births = open_books()["births"]
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
    births = open_books()["births"]
    mother = named_families()["married"].mother.id_number
    assert births.find({"mother.id_number": mother}) is not None
    assert births.find({"mother.id_number": mother}) == births.find(
        {"mother.id_number": mother, "order": "1"}
    )


def test_a_person_is_found_only_by_name_and_number_together() -> None:
    book, mother = open_books()["population"], named_families()["married"].mother
    assert book.find({"name": mother.name, "id_number": mother.id_number}) is not None
    assert book.find({"name": "李某", "id_number": mother.id_number}) is None
    assert not book.accepts({"id_number": mother.id_number})
    assert not book.accepts({"name": mother.name, "id_number": mother.id_number, "sex": "2"})


def test_the_population_register_does_not_know_the_foreigner_and_the_marriage_register_does() -> None:
    family = named_families()["foreign_father"]
    father = family.father
    assert father is not None
    assert open_books()["population"].find({"name": father.name, "id_number": father.id_number}) is None
    key = {"mother.id_number": family.mother.id_number, "father.id_number": father.id_number}
    assert open_books()["marriage"].find(key) is not None


def test_the_marriage_register_does_not_know_the_unmarried() -> None:
    family = named_families()["unmarried"]
    assert family.father is not None
    key = {"mother.id_number": family.mother.id_number, "father.id_number": family.father.id_number}
    assert open_books()["marriage"].find(key) is None
