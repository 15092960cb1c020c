"""How secrets that somebody shows us are kept: only as hashes."""

from __future__ import annotations

import hashlib
import hmac

from django.utils.crypto import salted_hmac


def token_hash(token: str) -> str:
    """SHA-256 of an unguessable token (at least 128 bits: it needs no key)."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(value: str, *, use: str) -> str:
    """HMAC-SHA-256 under Django's SECRET_KEY, for what is guessable (codes, id numbers); differs for each `use`."""
    return salted_hmac(f"yijian.storage.{use}", value, algorithm="sha256").hexdigest()


def same_hash(one: str, other: str) -> bool:
    """Compare without telling by the time it takes where they differ."""
    return hmac.compare_digest(one, other)
