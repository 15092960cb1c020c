"""Closures of function calls."""

from __future__ import annotations

import decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.builtins import BUILTINS, Builtin, Overload
from yijian.core.feel.compilation import Compiler, Handler, constant_of
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.functions import value_call
from yijian.core.feel.runtime import Closure, Pending, Run, all_needs, not_applicable_in
from yijian.core.feel.signatures import LONG_TEXT, Misfit, work_of
from yijian.core.feel.signatures import call as invoke
from yijian.core.feel.values import NOT_APPLICABLE, PLAIN, Value

LITERALS: Final = (ast.Number, ast.String, ast.Boolean, ast.Temporal)


def arrange(call: ast.Call, overload: Overload) -> tuple[ast.Expression, ...] | None:
    """The arguments of a call in the order of an overload's parameters, or None where they do not fit it."""
    given = call.arguments
    if all(argument.name is None for argument in given):
        return tuple(argument.value for argument in given) if overload.takes(len(given)) else None
    by_name = {argument.name: argument.value for argument in given}
    names = [parameter.name for parameter in overload.parameters]
    if len(by_name) < len(given) or not by_name.keys() <= set(names) or None in by_name:
        return None
    arranged = [by_name.get(name) for name in names]
    while arranged and arranged[-1] is None:
        arranged.pop()
    values = tuple(value for value in arranged if value is not None)
    return values if len(values) == len(arranged) and overload.takes(len(values)) else None


def called(call: ast.Call) -> Builtin | None:
    """The function of the language that a call names."""
    return BUILTINS.get(call.function.name) if isinstance(call.function, ast.Name) else None


def signature(builtin: Builtin) -> str:
    """The ways to call a function, for a message."""
    ways = []
    for overload in builtin.overloads:
        names = ", ".join(
            parameter.name + ("?" if parameter.optional else "") for parameter in overload.parameters
        )
        ways.append(f"{builtin.name}({names}{', …' if overload.variadic else ''})")
    return " / ".join(ways)


def _call(compiler: Compiler, node: ast.Call) -> Closure:
    builtin = called(node)
    if not isinstance(node.function, ast.Name) or compiler.is_bound(node.function.name):
        return value_call(compiler, node)
    if builtin is None:
        return _no_function(node)
    ways = [
        (overload, arranged)
        for overload in builtin.overloads
        if (arranged := arrange(node, overload)) is not None
    ]
    if not ways:
        return _wrong_arguments(node, builtin)
    # By name, `before(range: …, point: …)` fits the overload for a point before a range too: the order written decides.
    written = [argument.name for argument in node.arguments]
    ways = [way for way in ways if [each.name for each in way[0].parameters] == written] or ways
    closures = [compiler.compile(argument) for argument in ways[0][1]]
    overloads = [overload for overload, _ in ways]

    def run_call(run: Run) -> Value:
        return _invoke(run, node, builtin, overloads, [closure(run) for closure in closures])

    if all(isinstance(argument.value, LITERALS) for argument in node.arguments):
        trial = Run({}, 0)
        value = run_call(trial)
        if not trial.errors:
            return constant_of(value)
    return run_call


def _invoke(
    run: Run, node: ast.Call, builtin: Builtin, overloads: list[Overload], arguments: list[Value]
) -> Value:
    if not builtin.open and not PLAIN.issuperset(map(type, arguments)):
        if any(map(not_applicable_in, arguments)):
            return False if builtin.test else NOT_APPLICABLE
        needs = all_needs(arguments)
        if needs:
            return Pending(needs)
        for argument in arguments:
            run.spend(work_of(argument), node)
    else:
        for argument in arguments:
            if type(argument) is str and len(argument) >= LONG_TEXT:
                run.look(argument, node)
    try:
        if builtin.open:
            run.spend(sum([len(each) for each in arguments if type(each) is tuple]), node)
            return overloads[0].run(*arguments)
        value = invoke(builtin, overloads, arguments, run.moment, lambda work: run.spend(work, node))
        if type(value) is str:
            run.spend(work_of(value), node)
        return value
    except Misfit as misfit:
        run.fail(node, misfit.reason, wrong_arguments(builtin)[1])
    except OperationFailed as failure:
        run.fail(node, failure.reason)
    except decimal.DecimalException:
        run.fail(node, Text("这样计算没有结果", "The calculation has no result"))
    return None


def _no_function(node: ast.Call) -> Closure:
    shown = node.function.name if isinstance(node.function, ast.Name) else "…"

    def run_call(run: Run) -> Value:
        run.fail(
            node,
            Text(f"没有名为“{shown}”的函数", f"There is no function “{shown}”"),
            Text("请核对函数名称", "Check the name of the function"),
        )
        return None

    return run_call


def _wrong_arguments(node: ast.Call, builtin: Builtin) -> Closure:
    def run_call(run: Run) -> Value:
        run.fail(node, *wrong_arguments(builtin))
        return None

    return run_call


def wrong_arguments(builtin: Builtin) -> tuple[Text, Text]:
    """The reason and the repair for a call whose number or names of arguments fit no signature."""
    return (
        Text(f"函数“{builtin.name}”的参数不对", f"The arguments of “{builtin.name}” are not right"),
        Text(f"写法：{signature(builtin)}", f"Write {signature(builtin)}"),
    )


HANDLERS: Final[dict[type[ast.Expression], Handler]] = {ast.Call: _call}
