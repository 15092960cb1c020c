"""Answers of somebody who is not signed in, up to the plan: found by a token, forgotten after thirty days."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yijian.core.vocabulary.canonical import canonical_json, from_plain
from yijian.core.vocabulary.provenance import Facts, FactValue
from yijian.ports import Cipher
from yijian.storage.errors import storage_errors
from yijian.storage.hashed_secrets import token_hash
from yijian.storage.models import Draft

KEPT: Final = timedelta(days=30)
"""How long answers are kept after the last change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """Stored answers by fact path, and about which life event."""

    life_event: str
    facts: Facts
    updated_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _DraftContent:
    """What is sealed; a class of its own, because canonical JSON is read back by type hints."""

    facts: dict[str, FactValue]


def save_draft(*, token: str, life_event: str, facts: Facts, cipher: Cipher, now: datetime) -> None:
    """Store the answers under a token, in the place of former ones."""
    digest = token_hash(token)
    key = cipher.new_key()
    sealed = cipher.seal(
        key, canonical_json(_DraftContent(facts=facts)).encode(), context=_context(digest, life_event)
    )
    with storage_errors():
        Draft.objects.update_or_create(
            token_hash=digest,
            defaults={
                "life_event": life_event,
                "wrapped_key": key,
                "sealed": sealed,
                "updated_at": now,
                "expires_at": now + KEPT,
            },
        )


def load_draft(*, token: str, cipher: Cipher, now: datetime) -> DraftView | None:
    """The answers under a token; None where there are none, or not any more."""
    row = Draft.objects.filter(token_hash=token_hash(token), expires_at__gt=now).first()
    if row is None:
        return None
    plain = cipher.open(
        bytes(row.wrapped_key), bytes(row.sealed), context=_context(row.token_hash, row.life_event)
    )
    content = from_plain(_DraftContent, json.loads(plain))
    return DraftView(
        life_event=row.life_event,
        facts=content.facts,
        updated_at=row.updated_at,
        expires_at=row.expires_at,
    )


def forget_draft(*, token: str) -> None:
    """Delete the answers under a token: they became a case, or their owner asked for it."""
    Draft.objects.filter(token_hash=token_hash(token)).delete()


def forget_expired_drafts(*, now: datetime) -> int:
    """Delete what has expired; how many drafts that were."""
    deleted, _ = Draft.objects.filter(expires_at__lte=now).delete()
    return deleted


def _context(digest: str, life_event: str) -> str:
    return f"draft:{digest}:{life_event}"
