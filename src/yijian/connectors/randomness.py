"""Unguessable tokens and codes from the operating system."""

from __future__ import annotations

import secrets

_TOKEN_BYTES = 32


class SystemRandomness:
    """`ports.Randomness` from the operating system's generator."""

    def token(self) -> str:
        """256 bits, safe in an address."""
        return secrets.token_urlsafe(_TOKEN_BYTES)

    def digits(self, count: int) -> str:
        """A code of that many decimal digits, leading zeros included. ValueError for fewer than one."""
        if count < 1:
            raise ValueError("a code has at least one digit")
        return f"{secrets.randbelow(10**count):0{count}d}"
