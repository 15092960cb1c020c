"""What a desk costs, and what it says of cases that are with others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.usecases.test_deciding import HOSPITAL
from tests.usecases.world import World
from yijian.ports import Cipher
from yijian.usecases import coordinate, handle
from yijian.usecases.fact_names import fact_name, fact_text
from yijian.usecases.staff_views import DeskRow
from yijian.usecases.views import Light


@dataclass
class CountingCipher:
    """The cipher of the installation, counting what is opened."""

    inner: Cipher
    opened: int = 0

    def new_key(self) -> bytes:
        return self.inner.new_key()

    def seal(self, key: bytes, plain: bytes, *, context: str) -> bytes:
        return self.inner.seal(key, plain, context=context)

    def digest(self, wrapped_key: bytes, plain: bytes) -> str:
        return self.inner.digest(wrapped_key, plain)

    def open(self, key: bytes, sealed: bytes, *, context: str) -> bytes:
        self.opened += 1
        return self.inner.open(key, sealed, context=context)


def test_a_desk_opens_no_more_of_a_case_than_the_name_of_who_applies(world: World) -> None:
    """A case of one authority with two tasks is read once, and its forty values stay sealed."""
    _, case_id = world.dispatched()
    counting = CountingCipher(world.ports.cipher)
    ports = replace(world.ports, cipher=counting)
    desk = handle.desk(actor=world.officer_of("delivery-hospital"), ports=ports)
    assert len([row for row in desk.rows if row.case_id == case_id]) > 1
    assert {row.applicant for row in desk.rows} == {"李某某"}
    assert counting.opened <= 3
    counting.opened = 0
    assert coordinate.pre_check_desk(actor=world.lead, ports=ports).rows[0].applicant == "李某某"
    assert counting.opened <= 3


def test_the_lead_sees_who_has_a_case_in_hand_and_how_much_of_its_time_is_gone(world: World) -> None:
    _, case_id = world.dispatched()

    def row() -> tuple[tuple[str, ...], float]:
        (found,) = coordinate.pre_check_desk(actor=world.lead, ports=world.ports).rows
        return tuple(one.zh for one in found.waits_for), found.used

    busy, used = row()
    assert busy == ("接生医院",)
    world.clock.move(timedelta(days=9))
    assert 0 <= used < row()[1] < 1
    world.finish(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    assert "公安" in row()[0]


def test_facts_of_conditions_are_named_once_and_their_rules_are_in_words(world: World) -> None:
    _, case_id = world.submitted()
    view = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    names = {fact.name.zh for one in view.admission for fact in one.facts}
    assert "父母在婚且为婚生" in names
    assert not any("父母的父母" in name or "的是否" in name for name in names)
    assert all(one.rule is not None for one in view.admission)


def test_a_day_on_a_document_is_in_words(world: World) -> None:
    thing = world.ports.definitions.one_thing("newborn")
    day = fact_text(thing, "child[1].birth_date", date(2026, 11, 18))
    assert (day.zh, day.en) == ("2026年11月18日", "18 November 2026")


def test_whose_a_fact_is_stands_where_somebody_else_could_be_meant(world: World) -> None:
    thing = world.ports.definitions.one_thing("newborn")
    assert fact_name(thing, "mother.ethnicity").zh == "妈妈的民族"
    assert fact_name(thing, "child[2].name").zh == "宝宝 2的姓名"
    assert fact_name(thing, "mother.maternity_insured").zh == "妈妈是否参加生育保险"
    assert fact_name(thing, "parents.married").en == "Born within the parents' current marriage"


def test_what_is_decided_counts_no_time_and_a_day_that_is_over_is_late_at_once(world: World) -> None:
    _, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    view = world.accept(hospital, case_id, HOSPITAL)
    assert view.due is not None

    def row() -> DeskRow:
        rows = handle.desk(actor=hospital, ports=world.ports).rows
        return next(one for one in rows if one.task == HOSPITAL)

    assert row().due == view.due
    world.clock.move(timedelta(days=(view.due - date(2026, 11, 24)).days + 1))
    assert row().light is Light.LATE
    decided = handle.decide(
        actor=hospital,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        approved=True,
        reason="",
        judgements={},
        key=world.key(),
    )
    assert decided.decided_at == world.clock.now()
    assert (row().due, row().used, row().light) == (None, 0.0, Light.RUNNING)
