"""A form sent twice: the second time gives the same answer and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from tests.usecases.world import World, born_value
from yijian.demonstration.persons import named_families
from yijian.storage import documents, exchanges, ratings
from yijian.storage.models import Case
from yijian.usecases import apply, coordinate, feedback, follow, handle, issue, obtain, sign
from yijian.usecases.defects import Defect
from yijian.usecases.permissions import VISITOR, Actor
from yijian.usecases.views import Keeper

T = TypeVar("T")
HOSPITAL = "health.birth-certificate"


def everything_of(world: World, case_id: str, mother: Actor) -> tuple[object, ...]:
    """All that a command could have changed."""
    return (
        world.journal_of(case_id),
        exchanges.exchanges_of(case_id=case_id),
        documents.documents_of(case_id=case_id),
        ratings.ratings_of(case_id=case_id),
        follow.messages(actor=mother, ports=world.ports),
        follow.case(actor=mother, ports=world.ports, case_id=case_id),
    )


def twice(world: World, case_id: str, mother: Actor, act: Callable[[str], T]) -> T:
    """Carry out an act twice under one key: something is journaled the first time, nothing the second."""
    key, before = world.key(), world.journal_of(case_id)
    first = act(key)
    after = everything_of(world, case_id, mother)
    assert len(world.journal_of(case_id)) > len(before)
    assert act(key) == first
    assert everything_of(world, case_id, mother) == after
    return first


def test_the_applicants_forms(world: World) -> None:
    """From the first answer to the receipt, every form is sent twice."""
    ports, family = world.ports, named_families()["married"]
    mother, token, key = world.actor("married-mother"), world.draft_told(family), world.key()
    case_id = apply.start_case(actor=mother, ports=ports, token=token, key=key)
    assert apply.start_case(actor=mother, ports=ports, token=token, key=key) == case_id
    assert Case.objects.count() == 1

    view = apply.application(actor=mother, ports=ports, case_id=case_id)
    registers = frozenset(one.register for one in view.registers)
    twice(
        world,
        case_id,
        mother,
        lambda key: obtain.prefill(
            actor=mother, ports=ports, case_id=case_id, consents=registers, refusals=frozenset(), key=key
        ),
    )
    twice(
        world,
        case_id,
        mother,
        lambda key: apply.record_answers(
            actor=mother, ports=ports, case_id=case_id, typed={"mother.mobile": "13900000001"}, key=key
        ),
    )
    paper = next(one.paper.key for one in view.papers if one.to_bring)
    view = twice(
        world,
        case_id,
        mother,
        lambda key: obtain.attach_paper(
            actor=mother,
            ports=ports,
            case_id=case_id,
            paper=paper,
            file_name="f.jpg",
            content=b"a photograph",
            key=key,
        ),
    )
    document = next(one.documents[0].id for one in view.papers if one.paper.key == paper)
    twice(
        world,
        case_id,
        mother,
        lambda key: obtain.remove_paper(
            actor=mother, ports=ports, case_id=case_id, paper=paper, document=document, key=key
        ),
    )
    world.fill(mother, case_id, family)
    invitation = twice(
        world,
        case_id,
        mother,
        lambda key: sign.invite(actor=mother, ports=ports, case_id=case_id, participant="father", key=key),
    )
    link = invitation.link.rstrip("/").rpartition("/")[2]
    assert family.father is not None
    tail = family.father.id_number[-4:]
    fields = sign.open_invitation(actor=VISITOR, ports=ports, token=link, code=invitation.code)
    typed = world.typed_by_father(fields, family)
    twice(
        world,
        case_id,
        mother,
        lambda key: sign.co_sign(
            actor=VISITOR,
            ports=ports,
            token=link,
            code=invitation.code,
            typed=typed,
            id_tail=tail,
            consents=registers,
            refusals=frozenset(),
            agreed=True,
            key=key,
        ),
    )
    world.fill(mother, case_id, family)
    twice(
        world,
        case_id,
        mother,
        lambda key: apply.submit(actor=mother, ports=ports, case_id=case_id, key=key),
    )


def test_the_forms_of_staff_and_the_supplement(world: World) -> None:
    """From the first defect to the archive, every form is sent twice."""
    ports, family = world.ports, named_families()["married"]
    mother, case_id = world.submitted()
    officer, lead = world.officer_of("delivery-hospital"), world.actor("coordinator-health")
    wrong = Defect(kind="wrong_fact", subject="child[1].name", text="名字里的字不在通用规范汉字表里")
    for _ in range(2):
        twice(
            world,
            case_id,
            mother,
            lambda key: handle.report_defects(
                actor=officer, ports=ports, case_id=case_id, task=HOSPITAL, defects=(wrong,), key=key
            ),
        )
        twice(
            world,
            case_id,
            mother,
            lambda key: coordinate.take_back_defect(
                actor=lead, ports=ports, case_id=case_id, subject=wrong.subject, task=HOSPITAL, key=key
            ),
        )
    twice(
        world,
        case_id,
        mother,
        lambda key: coordinate.notify_correction(
            actor=lead, ports=ports, case_id=case_id, defects=(wrong,), due=date(2026, 12, 1), key=key
        ),
    )
    world.answer(mother, case_id, **{"child[1].name": "张安乐"})
    world.co_sign(mother, case_id, family)
    twice(
        world,
        case_id,
        mother,
        lambda key: apply.supplement(actor=mother, ports=ports, case_id=case_id, key=key),
    )
    open_conditions = world.judged(lead, case_id)
    twice(
        world,
        case_id,
        mother,
        lambda key: coordinate.dispatch(
            actor=lead, ports=ports, case_id=case_id, judgements=open_conditions, key=key
        ),
    )
    view = twice(
        world,
        case_id,
        mother,
        lambda key: handle.accept(actor=officer, ports=ports, case_id=case_id, task=HOSPITAL, key=key),
    )
    twice(
        world,
        case_id,
        mother,
        lambda key: handle.suspend(
            actor=officer,
            ports=ports,
            case_id=case_id,
            task=HOSPITAL,
            kind="other",
            reason="等专家意见",
            limit_days=5,
            key=key,
        ),
    )
    twice(
        world,
        case_id,
        mother,
        lambda key: handle.resume(actor=officer, ports=ports, case_id=case_id, task=HOSPITAL, key=key),
    )
    judged = {one.id: True for one in view.criteria if one.holds is None}
    view = twice(
        world,
        case_id,
        mother,
        lambda key: handle.decide(
            actor=officer,
            ports=ports,
            case_id=case_id,
            task=HOSPITAL,
            approved=True,
            reason="",
            judgements=judged,
            key=key,
        ),
    )
    output = view.outputs_to_issue[0][0]
    born = {field.fact: born_value(field) for field in view.born_facts}
    view = twice(
        world,
        case_id,
        mother,
        lambda key: issue.issue_output(
            actor=officer,
            ports=ports,
            case_id=case_id,
            task=HOSPITAL,
            output=output,
            number="1",
            facts=born,
            key=key,
        ),
    )
    twice(
        world,
        case_id,
        mother,
        lambda key: issue.deliver(
            actor=officer,
            ports=ports,
            case_id=case_id,
            task=HOSPITAL,
            output=output,
            mode="post",
            proof="EMS 1",
            key=key,
        ),
    )
    police = world.officer_of("police")
    twice(
        world,
        case_id,
        mother,
        lambda key: handle.decline(
            actor=police,
            ports=ports,
            case_id=case_id,
            task="police.birth-registration",
            reason="不在本辖区",
            basis="",
            competent=False,
            key=key,
        ),
    )
    world.work_through(case_id)
    twice(
        world,
        case_id,
        mother,
        lambda key: feedback.rate(actor=mother, ports=ports, case_id=case_id, grade=4, comment="快", key=key),
    )
    twice(
        world,
        case_id,
        mother,
        lambda key: coordinate.close(actor=lead, ports=ports, case_id=case_id, key=key),
    )


def test_a_refusal_and_a_result_of_another_system_and_the_ends(world: World) -> None:
    """The adverse acts, sent twice."""
    ports = world.ports
    mother, case_id = world.dispatched()
    officer, lead = world.officer_of("delivery-hospital"), world.actor("coordinator-health")
    world.accept(officer, case_id, HOSPITAL)
    twice(
        world,
        case_id,
        mother,
        lambda key: handle.record_external_result(
            actor=officer,
            ports=ports,
            case_id=case_id,
            task=HOSPITAL,
            system="出生医学证明管理系统",
            number="X1",
            approved=True,
            reason="",
            key=key,
        ),
    )
    twice(
        world,
        case_id,
        mother,
        lambda key: coordinate.end(actor=lead, ports=ports, case_id=case_id, reason="依法终止", key=key),
    )
    twins, twins_case = world.dispatched("twins")
    first = f"{HOSPITAL}[1]"
    world.accept(officer, twins_case, first)
    twice(
        world,
        twins_case,
        twins,
        lambda key: handle.decide(
            actor=officer,
            ports=ports,
            case_id=twins_case,
            task=first,
            approved=False,
            reason="不符合条件",
            judgements={},
            key=key,
        ),
    )
    _, other = world.started()
    mother = world.actor("married-mother")
    twice(
        world,
        other,
        mother,
        lambda key: apply.withdraw(actor=mother, ports=ports, case_id=other, reason="想再想想", key=key),
    )


def test_a_key_is_worth_nothing_to_another(world: World) -> None:
    """Nobody gets another's answer, or stops another's command, by sending the same key."""
    mother, case_id = world.submitted()
    lead = world.actor("coordinator-health")
    apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="", key="same")
    _, other = world.submitted("twins")
    coordinate.dispatch(
        actor=lead, ports=world.ports, case_id=other, judgements=world.judged(lead, other), key="same"
    )
    twins = world.actor("twins-mother")
    assert apply.withdraw(actor=twins, ports=world.ports, case_id=other, reason="", key="same").status == (
        "withdrawn"
    )
    view = apply.application(actor=twins, ports=world.ports, case_id=other)
    assert {field.keeper for field in view.fields} == {Keeper.APPLICANT, Keeper.CO_SIGNER}
