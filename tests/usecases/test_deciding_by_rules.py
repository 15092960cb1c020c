"""秒批 in a whole installation: a region lets the rules grant a service; they grant, leave to officers, and are looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

import pytest

from tests.usecases.test_deciding import HOSPITAL
from tests.usecases.world import World
from yijian.core.compiler.guide_report import GuideReport
from yijian.core.compiler.local_deferrals import with_local_deferrals
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.author_test import AuthorTest
from yijian.core.vocabulary.life_event import LocalService
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.service import AutomaticDecision, Criterion
from yijian.ports import Definitions
from yijian.storage import journal
from yijian.usecases import deciding_by_rules, follow, handle, undoing
from yijian.usecases.permissions import Actor, ActorKind
from yijian.usecases.reasons import ReasonMissing


@dataclass(frozen=True)
class LettingRules:
    """The definitions, in a region that lets the rules grant one service (the setting of its operator), which has two
    conditions in this test."""

    inner: Definitions
    service: str
    sampled: int
    undecided: bool = False

    @cached_property
    def _newborn(self) -> OneThing:
        thing = self.inner.one_thing("newborn")
        bound = thing.services[self.service]
        local = LocalService(automatic=AutomaticDecision(sampled=self.sampled))
        definition = with_local_deferrals(bound.definition, local)
        second = "null" if self.undecided else "child.birth_date <= today"
        criteria = (
            Criterion(
                id="named", text=Text("妈妈的姓名已知", "The mother is named"), rule="mother.name != null"
            ),
            Criterion(id="born", text=Text("孩子已经出生", "The child is born"), rule=second),
        )
        definition = replace(definition, criteria=criteria)
        services = {**thing.services, self.service: replace(bound, definition=definition)}
        own = sha256(f"{thing.hash} {self.sampled} {self.undecided}".encode()).hexdigest()
        return replace(thing, services=services, hash=own)

    def package(self) -> DefinitionPackage:
        return self.inner.package()

    def one_thing(self, life_event: str) -> OneThing:
        return self._newborn if life_event == "newborn" else self.inner.one_thing(life_event)

    def calendar(self) -> WorkingCalendar:
        return self.inner.calendar()

    def prepare(self) -> None:
        self.inner.prepare()

    def published_guides(self) -> GuideReport:
        return self.inner.published_guides()

    def findings(self) -> tuple[Finding, ...]:
        return self.inner.findings()

    def source_of(self, definition: str) -> str:
        return self.inner.source_of(definition)

    def author_tests(self, life_event: str) -> tuple[AuthorTest, ...]:
        return self.inner.author_tests(life_event)


def let_rules_decide(world: World, *, sampled: int = 0, undecided: bool = False) -> None:
    world.ports = replace(
        world.ports,
        definitions=LettingRules(world.ports.definitions, HOSPITAL, sampled, undecided),
    )


def hospital(world: World) -> Actor:
    return world.officer_of("delivery-hospital")


def status(world: World, case_id: str) -> str:
    return handle.task(actor=hospital(world), ports=world.ports, case_id=case_id, task=HOSPITAL).status


def test_it_is_accepted_and_approved_by_the_rules_at_once_with_reasons_in_sentences(world: World) -> None:
    let_rules_decide(world)
    mother, case_id = world.dispatched()
    assert status(world, case_id) == "dispatched"
    world.later(timedelta())
    view = handle.task(actor=hospital(world), ports=world.ports, case_id=case_id, task=HOSPITAL)
    assert (view.status, view.by_rules and view.by_rules.status) == ("approved", "decided")
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    notice = next(one for one in case.notices if one.kind == "approval")
    words = "\n".join(one.zh for one in notice.paragraphs)
    assert "系统按公开的规则" in words
    for criterion in view.criteria:
        assert criterion.text.zh in words
        assert all(reason.text.zh in words for reason in criterion.reasons)
    decided = [entry for entry in journal.entries(case_id=case_id) if entry.actor.kind == "rules"]
    assert [entry.command for entry in decided] == ["FireTimer"]
    assert ActorKind.RULES in {one.by.kind for one in view.history}
    world.later(timedelta())
    assert status(world, case_id) == "approved"


def test_undecided_is_not_no_it_goes_to_an_officer_who_sees_why(world: World) -> None:
    let_rules_decide(world, undecided=True)
    mother, case_id = world.dispatched()
    world.later(timedelta())
    view = handle.task(actor=hospital(world), ports=world.ports, case_id=case_id, task=HOSPITAL)
    assert (view.status, view.by_rules and view.by_rules.status) == ("dispatched", "left")
    assert view.by_rules is not None
    assert view.by_rules.left_for == (view.criteria[1].text,)
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert "refusal" not in {one.kind for one in case.notices}
    assert world.accept(hospital(world), case_id, HOSPITAL).status == "under_review"


def test_a_sample_is_on_a_list_and_found_wrong_leads_to_the_undoing(world: World) -> None:
    let_rules_decide(world, sampled=100)
    _, case_id = world.dispatched()
    world.later(timedelta())

    def listed() -> list[str | None]:
        desk = handle.desk(actor=hospital(world), ports=world.ports, statuses=frozenset({"sample"}))
        return [row.task for row in desk.rows]

    assert listed() == [HOSPITAL]
    told: dict[str, Any] = {
        "actor": hospital(world),
        "ports": world.ports,
        "case_id": case_id,
        "task": HOSPITAL,
    }
    with pytest.raises(ReasonMissing):
        deciding_by_rules.record_sample(**told, right=False, finding=" ", key=world.key())
    view = deciding_by_rules.record_sample(**told, right=False, finding="签发机构写错了", key=world.key())
    assert view.by_rules is not None
    assert (view.by_rules.status, view.by_rules.finding) == ("found_wrong", "签发机构写错了")
    assert "RevokeDecision" in view.possible
    assert listed() == [HOSPITAL]
    undoing.revoke(**told, ground="unlawful", reason="抽查发现有误", claw_back=False, key=world.key())
    assert listed() == []


def test_found_right_it_leaves_the_list(world: World) -> None:
    let_rules_decide(world, sampled=100)
    _, case_id = world.dispatched()
    world.later(timedelta())
    view = deciding_by_rules.record_sample(
        actor=hospital(world),
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        right=True,
        finding="看过，对",
        key=world.key(),
    )
    assert view.by_rules is not None
    assert view.by_rules.status == "confirmed"
    assert handle.desk(actor=hospital(world), ports=world.ports, statuses=frozenset({"sample"})).rows == ()
