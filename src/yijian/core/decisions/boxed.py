"""Boxed expressions: the logic of a decision in tabular form (DMN 1.5 clauses 7.3, 8 and 10.2).

Texts of FEEL stand here as they were written; `translation` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

HitPolicy: TypeAlias = Literal["UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT"]
Aggregation: TypeAlias = Literal["SUM", "COUNT", "MIN", "MAX"]
FunctionKind: TypeAlias = Literal["FEEL", "Java", "PMML"]
Orientation: TypeAlias = Literal["Rule-as-Row", "Rule-as-Column", "CrossTable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationItem:
    """A name and the type its value is brought to; no type takes every value."""

    name: str
    type_ref: str | None = None
    id: str | None = None
    label: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """An expression of a model; its value is brought to `type_ref`."""

    type_ref: str | None = None
    id: str | None = None
    label: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralExpression(Boxed):
    """A text of FEEL, or of another language that is not run here."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextEntry:
    """One line of a boxed context; without `variable` it is the result of the whole context."""

    value: Boxed
    variable: InformationItem | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedContext(Boxed):
    entries: tuple[ContextEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedList(Boxed):
    items: tuple[Boxed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Boxed):
    """A list of contexts: each row has one expression for each column."""

    columns: tuple[InformationItem, ...] = ()
    rows: tuple[tuple[Boxed, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionDefinition(Boxed):
    """A function. Of kind FEEL only is it run; the body of the others is a context that names foreign code."""

    kind: FunctionKind = "FEEL"
    parameters: tuple[InformationItem, ...] = ()
    body: Boxed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """An argument of an invocation, by name of the parameter."""

    parameter: InformationItem
    value: Boxed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation(Boxed):
    function: Boxed
    bindings: tuple[Binding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional(Boxed):
    condition: Boxed
    then: Boxed
    otherwise: Boxed


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxedFilter(Boxed):
    source: Boxed
    match: Boxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Iteration(Boxed):
    """`for`, `every` or `some` over one list; `result` is the condition of the latter two."""

    kind: Literal["for", "every", "some"]
    variable: InformationItem
    domain: Boxed
    result: Boxed


@dataclass(frozen=True, slots=True, kw_only=True)
class InputClause:
    """A column of conditions; `values` are unary tests that the value of the expression must pass."""

    expression: LiteralExpression
    values: str | None = None
    id: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputClause:
    """A column of results. `values` are unary tests; their order is the order of priority (highest first)."""

    name: str | None = None
    type_ref: str | None = None
    values: str | None = None
    default: LiteralExpression | None = None
    id: str | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row: one text of unary tests for each input, one expression for each output."""

    inputs: tuple[str, ...]
    outputs: tuple[LiteralExpression, ...]
    annotations: tuple[str, ...] = ()
    id: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable(Boxed):
    """Rules over inputs (clause 8).

    The same value in plain form is a mapping with `inputs`, `outputs`, `rules` and `hit_policy`; see `plain_tables`.
    """

    inputs: tuple[InputClause, ...] = ()
    outputs: tuple[OutputClause, ...] = ()
    rules: tuple[Rule, ...] = ()
    hit_policy: HitPolicy = "UNIQUE"
    aggregation: Aggregation | None = None
    annotations: tuple[str, ...] = ()
    """The titles of the columns that only explain."""
    output_label: str | None = None
    orientation: Orientation | None = None
