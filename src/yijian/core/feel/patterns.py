"""`matches`, `replace` and `split` over XPath patterns (DMN 1.5 table 74, XPath functions 3.1 clauses 5.6.2 to 5.6.4)."""

from __future__ import annotations

from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import MAX_TEXT
from yijian.core.feel.pattern_matching import Matcher, Program, Registers, program_of
from yijian.core.feel.signatures import Spend, unlimited

_EMPTY: Final = Text("模式不能匹配空文本", "The pattern must not match the empty text")


def matches(text: str, pattern: str, flags: str = "", spend: Spend = unlimited) -> bool:
    """Whether a pattern matches any part of a text. Raises `OperationFailed` as all functions here."""
    return Matcher(program_of(pattern, flags), text, spend).search() is not None


def replace(text: str, pattern: str, replacement: str, flags: str = "", spend: Spend = unlimited) -> str:
    """The text with every match replaced; in the replacement `$n` is what group n matched, `$0` the whole match."""
    program = _finding(pattern, flags)
    parts = [replacement] if program.literal else _replacement(replacement, program.groups)
    result: list[str] = []
    at = size = 0
    for found in Matcher(program, text, spend).all():
        start, end = _span(found, 0)
        new = "".join(part if isinstance(part, str) else text[slice(*_span(found, part))] for part in parts)
        size += len(new)
        if size > MAX_TEXT:
            raise OperationFailed(Text("结果太长", "The result is too long"))
        result += (text[at:start], new)
        at = end
    return "".join((*result, text[at:]))


def split(text: str, pattern: str, spend: Spend = unlimited) -> tuple[str, ...]:
    """The parts of a text between the matches of a pattern, empty ones too."""
    parts: list[str] = []
    at = 0
    for found in Matcher(_finding(pattern, ""), text, spend).all():
        start, end = _span(found, 0)
        parts.append(text[at:start])
        at = end
    return (*parts, text[at:])


def _finding(pattern: str, flags: str) -> Program:
    """The program of a pattern that matches no empty text."""
    program = program_of(pattern, flags)
    if Matcher(program, "").search() is not None:
        raise OperationFailed(_EMPTY)
    return program


def _span(found: Registers, group: int) -> tuple[int, int]:
    """Where a group begins and ends; of one that took no part, nothing."""
    start, end = found[2 * group : 2 * group + 2]
    return (0, 0) if start is None or end is None else (start, end)


def _replacement(text: str, groups: int) -> list[str | int]:
    """The parts of a replacement: texts, and the numbers of groups."""
    parts: list[str | int] = []
    at = 0
    while at < len(text):
        character, following = text[at], text[at + 1 : at + 2]
        at += 1
        if character == "\\":
            if following not in ("\\", "$"):
                raise OperationFailed(
                    Text("替换文本里“\\”后面只能是“\\”或“$”", "In a replacement only \\ or $ may follow \\")
                )
            parts.append(following)
            at += 1
        elif character == "$":
            if not (following.isascii() and following.isdigit()):
                raise OperationFailed(
                    Text(
                        "替换文本里“$”后面须是分组的号码",
                        "In a replacement the number of a group must follow $",
                    )
                )
            group = int(following)
            at += 1
            while (
                (digit := text[at : at + 1]).isascii()
                and digit.isdigit()
                and group * 10 + int(digit) <= groups
            ):
                group = group * 10 + int(digit)
                at += 1
            parts.append(group if group <= groups else "")
        else:
            parts.append(character)
    return parts
