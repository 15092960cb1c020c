"""Who may do what: wrong kinds of actor, other people's cases, other authorities' tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.usecases.world import World
from yijian.storage import access_log
from yijian.usecases import (
    apply,
    changing,
    coordinate,
    extending,
    feedback,
    follow,
    handle,
    issue,
    objections,
    obtain,
    promise,
    promised_tasks,
    sign,
    transferring,
    undoing,
)
from yijian.usecases.permissions import (
    GRANTS,
    SYSTEM,
    VISITOR,
    Actor,
    ActorKind,
    NotFound,
    Permission,
    PermissionDenied,
)
from yijian.usecases.sealed_documents import read_document

Act = Callable[[Actor], object]


def acts_of_applicants(world: World, case_id: str) -> dict[str, Act]:
    """Everything that only a party of a case may do."""
    ports, key = world.ports, world.key
    nobody: frozenset[str] = frozenset()
    return {
        "application": lambda a: apply.application(actor=a, ports=ports, case_id=case_id),
        "record_answers": lambda a: apply.record_answers(
            actor=a, ports=ports, case_id=case_id, typed={"mother.mobile": "13800000000"}, key=key()
        ),
        "submit": lambda a: apply.submit(actor=a, ports=ports, case_id=case_id, key=key()),
        "receipt": lambda a: apply.receipt(actor=a, ports=ports, case_id=case_id),
        "supplement": lambda a: apply.supplement(actor=a, ports=ports, case_id=case_id, key=key()),
        "withdraw": lambda a: apply.withdraw(actor=a, ports=ports, case_id=case_id, reason="", key=key()),
        "prefill": lambda a: obtain.prefill(
            actor=a, ports=ports, case_id=case_id, consents=nobody, refusals=nobody, key=key()
        ),
        "attach_paper": lambda a: obtain.attach_paper(
            actor=a, ports=ports, case_id=case_id, paper="p", file_name="f", content=b"c", key=key()
        ),
        "remove_paper": lambda a: obtain.remove_paper(
            actor=a, ports=ports, case_id=case_id, paper="p", document="d", key=key()
        ),
        "invite": lambda a: sign.invite(
            actor=a, ports=ports, case_id=case_id, participant="father", key=key()
        ),
        "promise": lambda a: promise.promise(
            actor=a, ports=ports, case_id=case_id, kind="later", subject="p", agreed=True, key=key()
        ),
        "take_back_promise": lambda a: promise.take_back_promise(
            actor=a, ports=ports, case_id=case_id, kind="later", subject="p", key=key()
        ),
        "bring_owed_paper": lambda a: promise.bring_owed_paper(
            actor=a, ports=ports, case_id=case_id, paper="p", file_name="f", content=b"c", key=key()
        ),
        "ask_for_extension": lambda a: promise.ask_for_extension(
            actor=a, ports=ports, case_id=case_id, task="t", reason="r", key=key()
        ),
        "raise_objection": lambda a: objections.raise_objection(
            actor=a, ports=ports, case_id=case_id, task="t", reason="r", key=key()
        ),
        "take_back_objection": lambda a: objections.take_back_objection(
            actor=a, ports=ports, case_id=case_id, task="t", key=key()
        ),
        "changeable": lambda a: changing.changeable(actor=a, ports=ports, case_id=case_id),
        "preview_change": lambda a: changing.preview(
            actor=a, ports=ports, case_id=case_id, fact="mother.mobile", typed={}
        ),
        "change": lambda a: changing.change(
            actor=a,
            ports=ports,
            case_id=case_id,
            fact="mother.mobile",
            typed={},
            files={},
            agreed=True,
            key=key(),
        ),
        "case": lambda a: follow.case(actor=a, ports=ports, case_id=case_id),
        "read_output": lambda a: follow.read_output(actor=a, ports=ports, case_id=case_id, output="o"),
        "read_notice": lambda a: follow.read_notice(actor=a, ports=ports, case_id=case_id, notice="n"),
        "rate": lambda a: feedback.rate(
            actor=a, ports=ports, case_id=case_id, grade=5, comment="", key=key()
        ),
    }


def acts_of_officers(world: World, case_id: str, task: str) -> dict[str, Act]:
    """Everything that only the authority of a task may do."""
    ports, key = world.ports, world.key
    own: dict[str, Any] = {"ports": ports, "case_id": case_id, "task": task}
    day = date(2026, 12, 9)
    return {
        "take_in": lambda a: promised_tasks.take_in(
            **own, actor=a, paper="p", by_post=False, file_name="f", content=b"c", key=key()
        ),
        "extend": lambda a: promised_tasks.extend(**own, actor=a, due=day, key=key()),
        "end_unbrought": lambda a: promised_tasks.end_unbrought(**own, actor=a, reason="r", key=key()),
        "check": lambda a: promised_tasks.check(**own, actor=a, kept=False, finding="r", key=key()),
        "order_correction": lambda a: promised_tasks.order_correction(
            **own, actor=a, due=day, reason="r", key=key()
        ),
        "confirm_correction": lambda a: promised_tasks.confirm_correction(
            **own, actor=a, finding="r", key=key()
        ),
        "revoke": lambda a: undoing.revoke(**own, actor=a, reason="r", claw_back=True, key=key()),
        "retract": lambda a: undoing.retract(**own, actor=a, ground="basis_changed", reason="r", key=key()),
        "cancel": lambda a: undoing.cancel(**own, actor=a, ground="expired", reason="r", key=key()),
        "take_away": lambda a: undoing.take_away(**own, actor=a, reason="r", key=key()),
        "reissue": lambda a: issue.reissue_output(
            **own, actor=a, output="o", ground="lost", reason="r", number="2", facts={}, key=key()
        ),
        "review": lambda a: objections.review(**own, actor=a, outcome="upheld", finding="f", key=key()),
        "record_external": lambda a: objections.record_external(
            **own, actor=a, body="court", number="1", outcome="upheld", finding="f", key=key()
        ),
        "acknowledge": lambda a: changing.acknowledge(**own, actor=a, finding="r", key=key()),
        "transfer": lambda a: transferring.transfer(**own, actor=a, to="x", reason="r", key=key()),
        "task": lambda a: handle.task(actor=a, ports=ports, case_id=case_id, task=task),
        "accept": lambda a: handle.accept(actor=a, ports=ports, case_id=case_id, task=task, key=key()),
        "decline": lambda a: handle.decline(
            actor=a, ports=ports, case_id=case_id, task=task, reason="r", basis="", competent=True, key=key()
        ),
        "suspend": lambda a: handle.suspend(
            actor=a, ports=ports, case_id=case_id, task=task, kind="other", reason="r", key=key()
        ),
        "resume": lambda a: handle.resume(actor=a, ports=ports, case_id=case_id, task=task, key=key()),
        "decide": lambda a: handle.decide(
            actor=a,
            ports=ports,
            case_id=case_id,
            task=task,
            approved=False,
            reason="r",
            judgements={},
            key=key(),
        ),
        "record_external_result": lambda a: handle.record_external_result(
            actor=a,
            ports=ports,
            case_id=case_id,
            task=task,
            system="s",
            number="1",
            approved=True,
            reason="",
            key=key(),
        ),
        "report_defects": lambda a: handle.report_defects(
            actor=a, ports=ports, case_id=case_id, task=task, defects=(), key=key()
        ),
        "take_back_defect": lambda a: handle.take_back_defect(
            actor=a, ports=ports, case_id=case_id, task=task, subject="s", key=key()
        ),
        "issue_output": lambda a: issue.issue_output(
            actor=a, ports=ports, case_id=case_id, task=task, output="o", number="1", facts={}, key=key()
        ),
        "deliver": lambda a: issue.deliver(
            actor=a, ports=ports, case_id=case_id, task=task, output="o", mode="post", proof="", key=key()
        ),
    }


def acts_of_heads(world: World, case_id: str, task: str) -> dict[str, Act]:
    """Everything that only the head of the authority of a task may do."""
    return {
        "extend_limit": lambda a: extending.extend_limit(
            actor=a, ports=world.ports, case_id=case_id, task=task, days=1, reason="r", key=world.key()
        ),
    }


def acts_of_coordinators(world: World, case_id: str) -> dict[str, Act]:
    """Everything that only the lead authority may do."""
    ports, key = world.ports, world.key
    return {
        "pre_check": lambda a: coordinate.pre_check(actor=a, ports=ports, case_id=case_id),
        "notify_correction": lambda a: coordinate.notify_correction(
            actor=a, ports=ports, case_id=case_id, defects=(), due=date(2026, 12, 24), key=key()
        ),
        "take_back_defect": lambda a: coordinate.take_back_defect(
            actor=a, ports=ports, case_id=case_id, subject="s", task=None, key=key()
        ),
        "dispatch": lambda a: coordinate.dispatch(
            actor=a, ports=ports, case_id=case_id, judgements={}, key=key()
        ),
        "deliver": lambda a: coordinate.deliver(
            actor=a, ports=ports, case_id=case_id, outputs=(("t", "o"),), mode="post", proof="", key=key()
        ),
        "end": lambda a: coordinate.end(actor=a, ports=ports, case_id=case_id, reason="r", key=key()),
        "close": lambda a: coordinate.close(actor=a, ports=ports, case_id=case_id, key=key()),
    }


def refuse_all(acts: dict[str, Act], actor: Actor, error: type[Exception]) -> None:
    """Every act is refused for that reason."""
    allowed = []
    for name, act in acts.items():
        try:
            act(actor)
        except error:
            continue
        allowed.append(name)
    assert not allowed, actor.kind


def everybody(world: World) -> dict[ActorKind, Actor]:
    """One actor of each kind that can come through a door."""
    return {
        ActorKind.VISITOR: VISITOR,
        ActorKind.APPLICANT: world.actor("twins-mother"),
        ActorKind.OFFICER: world.officer_of("police"),
        ActorKind.SUPERVISOR: world.actor("head-police"),
        ActorKind.COORDINATOR: world.actor("coordinator-health"),
        ActorKind.AUDITOR: world.actor("auditor"),
        ActorKind.SYSTEM: SYSTEM,
    }


def test_each_kind_of_actor_gets_through_its_own_doors_only(world: World) -> None:
    """What a kind is not granted is denied before the case is looked at; nothing is journaled or recorded as read."""
    _, case_id = world.submitted()
    task = "health.birth-certificate"
    rooms = {
        Permission.APPLY: acts_of_applicants(world, case_id),
        Permission.HANDLE_TASK: acts_of_officers(world, case_id, task),
        Permission.EXTEND_LIMIT: acts_of_heads(world, case_id, task),
        Permission.COORDINATE: acts_of_coordinators(world, case_id),
    }
    before = world.journal_of(case_id)
    for kind, actor in everybody(world).items():
        for permission, acts in rooms.items():
            if permission not in GRANTS[kind]:
                refuse_all(acts, actor, PermissionDenied)
    with pytest.raises(PermissionDenied):
        handle.desk(actor=VISITOR, ports=world.ports)
    with pytest.raises(PermissionDenied):
        coordinate.pre_check_desk(actor=world.officer_of("health"), ports=world.ports)
    with pytest.raises(PermissionDenied):
        follow.cases_of(actor=world.officer_of("health"), ports=world.ports)
    with pytest.raises(PermissionDenied):
        follow.messages(actor=VISITOR, ports=world.ports)
    with pytest.raises(PermissionDenied):
        apply.start_case(actor=world.officer_of("health"), ports=world.ports, token="t", key="k")
    with pytest.raises(PermissionDenied):
        read_document(actor=world.actor("auditor"), ports=world.ports, case_id=case_id, document="d")
    assert world.journal_of(case_id) == before
    assert access_log.accesses_of(case_id=case_id) == ()


def test_what_is_not_ones_own_is_as_if_it_were_not_there(world: World) -> None:
    """Another person's case, another authority's task, a case led by others, and no case at all answer alike."""
    _, case_id = world.submitted()
    before = world.journal_of(case_id)
    police, hospital = "police.birth-registration", "health.birth-certificate"
    for someone in ("twins-mother", "married-father"):
        refuse_all(acts_of_applicants(world, case_id), world.actor(someone), NotFound)
    refuse_all(acts_of_applicants(world, "430100-20261124-999999"), world.actor("married-mother"), NotFound)
    refuse_all(acts_of_officers(world, case_id, hospital), world.officer_of("police"), NotFound)
    refuse_all(acts_of_officers(world, case_id, hospital), world.actor("head-police"), NotFound)
    refuse_all(acts_of_heads(world, case_id, hospital), world.actor("head-police"), NotFound)
    refuse_all(acts_of_officers(world, case_id, f"{police}[2]"), world.officer_of("police"), NotFound)
    refuse_all(acts_of_officers(world, "none", police), world.officer_of("police"), NotFound)
    stranger = Actor(kind=ActorKind.COORDINATOR, account="1", authority="police")
    refuse_all(acts_of_coordinators(world, case_id), stranger, NotFound)
    refuse_all(acts_of_coordinators(world, "none"), world.actor("coordinator-health"), NotFound)
    assert world.journal_of(case_id) == before


def test_staff_see_nothing_of_what_is_not_handed_in(world: World) -> None:
    """A draft is nobody's but the applicants'."""
    _, case_id = world.started()
    refuse_all(acts_of_coordinators(world, case_id), world.actor("coordinator-health"), NotFound)
    assert coordinate.pre_check_desk(actor=world.actor("coordinator-health"), ports=world.ports).rows == ()
    assert handle.desk(actor=world.officer_of("police"), ports=world.ports).rows == ()
