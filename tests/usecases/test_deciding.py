"""Officers decide: grants, refusals and what they stop, results and the facts born with them, twins."""

from __future__ import annotations

import pytest

from tests.usecases.world import World, born_value
from yijian.core.cases.refusals import (
    CommandNotPossible,
    NoSuchOutput,
    TaskCommandNotPossible,
)
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import ConditionResult
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.core.vocabulary.service import Criterion
from yijian.usecases import apply, coordinate, follow, handle, issue
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.criteria import CriteriaUnjudged, require_judged
from yijian.usecases.issue import DeliveryModeUnknown
from yijian.usecases.permissions import Actor, NotFound
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.staff_views import OfficerTaskView
from yijian.usecases.views import CaseView, Light

HOSPITAL, POLICE = "health.birth-certificate", "police.birth-registration"
CARD, BENEFIT = "hr.social-security-card", "insurance.maternity-benefit"


def seen(world: World, mother: Actor, case_id: str) -> CaseView:
    return follow.case(actor=mother, ports=world.ports, case_id=case_id)


def statuses(view: CaseView) -> dict[str, str]:
    return {task.key: task.status for task in view.tasks}


def issued(
    world: World, officer: Actor, case_id: str, view: OfficerTaskView, **facts: str
) -> OfficerTaskView:
    """Issue the first open output of a task."""
    born = {field.fact: born_value(field) for field in view.born_facts} | facts
    return issue.issue_output(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=view.task,
        output=view.outputs_to_issue[0][0],
        number="N-1",
        facts=born,
        key=world.key(),
    )


def approved(world: World, officer: Actor, case_id: str, task: str) -> OfficerTaskView:
    view = world.accept(officer, case_id, task)
    return handle.decide(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=task,
        approved=True,
        reason="",
        judgements={one.id: True for one in view.criteria if one.holds is None},
        key=world.key(),
    )


