"""Evaluating a decision model: everything is read and compiled once, and evaluated as often as wanted.

Nothing that is wrong with one expression raises: that value is null, and the result says why. What makes the model
as a whole meaningless (a reference to nothing, decisions in a circle) raises `ModelInvalid` when it is compiled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from yijian.core.decisions.compiled_nodes import CompiledNodes
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.model import Definitions
from yijian.core.decisions.requirements import Key
from yijian.core.decisions.running import Evaluation, Failure
from yijian.core.errors import Text
from yijian.core.feel.runtime import needs_of, to_result
from yijian.core.feel.values import DateTime, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionResult:
    """What a decision came to.

    `value` is `UNKNOWN` while inputs are missing that may decide it, and `None` for null; `needs` are the paths of
    those inputs. `failures` say why a value is null: of this decision, or of one that it takes.
    """

    value: Value
    needs: frozenset[str] = frozenset()
    failures: tuple[Failure, ...] = ()


class DecisionModel:
    """A model ready to be evaluated. Safe to share between threads."""

    __slots__ = ("_nodes", "definitions")

    def __init__(self, definitions: Definitions, imported: Iterable[Definitions] = ()) -> None:
        """`imported` are the models that it imports, and those that they import. Raises `ModelInvalid`."""
        models = {definitions.namespace: definitions}
        for each in imported:
            if models.setdefault(each.namespace, each) is not each:
                raise ModelInvalid(
                    reason=Text(
                        f"命名空间“{each.namespace}”用了两次",
                        f"The namespace “{each.namespace}” is used twice",
                    ),
                    element=each.name,
                )
        self.definitions = definitions
        self._nodes = CompiledNodes(models)

    def decide(
        self, name: str, inputs: Mapping[str, Value], *, absent: Value = None, moment: DateTime | None = None
    ) -> DecisionResult:
        """The result of the decision of that name, or the function that a knowledge model or a service is.

        `inputs` are by name of the input datum (`namespace#name` for one of an imported model); one that is missing
        is `absent`: null, or `UNKNOWN`. `moment` is the date and time of the evaluation, which `now()` and `today()`
        need. Raises `KeyError` for a name that the model does not have.
        """
        evaluation = Evaluation(self._nodes, inputs, absent=absent, moment=moment)
        return _result(evaluation, evaluation.value_of(self._key(name)))

    def invoke(
        self, name: str, inputs: Mapping[str, Value], *, absent: Value = None, moment: DateTime | None = None
    ) -> dict[str, DecisionResult]:
        """The results of all output decisions of a decision service, by name; of a knowledge model, its one result.

        `inputs` are by name of the parameter. Raises `KeyError` for a name that is neither.
        """
        key = self._key(name)
        outputs = self._nodes.outputs_of(key)
        if not outputs:
            raise KeyError(name)
        results: dict[str, DecisionResult] = {}
        for output in outputs:
            evaluation = Evaluation(self._nodes, inputs, absent=absent, moment=moment)
            results[self._nodes.graph.nodes[output].name] = _result(
                evaluation, evaluation.output_of(key, output)
            )
        return results

    def _key(self, name: str) -> Key:
        key = self._nodes.graph.named(self.definitions.namespace, name)
        if key is None:
            raise KeyError(name)
        return key


def _result(evaluation: Evaluation, value: Value) -> DecisionResult:
    return DecisionResult(
        value=to_result(value), needs=needs_of(value), failures=tuple(evaluation.account.failures)
    )
