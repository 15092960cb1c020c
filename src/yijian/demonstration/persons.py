"""Two hundred persons who do not exist, in families, the same at every start.

Nobody can be meant by them:
- Their citizen numbers have right check characters, but their region codes begin with 4399. GB/T 2260 gives the third
  and fourth digit 01–20 and 51–70 to cities, 21–50 to prefectures and leagues, 90 to counties directly under a province
  (recalled): 99 is given to none, so no number begins so.
- Their mobile numbers begin with 154, a block that no operator has been given (recalled).
- The passport number of the one foreigner has letters where such a number has digits.
- Their names have 某 in them; their hospital and city are 示例.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from yijian.core.vocabulary.identifiers import PersonIdKind, citizen_id_check_character
from yijian.demonstration.draws import Draw
from yijian.demonstration.names import DONG, HAN, MIAO, TUJIA, UYGUR, full_name, surname

NUMBER_OF_PERSONS: Final = 200
SEED: Final = "yijian-demonstration-1"

MALE: Final = "1"
FEMALE: Final = "2"
"""Codes of sex (GB/T 2261.1)."""

REGION_PREFIX: Final = "4399"
_REGIONS: Final = tuple(f"{REGION_PREFIX}{county:02d}" for county in range(1, 10))
_HUNAN: Final = "430000"
HOSPITAL: Final = "示例市妇幼保健院"
_FIRST_DELIVERY: Final = date(2026, 6, 1)
_LAST_DELIVERY: Final = date(2026, 11, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as the registers know them; values and codes are those of the dictionary (`definitions/concepts`).

    Household facts are None for a foreigner, who has none. `maternity_insured` and `account_on_file` are what the
    medical insurance knows.
    """

    name: str
    id_kind: PersonIdKind
    id_number: str
    sex: str
    birth_date: date
    nationality: str
    mobile: str
    ethnicity: str | None = None
    household_province: str | None = None
    household_kind: str | None = None
    householder_name: str | None = None
    maternity_insured: bool = False
    account_on_file: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The birth of one child as the hospital recorded it. `order` counts the children of one delivery from 1."""

    order: int
    sex: str
    birth_date: date
    birth_time: str
    birth_place: str = HOSPITAL
    birth_province: str = _HUNAN
    born_in_institution: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Who belongs together: parents, their marriage where there is one, new children, and who else lives with them."""

    mother: Person
    father: Person | None = None
    marriage_certificate_number: str | None = None
    deliveries: tuple[Delivery, ...] = ()
    others: tuple[Person, ...] = ()

    @property
    def persons(self) -> tuple[Person, ...]:
        """All who have a number of their own: newborn children have none yet."""
        parents = (self.mother,) if self.father is None else (self.mother, self.father)
        return parents + self.others


