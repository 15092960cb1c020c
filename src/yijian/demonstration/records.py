"""What each demonstration register knows, and how an entry is found in it: exactly, by everything its key names.

The registers, their keys, concepts and papers are those of `definitions/registers`. What the registers are asked and
do not hold is left out of the answer. Twins are told apart by `order` in the key of `births` (from 1). Without it only a
single child is found: of twins, a register that guesses would tell the wrong one's data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from yijian.core.vocabulary.identifiers import PersonIdKind
from yijian.demonstration.firm_records import FIRM_BOOKS
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import (
    Delivery,
    Family,
    Person,
    all_families,
    named_families,
    other_named_families,
)
from yijian.demonstration.register_book import Entry, RegisterBook, day

_ANY_ORDER: Final = ""
"""What `order` counts as where a question leaves it out; nobody can ask for it by name, a value is never empty."""


def _population(families: tuple[Family, ...]) -> RegisterBook:
    return RegisterBook(
        entity="person",
        key=("name", "id_number"),
        entries={
            (person.name, person.id_number): _resident(person)
            for family in families
            for person in family.persons
            if person.id_kind is PersonIdKind.CITIZEN_ID
        },
    )


def _resident(person: Person) -> Entry:
    return Entry(
        facts={
            "name": person.name,
            "id_kind": person.id_kind.value,
            "id_number": person.id_number,
            "sex": person.sex,
            "birth_date": day(person.birth_date),
            "ethnicity": person.ethnicity,
            "nationality": person.nationality,
            "household_province": person.household_province,
            "household_kind": person.household_kind,
            "householder_name": person.householder_name,
            "household_address": _ADDRESS,
            "registered_here": True,
        },
        evidence=frozenset({"identity-card", "household-book", "applicant-image"}),
    )


def _births(families: tuple[Family, ...]) -> RegisterBook:
    return RegisterBook(
        entity="person",
        key=("mother.id_number",),
        more=MappingProxyType({"order": _ANY_ORDER}),
        entries={
            (family.mother.id_number, order): _newborn(delivery)
            for family in families
            for delivery in family.deliveries
            for order in (
                (str(delivery.order), _ANY_ORDER) if len(family.deliveries) == 1 else (str(delivery.order),)
            )
        },
    )


def _newborn(delivery: Delivery) -> Entry:
    return Entry(
        facts={
            "sex": delivery.sex,
            "birth_date": day(delivery.birth_date),
            "birth_time": delivery.birth_time,
            "birth_place": delivery.birth_place,
            "birth_province": delivery.birth_province,
            "born_in_institution": delivery.born_in_institution,
        }
    )


def _marriages(families: tuple[Family, ...]) -> RegisterBook:
    return RegisterBook(
        entity="couple",
        key=("mother.id_number", "father.id_number"),
        entries={
            (family.mother.id_number, family.father.id_number): Entry(
                facts={"marriage_certificate_number": family.marriage_certificate_number},
                evidence=frozenset({"marriage-certificate"}),
            )
            for family in families
            if family.father is not None and family.marriage_certificate_number is not None
        },
    )


def _insurance(families: tuple[Family, ...]) -> RegisterBook:
    return RegisterBook(
        entity="person",
        key=("name", "id_number"),
        entries={
            (person.name, person.id_number): Entry(
                facts={
                    "maternity_insured": person.maternity_insured,
                    "account_on_file": person.account_on_file,
                    "employee_medical_insured": person in _working(family),
                }
            )
            for family in families
            for person in family.persons
        },
    )


def _working(family: Family) -> tuple[Person, ...]:
    """Who works and is insured as an employee."""
    return () if family.father is None else (family.father,)


def _by_person(
    families: tuple[Family, ...], entry: Callable[[Family, Person], Entry | None]
) -> dict[tuple[str, ...], Entry]:
    """Entries by name and number, of everybody who has one."""
    return {
        (person.name, person.id_number): found
        for family in families
        for person in family.persons
        if (found := entry(family, person)) is not None
    }


def _persons_book(
    families: tuple[Family, ...], entry: Callable[[Family, Person], Entry | None]
) -> RegisterBook:
    return RegisterBook(entity="person", key=("name", "id_number"), entries=_by_person(families, entry))


def _assistance(families: tuple[Family, ...]) -> RegisterBook:
    poor = other_named_families()["disability"]
    return _persons_book(
        families,
        lambda family, person: Entry(
            facts={"assistance_status": "dibao" if person == poor.mother and family == poor else "none"}
        ),
    )


def _card_holders(families: tuple[Family, ...]) -> RegisterBook:
    return _persons_book(
        families,
        lambda _, person: Entry(
            facts={
                "card_state": "physical",
                "card_activated": True,
                "card_number": f"DEMO-K-{person.mobile[-4:]}",
            },
            evidence=frozenset({"social-security-card"}),
        ),
    )


def _disabled_persons(families: tuple[Family, ...]) -> RegisterBook:
    holder = other_named_families()["disability"].father
    return _persons_book(
        families,
        lambda _, person: (
            Entry(
                facts={"disability_grade": "3", "certificate_expiry": "2027-05-31"},
                evidence=frozenset({"disability-certificate"}),
            )
            if person == holder
            else None
        ),
    )


def _insured(families: tuple[Family, ...]) -> RegisterBook:
    return _persons_book(
        families,
        lambda family, person: Entry(
            facts={"injury_care": False, "employee_pension_insured": person in _working(family)},
            evidence=frozenset({"social-insurance-record"}),
        ),
    )


def _contributions(families: tuple[Family, ...]) -> RegisterBook:
    """Years of paying in of who is near retirement."""
    worker = other_named_families()["retiring"].father
    return RegisterBook(
        entity="retirement",
        key=("worker.id_number",),
        entries={
            (person.id_number,): Entry(
                facts={"pension_province": _HUNAN, "provinces": "one", "contribution_months": 300}
            )
            for family in families
            for person in family.persons
            if person == worker
        },
    )


def _enrolments(
    families: tuple[Family, ...],
    facts: Callable[[Family], Mapping[str, str | int]],
    evidence: frozenset[str] = frozenset(),
) -> RegisterBook:
    """What is known of a guardian for the enrolment of a child: of the mother who has one to enrol."""
    school = other_named_families()["school"]
    return RegisterBook(
        entity="enrolment",
        key=("guardian.id_number",),
        entries={
            (family.mother.id_number,): Entry(facts=facts(family), evidence=evidence)
            for family in families
            if family == school
        },
    )


_HUNAN: Final = "430000"
_ADDRESS: Final = "湖南省示例市示例区示例路 100 号"

_MAKERS: Final[Mapping[str, tuple[Callable[[tuple[Family, ...]], RegisterBook], ...]]] = MappingProxyType(
    {
        "population": (
            _population,
            lambda families: _enrolments(
                families, lambda _: {"permit_number": "DEMO-R-0001", "permit_expiry": "2027-12-31"}
            ),
        ),
        "births": (_births,),
        "marriage": (_marriages,),
        "insurance": (_insurance,),
        "assistance": (_assistance,),
        "card-holders": (_card_holders,),
        "disabled-persons": (_disabled_persons,),
        "social-insurance": (
            _insured,
            _contributions,
            lambda families: _enrolments(families, lambda _: {"insured_months": 60}),
        ),
        "real-estate": (
            lambda families: _enrolments(
                families, lambda _: {"title_number": "DEMO-T-0001"}, frozenset({"title-certificate"})
            ),
        ),
        "sale-contracts": (
            lambda families: _enrolments(
                families, lambda _: {"contract_number": "DEMO-B-0001"}, frozenset({"sale-contract-record"})
            ),
        ),
    }
)

REGISTER_IDS: Final = tuple(dict.fromkeys((*_MAKERS, *FIRM_BOOKS)))
"""The registers that the demonstration keeps."""


BROKEN_PROMISES: Final = "broken-promises"
"""The register of who broke a promise (承诺信用). It answers by there being an entry, and no definition asks for it."""


def _broken_promises(families: tuple[Family, ...]) -> RegisterBook:
    """One mother of the demonstration has a record, so that what it means can be seen."""
    known = named_families()["foreign_father"].mother
    return RegisterBook(
        entity="person",
        key=("name", "id_number"),
        entries={
            (person.name, person.id_number): Entry(facts={})
            for family in families
            for person in family.persons
            if person.id_number == known.id_number
        },
    )


def open_books(families: tuple[Family, ...] | None = None) -> Mapping[str, tuple[RegisterBook, ...]]:
    """The books of all registers by id, one for each kind of entity, over these families (or all) and all firms."""
    known = all_families() if families is None else families
    firms = tuple(named_firms().values())
    books = {
        register: (
            *(make(known) for make in _MAKERS.get(register, ())),
            *(make(firms) for make in FIRM_BOOKS.get(register, ())),
        )
        for register in REGISTER_IDS
    }
    return MappingProxyType({**books, BROKEN_PROMISES: (_broken_promises(known),)})
