"""Decision tables by chance over three facts, of the policies that can be one expression."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

from yijian.core.decisions.boxed import Aggregation, HitPolicy
from yijian.core.decisions.plain_tables import InputText, OutputText, RuleText, TableText

FACTS: Final = {"person.age": "n", "person.colour": "c", "person.resident": "b"}
"""What the tables look at: a number, a code, yes or no."""
AGES: Final = (0, 17, 18, 59, 60, 61, 80)
COLOURS: Final = ("01", "02", "03")
RESULTS: Final = (0, 10, 20, 30)
POLICIES: Final[tuple[tuple[HitPolicy, Aggregation | None], ...]] = (
    ("UNIQUE", None),
    ("ANY", None),
    ("FIRST", None),
    ("PRIORITY", None),
    ("COLLECT", "SUM"),
    ("COLLECT", "COUNT"),
    ("COLLECT", "MIN"),
    ("COLLECT", "MAX"),
)

_ages = st.sampled_from(AGES)
_CELLS: Final = {
    "n": st.one_of(
        st.just("-"),
        st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), _ages),
        st.builds("[{}..{})".format, _ages, _ages),
        st.builds("{}, {}".format, _ages, _ages),
        st.builds("not({})".format, _ages),
        st.builds("? >= {}".format, _ages),
    ),
    "c": st.one_of(
        st.just("-"),
        st.sampled_from(COLOURS).map('"{}"'.format),
        st.lists(st.sampled_from(COLOURS), min_size=2, max_size=2).map(
            lambda codes: ", ".join(f'"{code}"' for code in codes)
        ),
        st.sampled_from(COLOURS).map('not("{}")'.format),
    ),
    "b": st.sampled_from(["-", "true", "false"]),
}


@st.composite
def tables(draw: st.DrawFn) -> TableText:
    """A table of up to three inputs, one output of whole numbers, and up to five rows."""
    policy, aggregation = draw(st.sampled_from(POLICIES))
    facts = draw(st.lists(st.sampled_from(sorted(FACTS)), min_size=1, max_size=3, unique=True))
    row = st.builds(
        RuleText,
        when=st.tuples(*[_CELLS[FACTS[fact]] for fact in facts]),
        then=st.sampled_from(RESULTS).map(lambda number: (str(number),)),
    )
    order = draw(st.permutations(RESULTS))
    return TableText(
        name="fare",
        hit_policy=policy,
        aggregation=aggregation,
        inputs=tuple(InputText(expression=fact) for fact in facts),
        outputs=(
            OutputText(
                values=", ".join(map(str, order)) if policy == "PRIORITY" else None,
                default=draw(st.none() | st.sampled_from(RESULTS).map(str)),
            ),
        ),
        rules=tuple(draw(st.lists(row, min_size=1, max_size=5))),
    )
