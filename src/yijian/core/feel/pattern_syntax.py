"""Reading patterns (XML Schema part 2, appendix F, with the additions of XPath functions 3.1, clause 5.6.1).

A pattern becomes a tree of nodes. What the grammar does not know is refused (`OperationFailed`): there are no
look-arounds, no possessive quantifiers, and no names of groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.pattern_classes import CLASSES, Belongs, CharacterSet, category, opposite, variants

MAX_DEPTH: Final = 100
MAX_REPEATS: Final = 1000
_ESCAPED: Final = {**{each: each for each in "\\|.?*+(){}-[]^$"}, "n": "\n", "r": "\r", "t": "\t"}
_SPECIAL: Final = "\\|.?*+(){}[]^$"
_WHITE: Final = " \t\n\r"
_FLAGS: Final = frozenset("smixq")


@dataclass(frozen=True, slots=True)
class One:
    """One character of a set."""

    belongs: Belongs


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning (`^`) or the end (`$`) of the text, or with the flag `m` of a line."""

    sign: str
    of_line: bool


@dataclass(frozen=True, slots=True)
class Back:
    """What a group has matched, once more."""

    group: int
    ignore_case: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A part in brackets; `number` is None where it captures nothing."""

    inner: Branches
    number: int | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """`inner` so many times (`most` None: without end), as often as possible or, `lazy`, as seldom."""

    inner: Piece
    least: int
    most: int | None
    lazy: bool


Piece: TypeAlias = One | Edge | Back | Group | Repeat
Branches: TypeAlias = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as read; `literal` under the flag `q`."""

    branches: Branches
    groups: int
    literal: bool


def refused(zh: str, en: str) -> OperationFailed:
    """A failure of a pattern."""
    return OperationFailed(Text(f"模式不对：{zh}", f"The pattern is wrong: {en}"))


def read_pattern(text: str, flags: str) -> Pattern:
    """The tree of a pattern. Raises `OperationFailed` where the pattern or the flags are not of the grammar."""
    if not _FLAGS.issuperset(flags):
        raise OperationFailed(Text("标志只能是 s、m、i、x、q", "The flags are s, m, i, x and q"))
    if "q" in flags:
        literal = tuple(One(_literal(each, ignore_case="i" in flags)) for each in text)
        return Pattern((literal,), 0, literal=True)
    reader = _Reader(_without_space(text) if "x" in flags else text, flags)
    branches = reader.branches(0)
    if reader.ahead:
        raise refused("多了一个“)”", "there is a ) too many")
    return Pattern(branches, reader.opened, literal=False)


def _literal(character: str, *, ignore_case: bool) -> Belongs:
    if not ignore_case:
        return character.__eq__
    return frozenset(variants(character)).__contains__


