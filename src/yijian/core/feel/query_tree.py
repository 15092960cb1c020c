"""Rules as query trees: the same rule, run by a database over everybody.

The tree is made of `sqlglot` nodes, never of text: names and texts are quoted by the library. A fact not told is NULL,
and the conditions of SQL are then Kleene's as the evaluator has them; what does not apply is a flag beside the column,
because NULL cannot say it. Where SQL does otherwise than the rule, the tree says so in full: `CASE` takes its ELSE when
the condition is NULL, LEAST passes over NULL, integer division cuts differently, and an aggregate of an outer column
belongs to the outer query.

    lowered = lower(rule, scope)
    term = query_tree(lowered, layout=TableLayout(columns={"age": ColumnNames("age")}), dialect=Dialect.DUCKDB)
    exp.select(term.value).from_("person").sql(dialect=Dialect.DUCKDB)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlglot import exp

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel import lowered as low
from yijian.core.feel import query_tree_numbers as numbers
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.feel.lowered_numbers import refusal
from yijian.core.feel.query_tree_lists import count, quantify, total
from yijian.core.feel.query_tree_terms import (
    BIGINT,
    Dialect,
    Flag,
    Sql,
    Term,
    all_flags,
    any_flag,
    both,
    case,
    cast,
    choice,
    either,
    false,
    is_null,
    is_told,
    negated,
    null,
    strict,
    term_of,
    true,
    truth,
    whole,
)

__all__ = ["ColumnNames", "Dialect", "ListTable", "QueryTree", "TableLayout", "query_tree"]


@dataclass(frozen=True, slots=True)
class ColumnNames:
    """The column of a fact, and the columns that say where it does not apply, and where there is none.

    The column of the fact is NULL where it is not told, and wherever one of the two others is true. Those are booleans
    and never NULL.
    """

    value: str
    not_applicable: str | None = None
    none: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTable:
    """A list of facts: one row a member in a table of its own.

    `key` of that table names the row of the owner, whose column `owner_key` has the same value. `count`, a column of
    the owner, is the number of members, NULL where the list is not told or does not apply; `not_applicable`, a column of the owner, tells these two apart.
    A list whose members have no parts has its one column under the empty path.
    """

    table: str
    key: str
    owner_key: str
    count: str
    not_applicable: str | None = None
    columns: Mapping[str, ColumnNames] = field(default_factory=dict)
    lists: Mapping[str, ListTable] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """Where the facts stand: the alias of the table of persons, its columns and lists by path (`mother.ethnicity`)."""

    alias: str = "person"
    columns: Mapping[str, ColumnNames] = field(default_factory=dict)
    lists: Mapping[str, ListTable] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryTree:
    """A rule for each row: its value, NULL where it has none; and where it does not apply, and where there is none.

    None stands for a flag that never holds. Where the value is NULL and no flag holds, the rule is unknown.
    """

    value: exp.Expr
    not_applicable: exp.Expr | None = None
    none: exp.Expr | None = None


def query_tree(lowered: Lowered, *, layout: TableLayout, dialect: Dialect) -> QueryTree:
    """The rule as a query tree over the rows of the table of persons.

    Raises `FeelOutsideSubset` where a fact has no column, or a number may not fit 64 bits.
    """
    for wide in low.beyond_int64(lowered):
        raise refusal(
            wide.origin,
            Text("这个数可能超出 64 位整数", "The number may not fit 64 bits"),
            Text("请在数据元里写明各项的上限和下限", "Declare the bounds of the facts in the dictionary"),
        )
    term = Builder(layout, dialect).term(lowered)
    value, not_applicable, none = term.value, term.not_applicable, term.none
    return QueryTree(
        value=value.copy(),
        not_applicable=not_applicable and not_applicable.copy(),
        none=none and none.copy(),
    )


class Builder:
    """Builds the terms of one rule."""

    def __init__(self, layout: TableLayout, dialect: Dialect) -> None:
        self.dialect = dialect
        self._layout = layout
        self._lists: dict[low.Variable, ListTable] = {}
        self._facts: dict[low.Fact, Term] = {}

    def term(self, node: Lowered) -> Term:
        """The term of a node."""
        return _BUILDERS[type(node)](self, node)

    # Columns

    def list_table(self, source: low.ListFact, origin: ast.Expression) -> tuple[ListTable, str]:
        """The table of a list, and the alias of its owner."""
        lists = self._layout.lists if source.owner is None else self._lists[source.owner].lists
        table = lists.get(source.path)
        if table is None:
            raise refusal(
                origin,
                Text(f"“{source.path}”没有自己的表", f"There is no table for the list “{source.path}”"),
                Text("请在表的布局里写明", "Say in the layout where it stands"),
            )
        return table, self.alias(source.owner)

    def enter(self, variable: low.Variable, table: ListTable) -> str:
        """The alias under which the members of a list are read."""
        self._lists[variable] = table
        return self.alias(variable)

    def alias(self, owner: low.Variable | None) -> str:
        """The alias of the rows that an owner stands for."""
        return self._layout.alias if owner is None else f"member_{owner.number}"

    def flag(self, name: str | None, alias: str) -> Flag:
        """A column of a state."""
        return None if name is None else column(name, alias)

    def _fact(self, node: low.Fact) -> Term:
        columns = self._layout.columns if node.owner is None else self._lists[node.owner].columns
        names = columns.get(node.path)
        if names is None:
            raise refusal(
                node.origin,
                Text(f"表里没有“{node.path}”这一列", f"The table has no column for “{node.path}”"),
                Text("请在表的布局里写明", "Say in the layout where it stands"),
            )
        if node not in self._facts:
            alias = self.alias(node.owner)
            value = column(names.value, alias)
            if node.decimals:
                value = exp.Mul(this=value, expression=exp.Literal.number(10**node.decimals))
            self._facts[node] = term_of(
                cast(value, _TYPES[node.sort]),
                self.flag(names.not_applicable, alias),
                self.flag(names.none, alias),
            )
        return self._facts[node]

    def _constant(self, node: low.Constant) -> Term:
        value = node.value
        if isinstance(value, bool):
            return Term(true() if value else false())
        if isinstance(value, int):
            return Term(whole(value))
        if isinstance(value, str):
            return Term(cast(exp.Literal.string(value), "TEXT"))
        return Term(cast(exp.Literal.string(value.isoformat()), "DATE"))

    def _nothing(self, node: low.Nothing) -> Term:
        return term_of(cast(null(), _TYPES[node.sort]), None, true())

    # Conditions

    def _compare(self, node: low.Compare) -> Term:
        return compared(node.sign, self.term(node.left), self.term(node.right))

    def _chain(self, node: low.All | low.Any) -> Term:
        conditions = [truth(self.term(operand)) for operand in node.operands]
        join = both if isinstance(node, low.All) else either
        value = join(*[condition.value for condition in conditions])
        nones = [condition.none for condition in conditions]
        none = any_flag(*nones)
        if none is not None:  # not decided, and nothing that is unknown
            settled = [
                either(is_told(condition.value), *([] if flag is None else [flag]))
                for condition, flag in zip(conditions, nones, strict=True)
            ]
            none = both(is_null(value), *settled)
        return term_of(value, None, none)

    def _not(self, node: low.Not) -> Term:
        operand = self.term(node.operand)
        value = case((operand.not_applicable, true()), otherwise=negated(operand.value))
        return term_of(value, None, operand.none)

    def _is_defined(self, node: low.IsDefined) -> Term:
        operand = self.term(node.operand)
        missing = any_flag(operand.not_applicable, operand.none)
        return term_of(case((missing, false()), (is_told(operand.value), true())))

    def _choose(self, node: low.Choose) -> Term:
        condition = self.term(node.condition)
        then, otherwise = self.term(node.then), self.term(node.otherwise)
        undecided = any_flag(condition.not_applicable, condition.none)
        chosen = case((undecided, false()), otherwise=condition.value)
        same: Sql | None = None
        if not isinstance(node.then, low.Constant) or not isinstance(node.otherwise, low.Constant):
            same = case((numbers.compare("=", then.value, otherwise.value), then.value))
        elif node.then.value == node.otherwise.value:
            same = then.value

        def state(one: Flag, other: Flag) -> Flag:
            if one is None and other is None:
                return None
            shared = all_flags(one, other) or false()
            return choice(chosen, one or false(), other or false(), shared)

        return term_of(
            choice(chosen, then.value, otherwise.value, same),
            state(then.not_applicable, otherwise.not_applicable),
            state(then.none, otherwise.none),
        )

    # Calculations

    def _calculation(self, node: Any) -> Term:
        left, right = self.term(node.left), self.term(node.right)
        return strict(_CALCULATIONS[type(node)](left.value, right.value), left, right)

    def _negate(self, node: low.Negate) -> Term:
        operand = self.term(node.operand)
        return strict(numbers.negate(operand.value), operand)

    def _absolute(self, node: low.Absolute) -> Term:
        operand = self.term(node.operand)
        return strict(numbers.absolute(operand.value), operand)

    def _rounded(self, node: low.RoundedQuotient) -> Term:
        numerator = self.term(node.numerator)
        value = numbers.rounded_quotient(numerator.value, node.divisor, node.rounding, self.dialect)
        return strict(value, numerator)

    def _extreme(self, node: low.Extreme) -> Term:
        operands = [self.term(operand) for operand in node.operands]
        value = numbers.extreme([operand.value for operand in operands], greatest=node.greatest)
        return strict(value, *operands)

    # Dates

    def _add_months(self, node: low.AddMonths) -> Term:
        date, months = self.term(node.date), self.term(node.months)
        return strict(numbers.add_months(date.value, months.value, self.dialect), date, months)

    def _add_days(self, node: low.AddDays) -> Term:
        date, days = self.term(node.date), self.term(node.days)
        return strict(numbers.add_days(date.value, days.value), date, days)

    def _distance(self, node: Any) -> Term:
        start, end = self.term(node.start), self.term(node.end)
        return strict(_DISTANCES[type(node)](start.value, end.value, self.dialect), start, end)

    def _part_of_date(self, node: low.PartOfDate) -> Term:
        date = self.term(node.date)
        name = "ISODOW" if node.part == "weekday" else node.part.upper()
        return strict(numbers.part(name, date.value), date)


def column(name: str, alias: str) -> Sql:
    """A column by its quoted name."""
    return exp.column(name, table=alias, quoted=True)


def compared(sign: str, left: Term, right: Term) -> Term:
    """A comparison of two terms."""
    value = numbers.compare(sign, left.value, right.value)
    together = strict(value, left, right)
    not_applicable, none = together.not_applicable, together.none
    if none is None or sign not in ("=", "!="):
        return term_of(case((not_applicable, false()), otherwise=value), None, none)
    equal, different = (true(), false()) if sign == "=" else (false(), true())
    both_none = all_flags(left.none, right.none)
    decided = [(not_applicable, false()), (both_none, equal), (none, different)]
    return term_of(case(*decided, otherwise=value))


_TYPES: Final = {
    Sort.TRUTH: "BOOLEAN",
    Sort.WHOLE: BIGINT,
    Sort.MONTHS: BIGINT,
    Sort.DAYS: BIGINT,
    Sort.DATE: "DATE",
    Sort.SYMBOL: "TEXT",
}
_CALCULATIONS: Final[dict[type[Lowered], Callable[[Sql, Sql], Sql]]] = {
    low.Add: numbers.add,
    low.Subtract: numbers.subtract,
    low.Multiply: numbers.multiply,
}
_DISTANCES: Final[dict[type[Lowered], Callable[[Sql, Sql, Dialect], Sql]]] = {
    low.DaysBetween: lambda start, end, _dialect: numbers.days_between(start, end),
    low.FullMonths: numbers.full_months,
    low.FullYears: numbers.full_years,
}
_BUILDERS: Final[dict[type[Lowered], Callable[[Builder, Any], Term]]] = {
    low.Constant: Builder._constant,
    low.Nothing: Builder._nothing,
    low.Fact: Builder._fact,
    low.Compare: Builder._compare,
    low.All: Builder._chain,
    low.Any: Builder._chain,
    low.Not: Builder._not,
    low.IsDefined: Builder._is_defined,
    low.Choose: Builder._choose,
    low.Quantify: quantify,
    low.Count: count,
    low.Total: total,
    low.Negate: Builder._negate,
    low.Absolute: Builder._absolute,
    low.RoundedQuotient: Builder._rounded,
    low.Extreme: Builder._extreme,
    low.AddMonths: Builder._add_months,
    low.AddDays: Builder._add_days,
    low.PartOfDate: Builder._part_of_date,
    **dict.fromkeys(_CALCULATIONS, Builder._calculation),
    **dict.fromkeys(_DISTANCES, Builder._distance),
}
