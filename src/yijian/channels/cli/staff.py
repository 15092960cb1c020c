"""`yijian staff`: accounts of the people who work here: made, listed, disabled, and who did that."""

from __future__ import annotations

import argparse
import getpass
import json
import secrets
from typing import TYPE_CHECKING, Any

from yijian.channels.cli.operator import operator
from yijian.channels.cli.platform import Platform
from yijian.channels.cli.terminal import WrongUsage

if TYPE_CHECKING:
    from yijian.storage.accounts import AccountView


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command with its four acts."""
    parser = subparsers.add_parser("staff", help="make, list and disable accounts of staff")
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    add = acts.add_parser("add", help="make an account; the password is asked for, or made with --generate")
    add.add_argument("username", help="with what they sign in")
    add.add_argument("--name", required=True, help="as colleagues and the history of a case show it")
    add.add_argument(
        "--role",
        required=True,
        help="officer, supervisor (head of an authority), coordinator, collector (window elsewhere) or auditor",
    )
    add.add_argument("--authority", help="id of the authority, as in the definitions; an auditor has none")
    add.add_argument("--place", help="region code of staff in another region; a collector always has one")
    add.add_argument("--generate", action="store_true", help="make a password and print it once")
    add.set_defaults(run=run_add)
    shown = acts.add_parser("list", help="all accounts of staff")
    shown.add_argument("--json", action="store_true", help="one JSON document on standard output")
    shown.set_defaults(run=run_list)
    disable = acts.add_parser("disable", help="nobody signs in with the account any more; what it did stays")
    disable.add_argument("username")
    disable.set_defaults(run=run_disable)
    history = acts.add_parser("history", help="who made and disabled which account")
    history.add_argument("--json", action="store_true", help="one JSON document on standard output")
    history.set_defaults(run=run_history)


def run_add(arguments: argparse.Namespace) -> int:
    """Make one account. A password never stands on the command line, where others could read it."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases import staff_accounts

    password = secrets.token_urlsafe(15) if arguments.generate else _asked_password()
    made = staff_accounts.appoint(
        actor=operator(),
        ports=platform.ports(),
        username=arguments.username,
        name=arguments.name,
        role=arguments.role,
        authority=arguments.authority,
        place=arguments.place,
        password=password,
    )
    print(_line(made))
    if arguments.generate:
        print(f"password, shown only now: {password}")
    return 0


def run_list(arguments: argparse.Namespace) -> int:
    """Print the accounts, without anything secret."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases import staff_accounts

    found = staff_accounts.staff(actor=operator())
    if arguments.json:
        print(json.dumps([_plain(one) for one in found], ensure_ascii=False))
    else:
        print("\n".join(map(_line, found)) or "no accounts of staff")
    return 0


def run_disable(arguments: argparse.Namespace) -> int:
    """Take one account away."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases import staff_accounts

    print(
        _line(staff_accounts.disable(actor=operator(), ports=platform.ports(), username=arguments.username))
    )
    return 0


def run_history(arguments: argparse.Namespace) -> int:
    """Print who made and disabled which account, newest first."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases import staff_accounts

    acts = staff_accounts.acts(actor=operator())
    if arguments.json:
        told = [
            {
                "at": one.at.isoformat(),
                "act": one.act,
                "username": one.username,
                "role": one.kind,
                "authority": one.authority,
                "by": one.by,
            }
            for one in acts
        ]
        print(json.dumps(told, ensure_ascii=False))
    else:
        for one in acts:
            print(
                f"{one.at:%Y-%m-%d %H:%M} UTC  {one.act}  {one.username}  {one.kind}  {one.authority or '-'}"
                f"  by {one.by}"
            )
    return 0


def _asked_password() -> str:
    password = getpass.getpass("password: ")
    if getpass.getpass("again: ") != password:
        raise WrongUsage("the two passwords differ: nothing was made")
    return password


def _line(account: AccountView) -> str:
    state = "active" if account.active else "disabled"
    return f"{account.username}  {account.kind.value}  {account.authority or account.place or '-'}  {account.display_name}  {state}"


def _plain(account: AccountView) -> dict[str, Any]:
    return {
        "username": account.username,
        "role": account.kind.value,
        "authority": account.authority,
        "place": account.place,
        "name": account.display_name,
        "active": account.active,
        "demonstration": account.demonstration,
    }
