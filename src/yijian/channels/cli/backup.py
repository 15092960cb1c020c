"""`yijian backup` and `yijian restore`: everything that belongs together, but for the keys, which must lie elsewhere."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yijian.channels.cli.platform import Platform
from yijian.channels.cli.terminal import WrongUsage
from yijian.connectors.durable_files import make_private_directory, sync_directory, write_atomically

DATABASE: Final = "yijian.sqlite3"
FOLDERS: Final = ("documents", "heads")
"""Of the data directory, copied after the database: their files never change, so they always fit an earlier database."""
KEYS: Final = ("master.key", "journal.pem")
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both commands."""
    backup = subparsers.add_parser("backup", help="copy the SQLite edition while it runs")
    backup.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="a folder that does not exist yet"
    )
    backup.set_defaults(run=run_backup)
    restore = subparsers.add_parser(
        "restore", help="put a backup back into an empty data directory and verify it"
    )
    restore.add_argument("backup", type=Path, metavar="DIR")
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Copy; the folder is there when all of it is on the disk, or not at all."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.storage.database_copy import copy_database, database_file

    database_file()
    out: Path = arguments.out.absolute()
    if out.exists():
        raise WrongUsage(f"{out} exists already: name a folder that does not")
    part = out.with_name(f"{out.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        make_private_directory(part)
        copy_database(part / DATABASE)
        files = [_known(part / DATABASE, DATABASE)]
        for folder in FOLDERS:
            source = platform.data_dir / folder
            files += [
                _copied(path, part, str(path.relative_to(platform.data_dir))) for path in _files_in(source)
            ]
        manifest = {
            "format": FORMAT,
            "made_on": arguments.installation.today.isoformat(),
            "files": {file.name: {"sha256": file.digest, "size": file.size} for file in files},
        }
        write_atomically(part / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
        part.rename(out)
        sync_directory(out.parent)
    except OSError as error:
        raise WrongUsage(f"{out} cannot be written: {error.strerror}") from error
    print(f"{out}: {len(files)} files, {sum(file.size for file in files)} bytes")
    print(
        f"not in it: {platform.data_dir / 'keys'} and the settings. Keep them elsewhere: nothing can be read without."
    )
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put back, then verify every journal and signed day: 0 when all is sound, else 1."""
    platform: Platform = arguments.installation.platform
    platform.load()
    from yijian.storage.database_copy import database_file

    source: Path = arguments.backup
    database, data_dir = database_file(), platform.data_dir
    files = _manifest_of(source)
    _refuse_what_is_there(data_dir, database)
    missing = [str(data_dir / "keys" / name) for name in KEYS if not (data_dir / "keys" / name).is_file()]
    if missing:
        raise WrongUsage(f"put the keys back first, readable by this account only: {', '.join(missing)}")
    damaged = [name for name, wanted in files.items() if not _is_whole(source / name, wanted)]
    if damaged:
        print(f"nothing was restored: {len(damaged)} files are missing or damaged", file=sys.stderr)
        print("\n".join(f"  {name}" for name in damaged), file=sys.stderr)
        return 1
    try:
        # the database last: where it is, all that it names is there
        for name in sorted(files, key=lambda name: (name == DATABASE, name)):
            to = database if name == DATABASE else data_dir / name
            _copy_durably(source / name, to)
    except OSError as error:
        raise WrongUsage(f"{data_dir} cannot be written: {error.strerror}") from error
    print(f"{len(files)} files restored to {data_dir}")
    from yijian.channels.cli.journal import run_verify

    return run_verify(argparse.Namespace(installation=arguments.installation, json=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedFile:
    """A file of the backup: its place in it, the SHA-256 of what was written, and how many bytes that was."""

    name: str
    digest: str
    size: int


def _files_in(folder: Path) -> Iterator[Path]:
    """The finished files below a folder, in a fixed order: one that is being written begins with a dot."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


def _known(path: Path, name: str) -> CopiedFile:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    path.chmod(0o600)
    return CopiedFile(name=name, digest=digest, size=path.stat().st_size)


def _copied(source: Path, backup: Path, name: str) -> CopiedFile:
    _copy_durably(source, backup / name)
    return _known(backup / name, name)


def _copy_durably(source: Path, to: Path) -> None:
    """Copy one file, which is on the disk when this returns."""
    make_private_directory(to.parent)
    part = to.with_name(f".{to.name}.part")
    with source.open("rb") as read, part.open("wb") as written:
        part.chmod(0o600)
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        os.fsync(written.fileno())
    part.replace(to)
    sync_directory(to.parent)


def _manifest_of(backup: Path) -> dict[str, str]:
    """The SHA-256 of each file of a backup."""
    try:
        manifest = json.loads((backup / MANIFEST).read_bytes())
        if manifest["format"] != FORMAT:
            raise WrongUsage(f"{backup} was made by a later release: restore it with that")
        files = {str(name): str(known["sha256"]) for name, known in manifest["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUsage(f"{backup} is no backup: it has no {MANIFEST} that can be read") from error
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in files):
        raise WrongUsage(f"{backup} is no backup: its {MANIFEST} names files outside of it")
    return files


def _is_whole(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def _refuse_what_is_there(data_dir: Path, database: Path) -> None:
    """A restore never writes over anything."""
    there = [path for path in (database, *(data_dir / folder for folder in FOLDERS)) if path.exists()]
    filled = [path for path in there if path.is_file() or any(path.iterdir())]
    if filled:
        raise WrongUsage(f"there is something already: {', '.join(map(str, filled))}. Move it aside first")
