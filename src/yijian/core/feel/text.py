"""From the tree back to text. Law: `parse(to_text(tree), names=…) == tree`, with the declared names the tree uses.

Each printer calls `_in` directly: with fewer calls a level the deepest tree allowed prints in a stack already half full.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from yijian.core.feel import ast
from yijian.core.feel.lexer import WORD
from yijian.core.feel.operator_stack import AND, COMPARISON, INFIX, MINUS, OR, SUM
from yijian.core.feel.temporal import temporal_text

TEST, WHOLE, POSTFIX, PRIMARY = -1, 0, 8, 9
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_text(expression: ast.Expression) -> str:
    """The rule in FEEL, on one line, with no more brackets than it needs."""
    ast.check_depth(expression)
    return _in(expression, TEST if isinstance(expression, ast.UnaryTests) else WHOLE)


def quoted(value: str) -> str:
    """A FEEL string literal."""
    return '"' + "".join(map(_character, value)) + '"'


def _character(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    return f"\\u{ord(character):04X}" if ord(character) <= 0xFFFF else f"\\U{ord(character):06X}"


def _in(node: ast.Expression, level: int) -> str:
    """The text of a node, in brackets where it binds less tightly than its place asks."""
    own, printer = _PRINTERS[type(node)]
    if isinstance(node, ast.Arithmetic):
        own = INFIX[node.operator]
    text = printer(node)
    return text if own >= level else f"({text})"


def _items(node: ast.ListLiteral) -> str:
    return f"[{', '.join([_in(item, TEST) for item in node.items])}]"


def _conjunction(node: ast.Conjunction) -> str:
    return " and ".join([_in(operand, COMPARISON) for operand in node.operands])


def _disjunction(node: ast.Disjunction) -> str:
    return " or ".join([_in(operand, AND) for operand in node.operands])


def _arithmetic(node: ast.Arithmetic) -> str:
    level = INFIX[node.operator]
    return f"{_in(node.left, level)} {node.operator} {_in(node.right, level + 1)}"


def _unary_tests(node: ast.UnaryTests) -> str:
    text = ", ".join([_in(test, TEST) for test in node.tests]) or "-"
    return f"not({text})" if node.negated else text


def _membership(node: ast.In) -> str:
    tests = node.tests.tests
    bare = len(tests) == 1 and isinstance(tests[0], ast.Range)
    return f"{_in(node.subject, SUM)} in {_in(tests[0], TEST) if bare else f'({_unary_tests(node.tests)})'}"


def _range(node: ast.Range) -> str:
    opening, closing = "[" if node.low_included else "(", "]" if node.high_included else ")"
    return f"{opening}{_in(node.low, SUM)}..{_in(node.high, SUM)}{closing}"


def _context(node: ast.ContextLiteral) -> str:
    entries = [
        f"{each.key if re.fullmatch(WORD, each.key) else quoted(each.key)}: {_in(each.value, WHOLE)}"
        for each in node.entries
    ]
    return "{" + ", ".join(entries) + "}"


def _call(node: ast.Call) -> str:
    arguments = [
        (f"{each.name}: " if each.name is not None else "") + _in(each.value, WHOLE)
        for each in node.arguments
    ]
    return f"{_in(node.function, POSTFIX)}({', '.join(arguments)})"


def _parameter(node: ast.Parameter) -> str:
    return node.name if node.type is None else f"{node.name}: {node.type}"


def _function(node: ast.FunctionDefinition) -> str:
    external = "external " if node.external else ""
    return f"function({', '.join(map(_parameter, node.parameters))}) {external}{_in(node.body, WHOLE)}"


def _if(node: ast.If) -> str:
    return f"if {_in(node.condition, WHOLE)} then {_in(node.then, WHOLE)} else {_in(node.otherwise, WHOLE)}"


def _iterators(iterators: tuple[ast.Iterator, ...]) -> str:
    return ", ".join([f"{each.variable} in {_in(each.domain, WHOLE)}" for each in iterators])


def _quantified(node: ast.Quantified) -> str:
    return f"{node.quantifier} {_iterators(node.iterators)} satisfies {_in(node.condition, WHOLE)}"


_PRINTERS: Final[dict[type[ast.Expression], tuple[int, Callable[[Any], str]]]] = {
    ast.Number: (PRIMARY, lambda node: str(node.value)),
    ast.String: (PRIMARY, lambda node: quoted(node.value)),
    ast.Boolean: (PRIMARY, lambda node: "true" if node.value else "false"),
    ast.Null: (PRIMARY, lambda _node: "null"),
    ast.Temporal: (PRIMARY, lambda node: f'@"{temporal_text(node.value)}"'),
    ast.Name: (PRIMARY, lambda node: node.name),
    ast.Path: (POSTFIX, lambda node: f"{_in(node.source, POSTFIX)}.{node.name}"),
    ast.Filter: (POSTFIX, lambda node: f"{_in(node.source, POSTFIX)}[{_in(node.condition, WHOLE)}]"),
    ast.Call: (POSTFIX, _call),
    ast.ListLiteral: (PRIMARY, _items),
    ast.ContextLiteral: (PRIMARY, _context),
    ast.Range: (PRIMARY, _range),
    ast.Series: (WHOLE, lambda node: f"{_in(node.low, SUM)}..{_in(node.high, SUM)}"),
    ast.Test: (TEST, lambda node: f"{node.operator} {_in(node.operand, SUM)}"),
    ast.UnaryTests: (TEST, _unary_tests),
    ast.Negation: (MINUS, lambda node: f"-{_in(node.operand, MINUS)}"),
    ast.Arithmetic: (SUM, _arithmetic),
    ast.Comparison: (
        COMPARISON,
        lambda node: f"{_in(node.left, SUM)} {node.operator} {_in(node.right, SUM)}",
    ),
    ast.Between: (
        COMPARISON,
        lambda node: f"{_in(node.subject, SUM)} between {_in(node.low, SUM)} and {_in(node.high, SUM)}",
    ),
    ast.In: (COMPARISON, _membership),
    ast.InstanceOf: (COMPARISON, lambda node: f"{_in(node.subject, SUM)} instance of {node.type}"),
    ast.FunctionDefinition: (WHOLE, _function),
    ast.External: (WHOLE, lambda node: f"external {_in(node.where, WHOLE)}"),
    ast.Conjunction: (AND, _conjunction),
    ast.Disjunction: (OR, _disjunction),
    ast.If: (WHOLE, _if),
    ast.Quantified: (WHOLE, _quantified),
    ast.For: (WHOLE, lambda node: f"for {_iterators(node.iterators)} return {_in(node.result, WHOLE)}"),
}
"""For each kind of node how tightly it binds, and its printer."""
