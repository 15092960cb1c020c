"""Rules in the FEEL of the standard alone, for other engines: the four functions of our own are written out.

Law: the text means what it meant. A rule that uses none of them stays as its author wrote it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from yijian.core.feel import ast, free_paths, parse, parse_unary_tests
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


@lru_cache(maxsize=4096)
def tests_in_standard_feel(cell: str) -> str:
    """The same for a cell of unary tests. Raises FeelError where it cannot be read."""
    tests = parse_unary_tests(cell)
    changed = _standard(tests)
    return cell.strip() if changed is tests else to_text(changed)


@lru_cache(maxsize=4096)
def open_where_null(rule: str, names: frozenset[str]) -> str:
    """The rule where `names` (`fare`, `band.amount`) may be null, which leaves open what is compared with them.

    In FEEL alone `fare = 20` is false where there is no fare, and would refuse; `fare >= 20` is null as it should be.
    """
    expression = parse(rule)

    def change(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.In) or (isinstance(node, ast.Comparison) and node.operator in ("=", "!=")):
            found: ast.Expression = node
            for name in sorted(names.intersection(free_paths(node))):
                found = ast.If(ast.Comparison("=", parse(name), ast.Null()), ast.Null(), found)
            return found
        return ast.with_children(node, change)

    changed = change(expression)
    if changed is expression or not isinstance(changed, ast.Expression):
        return rule
    return to_text(changed)


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
