"""`make bench NAME=compiler`: what checking and compiling costs, for what is shipped and for a whole country.

`SUBJECTS` is the table of contents: each module measures one subject and gives its figures and ratios.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from benchmarks import compiler_country, compiler_evidence, compiler_questions, compiler_things
from benchmarks.measuring import Ratio, report

Measured = tuple[dict[str, float], dict[str, Ratio]]
"""Figures and ratios by name."""

SUBJECTS: Final[tuple[Callable[[], Measured], ...]] = (
    compiler_things.measure,  # the thirteen, one after an edit, the next question, a definition of 300 fields
    compiler_evidence.measure,  # the least papers, 2,000 requirements over 5,000
    compiler_questions.measure,  # questions against the exact optimum
    compiler_country.measure,  # a generated country
)


def main() -> int:
    """Measure every subject and report; 1 where a ratio is below what it must be."""
    figures: dict[str, float] = {}
    ratios: dict[str, Ratio] = {}
    for measure in SUBJECTS:
        found, kept = measure()
        figures |= found
        ratios |= kept
    return report(bench="compiler", figures=figures, ratios=ratios)


if __name__ == "__main__":
    raise SystemExit(main())
