"""A decision table as an author writes it, in YAML or as plain mappings: the keys are the fields of these values.

    name: allowance
    hit_policy: FIRST
    inputs:
      - expression: person.age
        values: "[0..150]"
      - expression: person.residence
    outputs:
      - name: amount
        type: number
        default: "0"
    rules:
      - when: [">= 90", '"local"']
        then: ["300"]
        note: the notice of 2024, article 3
      - when: ["[80..90)", '"local"']
        then: ["100"]

Cells are texts of FEEL; a cell of `when` that is `-` or empty holds for every value. `table_of` gives the value that
runs, and that XML is written from; `text_of` is the way back.
"""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.decisions.boxed import (
    Aggregation,
    DecisionTable,
    HitPolicy,
    InputClause,
    LiteralExpression,
    OutputClause,
    Rule,
)
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.errors import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InputText:
    """A column of conditions: what it looks at, and the values that has (unary tests)."""

    expression: str
    values: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputText:
    """A column of results; the order of `values` is that of priority. A single output needs no name."""

    name: str | None = None
    type: str | None = None
    values: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A row: one cell for each input, one for each output, and a note such as the legal basis."""

    when: tuple[str, ...]
    then: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableText:
    """A decision table."""

    name: str
    outputs: tuple[OutputText, ...]
    rules: tuple[RuleText, ...]
    inputs: tuple[InputText, ...] = ()
    hit_policy: HitPolicy = "UNIQUE"
    aggregation: Aggregation | None = None


def table_of(text: TableText) -> DecisionTable:
    """The table that the text says. Raises `ModelInvalid` for rows that do not have the cells of its columns."""
    if not text.outputs:
        raise ModelInvalid(
            reason=Text("决策表没有输出列", "The decision table has no output"), element=text.name
        )
    for position, rule in enumerate(text.rules, 1):
        if (len(rule.when), len(rule.then)) != (len(text.inputs), len(text.outputs)):
            raise ModelInvalid(
                reason=Text(
                    f"第 {position} 行有 {len(rule.when)} 个条件、{len(rule.then)} 个结果，"
                    f"应有 {len(text.inputs)} 个、{len(text.outputs)} 个",
                    f"Rule {position} has {len(rule.when)} conditions and {len(rule.then)} results for "
                    f"{len(text.inputs)} inputs and {len(text.outputs)} outputs",
                ),
                element=text.name,
            )
    has_notes = any(rule.note is not None for rule in text.rules)
    return DecisionTable(
        label=text.name,
        hit_policy=text.hit_policy,
        aggregation=text.aggregation,
        inputs=tuple(
            InputClause(
                expression=LiteralExpression(text=each.expression, type_ref=each.type), values=each.values
            )
            for each in text.inputs
        ),
        outputs=tuple(
            OutputClause(
                name=each.name,
                type_ref=each.type,
                values=each.values,
                default=None if each.default is None else LiteralExpression(text=each.default),
            )
            for each in text.outputs
        ),
        rules=tuple(
            Rule(
                inputs=rule.when,
                outputs=tuple(LiteralExpression(text=cell) for cell in rule.then),
                annotations=(rule.note or "",) if has_notes else (),
            )
            for rule in text.rules
        ),
        annotations=("note",) if has_notes else (),
    )


def text_of(table: DecisionTable, *, name: str) -> TableText:
    """The text of a table; ids, labels and the titles of columns that only explain are left out."""
    return TableText(
        name=name,
        hit_policy=table.hit_policy,
        aggregation=table.aggregation,
        inputs=tuple(
            InputText(expression=each.expression.text, values=each.values, type=each.expression.type_ref)
            for each in table.inputs
        ),
        outputs=tuple(
            OutputText(
                name=each.name,
                type=each.type_ref,
                values=each.values,
                default=None if each.default is None else each.default.text,
            )
            for each in table.outputs
        ),
        rules=tuple(
            RuleText(
                when=rule.inputs,
                then=tuple(result.text for result in rule.outputs),
                note=rule.annotations[0] or None if rule.annotations else None,
            )
            for rule in table.rules
        ),
    )
