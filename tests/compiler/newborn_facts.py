"""Families to whom a child is born, for the tests on the real definitions."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from tests.compiler.small_packages import TODAY
from yijian.core.compiler.fact_paths import concept_at, read_path
from yijian.core.compiler.facts import read_facts
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts, FactValue

FAMILY: dict[str, str | int | bool | None] = {
    "child.count": 1,
    "child.birth_date": "2026-11-10",
    "child.birth_province": "430000",
    "child.born_in_institution": True,
    "mother.nationality": "CHN",
    "mother.ethnicity": "01",
    "mother.household_province": "430000",
    "mother.household_kind": "family",
    "mother.maternity_insured": True,
    "mother.account_on_file": False,
    "father.present": True,
    "father.nationality": "CHN",
    "father.ethnicity": "01",
    "father.household_province": "430000",
    "father.household_kind": "family",
    "parents.married": True,
    "application.applicant": "mother",
    "application.household_with": "mother",
    "application.delivery_mode": "post",
    "wants:insurance.maternity-benefit": False,
    "wants:health.parenting-guidance": False,
}
"""An admitted family that wants nothing optional."""


def family(one_thing: OneThing, **changed: object) -> Facts:
    """The family with other facts; `__` stands for a dot, a value of `...` leaves the fact unknown."""
    facts: dict[str, object] = dict(FAMILY)
    for name, value in changed.items():
        path = name.replace("__", ".")
        facts.pop(path, None)
        if value is not ...:
            facts[path] = value
    return read_facts(one_thing, facts)


def whole_families(one_thing: OneThing) -> st.SearchStrategy[Facts]:
    """Every question answered for all children, any way it can be."""

    def answers(count: int) -> st.SearchStrategy[Facts]:
        paths = {
            path.replace("[1]", f"[{member}]")
            for path in one_thing.questions
            if path != "child.count"
            for member in (range(1, count + 1) if "[1]" in path else (1,))
        }
        return st.fixed_dictionaries(
            {"child.count": st.just(count), **{path: _answer(one_thing, path) for path in sorted(paths)}}
        )

    return st.integers(1, 3).flatmap(answers).map(_without_contradictions)


def _without_contradictions(facts: Facts) -> Facts:
    """Nobody tells anything of a father who takes no part, nor the ethnic group or the household of a foreigner; and
    who takes no part cannot be chosen for a part either (no question offers it)."""
    citizens_only = ("ethnicity", "household_province", "household_kind")
    chosen = {
        path: "mother" if value == "father" and not facts["father.present"] else value
        for path, value in facts.items()
    }
    return {
        path: value
        for path, value in chosen.items()
        for who, _, name in (path.partition("."),)
        if path == "father.present"
        or (
            (who != "father" or facts["father.present"])
            and not (name in citizens_only and facts[f"{who}.nationality"] != "CHN")
        )
    }


def _answer(one_thing: OneThing, path: str) -> st.SearchStrategy[FactValue]:
    found = concept_at(one_thing, path)
    if found is None or found[1].type is ConceptType.BOOLEAN:
        return st.booleans()
    if found[1].type is ConceptType.DATE:
        return st.integers(0, 4000).map(lambda days: TODAY - timedelta(days=days))
    parts = read_path(path)
    assert parts is not None
    codes = [code.code for code in found[1].codes]
    usual = {
        "nationality": ["CHN", "FRA"],
        "ethnicity": ["01", "15"],
        "household_province": ["430000", "110000"],
    }
    return st.sampled_from([code for code in codes if code in usual.get(parts.name, codes)])


def parts_of(facts: Facts) -> st.SearchStrategy[Facts]:
    """Some of the facts of somebody."""
    return st.sets(st.sampled_from(sorted(facts))).map(
        lambda kept: {path: facts[path] for path in sorted(kept)}
    )
