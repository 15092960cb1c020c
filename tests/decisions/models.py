"""Small models for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from yijian.core.decisions.boxed import (
    Boxed,
    DecisionTable,
    InformationItem,
    InputClause,
    LiteralExpression,
    OutputClause,
    Rule,
)
from yijian.core.decisions.evaluation import DecisionModel, DecisionResult
from yijian.core.decisions.model import (
    Decision,
    Definitions,
    InformationRequirement,
    InputData,
    ItemDefinition,
    KnowledgeRequirement,
)
from yijian.core.feel.values import Value


def literal(text: str, type_ref: str | None = None) -> LiteralExpression:
    return LiteralExpression(text=text, type_ref=type_ref)


def item(name: str, type_ref: str | None = None) -> InformationItem:
    return InformationItem(name=name, type_ref=type_ref)


def input_data(name: str, type_ref: str | None = None) -> InputData:
    return InputData(name=name, id=name, variable=item(name, type_ref))


def decision(
    name: str,
    expression: Boxed | str | None,
    *,
    type_ref: str | None = None,
    inputs: Iterable[str] = (),
    decisions: Iterable[str] = (),
    knowledge: Iterable[str] = (),
) -> Decision:
    """A decision that takes input data, decisions and knowledge by id."""
    return Decision(
        name=name,
        id=name,
        variable=item(name, type_ref),
        expression=literal(expression) if isinstance(expression, str) else expression,
        information=(
            *(InformationRequirement(input=f"#{each}") for each in inputs),
            *(InformationRequirement(decision=f"#{each}") for each in decisions),
        ),
        knowledge=tuple(KnowledgeRequirement(knowledge=f"#{each}") for each in knowledge),
    )


def definitions(*nodes: Any, types: Iterable[ItemDefinition] = (), **more: Any) -> Definitions:
    """A model of input data, decisions, knowledge models and services, in any order."""
    fields: dict[str, list[Any]] = {}
    names = {
        "InputData": "input_data",
        "Decision": "decisions",
        "BusinessKnowledgeModel": "knowledge_models",
        "DecisionService": "services",
    }
    for node in nodes:
        fields.setdefault(names[type(node).__name__], []).append(node)
    return Definitions(
        **{
            "name": "m",
            "namespace": "m",
            "item_definitions": tuple(types),
            **{name: tuple(values) for name, values in fields.items()},
            **more,
        }
    )


def given(inputs: Mapping[str, Any]) -> dict[str, Value]:
    """Python's numbers and lists as FEEL's."""
    return {name: _feel(value) for name, value in inputs.items()}


def _feel(value: Any) -> Value:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, list):
        return tuple(map(_feel, value))
    return {key: _feel(each) for key, each in value.items()} if isinstance(value, dict) else value


def table(
    inputs: str,
    outputs: str,
    *rules: str,
    values: Mapping[str, str] = {},
    defaults: Mapping[str, str] = {},
    **more: Any,
) -> DecisionTable:
    """A table out of texts: columns apart by `|`, each rule as `conditions => results`."""
    columns = [each.strip() for each in inputs.split("|") if each.strip()]
    names = [each.strip() for each in outputs.split("|")]

    def cells(text: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in text.split("|"))

    return DecisionTable(
        inputs=tuple(InputClause(expression=literal(each), values=values.get(each)) for each in columns),
        outputs=tuple(
            OutputClause(
                name=name or None,
                values=values.get(name),
                default=literal(defaults[name]) if name in defaults else None,
            )
            for name in names
        ),
        rules=tuple(
            Rule(
                inputs=cells(rule.partition("=>")[0]) if columns else (),
                outputs=tuple(map(literal, cells(rule.partition("=>")[2]))),
            )
            for rule in rules
        ),
        **more,
    )


def decide(expression: Boxed | str, inputs: Mapping[str, Any] = {}, **more: Any) -> DecisionResult:
    """What one decision comes to, whose requirements are all the inputs given."""
    model = DecisionModel(
        definitions(*map(input_data, inputs), decision("d", expression, inputs=inputs), **more)
    )
    return model.decide("d", given(inputs))
