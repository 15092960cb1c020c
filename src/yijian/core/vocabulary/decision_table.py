"""A published table that decides something by cases: the amount by age, the months by year (DMN 1.5 clause 8).

Rules name it as they name a fact; what it gives is worked out from the facts of their roles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from yijian.core.decisions.plain_tables import InputText, OutputText, RuleText, TableText
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import LegalBasis, Marked
from yijian.core.vocabulary.service import Role

Cell: TypeAlias = str | int | bool
"""A cell as it is written: FEEL, or a whole number or true and false as YAML reads them."""


class HitPolicy(StrEnum):
    """What the table gives where several rows hold, by the names of the standard.

    Of a list of results (RULE ORDER, OUTPUT ORDER) no rule could make use.
    """

    UNIQUE = "UNIQUE"  # no two rows hold together
    ANY = "ANY"  # rows that hold together give the same
    FIRST = "FIRST"  # the row that stands first
    PRIORITY = "PRIORITY"  # the row whose result stands first in `values`
    COLLECT = "COLLECT"  # all rows, by `aggregation`


class Aggregation(StrEnum):
    """What a table that collects makes of the results of the rows that hold."""

    SUM = "SUM"
    COUNT = "COUNT"
    MIN = "MIN"
    MAX = "MAX"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableInput:
    """A column of conditions: `expression` is FEEL over the roles of the table, and what it is called."""

    expression: str
    name: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutput:
    """A column of results. Of several each has a `name`, by which rules ask for it; `title` is what people call it.

    `values` are all its values in the order of priority; `default` is what holds where no row applies.
    """

    name: str | None = None
    title: Text | None = None
    values: str | None = None
    default: Cell | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow(Marked):
    """A row: a cell of unary tests for each input (`-`: whatever it is), a cell for each output.

    A row that says nothing of its certainty and source has those of its table. `note`: what a reader must know of it,
    such as the article that it rests on.
    """

    when: tuple[Cell, ...]
    then: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDefinition(Marked):
    """A decision table. `roles` are those whose facts it reads: a rule that names the table has roles of these names.

    ValueError where a policy that collects does not say how, or another does; where there is no output or no row; and where
    several outputs do not each have a name of their own.
    """

    id: str
    name: Text
    roles: dict[str, Role]
    outputs: tuple[TableOutput, ...]
    rules: tuple[TableRow, ...]
    inputs: tuple[TableInput, ...] = ()
    hit_policy: HitPolicy = HitPolicy.UNIQUE
    aggregation: Aggregation | None = None
    legal_basis: tuple[LegalBasis, ...] = field(default=())

    def __post_init__(self) -> None:
        if (self.aggregation is not None) is not (self.hit_policy is HitPolicy.COLLECT):
            raise ValueError("`aggregation` is named exactly where `hit_policy` is COLLECT")
        if not self.outputs or not self.rules:
            raise ValueError("a table has an output and a row")
        names = [output.name for output in self.outputs]
        if len(names) > 1 and (None in names or len(set(names)) < len(names)):
            raise ValueError("each of several outputs has a name of its own")
        if len(names) > 1 and self.aggregation is not None:
            raise ValueError("a table that collects has one output")


def name_in_rules(table: str) -> str:
    """The name by which rules speak of a table: its id; a hyphen would be read as a minus."""
    return table.replace("-", "_")


def cell_text(cell: Cell) -> str:
    """A cell as FEEL."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def table_text(table: TableDefinition) -> TableText:
    """The table as `core.decisions` has it."""
    return TableText(
        name=name_in_rules(table.id),
        hit_policy=table.hit_policy.value,
        aggregation=None if table.aggregation is None else table.aggregation.value,
        inputs=tuple(InputText(expression=each.expression) for each in table.inputs),
        outputs=tuple(
            OutputText(
                name=each.name,
                values=each.values,
                default=None if each.default is None else cell_text(each.default),
            )
            for each in table.outputs
        ),
        rules=tuple(
            RuleText(
                when=tuple(map(cell_text, row.when)), then=tuple(map(cell_text, row.then)), note=row.note
            )
            for row in table.rules
        ),
    )
