"""Processes are killed at named points and at random: what was acknowledged is there, everything is there once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.durability.invariants import assert_invariants
from tests.storage import crash_program
from tests.storage.crash_program import CASE, STEPS
from tests.storage.given import CIPHER, fold
from yijian.storage import journal, queries, vault
from yijian.storage.crash_points import CRASH_POINTS
from yijian.storage.models import Case, Delivery, Journal, Message, Task, Timer
from yijian.storage.verification import verify_journal

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

CHAOS = os.environ.get("YIJIAN_CHAOS") == "1"
ROOT = Path(__file__).parents[2]
LIVE = "import django; django.setup(); from tests.storage.crash_program import live; live()"


def environment(**more: str) -> dict[str, str]:
    """For a process that is to use the database of this test."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        address = f"{quote(database['USER'])}@{database['HOST']}:{database['PORT']}"
        url = f"postgresql://{address}/{database['NAME']}"
    settings = {"DJANGO_SETTINGS_MODULE": "yijian.site.settings", "YIJIAN_DATABASE_URL": url}
    return {**os.environ, **settings, **more}


def points() -> Iterator[str]:
    """Each point, at its second passing where it is passed in every command (the richest); in chaos fifty times each."""
    for point in CRASH_POINTS:
        if point.startswith(("timers.", "deliveries.")):
            yield from [f"{point}:1"] * (50 if CHAOS else 1)
        else:
            yield from (f"{point}:{nth}" for nth in ((1, 2, 3) * 17 if CHAOS else (2,)))


def assert_whole() -> None:
    """Whatever is there is there completely: rows of lists, timers, messages and values belong to the last entry."""
    report = verify_journal(fold=fold)
    assert report.broken == ()
    keys = [entry.key for entry in journal.entries(case_id=CASE)]
    assert len(keys) == len(set(keys))
    commands = [key for key in keys if key in ("told", "corrected")]
    assert Message.objects.count() == Delivery.objects.count() == len(commands)
    assert Task.objects.count() == min(len(commands), 1)
    assert len(vault.digests_of(case_id=CASE)) == len(commands)
    fired = any(key.startswith("timer:") for key in keys)
    assert Timer.objects.count() == (1 if commands and not fired else 0)


@pytest.mark.parametrize("point", tuple(points()))
def test_a_command_killed_at_any_point_is_there_wholly_or_not_at_all(point: str) -> None:
    process = subprocess.run(
        [sys.executable, "-c", LIVE],
        cwd=ROOT,
        env=environment(YIJIAN_CRASH_AT=point),
        capture_output=True,
        text=True,
        check=False,
    )
    if point.startswith("journal.between_statements") and connection.vendor == "postgresql":
        assert process.returncode == 0  # there is no between
    else:
        assert process.returncode == -signal.SIGKILL, process.stderr
    acknowledged = process.stdout.split()
    assert acknowledged == list(STEPS[: len(acknowledged)])
    keys = [entry.key for entry in journal.entries(case_id=CASE)]
    assert keys[: len(acknowledged)][:3] == acknowledged[:3]
    # the acknowledged steps, and at most the one that was under way
    assert len(acknowledged[:4]) <= len(keys) <= len(acknowledged[:4]) + 1
    assert_whole()

    crash_program.live(now=timedelta(minutes=5))  # started again, when the claims have run out
    assert [entry.key for entry in journal.entries(case_id=CASE)] == [
        "opened",
        "told",
        "corrected",
        "timer:red:b:3",
    ]
    assert journal.load(case_id=CASE, key="k").state == {"sum": 1 + 2 + 3 + 4, "events": 4}
    assert_whole()
    assert list(Delivery.objects.values_list("delivered", flat=True)) == [True, True]
    assert [task.key for task in queries.tasks_of(case_id=CASE)] == ["b"]
    assert vault.facts_of(case_id=CASE, cipher=CIPHER)["name"].value == "b"


def test_workers_killed_at_random_lose_nothing_and_do_nothing_twice(tmp_path: Path) -> None:
    kills, cases, commands = (1000, 250, 400) if CHAOS else (60, 12, 12)
    acknowledged = tmp_path / "acknowledged"
    arguments = [str(kills), str(cases), str(commands), str(acknowledged)]
    process = subprocess.run(
        [sys.executable, "-m", "tests.storage.kill_program", *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=4 * 3600 if CHAOS else 300,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    lines = acknowledged.read_text().splitlines()
    assert len(lines) >= cases * commands + kills, "between two kills something was done"
    told: dict[tuple[str, str], str] = {}
    for line in lines:
        case_id, key, version = line.split()
        assert told.setdefault((case_id, key), version) == version, "one key, two answers"
    rows = Journal.objects.values_list("case_id", "idempotency_key", "version")
    assert {(case_id, key): str(version) for case_id, key, version in rows} == told
    assert len(rows) == len(told) == cases * commands
    assert_invariants(told={command: int(version) for command, version in told.items()})
    for case in Case.objects.values_list("case_id", flat=True):
        (task,) = queries.tasks_of(case_id=case)
        assert task.key == journal.entries(case_id=case)[-1].key
