"""Decision tables in proofs: the condition of each row, and what the hit policy makes of overlaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.decisions.boxed import DecisionTable
from yijian.core.decisions.boxed import Rule as Row
from yijian.core.feel import Expression, Type, ast, parse, parse_unary_tests
from yijian.core.verification.proof import EFFORT
from yijian.core.verification.proof_answers import rule_for_proof
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.proof_questions import TableReport, check_table

ONE_ROW_ONLY: Final = frozenset({"UNIQUE"})
"""The hit policies under which an overlap is a defect (DMN 1.5 clause 8.2.11); under `ANY` it is one where the results of
the rows differ, under the others it is meant."""


def row_conditions(table: DecisionTable) -> tuple[Expression, ...]:
    """The condition of each row: every input passes its tests. Raises `FeelError` for a text that cannot be read."""
    return tuple(_row_condition(table, row) for row in table.rules)


def _row_condition(table: DecisionTable, row: Row) -> Expression:
    cells: list[Expression] = []
    for clause, text in zip(table.inputs, row.inputs, strict=True):
        tests = parse_unary_tests(text)
        if not tests.tests:
            continue
        passes: Expression = ast.In(parse(clause.expression.text), ast.UnaryTests(tests.tests))
        if tests.negated:
            passes = ast.Call(ast.Name("not"), (ast.Argument(None, passes),))
        cells.append(passes)
    if not cells:
        return ast.Boolean(True)
    return cells[0] if len(cells) == 1 else ast.Conjunction(tuple(cells))


def check_decision_table(
    table: DecisionTable, scope: Mapping[str, Type], *, persons: Persons, effort: int = EFFORT
) -> TableReport:
    """The overlaps, the gap, the subsumed and the dead rows of a table whose inputs read the names of `scope`.

    Raises `FeelError` for a text that cannot be read or whose types do not fit.
    """
    rows = [rule_for_proof(each, scope, ranges=persons.ranges) for each in row_conditions(table)]
    return check_table(rows, persons=persons, effort=effort)
