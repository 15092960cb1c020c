"""From boxed expressions to one tree of the rules language (DMN 1.5 clause 10.2): read once, compiled once.

What a box gives is what the FEEL of the same meaning gives; the specification defines it so (10.2.2). A text that
cannot be read becomes a `Broken` node: that value is null, and the rest of the model works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from yijian.core.decisions import boxed
from yijian.core.decisions.item_types import ANY, ItemType
from yijian.core.decisions.model import FEEL_LANGUAGES
from yijian.core.decisions.nodes import (
    Broken,
    Conforming,
    Function,
    ModelParameter,
    StrictBox,
    StrictCondition,
    Table,
    TableInput,
    TableOutput,
    TableRule,
)
from yijian.core.decisions.type_space import TypeSpace
from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.errors import FeelError, FeelNotSupported, FeelSyntaxError
from yijian.core.feel.parser import parse, parse_unary_tests


class Translator:
    """Translates the expressions of one model."""

    def __init__(self, types: TypeSpace, language: str | None = None) -> None:
        self._types = types
        self._language = language

    def expression(self, box: boxed.Boxed | None, names: frozenset[str], what: str) -> ast.Expression:
        """The tree of an expression in which `names` are known; `what` is the name of what it gives."""
        if box is None:
            return Broken(FeelSyntaxError(reason=Text(f"“{what}”没有表达式", f"“{what}” has no expression")))
        return self.conforming(_TRANSLATIONS[type(box)](self, box, names, what), box.type_ref, what)

    def conforming(self, value: ast.Expression, reference: str | None, what: str) -> ast.Expression:
        """The value brought to the type of a reference."""
        target = self._types.resolve(reference)
        return value if target is ANY else Conforming(value, target, what, span=value.span)

    def type_of(self, reference: str | None) -> ItemType:
        """The type of a reference."""
        return self._types.resolve(reference)

    def _literal(self, box: boxed.LiteralExpression, names: frozenset[str], _what: str) -> ast.Expression:
        language = box.language or self._language
        if language is not None and language not in FEEL_LANGUAGES:
            return Broken(
                FeelNotSupported(
                    reason=Text(
                        f"表达式的语言“{language}”不是 FEEL", f"The language of the expression is {language}"
                    )
                )
            )
        return self.text(box.text, names)

    def text(self, text: str, names: frozenset[str]) -> ast.Expression:
        """The tree of a text of FEEL."""
        return _read(lambda: parse(text, names=names))

    def _context(self, box: boxed.BoxedContext, names: frozenset[str], what: str) -> ast.Expression:
        entries: list[ast.Entry] = []
        result: ast.Expression | None = None
        for entry in box.entries:
            if entry.variable is None:
                result = self.expression(entry.value, names, what)
                continue
            name = entry.variable.name
            value = self.expression(entry.value, names, name)
            entries.append(ast.Entry(name, self.conforming(value, entry.variable.type_ref, name)))
            names |= {name}
        if result is None:
            return ast.ContextLiteral(tuple(entries))
        return ast.Path(ast.ContextLiteral((*entries, ast.Entry(_RESULT, result))), _RESULT)

    def _list(self, box: boxed.BoxedList, names: frozenset[str], what: str) -> ast.Expression:
        return ast.ListLiteral(tuple(self.expression(item, names, what) for item in box.items))

    def _relation(self, box: boxed.Relation, names: frozenset[str], _what: str) -> ast.Expression:
        rows = []
        for row in box.rows:
            entries = [
                ast.Entry(
                    column.name,
                    self.conforming(self.expression(cell, names, column.name), column.type_ref, column.name),
                )
                for column, cell in zip(box.columns, row, strict=True)
            ]
            rows.append(ast.ContextLiteral(tuple(entries)))
        return ast.ListLiteral(tuple(rows))

    def _function(self, box: boxed.FunctionDefinition, names: frozenset[str], what: str) -> ast.Expression:
        parameters = tuple(
            ModelParameter(each.name, self._types.resolve(each.type_ref)) for each in box.parameters
        )
        for each in parameters:
            names |= {each.name, *each.target.names_inside()}
        if box.kind != "FEEL":
            return Function(parameters, Broken(foreign_function(what, box.kind)))
        return Function(parameters, self.expression(box.body, names, what))

    def _invocation(self, box: boxed.Invocation, names: frozenset[str], what: str) -> ast.Expression:
        arguments = []
        for binding in box.bindings:
            name = binding.parameter.name
            value = ast.Null() if binding.value is None else self.expression(binding.value, names, name)
            arguments.append(ast.Argument(name, self.conforming(value, binding.parameter.type_ref, name)))
        return ast.Call(self.expression(box.function, names, what), tuple(arguments))

    def _conditional(self, box: boxed.Conditional, names: frozenset[str], what: str) -> ast.Expression:
        condition, then, otherwise = (
            self.expression(each, names, what) for each in (box.condition, box.then, box.otherwise)
        )
        return ast.If(condition, then, otherwise)

    def _filter(self, box: boxed.BoxedFilter, names: frozenset[str], what: str) -> ast.Expression:
        match = StrictCondition(self.expression(box.match, names | {"item"}, what))
        return StrictBox(ast.Filter(self.expression(box.source, names, what), match))

    def _iteration(self, box: boxed.Iteration, names: frozenset[str], what: str) -> ast.Expression:
        name = box.variable.name
        domain = self.conforming(self.expression(box.domain, names, what), box.variable.type_ref, name)
        iterators = (ast.Iterator(name, domain),)
        result = self.expression(box.result, names | {name, "partial"}, what)
        if box.kind == "for":
            return ast.For(iterators, result)
        return StrictBox(ast.Quantified(box.kind, iterators, StrictCondition(result)))

    def table(self, box: boxed.DecisionTable, names: frozenset[str], what: str) -> ast.Expression:
        """The tree of a decision table."""
        titles = [clause.name for clause in box.outputs]
        if len(titles) > 1 and (None in titles or len(set(titles)) < len(titles)):
            return Broken(
                FeelSyntaxError(
                    reason=Text(
                        f"决策表“{what}”有几个输出，名称须齐全且不同",
                        f"The table “{what}” has several outputs, which need names of their own",
                    )
                )
            )
        inside = names | {"?"}
        inputs = tuple(
            TableInput(
                self.expression(clause.expression, names, what),
                _tests(clause.values, inside) if clause.values else None,
            )
            for clause in box.inputs
        )
        outputs = tuple(
            self._output(
                clause, clause.type_ref or (box.type_ref if len(box.outputs) == 1 else None), names, what
            )
            for clause in box.outputs
        )
        rules = tuple(
            TableRule(
                tuple(_condition(test, inside) for test in rule.inputs),
                tuple(
                    self.conforming(
                        self.expression(result, names, what), clause.type_ref, clause.name or what
                    )
                    for result, clause in zip(rule.outputs, box.outputs, strict=True)
                ),
            )
            for rule in box.rules
        )
        return Table(inputs, outputs, rules, box.hit_policy, box.aggregation)

    def _output(
        self, clause: boxed.OutputClause, reference: str | None, names: frozenset[str], what: str
    ) -> TableOutput:
        name = clause.name or what
        allowed = _tests(clause.values, names).tests if clause.values else ()
        order = clause.values or self._types.resolve(reference).values
        priorities = _tests(order, names).tests if order else ()
        default = None
        if clause.default is not None:
            default = self.conforming(self.expression(clause.default, names, name), clause.type_ref, name)
        return TableOutput(name, allowed, priorities, default)


_RESULT: Final = ""
"""The name of the entry that is the result of a boxed context: no text can hold it."""

_TRANSLATIONS: Final[dict[type[boxed.Boxed], Callable[..., Any]]] = {
    boxed.LiteralExpression: Translator._literal,
    boxed.BoxedContext: Translator._context,
    boxed.BoxedList: Translator._list,
    boxed.Relation: Translator._relation,
    boxed.FunctionDefinition: Translator._function,
    boxed.Invocation: Translator._invocation,
    boxed.Conditional: Translator._conditional,
    boxed.BoxedFilter: Translator._filter,
    boxed.Iteration: Translator._iteration,
    boxed.DecisionTable: Translator.table,
}


def foreign_function(name: str, kind: str) -> FeelNotSupported:
    """Why a function that is written in another language has no result."""
    return FeelNotSupported(
        reason=Text(
            f"函数“{name}”用 {kind} 写成，这里不运行",
            f"The function “{name}” is written in {kind}: not run here",
        )
    )


def _read(read: Callable[[], ast.Expression]) -> ast.Expression:
    try:
        return read()
    except FeelError as error:
        return Broken(error)


def _condition(text: str, names: frozenset[str]) -> ast.Expression:
    """The condition of a cell; an empty one always holds."""
    if not text.strip():
        return ast.UnaryTests(())
    return _read(lambda: parse_unary_tests(text, names=names))


def _tests(text: str, names: frozenset[str]) -> ast.UnaryTests:
    """The tests of allowed values."""
    read = _condition(text, names)
    return read if isinstance(read, ast.UnaryTests) else ast.UnaryTests((read,))


def keys_in(tree: ast.Node) -> Iterable[str]:
    """The keys of all contexts written in a tree: what a path on its value may name."""
    waiting: list[ast.Node] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Entry):
            yield node.key
        waiting.extend(ast.children(node))
