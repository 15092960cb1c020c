"""Reading what others wrote: bounded files, the fields of JSON records with their places, plain text out of HTML."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yijian.connectors.imports.errors import PublishedFileRefused
from yijian.core.errors import Text

LARGEST: Final = 16 * 1024**2
"""Bytes of a file; the largest guide that was seen has 200 kB."""
MOST_DEEP: Final = 40
_BREAKS: Final = re.compile(r"<\s*(?:br|/?p|/?div|/?li|/?tr|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^<>]*>")
_NOTHING: Final = frozenset({"", "无", "暂无", "暂无。", "无。", "/", "——", "null", "None"})


def file_text(path: Path) -> str:
    """A file as text: UTF-8 (with or without a mark), else GB 18030, as spreadsheets here write it."""
    try:
        if path.stat().st_size > LARGEST:
            raise refused(path, "—", Text("文件超过 16 MB", "it is larger than 16 MB"))
        raw = path.read_bytes()
    except OSError as error:
        raise refused(path, "—", Text("读不出来", f"it cannot be read ({error.strerror})")) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(path, "—", Text("不是 UTF-8，也不是 GB 18030", "it is neither UTF-8 nor GB 18030"))


def refused(path: Path, place: str, reason: Text) -> PublishedFileRefused:
    """The refusal of a file, for a place in it."""
    return PublishedFileRefused(file=path.name, place=place, reason=reason)


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object with its place in the file (`data.approveList[2]`). Other keys than those asked for do not matter."""

    path: Path
    at: str
    fields: Mapping[str, Any]

    def text(self, *names: str) -> str:
        """The first of some fields that says something, as plain text; "" where none does."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, (str, int, float)) and not isinstance(value, bool):
                found = plain_text(number_text(value) if isinstance(value, float) else str(value))
                if found not in _NOTHING:
                    return found
        return ""

    def whole(self, *names: str) -> int | None:
        """The first of some fields that is filled, as a whole number from 0. Raises PublishedFileRefused for what is none."""
        for name in names:
            value = self.fields.get(name)
            if value is None or (isinstance(value, str) and value.strip() in _NOTHING):
                continue
            found = whole_number(value)
            if found is None:
                reason = Text(f"“{value}”不是整数", f"“{value}” is not a whole number")
                raise refused(self.path, f"{self.at}.{name}", reason)
            return found
        return None

    def part(self, name: str) -> Record:
        """An object inside; an empty one where there is none."""
        value = self.fields.get(name)
        at = f"{self.at}.{name}"
        if value in (None, ""):
            return Record(self.path, at, {})
        if not isinstance(value, dict):
            raise refused(self.path, at, Text("应当是一个对象", "it should be an object"))
        return Record(self.path, at, value)

    def records(self, name: str) -> Iterator[Record]:
        """The objects of a list inside; none where it is missing or empty."""
        value = self.fields.get(name)
        at = f"{self.at}.{name}"
        if value in (None, ""):
            return
        if not isinstance(value, list):
            raise refused(self.path, at, Text("应当是一个列表", "it should be a list"))
        for position, each in enumerate(value):
            if not isinstance(each, dict):
                raise refused(
                    self.path, f"{at}[{position}]", Text("应当是一个对象", "it should be an object")
                )
            yield Record(self.path, f"{at}[{position}]", each)


def json_record(path: Path) -> Record:
    """The record in a JSON file; what a service wraps around it (`{"code": 0, "data": …}`) is taken off."""
    text = file_text(path)
    if _deepest(text) > MOST_DEEP:
        raise refused(path, "—", Text("嵌套太深", "it is nested too deeply"))
    try:
        value = json.loads(text)
    except ValueError as error:
        raise refused(path, "—", Text("不是 JSON", f"it is not JSON ({error})")) from error
    if isinstance(value, dict) and isinstance(value.get("data"), dict):
        return Record(path, "data", value["data"])
    if not isinstance(value, dict):
        raise refused(path, "—", Text("应当是一个对象", "it should be an object"))
    return Record(path, "", value)


def _deepest(text: str) -> int:
    """How deep brackets nest, at most: those inside texts may count too."""
    deepest = depth = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def plain_text(value: str) -> str:
    """Text without markup, its lines trimmed and those that say nothing dropped."""
    text = _TAGS.sub("", _BREAKS.sub("\n", html.unescape(value)))
    lines = (re.sub(r"[ \t\u00a0\u3000]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def whole_number(value: object) -> int | None:
    """A whole number from 0 as it is written (`5`, `5.0`, "5"), None for anything else."""
    text = number_text(value) if isinstance(value, float) else str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,6}(?:\.0+)?", text):
        return None
    return int(text.partition(".")[0])


def number_text(value: float) -> str:
    """A number without the `.0` that its writer put behind it."""
    return str(int(value)) if value.is_integer() else str(value)


def several(text: str) -> tuple[str, ...]:
    """The parts of a list that was written into one field."""
    return tuple(part.strip() for part in re.split(r"[,，、;；\n^]+", text) if part.strip() not in _NOTHING)
