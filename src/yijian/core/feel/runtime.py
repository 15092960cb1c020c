"""What values look like while a rule is evaluated, and the state of one evaluation.

A fact that is not told is a `Pending`: it carries the paths that may still decide the value. Mappings of facts are
open (a key that is missing is a fact not told yet), so they travel as `OpenContext` with their path; contexts written
in a rule are closed and travel as `dict`. Lists travel as `tuple`.

A path in `needs` stands for everything under it: `child[1]` covers `child[1].sex`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel.ast import Node
from yijian.core.feel.errors import (
    NO_REPAIR,
    FeelError,
    FeelEvaluationError,
    FeelLimitExceeded,
    OperationFailed,
)
from yijian.core.feel.signatures import LONG_TEXT, work_of
from yijian.core.feel.times import from_python
from yijian.core.feel.values import NOT_APPLICABLE, NUMBERS, SAFE, SCALARS, UNKNOWN, DateTime, Value

MAX_WORK: Final = 2_000_000
"""How many nodes the loops of one evaluation may visit."""
MAX_ERRORS: Final = 20
MAX_FACT_DEPTH: Final = 50
NOTHING: Final[frozenset[str]] = frozenset()


class Missing:
    """The type of `MISSING`: no such name here."""


MISSING: Final = Missing()


class Pending:
    """A value that depends on facts not told yet; `needs` are their paths.

    Of a list, `membership` are the paths that decide which members it has, without those that are inside the members
    (None where the two are not told apart).
    """

    __slots__ = ("membership", "needs")

    def __init__(self, needs: frozenset[str], membership: frozenset[str] | None = None) -> None:
        self.needs = needs
        self.membership = membership

    def joined(self, other: Pending) -> Pending:
        """Pending on the facts of both."""
        return self if other.needs <= self.needs else Pending(self.needs | other.needs)


class OpenContext:
    """A group of facts and the path at which it stands."""

    __slots__ = ("members", "path")

    def __init__(self, members: Mapping[str, Value], path: str) -> None:
        self.members = members
        self.path = path


class Run:
    """The state of one evaluation."""

    __slots__ = ("errors", "facts", "moment", "slots", "tracing", "work")

    def __init__(
        self, facts: Mapping[str, Value], slot_count: int, *, moment: DateTime | None = None
    ) -> None:
        self.facts = facts
        self.moment = moment
        """What `now` and `today` go by; no rule reads a clock."""
        self.slots: list[Value] = [MISSING] * slot_count
        """The variables of the loops that are running."""
        self.errors: list[FeelError] = []
        self.work = 0
        self.tracing: list[list[object]] = []

    def fail(self, node: Node, reason: Text, repair: Text = NO_REPAIR) -> None:
        """Record why the value of `node` is null."""
        if len(self.errors) < MAX_ERRORS:
            self.errors.append(FeelEvaluationError(reason=reason, repair=repair, place=node.span))

    def look(self, value: Value, node: Node) -> None:
        """Count the work of looking at all of a value, however often its parts are shared; raises `WorkExhausted`."""
        kind = type(value)
        if kind is tuple or kind is dict or (isinstance(value, str) and len(value) >= LONG_TEXT):
            self.spend(work_of(value), node)

    def spend(self, work: int, node: Node) -> None:
        """Count work done by a loop; raises `WorkExhausted` where it is too much."""
        self.work += work
        if self.work > MAX_WORK:
            raise WorkExhausted(
                FeelLimitExceeded(
                    reason=Text("这条规则的计算量太大", "The rule takes too much work to evaluate"),
                    repair=Text("请缩短列表或拆开循环", "Shorten the lists or take the loops apart"),
                    place=node.span,
                )
            )


class WorkExhausted(Exception):
    """Ends an evaluation that has gone beyond `MAX_WORK`; `error` goes to `Result.errors`."""

    def __init__(self, error: FeelLimitExceeded) -> None:
        self.error = error
        super().__init__(str(error))


def too_many_calls() -> FeelLimitExceeded:
    """The error for functions that call each other, or themselves, too deeply."""
    return FeelLimitExceeded(
        reason=Text("函数调用嵌套太深", "Calls of functions are nested too deeply"),
        repair=Text("请检查递归的结束条件", "Check where the recursion ends"),
    )


Closure: TypeAlias = Callable[[Run], Value]


def from_fact(value: Value, path: str, depth: int = 0) -> Value:
    """A fact as the caller gave it, in the form the evaluator works on. Raises `OperationFailed` for other types."""
    kind = type(value)
    if kind in SAFE:
        return value
    if value is UNKNOWN:
        return Pending(frozenset((path,)))
    if isinstance(value, Decimal | int):  # a boolean is safe: it has gone the way of the first line
        with contextlib.suppress(decimal.DecimalException):
            exact = NUMBERS.create_decimal(value)
            if exact.is_finite():
                return exact
    if isinstance(value, Mapping):
        return OpenContext(value, path)
    if isinstance(value, dt.datetime | dt.time):
        moment = from_python(value)
        if moment is not None:
            return moment
    if isinstance(value, list | tuple):
        if depth == MAX_FACT_DEPTH:
            raise OperationFailed(
                Text(f"“{path}”的列表嵌套太深", f"The lists of “{path}” are nested too deeply")
            )
        return tuple(
            [from_fact(each, f"{path}[{position}]", depth + 1) for position, each in enumerate(value, 1)]
        )
    if isinstance(value, str):
        return str(value)  # an enumeration of texts, or another subclass
    raise OperationFailed(
        Text(
            f"“{path}”的值不是规则能用的类型（{kind.__name__}）",
            f"The value of “{path}” is of no FEEL type ({kind.__name__})",
        )
    )


def to_result(value: Value) -> Value:
    """A value of the evaluator in the form the caller sees: `UNKNOWN` for what is pending, facts as they were given."""
    if isinstance(value, Pending):
        return UNKNOWN
    if isinstance(value, OpenContext):
        return value.members
    if isinstance(value, tuple):
        return tuple(map(to_result, value))
    if isinstance(value, dict):
        return {key: to_result(member) for key, member in value.items()}
    return value


def needs_of(value: Value) -> frozenset[str]:
    """The facts that may still change a value or anything inside it."""
    kind = type(value)
    if kind in SCALARS:
        return NOTHING
    if isinstance(value, Pending):
        return value.needs
    if isinstance(value, OpenContext):
        return frozenset((value.path,))
    if isinstance(value, tuple):
        return all_needs(value)
    if isinstance(value, dict):
        return all_needs(value.values())
    return NOTHING


def all_needs(values: Iterable[Value]) -> frozenset[str]:
    """The facts that may still change one of several values."""
    needs: set[str] = set()
    for value in values:
        needs |= needs_of(value)
    return frozenset(needs) if needs else NOTHING


def not_applicable_in(value: Value) -> bool:
    """Whether a value, or anything in a list or a context, does not apply."""
    if isinstance(value, tuple):
        return any(map(not_applicable_in, value))
    return value is NOT_APPLICABLE or (
        isinstance(value, dict) and any(map(not_applicable_in, value.values()))
    )


def truth(run: Run, node: Node, value: Value) -> bool | Pending | None:
    """A value in a place for conditions: not applicable counts as false, another type as null (with an error)."""
    if value is True or value is False or value is None or type(value) is Pending:
        return value
    if value is NOT_APPLICABLE:
        return False
    run.fail(
        node,
        Text("这里需要一个条件（是或否）", "A condition (true or false) is expected here"),
        Text("请写成比较，例如 x = true", "Write a comparison, such as x = true"),
    )
    return None


def number(value: int) -> Decimal:
    """A FEEL number of a Python integer."""
    return NUMBERS.create_decimal(value)
