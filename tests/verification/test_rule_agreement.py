"""Two answers to one question of law: the person who shows it is real, and those who agree are left in peace."""

from __future__ import annotations

from datetime import date

import pytest

from tests.compiler.small_packages import concept, package, service, words
from yijian.core.feel import compile_expression, parse
from yijian.core.verification.findings import Finding
from yijian.core.verification.representatives import TODAY_OF_WITNESSES
from yijian.core.verification.rule_agreement import check_agreement
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.service import Criterion, PublicService


def answering(name: str, *rules: str, decides: str = "age") -> PublicService:
    criteria = tuple(
        Criterion(id=f"c{at}", text=words(name), rule=rule, decides=decides) for at, rule in enumerate(rules)
    )
    return service(name, criteria=criteria)


def findings(*services: PublicService) -> list[Finding]:
    known = {"months": concept(ConceptType.INTEGER), "later": concept(ConceptType.DATE)}
    case: dict[str, str | int | bool | None] = {
        "owner.born": "1980-01-01",
        "owner.rich": False,
        "owner.citizen": True,
        "owner.group": "a",
    }
    return list(check_agreement(package(*services, concepts=known, reference_case=case)))


DISAGREEING = [
    ("full years between(owner.born, today) >= 60", "full years between(owner.born, today) >= 55"),
    ("full months between(owner.born, today) >= 720", "full months between(owner.born, today) >= 721"),
    ('owner.born + @"P18Y" <= today', 'owner.born + @"P16Y" <= today'),
    ("owner.months >= 180", "owner.months >= 240"),
    ('owner.born < @"1965-01-01"', 'owner.born <= @"1965-01-01"'),
    ('owner.group = "a"', 'owner.group in ("a", "b")'),
    ("owner.rich", "owner.rich and owner.citizen"),
    (
        'owner.group = "b" and full years between(owner.born, owner.later) >= 60',
        'owner.group = "b" and full years between(owner.born, owner.later) >= 61',
    ),
]


@pytest.mark.parametrize(("one", "other"), DISAGREEING)
def test_the_witness_comes_to_different_results(one: str, other: str) -> None:
    (found,) = findings(answering("first", one), answering("second", other))
    assert found.code == "RULES_DISAGREE"
    assert found.witness
    owner = {path.removeprefix("owner."): value for path, value in found.witness.items()}
    context = {"owner": owner, "today": TODAY_OF_WITNESSES}
    results = [compile_expression(parse(rule)).evaluate(context).value for rule in (one, other)]
    assert sorted(map(str, results)) == ["False", "True"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("full years between(owner.born, today) >= 60", "full months between(owner.born, today) >= 720"),
        ('owner.group = "a"', 'owner.group in ("a")'),
        ("owner.months > 179", "owner.months >= 180"),
    ],
)
def test_the_same_law_in_other_words_agrees(one: str, other: str) -> None:
    assert findings(answering("first", one), answering("second", other)) == []


def test_conditions_of_one_service_are_taken_together() -> None:
    both = answering("first", "owner.rich", "owner.citizen")
    assert findings(both, answering("second", "owner.rich and owner.citizen")) == []
    assert findings(both, answering("third", "owner.rich"))


def test_other_questions_and_open_answers_are_no_disagreement() -> None:
    assert findings(answering("first", "owner.rich"), answering("second", "owner.citizen", decides="x")) == []
    open_ = answering("second", "if owner.rich then true else null")
    assert findings(answering("first", "owner.rich"), open_) == []


def test_the_person_of_the_reference_case_is_tried_first() -> None:
    (found,) = findings(answering("first", "not(owner.rich)"), answering("second", "owner.rich"))
    assert found.witness == {"owner.rich": False}
    (dated,) = findings(
        answering("first", 'owner.born = @"1980-01-01"'), answering("second", 'owner.born > @"1980-01-01"')
    )
    assert dated.witness == {"owner.born": date(1980, 1, 1)}
