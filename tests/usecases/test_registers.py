"""Registers: what they fill in, and what happens when they are down, wrong, or not to be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.usecases.world import World
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.demonstration.persons import named_families
from yijian.ports import RegisterQuery, RegisterReply, RegisterUnavailable
from yijian.storage import exchanges
from yijian.storage.exchanges import Exchange, ExchangeOutcome
from yijian.usecases import apply, obtain
from yijian.usecases.permissions import VISITOR, Actor
from yijian.usecases.sign import co_sign, open_invitation
from yijian.usecases.views import ApplicationView, CoSignView, FieldView


def fields_of(view: ApplicationView) -> dict[str, FieldView]:
    return {one.field.fact: one for one in view.fields}


def states_of(view: ApplicationView) -> dict[str, str]:
    return {one.register: one.state for one in view.registers}


def test_registers_fill_in_with_provenance_and_each_exchange_is_kept(world: World) -> None:
    mother, case_id = world.started()
    before = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    assert set(states_of(before).values()) == {"not_asked"}
    view = world.prefill(mother, case_id)
    births = [one for one in fields_of(view).values() if one.known and one.field.register == "births"]
    by_register = [one for one in births if one.provenance and one.provenance.kind is ProvenanceKind.REGISTER]
    assert by_register
    assert {one.provenance.source for one in by_register if one.provenance} == {"births"}
    assert all(one.provenance and one.provenance.basis for one in by_register)
    asked = exchanges.exchanges_of(case_id=case_id)
    assert {one.register for one in asked} >= {"population", "births"}
    assert all(one.receipt for one in asked if one.outcome is ExchangeOutcome.FOUND)
    assert states_of(view)["population"] == "answered"


@pytest.mark.parametrize("mode", ["down", "slow", "garbage"])
def test_a_register_that_does_not_answer_costs_nothing_but_typing(world: World, mode: str) -> None:
    """What it would have told is asked; what was known stays; trying again works once it is back."""
    mother, case_id = world.started()
    world.answer(mother, case_id, **{"mother.mobile": "13800138001"})
    told = {path: one.value for path, one in fields_of(world.prefill(mother, case_id, refused=ALL)).items()}
    world.faults.put("births", mode)
    view = world.prefill(mother, case_id)
    assert states_of(view)["births"] == "unavailable"
    assert states_of(view)["population"] == "answered"
    known = fields_of(view)
    assert not known["child[1].birth_time"].known
    assert known["child[1].birth_time"].field.required
    assert known["mother.mobile"].value == told["mother.mobile"]
    world.faults.put("births", "off")
    view = world.prefill(mother, case_id)
    assert states_of(view)["births"] == "answered"
    assert fields_of(view)["child[1].birth_time"].known
    outcomes = [one.outcome for one in exchanges.exchanges_of(case_id=case_id) if one.register == "births"]
    assert outcomes == [ExchangeOutcome.UNAVAILABLE, ExchangeOutcome.FOUND]


ALL = frozenset({"population", "births", "marriage", "insurance"})


def test_what_is_answered_is_not_asked_again(world: World) -> None:
    """Neither a second try nor the other parent's consent repeats what a register has told."""
    mother, case_id = world.started()
    world.prefill(mother, case_id)
    first = exchanges.exchanges_of(case_id=case_id)
    view = world.prefill(mother, case_id)
    again = exchanges.exchanges_of(case_id=case_id)[len(first) :]
    known = {path for path, one in fields_of(view).items() if one.known}
    papers = {paper.paper.key for paper in view.papers if paper.held_by}
    assert all(not (known >= set(one.concepts) and papers >= set(one.evidence)) for one in again)
    assert not any(one.register == "births" for one in again)


def test_a_refused_register_is_not_asked_and_its_papers_are_brought(world: World) -> None:
    """Refusing means “I bring it myself”, and one may think better of it."""
    mother, case_id = world.started()
    view = world.prefill(mother, case_id, refused=frozenset({"population"}))
    assert states_of(view)["population"] == "refused"
    assert not any(one.register == "population" for one in exchanges.exchanges_of(case_id=case_id))
    brought = {paper.paper.key for paper in view.papers if paper.to_bring}
    view = world.prefill(mother, case_id)
    assert states_of(view)["population"] == "answered"
    assert {paper.paper.key for paper in view.papers if paper.to_bring} < brought


def test_nobody_can_agree_for_another(world: World) -> None:
    """What needs the father's leave is not asked with the mother's alone; it is once both have agreed."""
    mother, case_id = world.started()
    family = named_families()["married"]
    assert family.father is not None
    world.prefill(mother, case_id)
    world.fill(mother, case_id, family)
    assert not any(
        family.father.id_number in one.basis or "father" in one.basis
        for one in exchanges.exchanges_of(case_id=case_id)
    )
    world.co_sign(mother, case_id, family, agreed=False)
    assert any("father" in one.basis for one in exchanges.exchanges_of(case_id=case_id))


def test_the_father_refuses_and_fills_in_himself(world: World) -> None:
    mother, case_id = world.started()
    family = named_families()["married"]
    world.prefill(mother, case_id)
    world.fill(mother, case_id, family)
    view = world.co_sign(mother, case_id, family, consent=False)
    assert view.signed_at is not None
    assert not any("father" in one.basis for one in exchanges.exchanges_of(case_id=case_id))


