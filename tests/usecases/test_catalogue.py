"""The catalogue of definitions and the bench for a rule, as the pages call them."""

from __future__ import annotations

import pytest

from tests.usecases.world import World
from yijian.usecases import catalogue, rule_workbench
from yijian.usecases.permissions import VISITOR, NotFound
from yijian.usecases.rule_workbench import LONGEST_RULE, RuleTrial


def trial(world: World, rule: str, facts: str = "", about: str = "life-events/newborn") -> RuleTrial:
    return rule_workbench.try_rule(actor=VISITOR, ports=world.ports, rule=rule, facts=facts, about=about)


def test_all_words_must_occur_in_any_language_or_in_the_id(world: World) -> None:
    def keys(words: str, kind: str = "") -> list[str]:
        return [one.key for one in catalogue.search(actor=VISITOR, ports=world.ports, words=words, kind=kind)]

    assert "services/police.birth-registration" in keys("户口", "services")
    assert keys("POLICE birth-registration", "services") == ["services/police.birth-registration"]
    assert "concepts/person#ethnicity" in keys("民族")
    assert keys("no such thing at all") == []
    assert len(keys("")) > 500


def test_a_definition_is_told_with_its_file_its_uses_and_what_is_wrong(world: World) -> None:
    view = catalogue.definition(actor=VISITOR, ports=world.ports, key="services/police.birth-registration")
    assert view.text.startswith("id: police.birth-registration")
    assert "life-events/newborn" in {use.entry.key for use in view.used_by}
    assert "authorities/police" in {use.entry.key for use in view.uses}
    assert {finding.code for finding in view.findings} >= {"VISITS_NOT_FOUND", "BASIS_RECALLED"}
    assert view.source is not None
    person = catalogue.definition(actor=VISITOR, ports=world.ports, key="concepts/person")
    assert "concepts/person#ethnicity" in {one.key for one in person.concepts}
    concept = catalogue.definition(actor=VISITOR, ports=world.ports, key="concepts/person#ethnicity")
    assert concept.used_by
    assert concept.text == person.text


@pytest.mark.parametrize("key", ["services/none", "concepts/person#none", "", "x", "../../etc/passwd"])
def test_what_is_not_there_is_not_found(world: World, key: str) -> None:
    with pytest.raises(NotFound):
        catalogue.definition(actor=VISITOR, ports=world.ports, key=key)


def test_the_authors_tests_are_run(world: World) -> None:
    run = catalogue.run_tests(actor=VISITOR, ports=world.ports, life_event="restaurant")
    assert len(run.names) >= 6
    assert run.findings == ()
    with pytest.raises(NotFound):
        catalogue.run_tests(actor=VISITOR, ports=world.ports, life_event="none")


def test_a_rule_with_unknown_facts_says_what_it_still_takes(world: World) -> None:
    found = trial(world, "mother.ethnicity != father.ethnicity", 'mother.ethnicity = "01"')
    assert found.fits
    assert found.value is None
    assert found.needs == ("father.ethnicity",)
    assert [path for path, _ in found.reads] == ["father.ethnicity", "mother.ethnicity"]
    told = trial(
        world, "mother.ethnicity != father.ethnicity", 'mother.ethnicity = "01"\nfather.ethnicity = "15"'
    )
    assert told.holds is True
    assert told.reason is not None
    assert "民族" in told.reason.text.zh


def test_types_are_those_of_the_dictionary(world: World) -> None:
    wrong = trial(world, "mother.maternity_insured > 3")
    assert not wrong.fits
    assert wrong.problems
    unknown = trial(world, "mother.nonsense = 1")
    assert ("mother.nonsense", None) in unknown.reads
    assert not unknown.fits


def test_a_rule_may_name_a_decision_table(world: World) -> None:
    found = trial(world, "least_publication != null", about="services/market.penalty-repair")
    assert found.reads
    assert all(path != "least_publication" for path, _ in found.reads)


def test_today_is_today_unless_it_is_told(world: World) -> None:
    assert trial(world, 'today > @"2020-01-01"').holds is True
    assert trial(world, 'today > @"2020-01-01"', 'today = @"2019-01-01"').holds is False


@pytest.mark.parametrize(
    ("rule", "facts"),
    [
        ("", ""),
        ("mother.", ""),
        ("(" * 2_000, ""),
        ("1 +" * 1_000, ""),
        ("for i in 1..1000000000 return i", ""),
        ("true", "mother.name"),
        ("true", "mother.name = "),
        ("true", "mother.name = unknown"),
        ("true", "mother = 1\nmother.name = 2"),
        ("x" * (LONGEST_RULE + 1), ""),
        ("true", "x" * (LONGEST_RULE + 1)),
        ("\x00", "\x00 = \x00"),
    ],
)
def test_nonsense_has_an_answer(world: World, rule: str, facts: str) -> None:
    found = trial(world, rule, facts)
    assert found.problems or facts.startswith("mother = 1")
