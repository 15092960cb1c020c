"""`yijian demo`: everything of the platform on this machine, with demonstration accounts and registers.

One process watches over the others: the registers, the worker and the web server, each a process of its own that is
started again when it dies. All stop when this one is told to.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final, Self
from urllib.error import URLError
from urllib.request import urlopen

from yijian.channels.cli.platform import Platform

if TYPE_CHECKING:
    from yijian.demonstration.accounts import DemonstrationAccount

ACCOUNTS_FILE: Final = "demonstration-accounts.json"
_STARTED_WITHIN: Final = 60.0


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help="start everything here, with demonstration accounts")
    parser.add_argument("--host", default="127.0.0.1", help="loopback address (default %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port (default %(default)s)")
    parser.add_argument(
        "--registers-port", type=int, default=8010, help="port of the registers (default %(default)s)"
    )
    parser.add_argument("--workers", type=int, default=1, help="web processes (default %(default)s)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Start everything, print the accounts, watch until told to stop. 2 on a public address."""
    platform: Platform = arguments.installation.platform
    faults = platform.faults(host=arguments.host)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 2
    taken = [port for port in (arguments.port, arguments.registers_port) if not _is_free(port)]
    if taken:
        print(
            f"Port {taken[0]} is in use: stop what uses it, or choose another with --port and --registers-port.",
            file=sys.stderr,
        )
        return 2
    base = f"http://{arguments.host}:{arguments.port}"
    if not (platform.data_dir / ACCOUNTS_FILE).exists():
        platform.prepare()
        appoint_accounts(platform)  # before anybody can try to sign in
    with Watched(environment_of(base, arguments.registers_port)) as watched:
        # The web first, since somebody waits for it; the others come up while the page is read.
        watched.start(
            "web",
            *("serve", "--host", arguments.host),
            *("--port", str(arguments.port), "--workers", str(arguments.workers)),
        )
        platform.load()
        platform.ports()  # read meanwhile; the web server brings the tables up to date
        _wait_for(f"{base}/", watched)
        watched.start(
            "registers",
            *("registers", "--host", "127.0.0.1"),
            *("--port", str(arguments.registers_port), "--faults"),
        )
        watched.start("worker", "worker")
        if not watched.stopping:
            # Again, for those that newer definitions have added, or that this database lacks.
            _print_welcome(base, appoint_accounts(platform), platform.data_dir)
        watched.until_stopped()
    return 0


class Watched:
    """The processes of the demonstration; one that dies is started again. At the end of the `with` all are stopped."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._commands: dict[str, list[str]] = {}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._stopping = False
        signal.signal(signal.SIGTERM, self._on_signal)
        signal.signal(signal.SIGINT, self._on_signal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self._processes.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                _kill_group(process.pid)

    def start(self, name: str, *arguments: str) -> None:
        """Start a command of the console script under a name."""
        self._commands[name] = [sys.executable, "-m", "yijian.site.main", *arguments]
        self._processes[name] = self._run(name)

    def until_stopped(self) -> None:
        """Watch until a signal comes."""
        while not self._stopping:
            self.start_dead_ones()
            time.sleep(0.2)

    def start_dead_ones(self) -> None:
        """Start again what has died."""
        for name, process in self._processes.items():
            if process.poll() is not None and not self._stopping:
                _kill_group(process.pid)  # a killed parent leaves its workers behind, and they hold the port
                print(f"{name} ended with {process.returncode} and is started again", file=sys.stderr)
                self._processes[name] = self._run(name)

    @property
    def stopping(self) -> bool:
        """Whether a signal to stop has come."""
        return self._stopping

    def _run(self, name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 # our own commands
            self._commands[name], env=self._environment, start_new_session=True
        )

    def _on_signal(self, _: int, __: FrameType | None) -> None:
        self._stopping = True


def _kill_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def environment_of(base: str, registers_port: int) -> dict[str, str]:
    """The environment of the parts: that of this process, which `prepare_environment` has completed."""
    return {
        **os.environ,
        "YIJIAN_PUBLIC_URL": base,
        "YIJIAN_REGISTERS_URL": f"http://127.0.0.1:{registers_port}",
    }


def prepare_environment(data_dir: Path) -> None:
    """Mark this process and its parts as a demonstration, with a secret of their own that is kept between starts."""
    secret_file = data_dir / "keys" / "demonstration-secret"
    if not secret_file.exists():
        secret_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret_file.touch(mode=0o600)
        secret_file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    os.environ["YIJIAN_DEMONSTRATION"] = "1"
    os.environ["YIJIAN_DATA_DIR"] = str(data_dir)
    os.environ.setdefault("YIJIAN_SECRET_KEY", secret_file.read_text(encoding="ascii"))


def appoint_accounts(platform: Platform) -> tuple[DemonstrationAccount, ...]:
    """The demonstration accounts; their random passwords are kept in a file that only this account can read."""
    from yijian.demonstration.accounts import demonstration_accounts
    from yijian.usecases.appoint import NewAccount, appoint_demonstration

    kept = platform.data_dir / ACCOUNTS_FILE
    begun = kept.with_suffix(".begun")
    passwords: dict[str, str] = {}
    for file in (kept, begun):
        if file.exists():
            passwords |= json.loads(file.read_text(encoding="utf-8"))
    wanted = demonstration_accounts(
        package=platform.ports().definitions.package(),
        password_for=lambda name: passwords.get(name) or secrets.token_urlsafe(9),
    )
    # Kept before the first account is made, under its name once the last one is: what is there can sign in.
    begun.touch(mode=0o600)
    begun.write_text(
        json.dumps({one.username: one.password for one in wanted}, ensure_ascii=False, indent=1),
        encoding="utf-8",
    )
    appoint_demonstration(
        ports=platform.ports(),
        wanted=tuple(
            NewAccount(
                username=one.username,
                password=one.password,
                kind=one.kind,
                name=one.name,
                email=one.email,
                authority=one.authority,
                place=one.place,
                id_kind=one.id_kind,
                id_number=one.id_number,
            )
            for one in wanted
        ),
    )
    begun.replace(kept)
    return wanted


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait_for(url: str, watched: Watched) -> None:
    """Wait until the platform answers; what has died meanwhile is started again."""
    deadline = time.monotonic() + _STARTED_WITHIN
    while time.monotonic() < deadline and not watched.stopping:
        try:
            with urlopen(url, timeout=2):  # noqa: S310 # our own loopback address
                return
        except (URLError, OSError):
            watched.start_dead_ones()
            time.sleep(0.1)


def _print_welcome(base: str, accounts: tuple[DemonstrationAccount, ...], data_dir: Path) -> None:
    print(f"\n一件 Yijian · 演示 demonstration: {base}")
    print(f"员工 staff: {base}/desk/    数据 data: {data_dir}\n")
    width = max(len(one.username) for one in accounts)
    for one in accounts:
        print(f"  {one.username.ljust(width)}  {one.password}  {one.what.zh} · {one.what.en}")
    print("\nCtrl-C 停止 to stop\n", flush=True)
