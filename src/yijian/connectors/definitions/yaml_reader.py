"""YAML as definitions use it: plain trees of texts, whole numbers, true, false and null, with the place of each part.

Read by the events of libyaml, never by a constructor: nothing in a file can make an object, and depth, size and
aliases are bounded before a tree exists.

Rule 1: scalars follow YAML 1.2: `yes`, `on` and `12:30` are texts, and so are dates. Stricter than its core schema,
a number with a leading zero (`01`, `0o17`) stays a text too: codes keep their zeros.
Rule 2: what could hide an error is refused: duplicate keys, anchors and aliases, tags, several documents in a file.
Rule 3: a mistake is a finding, never an exception, and reading goes on after it where that makes sense.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

import yaml

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.marks import Place

Plain: TypeAlias = dict[str, Any] | list[Any] | str | int | bool | None
Steps: TypeAlias = tuple[str | int, ...]
"""The way to a part of a file: keys, and positions in lists from 0."""

LARGEST_FILE: Final = 1_000_000
DEEPEST: Final = 40

_INTEGER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_WORDS: Final[dict[str, Plain]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_BLOCK_STYLES: Final = ("|", ">")
_NOT_HERE: Final = object()


class FilePlaces:
    """The places in a file that can be read, by path; looked for only when one is asked for, since of most files none ever
    is."""

    def __init__(self, file: str, text: str | None) -> None:
        self._file = file
        self._text = text

    @cached_property
    def by_path(self) -> dict[str, Place]:
        """The place of each part by its path (`evidence/0/when`); the whole has the empty one."""
        if self._text is None:
            return {}
        builder = _Builder(self._file, self._text.splitlines(), with_places=True)
        for event in yaml.parse(self._text, Loader=yaml.CBaseLoader):
            builder.take(event)
        return builder.places

    def of(self, steps: Steps = ()) -> Place:
        """The place of a part, or of the nearest part around it that has one."""
        while steps and _path(steps) not in self.by_path:
            steps = steps[:-1]
        return self.by_path.get(_path(steps), Place(self._file, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """What a file says; `value` is None where it cannot be read."""

    file: str
    value: Plain
    places: FilePlaces
    findings: tuple[Finding, ...]

    def place(self, steps: Steps = ()) -> Place:
        """The place of a part, or of the nearest part around it that has one."""
        return self.places.of(steps)


def _path(steps: Steps) -> str:
    return "/".join(map(str, steps))


def read_yaml(content: bytes, *, file: str) -> YamlFile:
    """The tree of a file with all that is wrong in it; `file` is the name shown in places."""
    if len(content) > LARGEST_FILE:
        return _unreadable(
            file,
            "YAML_TOO_LARGE",
            Text(f"文件超过 {LARGEST_FILE} 字节", f"The file is larger than {LARGEST_FILE} bytes"),
            Text("一个文件只写一个定义，请拆开", "Write one definition a file: split it"),
        )
    findings: list[Finding] = []
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
        findings.append(
            _finding(
                "YAML_BOM",
                Place(file, 1),
                Text("文件开头有看不见的 BOM 标记", "The file begins with an invisible byte order mark"),
                Text("另存为“UTF-8（无 BOM）”", "Save it as UTF-8 without BOM"),
                severity=Severity.WARNING,
            )
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _unreadable(
            file,
            "YAML_ENCODING",
            Text("文件不是 UTF-8 编码", "The file is not encoded in UTF-8"),
            Text("用编辑器另存为 UTF-8", "Save it as UTF-8 in your editor"),
            line=line,
        )
    builder = _Builder(file, text.splitlines())
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            builder.take(event)
    except _Refused as refused:
        builder.findings.append(refused.finding)
    except yaml.MarkedYAMLError as error:
        builder.findings.append(_syntax_finding(error, file, text))
    except yaml.reader.ReaderError as error:
        builder.findings.append(_character_finding(error, file, text))
    else:
        return YamlFile(
            file=file,
            value=builder.value,
            places=FilePlaces(file, text),
            findings=(*findings, *builder.findings),
        )
    return YamlFile(
        file=file, value=None, places=FilePlaces(file, None), findings=(*findings, *builder.findings)
    )


class _Refused(Exception):
    """Reading cannot go on."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read, and its path as a text.

    `key` waits for its value, `skipped`: that is the value of a duplicate key; `inside` one that is skipped. The place of
    a key is only made where it is wanted, from its event.
    """

    value: dict[str, Any] | list[Any]
    path: str
    inside: bool
    key: str | None = None
    skipped: bool = False
    keys: dict[str, Any] = field(default_factory=dict)


class _Builder:
    """Builds the tree from events."""

    def __init__(self, file: str, lines: list[str], *, with_places: bool = False) -> None:
        self._file = file
        self._lines = lines
        self._open: list[_Open] = []
        self._documents = 0
        self.value: Plain = None
        self.places: dict[str, Place] = {}
        self._with_places = with_places
        self.findings: list[Finding] = []

    def take(self, event: Any) -> None:
        """Take the next event. Raises _Refused where reading cannot go on."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._refuse_tag(event, event.implicit != (False, False))
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._refuse_tag(event, event.implicit)
            self._begin(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
        elif kind is yaml.AliasEvent:
            raise self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise self._refuse(
                    "YAML_SEVERAL_DOCUMENTS",
                    event,
                    Text("一个文件里有几份文档（---）", "The file holds several documents (---)"),
                    Text("一个文件只写一个定义", "Write one definition a file"),
                )

    def _alias(self, event: Any) -> _Refused:
        return self._refuse(
            "YAML_ALIAS",
            event,
            Text("用了锚点或别名（& 和 *）", "Anchors and aliases (& and *) are used"),
            Text(
                "把内容照写一遍；文字以 & 或 * 开头的，加上引号",
                "Write the content out; put a text that starts with & or * in quotes",
            ),
        )

    def _refuse(self, code: str, event: Any, message: Text, repair: Text) -> _Refused:
        return _Refused(_finding(code, self._place_of(event), message, repair))

    def _refuse_tag(self, event: Any, implicit: bool) -> None:
        if event.anchor is not None:
            raise self._alias(event)
        if event.tag is not None and not implicit:
            raise self._refuse(
                "YAML_TAG",
                event,
                Text("用了类型标签（!）", "A type tag (!) is used"),
                Text(
                    "去掉标签；文字以 ! 开头的，加上引号",
                    "Remove it; put a text that starts with ! in quotes",
                ),
            )

    def _place_of(self, event: Any, path: str = "") -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, path, mark.column + 1)

    def _scalar(self, event: Any) -> None:
        if not self._open:
            self.value = _scalar_value(event)
            line, column = self._text_start(event)
            self.places[""] = Place(self._file, line, "", column)
            return
        holder = self._open[-1]
        if holder.key is None and isinstance(holder.value, dict):
            self._key(holder, event)
            return
        step, path = _next_of(holder)
        if self._with_places and not (holder.skipped or holder.inside):
            if holder.key is not None and event.value == "" and not event.style:
                place = self._place_of(holder.keys[holder.key], path)  # nothing written: its key says more
            else:
                line, column = self._text_start(event)
                place = Place(self._file, line, path, column)
            self.places[path] = place
        self._put(_scalar_value(event), step)

    def _text_start(self, event: Any) -> tuple[int, int]:
        """Line and column (from 1) at which the text of a scalar begins: after a quote, below a block indicator."""
        line, column = event.start_mark.line, event.start_mark.column
        if event.style in _BLOCK_STYLES:
            for below in range(line + 1, min(event.end_mark.line + 1, len(self._lines))):
                if self._lines[below].strip():
                    return below + 1, len(self._lines[below]) - len(self._lines[below].lstrip()) + 1
        return line + 1, column + (2 if event.style in ("'", '"') else 1)

    def _key(self, holder: _Open, event: Any) -> None:
        key = holder.key = str(event.value)
        holder.skipped = key in holder.keys
        if holder.skipped:
            _, path = _next_of(holder)
            self.findings.append(
                Finding(
                    code="YAML_DUPLICATE_KEY",
                    severity=Severity.ERROR,
                    message=Text(f"“{key}”写了两次", f"“{key}” is written twice"),
                    places=(self._place_of(holder.keys[key], path), self._place_of(event, path)),
                    repair=Text("删去一个，或改成另一个键", "Remove one, or use another key"),
                )
            )
        else:
            holder.keys[key] = event

    def _begin(self, event: Any) -> None:
        if len(self._open) >= DEEPEST:
            raise self._refuse(
                "YAML_TOO_DEEP",
                event,
                Text(f"嵌套超过 {DEEPEST} 层", f"It is nested more than {DEEPEST} levels deep"),
                Text("检查括号和缩进", "Check the brackets and the indentation"),
            )
        holder = self._open[-1] if self._open else None
        if holder is not None and holder.key is None and isinstance(holder.value, dict):
            raise self._refuse(
                "YAML_SYNTAX",
                event,
                Text("键只能是一个词，不能是列表或映射", "A key is a word, not a list or a mapping"),
                Text("文字以 { 或 [ 开头的，加上引号", "Put a text that starts with { or [ in quotes"),
            )
        step, path = _next_of(holder)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        skipped = holder is not None and (holder.skipped or holder.inside)
        if self._with_places and not skipped:
            begins = event if holder is None or holder.key is None else holder.keys[holder.key]
            self.places[path] = self._place_of(begins, path)
        self._put(value, step)
        self._open.append(_Open(value, path, skipped))

    def _put(self, value: Plain, step: str | int) -> None:
        """Put a finished or begun value where it belongs; the value of a duplicate key belongs nowhere."""
        if not self._open:
            self.value = value
            return
        holder = self._open[-1]
        if isinstance(holder.value, list):
            holder.value.append(value)
            return
        if not holder.skipped:
            holder.value[str(step)] = value
        holder.key = None


