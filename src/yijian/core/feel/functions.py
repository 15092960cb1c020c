"""Closures of function definitions, of calls of functions that are values, and of `instance of`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.coercion import Target, TargetedParameter, fitted
from yijian.core.feel.compilation import Binding, Compiler, Handler
from yijian.core.feel.errors import OperationFailed
from yijian.core.feel.runtime import Closure, Pending, Run, all_needs, needs_of, not_applicable_in
from yijian.core.feel.signatures import Builtin, call
from yijian.core.feel.type_expressions import ListType, NamedType, Resolver, TypeName
from yijian.core.feel.type_names import is_defined, is_instance, needs_for
from yijian.core.feel.values import NOT_APPLICABLE, Callback, Value


@dataclass(frozen=True, slots=True)
class TypeTarget:
    """A type as a rule writes it, to bring arguments to."""

    type: TypeName
    resolve: Resolver

    @property
    def name(self) -> str:
        """The type as it is written."""
        return str(self.type)

    @property
    def is_list(self) -> bool:
        """Whether its values are lists."""
        wanted: TypeName | None = self.type
        while isinstance(wanted, NamedType) and wanted.name != "list":
            wanted = self.resolve(wanted.name)
        return isinstance(wanted, ListType | NamedType)

    def holds(self, value: Value, /) -> bool:
        """Whether a value belongs to the type, or may once it is known."""
        if value is None or value is NOT_APPLICABLE or needs_of(value):
            return True
        return is_instance(value, self.type, self.resolve)


@dataclass(frozen=True, slots=True)
class FunctionParameter:
    """A parameter of a function: its name, and the type that its argument is brought to."""

    name: str
    target: Target | None = None

    @property
    def type(self) -> TypeName | None:
        """The type as a rule writes it, where one does."""
        return self.target.type if isinstance(self.target, TypeTarget) else None


class FunctionValue:
    """A function, with what was around it when it was made."""

    __slots__ = ("_body", "_node", "_run", "_slots", "_surroundings", "_work", "parameters")

    def __init__(
        self,
        node: ast.Expression,
        parameters: Sequence[TargetedParameter],
        slots: Sequence[int],
        body: Closure,
        work: int,
        run: Run,
    ) -> None:
        self.parameters = parameters
        self._node = node
        self._slots = slots
        self._body = body
        self._run = run
        self._work = work
        self._surroundings = list(run.slots)

    def learn(self, slot: int, value: Value) -> None:
        """Put a value into what is around the function: that of the name it has itself."""
        self._surroundings[slot] = value

    def __call__(self, *arguments: Value) -> Value:
        """The result. Raises `OperationFailed` where the arguments do not fit the parameters."""
        run = self._run
        run.spend(self._work, self._node)
        for argument in arguments:
            run.look(argument, self._node)
        values = fitted("function", self.parameters, arguments)
        outside = run.slots
        run.slots = list(self._surroundings)
        for slot, value in zip(self._slots, values, strict=True):
            run.slots[slot] = value
        try:
            return self._body(run)
        finally:
            run.slots = outside


class BuiltinFunction:
    """A function of the language as a value; it takes known arguments."""

    __slots__ = ("_builtin", "_node", "_run", "parameters")

    def __init__(self, builtin: Builtin, node: ast.Expression, run: Run) -> None:
        self.parameters = builtin.overloads[0].parameters
        self._builtin = builtin
        self._node = node
        self._run = run

    def __call__(self, *arguments: Value) -> Value:
        """The result. Raises `OperationFailed` where the arguments do not fit."""
        if any(map(not_applicable_in, arguments)):
            return NOT_APPLICABLE
        needs = all_needs(arguments)
        if needs:
            return Pending(needs)
        overloads = [each for each in self._builtin.overloads if each.takes(len(arguments))]
        return call(self._builtin, overloads, arguments, self._run.moment, self._spend)

    def _spend(self, work: int) -> None:
        self._run.spend(work, self._node)


def function_closure(
    compiler: Compiler, node: ast.Expression, parameters: Sequence[TargetedParameter], body: ast.Expression
) -> Closure:
    """The closure that makes a function."""
    slots = [compiler.new_slot() for _ in parameters]
    bindings = [Binding(slot, each.name) for slot, each in zip(slots, parameters, strict=True)]
    before = compiler.node_count
    compiled = compiler.compile_under(body, *bindings)
    work = compiler.node_count - before + compiler.slot_count // 16  # a call copies the slots
    return lambda run: FunctionValue(node, parameters, slots, compiled, work, run)


def _definition(compiler: Compiler, node: ast.FunctionDefinition) -> Closure:
    parameters = [
        FunctionParameter(each.name, None if each.type is None else TypeTarget(each.type, compiler.types))
        for each in node.parameters
    ]
    if node.external:
        return function_closure(compiler, node, parameters, ast.External(node.body, span=node.body.span))
    return function_closure(compiler, node, parameters, node.body)


def _external(_compiler: Compiler, node: ast.External) -> Closure:
    def fail(run: Run) -> Value:
        run.fail(
            node,
            Text("外部函数不在这里运行", "A function of another language is not run here"),
            Text("请用 FEEL 书写", "Write it in FEEL"),
        )
        return None

    return fail


def value_call(compiler: Compiler, node: ast.Call) -> Closure:
    """The closure of a call of a function that is a value."""
    called = compiler.compile(node.function)
    arguments = [(each.name, compiler.compile(each.value)) for each in node.arguments]

    def run_call(run: Run) -> Value:
        function = called(run)
        if function is NOT_APPLICABLE or type(function) is Pending:
            return function
        if not isinstance(function, Callback):
            run.fail(node, Text("这里要调用的不是函数", "What is called here is no function"))
            return None
        try:
            return function(*arranged(function, [(name, argument(run)) for name, argument in arguments]))
        except OperationFailed as failure:
            run.fail(node, failure.reason)
            return None

    return run_call


def arranged(function: Callback, given: Sequence[tuple[str | None, Value]]) -> list[Value]:
    """Arguments in the order of the parameters. Raises `OperationFailed` for names that are not theirs."""
    if all(name is None for name, _ in given):
        return [value for _, value in given]
    by_name = {name: value for name, value in given if name is not None}
    names = [str(getattr(each, "name", "")) for each in function.parameters]
    if len(by_name) < len(given) or by_name.keys() != set(names):
        wanted = ", ".join(names)
        raise OperationFailed(
            Text(f"参数的名称应为：{wanted}", f"The names of the arguments are to be: {wanted}")
        )
    return [by_name[name] for name in names]


def _instance_of(compiler: Compiler, node: ast.InstanceOf) -> Closure:
    subject = compiler.compile(node.subject)
    wanted, resolve = node.type, compiler.types
    if not is_defined(wanted, resolve):

        def fail(run: Run) -> Value:
            run.fail(node, Text(f"没有类型“{wanted}”", f"There is no type “{wanted}”"))
            return None

        return fail

    def run_instance(run: Run) -> Value:
        value = subject(run)
        if value is NOT_APPLICABLE:
            return False
        run.look(value, node)
        if type(value) is not Pending and not is_instance(value, wanted, resolve):
            return False
        needs = needs_for(value, wanted, resolve)
        return Pending(needs) if needs else True

    return run_instance


HANDLERS: Final[dict[type[ast.Expression], Handler]] = {
    ast.FunctionDefinition: _definition,
    ast.External: _external,
    ast.InstanceOf: _instance_of,
}
