"""The persons of the world in tables, for DuckDB and for PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from sqlglot import exp

from tests.agreement.world import CHILD, Missing, Person, fact_paths
from yijian.core.feel import BOOLEAN, DATE, INTEGER, MONEY, NOT_APPLICABLE, RATE, UNKNOWN, Type
from yijian.core.feel.lowered import Lowered
from yijian.core.feel.query_tree import (
    ColumnNames,
    Dialect,
    ListTable,
    QueryTree,
    TableLayout,
    query_tree,
)

Run: TypeAlias = Callable[[str], list[tuple[object, ...]]]
"""Runs a statement and gives its rows."""

_TYPES: Final[dict[Type, str]] = {
    BOOLEAN: "BOOLEAN",
    DATE: "DATE",
    INTEGER: "SMALLINT",
    MONEY: "BIGINT",
    RATE: "DECIMAL(9, 6)",
}
"""Narrow columns on purpose: a query that does not widen them overflows."""


def _columns(facts: Iterable[str]) -> dict[str, ColumnNames]:
    return {path: ColumnNames(path, f"{path} n/a", f"{path} none") for path in facts}


LAYOUT: Final = TableLayout(
    columns=_columns(fact_paths()),
    lists={
        "child": ListTable(
            table="children",
            key="of",
            owner_key="id",
            count="child.count",
            not_applicable="child n/a",
            columns=_columns(CHILD),
        )
    },
)


def load(run: Run, persons: Sequence[Person]) -> None:
    """Make the tables anew, with these persons in them, numbered from 0."""
    for name in ("persons", "children"):
        run(f"DROP TABLE IF EXISTS {name}")
    facts = fact_paths()
    run(
        _create("persons", ["id BIGINT", '"child.count" BIGINT', '"child n/a" BOOLEAN', *_definitions(facts)])
    )
    run(_create("children", ["of BIGINT", *_definitions(CHILD)]))
    rows = []
    members = []
    for number, person in enumerate(persons):
        children = person.children
        count = len(children) if isinstance(children, tuple) else None
        rows.append(
            [number, count, children is NOT_APPLICABLE, *_cells(person.facts[path] for path in facts)]
        )
        if isinstance(children, tuple):
            members += [[number, *_cells(child[name] for name in CHILD)] for child in children]
    _insert(run, "persons", rows)
    _insert(run, "children", members)


def _definitions(facts: Iterable[str]) -> list[str]:
    types = {**fact_paths(), **CHILD}
    found = []
    for path in facts:
        found += [f'"{path}" {_type(types[path])}', f'"{path} n/a" BOOLEAN', f'"{path} none" BOOLEAN']
    return found


def _type(type_: Type) -> str:
    return _TYPES.get(type_, "VARCHAR(10)")


def _create(table: str, columns: list[str]) -> str:
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def _cells(values: Iterable[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        missing = isinstance(value, Missing) or value is NOT_APPLICABLE
        found += [None if missing else value, value is NOT_APPLICABLE, value == Missing("none")]
    return found


def _insert(run: Run, table: str, rows: list[list[object]]) -> None:
    for start in range(0, len(rows), 100):
        values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows[start : start + 100])
        run(f"INSERT INTO {table} VALUES {values}")


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int | Decimal) else f"'{value}'"


def answers(
    run: Run, rules: Sequence[Lowered], dialect: Dialect, *, only: int | None = None
) -> list[list[object]]:
    """For each rule its outcome for each person (or for one of them), in the order of their numbers."""
    selected: list[exp.Expr] = []
    for lowered in rules:
        term = query_tree(lowered, layout=LAYOUT, dialect=dialect)
        selected += [term.value, *_flags(term)]
    query = exp.select(*selected, copy=False).from_("persons AS person").order_by("person.id")
    if only is not None:
        query = query.where(exp.column("id", table="person").eq(only))
    rows = run(query.sql(dialect=dialect.value))
    return [[_outcome(*row[at : at + 3]) for row in rows] for at in range(0, 3 * len(rules), 3)]


def _flags(term: QueryTree) -> tuple[exp.Expr, exp.Expr]:
    return term.not_applicable or exp.false(), term.none or exp.false()


def _outcome(value: object, not_applicable: object, none: object) -> object:
    """The outcome in one value: what it is, or which of the three states."""
    if not_applicable is True:
        assert value is None
        return NOT_APPLICABLE
    if none is True:
        assert value is None
        return None
    assert none is False, none
    assert not_applicable is False
    return UNKNOWN if value is None else value


def comparable(value: object) -> object:
    """An outcome of the evaluator as a database gives it."""
    if isinstance(value, Decimal):
        assert value == int(value)
        return int(value)
    assert (
        value is None
        or value is UNKNOWN
        or value is NOT_APPLICABLE
        or isinstance(value, bool | str | dt.date)
    ), value
    return value
