"""Documents by their SHA-256 in a directory outside the web root, checked against it at every read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from yijian.connectors.durable_files import write_atomically
from yijian.core.errors import PlatformError

_DIGEST = re.compile(r"[0-9a-f]{64}")


class DirectoryDocumentStore:
    """`ports.DocumentStore` in files `ab/cd/abcd….`, two levels of 256 directories so that none grows large."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, content: bytes) -> str:
        """Store durably and give the hash; what is there already is kept, what was damaged there is repaired."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        try:
            if not _holds(path, digest):
                write_atomically(path, content)
        except OSError as error:
            raise _refused(f"a document cannot be stored: {error.strerror}") from error
        return digest

    def get(self, digest: str) -> bytes:
        """The content; raises PlatformError where it is missing or does not match its hash."""
        if not _DIGEST.fullmatch(digest):
            raise _refused("that is not the SHA-256 of a document")
        try:
            content = self._path(digest).read_bytes()
        except OSError as error:
            raise _refused(f"document {digest} cannot be read: {error.strerror}") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise _refused(f"document {digest} is damaged: restore it from a backup")
        return content

    def _path(self, digest: str) -> Path:
        return self._directory / digest[:2] / digest[2:4] / digest


def _holds(path: Path, digest: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _refused(reason: str) -> PlatformError:
    return PlatformError(port="documents", reason=reason)
