"""Reading facts from JSON and from text."""

from __future__ import annotations

from datetime import date

import pytest

from yijian.core.compiler.facts import FactRefused, read_fact, read_facts, reference_facts
from yijian.core.vocabulary.one_thing import OneThing


def test_facts_are_typed_by_the_dictionary(newborn: OneThing) -> None:
    """Dates become dates; a bare child is the first; typed-in text means what it says."""
    facts = read_facts(
        newborn,
        {
            "child.birth_date": "2026-11-01",
            "child[2].name": "小明",
            "child.count": "2",
            "parents.married": "true",
            "mother.mobile": None,
            "wants:health.parenting-guidance": False,
        },
    )
    assert facts == {
        "child[1].birth_date": date(2026, 11, 1),
        "child[2].name": "小明",
        "child.count": 2,
        "parents.married": True,
        "mother.mobile": None,
        "wants:health.parenting-guidance": False,
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("uncle.name", "x"),
        ("mother.shoe_size", 42),
        ("mother[1].name", "x"),
        ("child[9].name", "x"),
        ("wants:police.birth-registration", True),
        ("mother.present", True),
        ("nonsense", 1),
        ("child.count", 0),
        ("child.count", 9),
        ("child.count", True),
        ("parents.married", "perhaps"),
        ("child.birth_date", "2026-02-30"),
        ("child.birth_date", 20261101),
        ("mother.ethnicity", "99"),
        ("mother.name", ""),
        ("mother.name", 7),
        ("parents.marriage_certificate_number", "x" * 41),
    ],
)
def test_what_does_not_fit_is_refused_with_its_path(newborn: OneThing, path: str, value: object) -> None:
    """Nobody's fact is dropped or bent in silence."""
    with pytest.raises(FactRefused) as refused:
        read_facts(newborn, {path: value})
    assert refused.value.fields["path"] == path
    assert path in refused.value.text.zh


def test_the_reference_case_may_say_today(newborn: OneThing) -> None:
    """Its baby is born on the day that is looked at; typed-in facts have no such word."""
    assert reference_facts(newborn, date(2027, 3, 1))["child[1].birth_date"] == date(2027, 3, 1)
    with pytest.raises(FactRefused):
        read_fact(newborn, "child[1].birth_date", "today")