def test_a_refusal_stops_only_what_needs_its_result(world: World) -> None:
    """The police refuse: card and insurance cannot start, each with a notice; the mother's benefit goes on; the whole
    is decided in part."""
    mother, case_id = world.dispatched()
    world.finish(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    view = world.refuse(world.officer_of("police"), case_id, POLICE, "父母双方都没有本地户口")
    assert view.light is Light.ENDED
    case = seen(world, mother, case_id)
    found = statuses(case)
    assert found[POLICE] == "refused"
    assert {key for key, status in found.items() if status == "cannot_start"} == {
        CARD,
        "insurance.resident-enrolment",
    }
    assert found[BENEFIT] == "dispatched"
    kinds = [notice.kind for notice in case.notices]
    assert kinds.count("cannot_start") == 2
    refusal = next(notice for notice in case.notices if notice.kind == "refusal")
    assert refusal.reasons == ("父母双方都没有本地户口",)
    words = " ".join(paragraph.zh for paragraph in refusal.paragraphs)
    assert "行政复议" in words
    assert "行政诉讼" in words or "起诉" in words
    world.work_through(case_id)
    case = seen(world, mother, case_id)
    assert case.status == "delivered"
    titles = [one.subject.zh for one in follow.messages(actor=mother, ports=world.ports)]
    assert any("办成了一部分" in title for title in titles)
    assert any("没有批准" in title for title in titles)


@pytest.mark.parametrize(
    ("competent", "status", "kind"),
    [(True, "not_accepted", "non_acceptance"), (False, "not_competent", "not_competent")],
)
def test_not_taking_a_matter_up_is_told_with_reason_and_basis(
    world: World, competent: bool, status: str, kind: str
) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    with pytest.raises(ReasonMissing):
        decline(world, hospital, case_id, reason=" ", competent=competent)
    assert statuses(seen(world, mother, case_id))[HOSPITAL] == "dispatched"
    decline(world, hospital, case_id, reason="不在本院出生", competent=competent)
    case = seen(world, mother, case_id)
    assert statuses(case)[HOSPITAL] == status
    notice = next(one for one in case.notices if one.kind == kind)
    assert notice.reasons == ("不在本院出生（院内规定）",)
    assert next(task for task in case.tasks if task.key == HOSPITAL).reason == notice.reasons[0]
    with pytest.raises(TaskCommandNotPossible):
        world.accept(hospital, case_id, HOSPITAL)


def decline(world: World, officer: Actor, case_id: str, *, reason: str, competent: bool) -> None:
    handle.decline(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        reason=reason,
        basis="院内规定",
        competent=competent,
        key=world.key(),
    )


def test_acts_against_the_applicant_need_reasons_and_are_in_order(world: World) -> None:
    """Nothing is lost by a refused act: it can be done right afterwards."""
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    before = world.journal_of(case_id)
    with pytest.raises(TaskCommandNotPossible):
        handle.resume(actor=hospital, ports=world.ports, case_id=case_id, task=HOSPITAL, key="1")
    with pytest.raises(ReasonMissing):
        handle.decide(
            actor=hospital,
            ports=world.ports,
            case_id=case_id,
            task=HOSPITAL,
            approved=False,
            reason="",
            judgements={},
            key="2",
        )
    for system, number in (("", "1"), ("s", " ")):
        with pytest.raises(ReasonMissing):
            handle.record_external_result(
                actor=hospital,
                ports=world.ports,
                case_id=case_id,
                task=HOSPITAL,
                system=system,
                number=number,
                approved=True,
                reason="",
                key="3",
            )
    with pytest.raises(ReasonMissing):
        coordinate.end(actor=world.lead, ports=world.ports, case_id=case_id, reason=" ", key="4")
    with pytest.raises(CommandNotPossible):
        coordinate.close(actor=world.lead, ports=world.ports, case_id=case_id, key="5")
    assert world.journal_of(case_id) == before
    assert seen(world, mother, case_id).status == "in_progress"


def test_what_no_rule_decides_is_judged_by_a_person_or_goes_no_further(world: World) -> None:
    """A foreign father has no ethnic group to compare: the lead judges; not judged or judged not to hold, it stays."""
    _, case_id = world.submitted("foreign_father")
    open_ones = world.judged(world.lead, case_id)
    assert open_ones
    for judgements in ({}, dict.fromkeys(open_ones, False), {"another": True}):
        with pytest.raises(CriteriaUnjudged):
            coordinate.dispatch(
                actor=world.lead, ports=world.ports, case_id=case_id, judgements=judgements, key=world.key()
            )
    assert world.journal_of(case_id)[-1] == "SubmitCase"
    assert world.dispatch(case_id).status == "in_progress"


@pytest.mark.parametrize(
    ("holds", "judged", "enough"),
    [
        (True, {}, True),
        (True, {"c": False}, True),
        (None, {"c": True}, True),
        (None, {}, False),
        (None, {"c": False}, False),
        (False, {"c": True}, False),
    ],
)
def test_no_judgement_overrules_a_rule(holds: bool | None, judged: dict[str, bool], enough: bool) -> None:
    criterion = Criterion(id="c", text=Text("条件", "condition"), rule="true")
    results = (ConditionResult(condition=criterion, holds=holds, needs=()),)
    if enough:
        require_judged(results, judged)
    else:
        with pytest.raises(CriteriaUnjudged) as refused:
            require_judged(results, judged)
        assert "condition" in refused.value.text.en


def test_a_born_fact_flows_to_the_next_authority_and_is_nobodys_to_type(world: World) -> None:
    """The child's number comes with the registration and appears, with its source, on the card officer's screen."""
    mother, case_id = world.dispatched()
    world.finish(world.officer_of("delivery-hospital"), case_id, HOSPITAL)
    hr = world.officer_of("hr")
    assert not any(row.task == CARD for row in handle.desk(actor=hr, ports=world.ports).rows)
    police = world.officer_of("police")
    view = approved(world, police, case_id, POLICE)
    number = born_value(view.born_facts[0])
    before = world.journal_of(case_id)
    with pytest.raises(AnswersRefused):
        issued(world, police, case_id, view, **{"child[1].id_number": "123"})
    assert world.journal_of(case_id) == before
    while view.outputs_to_issue:
        view = issued(world, police, case_id, view)
    card = handle.task(actor=hr, ports=world.ports, case_id=case_id, task=CARD)
    field = next(one for one in card.fields if one.field.fact == "child[1].id_number")
    assert field.value == number
    assert field.provenance is not None
    assert (field.provenance.kind, field.provenance.source) == (ProvenanceKind.OUTPUT, POLICE)
    shown = apply.application(actor=mother, ports=world.ports, case_id=case_id)
    assert "child[1].id_number" not in {one.field.fact for one in shown.fields}
    with pytest.raises(TaskCommandNotPossible):
        issue.issue_output(
            actor=police,
            ports=world.ports,
            case_id=case_id,
            task=POLICE,
            output=view.outputs[0].id.rpartition(":")[2],
            number="",
            facts={"child[1].id_number": number},
            key=world.key(),
        )


def test_a_result_is_printed_checked_and_delivered(world: World) -> None:
    """Whoever holds the code on a document can check it; a wrong code finds nothing; a mode must exist."""
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    view = approved(world, hospital, case_id, HOSPITAL)
    for unknown in ("horoscope", ""):
        with pytest.raises(NoSuchOutput):
            issue.issue_output(
                actor=hospital,
                ports=world.ports,
                case_id=case_id,
                task=HOSPITAL,
                output=unknown,
                number="1",
                facts={},
                key=world.key(),
            )
    view = issued(world, hospital, case_id, view)
    document = next(one for one in view.outputs if one.document)
    pdf = follow.read_output(
        actor=mother, ports=world.ports, case_id=case_id, output=document.id
    ).content.decode()
    assert "宝宝的姓名=张安禾" in pdf
    code = pdf.rstrip("/").rpartition("/")[2]
    checked = follow.check_document(actor=hospital, ports=world.ports, code=code)
    assert (checked.valid, checked.number) == (True, "N-1")
    with pytest.raises(NotFound):
        follow.check_document(actor=hospital, ports=world.ports, code=code[:-1])
    for wrong in ("task:none", document.id + "x"):
        with pytest.raises(NotFound):
            follow.read_output(actor=mother, ports=world.ports, case_id=case_id, output=wrong)
    with pytest.raises(DeliveryModeUnknown):
        deliver(world, hospital, case_id, document.id, "pigeon")
    view = deliver(world, hospital, case_id, document.id, "post")
    assert view.outputs[0].delivered_at == world.clock.now()


def deliver(world: World, officer: Actor, case_id: str, output: str, mode: str) -> OfficerTaskView:
    return issue.deliver(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        output=output.rpartition(":")[2],
        mode=mode,
        proof="EMS 123",
        key=world.key(),
    )


def test_a_result_of_another_system_says_so(world: World) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    world.accept(hospital, case_id, HOSPITAL)
    handle.record_external_result(
        actor=hospital,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        system="出生医学证明管理系统",
        number="CS-9",
        approved=False,
        reason="信息不一致",
        key=world.key(),
    )
    task = next(one for one in seen(world, mother, case_id).tasks if one.key == HOSPITAL)
    assert (task.status, task.by_hand, task.reason) == (
        "refused",
        "出生医学证明管理系统 CS-9",
        "信息不一致",
    )


def test_twins_have_one_task_each_for_what_is_theirs_and_one_for_their_mothers(world: World) -> None:
    """A benefit of the mother is not paid twice; the two numbers do not get mixed up."""
    mother, case_id = world.dispatched("twins", **{"wants:health__parenting-guidance": "true"})
    keys = [task.key for task in seen(world, mother, case_id).tasks]
    for service in (HOSPITAL, "health.vaccination-book", POLICE, CARD, "insurance.resident-enrolment"):
        assert [key for key in keys if key.startswith(service)] == [f"{service}[1]", f"{service}[2]"]
    for service in (BENEFIT, "health.parenting-guidance"):
        assert [key for key in keys if key.startswith(service)] == [service]
    insurance = world.officer_of("insurance")
    view = handle.task(actor=insurance, ports=world.ports, case_id=case_id, task=BENEFIT)
    assert {"child[1].name", "child[2].name"} <= {one.field.fact for one in view.fields}
    births = [one for one in view.papers if one.paper.type == "birth-medical-certificate"]
    assert [one.paper.of for one in births] == ["child[1]", "child[2]"]
    hospital = world.officer_of("delivery-hospital")
    world.finish(hospital, case_id, f"{HOSPITAL}[1]")
    assert statuses(seen(world, mother, case_id))[BENEFIT] == "waiting"  # the other certificate is not there
    world.finish(hospital, case_id, f"{HOSPITAL}[2]")
    assert statuses(seen(world, mother, case_id))[BENEFIT] == "dispatched"
    world.work_through(case_id)
    card = handle.task(actor=world.officer_of("hr"), ports=world.ports, case_id=case_id, task=f"{CARD}[2]")
    numbers = [one.field.fact for one in card.fields if one.field.fact.endswith(".id_number")]
    assert "child[2].id_number" in numbers
    assert "child[1].id_number" not in numbers


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("材料不真实", "材料不真实（某条例第三条）"),
        ("The paper is forged", "The paper is forged (某条例第三条)"),
    ],
)
def test_a_refusal_is_told_with_its_clause_in_brackets_of_its_script(
    world: World, reason: str, told: str
) -> None:
    _, case_id = world.dispatched()
    officer = world.officer_of("delivery-hospital")
    world.accept(officer, case_id, HOSPITAL)
    view = handle.decide(
        actor=officer,
        ports=world.ports,
        case_id=case_id,
        task=HOSPITAL,
        approved=False,
        reason=reason,
        basis="某条例第三条",
        judgements={},
        key=world.key(),
    )
    refusals = [notice for notice in view.notices if notice.kind == "refusal"]
    assert [notice.reasons for notice in refusals] == [(told,)]
