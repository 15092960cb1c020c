"""Personal values of a case: sealed under a key of the case, kept by version, forgotten by destroying the key.

The journal names a value by its key (`fact:<path>`, `text:<id>`) and a keyed digest, never by itself. So the chain
still verifies when the key is destroyed, and nothing of the values can be had from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery

from yijian.core.vocabulary.canonical import canonical_json, from_plain
from yijian.core.vocabulary.provenance import FactValue, Provenance, ProvenanceKind, ProvidedFact
from yijian.ports import Cipher
from yijian.storage.errors import (
    ConstraintBroken,
    KeyDestroyed,
    NothingStored,
    VersionConflict,
    storage_errors,
)
from yijian.storage.models import CaseKey, VaultValue


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDigest:
    """What is known of a value without opening it. `version`: the command that stored it."""

    key: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _FactContent:
    """What is sealed of a fact; a class of its own, because canonical JSON is read back by type hints."""

    value: FactValue


def fact_key(path: str) -> str:
    """The vault key of a fact."""
    return f"fact:{path}"


def text_key(identifier: str) -> str:
    """The vault key of a free text."""
    return f"text:{identifier}"


def create_key(*, case_id: str, cipher: Cipher) -> None:
    """Give a case its key, in the transaction that opens it. Raises VersionConflict where it has one already."""
    with _written_by_one(case_id, 1):
        CaseKey.objects.create(case_id=case_id, wrapped_key=cipher.new_key())


def wrapped_key(*, case_id: str) -> bytes:
    """The key of a case, still wrapped. Raises NothingStored, KeyDestroyed."""
    found = CaseKey.objects.filter(case_id=case_id).first()
    if found is None:
        raise NothingStored(what="key of case", key=case_id)
    if found.wrapped_key is None:
        raise KeyDestroyed(case_id=case_id)
    return bytes(found.wrapped_key)


def destroy_key(*, case_id: str, now: datetime) -> None:
    """Forget all values of a case for good: facts, texts, messages. Doing it again changes nothing."""
    CaseKey.objects.filter(case_id=case_id, destroyed_at=None).update(wrapped_key=None, destroyed_at=now)


def put_facts(
    *, case_id: str, version: int, facts: Mapping[str, ProvidedFact], cipher: Cipher
) -> dict[str, str]:
    """Seal facts by path as of the version that the command will give the case; returns digests by path.

    To be called in the command's transaction. Raises KeyDestroyed; VersionConflict where another command has
    written that version.
    """
    key = wrapped_key(case_id=case_id)
    rows = []
    for path, fact in facts.items():
        row = _sealed(
            case_id, version, fact_key(path), canonical_json(_FactContent(value=fact.value)), key, cipher
        )
        row.provenance_kind = fact.provenance.kind.value
        row.provenance_source = fact.provenance.source
        row.provenance_at = fact.provenance.at
        row.provenance_basis = fact.provenance.basis
        rows.append(row)
    with _written_by_one(case_id, version):
        VaultValue.objects.bulk_create(rows)
    return {path: row.digest for path, row in zip(facts, rows, strict=True)}


def put_texts(*, case_id: str, version: int, texts: Mapping[str, str], cipher: Cipher) -> dict[str, str]:
    """Seal free texts by vault key (`text:<id>`) as of a version; returns digests by key. Raises as `put_facts`."""
    key = wrapped_key(case_id=case_id)
    rows = [
        _sealed(case_id, version, name, canonical_json(text), key, cipher) for name, text in texts.items()
    ]
    with _written_by_one(case_id, version):
        VaultValue.objects.bulk_create(rows)
    return {row.key: row.digest for row in rows}


def forget_facts(*, case_id: str, version: int, paths: Iterable[str]) -> None:
    """From this version on the case has no such facts. Former versions stay until the key is destroyed."""
    with _written_by_one(case_id, version):
        VaultValue.objects.bulk_create(
            [VaultValue(case_id=case_id, key=fact_key(path), version=version) for path in paths]
        )


def facts_of(*, case_id: str, cipher: Cipher, paths: Iterable[str] | None = None) -> dict[str, ProvidedFact]:
    """The facts of a case as they are now, by path; only those asked for. Raises NothingStored, KeyDestroyed."""
    key = wrapped_key(case_id=case_id)
    rows = _latest(case_id).filter(key__startswith="fact:")
    if paths is not None:
        rows = rows.filter(key__in=[fact_key(path) for path in paths])
    return {row.key.removeprefix("fact:"): _fact_of(row, key, cipher) for row in rows}


def text_of(*, case_id: str, key: str, cipher: Cipher) -> str:
    """One free text by its vault key. Raises NothingStored, KeyDestroyed."""
    row = _latest(case_id).filter(key=key).first()
    if row is None:
        raise NothingStored(what="text", key=key)
    return str(json.loads(_opened(row, wrapped_key(case_id=case_id), cipher)))


def texts_of(*, case_id: str, keys: Iterable[str], cipher: Cipher) -> dict[str, str]:
    """Free texts by vault key; keys that hold nothing are left out. Raises NothingStored, KeyDestroyed."""
    key = wrapped_key(case_id=case_id)
    rows = _latest(case_id).filter(key__in=list(keys))
    return {row.key: str(json.loads(_opened(row, key, cipher))) for row in rows}


def digests_of(*, case_id: str) -> tuple[StoredDigest, ...]:
    """Every value that was ever stored, without opening any; to be compared with what the journal says."""
    rows = VaultValue.objects.filter(case_id=case_id, sealed__isnull=False).order_by("key", "version")
    return tuple(StoredDigest(key=row.key, version=row.version, digest=row.digest) for row in rows)


@contextmanager
def _written_by_one(case_id: str, version: int) -> Iterator[None]:
    """Values are written before `journal.append` locks the case: of two commands for one version, one finds here
    that it has lost."""
    try:
        with storage_errors():
            yield
    except ConstraintBroken as broken:
        raise VersionConflict(case_id=case_id, expected=version - 1) from broken


def _latest(case_id: str) -> QuerySet[VaultValue, VaultValue]:
    """The newest row of each key, without those that were forgotten."""
    newest = (
        VaultValue.objects.filter(case_id=OuterRef("case_id"), key=OuterRef("key"))
        .order_by()
        .values("case_id", "key")
        .annotate(newest=Max("version"))
        .values("newest")
    )
    return VaultValue.objects.filter(case_id=case_id, sealed__isnull=False).filter(version=Subquery(newest))


def _sealed(case_id: str, version: int, name: str, content: str, key: bytes, cipher: Cipher) -> VaultValue:
    plain = content.encode()
    return VaultValue(
        case_id=case_id,
        key=name,
        version=version,
        sealed=cipher.seal(key, plain, context=_context(case_id, name, version)),
        digest=cipher.digest(key, plain),
    )


def _opened(row: VaultValue, key: bytes, cipher: Cipher) -> bytes:
    if row.sealed is None:
        raise NothingStored(what="value", key=row.key)
    return cipher.open(key, bytes(row.sealed), context=_context(row.case_id, row.key, row.version))


def _context(case_id: str, name: str, version: int) -> str:
    return f"vault:{case_id}:{version}:{name}"


def _fact_of(row: VaultValue, key: bytes, cipher: Cipher) -> ProvidedFact:
    if row.provenance_at is None:
        raise NothingStored(what="provenance", key=row.key)
    content = from_plain(_FactContent, json.loads(_opened(row, key, cipher)))
    return ProvidedFact(
        value=content.value,
        provenance=Provenance(
            kind=ProvenanceKind(row.provenance_kind),
            source=row.provenance_source,
            at=row.provenance_at,
            basis=row.provenance_basis,
        ),
    )
