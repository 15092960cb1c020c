"""Two web servers and two workers on one PostgreSQL, started as an operator starts them, and stopped while they work."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.durability.databases import ROOT, working_on
from tests.durability.engine import fold_events
from tests.durability.invariants import assert_invariants
from tests.hardening.test_kills import free_port
from tests.hardening.test_serve import GOOD_KEY
from tests.postgresql_server import PostgresqlServer
from tests.usecases.conftest import definitions, installation, registers_url
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.storage.models import Delivery, Journal, Timer

__all__ = ["definitions", "registers_url"]

pytestmark = pytest.mark.crash

LONG_AGO = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
"""When the cases were handed in: whatever had to happen within days is due when the workers come."""


class Part:
    """One process of the installation."""

    def __init__(self, log: Path, environment: dict[str, str], *arguments: object) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "yijian.site.main", *map(str, arguments)],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def end(self) -> int:
        """As a service manager does it; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(parts: list[Part]) -> Iterator[None]:
    try:
        yield
    finally:
        for part in parts:
            part.kill()


def wait_until_ready(base: str, part: Part) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert part.process.poll() is None, part.log.read_text()
        with suppress(httpx.TransportError):
            if httpx.get(f"{base}/health/ready/", timeout=30).status_code == 200:
                return
        time.sleep(0.2)
    raise AssertionError(part.log.read_text())


@dataclass
class Visitors:
    """People who open pages until they are told to stop; how each of their requests ended."""

    base: str
    stop: Event = field(default_factory=Event)
    ends: Counter[str] = field(default_factory=Counter)

    def visit(self) -> None:
        address = httpx.URL(self.base)
        while not self.stop.is_set():
            line = http.client.HTTPConnection(address.host, address.port, timeout=60)
            try:
                line.connect()
            except OSError:
                self.ends["nobody there"] += 1
                time.sleep(0.02)
                continue
            try:
                line.request("GET", "/do/newborn/", headers={"Connection": "close"})
                answer = line.getresponse()
                whole = b"</html>" in answer.read()[-50:]
                self.ends[f"{answer.status}" if whole else "half an answer"] += 1
            except (OSError, http.client.HTTPException) as error:
                self.ends[f"broken off: {type(error).__name__}"] += 1
            finally:
                line.close()


def test_two_web_servers_and_two_workers_share_a_database_and_stop_without_breaking_anything_off(
    registers_url: str, definitions: CompiledDefinitions, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    data_dir = tmp_path / "data"
    server = PostgresqlServer()
    server.start()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("YIJIAN_")},
        "YIJIAN_DATA_DIR": str(data_dir),
        "YIJIAN_DATABASE_URL": server.url,
        "YIJIAN_DEFINITIONS": str(ROOT / "definitions"),
        "YIJIAN_SECRET_KEY": GOOD_KEY,
        "YIJIAN_DEMONSTRATION": "1",
    }
    try:
        with django_db_blocker.unblock(), working_on(server.url):
            world = installation(registers_url, definitions, data_dir)
            world.clock.set(LONG_AGO)
            cases = [world.submitted("twins")[1] for _ in range(3)]
            assert Timer.objects.count() >= len(cases)
            deliveries = Delivery.objects.count()
            ports = [free_port(), free_port()]
            bases = [f"http://127.0.0.1:{port}" for port in ports]
            webs = [
                Part(tmp_path / f"web{n}", environment, "serve", "--port", port, "--workers", 1)
                for n, port in enumerate(ports)
            ]
            workers = [Part(tmp_path / f"worker{n}", environment, "worker") for n in range(2)]
            with running([*webs, *workers]):
                for base, web in zip(bases, webs, strict=True):
                    wait_until_ready(base, web)
                visitors = [Visitors(base) for base in bases]
                threads = [Thread(target=one.visit) for one in visitors for _ in range(3)]
                for thread in threads:
                    thread.start()
                until = time.monotonic() + 90
                while Delivery.objects.filter(settled_at=None).exists() and time.monotonic() < until:
                    time.sleep(0.2)
                while sum(one.ends["200"] for one in visitors) < 20 and time.monotonic() < until:
                    time.sleep(0.1)
                codes = [workers[0].end(), webs[0].end()]  # the others go on
                seen = visitors[1].ends["200"]
                while visitors[1].ends["200"] < seen + 5 and time.monotonic() < until + 60:
                    time.sleep(0.1)
                for one in visitors:
                    one.stop.set()
                for thread in threads:
                    thread.join()
                codes += [workers[1].end(), webs[1].end()]
            assert codes == [0, 0, 0, 0]
            assert set(visitors[0].ends) == {"200", "nobody there"}, visitors[0].ends
            assert set(visitors[1].ends) == {"200"}, visitors[1].ends
            assert all("worker.stopped" in worker.log.read_text() for worker in workers)
            assert_invariants(all_delivered=True, folding=fold_events)
            fired = Journal.objects.filter(command="FireTimer").values_list("case_id", flat=True)
            assert set(fired) == set(cases), "what was due has happened"
            mails = list((data_dir / "mail").rglob("*.eml"))
            delivered = Delivery.objects.filter(delivered=True).count()
            assert len(mails) == delivered >= deliveries, "nobody was killed, so nothing was sent twice"
    finally:
        server.stop()
