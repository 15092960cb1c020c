"""Evaluating a rule with facts still unknown.

A rule is compiled once to closures and then evaluated on as many contexts as wanted. `Result.needs` is sound: a fact
that is neither in it, nor above or below a path in it, cannot change the value, however it turns out. It is a superset:
where a fact occurs several times in a rule, the rule may be decided without it (`a >= 80 or a < 80`).

Nothing raises: what goes wrong makes the value null, and `Result.errors` says why and where.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from yijian.core.feel import ast, calls, compilation, functions, logic, loops
from yijian.core.feel.compilation import Compiler, Handler
from yijian.core.feel.errors import FeelError
from yijian.core.feel.paths import free_paths
from yijian.core.feel.runtime import NOTHING, Closure, Run, WorkExhausted, needs_of, to_result, too_many_calls
from yijian.core.feel.values import SCALARS, DateTime, Value

HANDLERS: Final[dict[type[ast.Expression], Handler]] = {
    **dict.fromkeys((ast.Number, ast.String, ast.Boolean, ast.Temporal, ast.Null), compilation.constant),
    ast.Name: compilation.name,
    ast.Path: compilation.path,
    **logic.HANDLERS,
    **loops.HANDLERS,
    **calls.HANDLERS,
    **functions.HANDLERS,
}
"""How each kind of node is compiled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a rule came to.

    `value` is `UNKNOWN` while facts are missing that may decide it, and `None` for FEEL's null. `needs` are the paths
    of those facts (`mother.ethnicity`, `child[1].sex`). `errors` say why a value is null.
    """

    value: Value
    needs: frozenset[str] = NOTHING
    errors: tuple[FeelError, ...] = ()

    @property
    def known(self) -> bool:
        """Whether no fact still to be told can change the value."""
        return not self.needs


class Compiled:
    """A rule ready to be evaluated; made by `compile_expression`. Safe to share between threads."""

    __slots__ = ("_root", "_slot_count", "expression")

    def __init__(self, expression: ast.Expression, root: Closure, slot_count: int) -> None:
        self.expression = expression
        self._root = root
        self._slot_count = slot_count

    def evaluate(self, context: Mapping[str, Value], *, moment: DateTime | None = None) -> Result:
        """The result on facts: nested mappings and lists, where a missing key is a fact not told yet.

        `moment` is what `now` and `today` go by; without it they are null.
        """
        return self.run(Run(context, self._slot_count, moment=moment))

    def run(self, run: Run) -> Result:
        """The result of a prepared evaluation."""
        try:
            value = self._root(run)
        except (WorkExhausted, RecursionError) as exhausted:
            error = exhausted.error if isinstance(exhausted, WorkExhausted) else too_many_calls()
            roots = frozenset(path.partition(".")[0] for path in free_paths(self.expression))
            return Result(value=None, needs=roots, errors=(*run.errors, error))
        if type(value) in SCALARS:
            return Result(value=value, errors=tuple(run.errors))
        return Result(value=to_result(value), needs=needs_of(value), errors=tuple(run.errors))


def compile_expression(expression: ast.Expression, *, roots: Iterable[str] | None = None) -> Compiled:
    """The rule as closures. Raises `FeelLimitExceeded` for a tree nested too deeply.

    `roots` are the names at the top of the scope. They settle whether a bare name inside a filter (`child[sex = "1"]`)
    is one of them or a fact of the member; without them such a name, while unknown, puts both into `needs`.
    """
    ast.check_depth(expression)
    compiler = Compiler(HANDLERS, roots)
    return Compiled(expression, compiler.compile(expression), compiler.slot_count)


def evaluate(
    expression: ast.Expression,
    context: Mapping[str, Value],
    *,
    roots: Iterable[str] | None = None,
    moment: DateTime | None = None,
) -> Result:
    """Compile and evaluate once; see `compile_expression` and `Compiled.evaluate`."""
    return compile_expression(expression, roots=roots).evaluate(context, moment=moment)
