"""Closures of conditions and calculations: three-valued logic, comparisons, arithmetic, unary tests.

The logic is Kleene's over true, false and pending, with null as DMN 1.5 tables 48 and 49 have it: `and` is false where
one operand is false, whatever the others; else pending where one is pending; else null where one is null; else true.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.compilation import SUBJECT, Binding, Compiler, Handler, failed
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.operations import ORDERS, calculate, compare, matches, negate
from yijian.core.feel.runtime import Closure, Pending, Run, needs_of, not_applicable_in, truth
from yijian.core.feel.signatures import LONG_TEXT, work_of
from yijian.core.feel.values import COMPARABLE, NOT_APPLICABLE, NUMBERS, ORDERED, RangeValue, TestValue, Value


def any_of(values: Sequence[bool | Pending | None]) -> bool | Pending | None:
    """`or` over conditions."""
    pending: Pending | None = None
    undecided = False
    for value in values:
        if value is True:
            return True
        if value is None:
            undecided = True
        elif value is not False:
            pending = value if pending is None else pending.joined(value)
    return pending or (None if undecided else False)


def all_of(values: Sequence[bool | Pending | None]) -> bool | Pending | None:
    """`and` over conditions."""
    return inverse(any_of([inverse(value) for value in values]))


def inverse(value: bool | Pending | None) -> bool | Pending | None:
    """`not` of a condition."""
    return not value if isinstance(value, bool) else value


def _chain(decisive: bool) -> Handler:
    """The closure of `and` (decided by a false) or of `or` (decided by a true)."""

    def handler(compiler: Compiler, node: ast.Conjunction | ast.Disjunction) -> Closure:
        parts = [(operand, compiler.compile(operand)) for operand in node.operands]

        def run_chain(run: Run) -> Value:
            pending: Pending | None = None
            undecided = False
            for operand, closure in parts:
                value = closure(run)
                if type(value) is not bool:
                    value = truth(run, operand, value)
                if value is decisive:
                    return decisive
                if type(value) is Pending:
                    pending = value if pending is None else pending.joined(value)
                elif value is None:
                    undecided = True
            return pending or (None if undecided else not decisive)

        return run_chain

    return handler


def _if(compiler: Compiler, node: ast.If) -> Closure:
    condition, then, otherwise = map(compiler.compile, (node.condition, node.then, node.otherwise))

    def choose(run: Run) -> Value:
        value = truth(run, node.condition, condition(run))
        if type(value) is not Pending:
            return then(run) if value is True else otherwise(run)
        before = len(run.errors)
        one, other = then(run), otherwise(run)
        if not_applicable_in(one) or not_applicable_in(other):
            same: bool | Pending = one is NOT_APPLICABLE and other is NOT_APPLICABLE
        else:
            same = matches(one, other)
        if same is True:
            return one
        del run.errors[before:]  # it is not known whether the branch that failed is taken
        return Pending(value.needs | needs_of(one) | needs_of(other))

    return choose


def _comparison(compiler: Compiler, node: ast.Comparison) -> Closure:
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    sign = node.operator
    direct: Callable[[Any, Any], bool]
    if sign in ORDERS:
        direct, kinds = ORDERS[sign], ORDERED
    else:
        direct = (lambda one, other: one == other) if sign == "=" else (lambda one, other: one != other)
        kinds = ORDERED | {bool}

    def run_comparison(run: Run) -> Value:
        one, other = left(run), right(run)
        if type(one) is type(other) and type(one) in kinds:
            if type(one) is str and len(one) >= LONG_TEXT:
                run.look(one, node)
            return direct(one, other)
        run.look(one, node)
        run.look(other, node)
        try:
            return compare(sign, one, other)
        except OperationFailed as failure:
            return failed(run, node, failure)

    return run_comparison


def _compared(run: Run, node: ast.Expression, sign: str, left: Value, right: Value) -> bool | Pending | None:
    run.look(left, node)
    run.look(right, node)
    try:
        return compare(sign, left, right)
    except OperationFailed as failure:
        run.fail(node, failure.reason)
        return None


def _between(compiler: Compiler, node: ast.Between) -> Closure:
    subject, low, high = map(compiler.compile, (node.subject, node.low, node.high))

    def run_between(run: Run) -> Value:
        value = subject(run)
        return all_of(
            [_compared(run, node, ">=", value, low(run)), _compared(run, node, "<=", value, high(run))]
        )

    return run_between


_DIRECT: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": NUMBERS.add,
    "-": NUMBERS.subtract,
    "*": NUMBERS.multiply,
    "/": NUMBERS.divide,
}


def _arithmetic(compiler: Compiler, node: ast.Arithmetic) -> Closure:
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    sign = node.operator
    direct = _DIRECT.get(sign)

    def run_arithmetic(run: Run) -> Value:
        one, other = left(run), right(run)
        if direct is not None and type(one) is Decimal and type(other) is Decimal:
            try:
                return direct(one, other)
            except decimal.DecimalException:
                pass  # `calculate` meets the same and says why
        try:
            value = calculate(sign, one, other)
        except OperationFailed as failure:
            return failed(run, node, failure)
        if type(value) is str:
            run.spend(work_of(value), node)
        return value

    return run_arithmetic


def _negation(compiler: Compiler, node: ast.Negation) -> Closure:
    operand = compiler.compile(node.operand)

    def run_negation(run: Run) -> Value:
        try:
            return negate(operand(run))
        except OperationFailed as failure:
            return failed(run, node, failure)

    return run_negation


def _range(compiler: Compiler, node: ast.Range) -> Closure:
    low, high = compiler.compile(node.low), compiler.compile(node.high)

    def run_range(run: Run) -> Value:
        one, other = low(run), high(run)
        if one is NOT_APPLICABLE or other is NOT_APPLICABLE:
            return NOT_APPLICABLE
        if type(one) is Pending or type(other) is Pending:
            return Pending(needs_of(one) | needs_of(other))
        ends = [end for end in (one, other) if end is not None]
        if any(type(end) not in COMPARABLE for end in ends) or len(set(map(type, ends))) > 1:
            run.fail(
                node,
                Text(
                    "区间的两端必须是同一种可比较的值",
                    "The ends of a range must be comparable with each other",
                ),
            )
            return None
        if (one is None and node.low_included) or (other is None and node.high_included):
            run.fail(
                node,
                Text("空值不能作为区间包含的端点", "Null cannot be an end point that belongs to the range"),
            )
            return None
        return RangeValue(one, other, node.low_included, node.high_included)

    return run_range


def _test(compiler: Compiler, node: ast.Test) -> Closure:
    operand = compiler.compile(node.operand)

    def run_test(run: Run) -> Value:
        value = operand(run)
        if value is NOT_APPLICABLE:
            return value
        run.look(value, node)
        return Pending(needs) if (needs := needs_of(value)) else TestValue(node.operator, value)

    return run_test


def _list(compiler: Compiler, node: ast.ListLiteral) -> Closure:
    items = tuple(map(compiler.compile, node.items))

    def run_list(run: Run) -> Value:
        values = tuple([item(run) for item in items])
        for value in values:
            run.look(value, node)
        return values

    return run_list


def passes(run: Run, node: ast.Expression, subject: Value, test: Value) -> bool | Pending | None:
    """Whether a value passes a test that has been evaluated: equal, in the range, or in the list."""
    if subject is NOT_APPLICABLE or test is NOT_APPLICABLE:
        return False
    if isinstance(test, TestValue):
        return _compared(run, node, test.operator, subject, test.operand)
    if isinstance(test, RangeValue):
        low, high = ">=" if test.low_included else ">", "<=" if test.high_included else "<"
        return all_of(
            [_compared(run, node, low, subject, test.low), _compared(run, node, high, subject, test.high)]
        )
    run.look(subject, node)
    run.look(test, node)
    if isinstance(test, tuple):
        return any_of(
            [matches(subject, test), *[_passes_quietly(run, node, subject, member) for member in test]]
        )
    return matches(subject, test)


def _passes_quietly(run: Run, node: ast.Expression, subject: Value, test: Value) -> bool | Pending | None:
    """As `passes`; a member of a list that cannot be compared with the value is simply not equal to it."""
    before = len(run.errors)
    result = passes(run, node, subject, test)
    del run.errors[before:]
    return result


def reads_subject(node: ast.Node) -> bool:
    """Whether a test says itself how it looks at the value, by the name `?`."""
    if isinstance(node, ast.Name) and node.name == SUBJECT:
        return True
    return any(map(reads_subject, ast.children(node)))


def _one_test(compiler: Compiler, node: ast.Expression) -> Callable[[Run, Value], bool | Pending | None]:
    """One unary test; the ends of a range are compared one by one, so that one known end can decide."""
    if isinstance(node, ast.Range):
        low, high = compiler.compile(node.low), compiler.compile(node.high)
        above, below = ">=" if node.low_included else ">", "<=" if node.high_included else "<"
        return lambda run, subject: all_of(
            [_compared(run, node, above, subject, low(run)), _compared(run, node, below, subject, high(run))]
        )
    if isinstance(node, ast.Test):
        operand = compiler.compile(node.operand)
        return lambda run, subject: _compared(run, node, node.operator, subject, operand(run))
    closure = compiler.compile(node)
    if reads_subject(node):
        return lambda run, _subject: truth(run, node, closure(run))
    return lambda run, subject: passes(run, node, subject, closure(run))


def _tests(compiler: Compiler, subject: Closure, unary: ast.UnaryTests) -> Closure:
    outer = compiler.scope
    slot = compiler.new_slot()
    compiler.scope = (*outer, Binding(slot, SUBJECT))
    tests = [_one_test(compiler, test) for test in unary.tests]
    compiler.scope = outer

    def run_tests(run: Run) -> Value:
        if not tests:
            return True
        value = subject(run)
        if value is NOT_APPLICABLE:
            return False
        run.slots[slot] = value
        results: list[bool | Pending | None] = []
        for test in tests:
            results.append(test(run, value))
            if results[-1] is True:
                break
        result = any_of(results)
        return inverse(result) if unary.negated else result

    return run_tests


def _in(compiler: Compiler, node: ast.In) -> Closure:
    return _tests(compiler, compiler.compile(node.subject), node.tests)


def _unary_tests(compiler: Compiler, node: ast.UnaryTests) -> Closure:
    return _tests(compiler, compiler.compile(ast.Name(SUBJECT, span=node.span)), node)


HANDLERS: Final[dict[type[ast.Expression], Handler]] = {
    ast.Conjunction: _chain(False),
    ast.Disjunction: _chain(True),
    ast.If: _if,
    ast.Comparison: _comparison,
    ast.Between: _between,
    ast.Arithmetic: _arithmetic,
    ast.Negation: _negation,
    ast.Range: _range,
    ast.Test: _test,
    ast.ListLiteral: _list,
    ast.In: _in,
    ast.UnaryTests: _unary_tests,
}
