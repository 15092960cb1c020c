"""Decision tables over a whole population: the evaluator, DuckDB and PostgreSQL give everybody the same.

Tables end without an answer where no row applies and there is no default; that too must be the same everywhere, and is
neither "unknown" nor "does not apply".
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Final

import pytest

from tests.agreement.tables import Run, answers, comparable, load
from tests.agreement.world import RANGES, SCOPE, a_person
from yijian.core.decisions.boxed import Aggregation, DecisionTable, HitPolicy
from yijian.core.decisions.plain_tables import InputText, OutputText, RuleText, TableText, table_of
from yijian.core.decisions.table_expressions import table_expression
from yijian.core.feel import compile_expression, parse
from yijian.core.feel.lowering import lower
from yijian.core.feel.query_tree import Dialect

TABLES: Final = 60
PERSONS: Final = 80
AT_ONCE: Final = 5
POLICIES: Final[tuple[tuple[HitPolicy, Aggregation | None], ...]] = (
    ("UNIQUE", None),
    ("FIRST", None),
    ("PRIORITY", None),
    ("COLLECT", "SUM"),
    ("COLLECT", "COUNT"),
    ("COLLECT", "MAX"),
)
INPUTS: Final = {
    "mother.age": ("-", "< 60", ">= 60", "[18..80)", "not(18, 59)", "? > 50"),
    "mother.sex": ("-", '"1"', '"1", "2"', 'not("9")'),
    "mother.born": ("-", '< @"2000-01-01"', '[@"1960-02-29"..@"2024-02-29"]'),
    "flag": ("-", "true", "false"),
    "count(child)": ("-", "0", "> 1", "[1..2]"),
}


def a_table(random: Random) -> DecisionTable:
    policy, aggregation = random.choice(POLICIES)
    inputs = random.sample(sorted(INPUTS), random.randint(1, 3))
    plain = policy == "PRIORITY" or aggregation == "MAX"
    results = ("0", "10", "20") if plain else ("0", "10", "n + 1", "mother.age * 2")
    return table_of(
        TableText(
            name="t",
            hit_policy=policy,
            aggregation=aggregation,
            inputs=tuple(InputText(expression=each) for each in inputs),
            outputs=(
                OutputText(
                    values="20, 0, 10" if policy == "PRIORITY" else None,
                    default=random.choice([None, "0", "n"]),
                ),
            ),
            rules=tuple(
                RuleText(
                    when=tuple(random.choice(INPUTS[each]) for each in inputs), then=(random.choice(results),)
                )
                for _ in range(random.randint(1, 5))
            ),
        )
    )


@pytest.mark.parametrize("seed", [20_261_124, 20_261_125])
def test_a_table_gives_everybody_the_same_everywhere(seed: int, in_duckdb: Run, in_postgresql: Run) -> None:
    random = Random(seed)
    persons = [a_person(random) for _ in range(PERSONS)]
    contexts = [person.context() for person in persons]
    databases = ((Dialect.DUCKDB, in_duckdb), (Dialect.POSTGRESQL, in_postgresql))
    for _, run in databases:
        load(run, persons)
    kinds: Counter[str] = Counter()
    expressions = [table_expression(a_table(random)) for _ in range(TABLES)]
    for start in range(0, TABLES, AT_ONCE):
        some = expressions[start : start + AT_ONCE]
        lowered = [lower(each, SCOPE, ranges=RANGES) for each in some]
        found = [answers(run, lowered, dialect) for dialect, run in databases]
        for at, expression in enumerate(some):
            compiled = compile_expression(expression, roots=SCOPE)
            for number, context in enumerate(contexts):
                expected = comparable(compiled.evaluate(context).value)
                kinds["none" if expected is None else type(expected).__name__] += 1
                for given in found:
                    assert given[at][number] == expected, (seed, expression, context)
    assert min(kinds[kind] for kind in ("int", "none", "Unknown")) > 100


def test_a_fraction_may_end_without_an_answer(in_duckdb: Run) -> None:
    """Tenths on one side and nothing on the other: the numbers are made whole on the way."""
    expression = parse("(if flag then 15.5 else null) * 2 >= 31")
    random = Random(7)
    persons = [a_person(random) for _ in range(PERSONS)]
    load(in_duckdb, persons)
    ((*given,),) = answers(in_duckdb, [lower(expression, SCOPE, ranges=RANGES)], Dialect.DUCKDB)
    compiled = compile_expression(expression, roots=SCOPE)
    expected = [comparable(compiled.evaluate(person.context()).value) for person in persons]
    assert given == expected
    assert {True, None} <= set(expected)
