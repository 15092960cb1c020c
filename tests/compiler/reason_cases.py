"""The people of the golden traces, and their text. `python -m tests.compiler.reason_cases` writes the files anew.

The rules are those of the shipped definitions. For the allowance of old age no definition is shipped, because nothing was
published that it could cite; its rule is one of the benchmark's, over a dictionary of two facts, and its basis is said to
be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from tests.compiler.small_packages import TODAY, compiled, concept, package, service
from yijian.channels.cli.reason_words import decision_lines
from yijian.connectors.definitions import load_package
from yijian.core.compiler.decision_reasons import Decision, decisions_of
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.held import Held
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import situation_of
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts, FactValue
from yijian.core.vocabulary.service import Criterion

FOLDER: Final = Path(__file__).parents[1] / "golden" / "reasons"
REGION: Final = "430100"
DEFINITIONS: Final = Path(__file__).parents[2] / "definitions"

People = Mapping[str, Mapping[str, FactValue]]
"""By name: what differs from the reference case; None takes a fact back, so that it is unknown."""

SHIPPED: Final[Mapping[str, tuple[str, People]]] = {
    "newborn": (
        "newborn",
        {
            "born here, same ethnicity": {},
            "parents of different ethnicity, household elsewhere": {
                "father.ethnicity": "02",
                "mother.household_kind": "collective",
                "father.household_province": "440000",
            },
            "father is a foreigner: an officer looks": {
                "father.nationality": "JPN",
                "father.ethnicity": None,
            },
            "nationality of the father unknown": {"father.nationality": None},
        },
    ),
    "retirement-ages": (
        "retirement",
        {
            "at the age of retirement": {},
            "five months too early": {"retirement.birth_date": date(1966, 10, 10)},
            "woman of 55, early": {
                "retirement.category": "female55",
                "retirement.birth_date": date(1971, 5, 10),
                "retirement.choice": "early",
            },
            "date of birth unknown": {"retirement.birth_date": None},
            "several provinces: an officer looks": {"retirement.provinces": "several"},
        },
    ),
    "disability-subsidies": (
        "disability",
        {
            "grade 1, minimum living allowance": {"holder.disability_grade": "1"},
            "grade 3": {"holder.disability_grade": "3"},
            "supported as extremely poor": {"holder.assistance_status": "tekun"},
            "grade unknown": {"holder.disability_grade": None},
        },
    ),
}
OLD_AGE: Final = "elderly-allowance"


def texts() -> dict[str, str]:
    """The golden texts by file name."""
    definitions = load_package(DEFINITIONS).package
    found: dict[str, str] = {}
    for name, (life_event, people) in SHIPPED.items():
        one_thing = compile_life_event(definitions, life_event, on=TODAY, region=REGION).one_thing
        assert one_thing is not None
        usual = reference_facts(one_thing, TODAY)
        cases = {who: _but(usual, change) for who, change in people.items()}
        for language in ("zh", "en"):
            found[f"{name}.{language}.txt"] = _text(one_thing, cases, language)
    old_age = compiled(_old_age())
    for language in ("zh", "en"):
        found[f"{OLD_AGE}.{language}.txt"] = _text(
            old_age,
            {
                "85, registered here": {"owner.age": 85, "owner.household": "local"},
                "79": {"owner.age": 79, "owner.household": "local"},
                "household unknown": {"owner.age": 85},
            },
            language,
        )
    return found


def decisions(one_thing: OneThing, facts: Facts) -> tuple[Decision, ...]:
    """Everything that is decided about somebody."""
    return tuple(decisions_of(situation_of(one_thing, facts, today=TODAY, held=Held(), skipped=frozenset())))


def _but(usual: Facts, change: Mapping[str, FactValue]) -> Facts:
    return {path: value for path, value in {**usual, **change}.items() if value is not None}


def _text(one_thing: OneThing, cases: Mapping[str, Facts], language: str) -> str:
    lines: list[str] = []
    for who, facts in cases.items():
        lines.append(f"# {who}")
        for decision in decisions(one_thing, facts):
            lines += decision_lines(decision, language)
        lines.append("")
    return "\n".join(lines)


def _old_age() -> DefinitionPackage:
    age = replace(concept(ConceptType.INTEGER), name=Text("年龄", "Age"))
    household = replace(
        concept(ConceptType.CODE),
        name=Text("户籍", "Household registration"),
        codes=(
            Code(code="local", name=Text("本市", "this city")),
            Code(code="other", name=Text("外地", "elsewhere")),
        ),
    )
    rule = Criterion(
        id="old",
        text=Text("年满 80 岁的本市户籍老人", "From the age of 80, registered in the city"),
        rule='owner.age >= 80 and owner.household = "local"',
    )
    return package(service("allowance", criteria=(rule,)), concepts={"age": age, "household": household})


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in texts().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
