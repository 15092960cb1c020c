"""One rule, the same result: the evaluator, DuckDB and PostgreSQL over partial persons, and the proof on its witnesses.

1,000 random rules over 300 persons are 300,000 rows; `make chaos` takes ten times as many, from other seeds. A failure
prints the seed, the rule and the person.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from tests.agreement.generator import rules
from tests.agreement.tables import Run, answers, comparable, load
from tests.agreement.world import CHILD, RANGES, SCOPE, Missing, Person, a_person, fact_paths, from_context
from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, Expression, compile_expression
from yijian.core.feel.lowered import Lowered, Sort
from yijian.core.feel.query_tree import Dialect
from yijian.core.verification.proof import find_person
from yijian.core.verification.proof_answers import NOBODY, NotDecided, Outcome, rule_for_proof
from yijian.core.verification.proof_facts import Persons, Witness

TIMES = 10 if os.environ.get("YIJIAN_CHAOS") == "1" else 1
SEEDS = range(20_261_124, 20_261_124 + 4 * TIMES)
RULES_A_SEED = 250
PERSONS_A_SEED = 300
PROVED_A_SEED = 125
EFFORT = 600_000
"""For one question of chance; real rules have seven times as much."""
AT_ONCE = 5
"""So many rules in one statement: planning is most of what a statement costs."""


@pytest.mark.parametrize("seed", SEEDS)
def test_the_evaluator_and_both_databases_agree_on_every_person(
    seed: int, in_duckdb: Run, in_postgresql: Run
) -> None:
    random = Random(seed)
    persons = [a_person(random) for _ in range(PERSONS_A_SEED)]
    contexts = [person.context() for person in persons]
    databases = ((Dialect.DUCKDB, in_duckdb), (Dialect.POSTGRESQL, in_postgresql))
    for _, run in databases:
        load(run, persons)
    made = rules(seed, RULES_A_SEED)
    kinds: Counter[str] = Counter()
    for start in range(0, len(made), AT_ONCE):
        some = made[start : start + AT_ONCE]
        found = [answers(run, [lowered for _, _, lowered in some], dialect) for dialect, run in databases]
        for at, (text, expression, _) in enumerate(some):
            compiled = compile_expression(expression, roots=SCOPE)
            for number, context in enumerate(contexts):
                expected = comparable(compiled.evaluate(context).value)
                kinds[_kind(expected)] += 1
                for (dialect, _), given in zip(databases, found, strict=True):
                    if not _same(given[at][number], expected):
                        pytest.fail(
                            f"seed {seed}, {dialect}: {text}\n  gives {given[at][number]!r}, "
                            f"the evaluator {expected!r}, for\n  {contexts[number]}"
                        )
    assert sum(kinds.values()) == RULES_A_SEED * PERSONS_A_SEED
    assert min(kinds[kind] for kind in ("true", "false", "unknown", "none", "not applicable", "value")) > 500


def _kind(value: object) -> str:
    if value is UNKNOWN or value is NOT_APPLICABLE or value is None:
        return {UNKNOWN: "unknown", NOT_APPLICABLE: "not applicable", None: "none"}[value]
    return str(value).lower() if isinstance(value, bool) else "value"


def _same(one: object, other: object) -> bool:
    return one is other or (type(one) is type(other) and one == other)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_proof_agrees_on_its_witnesses(seed: int, in_duckdb: Run, in_postgresql: Run) -> None:
    """A witness is one for the evaluator and for both databases; and where there is nobody, nobody is found by chance."""
    random = Random(seed)
    everything = [*fact_paths(), "child", *[f"child.{name}" for name in CHILD]]
    anybody = Persons(ranges=RANGES, not_applicable=dict.fromkeys(everything, True), unknown=True, none=True)
    contexts = [a_person(random).context() for _ in range(100)]
    shown: list[tuple[Outcome, str, Lowered, Person]] = []
    answered: Counter[str] = Counter()
    for text, expression, lowered in _conditions(seed):
        outcome = random.choice((Outcome.HOLDS, Outcome.FAILS, Outcome.OPEN))
        rule = rule_for_proof(expression, SCOPE, ranges=RANGES)
        answer = find_person((rule, outcome), persons=anybody, effort=EFFORT)
        answered[type(answer).__name__] += 1
        if isinstance(answer, Witness):
            shown.append((outcome, text, lowered, from_context(answer.context)))
        elif isinstance(answer, NotDecided):
            assert "steps" in answer.reason.en or "members" in answer.reason.en, (seed, text, answer)
        else:
            assert answer is NOBODY
            compiled = compile_expression(expression, roots=SCOPE)
            found = [context for context in contexts if outcome.matches(compiled.evaluate(context).value)]
            assert not found, (seed, text, outcome, found[0])
        if len(shown) == PROVED_A_SEED:
            break
    assert len(shown) == PROVED_A_SEED
    assert answered["NotDecided"] < PROVED_A_SEED // 5
    persons = [person for _, _, _, person in shown]
    for dialect, run in ((Dialect.DUCKDB, in_duckdb), (Dialect.POSTGRESQL, in_postgresql)):
        load(run, persons)
        for number, (outcome, text, lowered, person) in enumerate(shown):
            (found_,) = answers(run, [lowered], dialect, only=number)
            assert outcome.matches(found_[0]), (seed, dialect, text, outcome, found_, person.context())


def _conditions(seed: int) -> Iterator[tuple[str, Expression, Lowered]]:
    for step in range(100):
        for text, expression, lowered in rules(seed + 1_000_000 * (step + 1), RULES_A_SEED):
            if lowered.sort is Sort.TRUTH:
                yield text, expression, lowered


def test_the_generator_repeats_itself() -> None:
    """A seed that is printed on a failure makes the same rules and persons again."""
    assert [text for text, _, _ in rules(7, 20)] == [text for text, _, _ in rules(7, 20)]
    assert a_person(Random(7)).context() == a_person(Random(7)).context()
    assert Missing("none") != Missing("unknown")
