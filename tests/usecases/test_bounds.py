"""What one department bounds more strictly than the dictionary is kept in the one form, and told before handing in."""

from __future__ import annotations

import pytest

from tests.compiler.small_packages import CALENDAR, TODAY, compiled, package
from tests.compiler.test_writing import CONCEPTS, asking
from yijian.core.compiler.plan import specialise
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import PlannedField
from yijian.core.vocabulary.service import PublicService
from yijian.usecases.answering import AnswersRefused, outside_bounds, read_answers


def field_of(*services: PublicService) -> tuple[OneThing, PlannedField]:
    one_thing = compiled(package(*services, concepts=CONCEPTS))
    (field,) = specialise(one_thing, {"owner.rich": True}, today=TODAY, calendar=CALENDAR).fields
    return one_thing, field


def test_the_stricter_bound_is_told_at_the_field_and_the_question_still_takes_the_dictionarys() -> None:
    one_thing, field = field_of(asking("a", "area"), asking("b", "area", maximum="60"))
    typed = {field.fact: "61"}
    with pytest.raises(AnswersRefused) as refused:
        read_answers(one_thing=one_thing, typed=typed, known={}, today=TODAY, fields=(field,))
    assert refused.value.problems[field.fact].en == "The most is 60"
    assert read_answers(one_thing=one_thing, typed=typed, known={}, today=TODAY) == {field.fact: 61}


def test_a_value_told_before_is_held_to_the_bounds_of_whoever_needs_it() -> None:
    _, field = field_of(asking("a", "area", minimum="10", maximum="60"))
    assert outside_bounds(field, 61, TODAY) is not None
    assert outside_bounds(field, 60, TODAY) is None
    assert outside_bounds(field, None, TODAY) is None


def test_a_text_is_held_to_the_shortest_length() -> None:
    _, field = field_of(asking("a", "note", max_length=3))
    assert outside_bounds(field, "四个字啊", TODAY) is not None
    assert outside_bounds(field, "三个字", TODAY) is None
