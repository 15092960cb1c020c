"""The archive package of a case: whole, the same bytes each time, and a changed byte anywhere is found."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings as DjangoSettings

from tests.channels.workbench.test_journey import signed_in
from tests.channels.workbench.test_promise_pages import text_of
from tests.usecases.terminal import at_the_terminal
from tests.usecases.world import World
from yijian.core.cases import event_from_plain, fold
from yijian.storage import journal
from yijian.storage.chain import ActedBy, JournalEntry, entry_hash
from yijian.usecases import apply, coordinate, follow
from yijian.usecases.archive import CaseNotOver, archive_package
from yijian.usecases.archive_package import JOURNAL, MANIFEST, ArchivedFile, Fault, checked, packed
from yijian.usecases.casework import read_state
from yijian.usecases.permissions import Actor, ActorKind, NotFound, PermissionDenied

OPERATOR = Actor(kind=ActorKind.OPERATOR, name="root")


def closed(world: World) -> tuple[Actor, str]:
    mother, case_id = world.dispatched()
    world.work_through(case_id)
    coordinate.close(actor=world.lead, ports=world.ports, case_id=case_id, key=world.key())
    return mother, case_id


def contents(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_everything_that_belongs_to_a_case_is_in_it_and_it_is_sound(world: World) -> None:
    mother, case_id = closed(world)
    package = archive_package(actor=world.lead, ports=world.ports, case_id=case_id)
    assert package.media_type == "application/zip"
    report = checked(package.content)
    assert report.faults == ()
    assert report.case_id == case_id
    files = contents(package.content)
    case = read_state(case_id=case_id)
    assert len([name for name in files if name.startswith("notices/")]) == len(case.notices)
    assert len([name for name in files if name.startswith("papers/")]) == len(case.papers)
    issued = sum(one.document is not None for task in case.tasks for one in task.outputs)
    assert len([name for name in files if name.startswith("results/")]) == issued > 0
    manifest = json.loads(files[MANIFEST])
    assert manifest["chain_head"] == journal.entries(case_id=case_id)[-1].hash
    assert {one["path"] for one in manifest["files"]} == files.keys() - {MANIFEST, "manifest.sha256"}
    lines = [json.loads(line) for line in files[JOURNAL].decode().splitlines()]
    events = [event_from_plain(one) for line in lines for one in json.loads(line["events"])]
    assert fold(events) == case, "the journal in the package alone tells how the case stood"
    index = files["index.html"].decode()
    for name in sorted(files.keys() - {MANIFEST, "manifest.sha256", "index.html", JOURNAL}):
        assert name in index
    assert "已归档" in index
    assert "&lt;" not in index
    assert "张安禾" in files["application.html"].decode()
    seen = follow.case(actor=mother, ports=world.ports, case_id=case_id)
    assert "归档" in {one.purpose.zh for one in seen.access}, "the applicant sees that it was taken"


def test_the_same_case_gives_the_same_bytes_whoever_takes_it_and_when(world: World) -> None:
    _, case_id = closed(world)
    first = archive_package(actor=world.lead, ports=world.ports, case_id=case_id)
    world.clock.move(timedelta(days=40))
    assert archive_package(actor=OPERATOR, ports=world.ports, case_id=case_id).content == first.content


def test_only_when_it_is_over_and_only_for_who_keeps_it(world: World) -> None:
    mother, case_id = world.dispatched()
    with pytest.raises(CaseNotOver):
        archive_package(actor=world.lead, ports=world.ports, case_id=case_id)
    apply.withdraw(actor=mother, ports=world.ports, case_id=case_id, reason="不办了", key=world.key())
    for actor in (mother, world.officer_of("police"), world.actor("auditor")):
        with pytest.raises(PermissionDenied):
            archive_package(actor=actor, ports=world.ports, case_id=case_id)
    with pytest.raises(NotFound):
        archive_package(actor=world.actor("coordinator-market"), ports=world.ports, case_id=case_id)
    with pytest.raises(NotFound):
        archive_package(actor=OPERATOR, ports=world.ports, case_id="none")
    package = archive_package(actor=OPERATOR, ports=world.ports, case_id=case_id)
    assert checked(package.content).sound
    assert "不办了" in contents(package.content)["texts.json"].decode()


# ── the package as bytes ─────────────────────────────────────────────────────


def entry(version: int, previous: str) -> JournalEntry:

    at, actor = datetime(2026, 3, 2, tzinfo=UTC), ActedBy(kind="applicant", account="1")
    covered = {
        "case_id": "c",
        "version": version,
        "at": at,
        "actor": actor,
        "command": "StartCase",
        "key": f"k{version}",
        "events": "[]",
        "previous_hash": previous,
    }
    return JournalEntry(**covered, hash=entry_hash(**covered))  # type: ignore[arg-type] # the fields by name


FIRST = entry(1, "0" * 64)
ENTRIES = (FIRST, entry(2, FIRST.hash))
FILES = (
    ArchivedFile(path="a.txt", media_type="text/plain", what="甲", content=b"one"),
    ArchivedFile(path="b/c.txt", media_type="text/plain", what="乙", content=b"two"),
)
PACKAGE = packed(files=FILES, entries=ENTRIES, about={"case": "c"})


def test_the_order_of_the_files_does_not_matter() -> None:
    assert packed(files=FILES[::-1], entries=ENTRIES, about={"case": "c"}) == PACKAGE
    assert checked(PACKAGE).sound


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(PACKAGE) - 1), bit=st.integers(0, 7))
def test_a_changed_bit_anywhere_is_found(place: int, bit: int) -> None:
    changed = bytearray(PACKAGE)
    changed[place] ^= 1 << bit
    assert not checked(bytes(changed)).sound


@given(kept=st.integers(0, len(PACKAGE) - 1))
def test_a_package_that_is_cut_off_or_longer_is_found(kept: int) -> None:
    assert not checked(PACKAGE[:kept]).sound
    assert not checked(PACKAGE + b"x").sound


def rewritten(**changed: bytes | None) -> bytes:
    """The package with files of it replaced, or (None) left out, as somebody with a ZIP program would."""
    files = contents(PACKAGE)
    for name, content in changed.items():
        if content is None:
            del files[name]
        else:
            files[name] = content
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return written.getvalue()


def faults(package: bytes) -> set[tuple[str, Fault]]:
    return {(one.place, one.fault) for one in checked(package).faults}


def test_what_is_wrong_is_named_with_its_place() -> None:
    assert ("a.txt", Fault.FILE_CHANGED) in faults(rewritten(**{"a.txt": b"other"}))
    assert ("a.txt", Fault.FILE_MISSING) in faults(rewritten(**{"a.txt": None}))
    assert ("new.txt", Fault.FILE_TOO_MANY) in faults(rewritten(**{"new.txt": b"new"}))
    told = contents(PACKAGE)[MANIFEST].replace(b"text/plain", b"text/other", 1)
    assert (MANIFEST, Fault.MANIFEST_CHANGED) in faults(rewritten(**{MANIFEST: told}))
    lines = contents(PACKAGE)[JOURNAL].splitlines(keepends=True)
    edited = lines[0].replace(b"StartCase", b"CloseCase")
    found = faults(rewritten(**{JOURNAL: edited + lines[1]}))
    assert (f"{JOURNAL}:1", Fault.ENTRY_CHANGED) in found
    assert (JOURNAL, Fault.HEAD_DIFFERS) in faults(rewritten(**{JOURNAL: lines[0]}))
    assert (f"{JOURNAL}:1", Fault.CHAIN_BROKEN) in faults(rewritten(**{JOURNAL: lines[1] + lines[0]}))
    assert ("", Fault.BYTES_DIFFER) in faults(rewritten())
    assert ("", Fault.NOT_A_PACKAGE) in faults(b"no zip")
    assert ("", Fault.NOT_A_PACKAGE) in faults(rewritten(**{MANIFEST: None}))


def test_a_journal_written_anew_does_not_fit_the_manifest() -> None:
    """Whoever recomputes the chain must change the manifest too, and its hash: then the platform's own journal, whose
    days are signed, tells the difference."""
    other = entry(1, "0" * 64)
    assert other == FIRST
    longer = packed(files=FILES, entries=(*ENTRIES, entry(3, ENTRIES[-1].hash)), about={"case": "c"})
    swapped = rewritten(**{JOURNAL: contents(longer)[JOURNAL]})
    assert (JOURNAL, Fault.HEAD_DIFFERS) in faults(swapped)


def test_taken_and_checked_at_the_terminal(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, case_id = closed(world)
    file = tmp_path / "case.zip"
    code, out, _ = at_the_terminal(world, capsys, "export", "case", case_id, "--out", str(file))
    assert code == 0
    assert str(file.stat().st_size) in out
    code, out, _ = at_the_terminal(world, capsys, "verify-archive", str(file), "--json")
    assert code == 0
    assert json.loads(out)["case"] == case_id
    changed = bytearray(file.read_bytes())
    changed[len(changed) // 2] ^= 1
    file.write_bytes(changed)
    code, out, _ = at_the_terminal(world, capsys, "verify-archive", str(file))
    assert code == 1
    assert "fault" in out
    for argv in (
        ("export", "case", "--out", str(file)),
        ("export", "dmn", "extra", "--out", str(file)),
        ("export", "case", case_id, "--out", str(tmp_path / "no" / "folder.zip")),
        ("verify-archive", str(tmp_path / "nothing.zip")),
    ):
        assert at_the_terminal(world, capsys, *argv)[0] == 2, argv


def test_the_coordinator_takes_it_from_the_page_once_it_is_closed(
    world: World, settings: DjangoSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]
    _, case_id = world.dispatched()
    lead, page = signed_in("coordinator-health"), f"/desk/cases/{case_id}/"
    assert f"{page}archive/" not in text_of(lead, page)
    assert lead.post(f"{page}archive/").status_code == 409
    world.work_through(case_id)
    coordinate.close(actor=world.lead, ports=world.ports, case_id=case_id, key=world.key())
    assert f"{page}archive/" in text_of(lead, page)
    answer = lead.post(f"{page}archive/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert checked(answer.content).sound
    assert signed_in("officer-police").post(f"{page}archive/").status_code == 403
