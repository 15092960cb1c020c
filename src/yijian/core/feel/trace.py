"""How a rule came to its value: the tree of what was looked at, for explaining in words.

A traced evaluation runs the same closures as the fast one, each with a recorder around it. Parts that were never looked
at (what follows a `false and`) are not in the trace; the body of a loop stands in it once for each member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from yijian.core.feel import ast
from yijian.core.feel.compilation import Compiler
from yijian.core.feel.evaluate import HANDLERS, Compiled, Result
from yijian.core.feel.runtime import Closure, Run, needs_of, to_result
from yijian.core.feel.values import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A part of the rule, its value, the facts that may still change it, and the parts it was made from."""

    node: ast.Expression
    value: Value
    needs: frozenset[str]
    children: tuple[Trace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedResult:
    """The result, equal to that of `evaluate`, and its trace (None where the work was too much to finish)."""

    result: Result
    trace: Trace | None


def trace(
    expression: ast.Expression, context: Mapping[str, Value], *, roots: Iterable[str] | None = None
) -> TracedResult:
    """Evaluate with a record of every part that was looked at; arguments as for `evaluate`."""
    ast.check_depth(expression)
    compiler = Compiler(HANDLERS, roots, _recorded)
    compiled = Compiled(expression, compiler.compile(expression), compiler.slot_count)
    run = Run(context, compiler.slot_count)
    run.tracing.append([])
    result = compiled.run(run)
    recorded = cast("list[Trace]", run.tracing[0])
    finished = len(run.tracing) == 1 and recorded
    return TracedResult(result=result, trace=recorded[0] if finished else None)


def _recorded(node: ast.Expression, closure: Closure) -> Closure:
    def record(run: Run) -> Value:
        if not run.tracing:
            return closure(run)  # a constant that is worked out while compiling
        run.tracing.append([])
        value = closure(run)
        children = cast("list[Trace]", run.tracing.pop())
        run.tracing[-1].append(
            Trace(node=node, value=to_result(value), needs=needs_of(value), children=tuple(children))
        )
        return value

    return record
