"""The one things of firms, from the reference case to issued results, with whatever the engine has for newborns."""

from __future__ import annotations

import pytest

from tests.usecases.world import World
from yijian.core.compiler.facts import reference_facts
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.plan import FieldSource, PlannedField
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import named_families
from yijian.storage import drafts
from yijian.usecases import apply, coordinate, follow, obtain
from yijian.usecases.permissions import Actor
from yijian.usecases.views import Keeper, Light

FIRMS = (
    "bankruptcy-check",
    "credit-repair",
    "enterprise-change",
    "enterprise-dereg",
    "listing-check",
    "restaurant",
    "transport-company",
    "utilities",
)
PERSON = named_families()["married"].mother


def typed(planned: PlannedField) -> str:
    """What somebody who acts for a firm types into a field."""
    concept = planned.fact.rpartition(".")[2]
    known = {"id_kind": "citizen_id", "id_number": PERSON.id_number, "name": PERSON.name}
    if planned.type in (ConceptType.PERSON_NAME, ConceptType.PERSON_ID) or concept == "id_kind":
        return known.get(concept, PERSON.name)
    return {
        ConceptType.UNIFIED_CODE: "91350100M000100Y43",
        ConceptType.INTEGER: "2",
        ConceptType.MONEY: "1000",
        ConceptType.DATE: "2026-11-18",
        ConceptType.BOOLEAN: "true",
        ConceptType.MOBILE: PERSON.mobile,
        ConceptType.CODE: planned.codes[0].code if planned.codes else "",
        ConceptType.CODES: planned.codes[0].code if planned.codes else "",
    }.get(planned.type, "示例")


def started(world: World, life_event: str) -> tuple[Actor, str]:
    """Somebody with the answers of the reference case who has begun an application."""
    one_thing = world.ports.definitions.one_thing(life_event)
    told = reference_facts(one_thing, local_date(world.clock.now()))
    token = world.ports.randomness.token()
    drafts.save_draft(
        token=token, life_event=life_event, facts=told, cipher=world.ports.cipher, now=world.clock.now()
    )
    agent = world.actor("married-mother")
    return agent, apply.start_case(actor=agent, ports=world.ports, token=token, key=world.key())


def filled(world: World, agent: Actor, case_id: str) -> None:
    """Fill in and upload whatever is still missing."""
    for _ in range(3):
        view = apply.application(actor=agent, ports=world.ports, case_id=case_id)
        missing = {
            field.field.fact: typed(field.field)
            for field in view.fields
            if not field.known and field.keeper is Keeper.APPLICANT and field.field.required is not False
        }
        if missing:
            apply.record_answers(
                actor=agent, ports=world.ports, case_id=case_id, typed=missing, key=world.key()
            )
        for paper in apply.application(actor=agent, ports=world.ports, case_id=case_id).papers:
            if paper.to_bring and not paper.documents:
                world.attach(agent, case_id, paper.paper.key)


@pytest.mark.parametrize("life_event", FIRMS)
def test_a_firm_gets_everything_done(world: World, life_event: str) -> None:
    one_thing = world.ports.definitions.one_thing(life_event)
    agent, case_id = started(world, life_event)
    filled(world, agent, case_id)
    world.prefill(agent, case_id)  # once the numbers are there by which registers look
    filled(world, agent, case_id)
    apply.submit(actor=agent, ports=world.ports, case_id=case_id, key=world.key())
    lead = world.actor(f"coordinator-{one_thing.life_event.lead}")
    coordinate.dispatch(
        actor=lead,
        ports=world.ports,
        case_id=case_id,
        judgements=world.judged(lead, case_id),
        key=world.key(),
    )
    world.work_through(case_id)
    view = follow.case(actor=agent, ports=world.ports, case_id=case_id)
    assert {task.light for task in view.tasks} == {Light.DONE}
    assert view.status == "delivered"
    assert local_date(world.clock.now()).isoformat() == "2026-11-24"


def registers_of(world: World, agent: Actor, case_id: str) -> dict[str, str]:
    view = apply.application(actor=agent, ports=world.ports, case_id=case_id)
    return {one.register: one.state for one in view.registers}


def test_a_register_that_answers_by_law_is_asked_once_the_code_is_there_and_keeps_no_leave(
    world: World,
) -> None:
    agent, case_id = started(world, "restaurant")
    assert registers_of(world, agent, case_id)["business"] == "key_missing"
    firm = named_firms()["restaurant"]
    world.answer(agent, case_id, **{"enterprise.unified_code": firm.unified_code})
    assert registers_of(world, agent, case_id)["business"] == "not_asked"
    view = obtain.prefill(
        actor=agent,
        ports=world.ports,
        case_id=case_id,
        consents=frozenset({"business"}),
        refusals=frozenset(),
        key=world.key(),
    )
    filled = {one.field.fact: one.value for one in view.fields}
    assert filled["enterprise.legal_representative"] == firm.representative.name
    assert not [path for path in view.facts if path.startswith("consent:business")]
    assert registers_of(world, agent, case_id)["business"] == "answered"


def test_who_applies_for_a_firm_is_not_taken_for_the_firm(world: World) -> None:
    """The employer applies for a retirement: nothing of the person signed in is written down as the employer's."""
    agent, case_id = started(world, "retirement")
    view = apply.application(actor=agent, ports=world.ports, case_id=case_id)
    assert "employer.name" not in view.facts
    assert "employer.id_number" not in view.facts


def test_what_a_register_knows_of_somebody_who_cannot_agree_here_is_asked(world: World) -> None:
    """The child to be enrolled neither applies nor signs."""
    agent, case_id = started(world, "school-enrolment")
    view = apply.application(actor=agent, ports=world.ports, case_id=case_id)
    sources = {one.field.fact: one.field.source for one in view.fields}
    assert sources["child.household_address"] is FieldSource.ANSWER
