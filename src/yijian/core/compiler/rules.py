"""Rules of definitions, compiled once per text, and their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from yijian.core.feel import Compiled, compile_expression, free_paths
from yijian.core.feel.ast import Argument, Call, Name, Node, Number, String, Temporal, children
from yijian.core.feel.dates import ordinary, read_date
from yijian.core.feel.durations import read_duration
from yijian.core.feel.values import UNKNOWN, DaysTime, Value, YearsMonths
from yijian.core.verification.rule_uses import parse_rule

NOBODY: Final[frozenset[str]] = frozenset()
FEN_IN_YUAN: Final = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule holds. None: undecided, by the facts in `needs`, or (without needs) because it ends in null."""

    holds: bool | None
    needs: frozenset[str] = NOBODY

    @property
    def open(self) -> bool:
        """Whether facts still unknown can change the verdict."""
        return self.holds is None and bool(self.needs)


HOLDS: Final = Verdict(True)
FAILS: Final = Verdict(False)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule ready to run. `paths` are the names it reads; `literals`, `numbers` and `limits` (days and durations, also
    those written as text) the values it names."""

    text: str
    compiled: Compiled
    paths: frozenset[str]
    literals: frozenset[str]
    numbers: frozenset[Decimal]
    limits: frozenset[date | YearsMonths | DaysTime]

    def verdict(self, context: Mapping[str, Value]) -> Verdict:
        """The verdict over a context of facts; anything but true, false and unknown is undecided without needs."""
        result = self.compiled.evaluate(context)
        if isinstance(result.value, bool):
            return HOLDS if result.value else FAILS
        if result.value is UNKNOWN:
            return Verdict(None, frozenset(result.needs))
        return Verdict(None)


@lru_cache(maxsize=4096)
def rule_of(text: str) -> Rule:
    """The compiled rule of a FEEL text. Raises FeelError where the text cannot be read."""
    expression = parse_rule(text)
    nodes = list(_nodes(expression))
    return Rule(
        text=text,
        compiled=compile_expression(expression),
        paths=frozenset(free_paths(expression)),
        literals=frozenset(node.value for node in nodes if isinstance(node, String)),
        numbers=frozenset(value for node in nodes if (value := _number(node)) is not None),
        limits=frozenset(limit for node in nodes if (limit := _limit(node)) is not None),
    )


@lru_cache(maxsize=4096)
def names_by_root(text: str) -> dict[str, frozenset[str]]:
    """The concepts a rule reads by participant or role: `{"mother": {"ethnicity"}}`."""
    names: dict[str, set[str]] = {}
    for path in rule_of(text).paths:
        root, _, rest = path.partition(".")
        names.setdefault(root.partition("[")[0], set()).update([rest.partition(".")[0]] if rest else [])
    return {root: frozenset(found) for root, found in names.items()}


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's `and`: false where one fails, true where all hold, else undecided by the needs of the undecided."""
    needs: set[str] = set()
    undecided = False
    for verdict in verdicts:
        if verdict.holds is False:
            return FAILS
        if verdict.holds is None:
            undecided = True
            needs |= verdict.needs
    return Verdict(None, frozenset(needs)) if undecided else HOLDS


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's `or`: true where one holds, false where all fail, else undecided by the needs of the undecided."""
    needs: set[str] = set()
    undecided = False
    for verdict in verdicts:
        if verdict.holds:
            return HOLDS
        if verdict.holds is None:
            undecided = True
            needs |= verdict.needs
    return Verdict(None, frozenset(needs)) if undecided else FAILS


def as_condition(verdict: Verdict) -> Verdict:
    """The verdict of a `when`: null means that the condition does not apply, so it fails (as in a FEEL `if`)."""
    return FAILS if verdict.holds is None and not verdict.needs else verdict


def _number(node: Node) -> Decimal | None:
    """A number that a rule names; an amount in yuan as the fen that facts are told in."""
    match node:
        case Number(value=value):
            return value
        case Call(function=Name(name="yuan"), arguments=(Argument(value=Number(value=value)),)):
            return value * FEN_IN_YUAN
        case _:
            return None


def _limit(node: Node) -> date | YearsMonths | DaysTime | None:
    if isinstance(node, Temporal):
        return node.value if isinstance(node.value, date | YearsMonths | DaysTime) else None
    if not isinstance(node, String):
        return None
    return read_duration(node.value) or ordinary(read_date(node.value))


def _nodes(root: Node) -> Iterable[Node]:
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(children(node))
