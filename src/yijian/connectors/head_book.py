"""The heads of days, signed with Ed25519 (RFC 8032) and kept as files outside the database.

    keys/journal.pem     the signing key (PKCS 8), readable by this account only; made where it is missing
    heads/public.pem     its public half: give it, and a copy of the heads from time to time, to somebody else
    heads/2026-11-24.json   {"head": text, "signature": hexadecimal}

Whoever can write to the database cannot sign; whoever has both the machine and the key can, and is found by the copies.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from yijian.connectors.durable_files import write_atomically
from yijian.core.errors import PlatformError
from yijian.ports import KeptHead

KEY_FILE: Final = "journal.pem"
PUBLIC_FILE: Final = "public.pem"


class SignedHeadBook:
    """`ports.HeadBook` in a directory."""

    def __init__(self, *, keys: Path, heads: Path) -> None:
        """Raises PlatformError where the key cannot be read or is of another kind."""
        self._heads = heads
        self._key = _key_in(keys / KEY_FILE)
        public = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        try:
            write_atomically(heads / PUBLIC_FILE, public, replace=False)
        except OSError as error:
            raise _refused(f"{heads}: {error.strerror}") from error

    def keep(self, *, day: date, text: str) -> None:
        """Sign the head of a day and keep it; a day that is kept already stays as it is. Raises PlatformError."""
        signed = {"head": text, "signature": self._key.sign(text.encode()).hex()}
        content = json.dumps(signed, ensure_ascii=False).encode()
        try:
            write_atomically(self._heads / f"{day.isoformat()}.json", content, replace=False)
        except OSError as error:
            raise _refused(f"{self._heads}: {error.strerror}") from error

    def kept(self) -> tuple[KeptHead, ...]:
        """All heads, oldest first, each with whether its signature is ours. Raises PlatformError."""
        try:
            return tuple(self._read(path) for path in sorted(self._heads.glob("????-??-??.json")))
        except OSError as error:
            raise _refused(f"{self._heads}: {error.strerror}") from error

    def _read(self, path: Path) -> KeptHead:
        day = date.fromisoformat(path.stem)
        try:
            signed = json.loads(path.read_bytes())
            text, signature = str(signed["head"]), bytes.fromhex(signed["signature"])
            self._key.public_key().verify(signature, text.encode())
        except (ValueError, KeyError, TypeError, InvalidSignature):
            return KeptHead(day=day, text="", genuine=False)
        return KeptHead(day=day, text=text, genuine=True)


def _key_in(path: Path) -> Ed25519PrivateKey:
    try:
        if not path.exists():
            new = Ed25519PrivateKey.generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            )
            write_atomically(path, new, replace=False)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise _refused(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise _refused(f"{path} holds no key that can be read: put it back from its backup") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _refused(f"{path} holds a key of another kind than Ed25519: put it back from its backup")
    return key


def _refused(reason: str) -> PlatformError:
    return PlatformError(port="head book", reason=reason)