def _without_space(text: str) -> str:
    """The pattern without white space, but for that inside a class in square brackets."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for each in text:
        if each in _WHITE and not depth:
            continue
        kept.append(each)
        if not escaped:
            depth = max(0, depth + (each == "[") - (each == "]"))
        escaped = each == "\\" and not escaped
    return "".join(kept)


class _Reader:
    def __init__(self, text: str, flags: str) -> None:
        self._text = text
        self._at = 0
        self._flags = flags
        self._ignore_case = "i" in flags
        self._closed: set[int] = set()
        self.opened = 0

    @property
    def ahead(self) -> str:
        """The next character, empty at the end."""
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        character = self.ahead
        if not character:
            raise refused("没有写完", "it ends too early")
        self._at += 1
        return character

    def _took(self, text: str) -> bool:
        if self._text.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def branches(self, depth: int) -> Branches:
        """Alternatives up to a `)` or the end."""
        if depth > MAX_DEPTH:
            raise refused("括号嵌套太深", "the brackets are nested too deeply")
        branches = [self._branch(depth)]
        while self._took("|"):
            branches.append(self._branch(depth))
        return tuple(branches)

    def _branch(self, depth: int) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        while self.ahead and self.ahead not in "|)":
            pieces.append(self._quantified(self._atom(depth)))
        return tuple(pieces)

    def _atom(self, depth: int) -> Piece:
        character = self._take()
        if character == "(":
            return self._group(depth)
        if character == "[":
            return One(self._class(0))
        if character in "^$":
            return Edge(character, of_line="m" in self._flags)
        if character == ".":
            return One((lambda _each: True) if "s" in self._flags else (lambda each: each not in "\n\r"))
        if character == "\\":
            return self._escape()
        if character in _SPECIAL:
            raise refused(f"“{character}”不能在这里", f"{character} cannot stand here")
        return One(_literal(character, ignore_case=self._ignore_case))

    def _group(self, depth: int) -> Group:
        number = None
        if not self._took("?:"):
            self.opened += 1
            number = self.opened
        inner = self.branches(depth + 1)
        if not self._took(")"):
            raise refused("少了一个“)”", "a ) is missing")
        if number is not None:
            self._closed.add(number)
        return Group(inner, number)

    def _escape(self) -> Piece:
        if self.ahead.isascii() and self.ahead.isdigit():
            return self._back()
        single, belongs = self._escaped()
        if belongs is not None:
            return One(belongs)
        return One(_literal(single, ignore_case=self._ignore_case))

    def _back(self) -> Back:
        """A back-reference: as many digits as name a group that has begun."""
        group = int(self._take())
        while self.ahead.isascii() and self.ahead.isdigit() and group * 10 + int(self.ahead) <= self.opened:
            group = group * 10 + int(self._take())
        if group not in self._closed:
            raise refused(f"\\{group} 前面没有这个分组", f"no group before \\{group} has this number")
        return Back(group, self._ignore_case)

    def _escaped(self) -> tuple[str, Belongs | None]:
        """What stands after a backslash: one character, or a class."""
        letter = self._take()
        if letter in _ESCAPED:
            return _ESCAPED[letter], None
        if letter in CLASSES:
            return "", CLASSES[letter]
        if letter in "pP" and self._took("{"):
            end = self._text.find("}", self._at)
            name = self._text[self._at : end] if end >= 0 else ""
            belongs = category(name)
            if belongs is not None:
                self._at = end + 1
                return "", belongs if letter == "p" else opposite(belongs)
            raise refused(f"没有叫“{name}”的字符类", f"there is no class of characters “{name}”")
        raise refused(f"没有“\\{letter}”这种写法", f"\\{letter} has no meaning")

    def _class(self, depth: int) -> CharacterSet:
        """A class in square brackets, after its `[`."""
        if depth > MAX_DEPTH:
            raise refused("括号嵌套太深", "the brackets are nested too deeply")
        negated = self._took("^")
        ranges: list[tuple[int, int]] = []
        classes: list[Belongs] = []
        less: CharacterSet | None = None
        while not self._took("]"):
            if (ranges or classes) and self._took("-["):
                less = self._class(depth + 1)
                if not self._took("]"):
                    raise refused("减去的字符类必须写在最后", "what is subtracted must stand last in a class")
                break
            self._class_member(ranges, classes)
        if not ranges and not classes:
            raise refused("方括号里没有字符", "the square brackets are empty")
        return CharacterSet(tuple(ranges), tuple(classes), negated, less, self._ignore_case)

    def _class_member(self, ranges: list[tuple[int, int]], classes: list[Belongs]) -> None:
        first = self._class_character(classes, at_edge=not ranges and not classes)
        if first is None:
            return
        following = self._text[self._at + 1 : self._at + 2]
        if self.ahead != "-" or following in ("]", "["):
            ranges.append((ord(first), ord(first)))
            return
        self._take()
        last = self._class_character([], at_edge=False)
        if last is None or last < first:
            raise refused("字符区间的两端不对", "the ends of a range of characters are wrong")
        ranges.append((ord(first), ord(last)))

    def _class_character(self, classes: list[Belongs], *, at_edge: bool) -> str | None:
        """A character of a class; None where it was a whole class, which is noted."""
        character = self._take()
        if character == "\\":
            single, belongs = self._escaped()
            if belongs is not None:
                classes.append(belongs)
                return None
            return single
        if character == "[" or (character == "-" and not at_edge and self.ahead != "]"):
            raise refused(
                f"方括号里的“{character}”须写成“\\{character}”", f"write \\{character} in square brackets"
            )
        return character

    def _quantified(self, atom: Piece) -> Piece:
        piece = atom
        if self.ahead in ("?", "*", "+", "{") and self.ahead:
            least, most = self._counts()
            piece = Repeat(atom, least, most, lazy=self._took("?"))
        return piece

    def _counts(self) -> tuple[int, int | None]:
        sign = self._take()
        if sign != "{":
            return {"?": (0, 1), "*": (0, None), "+": (1, None)}[sign]
        least = self._number()
        most: int | None = least
        if self._took(","):
            most = None if self.ahead == "}" else self._number()
        if not self._took("}") or (most is not None and most < least):
            raise refused("次数写得不对", "the number of times is wrong")
        return least, most

    def _number(self) -> int:
        start = self._at
        while self.ahead.isascii() and self.ahead.isdigit():
            self._at += 1
        digits = self._text[start : self._at]
        if not digits or len(digits) > 9 or int(digits) > MAX_REPEATS:
            raise refused(f"次数须为 0 至 {MAX_REPEATS}", f"write a number of times from 0 to {MAX_REPEATS}")
        return int(digits)
