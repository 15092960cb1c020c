"""Heads of days are signed under a key outside the database, and what is kept stays."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from yijian.connectors.head_book import SignedHeadBook
from yijian.core.errors import PlatformError

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def book(directory: Path) -> SignedHeadBook:
    return SignedHeadBook(keys=directory / "keys", heads=directory / "heads")


def test_what_was_kept_is_genuine_also_after_a_restart(tmp_path: Path) -> None:
    book(tmp_path).keep(day=TUESDAY, text='{"root":"b"}')
    book(tmp_path).keep(day=MONDAY, text='{"root":"一"}')
    kept = book(tmp_path).kept()
    assert [(one.day, one.text, one.genuine) for one in kept] == [
        (MONDAY, '{"root":"一"}', True),
        (TUESDAY, '{"root":"b"}', True),
    ]


def test_the_first_head_of_a_day_stays(tmp_path: Path) -> None:
    heads = book(tmp_path)
    heads.keep(day=MONDAY, text="first")
    heads.keep(day=MONDAY, text="second")
    assert [one.text for one in heads.kept()] == ["first"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"head": "x"}', '{"head": "x", "signature": "zz"}', '{"head": "x", "signature": ""}'],
)
def test_what_is_no_head_is_not_genuine(tmp_path: Path, content: str) -> None:
    heads = book(tmp_path)
    heads.keep(day=MONDAY, text="head")
    (tmp_path / "heads" / "2026-11-23.json").write_text(content)
    assert [(one.text, one.genuine) for one in heads.kept()] == [("", False)]


def test_a_changed_head_and_a_head_under_another_key_are_not_genuine(tmp_path: Path) -> None:
    heads = book(tmp_path)
    heads.keep(day=MONDAY, text="head")
    path = tmp_path / "heads" / "2026-11-23.json"
    signed = json.loads(path.read_text())
    path.write_text(json.dumps({**signed, "head": "heaD"}))
    assert [one.genuine for one in heads.kept()] == [False]
    path.write_text(json.dumps(signed))
    assert [one.genuine for one in heads.kept()] == [True]
    (tmp_path / "keys" / "journal.pem").unlink()
    assert [one.genuine for one in book(tmp_path).kept()] == [False]


def test_the_key_is_readable_by_this_account_only_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    book(tmp_path)
    key = tmp_path / "keys" / "journal.pem"
    assert key.stat().st_mode & 0o077 == 0
    assert b"PRIVATE" not in (tmp_path / "heads" / "public.pem").read_bytes()
    key.write_bytes(b"nothing")
    with pytest.raises(PlatformError, match=r"journal\.pem"):
        book(tmp_path)
