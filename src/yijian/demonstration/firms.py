"""Firms that do not exist, one for each one thing of firms and one that employs somebody near retirement.

Nobody can be meant by them:
- Their unified codes have right check characters, inside and outside, but their region is 439901: GB/T 2260 gives no
  prefecture the digits 99 (see `persons`).
- Their plates begin with 示例, and the numbers of their vehicles hold the letter O, which no such number has (recalled).
- All other numbers begin with DEMO; their names and addresses hold 示例. Who represents them is one of `persons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from yijian.core.vocabulary.identifiers import unified_code_check_character
from yijian.core.vocabulary.identifiers.organisation_code import organisation_code_check_character
from yijian.demonstration.persons import Person, all_families, named_families, other_named_families

REGION: Final = "439901"
HUNAN: Final = "430000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A vehicle as the registers of vehicles and of transport know it; mass in kilograms."""

    plate: str
    vin: str
    gross_mass: int
    type: str = "重型普通货车"
    technical_class: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """Who drives for a firm, with the class of the licence and the number of the qualification."""

    person: Person
    licence_class: str
    qualification_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """A penalty as it was published."""

    decided_on: date
    number: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A firm as the registers know it; values and codes are those of the dictionary.

    None: that register has nothing of it. `representative` is its legal representative, who applies for it.
    """

    name: str
    unified_code: str
    legal_form: str
    address: str
    scope: str
    representative: Person
    customs_code: str | None = None
    insurance_number: str | None = None
    fund_number: str | None = None
    bank_branch: str = "示例银行示例支行"
    account_permit: str | None = None
    list_reason: str | None = None
    penalty: Penalty | None = None
    health_certificates: str | None = None
    project_code: str | None = None
    project_address: str | None = None
    permit_number: str | None = None
    vehicles: tuple[Vehicle, ...] = ()
    drivers: tuple[Driver, ...] = ()


_NAMES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "restaurant": ("示例小馆餐饮有限公司", "one_person_company", "餐饮服务；食品销售"),
        "transport-company": ("示例货运有限公司", "limited_company", "道路普通货物运输"),
        "utilities": ("示例制造有限公司", "limited_company", "示例产品制造"),
        "enterprise-change": ("示例商贸有限公司", "limited_company", "日用品批发和零售"),
        "enterprise-dereg": ("示例咨询有限公司", "limited_company", "信息咨询"),
        "credit-repair": ("示例建材有限公司", "limited_company", "建筑材料销售"),
        "listing-check": ("示例科技股份有限公司", "limited_company", "软件开发"),
        "bankruptcy-check": ("示例纺织有限公司", "limited_company", "纺织品制造"),
        "retirement": ("示例机械有限公司", "limited_company", "机械设备制造"),
    }
)
"""Name, legal form and scope of business of each firm, by the one thing that it is for."""


def _unified_code(number: int) -> str:
    body = f"DEM{number:05d}"
    first = f"91{REGION}{body}{organisation_code_check_character(body)}"
    return first + unified_code_check_character(first)


@cache
def named_firms() -> Mapping[str, Firm]:
    """The firms by the one thing that they are for."""
    named = (*named_families().values(), *other_named_families().values())
    people = [family.father for family in all_families()[len(named) :] if family.father is not None]
    firms = {
        thing: Firm(
            name=name,
            unified_code=_unified_code(number),
            legal_form=form,
            address=f"湖南省示例市示例区示例路 {number} 号",
            scope=scope,
            representative=person,
            customs_code=f"DEMO-C-{number:04d}" if thing == "listing-check" else None,
            insurance_number=f"DEMO-S-{number:04d}",
            fund_number=f"DEMO-F-{number:04d}",
            account_permit=f"DEMO-A-{number:04d}",
        )
        for number, ((thing, (name, form, scope)), person) in enumerate(
            zip(_NAMES.items(), people, strict=False), start=1
        )
    }
    driver = people[len(_NAMES)]
    return MappingProxyType({thing: _special(thing, firm, driver) for thing, firm in firms.items()})


def _special(thing: str, firm: Firm, driver: Person) -> Firm:
    """The firm with what only the one for this thing has."""
    match thing:
        case "restaurant":
            return replace(firm, health_certificates="DEMO-H-0001、DEMO-H-0002")
        case "transport-company":
            return replace(
                firm,
                vehicles=tuple(
                    Vehicle(plate=f"示例A{number:04d}", vin=f"DEMO{number:013d}", gross_mass=18_000)
                    for number in (1, 2)
                ),
                drivers=(Driver(person=driver, licence_class="A2", qualification_number="DEMO-Q-0001"),),
            )
        case "utilities":
            return replace(
                firm,
                project_code="DEMO-2026-000001",
                project_address="湖南省示例市示例区示例工业园 1 号",
                permit_number="DEMO-P-0001",
            )
        case "credit-repair":
            return replace(
                firm,
                list_reason="通过登记的住所无法联系",
                penalty=Penalty(
                    decided_on=date(2026, 6, 1), number="DEMO-罚-2026-001", decided_by="示例市示例局"
                ),
            )
        case _:
            return firm
