"""The static types of the verifiable subset, and which values belong to each.

A definition is typed against the dictionary: `check_types` reads a scope of these types. `money` is a whole number
of fen; a `rate` (a share, a percentage) is a number of at most `RATE_DECIMALS` decimals; `months` is a years and months duration; a `Code` is a text out of a code list.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel.values import (
    NUMBERS,
    Callback,
    Date,
    DateTime,
    DaysTime,
    RangeValue,
    TestValue,
    Time,
    Value,
    WideDate,
    YearsMonths,
    is_whole,
)

RATE_DECIMALS: Final = 6
"""How many decimals a rate has: 0.055 is 55,000 millionths wherever a rule is proved, generated or run as a query."""


@dataclass(frozen=True, slots=True)
class Type(ABC):
    """A static type."""

    @abstractmethod
    def words(self) -> Text:
        """The name of the type for a reader."""

    @abstractmethod
    def holds(self, value: Value, /) -> bool:
        """Whether a known value, as the evaluator has it, belongs to this type."""


@dataclass(frozen=True, slots=True)
class Scalar(Type):
    """A type without parts; compare with the constants of this module."""

    name: str

    def words(self) -> Text:
        return _SCALAR_WORDS[self.name]

    def holds(self, value: Value, /) -> bool:
        classes = _SCALAR_CLASSES.get(self.name)
        if classes is not None:
            return type(value) in classes
        if self.name == "context":
            return isinstance(value, Mapping)
        if self.name == "function":
            return isinstance(value, Callback)
        if type(value) is not Decimal:
            return False
        if self.name == "rate":
            return is_whole(value.scaleb(RATE_DECIMALS, NUMBERS))
        return is_whole(value)  # an integer, or money


@dataclass(frozen=True, slots=True)
class Code(Type):
    """A text out of a code list; `values` are its codes, none where the list is open."""

    list_name: str
    values: tuple[str, ...] = ()

    def words(self) -> Text:
        return Text(f"代码（{self.list_name}）", f"a code of {self.list_name}")

    def holds(self, value: Value, /) -> bool:
        return type(value) is str and (not self.values or value in self.values)


@dataclass(frozen=True, slots=True)
class ListOf(Type):
    member: Type

    def words(self) -> Text:
        member = self.member.words()
        return Text(f"列表（{member.zh}）", f"a list of {member.en}")

    def holds(self, value: Value, /) -> bool:
        return type(value) is tuple and all(map(self.member.holds, value))


@dataclass(frozen=True, slots=True)
class ContextOf(Type):
    """A group of facts by name: a role such as `mother`, or a member of a list."""

    members: Mapping[str, Type]

    def __hash__(self) -> int:
        return hash(frozenset(self.members))

    def words(self) -> Text:
        return Text("一组信息", "a group of facts")

    def holds(self, value: Value, /) -> bool:
        return isinstance(value, Mapping) and all(
            name not in value or member.holds(value[name]) for name, member in self.members.items()
        )


@dataclass(frozen=True, slots=True)
class AnyType(Type):
    """Every value: the type of a parameter that takes anything."""

    def words(self) -> Text:
        return Text("任意值", "anything")

    def holds(self, _value: Value, /) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Either(Type):
    """One of several types: for the parameters of functions."""

    options: tuple[Type, ...]

    def words(self) -> Text:
        options = [option.words() for option in self.options]
        return Text("或".join(each.zh for each in options), " or ".join(each.en for each in options))

    def holds(self, value: Value, /) -> bool:
        return any(option.holds(value) for option in self.options)


BOOLEAN: Final = Scalar("boolean")
INTEGER: Final = Scalar("integer")
NUMBER: Final = Scalar("number")
MONEY: Final = Scalar("money")
RATE: Final = Scalar("rate")
DATE: Final = Scalar("date")
MONTHS: Final = Scalar("months")
DAYS: Final = Scalar("days")
TEXT: Final = Scalar("text")
TIME: Final = Scalar("time")
DATE_TIME: Final = Scalar("date and time")
RANGE: Final = Scalar("range")
CONTEXT: Final = Scalar("context")
FUNCTION: Final = Scalar("function")
ANY: Final = AnyType()
QUANTITY: Final = Either((NUMBER, MONEY))
ORDERED: Final = Either((NUMBER, MONEY, DATE, MONTHS, DAYS, TEXT))

_SCALAR_WORDS: Final = {
    "boolean": Text("是/否", "a boolean"),
    "integer": Text("整数", "an integer"),
    "number": Text("数", "a number"),
    "money": Text("金额（分）", "an amount of money in fen"),
    "rate": Text("比率", "a rate"),
    "date": Text("日期", "a date"),
    "months": Text("年月时长", "a period of years and months"),
    "days": Text("天数时长", "a period of days"),
    "text": Text("文本", "a text"),
    "time": Text("时间", "a time"),
    "date and time": Text("日期时间", "a date and time"),
    "range": Text("区间", "a range"),
    "context": Text("上下文", "a context"),
    "function": Text("函数", "a function"),
}
_SCALAR_CLASSES: Final[dict[str, tuple[type, ...]]] = {
    "boolean": (bool,),
    "number": (Decimal,),
    "date": (Date, WideDate),
    "months": (YearsMonths,),
    "days": (DaysTime,),
    "text": (str,),
    "time": (Time,),
    "date and time": (DateTime,),
    "range": (RangeValue, TestValue),
}


def fits(given: Type, wanted: Type) -> bool:
    """Whether every value of `given` may stand where `wanted` is asked for."""
    if given == wanted or isinstance(wanted, AnyType):
        return True
    if isinstance(wanted, Either):
        return any(fits(given, option) for option in wanted.options)
    if isinstance(given, Either):
        return all(fits(option, wanted) for option in given.options)
    if isinstance(given, ListOf) and isinstance(wanted, ListOf):
        return fits(given.member, wanted.member)
    if isinstance(given, Code):
        return wanted == TEXT
    return given in (INTEGER, RATE) and wanted == NUMBER


def joined(left: Type, right: Type) -> Type | None:
    """The narrowest type that both fit, or None where values of the two cannot stand for each other."""
    if fits(left, right):
        return right
    if fits(right, left):
        return left
    if fits(left, NUMBER) and fits(right, NUMBER):
        return NUMBER
    if isinstance(left, Code) and isinstance(right, Code):
        return None
    if isinstance(left, ListOf) and isinstance(right, ListOf):
        member = joined(left.member, right.member)
        return None if member is None else ListOf(member)
    return None
