"""A decision table as one expression of the rules language, so that whatever works on rules works on tables.

The evaluator with unknown facts, the query trees, the proof and the questions then see nothing new: the rows become
`if … then … else …` in the order in which the hit policy prefers them (DMN 1.5 clause 8.2.10). Law: where every fact is
known the expression has the value that the table has; but for rows that overlap where the policy forbids it, which the
check of definitions refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from yijian.core.decisions.boxed import DecisionTable, Rule
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.errors import Text
from yijian.core.feel import ast, evaluate, parse, parse_unary_tests
from yijian.core.feel.compilation import SUBJECT
from yijian.core.feel.logic import reads_subject
from yijian.core.feel.operations import compare, matches
from yijian.core.feel.values import Value

ALWAYS: Final = ast.Boolean(True)
_ENDS: Final = (ast.Range, ast.Test, ast.ListLiteral)
_ZERO: Final = parse("0")
_ONE: Final = parse("1")


def row_conditions(table: DecisionTable) -> tuple[ast.Expression, ...]:
    """The condition of each row: every input passes its tests. Raises `FeelError` for a text that cannot be read."""
    subjects = [parse(clause.expression.text) for clause in table.inputs]
    return tuple(
        _all([_passes(subject, text) for subject, text in zip(subjects, row.inputs, strict=True)])
        for row in table.rules
    )


def _passes(subject: ast.Expression, text: str) -> ast.Expression:
    """That a value passes the tests of a cell; an empty cell says what `-` says."""
    tests = parse_unary_tests(text) if text.strip() else ast.UnaryTests(())
    if not tests.tests:
        return ALWAYS
    saying = [test for test in tests.tests if reads_subject(test) and not isinstance(test, _ENDS)]
    plain = tuple(test for test in tests.tests if test not in saying)
    ways = [_of_subject(test, subject) for test in saying]
    if plain:
        ways.insert(0, ast.In(subject, ast.UnaryTests(plain)))
    passes = ways[0] if len(ways) == 1 else ast.Disjunction(tuple(ways))
    return ast.Call(ast.Name("not"), (ast.Argument(None, passes),)) if tests.negated else passes


def _of_subject(test: ast.Expression, subject: ast.Expression) -> ast.Expression:
    """A test that says `?` as a condition on what the column looks at."""

    def change(node: ast.Node) -> ast.Node:
        match node:
            case ast.Name(name=name) if name == SUBJECT:
                return subject
            case ast.In():  # inside its tests `?` is something else
                asked = change(node.subject)
                return replace(node, subject=asked) if isinstance(asked, ast.Expression) else node
            case _:
                return ast.with_children(node, change)

    changed = change(test)
    return changed if isinstance(changed, ast.Expression) else test


def _all(cells: Iterable[ast.Expression]) -> ast.Expression:
    asked = [cell for cell in cells if cell != ALWAYS]
    if not asked:
        return ALWAYS
    return asked[0] if len(asked) == 1 else ast.Conjunction(tuple(asked))


@dataclass(frozen=True, slots=True)
class Case:
    """What each output is where a condition holds."""

    condition: ast.Expression
    results: tuple[ast.Expression, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """A table as cases of which the first that holds decides; `otherwise` are the outputs where none does, null for one
    without a default."""

    cases: tuple[Case, ...]
    otherwise: tuple[ast.Expression, ...]

    def chosen(self, made: Callable[[tuple[ast.Expression, ...]], ast.Expression]) -> ast.Expression:
        """What is `made` of the outputs, by cases; neighbours of which the same is made are one."""
        together: list[tuple[list[ast.Expression], ast.Expression]] = []
        for case in self.cases:
            result = made(case.results)
            if together and together[-1][1] == result:
                together[-1][0].append(case.condition)
            else:
                together.append(([case.condition], result))
        found = made(self.otherwise)
        for conditions, result in reversed(together):
            if ALWAYS in conditions:
                found = result
            elif result != found:
                found = ast.If(_either(conditions), result, found)
        return found


def table_cases(table: DecisionTable, *, zero: ast.Expression = _ZERO) -> Cases:
    """The table as cases.

    `zero` is what nothing adds up to: an amount of money where the table collects amounts. Raises `FeelError` for a
    text that cannot be read, `ModelInvalid` for a hit policy that gives a list, or that ranks results which are not
    written out.
    """
    rows = [
        Case(condition, tuple(parse(result.text) for result in rule.outputs))
        for condition, rule in zip(row_conditions(table), table.rules, strict=True)
    ]
    otherwise = tuple(
        ast.Null() if clause.default is None else parse(clause.default.text) for clause in table.outputs
    )
    match table.hit_policy, table.aggregation:
        case ("UNIQUE" | "ANY" | "FIRST" | "PRIORITY", _) | ("COLLECT", "MIN" | "MAX"):
            cases = tuple(rows[at] for at in rows_in_order(table))
        case "COLLECT", "SUM":
            cases = _together(rows, _total(rows, zero))
        case "COLLECT", "COUNT":
            cases = _together(rows, _total([Case(row.condition, (_ONE,)) for row in rows], _ZERO))
            if table.outputs[0].default is None:
                otherwise = (_ZERO,)
        case _:
            raise ModelInvalid(
                reason=Text(
                    f"命中策略 {table.hit_policy} 得出的是一列结果，规则用不上",
                    f"The hit policy {table.hit_policy} gives a list, which no rule can use",
                ),
                element=table.label or "",
            )
    return Cases(cases, otherwise)


def table_expression(
    table: DecisionTable, *, output: int = 0, zero: ast.Expression = _ZERO
) -> ast.Expression:
    """What one output of a table is, as an expression. Where no row applies and there is no default it is null.

    Raises as `table_cases`.
    """
    return table_cases(table, zero=zero).chosen(lambda results: results[output])


def rows_in_order(table: DecisionTable) -> tuple[int, ...]:
    """The rows (from 0) in the order in which the policy prefers them: of those that hold, the first decides.

    A table that adds up or counts has no such row: there all rows that hold take part.
    """
    if table.hit_policy == "PRIORITY":
        return _by_priority(table)
    if table.aggregation in ("MIN", "MAX"):
        return _by_size(table)
    return tuple(range(len(table.rules)))


def _together(rows: Sequence[Case], total: ast.Expression) -> tuple[Case, ...]:
    """The one case of a table whose rows are put together: that some row holds."""
    conditions = [row.condition for row in rows]
    if not rows:
        return ()
    if ALWAYS in conditions:
        return (Case(ALWAYS, (total,)),)
    return (Case(_either(conditions), (total,)),)


def _either(conditions: Sequence[ast.Expression]) -> ast.Expression:
    return conditions[0] if len(conditions) == 1 else ast.Disjunction(tuple(conditions))


def _total(rows: Sequence[Case], zero: ast.Expression) -> ast.Expression:
    total: ast.Expression | None = None
    for row in rows:
        result = row.results[0]
        part = result if row.condition == ALWAYS else ast.If(row.condition, result, zero)
        total = part if total is None else ast.Arithmetic("+", total, part)
    return zero if total is None else total


# Order among results


def _by_priority(table: DecisionTable) -> tuple[int, ...]:
    """Rows by the place of their results in the lists of values: the first output counts first."""
    orders = [
        [evaluate(test, {}).value for test in parse_unary_tests(clause.values).tests] if clause.values else []
        for clause in table.outputs
    ]
    if not any(orders):
        raise ModelInvalid(
            reason=Text(
                "没有写输出值的次序，不能定优先级", "There is no order of output values to give priority by"
            ),
            element=table.label or "",
        )
    ranks = [
        tuple(_place(order, value) for order, value in zip(orders, _values(table, row), strict=True))
        for row in table.rules
    ]
    return tuple(sorted(range(len(ranks)), key=ranks.__getitem__))


def _place(order: Sequence[Value], value: Value) -> int:
    return next((at for at, each in enumerate(order) if matches(value, each) is True), len(order))


def _by_size(table: DecisionTable) -> tuple[int, ...]:
    """Rows by their result, the one that wins first."""
    sign = "<" if table.aggregation == "MIN" else ">"
    values = [_values(table, row)[0] for row in table.rules]
    order: list[int] = []
    for at, value in enumerate(values):
        better = (place for place, other in enumerate(order) if compare(sign, value, values[other]) is True)
        order.insert(next(better, len(order)), at)
    return tuple(order)


def _values(table: DecisionTable, row: Rule) -> list[Value]:
    """The results of a row that is ranked by them: they must be written out."""
    found: list[Value] = []
    for cell in row.outputs:
        result = evaluate(parse(cell.text), {})
        if result.needs or result.errors or result.value is None:
            raise ModelInvalid(
                reason=Text(
                    f"按结果的大小或次序选行的表，结果要直接写明：{cell.text}",
                    f"A table that ranks its rows by their results needs these written out: {cell.text}",
                ),
                element=table.label or "",
            )
        found.append(result.value)
    return found
