"""What is sealed opens only with its key, its context and unchanged."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.connectors.cipher import KEY_BYTES, MasterKeyCipher
from yijian.core.errors import PlatformError

CIPHER = MasterKeyCipher(b"m" * KEY_BYTES)
CASE_KEY = CIPHER.new_key()


@given(plain=st.binary(max_size=300), context=st.text(max_size=40))
def test_what_is_sealed_opens_again(plain: bytes, context: str) -> None:
    sealed = CIPHER.seal(CASE_KEY, plain, context=context)
    assert CIPHER.open(CASE_KEY, sealed, context=context) == plain
    assert len(plain) < 8 or plain not in sealed


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert CIPHER.seal(CASE_KEY, b"x", context="c") != CIPHER.seal(CASE_KEY, b"x", context="c")


def test_every_single_changed_bit_is_noticed() -> None:
    sealed = CIPHER.seal(CASE_KEY, "张某𬭎".encode(), context="case 1")
    for position in range(len(sealed) * 8):
        changed = bytearray(sealed)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(PlatformError):
            CIPHER.open(CASE_KEY, bytes(changed), context="case 1")


@pytest.mark.parametrize("length", range(45))
def test_every_shortened_value_is_noticed(length: int) -> None:
    sealed = CIPHER.seal(CASE_KEY, b"0123456789abcdef", context="c")
    assert len(sealed) == 45
    with pytest.raises(PlatformError):
        CIPHER.open(CASE_KEY, sealed[:length], context="c")


def test_another_context_another_case_and_another_master_key_do_not_open_it() -> None:
    sealed = CIPHER.seal(CASE_KEY, b"secret", context="case 1/mother.name")
    with pytest.raises(PlatformError):
        CIPHER.open(CASE_KEY, sealed, context="case 2/mother.name")
    with pytest.raises(PlatformError):
        CIPHER.open(CIPHER.new_key(), sealed, context="case 1/mother.name")
    with pytest.raises(PlatformError, match="master key"):
        MasterKeyCipher(b"n" * KEY_BYTES).open(CASE_KEY, sealed, context="case 1/mother.name")


def test_a_wrapped_key_is_no_value_and_a_value_no_wrapped_key() -> None:
    with pytest.raises(PlatformError):
        CIPHER.open(CASE_KEY, CASE_KEY, context="")
    with pytest.raises(PlatformError):
        CIPHER.seal(CIPHER.seal(CASE_KEY, b"k" * 32, context="case key"), b"x", context="c")


def test_digests_agree_within_a_case_and_say_nothing_across() -> None:
    assert CIPHER.digest(CASE_KEY, b"x") == CIPHER.digest(CASE_KEY, b"x")
    assert CIPHER.digest(CASE_KEY, b"x") != CIPHER.digest(CASE_KEY, b"y")
    assert CIPHER.digest(CASE_KEY, b"x") != CIPHER.digest(CIPHER.new_key(), b"x")


def test_the_key_file_is_made_once_and_for_this_account_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    first = MasterKeyCipher.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    key = first.new_key()
    second = MasterKeyCipher.from_file(path)
    assert second.open(key, first.seal(key, b"x", context="c"), context="c") == b"x"


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    with ThreadPoolExecutor(8) as pool:
        ciphers = list(pool.map(lambda _: MasterKeyCipher.from_file(path), range(8)))
    key = ciphers[0].new_key()
    sealed = ciphers[0].seal(key, b"x", context="c")
    assert all(cipher.open(key, sealed, context="c") == b"x" for cipher in ciphers)
    assert [file.name for file in tmp_path.iterdir()] == ["master.key"]


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    MasterKeyCipher.from_file(path)
    path.chmod(0o640)
    with pytest.raises(PlatformError, match="chmod 600"):
        MasterKeyCipher.from_file(path)


def test_a_damaged_key_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"short")
    path.chmod(0o600)
    with pytest.raises(PlatformError, match="backup"):
        MasterKeyCipher.from_file(path)
    assert path.read_bytes() == b"short"
