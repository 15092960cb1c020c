"""Decision tables in proofs: which rows hold together, for whom none does, and which hold for nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from yijian.core.decisions.boxed import DecisionTable
from yijian.core.decisions.table_expressions import row_conditions
from yijian.core.feel import Type
from yijian.core.verification.proof import EFFORT
from yijian.core.verification.proof_answers import rule_for_proof
from yijian.core.verification.proof_facts import Persons
from yijian.core.verification.proof_questions import TableReport, check_table

ONE_ROW_ONLY: Final = frozenset({"UNIQUE"})
"""The hit policies under which an overlap is a defect (DMN 1.5 clause 8.2.11); under `ANY` it is one where the results of
the rows differ, under the others it is meant."""


def check_decision_table(
    table: DecisionTable, scope: Mapping[str, Type], *, persons: Persons, effort: int = EFFORT
) -> TableReport:
    """The overlaps, the gap, the subsumed and the dead rows of a table whose inputs read the names of `scope`.

    Raises `FeelError` for a text that cannot be read or whose types do not fit.
    """
    rows = [rule_for_proof(each, scope, ranges=persons.ranges) for each in row_conditions(table)]
    return check_table(rows, persons=persons, effort=effort)
