"""What each demonstration register knows, and how an entry is found in it: exactly, by everything its key names.

The registers, their keys, concepts and papers are those of `definitions/registers`. What the registers are asked and
do not hold is left out of the answer. Twins are told apart by `order` in the key of `births` (from 1). Without it only a
single child is found: of twins, a register that guesses would tell the wrong one's data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from yijian.core.vocabulary.identifiers import PersonIdKind
from yijian.demonstration.persons import Delivery, Family, Person, all_families

_ANY_ORDER: Final = ""
"""What `order` counts as where a question leaves it out; nobody can ask for it by name, a value is never empty."""

PlainValue = str | bool | None
"""A fact as the answer carries it: a date is ISO text, None is "there is none"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a register: facts by concept, and the papers of which it holds the original."""

    facts: Mapping[str, PlainValue]
    evidence: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """All entries of one register about one kind of entity. A key has the names `key`, and may have those of `more`."""

    entity: str
    key: tuple[str, ...]
    entries: Mapping[tuple[str, ...], Entry]
    more: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Further names with the value each has where it is left out."""

    def accepts(self, key: Mapping[str, str]) -> bool:
        """Whether the key has every name it needs and none that is unknown here."""
        return set(self.key) <= set(key) <= {*self.key, *self.more}

    def find(self, key: Mapping[str, str]) -> Entry | None:
        """The entry of an accepted key, or None where the register has none."""
        further = (key.get(name, usual) for name, usual in self.more.items())
        return self.entries.get((*(key[name] for name in self.key), *further))


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
            "birth_date": _day(person.birth_date),
            "ethnicity": person.ethnicity,
            "nationality": person.nationality,
            "household_province": person.household_province,
            "household_kind": person.household_kind,
            "householder_name": person.householder_name,
        },
        evidence=frozenset({"identity-card", "household-book"}),
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
            "birth_date": _day(delivery.birth_date),
            "birth_time": delivery.birth_time,
            "birth_place": delivery.birth_place,
            "birth_province": delivery.birth_province,
            "born_in_institution": delivery.born_in_institution,
        },
        evidence=frozenset({"delivery-record"}),
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
                }
            )
            for family in families
            for person in family.persons
        },
    )


def _day(day: date) -> str:
    return day.isoformat()


_MAKERS: Final[Mapping[str, Callable[[tuple[Family, ...]], RegisterBook]]] = MappingProxyType(
    {"population": _population, "births": _births, "marriage": _marriages, "insurance": _insurance}
)

REGISTER_IDS: Final = tuple(_MAKERS)
"""The registers that the demonstration keeps."""


def open_books(families: tuple[Family, ...] | None = None) -> Mapping[str, RegisterBook]:
    """The books of all registers by id, over these families or over all."""
    known = all_families() if families is None else families
    return MappingProxyType({register: make(known) for register, make in _MAKERS.items()})
