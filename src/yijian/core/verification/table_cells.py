"""The cells of decision tables: each can be read, knows the names it uses, and fits the dictionary and its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from yijian.core.errors import Text
from yijian.core.feel import (
    MONEY,
    ContextOf,
    Expression,
    FeelError,
    FeelOutsideSubset,
    FeelTypeError,
    Type,
    UnaryTests,
    ast,
    check_types,
    parse,
    parse_unary_tests,
    to_text,
)
from yijian.core.feel.calls import LITERALS
from yijian.core.feel.compilation import SUBJECT
from yijian.core.vocabulary.decision_table import TableDefinition, cell_text

_Tree = TypeVar("_Tree", Expression, UnaryTests)

_ZERO_YUAN: Final = parse("yuan(0)")
_ZERO: Final = parse("0")
_EITHER: Final = ast.Boolean(True)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell: `path` inside the definition, and what to call it (第 2 行第 1 个条件)."""

    path: str
    cell: Text
    error: FeelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What the cells say. `results` has the type of each output; it is None where something does not fit."""

    problems: tuple[CellProblem, ...]
    uneven: tuple[int, ...]
    """The rows (from 0) that do not have a cell for each column."""
    results: tuple[Type, ...] | None

    @property
    def wrong(self) -> bool:
        """Whether anything is wrong but what lies outside the subset."""
        return bool(self.uneven) or any(
            not isinstance(each.error, FeelOutsideSubset) for each in self.problems
        )

    def zero(self) -> Expression:
        """What nothing adds up to in the first column of results."""
        return _ZERO_YUAN if self.results and self.results[0] == MONEY else _ZERO

    def type(self, table: TableDefinition) -> Type | None:
        """What a rule that names the table has before it: a value, or of several outputs a context of them."""
        if self.results is None:
            return None
        if len(self.results) == 1:
            return self.results[0]
        names = [output.name or "" for output in table.outputs]
        return ContextOf(dict(zip(names, self.results, strict=True)))


def cells_of(table: TableDefinition, scope: Mapping[str, Type]) -> Cells:
    """Everything about the cells of a table whose roles are typed by `scope`."""
    return _Reading(table, scope).cells()


@dataclass(slots=True)
class _Reading:
    table: TableDefinition
    scope: Mapping[str, Type]
    problems: list[CellProblem] = field(default_factory=list)

    def cells(self) -> Cells:
        table = self.table
        inputs = [self._input(at) for at in range(len(table.inputs))]
        uneven = tuple(
            at
            for at, row in enumerate(table.rules)
            if (len(row.when), len(row.then)) != (len(inputs), len(table.outputs))
        )
        for at in range(len(table.rules)):
            for column, subject in enumerate(inputs):
                if subject is not None and at not in uneven:
                    self._condition(at, column, subject)
        results = [self._output(column, uneven) for column in range(len(table.outputs))]
        typed = [each for each in results if each is not None]
        found = Cells(problems=tuple(self.problems), uneven=uneven, results=None)
        return found if found.wrong or len(typed) < len(results) else replace(found, results=tuple(typed))

    def _input(self, column: int) -> Type | None:
        """The type of what a column looks at, None where that cannot be used."""
        words = Text(f"第 {column + 1} 个输入", f"Input {column + 1}")
        path = f"inputs/{column}/expression"
        expression = self._read(path, words, self.table.inputs[column].expression, parse)
        return None if expression is None else self._type(path, words, expression, self.scope)

    def _condition(self, at: int, column: int, subject: Type) -> None:
        words = Text(f"第 {at + 1} 行第 {column + 1} 个条件", f"Row {at + 1}, condition {column + 1}")
        path = f"rules/{at}/when/{column}"
        text = cell_text(self.table.rules[at].when[column])
        if not text.strip():
            return
        tests = self._read(path, words, text, parse_unary_tests)
        if tests is not None:
            self._type(path, words, tests, {**self.scope, SUBJECT: subject})

    def _output(self, column: int, uneven: tuple[int, ...]) -> Type | None:
        """The type that the results of a column have in common."""
        output = self.table.outputs[column]
        cells = [
            (
                f"rules/{at}/then/{column}",
                Text(f"第 {at + 1} 行第 {column + 1} 个结果", f"Row {at + 1}, result {column + 1}"),
                row.then[column],
            )
            for at, row in enumerate(self.table.rules)
            if at not in uneven
        ]
        if output.default is not None:
            words = Text(f"第 {column + 1} 个输出的 default", f"The default of output {column + 1}")
            cells.append((f"outputs/{column}/default", words, output.default))
        allowed = self._values(column)
        before: tuple[Expression, Type] | None = None
        for path, words, cell in cells:
            expression = self._read(path, words, cell_text(cell), parse)
            found = None if expression is None else self._type(path, words, expression, self.scope)
            if expression is None or found is None:
                continue
            if allowed and to_text(expression) not in allowed:
                self._wrong(
                    path,
                    words,
                    Text(
                        f"“{to_text(expression)}”不在 values 里",
                        f"“{to_text(expression)}” is none of the values",
                    ),
                    Text(f"可用的值：{'、'.join(allowed)}", f"Use one of {', '.join(allowed)}"),
                )
            if before is not None:
                common = self._type(path, words, ast.If(_EITHER, before[0], expression), self.scope)
                if common is None:
                    continue
                expression, found = (before[0], common) if common == before[1] else (expression, common)
            before = expression, found
        return None if before is None else before[1]

    def _values(self, column: int) -> tuple[str, ...]:
        """The values that an output may have, in the order of priority; empty where none are declared."""
        text = self.table.outputs[column].values
        if text is None:
            return ()
        path = f"outputs/{column}/values"
        words = Text(f"第 {column + 1} 个输出的 values", f"The values of output {column + 1}")
        tests = self._read(path, words, text, parse_unary_tests)
        if tests is None:
            return ()
        if not all(_is_written_out(test) for test in tests.tests):
            self._wrong(
                path,
                words,
                Text("这里只能一个个写明值", "Values stand here, written out one by one"),
                Text("例如 300, 200, 100", "Such as 300, 200, 100"),
            )
        return tuple(map(to_text, tests.tests))

    def _read(self, path: str, words: Text, text: str, read: Callable[[str], _Tree]) -> _Tree | None:
        try:
            return read(text)
        except FeelError as problem:
            self.problems.append(CellProblem(path, words, problem))
            return None

    def _type(self, path: str, words: Text, expression: Expression, scope: Mapping[str, Type]) -> Type | None:
        checked = check_types(expression, scope)
        self.problems += [CellProblem(path, words, problem) for problem in checked.findings]
        return checked.type

    def _wrong(self, path: str, words: Text, reason: Text, repair: Text) -> None:
        self.problems.append(CellProblem(path, words, FeelTypeError(reason=reason, repair=repair)))


def _is_written_out(expression: Expression) -> bool:
    match expression:
        case ast.Negation(operand=operand):
            return isinstance(operand, LITERALS)
        case ast.Call(arguments=arguments):
            return all(isinstance(argument.value, LITERALS) for argument in arguments)
        case _:
            return isinstance(expression, LITERALS)
