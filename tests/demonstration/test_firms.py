"""Nobody can be meant by the demonstration firms, and who represents them is one of the demonstration persons."""

from __future__ import annotations

from pathlib import Path

from yijian.connectors.definitions.loader import load_package
from yijian.core.vocabulary.identifiers import check_unified_code
from yijian.core.vocabulary.identifiers.organisation_code import check_organisation_code
from yijian.core.vocabulary.life_event import Audience
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import all_persons, named_families, other_named_families

DEFINITIONS = Path(__file__).parents[2] / "definitions"


def test_every_code_is_well_formed_inside_and_outside_and_of_a_region_that_does_not_exist() -> None:
    """GB/T 2260 gives no prefecture the digits 99."""
    firms = named_firms().values()
    assert len({firm.unified_code for firm in firms}) == len(firms)
    for firm in firms:
        assert check_unified_code(firm.unified_code) is None
        assert check_organisation_code(firm.unified_code[8:17]) is None
        assert firm.unified_code[2:8] == "439901"


def test_all_that_names_a_firm_or_a_vehicle_is_visibly_made_up() -> None:
    for firm in named_firms().values():
        assert "示例" in firm.name
        assert "示例" in firm.address
        for vehicle in firm.vehicles:
            assert vehicle.plate.startswith("示例")
            assert len(vehicle.vin) == 17
            assert "O" in vehicle.vin  # never in the number of a vehicle
        for number in (firm.insurance_number, firm.fund_number, firm.account_permit, firm.permit_number):
            assert number is None or number.startswith("DEMO")


def test_there_is_a_firm_for_each_one_thing_of_firms() -> None:
    package = load_package(DEFINITIONS).package
    of_firms = {event.id for event in package.life_events.values() if event.audience is Audience.ENTERPRISE}
    assert named_firms().keys() == of_firms | {"retirement"}  # the employer


def test_each_is_represented_by_a_person_of_its_own_who_has_no_other_account() -> None:
    people = [firm.representative for firm in named_firms().values()]
    assert len({person.id_number for person in people}) == len(people)
    assert {person.id_number for person in people} <= {person.id_number for person in all_persons()}
    named = (*named_families().values(), *other_named_families().values())
    assert not {person.id_number for family in named for person in family.persons} & {
        person.id_number for person in people
    }
