"""Accounts of staff: made and disabled by who sits at the terminal, and every act is written down."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend

from tests.usecases.terminal import at_the_terminal
from tests.usecases.world import World
from yijian.storage import accounts
from yijian.storage.errors import UsernameTaken
from yijian.usecases import staff_accounts
from yijian.usecases.appoint import actor_of_account
from yijian.usecases.permissions import Actor, ActorKind, PermissionDenied
from yijian.usecases.staff_accounts import (
    AuthorityNotFitting,
    NoSuchStaff,
    PasswordTooShort,
    RoleNotKnown,
)

OPERATOR = Actor(kind=ActorKind.OPERATOR, name="root-at-the-terminal")
PASSWORD = "a long enough password"


def appoint(world: World, username: str = "wang", **otherwise: Any) -> accounts.AccountView:
    wanted: dict[str, Any] = {
        "name": "王某某",
        "role": "officer",
        "authority": "police",
        "password": PASSWORD,
        "actor": OPERATOR,
    } | otherwise
    return staff_accounts.appoint(ports=world.ports, username=username, **wanted)


def test_an_appointed_officer_signs_in_and_works_for_their_authority(world: World) -> None:
    made = appoint(world)
    assert ModelBackend().authenticate(None, username="wang", password=PASSWORD) is not None
    actor = actor_of_account(account=made.id, language="zh-hans")
    assert (actor.kind, actor.authority, actor.name) == (ActorKind.OFFICER, "police", "王某某")
    assert not made.demonstration


def test_who_is_disabled_is_nobody_from_then_on_and_what_was_done_is_written_down(world: World) -> None:
    made = appoint(world)
    assert not staff_accounts.disable(actor=OPERATOR, ports=world.ports, username="wang").active
    staff_accounts.disable(actor=OPERATOR, ports=world.ports, username="wang")
    assert ModelBackend().authenticate(None, username="wang", password=PASSWORD) is None
    assert actor_of_account(account=made.id, language="zh-hans").kind is ActorKind.VISITOR
    acts = staff_accounts.acts(actor=OPERATOR)
    assert [(one.act, one.username, one.authority, one.by) for one in acts] == [
        ("disabled", "wang", "police", "root-at-the-terminal"),
        ("appointed", "wang", "police", "root-at-the-terminal"),
    ]
    assert made.username in {one.username for one in staff_accounts.staff(actor=OPERATOR)}


@pytest.mark.parametrize(
    ("wanted", "refused"),
    [
        ({"role": "applicant"}, RoleNotKnown),
        ({"role": "king"}, RoleNotKnown),
        ({"authority": "no-such-authority"}, AuthorityNotFitting),
        ({"authority": None}, AuthorityNotFitting),
        ({"role": "coordinator", "authority": "police"}, AuthorityNotFitting),
        ({"role": "auditor"}, AuthorityNotFitting),
        ({"password": "short"}, PasswordTooShort),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    world: World, wanted: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        appoint(world, **wanted)
    assert accounts.account_by_username(username="wang") is None
    assert staff_accounts.acts(actor=OPERATOR) == ()


def test_a_user_name_is_given_once(world: World) -> None:
    appoint(world)
    with pytest.raises(UsernameTaken):
        appoint(world)
    assert len(staff_accounts.acts(actor=OPERATOR)) == 1


def test_only_accounts_of_staff_are_disabled(world: World) -> None:
    for username in ("twins-mother", "nobody"):
        with pytest.raises(NoSuchStaff):
            staff_accounts.disable(actor=OPERATOR, ports=world.ports, username=username)


@pytest.mark.parametrize("kind", [kind for kind in ActorKind if kind is not ActorKind.OPERATOR])
def test_nobody_else_makes_disables_or_lists_accounts(world: World, kind: ActorKind) -> None:
    actor = Actor(kind=kind, account="1", authority="police")
    attempts: list[Callable[[], object]] = [
        lambda: appoint(world, actor=actor),
        lambda: staff_accounts.disable(actor=actor, ports=world.ports, username="officer-police"),
        lambda: staff_accounts.staff(actor=actor),
        lambda: staff_accounts.acts(actor=actor),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()


# ── the command ──


@pytest.fixture
def command(world: World, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*argv: str) -> tuple[int, str, str]:
        return at_the_terminal(world, capsys, "staff", *argv)

    return run


ADD = ("add", "wang", "--name", "王某某", "--role", "officer", "--authority", "police")


def test_the_command_makes_lists_and_disables(command: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = command(*ADD, "--generate")
    (password,) = re.findall(r"password, shown only now: (\S+)", out)
    assert code == 0
    assert ModelBackend().authenticate(None, username="wang", password=password) is not None
    code, out, _ = command("list", "--json")
    (wang,) = [one for one in json.loads(out) if one["username"] == "wang"]
    assert (code, wang["role"], wang["active"], wang["demonstration"]) == (0, "officer", True, False)
    assert password not in out
    assert command("disable", "wang")[0] == 0
    _, out, _ = command("history", "--json")
    assert [one["act"] for one in json.loads(out)] == ["disabled", "appointed"]
    assert all(one["by"] for one in json.loads(out))


def test_the_password_is_asked_for_twice_and_never_shown(
    command: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([PASSWORD, "something else", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    code, _, err = command(*ADD)
    assert (code, "differ" in err) == (2, True)
    assert accounts.account_by_username(username="wang") is None
    code, out, _ = command(*ADD)
    assert code == 0
    assert PASSWORD not in out
    assert ModelBackend().authenticate(None, username="wang", password=PASSWORD) is not None


def test_a_refusal_is_said_in_both_languages(command: Callable[..., tuple[int, str, str]]) -> None:
    code, _, err = command(*ADD[:-1], "mars", "--generate")
    assert code == 1
    assert "police" in err
    assert "mars" in err
