"""Matching with a bound on the work (for `matches`, `replace` and `split`).

A pattern is compiled to a small program, and the program is run with backtracking in the order that the grammar gives to
alternatives. No pattern can take long:

* without back-references a place in the program is tried once only at a place in the text (what failed there before
  fails again), so the work grows with the length of the program times that of the text; where a loop can go round
  without taking a character, whether it has taken any tells two trials apart;
* with back-references that does not hold, and the steps are counted;
* in either case `MAX_STEPS` ends the matching with an error, at the same step on every machine. A limit in seconds
  would make the outcome of a rule depend on the load of the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.pattern_classes import variants
from yijian.core.feel.pattern_syntax import (
    Back,
    Branches,
    Edge,
    Group,
    One,
    Pattern,
    Piece,
    Repeat,
    read_pattern,
    refused,
)
from yijian.core.feel.signatures import Spend, unlimited

MAX_PATTERN: Final = 10_000
"""How many characters a pattern, and how many instructions its program may have."""
MAX_STEPS: Final = 1_000_000
"""How many instructions one call of a function may run."""


@dataclass(frozen=True, slots=True)
class Split:
    """Go on at `first`, and if that fails at `other`.

    At the end of a loop whose round may be empty, `loop` is the register of the round's beginning: an empty round ends
    the loop, which goes on at `out`.
    """

    first: int
    other: int
    loop: int | None = None
    out: int = 0


@dataclass(frozen=True, slots=True)
class Jump:
    to: int


@dataclass(frozen=True, slots=True)
class Save:
    """Note the place in the text in a register."""

    register: int


Instruction: TypeAlias = One | Edge | Back | Split | Jump | Save | None
"""`None` ends a match."""


@dataclass(frozen=True, slots=True)
class Program:
    """A pattern compiled. Registers 0 and 1 hold where the match begins and ends, 2n and 2n + 1 where group n does."""

    code: tuple[Instruction, ...]
    groups: int
    registers: int
    loops: tuple[int, ...]
    literal: bool
    memoised: bool


@dataclass(slots=True)
class _Writer:
    registers: int
    code: list[Instruction] = field(default_factory=list)
    loops: list[int] = field(default_factory=list)
    backs: bool = False

    def put(self, instruction: Instruction) -> int:
        if len(self.code) >= MAX_PATTERN:
            raise refused("太长，或重复次数太多", "it is too long, or repeats too often")
        self.code.append(instruction)
        return len(self.code) - 1

    def branches(self, branches: Branches) -> None:
        ends: list[int] = []
        for position, branch in enumerate(branches):
            last = position == len(branches) - 1
            split = -1 if last else self.put(None)
            for piece in branch:
                self.piece(piece)
            if not last:
                ends.append(self.put(None))
                self.code[split] = Split(split + 1, len(self.code))
        for end in ends:
            self.code[end] = Jump(len(self.code))

    def piece(self, piece: Piece) -> None:
        if isinstance(piece, Group):
            if piece.number is not None:
                self.put(Save(2 * piece.number))
            self.branches(piece.inner)
            if piece.number is not None:
                self.put(Save(2 * piece.number + 1))
        elif isinstance(piece, Repeat):
            self.repeat(piece)
        else:
            self.backs = self.backs or isinstance(piece, Back)
            self.put(piece)

    def repeat(self, repeat: Repeat) -> None:
        for _ in range(repeat.least - (repeat.most is None and repeat.least > 0)):
            self.piece(repeat.inner)
        if repeat.most is None:
            self.loop(repeat, optional=repeat.least == 0)
            return
        skips: list[int] = []
        for _ in range(repeat.most - repeat.least):
            skips.append(self.put(None))
            self.piece(repeat.inner)
        for skip in skips:
            self.code[skip] = self.choice(skip + 1, len(self.code), lazy=repeat.lazy)

    def loop(self, repeat: Repeat, *, optional: bool) -> None:
        """One round or more; where none will do, a way round it (so that an empty round counts as a round)."""
        around = self.put(None) if optional else -1
        register = None
        start = len(self.code)
        if _may_be_empty(repeat.inner):
            register = self.registers
            self.registers += 1
            self.loops.append(register)
            self.put(Save(register))
        self.piece(repeat.inner)
        end = self.put(None)
        after = end + 1
        self.code[end] = self.choice(start, after, lazy=repeat.lazy, loop=register)
        if optional:
            self.code[around] = self.choice(around + 1, after, lazy=repeat.lazy)

    @staticmethod
    def choice(inside: int, outside: int, *, lazy: bool, loop: int | None = None) -> Split:
        first, other = (outside, inside) if lazy else (inside, outside)
        return Split(first, other, loop, outside)


@lru_cache(maxsize=512)
def program_of(text: str, flags: str) -> Program:
    """The program of a pattern. Raises `OperationFailed` where the pattern is wrong or too large."""
    if len(text) > MAX_PATTERN:
        raise refused("太长", "it is too long")
    return _compiled(read_pattern(text, flags))


def _compiled(pattern: Pattern) -> Program:
    writer = _Writer(registers=2 * (pattern.groups + 1))
    writer.put(Save(0))
    writer.branches(pattern.branches)
    writer.put(Save(1))
    writer.put(None)
    return Program(
        tuple(writer.code),
        pattern.groups,
        writer.registers,
        tuple(writer.loops),
        pattern.literal,
        memoised=not writer.backs,
    )


def _may_be_empty(piece: Piece) -> bool:
    """Whether a piece can match without taking a character."""
    if isinstance(piece, Group):
        return any(all(map(_may_be_empty, branch)) for branch in piece.inner)
    if isinstance(piece, Repeat):
        return piece.least == 0 or _may_be_empty(piece.inner)
    return not isinstance(piece, One)


Registers: TypeAlias = tuple[int | None, ...]


class Matcher:
    """Finds the matches of one program in one text; all searches together take no more than `MAX_STEPS`.

    `spend` is told the steps of every search, so that many calls in one evaluation have a bound too.
    """

    def __init__(self, program: Program, text: str, spend: Spend = unlimited) -> None:
        self._program = program
        self._text = text
        self._spend = spend
        self._steps = 0

    def search(self, start: int = 0) -> Registers | None:
        """The registers of the first match that begins at or after `start`."""
        tried: set[tuple[int, ...]] = set()
        first = self._program.code[1]
        anchored = isinstance(first, Edge) and first.sign == "^" and not first.of_line
        before = self._steps
        try:
            for at in range(start, 1 if anchored else len(self._text) + 1):
                found = self._run(at, tried)
                if found is not None:
                    return found
            return None
        finally:
            self._spend(self._steps - before)

    def all(self) -> Iterator[Registers]:
        """The matches from left to right, none overlapping another (for programs that match no empty text)."""
        at = 0
        while (found := self.search(at)) is not None:
            yield found
            at = found[1] or 0

    def _run(self, start: int, tried: set[tuple[int, ...]]) -> Registers | None:
        code, loops, memoised = self._program.code, self._program.loops, self._program.memoised
        text, end = self._text, len(self._text)
        waiting: list[tuple[int, int, Registers]] = [(0, start, (None,) * self._program.registers)]
        steps = self._steps
        while waiting:
            place, at, registers = waiting.pop()
            while True:
                steps += 1
                if steps > MAX_STEPS:
                    self._steps = steps
                    raise OperationFailed(
                        Text("模式匹配的计算量太大", "Matching the pattern takes too much work")
                    )
                step = code[place]
                place += 1
                if isinstance(step, One):
                    if at == end or not step.belongs(text[at]):
                        break
                    at += 1
                elif isinstance(step, Save):
                    number = step.register
                    registers = (*registers[:number], at, *registers[number + 1 :])
                elif isinstance(step, Split):
                    if step.loop is not None and registers[step.loop] == at:
                        place = step.out
                        continue
                    if memoised:
                        trial = (place, at, *[registers[loop] == at for loop in loops])
                        if trial in tried:
                            break
                        tried.add(trial)
                    waiting.append((step.other, at, registers))
                    place = step.first
                elif isinstance(step, Jump):
                    place = step.to
                elif isinstance(step, Edge):
                    if not _holds(step, text, at):
                        break
                elif isinstance(step, Back):
                    length = _repeated(step, text, at, registers)
                    if length is None:
                        break
                    at += length
                else:
                    self._steps = steps
                    return registers
        self._steps = steps
        return None


def _holds(edge: Edge, text: str, at: int) -> bool:
    if edge.sign == "^":
        return at == 0 or (edge.of_line and text[at - 1] == "\n" and at < len(text))
    if at == len(text):
        return not (edge.of_line and text.endswith("\n"))
    return edge.of_line and text[at] == "\n"


def _repeated(back: Back, text: str, at: int, registers: Registers) -> int | None:
    """The length of what a back-reference matches at a place, None where it does not. A group unused matches nothing."""
    first, last = registers[2 * back.group], registers[2 * back.group + 1]
    if first is None or last is None:
        return 0
    length = last - first
    if at + length > len(text):
        return None
    if not back.ignore_case:
        return length if text.startswith(text[first:last], at) else None
    pairs = zip(text[first:last], text[at : at + length], strict=True)
    return length if all(other in variants(one) for one, other in pairs) else None
