"""The lists of officers: mine, page by page, by what is due; who takes, gives back and assigns; and what was rated."""

from __future__ import annotations

from typing import Any

import pytest

from tests.usecases.test_deciding import HOSPITAL
from tests.usecases.world import World
from yijian.core.cases.holding_refusals import HeldByAnother
from yijian.core.cases.refusals import TaskCommandNotPossible
from yijian.storage import accounts
from yijian.storage.accounts import AccountKind
from yijian.usecases import feedback, handle, holding
from yijian.usecases.permissions import Actor, ActorKind, NotFound, PermissionDenied
from yijian.usecases.staff_views import DeskView
from yijian.usecases.views import Light


def hospital(world: World) -> Actor:
    return world.officer_of("delivery-hospital")


def of_the_hospital(world: World, kind: AccountKind, username: str) -> Actor:
    """Somebody more who works there."""
    made = accounts.create_account(
        username=username,
        password=None,
        now=world.clock.now(),
        kind=kind,
        display_name=username,
        authority="delivery-hospital",
    )
    return Actor(kind=ActorKind(kind.value), account=made.id, name=username, authority="delivery-hospital")


def mine(world: World, officer: Actor) -> list[tuple[str, str | None]]:
    desk = handle.desk(actor=officer, ports=world.ports, mine=True)
    assert desk.mine == desk.matching == len(desk.rows)
    return [(row.case_id, row.task) for row in desk.rows]


def test_taken_it_is_mine_given_back_it_is_not(world: World) -> None:
    _, case_id = world.dispatched()
    officer = hospital(world)
    assert mine(world, officer) == []
    own: dict[str, Any] = {"ports": world.ports, "case_id": case_id, "task": HOSPITAL}
    view = holding.take(actor=officer, **own, key=world.key())
    assert (view.mine, view.holder) == (True, officer.name)
    assert mine(world, officer) == [(case_id, HOSPITAL)]
    colleague = of_the_hospital(world, AccountKind.OFFICER, "colleague")
    assert mine(world, colleague) == []
    with pytest.raises(TaskCommandNotPossible):
        holding.take(actor=colleague, **own, key=world.key())
    with pytest.raises(HeldByAnother):
        holding.give_back(actor=colleague, **own, key=world.key())
    (row,) = [one for one in handle.desk(actor=colleague, ports=world.ports).rows if one.task == HOSPITAL]
    assert row.holder == officer.name
    assert not holding.give_back(actor=officer, **own, key=world.key()).mine
    assert mine(world, officer) == []


def test_the_head_assigns_to_officers_of_the_authority_only(world: World) -> None:
    _, case_id = world.dispatched()
    officer = hospital(world)
    head = of_the_hospital(world, AccountKind.SUPERVISOR, "head")
    own: dict[str, Any] = {"ports": world.ports, "case_id": case_id, "task": HOSPITAL, "key": world.key()}
    with pytest.raises(PermissionDenied):
        holding.assign(actor=officer, **own, to=officer.account or "")
    with pytest.raises(NotFound):
        holding.assign(actor=head, **own, to=world.officer_of("police").account or "")
    view = holding.assign(actor=head, **own, to=officer.account or "")
    assert view.holder == officer.name
    assert officer.account not in {account for account, _ in view.colleagues}
    assert mine(world, officer) == [(case_id, HOSPITAL)]


def test_who_accepts_has_it_in_hand(world: World) -> None:
    _, case_id = world.dispatched()
    assert world.accept(hospital(world), case_id, HOSPITAL).mine


def test_a_list_comes_in_pages_that_together_are_the_whole_of_it(world: World) -> None:
    """However long it is, nothing is cut off: the pages hold every row once, in one order, and count alike."""
    world.dispatched()
    world.dispatched("twins")
    officer = hospital(world)
    whole = handle.desk(actor=officer, ports=world.ports)
    assert whole.total == whole.matching == len(whole.rows) > 4

    def page(number: int) -> DeskView:
        return handle.desk(actor=officer, ports=world.ports, page=number, size=2)

    pages = [page(number) for number in range(1, page(1).pages + 1)]
    assert [row for one in pages for row in one.rows] == list(whole.rows)
    assert {one.matching for one in pages} == {whole.total}
    assert page(999).page == page(1).pages
    assert page(0).rows == pages[0].rows


def test_a_list_can_be_of_one_light_and_of_one_number(world: World) -> None:
    _, case_id = world.dispatched()
    officer = hospital(world)
    assert handle.desk(actor=officer, ports=world.ports, light=Light.LATE).rows == ()
    running = handle.desk(actor=officer, ports=world.ports, light=Light.RUNNING)
    assert running.matching == running.counts[Light.RUNNING]
    found = handle.desk(actor=officer, ports=world.ports, number=case_id[-6:])
    assert {row.case_id for row in found.rows} == {case_id}
    assert handle.desk(actor=officer, ports=world.ports, number="nothing like it").rows == ()


def test_a_bad_rating_after_delivery_is_seen_by_the_staff_of_the_lead_and_its_words_by_nobody_else(
    world: World,
) -> None:
    mother, case_id = world.dispatched()
    world.work_through(case_id)
    feedback.rate(
        actor=mother, ports=world.ports, case_id=case_id, grade=2, comment="等了太久", key=world.key()
    )
    view = feedback.ratings_of_authority(actor=world.lead, ports=world.ports)
    assert dict(view.counts) == {5: 0, 4: 0, 3: 0, 2: 1, 1: 0}
    assert [(one.case_id, one.score, one.comment) for one in view.bad] == [(case_id, 2, "等了太久")]
    police = feedback.ratings_of_authority(actor=world.officer_of("police"), ports=world.ports)
    assert (police.total, police.bad) == (0, ())
    task = handle.task(actor=hospital(world), ports=world.ports, case_id=case_id, task=HOSPITAL)
    assert task.rating == (2, "")
    with pytest.raises(PermissionDenied):
        feedback.ratings_of_authority(actor=mother, ports=world.ports)
