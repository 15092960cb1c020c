"""Orders of tasks for laws that hold for every plan."""

from __future__ import annotations

from hypothesis import strategies as st

from yijian.core.standards.process import Step

BASE = "https://data.example.org/"
REGION = "430100"
LANES = ("lead", "police", "health")


@st.composite
def steps(draw: st.DrawFn, *, most: int = 9) -> tuple[Step, ...]:
    """Tasks of three authorities; each waits for any of those before it, and any may hang on a condition."""
    number = draw(st.integers(1, most))
    return tuple(
        Step(
            key=f"s.{position}",
            lane=draw(st.sampled_from(LANES)),
            after=tuple(f"s.{other}" for other in range(position) if draw(st.booleans())),
            condition=f"c{position}" if draw(st.booleans()) else None,
        )
        for position in range(number)
    )


def closure(after: dict[str, tuple[str, ...]]) -> set[tuple[str, str]]:
    """All pairs (earlier, later), by the plainest way there is."""
    pairs = {(need, task) for task, needs in after.items() for need in needs if need in after}
    while True:
        more = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not more:
            return pairs
        pairs |= more
