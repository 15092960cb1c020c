"""Persons who are tried first say nothing that the solver would not: "nobody" is its answer too, and a witness stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.verification.test_proof import RANGES, rule
from yijian.core.verification.proof_answers import NOBODY, Outcome
from yijian.core.verification.proof_facts import Persons, Witness
from yijian.core.verification.proof_solver import person_by_solver
from yijian.core.verification.proof_trials import try_persons

ATOMS = st.sampled_from(
    [
        "insured",
        'sex = "1"',
        'sex != "2"',
        "age >= 18",
        "age < 60",
        "n > 999",
        "n <= -1000",
        'today >= born + @"P18Y"',
        'today < born + @"P18Y"',
        'today = born + @"P3M"',
        'county in ("000001", "000002")',
        "county = home",
        "some c in child satisfies c.sick",
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} and {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
        inner.map(lambda one: f"not({one})"),
    ),
    max_leaves=5,
)


@settings(max_examples=120, deadline=None)
@given(text=CONDITIONS, other=CONDITIONS, none=st.booleans(), outcome=st.sampled_from(list(Outcome)))
def test_trials_and_solver_agree(text: str, other: str, none: bool, outcome: Outcome) -> None:
    persons = Persons(ranges=RANGES, none=none)
    wanted = ((rule(text), Outcome.HOLDS), (rule(other), outcome))
    tried = try_persons(wanted, persons)
    if tried is None:
        return
    proved = person_by_solver(*wanted, persons=persons, effort=4_000_000)
    assert (tried is NOBODY) is (proved is NOBODY), (text, other, outcome, tried, proved)
    if isinstance(tried, Witness):
        assert all(asked.matches(each.compiled.evaluate(tried.context).value) for each, asked in wanted)
