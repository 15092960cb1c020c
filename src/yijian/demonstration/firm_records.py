"""What the demonstration registers know of firms, their premises, projects, penalties, vehicles and drivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from yijian.demonstration.firms import HUNAN, Firm
from yijian.demonstration.register_book import Entry, PlainValue, RegisterBook, day

Firms = tuple[Firm, ...]


def _of_firms(
    entity: str,
    firms: Firms,
    facts: Callable[[Firm], Mapping[str, PlainValue] | None],
    evidence: frozenset[str] = frozenset(),
) -> RegisterBook:
    """A book of one kind of entity in which a firm's unified code finds the entry; None: nothing of that firm."""
    key = "unified_code" if entity == "enterprise" else "enterprise.unified_code"
    return RegisterBook(
        entity=entity,
        key=(key,),
        entries={
            (firm.unified_code,): Entry(facts=known, evidence=evidence)
            for firm in firms
            if (known := facts(firm)) is not None
        },
    )


def _business(firms: Firms) -> RegisterBook:
    return _of_firms(
        "enterprise",
        firms,
        lambda firm: {
            "name": firm.name,
            "legal_form": firm.legal_form,
            "province": HUNAN,
            "registered_address": firm.address,
            "legal_representative": firm.representative.name,
            "business_scope": firm.scope,
        },
        frozenset({"business-licence"}),
    )


def _lists(firms: Firms) -> RegisterBook:
    return _of_firms("repair", firms, lambda firm: _known(list_reason=firm.list_reason))


def _accounts(firms: Firms) -> RegisterBook:
    return _of_firms(
        "enterprise",
        firms,
        lambda firm: {"bank_branch": firm.bank_branch, "account_permit": firm.account_permit},
    )


def _customs(firms: Firms) -> RegisterBook:
    return _of_firms(
        "enterprise", firms, lambda firm: _registered("customs_registered", "customs_code", firm.customs_code)
    )


def _employers(firms: Firms) -> RegisterBook:
    return _of_firms(
        "enterprise",
        firms,
        lambda firm: _registered("social_insured", "insurance_number", firm.insurance_number),
    )


def _fund(firms: Firms) -> RegisterBook:
    return _of_firms(
        "enterprise", firms, lambda firm: _registered("fund_account", "fund_number", firm.fund_number)
    )


def _registered(whether: str, number: str, value: str | None) -> Mapping[str, PlainValue]:
    """Registered with that number, or not registered."""
    return {whether: False} if value is None else {whether: True, number: value}


def _penalties(firms: Firms) -> RegisterBook:
    return _of_firms(
        "penalty",
        firms,
        lambda firm: (
            {
                "decided_on": day(firm.penalty.decided_on),
                "number": firm.penalty.number,
                "decided_by": firm.penalty.decided_by,
            }
            if firm.penalty
            else None
        ),
    )


def _health(firms: Firms) -> RegisterBook:
    return _of_firms("premises", firms, lambda firm: _known(health_certificates=firm.health_certificates))


def _projects(firms: Firms) -> RegisterBook:
    return _of_firms(
        "project", firms, lambda firm: _known(code=firm.project_code, address=firm.project_address)
    )


def _known(**facts: str | None) -> Mapping[str, PlainValue] | None:
    """These facts where there are any."""
    held = {name: value for name, value in facts.items() if value is not None}
    return held or None


def _permits(firms: Firms) -> RegisterBook:
    return RegisterBook(
        entity="project",
        key=("permit_number",),
        entries={
            (firm.permit_number,): Entry(facts={}, evidence=frozenset({"planning-permit"}))
            for firm in firms
            if firm.permit_number is not None
        },
    )


def _by_plate(
    firms: Firms, facts: Callable[[Firm], Iterable[tuple[str, Mapping[str, PlainValue]]]], *evidence: str
) -> RegisterBook:
    return RegisterBook(
        entity="vehicle",
        key=("plate",),
        entries={
            (plate,): Entry(facts=known, evidence=frozenset(evidence))
            for firm in firms
            for plate, known in facts(firm)
        },
    )


def _vehicles(firms: Firms) -> RegisterBook:
    return _by_plate(
        firms,
        lambda firm: (
            (
                one.plate,
                {
                    "vin": one.vin,
                    "gross_mass": one.gross_mass,
                    "type": one.type,
                    "technical_class": one.technical_class,
                    "freight_use": True,
                    "own": True,
                },
            )
            for one in firm.vehicles
        ),
        "vehicle-registration",
        "vehicle-licence",
    )


def _positions(firms: Firms) -> RegisterBook:
    return _by_plate(
        firms,
        lambda firm: (
            (one.plate, {"positioned": True, "terminal_number": f"DEMO-G-{one.plate[-4:]}"})
            for one in firm.vehicles
        ),
        "positioning-proof",
    )


def _drivers(
    concept: str, value: Callable[[Firm], Iterable[tuple[str, str, str]]], firms: Firms, paper: str
) -> RegisterBook:
    return RegisterBook(
        entity="driver",
        key=("name", "id_number"),
        entries={
            (name, number): Entry(facts={concept: held}, evidence=frozenset({paper}))
            for firm in firms
            for name, number, held in value(firm)
        },
    )


def _licences(firms: Firms) -> RegisterBook:
    return _drivers(
        "licence_class",
        lambda firm: ((one.person.name, one.person.id_number, one.licence_class) for one in firm.drivers),
        firms,
        "driving-licence",
    )


def _qualifications(firms: Firms) -> RegisterBook:
    return _drivers(
        "qualification_number",
        lambda firm: (
            (one.person.name, one.person.id_number, one.qualification_number) for one in firm.drivers
        ),
        firms,
        "driver-qualification",
    )


FIRM_BOOKS: Final[Mapping[str, tuple[Callable[[Firms], RegisterBook], ...]]] = MappingProxyType(
    {
        "business": (_business, _lists),
        "account-permits": (_accounts,),
        "customs-records": (_customs,),
        "employers": (_employers,),
        "fund-accounts": (_fund,),
        "credit-records": (_penalties,),
        "health-certificates": (_health,),
        "investment-platform": (_projects,),
        "planning-permits": (_permits,),
        "vehicles": (_vehicles, _licences),
        "transport-records": (_positions, _qualifications),
    }
)
"""How the books about firms are made, by register."""
