"""Authenticated encryption of personal values: AES-256-GCM under a key per case, wrapped under one master key.

    master key   32 bytes in a file outside the database, readable by this account only
      ├ wrapping key   HKDF-SHA-256 of the master key: encrypts case keys
    case key     32 random bytes, stored only wrapped; destroying the wrapped key forgets the case's values
      ├ value key      HKDF-SHA-256 of the case key: encrypts values, their context bound as associated data
      └ digest key     HKDF-SHA-256 of the case key: HMAC-SHA-256 for the journal

Every result is `version (1 byte) ‖ nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes)` with a random nonce; the
version is bound too. NIST SP 800-38D allows 2^32 random nonces a key: far more than a case has values.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from yijian.connectors.durable_files import write_atomically
from yijian.core.errors import PlatformError

KEY_BYTES: Final = 32
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_OTHERS_MAY: Final = stat.S_IRWXG | stat.S_IRWXO


class MasterKeyCipher:
    """`ports.Cipher` under a master key. The key never leaves this object."""

    def __init__(self, master_key: bytes) -> None:
        """ValueError where the master key is not 32 bytes."""
        if len(master_key) != KEY_BYTES:
            raise ValueError(f"the master key has {KEY_BYTES} bytes")
        self._wrapping_key = _derived(master_key, "wrap case keys")

    @classmethod
    def from_file(cls, path: Path) -> MasterKeyCipher:
        """With the key in that file, made there first where it is missing. Raises PlatformError."""
        try:
            write_new = not path.exists()
            if write_new:
                write_atomically(path, os.urandom(KEY_BYTES), replace=False)
            if path.stat().st_mode & _OTHERS_MAY:
                raise _refused(f"{path} is open to other accounts: run chmod 600 {path}")
            key = path.read_bytes()
        except OSError as error:
            raise _refused(f"{path}: {error.strerror}") from error
        if len(key) != KEY_BYTES:
            raise _refused(f"{path} does not hold {KEY_BYTES} bytes: put the right key back from its backup")
        return cls(key)

    def new_key(self) -> bytes:
        """A fresh case key, wrapped under the master key."""
        return _encrypt(self._wrapping_key, os.urandom(KEY_BYTES), "case key")

    def seal(self, wrapped_key: bytes, plain: bytes, *, context: str) -> bytes:
        """Encrypt; `context` is bound to the result. Raises PlatformError where the key is not ours."""
        return _encrypt(_derived(self._unwrapped(wrapped_key), "values"), plain, f"value {context}")

    def open(self, wrapped_key: bytes, sealed: bytes, *, context: str) -> bytes:
        """Decrypt; raises PlatformError where key or context do not fit or the value was changed."""
        value_key = _derived(self._unwrapped(wrapped_key), "values")
        return _decrypt(value_key, sealed, f"value {context}", "the value does not fit its key and context")

    def digest(self, wrapped_key: bytes, plain: bytes) -> str:
        """HMAC-SHA-256 in hexadecimal under a key of the case: equal values of one case agree."""
        digest_key = _derived(self._unwrapped(wrapped_key), "digests")
        return hmac.new(digest_key, plain, hashlib.sha256).hexdigest()

    def _unwrapped(self, wrapped_key: bytes) -> bytes:
        return _decrypt(
            self._wrapping_key, wrapped_key, "case key", "the case key is not one of this master key"
        )


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"yijian {purpose}".encode()).derive(
        key
    )


def _encrypt(key: bytes, plain: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, _VERSION + context.encode())


def _decrypt(key: bytes, sealed: bytes, context: str, reason: str) -> bytes:
    version, nonce, encrypted = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if version != _VERSION or len(encrypted) < _TAG_BYTES:
        raise _refused(reason)
    try:
        return AESGCM(key).decrypt(nonce, encrypted, version + context.encode())
    except InvalidTag as error:
        raise _refused(reason) from error


def _refused(reason: str) -> PlatformError:
    return PlatformError(port="cipher", reason=reason)
