"""What is asked of a proof, and the three answers that there are.

`NOBODY` is a proof; a `Witness` is a person, re-checked by the evaluator before it is given; `NotDecided` says which
part of the rule is in the way, and is never counted as a proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, Compiled, Expression, Type, compile_expression
from yijian.core.feel.lowered import Lowered
from yijian.core.feel.lowering import Ranges, lower_for_proof
from yijian.core.verification.proof_facts import Witness


class Nobody:
    """The type of `NOBODY`."""


NOBODY: Final = Nobody()
"""Proved: there is no such person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDecided:
    """Neither proved nor refuted. `part` is the part of the rule in the way."""

    part: Expression
    reason: Text


Answer: TypeAlias = "Nobody | Witness | NotDecided"


class Outcome(Enum):
    """What becomes of a condition for a person."""

    HOLDS = "holds"
    FAILS = "fails"  # or does not apply
    OPEN = "open"  # unknown, or none: an officer decides
    NOT_HOLDS = "does not hold"  # fails, or is open
    NOT_FAILS = "does not fail"  # holds, or is open

    def matches(self, value: object) -> bool:
        """Whether the value that the evaluator gives is this outcome."""
        if self is Outcome.HOLDS:
            return value is True
        if self is Outcome.FAILS:
            return value is False or value is NOT_APPLICABLE
        if self is Outcome.OPEN:
            return value is UNKNOWN or value is None
        if self is Outcome.NOT_FAILS:
            return value is not False and value is not NOT_APPLICABLE
        return value is not True


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A condition as it was written, lowered, and ready for the evaluator."""

    expression: Expression
    lowered: Lowered
    compiled: Compiled


def rule_for_proof(
    expression: Expression, scope: Mapping[str, Type], *, ranges: Ranges | None = None
) -> Rule:
    """A condition ready to be proved. Raises `FeelTypeError` where its types do not fit."""
    lowered = lower_for_proof(expression, scope, ranges=ranges)
    return Rule(expression, lowered, compile_expression(expression, roots=scope))


Wanted: TypeAlias = tuple[Rule, Outcome]