def _next_of(holder: _Open | None) -> tuple[str | int, str]:
    """The key or position, and the path, of what comes next in a mapping or list."""
    if holder is None:
        return "", ""
    step = len(holder.value) if isinstance(holder.value, list) else holder.key or ""
    return step, f"{holder.path}/{step}" if holder.path else str(step)


def _scalar_value(event: Any) -> Plain:
    text = str(event.value)
    if event.style is not None and event.style != "":
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


def _finding(
    code: str, place: Place, message: Text, repair: Text, *, severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(code=code, severity=severity, message=message, places=(place,), repair=repair)


def _unreadable(file: str, code: str, message: Text, repair: Text, *, line: int = 1) -> YamlFile:
    finding = _finding(code, Place(file, line), message, repair)
    return YamlFile(file=file, value=None, places=FilePlaces(file, None), findings=(finding,))


def _syntax_finding(error: yaml.MarkedYAMLError, file: str, text: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    place = Place(file, line, "", column)
    lines = ["", *text.splitlines(), ""]
    written, above = (lines[line], lines[line - 1]) if line < len(lines) else ("", "")
    if "\t" in written[: len(written) - len(written.lstrip())] or written[column - 1 : column] == "\t":
        return _finding(
            "YAML_TAB",
            place,
            Text("缩进里有制表符（Tab）", "A tab is used for indentation"),
            Text("缩进只用空格", "Indent with spaces only"),
        )
    hint = Text("检查缩进、引号和括号", "Check indentation, quotes and brackets")
    if "：" in written or ("：" in above and ": " not in above):
        hint = Text(
            "键后面要用半角冒号加空格“: ”，不是全角“：”",
            "After a key write an ASCII colon and a space, not a full-width one",
        )
    elif ": " in written.partition(": ")[2]:
        hint = Text("文字里有“: ”时，整段加上引号", "Put a text that contains “: ” in quotes")
    reason = " ".join(part for part in (error.context, error.problem) if part)
    return _finding(
        "YAML_SYNTAX",
        place,
        Text(f"第 {column} 个字符处读不下去", f"It cannot be read at column {column}: {reason}"),
        hint,
    )


def _character_finding(error: yaml.reader.ReaderError, file: str, text: str) -> Finding:
    position = error.position if isinstance(error.position, int) else 0
    hidden = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    line = text.count("\n", 0, hidden.start() if hidden else position) + 1
    return _finding(
        "YAML_CHARACTER",
        Place(file, line),
        Text("文件里有不允许的控制字符", "The file holds a control character that is not allowed"),
        Text("删去这个看不见的字符", "Remove the invisible character"),
    )
