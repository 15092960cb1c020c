"""No line of the log holds an identifier, whichever library writes it and however deep the value lies."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import structlog
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yijian.core.cases.application_refusals import NotAdmitted
from yijian.demonstration.persons import all_persons
from yijian.site.logging import configure_logging, described, logging_settings
from yijian.site.masking import MASK, masked_text

IDENTIFIERS = tuple(
    sorted(
        {person.id_number for person in all_persons()}
        | {person.mobile for person in all_persons()}
        | {"6222000011112222333", "liu@example.org", "E12345678", "H1234567890", "05012345"}
    )
)
LINES = st.sampled_from(
    [
        "",
        "手机 ",
        "got '",
        '{"id_number": "',
        "http://x/query/?q=",
        "Key (id_number)=(",
        "身份证号",
        "a\n",
        "x=",
        "\\u5f20",
    ]
)
ENDS = st.sampled_from(["", " 不对", "'", '"}', "&n=1", ") already exists", "，", "\n"])


def grouped(identifier: str) -> Iterator[str]:
    """The ways in which people write a number."""
    yield identifier
    if identifier[:-1].isdigit() and len(identifier) > 9:  # a short one in groups looks like anything
        yield " ".join(identifier[at : at + 4] for at in range(0, len(identifier), 4))
        yield f"{identifier[:3]}-{identifier[3:7]}-{identifier[7:]}"
        yield "".join(chr(ord(sign) + 0xFEE0) for sign in identifier)
        yield f"+86 {identifier}"
    yield identifier.lower()


said = st.builds(
    "{}{}{}".format,
    LINES,
    st.sampled_from(IDENTIFIERS).flatmap(lambda one: st.sampled_from(tuple(grouped(one)))),
    ENDS,
)
nested = st.recursive(
    said | said.map(lambda text: text.encode()) | st.sampled_from(IDENTIFIERS).filter(str.isdigit).map(int),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(said, inner, max_size=3)
        | inner.map(lambda value: ValueError(value))
    ),
    max_leaves=6,
)


def plain(text: str) -> str:
    """A line as somebody searching for a number would read it."""
    narrow = text.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})
    return re.sub(r"[ \n-]", "", narrow.upper())


def told(lines: str) -> list[str]:
    read = plain(lines)
    return [one for one in IDENTIFIERS if one.upper() in read]


@contextmanager
def log(*, for_people: bool = False) -> Iterator[Callable[[], str]]:
    """Logging as an installation has it, into memory; what was there before comes back."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    structlog_before = structlog.get_config()
    configure_logging(for_people=for_people)
    written = io.StringIO()
    handler = root.handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(written)
    try:
        yield written.getvalue
    finally:
        root.handlers, root.level = before, level
        structlog.configure(**structlog_before)


@settings(deadline=None, max_examples=60)
@given(said, nested)
@example("13800138000", {"deep": [{"deeper": ("431234199001011234",)}]})
def test_no_identifier_survives_in_a_line_of_ours(event: str, value: object) -> None:
    for for_people in (False, True):
        with log(for_people=for_people) as lines:
            structlog.get_logger("test").warning(event, value=value, listed=[value])
            assert lines()
            assert not told(lines())


@settings(deadline=None, max_examples=60)
@given(said, nested)
def test_no_identifier_survives_in_a_line_of_a_library(message: str, value: object) -> None:
    with log() as lines:
        for name in ("django.request", "axes", "_granian", "httpx", "some.library"):
            logging.getLogger(name).error("%s and %s", message, value)
            logging.getLogger(name).error(message, extra={"request": value})
        assert len(lines().splitlines()) == 10
        assert not told(lines())


@settings(deadline=None, max_examples=60)
@given(said)
def test_no_identifier_survives_in_an_exception(message: str) -> None:
    def inner(local: str) -> None:
        raise KeyError(local)

    with log() as lines:
        try:
            try:
                inner(message)
            except KeyError as error:
                raise RuntimeError(f"while working on 王某花 {message}") from error
        except RuntimeError:
            logging.getLogger("django.request").exception("Internal Server Error: /cases/%s/", message)
            structlog.get_logger("test").exception("failed")
        written = lines()
    assert not told(written)
    assert "王某花" not in written
    for line in written.splitlines():
        newest, cause = json.loads(line)["exception"]
        assert (newest["kind"], cause["kind"]) == ("RuntimeError", "KeyError")
        assert any(place.endswith(" inner") for place in cause["at"])


def test_an_error_of_ours_is_told_by_its_code() -> None:
    (found,) = described(NotAdmitted(conditions="父母双方都是长沙户籍"))
    assert found["what"] == NotAdmitted.code


@pytest.mark.parametrize(
    "kept",
    ["430100-20261124-000123", "2026-11-24T10:00:00+08:00", "2026-11-24", "police.birth-registration[2]", "9f" * 32,
     "timer.failed", "127.0.0.1", "HTTP 503", "VERSION_CONFLICT"],
)  # fmt: skip
def test_what_a_log_is_for_stays_readable(kept: str) -> None:
    assert masked_text(f"case {kept} done") == f"case {kept} done"


def test_tokens_in_addresses_are_masked() -> None:
    token = "qpbMlxVXTXGpFYbIxh_0W0sIIO-Q8g9hXxkhFvXNPDQ"
    assert masked_text(f"/co-sign/{token}/") == f"/co-sign/{MASK}/"


def test_what_is_named_a_secret_is_never_written() -> None:
    with log() as lines:
        structlog.get_logger("test").info("signed_in", password="aprilregen", post_body="a=b", name="王某花")
        (line,) = lines().splitlines()
    assert json.loads(line)["event"] == "signed_in"
    assert not {"aprilregen", "a=b", "王某花"} & {str(value) for value in json.loads(line).values()}


def test_libraries_write_through_the_one_handler() -> None:
    settings = logging_settings(for_people=False)
    assert all(each["handlers"] == [] and each["propagate"] for each in settings["loggers"].values())
    assert list(settings["handlers"]) == settings["root"]["handlers"]


def test_people_read_where_an_exception_came_from() -> None:
    with log(for_people=True) as lines:
        try:
            raise KeyError("no such page")
        except KeyError:
            logging.getLogger("django.request").exception("Internal Server Error")
        assert "Internal Server Error" in lines()
        assert "KeyError: 'no such page'" in lines()
        assert "test_people_read_where_an_exception_came_from" in lines()
