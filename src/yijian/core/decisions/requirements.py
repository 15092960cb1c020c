"""The requirements graph: what each decision takes, by which name, in which order (DMN 1.5 clauses 6.3, 10.4)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    InputData,
)
from yijian.core.errors import Text

Node: TypeAlias = InputData | Decision | BusinessKnowledgeModel | DecisionService


@dataclass(frozen=True, slots=True)
class Key:
    """A node of the graph: the namespace of its model, and its id (its name where it has no id)."""

    namespace: str
    id: str


@dataclass(frozen=True, slots=True)
class Required:
    """Something that is taken: which node, its name, and the name of its model where that is written before it."""

    key: Key
    name: str
    model: str | None


class RequirementsGraph:
    """The nodes of a model and of those it imports, with what each takes. Raises `ModelInvalid`."""

    def __init__(self, models: Mapping[str, Definitions]) -> None:
        self.models = models
        self.nodes: dict[Key, Node] = {}
        for model in models.values():
            nodes: list[Node] = [
                *model.input_data,
                *model.decisions,
                *model.knowledge_models,
                *model.services,
            ]
            for node in nodes:
                key = Key(model.namespace, node.id or node.name)
                if key in self.nodes:
                    raise ModelInvalid(
                        reason=Text(f"标识“{key.id}”用了两次", f"The id “{key.id}” is used twice"),
                        element=node.name,
                    )
                self.nodes[key] = node
        self._required = {key: self._all_required(key, node) for key, node in self.nodes.items()}

    def named(self, namespace: str, name: str) -> Key | None:
        """The node of a model that has a name; a decision comes before a service of the same name."""
        for key, node in self.nodes.items():
            if key.namespace == namespace and node.name == name:
                return key
        return None

    def required(self, key: Key) -> tuple[Required, ...]:
        """What a node takes."""
        return self._required[key]

    def follow(self, reference: str, source: Key) -> Key:
        """The node that a reference in a model means."""
        namespace, _, identity = reference.rpartition("#")
        key = Key(namespace or source.namespace, identity)
        if key not in self.nodes:
            raise ModelInvalid(
                reason=Text(f"“{reference}”没有指向任何元素", f"“{reference}” refers to nothing"),
                element=self.nodes[source].name,
            )
        return key

    def order(self, wanted: Iterable[Key], given: Container[Key] = ()) -> tuple[Key, ...]:
        """The nodes to evaluate for those that are wanted, each after what it takes; not beyond those that are given.

        Raises `ModelInvalid` for a circle of decisions. Business knowledge models may call each other in a circle.
        """
        done: dict[Key, None] = {}
        path: dict[Key, None] = {}  # in the order of the requirements
        waiting: list[tuple[Key, bool]] = [(key, False) for key in reversed(list(wanted))]
        while waiting:
            key, finished = waiting.pop()
            if finished:
                path.popitem()
                done[key] = None
                continue
            if key in done or key in given:
                continue
            if key in path:
                if isinstance(self.nodes[key], BusinessKnowledgeModel):
                    continue
                circle = [*path, key]
                names = " → ".join(self.nodes[each].name for each in circle[circle.index(key) :])
                raise ModelInvalid(
                    reason=Text(f"决策互相依赖（{names}）", f"Decisions depend on each other ({names})"),
                    element=self.nodes[key].name,
                )
            path[key] = None
            waiting.append((key, True))
            waiting.extend((each.key, False) for each in reversed(self._required[key]))
        return tuple(done)

    def _all_required(self, key: Key, node: Node) -> tuple[Required, ...]:
        references: list[str] = []
        if isinstance(node, Decision):
            references += [each.decision or each.input or "" for each in node.information]
        if isinstance(node, Decision | BusinessKnowledgeModel):
            references += [each.knowledge for each in node.knowledge]
        found: list[Required] = []
        for reference in references:
            required = self.follow(reference, key)
            name = self.nodes[required].variable.name
            found.extend(Required(required, name, model) for model in self._models_before(key, required))
        models = {each.model for each in found}
        for each in found:
            if each.model is None and each.name in models:
                raise ModelInvalid(
                    reason=Text(
                        f"名称“{each.name}”又是导入的模型的名称",
                        f"The name “{each.name}” is that of an imported model, too",
                    ),
                    element=node.name,
                )
        return tuple(found)

    def _models_before(self, source: Key, target: Key) -> Iterable[str | None]:
        """What is written before the name of a node: nothing, or the name of the import (one for each such import)."""
        if source.namespace == target.namespace:
            return [None]
        imports = [
            each.name or None
            for each in self.models[source.namespace].imports
            if each.namespace == target.namespace
        ]
        if not imports:
            raise ModelInvalid(
                reason=Text(
                    f"没有导入模型“{target.namespace}”", f"The model “{target.namespace}” is not imported"
                ),
                element=self.nodes[source].name,
            )
        return imports
