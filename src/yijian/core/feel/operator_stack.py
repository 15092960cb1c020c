"""The stack on which the parser puts operands and operators: nodes are built as soon as precedence decides them.

From loosest to tightest: `or`, `and`, comparisons with `in` and `between`, `+ -`, `* /`, `**`, unary minus. All
operators of two sides group from the left, `**` too (`3 ** 4 ** 5` is `81 ** 5`), and `-5 ** 2` is 25: so the
standard's conformance kit has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from yijian.core.feel import ast
from yijian.core.feel.lexer import Places, Token

OR, AND, COMPARISON, SUM, PRODUCT, POWER, MINUS = range(1, 8)
"""How tightly each group of operators binds; 0 is a whole expression."""

COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})
INFIX: Final[dict[str, int]] = {
    "or": OR,
    "and": AND,
    **dict.fromkeys((*COMPARISONS, "in", "between", "instance"), COMPARISON),
    **dict.fromkeys(("+", "-"), SUM),
    **dict.fromkeys(("*", "/"), PRODUCT),
    "**": POWER,
}
_CHAINS: Final[dict[str, type[ast.Conjunction] | type[ast.Disjunction]]] = {
    "and": ast.Conjunction,
    "or": ast.Disjunction,
}


@dataclass(slots=True)
class _Operator:
    text: str
    level: int
    token: Token


@dataclass(slots=True)
class _Operand:
    """An operand and its offsets; of an `and` or `or` that may go on, `chain` holds the operands so far."""

    node: ast.Expression | None
    start: int
    end: int
    chain: tuple[str, list[ast.Expression]] | None = None


class OperatorStack:
    """Operands and operators of one expression, in the order of the text."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._operands: list[_Operand] = []
        self._operators: list[_Operator] = []

    def push_minus(self, token: Token) -> None:
        """A minus before an operand."""
        self._operators.append(_Operator("negate", MINUS, token))

    def push_operator(self, token: Token) -> None:
        """An operator between two operands."""
        self._operators.append(_Operator(token.text, INFIX[token.text], token))

    def push(self, node: ast.Expression, start: int, end: int) -> None:
        """An operand and the offsets of its text (with brackets around it, which the node does not know of)."""
        self._operands.append(_Operand(node, start, end))

    def pop(self) -> tuple[ast.Expression, int]:
        """The last operand and the offset at which it begins."""
        operand = self._operands.pop()
        return self._node(operand), operand.start

    def reduce(self, level: int) -> None:
        """Apply the operators that bind at least as tightly as `level`."""
        while self._operators and self._operators[-1].level >= level:
            operator = self._operators.pop()
            right = self._operands.pop()
            if operator.text == "negate":
                start = operator.token.start
                span = self._places.span(start, right.end)
                self.push(ast.Negation(self._node(right), span=span), start, right.end)
                continue
            left = self._operands.pop()
            if operator.text in _CHAINS:
                chain = left.chain
                if chain is None or chain[0] != operator.text:
                    chain = (operator.text, [self._node(left)])
                chain[1].append(self._node(right))
                self._operands.append(_Operand(None, left.start, right.end, chain))
                continue
            span = self._places.span(left.start, right.end)
            sides = (self._node(left), self._node(right))
            if operator.text in COMPARISONS:
                node: ast.Expression = ast.Comparison(
                    cast("ast.ComparisonOperator", operator.text), *sides, span=span
                )
            else:
                node = ast.Arithmetic(cast("ast.ArithmeticOperator", operator.text), *sides, span=span)
            self.push(node, left.start, right.end)

    def _node(self, operand: _Operand) -> ast.Expression:
        if operand.node is None and operand.chain is not None:
            operator, operands = operand.chain
            operand.node = _CHAINS[operator](
                tuple(operands), span=self._places.span(operand.start, operand.end)
            )
        return cast("ast.Expression", operand.node)
