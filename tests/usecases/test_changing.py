"""A family changes what it told after handing in: computed first, then done as a whole, with what it voids and flags."""

from __future__ import annotations

from typing import Any

import pytest

from tests.usecases.world import World
from yijian.core.cases.life_refusals import ChangeNotAllowed, SignaturesAwaited
from yijian.demonstration.persons import named_families
from yijian.storage import vault
from yijian.usecases import changing, coordinate, follow, handle, sign
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.change_plan import ChangeIncomplete
from yijian.usecases.change_views import ChangeView
from yijian.usecases.changing import ChangeNotConfirmed
from yijian.usecases.oversee import verify_journal
from yijian.usecases.permissions import VISITOR, Actor, NotFound
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.sign import InvitationRefused

BENEFIT = "insurance.maternity-benefit"
WANTS_BENEFIT = f"wants:{BENEFIT}"
CERTIFICATE = "health.birth-certificate"
FAMILY = named_families()["married"]


def preview(world: World, actor: Actor, case_id: str, fact: str, value: str, **more: str) -> ChangeView:
    typed = {fact: value, **more}
    return changing.preview(actor=actor, ports=world.ports, case_id=case_id, fact=fact, typed=typed)


def change(world: World, actor: Actor, case_id: str, fact: str, value: str, **more: Any) -> None:
    given: dict[str, Any] = {
        "actor": actor,
        "ports": world.ports,
        "case_id": case_id,
        "fact": fact,
        "typed": {fact: value},
        "files": {},
        "agreed": True,
        "key": world.key(),
    }
    changing.change(**(given | more))


def statuses(world: World, actor: Actor, case_id: str) -> dict[str, str]:
    view = follow.case(actor=actor, ports=world.ports, case_id=case_id)
    return {task.key: task.status for task in view.tasks}


def names(texts: tuple[Any, ...]) -> set[str]:
    return {one.zh for one in texts}


def test_a_part_is_given_up_and_taken_up_again_with_the_papers_it_wants(world: World) -> None:
    mother, case_id = world.dispatched()
    shown = preview(world, mother, case_id, WANTS_BENEFIT, "false")
    assert names(shown.dropped) == {"生育医疗待遇支付"}
    assert names(shown.papers_gone) == {"诊断证明", "费用清单", "门诊产检和医疗发票"}
    assert statuses(world, mother, case_id)[BENEFIT] != "dropped", "looking changes nothing"
    change(world, mother, case_id, WANTS_BENEFIT, "false")
    assert statuses(world, mother, case_id)[BENEFIT] == "dropped"
    insurance = world.officer_of("insurance")
    rows = [
        row.task for row in handle.desk(actor=insurance, ports=world.ports).rows if row.case_id == case_id
    ]
    assert BENEFIT not in rows
    back = preview(world, mother, case_id, WANTS_BENEFIT, "true")
    assert names(back.added) == {"生育医疗待遇支付"}
    assert back.to_bring == (), "what was handed in once is not asked again"
    change(world, mother, case_id, WANTS_BENEFIT, "true")
    assert statuses(world, mother, case_id)[BENEFIT] in ("waiting", "dispatched")
    case = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert [one.kind for one in case.notices].count("change") == 2
    subjects = [one.subject.zh for one in follow.messages(actor=mother, ports=world.ports)]
    assert any("不用办了" in one for one in subjects)
    assert any("您改的申请我们收到了" in one for one in subjects)
    world.work_through(case_id)
    assert verify_journal(ports=world.ports).sound


def test_what_is_needed_now_comes_with_the_change_or_it_does_not_happen(world: World) -> None:
    """A mother who had not wanted the benefit wants it: fields and papers are asked, and handed in with it."""
    mother, case_id = world.submitted(mother__account_on_file="false", **{f"wants:{BENEFIT}": "false"})
    world.dispatch(case_id)
    assert BENEFIT not in statuses(world, mother, case_id)
    shown = preview(world, mother, case_id, WANTS_BENEFIT, "true")
    assert names(shown.added) == {"生育医疗待遇支付"}
    assert shown.to_bring
    before = world.journal_of(case_id)
    with pytest.raises(ChangeIncomplete) as refused:
        change(world, mother, case_id, WANTS_BENEFIT, "true")
    for paper in shown.to_bring:
        assert paper.name.zh in refused.value.text.zh
    for field in shown.asked:
        assert field.name.zh in refused.value.text.zh
    assert world.journal_of(case_id) == before
    typed = {WANTS_BENEFIT: "true"} | {field.fact: typed_for(field.fact) for field in shown.asked}
    files = {paper.key: (("photo.jpg", world.page),) for paper in shown.to_bring}
    with pytest.raises(ChangeNotConfirmed):
        change(world, mother, case_id, WANTS_BENEFIT, "true", typed=typed, files=files, agreed=False)
    key = world.key()
    for _ in range(2):
        change(world, mother, case_id, WANTS_BENEFIT, "true", typed=typed, files=files, key=key)
    assert world.journal_of(case_id).count("ChangeAnswers") == 1
    assert BENEFIT in statuses(world, mother, case_id)
    world.work_through(case_id)
    insurance = world.officer_of("insurance")
    view = handle.task(actor=insurance, ports=world.ports, case_id=case_id, task=BENEFIT)
    handed = {paper.paper.key for paper in view.papers if paper.documents}
    assert {paper.key for paper in shown.to_bring} <= handed


def typed_for(fact: str) -> str:
    return {"mother.bank_account": "6222000011112222333", "mother.bank_branch": "示例支行"}.get(fact, "示例")


