"""Accounts of staff: made, listed and disabled at the terminal of the installation; every act is written down."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import CommandRefused, Text
from yijian.ports import Ports
from yijian.storage import accounts, staff_acts
from yijian.storage.accounts import STAFF, AccountKind, AccountView
from yijian.storage.staff_acts import StaffActRow
from yijian.storage.transactions import in_transaction
from yijian.usecases.permissions import Actor, Permission, require
from yijian.usecases.places import all_places

SHORTEST_PASSWORD: Final = 12
"""Characters. Length is what makes guessing hopeless; nothing else is asked of a password."""
APPOINTED, DISABLED = "appointed", "disabled"


class PasswordTooShort(CommandRefused):
    """A password of staff has a least length."""

    code = "PASSWORD_TOO_SHORT"
    template = Text("密码至少要 {least} 个字符", "A password has at least {least} characters")


class RoleNotKnown(CommandRefused):
    """Staff are officers, coordinators, supervisors (heads of authorities) or auditors."""

    code = "ROLE_NOT_KNOWN"
    template = Text("没有“{role}”这种岗位，可选：{roles}", "There is no role “{role}”; there are: {roles}")


class AuthorityNotFitting(CommandRefused):
    """An officer or a supervisor works for an authority that has services, a coordinator for one that leads, an auditor and a window that collects for none."""

    code = "AUTHORITY_NOT_FITTING"
    template = Text(
        "这个岗位不能配部门“{authority}”，可选：{authorities}",
        "The authority “{authority}” does not fit this role; there are: {authorities}",
    )


class PlaceNotFitting(CommandRefused):
    """A window that collects is in another region of the definitions; other staff are there only where they decide there;
    an auditor is nowhere else."""

    code = "PLACE_NOT_FITTING"
    template = Text(
        "这个岗位不能配地区“{place}”，可选：{places}",
        "The place “{place}” does not fit this role; there are: {places}",
    )


class NoSuchStaff(CommandRefused):
    """No account of staff has that user name."""

    code = "NO_SUCH_STAFF"
    template = Text(
        "没有用户名是“{username}”的工作人员账号", "No account of staff has the user name “{username}”"
    )


def appoint(
    *,
    actor: Actor,
    ports: Ports,
    username: str,
    name: str,
    role: str,
    authority: str | None,
    password: str,
    place: str | None = None,
) -> AccountView:
    """A new account of staff. `place` (region code): of staff elsewhere; a window that collects always has one.

    Raises RoleNotKnown, AuthorityNotFitting, PlaceNotFitting, PasswordTooShort, UsernameTaken."""
    require(actor, Permission.APPOINT_STAFF)
    kinds = {kind.value: kind for kind in STAFF}
    if role not in kinds:
        raise RoleNotKnown(role=role, roles=", ".join(kinds))
    fitting = _fitting(ports, kinds[role])
    if authority not in (fitting or (None,)):
        raise AuthorityNotFitting(authority=authority or "—", authorities=", ".join(fitting) or "—")
    _require_place(ports, kinds[role], place)
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooShort(least=SHORTEST_PASSWORD)

    def work() -> AccountView:
        made = accounts.create_account(
            username=username.strip(),
            password=password,
            kind=kinds[role],
            display_name=name.strip(),
            authority=authority,
            place=place,
            now=ports.clock.now(),
        )
        _record(ports, actor, made, APPOINTED)
        return made

    return in_transaction(work)


def disable(*, actor: Actor, ports: Ports, username: str) -> AccountView:
    """Take an account away: nobody signs in with it any more. What it did stays. Raises NoSuchStaff."""
    require(actor, Permission.APPOINT_STAFF)

    def work() -> AccountView:
        found = accounts.account_by_username(username=username.strip())
        if found is None or found.kind not in STAFF:
            raise NoSuchStaff(username=username)
        if found.active:
            accounts.disable_account(account_id=found.id)
            _record(ports, actor, found, DISABLED)
        return accounts.account(account_id=found.id)

    return in_transaction(work)


def staff(*, actor: Actor) -> tuple[AccountView, ...]:
    """All accounts of staff by user name, the disabled ones too."""
    require(actor, Permission.APPOINT_STAFF)
    return accounts.staff_accounts()


def acts(*, actor: Actor) -> tuple[StaffActRow, ...]:
    """Who made and disabled which account, newest first."""
    require(actor, Permission.APPOINT_STAFF)
    return staff_acts.staff_acts()


def _fitting(ports: Ports, kind: AccountKind) -> tuple[str, ...]:
    package = ports.definitions.package()
    if kind in (AccountKind.OFFICER, AccountKind.SUPERVISOR):
        services = package.services.values()
        also = {one for service in services for one in service.also_competent}
        return tuple(sorted({service.authority for service in services} | also))
    if kind is AccountKind.COORDINATOR:
        return tuple(sorted({event.lead for event in package.life_events.values()}))
    return ()


def _require_place(ports: Ports, kind: AccountKind, place: str | None) -> None:
    """Raises PlaceNotFitting. Coordinators work where the platform is: a case is led there."""
    known = all_places(ports)
    wanted: tuple[str | None, ...] = (None,)
    if kind is AccountKind.COLLECTOR:
        wanted = known
    elif kind in (AccountKind.OFFICER, AccountKind.SUPERVISOR):
        wanted = (None, *known)
    if place not in wanted:
        raise PlaceNotFitting(place=place or "—", places=", ".join(one or "—" for one in wanted))


def _record(ports: Ports, actor: Actor, account: AccountView, act: str) -> None:
    staff_acts.record_staff_act(
        act=StaffActRow(
            at=ports.clock.now(),
            act=act,
            username=account.username,
            kind=account.kind.value,
            authority=account.authority,
            by=actor.name,
        )
    )
