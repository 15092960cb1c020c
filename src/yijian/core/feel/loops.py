"""Closures of what looks at lists: filters, `some`, `every`, `for`; and of contexts written in a rule."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.compilation import ITEM, PARTIAL, Binding, Compiler, Handler
from yijian.core.feel.dates import date_of_day, day_number
from yijian.core.feel.functions import FunctionValue
from yijian.core.feel.runtime import MAX_WORK, Closure, Pending, Run, all_needs, needs_of, number, truth
from yijian.core.feel.values import NOT_APPLICABLE, NUMBERS, Date, RangeValue, Value, WideDate, is_whole

_Visit = Callable[[Run], "bool | Pending | None"]


def _filter(compiler: Compiler, node: ast.Filter) -> Closure:
    source = compiler.compile(node.source)
    slot = compiler.new_slot()
    before = compiler.node_count
    condition = compiler.compile_under(node.condition, Binding(slot, None), Binding(slot, ITEM))
    work = compiler.node_count - before
    by_position = _is_number(node.condition)

    def run_filter(run: Run) -> Value:
        value = source(run)
        if value is None or value is NOT_APPLICABLE:
            return _of_nothing(run, node, value)
        if type(value) is Pending:
            run.slots[slot] = value
            return Pending(value.needs | needs_of(condition(run)))
        members = value if isinstance(value, tuple) else (value,)
        run.spend(work * len(members), node)
        chosen: list[Value] = []
        membership: set[str] = set()
        candidates: list[Value] = []
        positional = by_position
        for position, each in enumerate(members, 1):
            run.slots[slot] = each
            found = condition(run)
            if type(found) is Decimal:
                positional = True
                if found in (position, position - len(members) - 1):
                    chosen.append(each)
                continue
            holds = truth(run, node.condition, found)
            if holds is None and found is not None:
                return None  # what is neither a condition nor a position picks nothing
            if holds is True:
                chosen.append(each)
            elif type(holds) is Pending:
                candidates.append(each)
                membership |= holds.needs
        if membership:
            needs = frozenset(membership) | all_needs(chosen) | all_needs(candidates)
            return Pending(needs, None if positional else frozenset(membership))
        if not positional:
            return tuple(chosen)
        if not chosen:
            run.fail(node, Text("列表里没有这个位置", "The list has no member at this position"))
            return None
        return chosen[0]

    return run_filter


def _of_nothing(run: Run, node: ast.Node, value: Value) -> Value:
    """What comes of looking at the members of null, with the reason recorded, or of what does not apply."""
    if value is None:
        run.fail(node, Text("空值不是列表", "Null is no list"))
    return value


def _is_number(node: ast.Expression) -> bool:
    return isinstance(node, ast.Number | ast.Negation)


def _members(run: Run, node: ast.Node, value: Value, work: int) -> tuple[Value, ...]:
    """The members a loop visits: of a value that is no list, the value itself."""
    members = value if isinstance(value, tuple) else (value,)
    run.spend(work * len(members), node)
    return members


def _quantified(compiler: Compiler, node: ast.Quantified) -> Closure:
    """`some` is decided by the first true, `every` by the first false; over null both are null."""
    decisive = node.quantifier == "some"
    outer = compiler.scope
    domains: list[tuple[ast.Iterator, Closure, int]] = []
    for iterator in node.iterators:
        domain = compiler.compile(iterator.domain)
        slot = compiler.new_slot()
        domains.append((iterator, domain, slot))
        compiler.scope = (*compiler.scope, Binding(slot, iterator.variable))
    before = compiler.node_count
    condition = compiler.compile(node.condition)
    compiler.scope = outer
    work = compiler.node_count - before

    def innermost(run: Run) -> bool | Pending | None:
        return truth(run, node.condition, condition(run))

    visit: _Visit = innermost
    for iterator, domain, slot in reversed(domains):
        visit = _quantify(iterator, domain, slot, visit, decisive, work)
    return visit


def _quantify(
    iterator: ast.Iterator, domain: Closure, slot: int, visit: _Visit, decisive: bool, work: int
) -> _Visit:
    def quantify(run: Run) -> bool | Pending | None:
        value = _stepped(run, iterator, domain(run))
        if value is NOT_APPLICABLE:
            return False
        if value is None:
            _of_nothing(run, iterator, value)
            return None
        if type(value) is Pending:
            run.slots[slot] = value
            return Pending(value.needs | needs_of(visit(run)))
        pending: Pending | None = None
        undecided = False
        for each in _members(run, iterator, value, work):
            run.slots[slot] = each
            found = visit(run)
            if found is decisive:
                return decisive
            if type(found) is Pending:
                pending = found if pending is None else pending.joined(found)
            elif found is None:
                undecided = True
        return pending or (None if undecided else not decisive)

    return quantify


def _for(compiler: Compiler, node: ast.For) -> Closure:
    outer = compiler.scope
    domains: list[tuple[ast.Iterator, Closure, int]] = []
    for iterator in node.iterators:
        domain = compiler.compile(iterator.domain)
        slot = compiler.new_slot()
        domains.append((iterator, domain, slot))
        compiler.scope = (*compiler.scope, Binding(slot, iterator.variable))
    partial = compiler.new_slot() if _reads_partial(node.result) else None
    if partial is not None:
        compiler.scope = (*compiler.scope, Binding(partial, PARTIAL))
    before = compiler.node_count
    result = compiler.compile(node.result)
    compiler.scope = outer
    work = compiler.node_count - before

    def innermost(run: Run) -> Value:
        return (result(run),)

    visit: Closure = innermost if partial is None else _remembering(result, partial, node)
    for iterator, domain, slot in reversed(domains):
        visit = _collect(iterator, domain, slot, visit, work, partial)
    if partial is None:
        return visit
    whole = visit

    def begin(run: Run) -> Value:
        run.slots[partial] = ()
        return whole(run)

    return begin


def _reads_partial(node: ast.Node) -> bool:
    if isinstance(node, ast.Name):
        return node.name == PARTIAL
    return any(map(_reads_partial, ast.children(node)))


def _remembering(result: Closure, partial: int, node: ast.For) -> Closure:
    """The result of one round, which is put behind those of the rounds before."""

    def innermost(run: Run) -> Value:
        value = result(run)
        so_far = run.slots[partial]
        if isinstance(so_far, tuple):
            run.spend(len(so_far), node)
            run.slots[partial] = (*so_far, value)
        return (value,)

    return innermost


def _collect(
    iterator: ast.Iterator, domain: Closure, slot: int, visit: Closure, work: int, partial: int | None
) -> Closure:
    """The results of one loop of a `for`, as one list; `visit` gives the list of the loops inside."""

    def collect(run: Run) -> Value:
        value = _stepped(run, iterator, domain(run))
        if value is None or value is NOT_APPLICABLE:
            return _of_nothing(run, iterator, value)
        if type(value) is Pending:
            run.slots[slot] = value
            if partial is not None:
                run.slots[partial] = value
            return Pending(value.needs | needs_of(visit(run)))
        results: list[Value] = []
        needs: set[str] = set()
        for each in _members(run, iterator, value, work):
            run.slots[slot] = each
            found = visit(run)
            if isinstance(found, tuple):
                run.look(found, iterator)
                results.extend(found)
            elif type(found) is Pending:
                needs |= found.needs
            elif not needs:
                return found  # a loop inside over null, or over what does not apply
        return Pending(frozenset(needs) | all_needs(results)) if needs else tuple(results)

    return collect


def _series(compiler: Compiler, node: ast.Series) -> Closure:
    low, high = compiler.compile(node.low), compiler.compile(node.high)

    def run_series(run: Run) -> Value:
        one, other = low(run), high(run)
        if one is NOT_APPLICABLE or other is NOT_APPLICABLE:
            return NOT_APPLICABLE
        if type(one) is Pending or type(other) is Pending:
            return Pending(needs_of(one) | needs_of(other))
        return _steps(run, node, one, other)

    return run_series


def _stepped(run: Run, node: ast.Node, domain: Value) -> Value:
    """What a loop visits: of a range, the whole numbers or the days in it."""
    if not isinstance(domain, RangeValue):
        return domain
    steps = _steps(run, node, domain.low, domain.high)
    if not isinstance(steps, tuple):
        return steps
    first = 0 if domain.low_included else 1
    return steps[first : len(steps) if domain.high_included else -1]


def _steps(run: Run, node: ast.Node, low: Value, high: Value) -> Value:
    """The whole numbers or the days from one to the other, up or down; null, with the reason recorded, for others."""
    if isinstance(low, Decimal) and isinstance(high, Decimal) and is_whole(low) and is_whole(high):
        distance = NUMBERS.subtract(high, low).copy_abs()
        run.spend(int(min(distance, Decimal(MAX_WORK))) + 1, node)
        step = 1 if low <= high else -1
        return tuple([number(each) for each in range(int(low), int(high) + step, step)])
    if isinstance(low, Date | WideDate) and isinstance(high, Date | WideDate):
        first, last = day_number(low), day_number(high)
        run.spend(abs(last - first) + 1, node)
        step = 1 if first <= last else -1
        return tuple([date_of_day(each) for each in range(first, last + step, step)])
    run.fail(
        node,
        Text("“..”两端必须是整数，或者都是日期", "Both ends of “..” must be whole numbers, or both dates"),
    )
    return None


def _context(compiler: Compiler, node: ast.ContextLiteral) -> Closure:
    """A context; each entry sees those before it (DMN 1.5 clause 10.3.2.7).

    A function sees itself as well, by a name that means nothing else there, so that it may be recursive.
    """
    outer = compiler.scope
    entries: list[tuple[str, int, Closure]] = []
    for entry in node.entries:
        slot = compiler.new_slot()
        binding = Binding(slot, entry.key)
        if isinstance(entry.value, ast.FunctionDefinition) and not compiler.means_something(entry.key):
            closure = compiler.compile_under(entry.value, binding)
        else:
            closure = compiler.compile(entry.value)
        entries.append((entry.key, slot, closure))
        compiler.scope = (*compiler.scope, binding)
    compiler.scope = outer
    repeated = len({key for key, _, _ in entries}) < len(entries)

    def run_context(run: Run) -> Value:
        if repeated:
            run.fail(node, Text("同一个名称写了两次", "The same key is written twice"))
            return None
        context: dict[str, Value] = {}
        for key, slot, closure in entries:
            context[key] = run.slots[slot] = value = closure(run)
            if isinstance(value, FunctionValue):
                value.learn(slot, value)
            run.look(value, node)
        return context

    return run_context


HANDLERS: Final[dict[type[ast.Expression], Handler]] = {
    ast.Filter: _filter,
    ast.Quantified: _quantified,
    ast.For: _for,
    ast.Series: _series,
    ast.ContextLiteral: _context,
}