class _Registrar:
    """Gives out what must be unique: citizen numbers and mobile numbers, in order."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self._numbers = 0
        self._mobiles = 0

    def person(
        self,
        label: str,
        *,
        name: str,
        sex: str,
        born: date,
        ethnicity: str = HAN,
        householder: str | None = None,
        household_kind: str = "family",
        maternity_insured: bool = False,
        account_on_file: bool = False,
    ) -> Person:
        self._numbers += 1
        sequence = self._numbers * 2 + (1 if sex == MALE else 0)
        body = f"{self.draw.choice(f'{label}/region', _REGIONS)}{born:%Y%m%d}{sequence:03d}"
        return Person(
            name=name,
            id_kind=PersonIdKind.CITIZEN_ID,
            id_number=body + citizen_id_check_character(body),
            sex=sex,
            birth_date=born,
            nationality="CHN",
            mobile=self._mobile(),
            ethnicity=ethnicity,
            household_province=_HUNAN,
            household_kind=household_kind,
            householder_name=householder or name,
            maternity_insured=maternity_insured,
            account_on_file=account_on_file,
        )

    def foreigner(self, *, name: str, passport: str, sex: str, born: date, nationality: str) -> Person:
        return Person(
            name=name,
            id_kind=PersonIdKind.FOREIGN_PASSPORT,
            id_number=passport,
            sex=sex,
            birth_date=born,
            nationality=nationality,
            mobile=self._mobile(),
        )

    def _mobile(self) -> str:
        self._mobiles += 1
        return f"1540000{self._mobiles:04d}"


def _named_families(registrar: _Registrar) -> dict[str, Family]:
    """The families that demonstration accounts belong to, by what is special about them."""
    person = registrar.person
    return {
        "married": Family(
            mother=person(
                "married/mother", name="李某某", sex=FEMALE, born=date(1996, 5, 12), householder="张某某",
                maternity_insured=True, account_on_file=True,
            ),
            father=person("married/father", name="张某某", sex=MALE, born=date(1994, 9, 3)),
            marriage_certificate_number="DEMO-2023-000001",
            deliveries=(Delivery(order=1, sex=FEMALE, birth_date=date(2026, 11, 18), birth_time="08:15"),),
            others=(
                person(
                    "married/grandmother", name="刘某某", sex=FEMALE, born=date(1966, 2, 20),
                    householder="张某某",
                ),
            ),
        ),
        "unmarried": Family(
            mother=person("unmarried/mother", name="王某某", sex=FEMALE, born=date(1999, 1, 30)),
            father=person("unmarried/father", name="陈某𬭎", sex=MALE, born=date(1998, 12, 5)),
            deliveries=(Delivery(order=1, sex=MALE, birth_date=date(2026, 11, 9), birth_time="23:40"),),
        ),
        "twins": Family(
            mother=person(
                "twins/mother", name="阿某古丽·吐某逊", sex=FEMALE, born=date(1995, 3, 21),
                ethnicity=UYGUR, householder="麦某提·艾某提", maternity_insured=True,
            ),
            father=person(
                "twins/father", name="麦某提·艾某提", sex=MALE, born=date(1993, 7, 8), ethnicity=UYGUR
            ),
            marriage_certificate_number="DEMO-2021-000002",
            deliveries=(
                Delivery(order=1, sex=MALE, birth_date=date(2026, 11, 2), birth_time="10:05"),
                Delivery(order=2, sex=FEMALE, birth_date=date(2026, 11, 2), birth_time="10:12"),
            ),
        ),
        "foreign_father": Family(
            mother=person(
                "foreign_father/mother", name="周某䶮", sex=FEMALE, born=date(1993, 10, 17),
                maternity_insured=True,
            ),
            father=registrar.foreigner(
                name="JOHN SAMPLE", passport="SAMPLE004", sex=MALE, born=date(1990, 4, 1),
                nationality="CAN",
            ),
            marriage_certificate_number="DEMO-2024-000003",
            deliveries=(Delivery(order=1, sex=MALE, birth_date=date(2026, 11, 13), birth_time="16:30"),),
        ),
    }  # fmt: skip


def _other_named_families(registrar: _Registrar) -> dict[str, Family]:
    """Families without a newborn, for the other one things: near retirement, with a child to go to school, with a
    disability."""
    person = registrar.person
    return {
        "retiring": Family(
            mother=person(
                "retiring/mother", name="何某兰", sex=FEMALE, born=date(1968, 6, 2), householder="何某松",
                account_on_file=True,
            ),
            father=person("retiring/father", name="何某松", sex=MALE, born=date(1966, 5, 10), account_on_file=True),
            marriage_certificate_number="DEMO-1994-000004",
        ),
        "school": Family(
            mother=person("school/mother", name="吕某星", sex=FEMALE, born=date(1993, 2, 11), householder="施某舟"),
            father=person("school/father", name="施某舟", sex=MALE, born=date(1991, 8, 23)),
            marriage_certificate_number="DEMO-2018-000005",
            others=(
                person("school/child", name="施某晨", sex=FEMALE, born=date(2021, 3, 15), householder="施某舟"),
            ),
        ),
        "disability": Family(
            mother=person("disability/mother", name="孔某云", sex=FEMALE, born=date(1980, 3, 8)),
            father=person("disability/father", name="曹某岩", sex=MALE, born=date(1978, 9, 19)),
            marriage_certificate_number="DEMO-2005-000006",
        ),
    }  # fmt: skip


_ETHNIC_GROUPS: Final = (HAN, HAN, HAN, HAN, TUJIA, MIAO, DONG, UYGUR)


def _drawn_family(registrar: _Registrar, label: str, size: int) -> Family:
    """A family of `size` persons: a mother, a father, an older child, a grandmother, in that order."""
    draw = registrar.draw
    hers = draw.choice(f"{label}/ethnicity", _ETHNIC_GROUPS)
    mixed = draw.chance(f"{label}/mixed", percent=15)
    his = draw.choice(f"{label}/his-ethnicity", _ETHNIC_GROUPS) if mixed else hers
    family_name = surname(draw, f"{label}/father")
    his_name = full_name(draw, f"{label}/father", sex=MALE, ethnicity=his, family_name=family_name)
    householder = his_name if size > 1 else None

    def member(role: str, *, name: str, sex: str, first: date, last: date, ethnicity: str) -> Person:
        grown = role in ("mother", "father")
        return registrar.person(
            f"{label}/{role}",
            name=name,
            sex=sex,
            born=draw.day(f"{label}/{role}/born", first, last),
            ethnicity=ethnicity,
            householder=householder,
            household_kind="collective" if size == 1 else "family",
            maternity_insured=grown and draw.chance(f"{label}/{role}/insured", percent=60),
            account_on_file=grown and draw.chance(f"{label}/{role}/account", percent=40),
        )

    def woman(role: str, first: date, last: date, ethnicity: str) -> Person:
        name = full_name(
            draw,
            f"{label}/{role}",
            sex=FEMALE,
            ethnicity=ethnicity,
            family_name=surname(draw, f"{label}/{role}"),
        )
        return member(role, name=name, sex=FEMALE, first=first, last=last, ethnicity=ethnicity)

    mother = woman("mother", date(1988, 1, 1), date(2002, 12, 31), hers)
    father = (
        member(
            "father",
            name=his_name,
            sex=MALE,
            first=date(1985, 1, 1),
            last=date(2001, 12, 31),
            ethnicity=his,
        )
        if size > 1
        else None
    )
    others: list[Person] = []
    if size > 2:
        sex = draw.choice(f"{label}/child/sex", (MALE, FEMALE))
        name = full_name(draw, f"{label}/child", sex=sex, ethnicity=his, family_name=family_name)
        others.append(
            member(
                "child",
                name=name,
                sex=sex,
                first=date(2018, 1, 1),
                last=date(2023, 12, 31),
                ethnicity=his,
            )
        )
    if size > 3:
        others.append(woman("grandmother", date(1955, 1, 1), date(1968, 12, 31), his))
    married = father is not None and draw.chance(f"{label}/married", percent=85)
    return Family(
        mother=mother,
        father=father,
        marriage_certificate_number=f"DEMO-{label}" if married else None,
        deliveries=_drawn_deliveries(draw, label),
        others=tuple(others),
    )


def _drawn_deliveries(draw: Draw, label: str) -> tuple[Delivery, ...]:
    """None for a quarter of the mothers, else one child or, rarely, twins."""
    if draw.chance(f"{label}/none", percent=25):
        return ()
    day = draw.day(f"{label}/delivery", _FIRST_DELIVERY, _LAST_DELIVERY)
    hour = draw.number(f"{label}/hour", 24)
    minute = draw.number(f"{label}/minute", 50)
    children = 2 if draw.chance(f"{label}/twins", percent=5) else 1
    return tuple(
        Delivery(
            order=order,
            sex=draw.choice(f"{label}/sex/{order}", (MALE, FEMALE)),
            birth_date=day,
            birth_time=f"{hour:02d}:{minute + 5 * (order - 1):02d}",
        )
        for order in range(1, children + 1)
    )


_SIZES: Final = (4, 2, 3, 4, 1, 3)


@cache
def named_families() -> Mapping[str, Family]:
    """The families of the demonstration accounts: `married`, `unmarried`, `twins`, `foreign_father`."""
    return MappingProxyType(_named_families(_Registrar(Draw(SEED))))


@cache
def other_named_families() -> Mapping[str, Family]:
    """The families of the accounts for the other one things of persons: `retiring`, `school`, `disability`."""
    registrar = _Registrar(Draw(SEED))
    _named_families(registrar)
    return MappingProxyType(_other_named_families(registrar))


@cache
def all_families() -> tuple[Family, ...]:
    """The named families and as many drawn ones as make 200 persons."""
    registrar = _Registrar(Draw(SEED))
    families = [*_named_families(registrar).values(), *_other_named_families(registrar).values()]
    left = NUMBER_OF_PERSONS - sum(len(family.persons) for family in families)
    while left > 0:
        index = len(families)
        family = _drawn_family(registrar, f"{index:04d}", min(_SIZES[index % len(_SIZES)], left))
        families.append(family)
        left -= len(family.persons)
    return tuple(families)


def all_persons() -> tuple[Person, ...]:
    """All 200 persons, mothers first in each family."""
    return tuple(person for family in all_families() for person in family.persons)
