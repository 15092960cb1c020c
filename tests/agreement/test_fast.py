"""Generated code gives what the evaluator gives: where everything is known the value, else the value and the needs."""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest

from tests.agreement.generator import rules
from tests.agreement.tables import comparable
from tests.agreement.world import SCOPE, a_known_person, a_person
from yijian.core.feel import BOOLEAN, INTEGER, NOT_APPLICABLE, TEXT, compile_expression, parse
from yijian.core.feel.fast import NoValue, compile_fast
from yijian.core.feel.fast_kleene import compile_condition
from yijian.core.feel.lowered import Compare, Fact, Sort
from yijian.core.feel.lowering import Ranges, lower

TIMES = 10 if os.environ.get("YIJIAN_CHAOS") == "1" else 1
SEEDS = range(4_000, 4_000 + 2 * TIMES)


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_code_gives_the_value_of_the_evaluator(seed: int) -> None:
    random = Random(seed)
    contexts = [a_known_person(random).context() for _ in range(100)]
    values = 0
    for text, expression, lowered in rules(seed, 250):
        compiled, fast = compile_expression(expression, roots=SCOPE), compile_fast(lowered)
        for context in contexts:
            try:
                found = fast(context)
            except NoValue:
                continue  # it adds up a list without members: the evaluator says what comes of that
            values += 1
            expected = comparable(compiled.evaluate(context).value)
            assert found == expected, (seed, text, context)
            assert type(found) is type(expected), (seed, text, context)
    assert values > 20_000


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_conditions_give_the_value_and_the_needs_of_the_evaluator(seed: int) -> None:
    random = Random(seed)
    contexts = [a_person(random).context() for _ in range(100)]
    conditions = 0
    for text, expression, lowered in rules(seed, 400):
        if lowered.sort is not Sort.TRUTH:
            continue
        conditions += 1
        compiled = compile_expression(expression, roots=SCOPE)
        condition = compile_condition(lowered, expression, roots=frozenset(SCOPE))
        for context in contexts:
            value, needs = condition.evaluate(context)
            result = compiled.evaluate(context)
            expected = False if result.value is NOT_APPLICABLE else result.value
            assert value is expected, (seed, text, context)
            assert needs == result.needs, (seed, text, context)
    assert conditions > 100


def test_texts_and_names_of_a_rule_are_never_code() -> None:
    nasty = "'+__import__('os').abort()+'"
    fast = compile_fast(lower(parse(f'name != "{nasty}"'), {"name": TEXT}))
    assert fast({"name": "甲"}) is True
    assert fast({"name": nasty}) is False
    odd = "n']; raise SystemExit #"
    wide = Ranges(numbers={"n": (0, 9)})
    lowered = lower(parse("n > 1"), {"n": INTEGER}, ranges=wide)
    assert isinstance(lowered, Compare)
    assert isinstance(lowered.left, Fact)
    renamed = replace(lowered, left=replace(lowered.left, path=odd))
    assert compile_fast(renamed)({odd: 2}) is True


def test_a_condition_that_is_a_bare_fact() -> None:
    scope = {"flag": BOOLEAN}
    condition = compile_condition(lower(parse("flag"), scope), parse("flag"), roots=frozenset(scope))
    assert condition.evaluate({"flag": True}) == (True, frozenset())
    assert condition.evaluate({"flag": None}) == (None, frozenset())
    assert condition.evaluate({"flag": NOT_APPLICABLE}) == (False, frozenset())
    assert condition.evaluate({})[1] == {"flag"}
