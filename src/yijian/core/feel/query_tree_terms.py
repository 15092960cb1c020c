"""The pieces of query trees: a term with its states, and conditions that cost nothing where a state cannot occur.

The law of a term: its value is SQL NULL wherever it has none; the flags `not_applicable` and `none` are never NULL, and
None where the state never occurs. So a term is unknown where its value is NULL and neither of the two holds.

Nodes are shared while a tree is built (building takes time in proportion to the rule); the finished tree is one copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Final, TypeAlias

from sqlglot import exp

Sql: TypeAlias = exp.Expr
Flag: TypeAlias = "exp.Expr | None"


class Dialect(StrEnum):
    """A database that query trees are written for."""

    DUCKDB = "duckdb"
    POSTGRESQL = "postgres"


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The states of one thing that has a value, or not: a fact, or a term that is not strict."""

    value: Sql
    not_applicable: Flag = None
    none: Flag = None

    def unknown(self) -> Sql:
        """Where a fact not told leaves it open."""
        settled = [negated(flag) for flag in (self.not_applicable, self.none) if flag is not None]
        return both(is_null(self.value), *settled)


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A value that is there exactly where everything that it depends on strictly has one."""

    value: Sql
    depends_on: tuple[States, ...] = ()

    @property
    def not_applicable(self) -> Flag:
        """Where it does not apply: one of those does not."""
        return any_flag(*[each.not_applicable for each in self.depends_on])

    @property
    def none(self) -> Flag:
        """Where there is none: there is none of one of those, and all of them apply and are told."""
        found = any_flag(*[each.none for each in self.depends_on])
        if found is None or len(self.depends_on) == 1:
            return found
        stronger = [self.not_applicable, *[each.unknown() for each in self.depends_on]]
        return both(found, *[negated(each) for each in stronger if each is not None])

    def unknown(self) -> Sql:
        """Where it is unknown: one of those is, and all of them apply."""
        found = either(*[each.unknown() for each in self.depends_on])
        not_applicable = self.not_applicable
        return found if not_applicable is None else both(found, negated(not_applicable))


def term_of(value: Sql, not_applicable: Flag = None, none: Flag = None) -> Term:
    """A term with states of its own."""
    return Term(value, (States(value, not_applicable, none),))


def strict(value: Sql, *operands: Term) -> Term:
    """The term of a calculation: strict in all its operands."""
    return Term(value, tuple(dict.fromkeys(each for operand in operands for each in operand.depends_on)))


BIGINT: Final = "BIGINT"


def whole(number: int) -> Sql:
    """A number as 64 bits."""
    literal: Sql = exp.Literal.number(abs(number))
    return exp.cast(exp.Neg(this=literal) if number < 0 else literal, BIGINT)


def null() -> Sql:
    """NULL."""
    return exp.Null()


def true() -> Sql:
    """TRUE."""
    return exp.Boolean(this=True)


def false() -> Sql:
    """FALSE."""
    return exp.Boolean(this=False)


def cast(value: Sql, type_: str) -> Sql:
    """`CAST(value AS type)`."""
    return exp.Cast(this=value, to=exp.DataType.build(type_))


_ATOMS: Final = (
    exp.Column,
    exp.Cast,
    exp.Case,
    exp.Literal,
    exp.Boolean,
    exp.Null,
    exp.Func,
    exp.Paren,
    exp.Subquery,
)


def bracketed(value: Sql) -> Sql:
    """As an operand of anything: in brackets, unless it stands for itself."""
    atom = isinstance(value, _ATOMS) and not isinstance(value, exp.Binary)  # `exp.And` is a function, too
    return value if atom else exp.Paren(this=value)


def binary(kind: type[exp.Binary], left: Sql, right: Sql) -> Sql:
    """`left kind right`."""
    return kind(this=bracketed(left), expression=bracketed(right))


def both(*conditions: Sql) -> Sql:
    """`and`; true of none."""
    return reduce(lambda one, other: binary(exp.And, one, other), conditions) if conditions else true()


def either(*conditions: Sql) -> Sql:
    """`or`; false of none."""
    return reduce(lambda one, other: binary(exp.Or, one, other), conditions) if conditions else false()


def negated(condition: Sql) -> Sql:
    """`not`."""
    return exp.Not(this=bracketed(condition))


def is_null(value: Sql) -> Sql:
    """`value IS NULL`."""
    return exp.Is(this=bracketed(value), expression=null())


def is_told(value: Sql) -> Sql:
    """`value IS NOT NULL`."""
    return negated(is_null(value))


def any_flag(*flags: Flag) -> Flag:
    """Where one of the states occurs."""
    occurring = [flag for flag in flags if flag is not None]
    return either(*occurring) if occurring else None


def all_flags(*flags: Flag) -> Flag:
    """Where all of the states occur."""
    occurring = [flag for flag in flags if flag is not None]
    return both(*occurring) if len(occurring) == len(flags) else None


def case(*branches: tuple[Flag, Sql], otherwise: Sql | None = None) -> Sql:
    """`CASE WHEN … THEN … ELSE … END`; a branch whose condition never holds is left out."""
    found = exp.Case(
        ifs=[exp.If(this=condition, true=value) for condition, value in branches if condition is not None],
        default=null() if otherwise is None else otherwise,
    )
    return found if found.args["ifs"] else found.args["default"]


def truth(term: Term) -> Term:
    """A term in a place for conditions: what does not apply counts as false."""
    not_applicable = term.not_applicable
    if not_applicable is None:
        return term
    return term_of(case((not_applicable, false()), otherwise=term.value), None, term.none)


def choice(condition: Sql, yes: Sql, no: Sql, otherwise: Sql | None = None) -> Sql:
    """`yes` where the condition is true, `no` where it is false, `otherwise` where it is NULL.

    Two conditions in one CASE, and never its ELSE for "false": an unknown condition would fall into it.
    """
    return exp.Case(
        this=condition,
        ifs=[exp.If(this=true(), true=yes), exp.If(this=false(), true=no)],
        default=otherwise or null(),
    )
