"""Rules in the FEEL of the standard alone, for other engines: the four functions of our own are written out.

Law: the text means what it meant. A rule that uses none of them stays as its author wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from yijian.core.feel import ast, parse
from yijian.core.feel.text import to_text

_DISTANCE: Final = ast.Name("years and months duration")
_FEN_IN_YUAN: Final = ast.Number(Decimal(100))
_MONTHS_A_YEAR: Final = ast.Number(Decimal(12))


@lru_cache(maxsize=4096)
def in_standard_feel(rule: str) -> str:
    """The rule without functions of our own, on one line where it had to be changed. Raises FeelError where the rule
    cannot be read."""
    expression = parse(rule)
    changed = _standard(expression)
    return rule.strip() if changed is expression else to_text(changed)


def _standard(expression: ast.Expression) -> ast.Expression:
    changed = _changed(expression)
    return changed if isinstance(changed, ast.Expression) else expression


def _changed(node: ast.Node) -> ast.Node:
    node = ast.with_children(node, _changed)
    if isinstance(node, ast.Call) and isinstance(node.function, ast.Name):
        write_out = _OWN.get(node.function.name)
        if write_out is not None:
            return write_out(node.arguments)
    return node


def _full_years(arguments: tuple[ast.Argument, ...]) -> ast.Expression:
    return ast.Path(ast.Call(_DISTANCE, arguments), "years")


def _full_months(arguments: tuple[ast.Argument, ...]) -> ast.Expression:
    distance = ast.Call(_DISTANCE, arguments)
    years = ast.Arithmetic("*", ast.Path(distance, "years"), _MONTHS_A_YEAR)
    return ast.Arithmetic("+", years, ast.Path(distance, "months"))


def _yuan(arguments: tuple[ast.Argument, ...]) -> ast.Expression:
    return ast.Arithmetic("*", arguments[0].value, _FEN_IN_YUAN)


def _is_defined(arguments: tuple[ast.Argument, ...]) -> ast.Expression:
    """To other engines, what is not told is null."""
    return ast.Comparison("!=", arguments[0].value, ast.Null())


_OWN: Final[dict[str, Callable[[tuple[ast.Argument, ...]], ast.Expression]]] = {
    "full years between": _full_years,
    "full months between": _full_months,
    "is defined": _is_defined,
    "yuan": _yuan,
}
