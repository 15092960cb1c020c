"""Web, worker and registers are killed at random while people work: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.hardening.browser import Browser
from tests.hardening.people import Member, Mother, words_of
from tests.hardening.test_logging import told
from tests.postgresql_server import PostgresqlServer
from yijian.connectors.clock import SystemClock
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.demonstration.persons import named_families

pytestmark = pytest.mark.crash

ROOT = Path(__file__).parents[2]
CHAOS = os.environ.get("YIJIAN_CHAOS") == "1"
FAMILIES = ("married", "twins", "foreign_father") if CHAOS else ("married", "twins")
STAFF = (
    "coordinator-health",
    *(f"officer-{one}" for one in ("delivery-hospital", "health", "police", "hr", "insurance")),
)
LONGEST = 1800.0 if CHAOS else 240.0
"""Seconds after which people must be done."""
MOST_KILLS = 200 if CHAOS else 8
PARTS = ("serve", "worker", "registers")


class Installation:
    """A demonstration in a process group of its own, and how to hurt it."""

    def __init__(self, directory: Path, database_url: str) -> None:
        self.directory = directory
        self.port, self.registers_port = free_port(), free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("YIJIAN_")},
            "YIJIAN_DATA_DIR": str(directory / "data"),
            "YIJIAN_DATABASE_URL": database_url,
            "YIJIAN_DEFINITIONS": str(ROOT / "definitions"),
            "DJANGO_SETTINGS_MODULE": "yijian.site.settings",
        }
        self.log = directory / "log"
        self.kills: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start everything; returns when it answers."""
        ports = ("--port", str(self.port), "--registers-port", str(self.registers_port))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "yijian.site.main", "demo", *ports],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait_until_it_answers(120)

    def wait_until_it_answers(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self._process is None or self._process.poll() is None, self.log.read_text()
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.base}/query/", timeout=5).status_code == 200:
                    return True
            time.sleep(0.1)
        return False

    def kill_one(self, chance: random.Random) -> None:
        """SIGKILL one process of a part: its first one, or one that it started."""
        assert self._process is not None
        part = chance.choice(PARTS)
        found = [pid for pid in children(self._process.pid) if part in command_of(pid)]
        if not found:
            return
        victims = [*found, *(grandchild for pid in found for grandchild in children(pid))]
        with suppress(ProcessLookupError):
            os.kill(chance.choice(victims), signal.SIGKILL)
            self.kills.append(part)

    def stop(self) -> None:
        """As somebody who presses Ctrl-C; what does not listen is killed."""
        if self._process is None:
            return
        below = [pid for child in children(self._process.pid) for pid in (child, *children(child))]
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        for pid in below:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process = None

    def passwords(self) -> dict[str, str]:
        found = json.loads((self.directory / "data" / "demonstration-accounts.json").read_text())
        return {str(name): str(password) for name, password in found.items()}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    """The processes that a process has started, from any of its threads."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):
                found += [int(each) for each in (task / "children").read_text().split()]
    return found


def command_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


@contextmanager
def database(kind: str, directory: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{directory / 'yijian.sqlite3'}"
        return
    server = PostgresqlServer()
    server.start()
    try:
        yield server.url
    finally:
        server.stop()


class Worker(threading.Thread):
    """Somebody at work; what went wrong is told when they are waited for."""

    def __init__(self, work: Any) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.problem: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as error:
            self.problem = error


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killing_parts_at_random_loses_nothing_and_doubles_nothing(kind: str, tmp_path: Path) -> None:
    seed = int(os.environ.get("YIJIAN_KILL_SEED", random.randrange(10**6)))
    chance = random.Random(seed)
    definitions = CompiledDefinitions(directory=ROOT / "definitions", region="430100", clock=SystemClock())
    one_thing = definitions.one_thing("newborn")
    with database(kind, tmp_path) as url:
        there = Installation(tmp_path, url)
        browsers: list[Browser] = []
        there.start()
        try:
            passwords = there.passwords()
            mothers = [
                Mother(
                    browser=Browser(there.base),
                    father_browser=Browser(there.base),
                    one_thing=one_thing,
                    family_name=family,
                    password=passwords[f"{family.replace('_', '-')}-mother"],
                )
                for family in FAMILIES
            ]
            staff = [
                Member(
                    browser=Browser(there.base),
                    username=username,
                    password=passwords[username],
                    words=words_of(one_thing, named_families()["twins"]),
                )
                for username in STAFF
            ]
            browsers += [each for mother in mothers for each in (mother.browser, mother.father_browser)]
            browsers += [member.browser for member in staff]
            _work_under_fire(there, mothers, staff, chance)
        finally:
            there.stop()
            for each in browsers:
                each.close()
        print(f"seed {seed}, kills {there.kills}, sent again {sum(each.resent for each in browsers)}")
        assert len(there.kills) >= MOST_KILLS / 2
        acknowledged = {mother.family_name: mother.submitted for mother in mothers}
        assert all(len(each) == 1 for each in acknowledged.values()), acknowledged
        verified = there.run("yijian.site.main", "verify-journal", "--json")
        assert verified.returncode == 0, verified.stdout + verified.stderr
        report = json.loads(verified.stdout)
        assert report["broken"] == []
        assert report["cases"] == len(FAMILIES)
        counted = there.run("tests.hardening.inventory")
        assert counted.returncode == 0, counted.stderr
        held = json.loads(counted.stdout)
    for mother in mothers:
        (case_id,) = mother.submitted
        case = held["cases"].pop(case_id)
        assert case["applicant"] == f"{mother.family_name.replace('_', '-')}-mother"
        assert case["submitted"] == 1
        assert case["status"] == "delivered", case
    assert held["cases"] == {}
    assert held["repeated"] == []
    assert held["unreadable"] == []
    assert held["uploads"] > len(FAMILIES)
    assert held["undelivered"] == 0
    assert not told(there.log.read_text()), "the log of a real run names somebody"
    mails = list((tmp_path / "data" / "mail").rglob("*.eml"))
    assert len(mails) >= held["with_address"] > 0


def _work_under_fire(
    there: Installation, mothers: list[Mother], staff: list[Member], chance: random.Random
) -> None:
    """Everybody works while parts are killed; the killing ends before they must be done, so that they can be."""
    until = time.monotonic() + LONGEST
    mothers_at_work = [Worker(mother.apply) for mother in mothers]
    done = threading.Event()

    def at_the_desks() -> None:
        for member in staff:
            member.sign_in()
        quiet = 0
        while time.monotonic() < until and quiet < 2:
            worked = sum(member.work() for member in staff)
            quiet = quiet + 1 if not worked and done.is_set() else 0

    desks = Worker(at_the_desks)
    for each in (*mothers_at_work, desks):
        each.start()
    while any(each.is_alive() for each in (*mothers_at_work, desks)):
        if not any(each.is_alive() for each in mothers_at_work):
            done.set()
        assert time.monotonic() < until + 60, there.log.read_text()[-3000:]
        if len(there.kills) < MOST_KILLS:
            time.sleep(chance.uniform(0.5, 2))
            there.kill_one(chance)
            there.wait_until_it_answers(60)
        else:
            time.sleep(0.1)
    for each in (*mothers_at_work, desks):
        if each.problem is not None:
            raise each.problem
    time.sleep(3)  # the worker looks every second
