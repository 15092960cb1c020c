"""A document comes back as it was put, or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from yijian.connectors.documents.store import DirectoryDocumentStore
from yijian.core.errors import PlatformError


@pytest.fixture
def store(tmp_path: Path) -> DirectoryDocumentStore:
    return DirectoryDocumentStore(tmp_path / "documents")


def files_under(directory: Path) -> list[Path]:
    return [path for path in directory.rglob("*") if path.is_file()]


def test_a_document_is_named_by_its_hash_and_stored_once(
    store: DirectoryDocumentStore, tmp_path: Path
) -> None:
    digest = store.put(b"paper")
    assert digest == hashlib.sha256(b"paper").hexdigest()
    assert store.put(b"paper") == digest
    assert store.get(digest) == b"paper"
    (file,) = files_under(tmp_path)
    assert file.relative_to(tmp_path / "documents").parts == (digest[:2], digest[2:4], digest)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("damaged", [b"", b"pape", b"papes", b"paper\n"])
def test_damage_is_noticed_at_reading_and_repaired_at_the_next_put(
    store: DirectoryDocumentStore, tmp_path: Path, damaged: bytes
) -> None:
    digest = store.put(b"paper")
    (file,) = files_under(tmp_path)
    file.write_bytes(damaged)
    with pytest.raises(PlatformError, match="damaged"):
        store.get(digest)
    store.put(b"paper")
    assert store.get(digest) == b"paper"


def test_a_missing_document_is_said_to_be_missing(store: DirectoryDocumentStore) -> None:
    with pytest.raises(PlatformError, match="cannot be read"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "/etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_document(store: DirectoryDocumentStore, name: str) -> None:
    with pytest.raises(PlatformError, match="not the SHA-256"):
        store.get(name)


def test_a_crash_before_the_rename_leaves_no_document(
    store: DirectoryDocumentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(PlatformError, match="No space left"):
        store.put(b"paper")
    assert files_under(tmp_path) == []


def test_content_and_names_are_on_the_disk_when_put_returns(
    store: DirectoryDocumentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    store.put(b"paper")
    assert synced.count(False) == 1
    assert synced[-1] is True


def test_writers_of_the_same_document_do_not_disturb_each_other(
    store: DirectoryDocumentStore, tmp_path: Path
) -> None:
    content = b"x" * 100_000
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: store.put(content), range(16)))
    (digest,) = digests
    assert store.get(digest) == content
    assert len(files_under(tmp_path)) == 1
