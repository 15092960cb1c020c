"""Query trees: the layout of tables, lists inside lists, and what a tree never contains."""

from __future__ import annotations

import duckdb
import pytest
from sqlglot import exp

from yijian.core.feel import (
    BOOLEAN,
    INTEGER,
    TEXT,
    ContextOf,
    FeelOutsideSubset,
    ListOf,
    compile_expression,
    parse,
)
from yijian.core.feel.lowering import Ranges, lower
from yijian.core.feel.query_tree import ColumnNames, Dialect, ListTable, TableLayout, query_tree

PET = ContextOf({"legs": INTEGER})
CHILD = ContextOf({"name": TEXT, "pets": ListOf(PET), "marks": ListOf(INTEGER)})
SCOPE = {"n": INTEGER, "flag": BOOLEAN, "child": ListOf(CHILD)}
RANGES = Ranges(numbers={"n": (-100, 100), "child.pets.legs": (0, 100), "child.marks": (0, 100)})
PETS = ListTable(
    table="pets", key="owner", owner_key="id", count="pets", columns={"legs": ColumnNames("legs")}
)
MARKS = ListTable(
    table="marks", key="pupil", owner_key="id", count="marks", columns={"": ColumnNames("mark")}
)
LAYOUT = TableLayout(
    columns={"n": ColumnNames("n"), "flag": ColumnNames("flag")},
    lists={
        "child": ListTable(
            table="children",
            key="parent",
            owner_key="id",
            count="child",
            columns={"name": ColumnNames("name")},
            lists={"pets": PETS, "marks": MARKS},
        )
    },
)
CONTEXTS: list[dict[str, object]] = [
    {"n": 4, "flag": True, "child": [{"name": "a", "pets": [{"legs": 4}, {}], "marks": [1, 2]}]},
    {
        "n": 2,
        "child": [{"name": "b", "pets": [], "marks": [7]}, {"name": "c", "pets": [{"legs": 2}], "marks": []}],
    },
    {"n": 4, "flag": False, "child": [{"name": "d", "marks": [4]}]},
    {"n": 1, "flag": False},
]


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    for statement in (
        "CREATE TABLE persons (id BIGINT, n SMALLINT, flag BOOLEAN, child BIGINT)",
        "CREATE TABLE children (id BIGINT, parent BIGINT, name TEXT, pets BIGINT, marks BIGINT)",
        "CREATE TABLE pets (owner BIGINT, legs SMALLINT)",
        "CREATE TABLE marks (pupil BIGINT, mark SMALLINT)",
        "INSERT INTO persons VALUES (1, 4, TRUE, 1), (2, 2, NULL, 2), (3, 4, FALSE, 1), (4, 1, FALSE, NULL)",
        "INSERT INTO children VALUES (10, 1, 'a', 2, 2), (20, 2, 'b', 0, 1), (21, 2, 'c', 1, 0), (30, 3, 'd', NULL, 1)",
        "INSERT INTO pets VALUES (10, 4), (10, NULL), (21, 2)",
        "INSERT INTO marks VALUES (10, 1), (10, 2), (20, 7), (30, 4)",
    ):
        made.execute(statement)
    return made


@pytest.mark.parametrize(
    "text",
    [
        "some c in child satisfies some p in c.pets satisfies p.legs = n",
        "every c in child, p in c.pets satisfies p.legs >= n",
        "some c in child satisfies count(c.pets) > 1",
        "some c in child satisfies list contains(c.marks, n)",
        "some c in child satisfies (some m in c.marks satisfies m > 6) and not(flag)",
        'count(child[item.name != "a"]) = 2',
        "every c in child satisfies flag",
        "some c in child[count(item.pets) = 0] satisfies sum(c.marks) = 7",
    ],
)
def test_lists_inside_lists_and_lists_without_parts(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    expression = parse(text)
    tree = query_tree(lower(expression, SCOPE, ranges=RANGES), layout=LAYOUT, dialect=Dialect.DUCKDB)
    query = exp.select(tree.value).from_("persons AS person").order_by("person.id")
    found = [value for (value,) in connection.execute(query.sql(dialect="duckdb")).fetchall()]
    compiled = compile_expression(expression, roots=SCOPE)
    values = [compiled.evaluate(context).value for context in CONTEXTS]
    assert found == [value if isinstance(value, bool) else None for value in values]
    assert any(value is not None for value in found)


def test_a_fact_without_a_column_is_refused() -> None:
    with pytest.raises(FeelOutsideSubset, match="no column"):
        query_tree(lower(parse("n > 1"), SCOPE), layout=TableLayout(), dialect=Dialect.DUCKDB)


def test_a_list_without_a_table_is_refused() -> None:
    lowered = lower(parse("count(child) = 1"), SCOPE, ranges=RANGES)
    with pytest.raises(FeelOutsideSubset, match="no table"):
        query_tree(lowered, layout=TableLayout(), dialect=Dialect.DUCKDB)


def test_states_that_cannot_occur_cost_nothing() -> None:
    """Without columns of flags a plain comparison is a plain comparison, that an engine can push down."""
    tree = query_tree(lower(parse("n > 1 and flag"), SCOPE), layout=LAYOUT, dialect=Dialect.DUCKDB)
    assert tree.not_applicable is None
    assert tree.none is None
    assert tree.value.find(exp.Case) is None


def test_trees_are_made_of_nodes_of_their_own() -> None:
    """What one caller changes in a tree, another does not see."""
    lowered = lower(parse("min(n, 3) > n"), SCOPE, ranges=RANGES)
    one, other = (query_tree(lowered, layout=LAYOUT, dialect=Dialect.POSTGRESQL).value for _ in range(2))
    assert one == other
    for column in one.find_all(exp.Column):
        column.set("table", exp.to_identifier("elsewhere"))
    assert one != other
    assert len({id(node) for node in one.walk()}) == sum(1 for _ in one.walk())
