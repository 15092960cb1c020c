"""The accounts of the demonstration: the parents of the named families, staff of every authority, an auditor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.demonstration.persons import Family, Person, named_families

_FAMILIES: Final[dict[str, Text]] = {
    "married": Text("已婚，一个宝宝", "married, one child"),
    "unmarried": Text("未婚，不能联办，有方案", "not married: no joint channel, but a plan"),
    "twins": Text("双胞胎", "twins"),
    "foreign_father": Text("爸爸是外国人", "the father is a foreigner"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationAccount:
    """One account with its password and what it is good for. `kind` as in `storage.accounts.AccountKind`."""

    username: str
    password: str
    kind: str
    name: str
    what: Text
    email: str
    authority: str | None = None
    id_kind: str | None = None
    id_number: str | None = None


def demonstration_accounts(
    *, package: DefinitionPackage, password_for: Callable[[str], str]
) -> tuple[DemonstrationAccount, ...]:
    """Everybody who can sign in: parents, an officer for every authority with services, coordinators, an auditor."""
    accounts = [
        account
        for family_name, family in named_families().items()
        for account in _parents(family_name, family, password_for)
    ]
    for authority in sorted({service.authority for service in package.services.values()}):
        name = package.authorities[authority].short_name
        accounts.append(
            _staff(
                f"officer-{authority}",
                "officer",
                authority,
                Text(f"{name.zh}经办", f"officer, {name.en}"),
                password_for,
            )
        )
    for lead in sorted({event.lead for event in package.life_events.values()}):
        name = package.authorities[lead].short_name
        accounts.append(
            _staff(
                f"coordinator-{lead}",
                "coordinator",
                lead,
                Text(f"{name.zh}牵头", f"coordinator, {name.en}"),
                password_for,
            )
        )
    accounts.append(
        _staff("auditor", "auditor", None, Text("审计，只能看", "auditor, reads only"), password_for)
    )
    return tuple(accounts)


def _parents(
    family_name: str, family: Family, password_for: Callable[[str], str]
) -> list[DemonstrationAccount]:
    parents: list[tuple[str, Person | None, Text]] = [
        ("mother", family.mother, Text("妈妈", "mother")),
        ("father", family.father, Text("爸爸", "father")),
    ]
    prefix = family_name.replace("_", "-")
    return [
        DemonstrationAccount(
            username=f"{prefix}-{role}",
            password=password_for(f"{prefix}-{role}"),
            kind="applicant",
            name=person.name,
            what=Text(f"{words.zh}：{_FAMILIES[family_name].zh}", f"{words.en}: {_FAMILIES[family_name].en}"),
            email=f"{prefix}-{role}@example.invalid",
            id_kind=person.id_kind.value,
            id_number=person.id_number,
        )
        for role, person, words in parents
        if person is not None
    ]


def _staff(
    username: str, kind: str, authority: str | None, what: Text, password_for: Callable[[str], str]
) -> DemonstrationAccount:
    return DemonstrationAccount(
        username=username,
        password=password_for(username),
        kind=kind,
        name=f"{what.zh}（演示）",
        what=what,
        email=f"{username}@example.invalid",
        authority=authority,
    )
