"""What a change of definitions means, before it happens: for whom, in which one things, and for which running cases."""

from yijian.core.compiler.difference.events import Side
from yijian.core.compiler.difference.running_cases import CaseEffect, RunningCase, effects_on
from yijian.core.compiler.difference.values import Difference
from yijian.core.compiler.difference.whole import difference_of

__all__ = ["CaseEffect", "Difference", "RunningCase", "Side", "difference_of", "effects_on"]
