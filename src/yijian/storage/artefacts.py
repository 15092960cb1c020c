"""Compiled artefacts by their hash. A case names the one it began under; what is stored is never changed."""

from __future__ import annotations

from datetime import datetime

from yijian.storage.errors import ArtefactChanged, NothingStored, storage_errors
from yijian.storage.models import Artefact


def put_artefact(*, artefact_hash: str, content: str, now: datetime) -> None:
    """Store an artefact (canonical JSON text) under its hash; once more is nothing. Raises ArtefactChanged."""
    with storage_errors():
        stored, _ = Artefact.objects.get_or_create(
            hash=artefact_hash, defaults={"content": content, "stored_at": now}
        )
    if stored.content != content:
        raise ArtefactChanged(hash=artefact_hash)


def get_artefact(*, artefact_hash: str) -> str:
    """The JSON text of an artefact. Raises NothingStored."""
    content = Artefact.objects.filter(hash=artefact_hash).values_list("content", flat=True).first()
    if content is None:
        raise NothingStored(what="artefact", key=artefact_hash)
    return content
