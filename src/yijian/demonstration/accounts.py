"""The accounts of the demonstration: persons of the named families, legal representatives of the firms, staff of every
authority, an auditor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from yijian.core.errors import Text
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import Family, Person, named_families, other_named_families

_FAMILIES: Final[dict[str, Text]] = {
    "married": Text("已婚，一个宝宝", "married, one child"),
    "unmarried": Text("未婚，不能联办，有方案", "not married: no joint channel, but a plan"),
    "twins": Text("双胞胎", "twins"),
    "foreign_father": Text("爸爸是外国人", "the father is a foreigner"),
}
_WHO_APPLIES: Final[dict[str, Text]] = {
    "bankruptcy-check": Text("破产管理人", "bankruptcy administrator"),
    "retirement": Text("单位法定代表人", "legal representative of the employer"),
}
"""Who applies for a firm where it is not simply its legal representative for itself."""


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
    place: str | None = None
    id_kind: str | None = None
    id_number: str | None = None


def demonstration_accounts(
    *, package: DefinitionPackage, password_for: Callable[[str], str]
) -> tuple[DemonstrationAccount, ...]:
    """Everybody who can sign in: parents, an officer for every authority that may have a task, the heads of
    those with more than one service, coordinators, an auditor."""
    accounts = [
        account
        for family_name, family in named_families().items()
        for account in _parents(family_name, family, password_for)
    ]
    accounts += [
        _applicant(username, person, words, password_for)
        for username, person, words in (*_other_persons(), *_representatives(package))
        if person is not None
    ]
    services = package.services.values()
    at_work = {service.authority for service in services}
    at_work |= {other for service in services for other in service.also_competent}
    for authority in sorted(at_work):
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
    having = Counter(service.authority for service in services)
    for authority in sorted(authority for authority, number in having.items() if number > 1):
        name = package.authorities[authority].short_name
        accounts.append(
            _staff(
                f"head-{authority}",
                "supervisor",
                authority,
                Text(f"{name.zh}负责人", f"head, {name.en}"),
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
    for region, region_name in _elsewhere(package).items():
        words = Text(f"{region_name.zh}跨省通办窗口", f"window that collects, {region_name.en}")
        accounts.append(
            replace(_staff(f"window-{region}", "collector", None, words, password_for), place=region)
        )
    accounts.append(
        _staff("auditor", "auditor", None, Text("审计，只能看", "auditor, reads only"), password_for)
    )
    return tuple(accounts)


def _elsewhere(package: DefinitionPackage) -> dict[str, Text]:
    """The regions beside the one with the most one things, which is where the demonstration decides."""
    regions = Counter(one.region for one in package.overlays.values())
    home = max(sorted(regions), key=lambda region: regions[region], default="")
    named = {one.region: one.region_name for one in package.overlays.values() if one.region != home}
    return dict(sorted(named.items()))


def _other_persons() -> list[tuple[str, Person | None, Text]]:
    """Who tries the other one things of persons."""
    families = other_named_families()
    return [
        (
            "retiring-worker",
            families["retiring"].father,
            Text(
                "60 岁，单位给他办退休，他来签字",
                "aged 60: the employer applies for his retirement, he signs",
            ),
        ),
        (
            "school-mother",
            families["school"].mother,
            Text("孩子要上小学", "her child goes to school"),
        ),
        (
            "disability-holder",
            families["disability"].mother,
            Text("第一次办残疾人证", "applies for a disability certificate"),
        ),
        (
            "disability-renewal",
            families["disability"].father,
            Text("有残疾人证，三级", "has a disability certificate, grade 3"),
        ),
    ]


def _representatives(package: DefinitionPackage) -> list[tuple[str, Person, Text]]:
    """Who applies for a firm: its legal representative. The code of the firm is told, it is asked in the form."""
    told = []
    for thing, firm in named_firms().items():
        event = package.life_events.get(thing)
        if event is not None:
            name, code = firm.name, firm.unified_code
            who = _WHO_APPLIES.get(thing, Text("法定代表人", "legal representative"))
            words = Text(
                f"{who.zh}，{event.plain_name.zh}：{name} {code}",
                f"{who.en}, {event.plain_name.en}: {name} {code}",
            )
            told.append((f"firm-{thing}", firm.representative, words))
    return told


def _parents(
    family_name: str, family: Family, password_for: Callable[[str], str]
) -> list[DemonstrationAccount]:
    parents: list[tuple[str, Person | None, Text]] = [
        ("mother", family.mother, Text("妈妈", "mother")),
        ("father", family.father, Text("爸爸", "father")),
    ]
    prefix = family_name.replace("_", "-")
    special = _FAMILIES[family_name]
    return [
        _applicant(
            f"{prefix}-{role}",
            person,
            Text(f"{words.zh}：{special.zh}", f"{words.en}: {special.en}"),
            password_for,
        )
        for role, person, words in parents
        if person is not None
    ]


def _applicant(
    username: str, person: Person, what: Text, password_for: Callable[[str], str]
) -> DemonstrationAccount:
    return DemonstrationAccount(
        username=username,
        password=password_for(username),
        kind="applicant",
        name=person.name,
        what=what,
        email=f"{username}@example.invalid",
        id_kind=person.id_kind.value,
        id_number=person.id_number,
    )


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
