"""The Merkle tree hash of a list of texts: one hash that changes with every text, and with their order and number.

Source: RFC 9162, clause 2.1.1. Leaves and inner nodes are hashed apart, so that no inner node can be taken for a leaf.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

EMPTY_ROOT: Final = hashlib.sha256(b"").hexdigest()


def merkle_root(leaves: Iterable[str]) -> str:
    """The root as 64 hexadecimal digits. Reads the leaves once and holds no more than one hash a level."""
    complete: list[tuple[int, bytes]] = []
    """Roots of complete trees, with how many leaves each has: a falling row of powers of two."""
    for leaf in leaves:
        size, root = 1, hashlib.sha256(b"\x00" + leaf.encode()).digest()
        while complete and complete[-1][0] == size:
            size, root = 2 * size, _joined(complete.pop()[1], root)
        complete.append((size, root))
    if not complete:
        return EMPTY_ROOT
    _, root = complete.pop()
    while complete:
        root = _joined(complete.pop()[1], root)
    return root.hex()


def _joined(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