def test_departments_that_have_it_in_hand_check_again_and_a_decision_stands_but_is_answered_for(
    world: World,
) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    world.finish(hospital, case_id, CERTIFICATE)
    shown = preview(world, mother, case_id, "mother.mobile", "13900000001")
    assert "出生医学证明首次签发" in names(shown.decided)
    assert "出生登记（申报户口）" in names(shown.again)
    change(world, mother, case_id, "mother.mobile", "13900000001")
    view = handle.task(actor=hospital, ports=world.ports, case_id=case_id, task=CERTIFICATE)
    assert view.status == "delivered"
    (touching,) = view.changes
    assert names(touching.facts) == {"妈妈的手机号码"}
    assert "AcknowledgeChange" in view.possible
    desk = handle.desk(actor=hospital, ports=world.ports).rows
    assert {row.task: row.status for row in desk if row.case_id == case_id}[CERTIFICATE] == "changed", (
        "it is on the desk again until somebody has looked at it"
    )
    with pytest.raises(ReasonMissing):
        changing.acknowledge(
            actor=hospital, ports=world.ports, case_id=case_id, task=CERTIFICATE, finding=" ", key=world.key()
        )
    view = changing.acknowledge(
        actor=hospital,
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        finding="证明上没有手机号，不用重发",
        key=world.key(),
    )
    assert [one.finding for one in view.changes] == ["证明上没有手机号，不用重发"]
    assert "AcknowledgeChange" not in view.possible
    rows = [row.task for row in handle.desk(actor=hospital, ports=world.ports).rows if row.case_id == case_id]
    assert CERTIFICATE not in rows


def test_a_signature_over_it_is_void_and_nothing_is_approved_until_the_other_has_signed_again(
    world: World,
) -> None:
    mother, case_id = world.dispatched()
    hospital = world.officer_of("delivery-hospital")
    shown = preview(world, mother, case_id, "child[1].name", "张安康")
    assert names(shown.signing) == {"爸爸"}
    world.accept(hospital, case_id, CERTIFICATE)
    change(world, mother, case_id, "child[1].name", "张安康")
    assert names(follow.case(actor=mother, ports=world.ports, case_id=case_id).to_sign) == {"爸爸"}
    view = handle.task(actor=hospital, ports=world.ports, case_id=case_id, task=CERTIFICATE)
    assert "ApproveTask" not in view.possible
    assert names(view.to_sign) == {"爸爸"}
    judgements = {one.id: True for one in view.criteria if one.holds is None}
    with pytest.raises(SignaturesAwaited):
        handle.decide(
            actor=hospital,
            ports=world.ports,
            case_id=case_id,
            task=CERTIFICATE,
            approved=True,
            reason="",
            judgements=judgements,
            key=world.key(),
        )
    token, code = world.invited(mother, case_id)
    seen = sign.open_invitation(actor=VISITOR, ports=world.ports, token=token, code=code)
    assert seen.children == ("张安康",)
    assert seen.registers == (), "there is nothing to fetch any more, only to sign"
    world.sign_as_father(token, code, FAMILY, agreed=True)
    assert follow.case(actor=mother, ports=world.ports, case_id=case_id).to_sign == ()
    with pytest.raises(InvitationRefused):
        sign.open_invitation(actor=VISITOR, ports=world.ports, token=token, code=code)
    handle.decide(
        actor=hospital,
        ports=world.ports,
        case_id=case_id,
        task=CERTIFICATE,
        approved=True,
        reason="",
        judgements=judgements,
        key=world.key(),
    )


def test_before_dispatch_too_and_the_lead_sees_what_is_left(world: World) -> None:
    mother, case_id = world.submitted()
    change(world, mother, case_id, WANTS_BENEFIT, "false")
    view = coordinate.pre_check(actor=world.lead, ports=world.ports, case_id=case_id)
    assert {task.key for task in view.tasks if task.status == "dropped"} == {BENEFIT}
    assert "diagnosis-certificate:mother" not in {paper.paper.key for paper in view.papers}
    world.dispatch(case_id)
    assert statuses(world, mother, case_id)[BENEFIT] == "dropped"


def test_only_ones_own_answers_and_only_while_something_is_open(world: World) -> None:
    mother, case_id = world.dispatched()
    offered = {
        one.fact for one in changing.changeable(actor=mother, ports=world.ports, case_id=case_id).facts
    }
    assert "mother.mobile" in offered
    assert "wants:insurance.maternity-benefit" in offered
    for fact in ("mother.name", "child.count", "application.applicant", "father.ethnicity", "nobody.name"):
        assert fact not in offered
        with pytest.raises(ChangeNotAllowed):
            preview(world, mother, case_id, fact, "2")
    with pytest.raises(AnswersRefused):
        preview(world, mother, case_id, "mother.mobile", "12")
    with pytest.raises(NotFound):
        preview(world, world.actor("twins-mother"), case_id, "mother.mobile", "13900000001")
    world.work_through(case_id)
    assert not follow.case(actor=mother, ports=world.ports, case_id=case_id).may_change
    assert changing.changeable(actor=mother, ports=world.ports, case_id=case_id).facts == ()
    with pytest.raises(ChangeNotAllowed):
        change(world, mother, case_id, "mother.mobile", "13900000001")


def test_what_was_told_before_stays_on_record_under_its_version(world: World) -> None:
    mother, case_id = world.dispatched()
    change(world, mother, case_id, "mother.mobile", "13900000001")
    stored = [one for one in vault.digests_of(case_id=case_id) if one.key == "fact:mother.mobile"]
    assert len(stored) == 2
