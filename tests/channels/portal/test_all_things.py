"""Each of the thirteen one things in the portal's pages, from the guide to the receipt, as its applicant goes it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

import pytest
from django.test import Client

from tests.channels.portal.conftest import SignedIn
from tests.channels.portal.pages import fact_of, goes_to, html, key_of, words
from tests.channels.portal.test_application import taken
from tests.usecases.thing_answers import Told
from tests.usecases.world import World
from yijian.channels.look.fact_controls import html_name
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.demonstration.firms import named_firms
from yijian.usecases import apply
from yijian.usecases.apply import IDENTITY
from yijian.usecases.views import ApplicationView

ACCOUNTS = {
    "newborn": "married-mother",
    "school-enrolment": "school-mother",
    "disability": "disability-holder",
    "social-security-card": "school-mother",
    "retirement": "firm-retirement",
    **{thing: f"firm-{thing}" for thing in named_firms() if thing != "retirement"},
}
"""Who goes which way."""


@dataclass
class Applicant:
    """Somebody in front of the portal who knows the reference case, the identifiers, and of all else something fitting."""

    world: World
    life_event: str
    client: Client
    sent: int = field(default=0)

    @cached_property
    def one_thing(self) -> OneThing:
        return self.world.ports.definitions.one_thing(self.life_event)

    @cached_property
    def told(self) -> Told:
        return Told(self.one_thing, local_date(self.world.clock.now()))

    def key(self) -> str:
        self.sent += 1
        return f"walk-{self.sent}"

    # ── the pages, in their order ──

    def to_the_plan(self) -> str:
        """The guide, then every question that comes; the words of the plan."""
        guide = words(self.client.get(f"/do/{self.life_event}/"))
        assert self.one_thing.life_event.name.zh in guide
        address = goes_to(self.client.post(f"/do/{self.life_event}/start/"))
        for _ in range(80):
            page = self.client.get(address)
            if page.status_code == 303:
                return words(self.client.get(page.headers["Location"]))
            fact = fact_of(page)
            goes_to(
                self.client.post(
                    address,
                    {
                        "fact": fact,
                        "act": "answer",
                        **posted(html_name(fact), self.told.kind(fact), self.told.value(fact)),
                    },
                )
            )
        raise AssertionError("the questions do not end")

    def begun(self) -> str:
        """The draft as an application; its address."""
        begin = f"/begin/{self.life_event}/"
        address = goes_to(self.client.post(begin, {"key": key_of(self.client.get(begin))}))
        return address.removesuffix("application/")

    def view(self, at: str) -> ApplicationView:
        actor = self.world.actor(ACCOUNTS[self.life_event])
        case_id = at.strip("/").rpartition("/")[2]
        return apply.application(actor=actor, ports=self.world.ports, case_id=case_id)

    def registers(self, at: str) -> None:
        page = self.client.get(f"{at}registers/")
        consents = dict.fromkeys(re.findall(r'name="(consent-[^"]+)"', html(page)), "yes")
        if 'name="key"' in html(page):
            goes_to(self.client.post(f"{at}registers/", {"key": key_of(page), **consents}))

    def sections(self, at: str) -> None:
        """Every section of the form, with every field it asks for."""
        overview = html(self.client.get(f"{at}application/"))
        slugs = dict.fromkeys(re.findall(rf'href="{at}form/([^/"]+)/', overview))
        assert slugs
        by_name = {html_name(one.field.fact): one.field.fact for one in self.view(at).fields}
        for slug in slugs:
            page = self.client.get(f"{at}form/{slug}/")
            asked = {
                fact
                for name, fact in by_name.items()
                if re.search(rf'name="{re.escape(name)}(-year)?"', html(page))
            }
            entries: dict[str, object] = {}
            for fact in asked:
                entries |= posted(html_name(fact), self.told.kind(fact), self.told.value(fact))
            goes_to(self.client.post(f"{at}form/{slug}/", {"key": key_of(page), "act": "save", **entries}))

    def papers(self, at: str) -> None:
        page = html(self.client.get(f"{at}papers/"))
        for part in page.split('action="')[1:]:
            paper, slug = (
                re.search(r'name="paper" value="([^"]+)"', part),
                re.search(r'name="(file-[^"]+)"', part),
            )
            if paper is None or slug is None:
                continue
            file = io.BytesIO(taken())
            file.name = "photo.jpg"
            goes_to(
                self.client.post(
                    f"{at}papers/attach/",
                    {"paper": unescape(paper[1]), "key": self.key(), slug[1]: file},
                )
            )

    def signatures(self, at: str) -> None:
        """Whoever else must sign is invited and signs behind the link, without an account."""
        for signature in self.view(at).signatures:
            if signature.applicant:
                continue
            body = {"participant": signature.participant, "key": self.key()}
            goes_to(self.client.post(f"{at}signatures/invite/", body))
            link, code = re.findall(
                r'<dd class="yj-copy[^"]*">([^<]+)</dd>', html(self.client.get(f"{at}signatures/"))
            )
            self.co_sign(link.removeprefix("http://testserver"), code, signature.participant)

    def co_sign(self, address: str, code: str, who: str) -> None:
        other, tail = Client(), (self.told.identifier(f"{who}.id_number") or "")[-4:]
        seen = html(other.post(address, {"code": code}))
        consents = dict.fromkeys(re.findall(r'name="(consent-[^"]+)"', seen), "yes")
        body = {"code": code, "id_tail": tail, **consents}
        asked = html(other.post(address, {**body, "act": "fetch", "key": self.key()}))
        names = set(re.findall(rf'name="({who}-[a-z_-]+?)(?:-year|-month|-day)?"', asked))
        entries: dict[str, object] = {}
        for name in names:
            fact = f"{who}.{name.removeprefix(f'{who}-')}"
            entries |= posted(name, self.told.kind(fact), self.told.value(fact))
        signed = {**body, **entries, "act": "sign", "agreed": "yes", "key": self.key()}
        assert goes_to(other.post(address, signed)).endswith("/co-sign/signed/")

    def handed_in(self, at: str) -> str:
        review = self.client.get(f"{at}review/")
        sent = self.client.post(f"{at}review/", {"key": key_of(review), "declared": "yes"})
        if sent.status_code != 303:
            raise AssertionError([(one.kind, one.subject) for one in self.view(at).missing])
        assert goes_to(sent) == f"{at}receipt/"
        return words(self.client.get(f"{at}receipt/"))


def posted(name: str, kind: ConceptType, value: str) -> dict[str, object]:
    """A value as the control for its type posts it."""
    if kind is ConceptType.DATE:
        year, month, day = value.split("-")
        return {f"{name}-year": year, f"{name}-month": month, f"{name}-day": day}
    return {name: value.split() if kind is ConceptType.CODES else value}


@pytest.mark.parametrize("life_event", ACCOUNTS)
def test_from_the_guide_to_the_receipt(
    life_event: str, visitor: Client, world: World, signed_in: SignedIn
) -> None:
    applicant = Applicant(world, life_event, visitor)
    plan = applicant.to_the_plan()
    assert "可以合起来办" in plan or "可以交，工作人员会看一眼" in plan
    signed_in(ACCOUNTS[life_event], visitor)
    at = applicant.begun()
    held = any(one.field.source is FieldSource.REGISTER for one in applicant.view(at).fields)
    applicant.sections(at)
    applicant.registers(at)  # once the numbers are there by which registers look
    applicant.sections(at)
    applicant.papers(at)
    applicant.signatures(at)
    fetched = {
        one.field.fact
        for one in applicant.view(at).fields
        if one.provenance is not None
        and one.provenance.kind is ProvenanceKind.REGISTER
        and one.provenance.source != IDENTITY
    }
    assert bool(fetched) is held, "what registers hold, they fill in, and nothing else"
    receipt = applicant.handed_in(at)
    assert at.strip("/").rpartition("/")[2] in receipt


def test_every_one_thing_on_offer_is_gone_through(world: World) -> None:
    assert ACCOUNTS.keys() == world.ports.definitions.package().life_events.keys()
