"""An installation with cases at different stages, and the one place where it is worked out who may see what of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings

import tests.usecases.world as world_module
from tests.hardening.exposure import TELLING, Shown, authorities_of, needed_facts, text_of
from tests.usecases.world import World
from yijian.connectors.documents.maker import TypstDocumentMaker
from yijian.core.compiler.fact_paths import concept_at, without_member
from yijian.core.vocabulary.plan import PlannedField
from yijian.demonstration.persons import Family, named_families
from yijian.storage import accounts, documents, vault
from yijian.storage.models import Account
from yijian.storage.models.accounts import AccountKind
from yijian.usecases import apply, follow, handle
from yijian.usecases.defects import Defect
from yijian.usecases.permissions import Actor
from yijian.usecases.sealed_documents import read_document
from yijian.usecases.views import ApplicationView

OWN_WORDS = {
    "married": {"child[1].name": "周安禾"},
    "twins": {"child[1].name": "吴双喜", "child[2].name": "吴双庆"},
    "foreign_father": {"child[1].name": "郑远航"},
}
PHOTOGRAPHS = itertools.count(1)


@dataclass
class Site:
    """The installation, its cases, who there is, and the one place where all that may be seen is worked out."""

    world: World
    cases: tuple[Shown, ...]
    usernames: tuple[str, ...]
    token: str
    invitation: str
    _seen_by: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """By user name and case: what may be seen does not change while it is looked at."""

    def client(self, username: str) -> Client:
        """A browser in which somebody is signed in (`""`: nobody)."""
        client = Client(raise_request_exception=False)
        if username:
            account = Account.objects.get(username=username)
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def capacity(self, username: str) -> tuple[AccountKind | None, str | None]:
        """As what somebody signs in, and for which authority."""
        account = accounts.account_by_username(username=username) if username else None
        return (account.kind, account.authority) if account else (None, None)

    def may_see(self, username: str, case: Shown) -> frozenset[str]:
        """The values of a case that somebody may see."""
        key = username, case.case_id
        if key not in self._seen_by:
            self._seen_by[key] = self._may_see(username, case)
        return self._seen_by[key]

    def _may_see(self, username: str, case: Shown) -> frozenset[str]:
        if username == case.applicant:
            theirs = {
                value
                for value, paths in case.facts.items()
                if not any(path.partition(".")[0] not in case.co_signers for path in paths)
            }
            return case.everything - theirs | self.told_by_applicant(case)
        account = accounts.account_by_username(username=username) if username else None
        if account is None:
            return frozenset()
        if not case.received or account.kind is AccountKind.APPLICANT:
            return frozenset({account.display_name})  # one's own name in the head of the page
        if account.kind is AccountKind.COORDINATOR and account.authority == "health":
            return case.everything - case.codes
        if account.kind in (AccountKind.OFFICER, AccountKind.SUPERVISOR):
            authority = account.authority or ""
            package = self.world.ports.definitions.package()
            needed = needed_facts(package, package.life_events["newborn"], authority)
            return (
                frozenset(value for value, paths in case.facts.items() if paths & needed)
                | {reason for reason, by in case.reasons.items() if by == authority}
                | {mark for mark, users in case.papers.items() if authority in users}
            )
        return frozenset()

    def told_by_applicant(self, case: Shown) -> frozenset[str]:
        """What the applicant told of the other parent herself."""
        account = accounts.account_by_username(username=case.applicant)
        provided = vault.facts_of(case_id=case.case_id, cipher=self.world.ports.cipher)
        return frozenset(
            str(fact.value) for fact in provided.values() if account and fact.provenance.source == account.id
        )

    def leaks(self, username: str, response: HttpResponseBase) -> list[tuple[str, str]]:
        """What of which case a response shows that it may not."""
        shown = text_of(response)
        allowed = frozenset[str]().union(*(self.may_see(username, case) for case in self.cases))
        return [
            (case.family, value)
            for case in self.cases
            for value in case.everything - allowed
            if value in shown
        ]


@pytest.fixture
def site(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Cases at different stages: with the departments, waiting for correction, done, and an unfinished one."""

    def typed(planned: PlannedField, family: Family) -> str:
        name = next(name for name, one in named_families().items() if one.mother == family.mother)
        own = OWN_WORDS.get(name, {}).get(planned.fact)
        text = own or world_typed(planned, family)
        return text.replace("示例路", f"{name}路").replace(
            "6222000011112222333", f"62220000111122223{len(name):02d}"
        )

    def attach(
        self: World, actor: Actor, case_id: str, paper: str, content: bytes | None = None
    ) -> ApplicationView:
        mark = content or f"PAPER-{next(PHOTOGRAPHS):04d}".encode()
        return world_attach(self, actor, case_id, paper, mark)

    world_typed, world_attach = world_module.typed_value, World.attach
    monkeypatch.setattr(world_module, "typed_value", typed)
    monkeypatch.setattr(World, "attach", attach)
    world.ports = replace(world.ports, maker=TypstDocumentMaker())
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    made = _cases(world)
    for kind, username, authority in (
        (AccountKind.COORDINATOR, "coordinator-police", "police"),
        (AccountKind.SUPERVISOR, "no-role", None),
        (AccountKind.APPLICANT, "somebody", None),
    ):
        accounts.create_account(
            username=username,
            password=None,
            kind=kind,
            display_name=username,
            authority=authority,
            now=world.clock.now(),
        )
    usernames = ("", *Account.objects.order_by("username").values_list("username", flat=True))
    token = world.draft_told(named_families()["unmarried"])
    with override_settings(STATIC_ROOT=None):
        yield Site(
            world=world, cases=made, usernames=usernames, token=token, invitation=_invitation(world, made[-1])
        )


