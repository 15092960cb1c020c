"""Closures of the nodes of `nodes`, beside the handlers of the rules language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from yijian.core.decisions.nodes import Broken, Conforming, Function, StrictBox, StrictCondition, Table
from yijian.core.decisions.table_closures import table
from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.builtins import BUILTINS
from yijian.core.feel.coercion import brought
from yijian.core.feel.compilation import Binding, Compiler, Handler
from yijian.core.feel.evaluate import HANDLERS as LANGUAGE
from yijian.core.feel.functions import BuiltinFunction, function_closure
from yijian.core.feel.runtime import (
    MAX_ERRORS,
    MAX_WORK,
    Closure,
    Pending,
    Run,
    WorkExhausted,
    too_many_calls,
)
from yijian.core.feel.type_expressions import Resolver
from yijian.core.feel.values import NOT_APPLICABLE, DateTime, Value


def _conforming(compiler: Compiler, node: Conforming) -> Closure:
    inner = compiler.compile(node.value)
    target = node.type

    def bring(run: Run) -> Value:
        value, failure = brought(inner(run), target)
        if failure is not None:
            run.fail(node, failure)
        return value

    return bring


class _NoCondition(Exception):
    """Raised by a strict condition, caught by the box around it."""


def _strict_condition(compiler: Compiler, node: StrictCondition) -> Closure:
    condition = compiler.compile(node.condition)

    def ask(run: Run) -> Value:
        value = condition(run)
        if value is None or value is NOT_APPLICABLE or type(value) in (bool, Pending):
            return value
        raise _NoCondition

    return ask


def _strict_box(compiler: Compiler, node: StrictBox) -> Closure:
    box = compiler.compile(node.box)

    def give(run: Run) -> Value:
        try:
            return box(run)
        except _NoCondition:
            run.fail(
                node,
                Text("这里的条件应为是或否", "The condition of a filter or quantifier must be true or false"),
            )
            return None

    return give


def _broken(_compiler: Compiler, node: Broken) -> Closure:
    def fail(run: Run) -> Value:
        if len(run.errors) < MAX_ERRORS:
            run.errors.append(node.error)
        return None

    return fail


def _function(compiler: Compiler, node: Function) -> Closure:
    return function_closure(compiler, node, node.parameters, node.body)


def _name(compiler: Compiler, node: ast.Name) -> Closure:
    if _is_known(compiler, node):
        return LANGUAGE[ast.Name](compiler, node)
    builtin = BUILTINS.get(node.name)
    if builtin is not None:
        return lambda run: BuiltinFunction(builtin, node, run)
    return _undefined(node, node.name)


def _path(compiler: Compiler, node: ast.Path) -> Closure:
    source: ast.Expression = node
    while isinstance(source, ast.Path):
        source = source.source
    if isinstance(source, ast.Name) and not _is_known(compiler, source):
        return _undefined(source, source.name)
    return LANGUAGE[ast.Path](compiler, node)


def _is_known(compiler: Compiler, node: ast.Name) -> bool:
    """Whether a name is a variable here, or may be an entry of what a filter looks at."""
    return any(binding.name in (node.name, None) for binding in compiler.scope)


def _undefined(node: ast.Expression, name: str) -> Closure:
    """A name that is neither required nor defined: in a model, unlike in a rule, it is no fact still to be told."""
    reason = Text(f"这里没有“{name}”这个名称", f"There is no name “{name}” here")

    def fail(run: Run) -> Value:
        run.fail(node, reason)
        return None

    return fail


class CompiledTree:
    """A tree ready to run, in a scope of the names that it takes."""

    __slots__ = ("_bindings", "_root", "_size", "_slot_count", "tree")

    def __init__(self, tree: ast.Expression, names: Iterable[str], types: Resolver) -> None:
        ast.check_depth(tree)
        compiler = Compiler(HANDLERS, (), types=types)
        self._bindings = tuple(Binding(compiler.new_slot(), name) for name in names)
        compiler.scope = self._bindings
        self._root = compiler.compile(tree)
        self._size = compiler.node_count
        self._slot_count = compiler.slot_count
        self.tree = tree

    def run(self, values: Mapping[str, Value], *, moment: DateTime | None, work: int) -> tuple[Value, Run]:
        """What the tree gives for values of the names, all as the evaluator has them.

        The run tells the reasons for nulls, and the work done so far; `work` is what was done before.
        """
        run = Run({}, self._slot_count, moment=moment)
        run.work = work + self._size
        for binding in self._bindings:
            run.slots[binding.slot] = values[binding.name or ""]
        try:
            run.spend(0, self.tree)
            return self._root(run), run
        except WorkExhausted as exhausted:
            run.errors.append(exhausted.error)
        except RecursionError:
            run.errors.append(too_many_calls())
            run.work = MAX_WORK + 1  # and nothing else is begun
        return None, run


HANDLERS: Final[dict[type[ast.Expression], Handler]] = {
    **LANGUAGE,
    ast.Name: _name,
    ast.Path: _path,
    Conforming: _conforming,
    StrictBox: _strict_box,
    StrictCondition: _strict_condition,
    Broken: _broken,
    Function: _function,
    Table: table,
}
"""How each kind of node of a decision model is compiled."""
