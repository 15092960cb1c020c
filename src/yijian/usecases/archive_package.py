"""The archive package of a case (归档包) as bytes: a ZIP whose every byte follows from its files, and its check.

In it: `manifest.json` names every file with its media type, size and SHA-256, and the head of the journal's chain;
`manifest.sha256` is the hash of the manifest; `journal.jsonl` is the journal, one entry a line. No standard for such
packages is named in our sources, so none is claimed.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from yijian.storage.chain import GENESIS, ActedBy, JournalEntry, hash_of

FORMAT: Final = "yijian-archive/1"
MANIFEST: Final = "manifest.json"
MANIFEST_HASH: Final = "manifest.sha256"
JOURNAL: Final = "journal.jsonl"
_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the ZIP: the earliest it can name, since dates of making would differ from time to time."""
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16
_MOST_BYTES: Final = 2 * 1024**3
"""A package that claims to hold more is not opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFile:
    """One file: its place in the package, its media type, what it is in words, its content."""

    path: str
    media_type: str
    what: str
    content: bytes


class Fault(StrEnum):
    """What is wrong with a package."""

    NOT_A_PACKAGE = "not_a_package"  # no ZIP, damaged, or without a manifest that can be read
    MANIFEST_CHANGED = "manifest_changed"  # it does not have the hash beside it
    FILE_CHANGED = "file_changed"  # size or hash differ from the manifest
    FILE_MISSING = "file_missing"  # the manifest names it
    FILE_TOO_MANY = "file_too_many"  # the manifest does not
    ENTRY_CHANGED = "entry_changed"  # a journal entry has not the hash that its content gives
    CHAIN_BROKEN = "chain_broken"  # an entry does not follow the one before it
    HEAD_DIFFERS = "head_differs"  # the journal does not end where the manifest says
    BYTES_DIFFER = "bytes_differ"  # the files are sound, but the ZIP around them was written differently


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFault:
    """One thing that is wrong, and where: a path, or a path with the number of a line."""

    place: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageReport:
    """What a check of a package found: whose it is, how much was looked at, what is wrong."""

    case_id: str
    files: int
    entries: int
    faults: tuple[PackageFault, ...]

    @property
    def sound(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


def packed(
    *, files: Iterable[ArchivedFile], entries: tuple[JournalEntry, ...], about: Mapping[str, Any]
) -> bytes:
    """The package: the same files, entries and `about` (JSON values) give the same bytes."""
    journal = ArchivedFile(
        path=JOURNAL,
        media_type="application/x-ndjson",
        what="办件日志 · journal",
        content="".join(f"{_json(_plain(entry))}\n" for entry in entries).encode(),
    )
    everything = sorted((*files, journal), key=lambda one: one.path)
    manifest = {
        **about,
        "format": FORMAT,
        "chain_head": entries[-1].hash if entries else GENESIS,
        "entries": len(entries),
        "files": [
            {
                "path": one.path,
                "media_type": one.media_type,
                "what": one.what,
                "size": len(one.content),
                "sha256": hashlib.sha256(one.content).hexdigest(),
            }
            for one in everything
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    contents = {one.path: one.content for one in everything}
    contents[MANIFEST] = text
    contents[MANIFEST_HASH] = f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode()
    return _zip(contents)


def checked(content: bytes) -> PackageReport:
    """Whether a package is what was packed: a changed byte anywhere in it is found."""
    try:
        contents = _unzip(content)
        manifest = json.loads(contents[MANIFEST])
        listed = {one["path"]: (one["size"], one["sha256"]) for one in manifest["files"]}
        head, case_id = str(manifest["chain_head"]), str(manifest["case"])
    # zipfile says RuntimeError of a compression that it does not know and of a file that it takes for encrypted.
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, RuntimeError, OSError, EOFError):
        fault = PackageFault(place="", fault=Fault.NOT_A_PACKAGE)
        return PackageReport(case_id="", files=0, entries=0, faults=(fault,))
    faults = list(_file_faults(contents, listed))
    lines = contents.get(JOURNAL, b"").decode(errors="replace").splitlines()
    faults += _journal_faults(lines, head)
    if not faults and _zip(contents) != content:
        faults.append(PackageFault(place="", fault=Fault.BYTES_DIFFER))
    return PackageReport(case_id=case_id, files=len(listed), entries=len(lines), faults=tuple(faults))


def _file_faults(
    contents: Mapping[str, bytes], listed: Mapping[str, tuple[int, str]]
) -> Iterator[PackageFault]:
    told = contents.get(MANIFEST_HASH, b"").decode(errors="replace").partition(" ")[0]
    if told != hashlib.sha256(contents[MANIFEST]).hexdigest():
        yield PackageFault(place=MANIFEST, fault=Fault.MANIFEST_CHANGED)
    for path, (size, digest) in listed.items():
        if path not in contents:
            yield PackageFault(place=path, fault=Fault.FILE_MISSING)
        elif len(contents[path]) != size or hashlib.sha256(contents[path]).hexdigest() != digest:
            yield PackageFault(place=path, fault=Fault.FILE_CHANGED)
    for path in sorted(contents.keys() - listed.keys() - {MANIFEST, MANIFEST_HASH}):
        yield PackageFault(place=path, fault=Fault.FILE_TOO_MANY)


def _journal_faults(lines: list[str], head: str) -> Iterator[PackageFault]:
    previous, expected = GENESIS, 1
    for number, line in enumerate(lines, start=1):
        place = f"{JOURNAL}:{number}"
        try:
            entry = _entry_of(json.loads(line))
        except (KeyError, TypeError, ValueError):
            yield PackageFault(place=place, fault=Fault.ENTRY_CHANGED)
            return
        if hash_of(entry) != entry.hash:
            yield PackageFault(place=place, fault=Fault.ENTRY_CHANGED)
        if entry.previous_hash != previous or entry.version != expected:
            yield PackageFault(place=place, fault=Fault.CHAIN_BROKEN)
        previous, expected = entry.hash, entry.version + 1
    if previous != head:
        yield PackageFault(place=JOURNAL, fault=Fault.HEAD_DIFFERS)


def _plain(entry: JournalEntry) -> dict[str, Any]:
    """An entry with every column, the events as the very text whose hash is in the chain."""
    return {
        "case": entry.case_id,
        "version": entry.version,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": {
            "kind": entry.actor.kind,
            "account": entry.actor.account,
            "authority": entry.actor.authority,
        },
        "command": entry.command,
        "key": entry.key,
        "events": entry.events,
        "previous": entry.previous_hash,
        "hash": entry.hash,
    }


def _entry_of(plain: Any) -> JournalEntry:
    return JournalEntry(
        case_id=plain["case"],
        version=plain["version"],
        at=datetime.fromisoformat(plain["at"]),
        actor=ActedBy(**plain["actor"]),
        command=plain["command"],
        key=plain["key"],
        events=plain["events"],
        previous_hash=plain["previous"],
        hash=plain["hash"],
    )


def _json(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _zip(contents: Mapping[str, bytes]) -> bytes:
    """Stored, not compressed: what a compressor makes of it differs between its versions."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as package:
        for path in sorted(contents):
            info = zipfile.ZipInfo(path, _BEGINNING)
            info.create_system, info.external_attr = _UNIX, _READABLE
            package.writestr(info, contents[path])
    return written.getvalue()


def _unzip(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        infos = package.infolist()
        if sum(info.file_size for info in infos) > _MOST_BYTES:
            raise ValueError("too large")
        if len({info.filename for info in infos}) != len(infos):
            raise ValueError("a file is there twice")
        return {info.filename: package.read(info) for info in infos}