def test_a_person_is_believed_before_a_register(world: World) -> None:
    """What the mother typed stays, with herself as its source."""
    mother, case_id = world.started()
    view = world.answer(mother, case_id, **{"child[1].birth_time": "01:01"})
    assert fields_of(view)["child[1].birth_time"].known
    known = fields_of(world.prefill(mother, case_id))
    fact = known["child[1].birth_time"]
    assert str(fact.value).startswith("01:01")
    assert fact.provenance is not None
    assert fact.provenance.kind is ProvenanceKind.ANSWER
    others = [
        one.provenance.kind
        for path, one in known.items()
        if path.startswith("child[1].") and path != "child[1].birth_time" and one.provenance
    ]
    assert ProvenanceKind.REGISTER in others


def test_who_is_in_no_register_is_asked(world: World) -> None:
    """Nothing found is an answer: the register works, the papers are to be brought."""
    family = named_families()["foreign_father"]
    mother, case_id = world.started("foreign_father")
    world.prefill(mother, case_id)
    world.fill(mother, case_id, family)
    token, code = world.invited(mother, case_id)
    seen = open_invitation(actor=VISITOR, ports=world.ports, token=token, code=code)
    registers = frozenset(one.register for one in seen.registers)
    view = world.sign_as_father(token, code, family, consents=registers)
    required = {one.field.fact for one in view.fields if one.field.required}
    assert required
    assert {one.state for one in view.registers} <= {"nothing_found", "answered", "not_asked"}


def test_twins_are_told_apart_by_the_order_of_birth(world: World) -> None:
    family = named_families()["twins"]
    mother, case_id = world.started("twins")
    known = fields_of(world.prefill(mother, case_id))
    for order, birth in enumerate(family.deliveries, start=1):
        time = known[f"child[{order}].birth_time"]
        assert str(time.value).startswith(birth.birth_time[:5])
        assert time.provenance is not None
        assert time.provenance.source == "births"
    assert family.deliveries[0].birth_time != family.deliveries[1].birth_time


def test_leave_for_a_register_that_does_not_exist_is_not_kept(world: World) -> None:
    """The form is checked against the registers of this one thing."""
    mother, case_id = world.started()
    before = world.journal_of(case_id)
    obtain.prefill(
        actor=mother,
        ports=world.ports,
        case_id=case_id,
        consents=frozenset({"secret-police"}),
        refusals=frozenset({"lottery"}),
        key=world.key(),
    )
    assert world.journal_of(case_id) == before


class Stopped(BaseException):
    """The process ends here, as by a power cut."""


class PowerCut:
    """A register client in whose place the process ends."""

    def fetch_all(self, queries: Sequence[RegisterQuery]) -> tuple[RegisterReply | RegisterUnavailable, ...]:
        raise Stopped


def agree(world: World, mother: Actor, case_id: str, *, key: str) -> ApplicationView:
    """The mother's form in which she agrees to everything."""
    seen = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    return obtain.prefill(
        actor=mother,
        ports=world.ports,
        case_id=case_id,
        consents=frozenset(one.register for one in seen.registers),
        refusals=frozenset(),
        key=key,
    )


def test_stopped_between_leave_and_question_the_same_form_goes_on(world: World) -> None:
    """The leave that was given is not given again, everything is asked, and a third sending asks nothing."""
    mother, case_id = world.started()
    working = world.ports
    world.ports = replace(working, registers=PowerCut())
    with pytest.raises(Stopped):
        agree(world, mother, case_id, key="form")
    assert not exchanges.exchanges_of(case_id=case_id)
    kept = world.journal_of(case_id)
    between = apply.application(actor=mother, ports=working, case_id=case_id)
    assert "agreed" in states_of(between).values()

    world.ports = working
    view = agree(world, mother, case_id, key="form")
    assert states_of(view)["population"] == states_of(view)["births"] == "answered"
    assert fields_of(view)["child[1].birth_time"].known
    assert "RecordAnswers" not in world.journal_of(case_id)[len(kept) :]
    asked, journal = exchanges.exchanges_of(case_id=case_id), world.journal_of(case_id)
    assert agree(world, mother, case_id, key="form") == view
    assert exchanges.exchanges_of(case_id=case_id) == asked
    assert world.journal_of(case_id) == journal


def test_stopped_between_leave_and_question_a_leave_taken_back_since_asks_nothing(world: World) -> None:
    mother, case_id = world.started()
    working = world.ports
    world.ports = replace(working, registers=PowerCut())
    with pytest.raises(Stopped):
        agree(world, mother, case_id, key="form")
    world.ports = working
    world.prefill(mother, case_id, refused=ALL)
    agree(world, mother, case_id, key="form")
    assert not exchanges.exchanges_of(case_id=case_id)


def test_the_fathers_form_goes_on_as_well(world: World) -> None:
    mother, case_id = world.started()
    family = named_families()["married"]
    world.prefill(mother, case_id)
    world.fill(mother, case_id, family)
    token, code = world.invited(mother, case_id)
    world.clock.move(timedelta(minutes=5))
    working = world.ports
    seen = open_invitation(actor=VISITOR, ports=working, token=token, code=code)
    assert family.father is not None

    def send() -> CoSignView:
        assert family.father is not None
        return co_sign(
            actor=VISITOR,
            ports=world.ports,
            token=token,
            code=code,
            typed={},
            id_tail=family.father.id_number[-4:],
            consents=frozenset(one.register for one in seen.registers),
            refusals=frozenset(),
            agreed=False,
            key="father's form",
        )

    world.ports = replace(working, registers=PowerCut())
    with pytest.raises(Stopped):
        send()
    world.ports = working
    assert any("father" in one.basis for one in exchanges_after(case_id, send))


def exchanges_after(case_id: str, act: Callable[[], object]) -> tuple[Exchange, ...]:
    """The exchanges that an act adds."""
    before = exchanges.exchanges_of(case_id=case_id)
    act()
    return exchanges.exchanges_of(case_id=case_id)[len(before) :]
