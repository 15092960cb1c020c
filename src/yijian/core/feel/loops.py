"""Closures of what looks at lists: filters, `some`, `every`, `for`; and of contexts written in a rule."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.compilation import ITEM, Binding, Compiler, Handler
from yijian.core.feel.runtime import MAX_WORK, Closure, Pending, Run, all_needs, needs_of, number, truth
from yijian.core.feel.values import NOT_APPLICABLE, NUMBERS, Value, is_whole

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
            return value
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
            if holds is True:
                chosen.append(each)
            elif type(holds) is Pending:
                candidates.append(each)
                membership |= holds.needs
        if membership:
            needs = frozenset(membership) | all_needs(chosen) | all_needs(candidates)
            return Pending(needs, None if positional else frozenset(membership))
        if positional:
            return chosen[0] if chosen else None
        return tuple(chosen)

    return run_filter


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
        value = domain(run)
        if value is NOT_APPLICABLE:
            return False
        if value is None:
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
    before = compiler.node_count
    result = compiler.compile(node.result)
    compiler.scope = outer
    work = compiler.node_count - before

    def innermost(run: Run) -> Value:
        return (result(run),)

    visit: Closure = innermost
    for iterator, domain, slot in reversed(domains):
        visit = _collect(iterator, domain, slot, visit, work)
    return visit


def _collect(iterator: ast.Iterator, domain: Closure, slot: int, visit: Closure, work: int) -> Closure:
    """The results of one loop of a `for`, as one list; `visit` gives the list of the loops inside."""

    def collect(run: Run) -> Value:
        value = domain(run)
        if value is None or value is NOT_APPLICABLE:
            return value
        if type(value) is Pending:
            run.slots[slot] = value
            return Pending(value.needs | needs_of(visit(run)))
        results: list[Value] = []
        needs: set[str] = set()
        for each in _members(run, iterator, value, work):
            run.slots[slot] = each
            found = visit(run)
            if isinstance(found, tuple):
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
        if not (
            isinstance(one, Decimal) and isinstance(other, Decimal) and is_whole(one) and is_whole(other)
        ):
            run.fail(node, Text("“..”两端必须是整数", "Both ends of “..” must be whole numbers"))
            return None
        run.spend(int(min(NUMBERS.subtract(other, one).copy_abs(), Decimal(MAX_WORK))) + 1, node)
        step = 1 if one <= other else -1
        return tuple([number(each) for each in range(int(one), int(other) + step, step)])

    return run_series


def _context(compiler: Compiler, node: ast.ContextLiteral) -> Closure:
    """A context; each entry sees those before it (DMN 1.5 clause 10.3.2.7)."""
    outer = compiler.scope
    entries: list[tuple[str, int, Closure]] = []
    for entry in node.entries:
        closure = compiler.compile(entry.value)
        slot = compiler.new_slot()
        entries.append((entry.key, slot, closure))
        compiler.scope = (*compiler.scope, Binding(slot, entry.key))
    compiler.scope = outer
    repeated = len({key for key, _, _ in entries}) < len(entries)

    def run_context(run: Run) -> Value:
        if repeated:
            run.fail(node, Text("同一个名称写了两次", "The same key is written twice"))
            return None
        context: dict[str, Value] = {}
        for key, slot, closure in entries:
            context[key] = run.slots[slot] = closure(run)
        return context

    return run_context


HANDLERS: Final[dict[type[ast.Expression], Handler]] = {
    ast.Filter: _filter,
    ast.Quantified: _quantified,
    ast.For: _for,
    ast.Series: _series,
    ast.ContextLiteral: _context,
}