def _cases(world: World) -> tuple[Shown, ...]:
    """In the order in which they are made: each stage needs another state of the journal."""
    made = []
    _, case_id = world.dispatched("married")
    hospital = world.officer_of("delivery-hospital")
    task = next(one for one in _tasks_on_desk(world, hospital, case_id) if "certificate" in one)
    world.accept(hospital, case_id, task)
    handle.suspend(
        actor=hospital,
        ports=world.ports,
        case_id=case_id,
        task=task,
        kind="other",
        reason="SECRET-REASON-HOSPITAL",
        key=world.key(),
    )
    made.append(_shown(world, "married", case_id, {"SECRET-REASON-HOSPITAL": "delivery-hospital"}))

    _, case_id = world.submitted("twins")
    police = world.officer_of("police")
    for task in _tasks_on_desk(world, police, case_id)[:1]:
        defect = Defect(kind="wrong_fact", subject="mother.mobile", text="SECRET-DEFECT-POLICE")
        world.report(police, case_id, task, defect)
    world.notify(case_id, Defect(kind="wrong_fact", subject="child[1].name", text="SECRET-DEFECT-LEAD"))
    reasons = {"SECRET-DEFECT-POLICE": "police", "SECRET-DEFECT-LEAD": "health-lead"}
    made.append(_shown(world, "twins", case_id, reasons))

    _, case_id = world.dispatched("foreign_father")
    world.work_through(case_id)
    made.append(_shown(world, "foreign_father", case_id, {}))

    made.append(_draft(world))
    whose: dict[str, set[str]] = {}
    for case in made:
        for value in case.facts:
            whose.setdefault(value, set()).add(case.applicant)
    for case in made:
        case.facts = {value: paths for value, paths in case.facts.items() if len(whose[value]) == 1}
        assert case.facts
    return tuple(made)


def _tasks_on_desk(world: World, officer: Actor, case_id: str) -> list[str]:
    rows = handle.desk(actor=officer, ports=world.ports).rows
    return [row.task for row in rows if row.case_id == case_id and row.task is not None]


def _invitation(world: World, draft: Shown) -> str:
    return world.invited(world.actor(draft.applicant), draft.case_id)[0]


def _draft(world: World) -> Shown:
    """A second application of the first mother, not handed in: nobody but her may know that it exists."""
    mother, case_id = world.started("married")
    world.prefill(mother, case_id)
    world.fill(mother, case_id, named_families()["married"])
    apply.record_answers(
        actor=mother, ports=world.ports, case_id=case_id, typed={"child[1].name": "钱未交"}, key=world.key()
    )
    shown = _shown(world, "married", case_id, {})
    shown.family, shown.received = "draft", False
    return shown


def _shown(world: World, family: str, case_id: str, reasons: dict[str, str]) -> Shown:
    one_thing = world.ports.definitions.one_thing("newborn")
    username = f"{family.replace('_', '-')}-mother"
    shown = Shown(family=family, case_id=case_id, applicant=username, reasons=reasons)
    for path, fact in vault.facts_of(case_id=case_id, cipher=world.ports.cipher).items():
        found = concept_at(one_thing, path)
        if found and found[1].type in TELLING and isinstance(fact.value, str) and len(fact.value) > 1:
            shown.facts.setdefault(fact.value, set()).add(without_member(path))
    mother = world.actor(username)
    package = world.ports.definitions.package()
    for row in documents.documents_of(case_id=case_id):
        if row.origin != "uploaded":
            continue
        content = read_document(
            actor=mother, ports=world.ports, case_id=case_id, document=row.document_id
        ).content.decode()
        mark = content.removeprefix("safe ")
        shown.papers[mark] = authorities_of(package, row.paper.partition(":")[0])
    texts = vault.texts_of(case_id=case_id, keys={follow.QUERY_CODE}, cipher=world.ports.cipher)
    shown.codes = set(texts.values())
    return shown
