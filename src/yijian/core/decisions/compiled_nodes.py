"""The nodes of a requirements graph, compiled: for each decision and each function its tree, its names and its types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yijian.core.decisions.closures import CompiledTree
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.item_types import ItemType
from yijian.core.decisions.model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    InputData,
)
from yijian.core.decisions.nodes import Broken, Conforming, ModelParameter
from yijian.core.decisions.requirements import Key, RequirementsGraph
from yijian.core.decisions.translation import Translator, foreign_function, keys_in
from yijian.core.decisions.type_space import TypeSpace
from yijian.core.errors import Text
from yijian.core.feel import ast
from yijian.core.feel.errors import FeelError
from yijian.core.feel.type_expressions import no_names


@dataclass(frozen=True, slots=True)
class CompiledFunction:
    """A business knowledge model: its parameters, and the tree of its body."""

    parameters: tuple[ModelParameter, ...]
    body: CompiledTree


@dataclass(frozen=True, slots=True)
class CompiledService:
    """A decision service: what it is given, in the order of its parameters, what it gives, and the type of that."""

    parameters: tuple[ModelParameter, ...]
    given: tuple[Key, ...]
    outputs: tuple[Key, ...]
    result: ItemType


class CompiledNodes:
    """All nodes of a model and of those it imports. Raises `ModelInvalid`."""

    def __init__(self, models: Mapping[str, Definitions]) -> None:
        self.graph = RequirementsGraph(models)
        self.decisions: dict[Key, CompiledTree] = {}
        self.functions: dict[Key, CompiledFunction] = {}
        self.services: dict[Key, CompiledService] = {}
        self.types: dict[Key, ItemType] = {}
        """The declared type of each input datum."""
        self._models = models
        self._spaces: dict[str, TypeSpace] = {}
        self._path_names: dict[Key, frozenset[str]] = {}
        """What a path on the value of a node may name."""
        for namespace in models:
            self._space(namespace)
        for key in self.graph.order(self.graph.nodes):
            self._compile(key)

    def outputs_of(self, key: Key) -> tuple[Key, ...]:
        """What can be invoked gives: the output decisions of a service, or a knowledge model itself; else nothing."""
        if key in self.services:
            return self.services[key].outputs
        return (key,) if key in self.functions else ()

    def _space(self, namespace: str, importing: tuple[str, ...] = ()) -> TypeSpace:
        space = self._spaces.get(namespace)
        if space is None:
            model = self._models[namespace]
            if namespace in importing:
                raise ModelInvalid(
                    reason=Text("模型互相导入", "Models import each other"), element=model.name
                )
            imported = [
                (each.name, self._space(each.namespace, (*importing, namespace)))
                for each in model.imports
                if each.namespace in self._models
            ]
            space = self._spaces[namespace] = TypeSpace(model, imported)
        return space

    def _compile(self, key: Key) -> None:
        node = self.graph.nodes[key]
        space = self._space(key.namespace)
        declared = space.resolve(node.variable.type_ref)
        inside = set(declared.names_inside())
        if isinstance(node, InputData):
            self.types[key] = declared
        elif isinstance(node, DecisionService):
            self.services[key] = self._service(key, node, declared.result or declared)
            for output in self.services[key].outputs:
                inside |= {self.graph.nodes[output].name, *self._path_names.get(output, ())}
        else:
            translator = Translator(space, self._models[key.namespace].expression_language)
            if isinstance(node, Decision):
                tree = translator.expression(node.expression, self._names(key), node.name)
                tree = translator.conforming(tree, node.variable.type_ref, node.name)
                self.decisions[key] = self._tree(key, tree, ())
            else:
                tree = self._function(key, node, translator, declared.result or declared)
            inside |= set(keys_in(tree))
        self._path_names[key] = frozenset(inside)

    def _names(self, key: Key) -> frozenset[str]:
        names: set[str] = set(self._spaces[key.namespace].names())
        for required in self.graph.required(key):
            names.update([required.name], self._path_names.get(required.key, ()))
            if required.model is not None:
                names.add(required.model)
        return frozenset(names)

    def _tree(self, key: Key, tree: ast.Expression, more: tuple[str, ...]) -> CompiledTree:
        roots = dict.fromkeys([*(each.model or each.name for each in self.graph.required(key)), *more])
        try:
            return CompiledTree(tree, roots, self._spaces[key.namespace].structure)
        except FeelError as error:
            return CompiledTree(Broken(error), roots, no_names)

    def _function(
        self, key: Key, node: BusinessKnowledgeModel, translator: Translator, result: ItemType
    ) -> ast.Expression:
        logic = node.logic
        formal = () if logic is None else logic.parameters
        parameters = tuple(ModelParameter(each.name, translator.type_of(each.type_ref)) for each in formal)
        names = self._names(key)
        for each in parameters:
            names |= {each.name, *each.target.names_inside()}
        if logic is not None and logic.kind != "FEEL":
            tree: ast.Expression = Broken(foreign_function(node.name, logic.kind))
        else:
            tree = translator.expression(None if logic is None else logic.body, names, node.name)
            if logic is not None:
                tree = translator.conforming(tree, logic.type_ref, node.name)
            tree = Conforming(tree, result, node.name)
        self.functions[key] = CompiledFunction(
            parameters, self._tree(key, tree, tuple(each.name for each in parameters))
        )
        return tree

    def _service(self, key: Key, node: DecisionService, result: ItemType) -> CompiledService:
        given = tuple(self.graph.follow(href, key) for href in (*node.input_data, *node.input_decisions))
        parameters = tuple(
            ModelParameter(
                self.graph.nodes[each].variable.name,
                self._space(each.namespace).resolve(self.graph.nodes[each].variable.type_ref),
            )
            for each in given
        )
        outputs = tuple(self.graph.follow(href, key) for href in node.output_decisions)
        return CompiledService(parameters, given, outputs, result)
