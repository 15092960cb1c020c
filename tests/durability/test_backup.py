"""A backup that is taken while everybody works is put back whole: every chain, state, document, and no key in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.durability.databases import ROOT, working_on
from tests.durability.engine import fold_events
from tests.durability.invariants import assert_invariants
from tests.usecases.conftest import definitions, installation, registers_url
from tests.usecases.world import World
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.connectors.documents.store import DirectoryDocumentStore
from yijian.storage.models import Case, Document, Journal
from yijian.usecases.oversee import sign_days

__all__ = ["definitions", "registers_url"]

pytestmark = pytest.mark.crash


def yijian(data_dir: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A command over the SQLite edition in a data directory."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("YIJIAN_")}
    return subprocess.run(
        [sys.executable, "-m", "yijian.site.main", *map(str, arguments)],
        env=clean | {"YIJIAN_DATA_DIR": str(data_dir), "YIJIAN_DEFINITIONS": str(ROOT / "definitions")},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def url_in(data_dir: Path) -> str:
    return f"sqlite:///{data_dir / 'yijian.sqlite3'}"


def worked_on(world: World, data_dir: Path) -> World:
    """The installation with its documents in the data directory."""
    import dataclasses
    from datetime import timedelta

    world.ports = dataclasses.replace(world.ports, documents=DirectoryDocumentStore(data_dir / "documents"))
    world.dispatched()
    world.clock.move(timedelta(days=1))
    sign_days(ports=world.ports)
    return world


def test_a_backup_under_load_is_restored_whole(
    registers_url: str, definitions: CompiledDefinitions, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    data_dir, backup, elsewhere = tmp_path / "data", tmp_path / "backup", tmp_path / "restored"
    data_dir.mkdir()
    stop, problems = Event(), []
    with django_db_blocker.unblock(), working_on(url_in(data_dir)):
        world = worked_on(installation(registers_url, definitions, data_dir), data_dir)
        before = set(Journal.objects.values_list("case_id", "version"))

        def go_on() -> None:
            try:
                while not stop.is_set():
                    world.submitted("twins")
            except BaseException as problem:
                problems.append(problem)
            finally:
                connection.close()

        family = Thread(target=go_on)
        family.start()
        made = yijian(data_dir, "backup", "--out", backup)
        stop.set()
        family.join()
        after = set(Journal.objects.values_list("case_id", "version"))
    assert problems == []
    assert made.returncode == 0, made.stderr
    assert "keys" in made.stdout
    names = set(json.loads((backup / "manifest.json").read_text())["files"])
    assert {name.split("/")[0] for name in names} == {"yijian.sqlite3", "documents", "heads"}
    assert not list(backup.rglob("*.key")), "no key lies beside what it opens"
    assert {path.stat().st_mode & 0o077 for path in backup.rglob("*")} == {0}

    refused = yijian(elsewhere, "restore", backup)
    assert (refused.returncode, "put the keys back first" in refused.stderr) == (2, True)
    shutil.copytree(data_dir / "keys", elsewhere / "keys")
    restored = yijian(elsewhere, "restore", backup)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "1 signed days, 0 broken" in restored.stdout
    rebuilt = yijian(elsewhere, "rebuild-state", "--json")
    assert json.loads(rebuilt.stdout) == {"rebuilt": []}
    with django_db_blocker.unblock(), working_on(url_in(elsewhere)):
        assert_invariants(folding=fold_events)
        entries = set(Journal.objects.values_list("case_id", "version"))
        assert before <= entries <= after
        store = DirectoryDocumentStore(elsewhere / "documents")
        contents = [store.get(digest) for digest in Document.objects.values_list("digest", flat=True)]
        assert contents
        assert Case.objects.count() >= 1
    again = yijian(elsewhere, "restore", backup)
    assert (again.returncode, "Move it aside" in again.stderr) == (2, True)


def test_a_damaged_backup_is_told_by_its_files_and_nothing_is_restored(tmp_path: Path) -> None:
    data_dir, backup, elsewhere = tmp_path / "data", tmp_path / "backup", tmp_path / "restored"
    (data_dir / "documents" / "ab").mkdir(parents=True)
    (data_dir / "documents" / "ab" / "document").write_bytes(b"content")
    (data_dir / "documents" / "ab" / ".half.part").write_bytes(b"half")
    assert yijian(data_dir, "backup", "--out", backup).returncode == 0
    assert "exists already" in yijian(data_dir, "backup", "--out", backup).stderr
    for name in ("master.key", "journal.pem"):
        (elsewhere / "keys").mkdir(parents=True, exist_ok=True)
        (elsewhere / "keys" / name).write_bytes(b"k")
    (backup / "documents" / "ab" / "document").write_bytes(b"contend")
    restored = yijian(elsewhere, "restore", backup)
    assert restored.returncode == 1
    assert "documents/ab/document" in restored.stderr
    assert {path.name for path in elsewhere.iterdir()} == {"keys"}
    assert "no backup" in yijian(elsewhere, "restore", tmp_path).stderr


def test_on_postgresql_the_command_names_its_tools(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "yijian.site.settings",
             "YIJIAN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
    )  # fmt: skip
    assert "pg_basebackup" in done.stdout, done.stderr


PROGRAM = """
import django; django.setup()
from yijian.storage.database_copy import NotOneFile, database_file
try:
    database_file()
except NotOneFile as error:
    print(error.text.en)
"""
