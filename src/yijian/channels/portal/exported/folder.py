"""A site written into a folder: never over something that is not a former export."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final

from yijian.core.errors import PlatformError, Text

MANIFEST: Final = "yijian-site.json"
"""Lists the files of an export with their digests. A folder that holds it may be written again."""
FORMAT: Final = "yijian-site-1"


class NotAnExport(PlatformError):
    """The folder holds something else: nothing is written."""

    code = "NOT_AN_EXPORT"
    template = Text(
        "{folder} 不是空的，也不是以前导出的网站（里面没有 {manifest}）。换一个文件夹",
        "{folder} is neither empty nor a former export (there is no {manifest} in it): name another folder",
    )


class CannotWrite(PlatformError):
    """The folder cannot be written."""

    code = "CANNOT_WRITE"
    template = Text("写不进 {folder}：{reason}", "{folder} cannot be written: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """A page with its size in bytes, as it is and compressed as a server would send it."""

    path: str
    size: int
    compressed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSite:
    """What was written: the pages, and how many bytes all files together have."""

    pages: tuple[WrittenPage, ...]
    files: int
    size: int


def write_site(folder: Path, files: Iterable[tuple[str, bytes]]) -> WrittenSite:
    """Write the files and remove those of the former export that are no more. Raises NotAnExport, CannotWrite.

    Everything is made before anything is written: an error in a page leaves the former export as it is.
    """
    former = _former(folder)
    made = dict(files)
    try:
        for path, content in made.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        for path in former - made.keys():
            _remove(folder, path)
        digests = {path: sha256(content).hexdigest() for path, content in sorted(made.items())}
        listed = json.dumps({"format": FORMAT, "files": digests}, indent=1, ensure_ascii=False)
        (folder / MANIFEST).write_text(f"{listed}\n", "utf-8")
    except OSError as error:
        raise CannotWrite(folder=str(folder), reason=error.strerror or str(error)) from error
    return WrittenSite(
        pages=tuple(
            WrittenPage(path=path, size=len(content), compressed=len(gzip.compress(content, mtime=0)))
            for path, content in made.items()
            if path.endswith(".html")
        ),
        files=len(made),
        size=sum(len(content) for content in made.values()),
    )


def _former(folder: Path) -> frozenset[str]:
    """The files of the export that lies there; none in a new or empty folder."""
    if not folder.exists():
        return frozenset()
    refused = NotAnExport(folder=str(folder), manifest=MANIFEST)
    if not folder.is_dir():
        raise refused
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if any(folder.iterdir()):
            raise refused
        return frozenset()
    try:
        listed = json.loads(manifest.read_text("utf-8"))
        if listed["format"] != FORMAT:
            raise refused
        return frozenset(path for path in listed["files"] if _is_inside(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise refused from error


def _is_inside(path: str) -> bool:
    """Whether a path of a manifest stays in its folder; what somebody wrote into one by hand is not removed."""
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts


def _remove(folder: Path, path: str) -> None:
    """Remove a file of the former export, and the folders that are empty then."""
    target = folder / path
    target.unlink(missing_ok=True)
    for parent in target.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()
