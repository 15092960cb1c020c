"""Nobody can be meant by the demonstration persons, and they are what the registers' definitions say."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

from yijian.core.vocabulary.identifiers import (
    MIDDLE_DOT,
    PersonIdKind,
    birth_date_of,
    check_mobile_number,
    check_person_id,
    check_person_name,
    normalise_person_name,
    rare_characters,
    sex_of,
)
from yijian.demonstration.persons import all_families, all_persons, named_families

TODAY = date(2026, 11, 24)


def test_there_are_two_hundred_with_numbers_of_their_own() -> None:
    persons = all_persons()
    assert len(persons) == 200
    assert len({person.id_number for person in persons}) == 200
    assert len({person.mobile for person in persons}) == 200


def test_every_identifier_is_well_formed() -> None:
    for person in all_persons():
        assert check_person_id(person.id_kind, person.id_number, as_of=TODAY) is None, person
        assert check_mobile_number(person.mobile) is None, person
        assert check_person_name(person.name) is None, person
        assert normalise_person_name(person.name) == person.name


def test_no_citizen_number_is_in_a_region_that_exists() -> None:
    """GB/T 2260 gives the third and fourth digit 01–70 and 90 at most: 99 is nobody's."""
    citizens = [person for person in all_persons() if person.id_kind is PersonIdKind.CITIZEN_ID]
    assert len(citizens) == 199
    assert {person.id_number[2:4] for person in citizens} == {"99"}


def test_no_mobile_number_is_in_a_block_in_use_and_every_name_is_visibly_made_up() -> None:
    for person in all_persons():
        assert person.mobile.startswith("154")
        assert "某" in person.name or person.name == "JOHN SAMPLE"


def test_a_number_tells_the_birth_date_and_sex_of_its_holder() -> None:
    codes = {"male": "1", "female": "2"}
    for person in all_persons():
        if person.id_kind is PersonIdKind.CITIZEN_ID:
            assert birth_date_of(person.id_kind, person.id_number) == person.birth_date
            sex = sex_of(person.id_kind, person.id_number)
            assert sex is not None
            assert codes[sex] == person.sex


def test_there_are_dotted_names_rare_characters_and_several_ethnic_groups() -> None:
    persons = all_persons()
    assert sum(MIDDLE_DOT in person.name for person in persons) >= 5
    assert sum(bool(rare_characters(person.name)) for person in persons) >= 5
    assert len({person.ethnicity for person in persons}) >= 5


def test_a_second_process_makes_the_same_persons() -> None:
    program = "from yijian.demonstration.persons import all_persons; print(repr(all_persons()))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == repr(all_persons())


def test_the_named_families_are_what_their_names_say() -> None:
    families = named_families()
    married, unmarried = families["married"], families["unmarried"]
    twins, foreign = families["twins"], families["foreign_father"]
    assert married.marriage_certificate_number
    assert [delivery.birth_date.strftime("%Y-%m") for delivery in married.deliveries] == ["2026-11"]
    assert unmarried.father
    assert unmarried.marriage_certificate_number is None
    assert [delivery.order for delivery in twins.deliveries] == [1, 2]
    assert foreign.mother.nationality == "CHN"
    assert foreign.father
    assert foreign.father.id_kind is PersonIdKind.FOREIGN_PASSPORT
    assert foreign.father.ethnicity is None
    assert all_families()[: len(families)] == tuple(families.values())


def test_mothers_are_grown_up_when_their_children_are_born() -> None:
    for family in all_families():
        for delivery in family.deliveries:
            assert delivery.birth_date.year - family.mother.birth_date.year >= 23
            assert delivery.birth_date <= TODAY
