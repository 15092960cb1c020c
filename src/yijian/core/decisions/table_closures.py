"""Closures of decision tables (DMN 1.5 clauses 8.2.8 to 8.2.12), with facts that are still unknown.

A condition may be pending. A table whose policy picks one rule is then decided where every way to fill the unknown
facts gives the same outputs; a table that collects is pending.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from yijian.core.decisions.hit_policies import COLLECTING, NOTHING_COLLECTED, SINGLE, Hits
from yijian.core.decisions.nodes import Table
from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.compilation import SUBJECT, Binding, Compiler
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.logic import all_of, passes
from yijian.core.feel.runtime import Closure, Pending, Run, all_needs, truth
from yijian.core.feel.values import Value

_UNMATCHED: Final = Text("没有一行规则符合", "No rule matches")


@dataclass(frozen=True, slots=True)
class _Input:
    value: Closure
    slot: int
    allowed: Closure | None
    """Whether the value in the slot is an allowed one."""


@dataclass(frozen=True, slots=True)
class _Output:
    name: str
    allowed: tuple[Closure, ...]
    priorities: tuple[Closure, ...]
    default: Closure | None


@dataclass(frozen=True, slots=True)
class _Rule:
    conditions: tuple[Closure, ...]
    """The conditions that can fail."""
    results: tuple[Closure, ...]


def table(compiler: Compiler, node: Table) -> Closure:
    """The closure of a decision table."""
    bindings = [Binding(compiler.new_slot(), SUBJECT) for _ in node.inputs]
    inputs = [
        _Input(
            compiler.compile(each.value),
            binding.slot,
            None if each.allowed is None else compiler.compile_under(each.allowed, binding),
        )
        for each, binding in zip(node.inputs, bindings, strict=True)
    ]
    outputs = [
        _Output(
            each.name,
            tuple(map(compiler.compile, each.allowed)),
            tuple(map(compiler.compile, each.priorities)),
            None if each.default is None else compiler.compile(each.default),
        )
        for each in node.outputs
    ]
    rules = [
        _Rule(
            tuple(
                compiler.compile_under(condition, binding)
                for condition, binding in zip(rule.conditions, bindings, strict=True)
                if not (isinstance(condition, ast.UnaryTests) and not condition.tests)
            ),
            tuple(map(compiler.compile, rule.results)),
        )
        for rule in node.rules
    ]
    return _Runner(node, tuple(inputs), tuple(outputs), tuple(rules)).run


class _Runner:
    """Runs one table."""

    __slots__ = ("_inputs", "_node", "_outputs", "_rules")

    def __init__(
        self, node: Table, inputs: tuple[_Input, ...], outputs: tuple[_Output, ...], rules: tuple[_Rule, ...]
    ) -> None:
        self._node = node
        self._inputs = inputs
        self._outputs = outputs
        self._rules = rules

    def run(self, run: Run) -> Value:
        if not self._read_inputs(run):
            return None
        run.spend(len(self._rules), self._node)
        sure: list[Value] = []
        perhaps: list[Value] = []
        needs: frozenset[str] = frozenset()
        first_only = self._node.hit_policy == "FIRST"
        for rule in self._rules:
            holds = self._holds(run, rule)
            if holds is True:
                sure.append(self._result(run, rule))
                if first_only:
                    break
            elif type(holds) is Pending:
                perhaps.append(self._result(run, rule))
                needs |= holds.needs
        return self._decide(run, Hits(sure, perhaps, needs))

    def _read_inputs(self, run: Run) -> bool:
        """Put the value of each input into its slot; False where one is not an allowed value."""
        for each in self._inputs:
            value = each.value(run)
            run.slots[each.slot] = value
            if each.allowed is not None and value is not None and each.allowed(run) is False:
                run.fail(
                    self._node,
                    Text(
                        "决策表的输入不在允许值之内", "An input of the table is not one of the allowed values"
                    ),
                )
                return False
        return True

    def _holds(self, run: Run, rule: _Rule) -> bool | Pending | None:
        results: list[bool | Pending | None] = []
        for condition in rule.conditions:
            holds = truth(run, self._node, condition(run))
            if holds is False or holds is None:
                return False
            results.append(holds)
        return all_of(results)

    def _result(self, run: Run, rule: _Rule) -> Value:
        """What a rule gives: the value of its output, or of several outputs the context of them; null if not allowed."""
        values: list[Value] = []
        for output, closure in zip(self._outputs, rule.results, strict=True):
            value = closure(run)
            if output.allowed and value is not None and not self._allowed(run, output, value):
                run.fail(
                    self._node,
                    Text(
                        f"决策表的输出“{output.name}”不在允许值之内",
                        f"The output “{output.name}” of the table is not one of the allowed values",
                    ),
                )
                value = None
            values.append(value)
        return self._together(values)

    def _allowed(self, run: Run, output: _Output, value: Value) -> bool:
        return any(passes(run, self._node, value, allowed(run)) is not False for allowed in output.allowed)

    def _together(self, values: list[Value]) -> Value:
        if len(self._outputs) == 1:
            return values[0]
        return {output.name: value for output, value in zip(self._outputs, values, strict=True)}

    def _default(self, run: Run) -> Value:
        if all(output.default is None for output in self._outputs):
            if self._node.hit_policy not in SINGLE and self._node.aggregation in NOTHING_COLLECTED:
                return NOTHING_COLLECTED[self._node.aggregation]
            run.fail(self._node, _UNMATCHED)
            return None
        return self._together(
            [None if output.default is None else output.default(run) for output in self._outputs]
        )

    def _decide(self, run: Run, hits: Hits) -> Value:
        policy = self._node.hit_policy
        if not hits.sure and not hits.perhaps:
            return self._default(run)
        try:
            if policy in SINGLE:
                ranks = self._ranks(run, hits) if policy == "PRIORITY" else ()
                default = self._default_if_pending(run, hits)
                return SINGLE[policy](hits, ranks, default)
            open_results = all_needs((*hits.sure, *hits.perhaps))
            compared = policy == "OUTPUT ORDER" or self._node.aggregation in ("SUM", "MIN", "MAX")
            if hits.perhaps or (compared and open_results):
                return Pending(hits.needs | open_results)
            values = hits.sure
            if policy == "OUTPUT ORDER":
                ranks = self._ranks(run, hits)
                values = [
                    value for _, value in sorted(zip(ranks, values, strict=True), key=lambda pair: pair[0])
                ]
            return COLLECTING[self._node.aggregation](values, len(self._outputs))
        except OperationFailed as failure:
            run.fail(self._node, failure.reason)
            return None

    def _default_if_pending(self, run: Run, hits: Hits) -> Value:
        if hits.sure:
            return None
        before = len(run.errors)
        default = self._default(run)
        del run.errors[before:]
        return default

    def _ranks(self, run: Run, hits: Hits) -> tuple[tuple[int, ...], ...]:
        """For each hit, sure ones first, the place of its outputs in the lists of allowed values; 0 is highest."""
        if not any(output.priorities for output in self._outputs):
            raise OperationFailed(
                Text(
                    "没有输出值的次序，不能定优先级", "There is no order of output values to give priority by"
                )
            )
        orders = [[priority(run) for priority in output.priorities] for output in self._outputs]
        return tuple(self._rank(run, orders, value) for value in (*hits.sure, *hits.perhaps))

    def _rank(self, run: Run, orders: list[list[Value]], value: Value) -> tuple[int, ...]:
        parts = list(value.values()) if len(orders) > 1 and isinstance(value, dict) else [value]
        rank = []
        for order, part in zip(orders, parts, strict=True):
            places = [
                place for place, test in enumerate(order) if passes(run, self._node, part, test) is True
            ]
            rank.append(places[0] if places else len(order))
        return tuple(rank)
