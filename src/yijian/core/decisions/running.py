"""One evaluation of a model: the values known so far, the reasons for nulls, and the work that is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yijian.core.decisions.closures import CompiledTree
from yijian.core.decisions.compiled_nodes import CompiledFunction, CompiledNodes, CompiledService
from yijian.core.decisions.item_types import ItemType
from yijian.core.decisions.model import Decision, DecisionService, InputData
from yijian.core.decisions.nodes import ModelParameter
from yijian.core.decisions.requirements import Key
from yijian.core.feel.coercion import brought, fitted
from yijian.core.feel.errors import FeelError, FeelEvaluationError, OperationFailed
from yijian.core.feel.runtime import MAX_ERRORS, OpenContext, from_fact
from yijian.core.feel.values import UNKNOWN, DateTime, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a value is null, and in which element of the model."""

    element: str
    error: FeelError


@dataclass(slots=True)
class Account:
    """What an evaluation has come to, with those of the decision services that it calls."""

    failures: list[Failure] = field(default_factory=list)
    work: int = 0
    """How many nodes have been visited; at most about `MAX_WORK`."""

    def record(self, element: str, errors: Sequence[FeelError]) -> None:
        """Record why a value of an element is null."""
        room = max(MAX_ERRORS - len(self.failures), 0)
        self.failures.extend(Failure(element=element, error=error) for error in errors[:room])


class Evaluation:
    """One evaluation: of a model for a caller, or of a decision service inside another evaluation."""

    def __init__(
        self,
        nodes: CompiledNodes,
        inputs: Mapping[str, Value],
        *,
        absent: Value,
        moment: DateTime | None,
        account: Account | None = None,
    ) -> None:
        self.account = Account() if account is None else account
        self._nodes = nodes
        self._inputs = inputs
        self._absent = absent
        self._moment = moment
        self._values: dict[Key, Value] = {}

    def value_of(self, wanted: Key) -> Value:
        """The value of a node, as the evaluator has it."""
        for key in self._nodes.graph.order([wanted], self._values):
            self._values[key] = self._evaluate(key)
        return self._values[wanted]

    def output_of(self, invoked: Key, output: Key) -> Value:
        """The value of one output of what is invoked with the inputs of this evaluation as arguments."""
        name = self._nodes.graph.nodes[invoked].name
        if invoked in self._nodes.functions:
            self.value_of(invoked)
            function = self._nodes.functions[invoked]
            arguments = [self._told(invoked, each.name, each.target) for each in function.parameters]
            return self.call_function(invoked, function, arguments)
        service = self._nodes.services[invoked]
        for parameter, key in zip(service.parameters, service.given, strict=True):
            self._values[key] = self._told(key, parameter.name, parameter.target)
        value = self.value_of(output)
        return value if len(service.outputs) > 1 else self._brought(value, service.result, name)

    def _evaluate(self, key: Key) -> Value:
        node = self._nodes.graph.nodes[key]
        if isinstance(node, InputData):
            return self._told(key, node.name, self._nodes.types[key])
        if isinstance(node, Decision):
            return self._run(node.name, self._nodes.decisions[key], self._scope(key))
        if isinstance(node, DecisionService):
            return ServiceFunction(self, key, self._nodes.services[key])
        return KnowledgeFunction(self, key, self._nodes.functions[key])

    def _scope(self, key: Key) -> dict[str, Value]:
        """The values of what a node takes, by name; of what it takes from a model imported, in a context."""
        scope: dict[str, Value] = {}
        imported: dict[str, dict[str, Value]] = {}
        for required in self._nodes.graph.required(key):
            names = scope if required.model is None else imported.setdefault(required.model, {})
            names[required.name] = self._values[required.key]
        return {**scope, **imported}

    def _told(self, key: Key, name: str, target: ItemType) -> Value:
        """An input as the evaluator takes it, brought to its type."""
        told = self._inputs.get(f"{key.namespace}#{name}", self._inputs.get(name, self._absent))
        try:
            value = from_fact(told, name)
        except OperationFailed as failure:
            self.account.record(name, [FeelEvaluationError(reason=failure.reason)])
            return None
        return self._brought(value if self._absent is UNKNOWN else closed(value), target, name)

    def _brought(self, value: Value, target: ItemType, what: str) -> Value:
        result, failure = brought(value, target)
        if failure is not None:
            self.account.record(what, [FeelEvaluationError(reason=failure)])
        return result

    def _run(self, element: str, tree: CompiledTree, scope: Mapping[str, Value]) -> Value:
        value, run = tree.run(scope, moment=self._moment, work=self.account.work)
        self.account.work = max(self.account.work, run.work)
        self.account.record(element, run.errors)
        return value

    def call_function(self, key: Key, function: CompiledFunction, arguments: Sequence[Value]) -> Value:
        """What a knowledge model gives for arguments. Raises `OperationFailed` where they are not of its types."""
        name = self._nodes.graph.nodes[key].name
        values = fitted(name, function.parameters, arguments)
        scope = self._scope(key)
        scope.update(zip((each.name for each in function.parameters), values, strict=True))
        return self._run(name, function.body, scope)

    def call_service(self, key: Key, service: CompiledService, arguments: Sequence[Value]) -> Value:
        """What a decision service gives for arguments. Raises `OperationFailed` where they are not of its types."""
        name = self._nodes.graph.nodes[key].name
        inner = Evaluation(self._nodes, {}, absent=self._absent, moment=self._moment, account=self.account)
        inner._values.update(zip(service.given, fitted(name, service.parameters, arguments), strict=True))
        results = {self._nodes.graph.nodes[each].name: inner.value_of(each) for each in service.outputs}
        value: Value = results
        if len(results) == 1:
            (value,) = results.values()
        return self._brought(value, service.result, name)


class KnowledgeFunction:
    """A business knowledge model as a value."""

    __slots__ = ("_evaluation", "_function", "_key")

    def __init__(self, evaluation: Evaluation, key: Key, function: CompiledFunction) -> None:
        self._evaluation = evaluation
        self._key = key
        self._function = function

    @property
    def parameters(self) -> Sequence[ModelParameter]:
        """The parameters, in their order."""
        return self._function.parameters

    def __call__(self, *arguments: Value) -> Value:
        """The result. Raises `OperationFailed` where an argument is not of its parameter's type."""
        return self._evaluation.call_function(self._key, self._function, arguments)


class ServiceFunction:
    """A decision service as a value."""

    __slots__ = ("_evaluation", "_key", "_service")

    def __init__(self, evaluation: Evaluation, key: Key, service: CompiledService) -> None:
        self._evaluation = evaluation
        self._key = key
        self._service = service

    @property
    def parameters(self) -> Sequence[ModelParameter]:
        """The parameters: the input data, then the input decisions."""
        return self._service.parameters

    def __call__(self, *arguments: Value) -> Value:
        """The result. Raises `OperationFailed` where an argument is not of its parameter's type."""
        return self._evaluation.call_service(self._key, self._service, arguments)


def closed(value: Value) -> Value:
    """A value in which nothing that is missing is still to be told."""
    if isinstance(value, OpenContext):
        return {str(name): closed(from_fact(member, value.path)) for name, member in value.members.items()}
    return tuple(map(closed, value)) if isinstance(value, tuple) else value
