"""The tree hash is that of RFC 9162."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from yijian.storage.merkle import EMPTY_ROOT, merkle_root


def by_definition(leaves: list[str]) -> bytes:
    """MTH of clause 2.1.1, as it is written there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0].encode()).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=3), max_size=70))
def test_the_root_is_that_of_the_definition(leaves: list[str]) -> None:
    assert merkle_root(iter(leaves)) == by_definition(leaves).hex()


def test_nothing_has_a_root_of_its_own() -> None:
    assert merkle_root([]) == EMPTY_ROOT
    assert merkle_root([]) != merkle_root([""])


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=3), min_size=2, max_size=20), st.data())
def test_two_leaves_swapped_change_the_root(leaves: list[str], data: st.DataObject) -> None:
    first, second = data.draw(st.integers(0, len(leaves) - 1)), data.draw(st.integers(0, len(leaves) - 1))
    swapped = list(leaves)
    swapped[first], swapped[second] = leaves[second], leaves[first]
    assert (merkle_root(swapped) == merkle_root(leaves)) == (swapped == leaves)
