"""The nodes that a decision model adds to the tree of the rules language.

A boxed expression becomes one tree (`translation`), in which these stand beside those of `feel.ast`; `closures` and
`table_closures` compile them.
"""

from __future__ import annotations

from dataclasses import dataclass

from yijian.core.decisions.boxed import Aggregation, HitPolicy
from yijian.core.decisions.item_types import ItemType
from yijian.core.feel import ast
from yijian.core.feel.errors import FeelError


@dataclass(frozen=True, slots=True)
class Conforming(ast.Expression):
    """A value brought to a type; null, with the reason recorded, where it cannot be."""

    value: ast.Expression
    type: ItemType
    what: str
    """The name of what has the type."""


@dataclass(frozen=True, slots=True)
class ModelParameter(ast.Node):
    """A parameter of a function of a model, and the type that an argument is brought to."""

    name: str
    target: ItemType


@dataclass(frozen=True, slots=True)
class Function(ast.Expression):
    """A boxed function."""

    parameters: tuple[ModelParameter, ...]
    body: ast.Expression


@dataclass(frozen=True, slots=True)
class StrictCondition(ast.Expression):
    """The condition of a boxed filter or quantifier: true, false or null; anything else spoils the whole box."""

    condition: ast.Expression


@dataclass(frozen=True, slots=True)
class StrictBox(ast.Expression):
    """A boxed filter or quantifier: null where its `StrictCondition` is no condition for some member."""

    box: ast.Expression


@dataclass(frozen=True, slots=True)
class Broken(ast.Expression):
    """A text that could not be read: null, with the reason recorded."""

    error: FeelError


@dataclass(frozen=True, slots=True)
class TableInput(ast.Node):
    """What a column of conditions looks at, and the tests its value must pass."""

    value: ast.Expression
    allowed: ast.UnaryTests | None


@dataclass(frozen=True, slots=True)
class TableOutput(ast.Node):
    """A column of results: the values it may have, highest priority first (none: any), and what it has by default."""

    name: str
    allowed: tuple[ast.Expression, ...]
    priorities: tuple[ast.Expression, ...]
    default: ast.Expression | None


@dataclass(frozen=True, slots=True)
class TableRule(ast.Node):
    """A row: one condition for each input (over the name `?`), one result for each output."""

    conditions: tuple[ast.Expression, ...]
    results: tuple[ast.Expression, ...]


@dataclass(frozen=True, slots=True)
class Table(ast.Expression):
    """A decision table."""

    inputs: tuple[TableInput, ...]
    outputs: tuple[TableOutput, ...]
    rules: tuple[TableRule, ...]
    hit_policy: HitPolicy
    aggregation: Aggregation | None
