"""One rule asked of a handful of persons: by the evaluator and by a database, which must agree, and then the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.agreement.tables import Run, comparable
from tests.agreement.world import put
from yijian.core.feel import (
    BOOLEAN,
    DATE,
    NOT_APPLICABLE,
    UNKNOWN,
    Code,
    ContextOf,
    Type,
    compile_expression,
    parse,
)
from yijian.core.feel.lowering import Ranges, lower
from yijian.core.feel.query_tree import ColumnNames, Dialect, TableLayout, query_tree

Row = Mapping[str, object]
"""A person's facts by path; what is not there is unknown."""


@dataclass(frozen=True, slots=True)
class Database:
    """A database and how to speak to it."""

    run: Run
    dialect: Dialect

    def ask(
        self,
        text: str,
        types: Mapping[str, Type],
        rows: Sequence[Row],
        *,
        ranges: Ranges | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> list[object]:
        """The outcome of a rule for each person; `columns` are types of columns other than the usual ones."""
        expression, scope = parse(text), _scope(types)
        ranges = ranges or Ranges(numbers=dict.fromkeys(types, (-(10**6), 10**6)))
        layout = TableLayout(columns={path: ColumnNames(path, f"{path} n/a") for path in types})
        term = query_tree(lower(expression, scope, ranges=ranges), layout=layout, dialect=self.dialect)
        self._load(types, rows, columns or {})
        sql = [
            one.sql(dialect=self.dialect.value)
            for one in (term.value, term.not_applicable)
            if one is not None
        ]
        found = self.run(f"SELECT {', '.join(sql)} FROM asked AS person ORDER BY person.id")
        answers = [_answer(*row) for row in found]
        compiled = compile_expression(expression, roots=scope)
        assert answers == [comparable(compiled.evaluate(_context(row)).value) for row in rows]
        return answers

    def _load(self, types: Mapping[str, Type], rows: Sequence[Row], columns: Mapping[str, str]) -> None:
        self.run("DROP TABLE IF EXISTS asked")
        definitions = ["id BIGINT"]
        for path, type_ in types.items():
            column = columns.get(path) or _column_type(type_)
            definitions += [f"{_quoted(path)} {column}", f"{_quoted(f'{path} n/a')} BOOLEAN"]
        self.run(f"CREATE TABLE asked ({', '.join(definitions)})")
        for number, row in enumerate(rows):
            cells = [str(number)]
            for path in types:
                value = row.get(path)
                outside = value is NOT_APPLICABLE
                cells += ["NULL" if value is None or outside else _literal(value), str(outside).upper()]
            self.run(f"INSERT INTO asked VALUES ({', '.join(cells)})")


def _scope(types: Mapping[str, Type]) -> dict[str, Type]:
    scope: dict[str, Type] = {}
    groups: dict[str, dict[str, Type]] = {}
    for path, type_ in types.items():
        group, _, name = path.partition(".")
        if name:
            groups.setdefault(group, {})[name] = type_
        else:
            scope[path] = type_
    return {**scope, **{group: ContextOf(members) for group, members in groups.items()}}


def _context(row: Row) -> dict[str, object]:
    found: dict[str, object] = {}
    for path, value in row.items():
        put(found, path, value)
    return found


def _column_type(type_: Type) -> str:
    if type_ == BOOLEAN:
        return "BOOLEAN"
    if type_ == DATE:
        return "DATE"
    return "TEXT" if isinstance(type_, Code) or type_.words().en == "a text" else "BIGINT"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _answer(value: object, not_applicable: object = False) -> object:
    if not_applicable:
        return NOT_APPLICABLE
    return UNKNOWN if value is None else value
