"""Decision tables of a package: read from YAML, named by rules, checked; and what they give is what the engine gives."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.decisions.models import decide
from tests.decisions.table_strategies import AGES, COLOURS, tables
from tests.verification.golden_corpus import BASE, CORPUS, findings_of
from yijian.connectors.definitions import load_package
from yijian.core.compiler.rules import rule_of
from yijian.core.decisions.plain_tables import TableText, table_of
from yijian.core.feel.values import UNKNOWN, Value
from yijian.core.verification.checks import check_package
from yijian.core.vocabulary.canonical import from_plain, to_plain
from yijian.core.vocabulary.package import DefinitionPackage

WITH_TABLES: Final = CORPUS / "good" / "decision-tables"
SERVICE: Final = "services/office/first.yaml"
TABLE: Final = "decision-tables/fare.yaml"
AGE: Final = """  age:
    name: {zh: 年龄, en: Age}
    type: integer
    question: {zh: 几岁？, en: How old?}
    minimum: "0"
    maximum: "150"
    certainty: published
    source: T
"""
CRITERION: Final = """criteria:
  - {{id: c0, text: {{zh: 条件, en: Condition}}, rule: '{rule}', certainty: published, source: T}}
information:
"""
RULES: Final[dict[str, Callable[[Decimal], bool]]] = {
    "fare >= 20": lambda fare: fare >= 20,
    "fare = 20": lambda fare: fare == 20,
    "20 != fare": lambda fare: fare != 20,
    "fare in (10, 30)": lambda fare: fare in (10, 30),
    "not(fare * 2 < 25)": lambda fare: fare * 2 >= 25,
    "fare between 10 and 20": lambda fare: 10 <= fare <= 20,
}
"""What a rule may ask of a table, and what that is of a number."""


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The minimal package with an age; the tests give it a table."""
    with TemporaryDirectory() as holding:
        found = Path(shutil.copytree(BASE, Path(holding) / "definitions"))
        concepts = found / "concepts/person.yaml"
        concepts.write_text(concepts.read_text("utf-8") + AGE, "utf-8")
        (found / "decision-tables").mkdir()
        yield found


@pytest.fixture(scope="module")
def as_it_is(folder: Path) -> str:
    """The service before it has a criterion."""
    return (folder / SERVICE).read_text("utf-8")


def as_yaml(text: TableText) -> str:
    """The file of a table; JSON is YAML."""
    output = {"values": text.outputs[0].values, "default": text.outputs[0].default}
    document: dict[str, Any] = {
        "id": "fare",
        "name": {"zh": "标准", "en": "Fare"},
        "certainty": "published",
        "source": "T",
        "roles": {"person": {"entity": "person"}},
        "hit_policy": text.hit_policy,
        "inputs": [{"expression": each.expression} for each in text.inputs],
        "outputs": [{key: value for key, value in output.items() if value is not None}],
        "rules": [
            {"when": list(row.when), "then": [int(cell) for cell in row.then], "note": f"第 {at} 条"}
            for at, row in enumerate(text.rules, 1)
        ],
    }
    if text.aggregation is not None:
        document["aggregation"] = text.aggregation
    return json.dumps(document, ensure_ascii=False, indent=1)


persons = st.fixed_dictionaries(
    {
        "age": st.sampled_from([Decimal(age + shift) for age in AGES for shift in (0, 1)]),
        "colour": st.sampled_from(COLOURS),
        "resident": st.booleans(),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=tables(),
    rule=st.sampled_from(sorted(RULES)),
    people=st.lists(persons, min_size=8, max_size=8),
)
def test_a_table_of_a_package_is_the_table_of_the_engine(
    folder: Path, as_it_is: str, text: TableText, rule: str, people: list[dict[str, Value]]
) -> None:
    """A rule that names it decides as the engine does; where rows overlap that must not, or none applies, check says so."""
    (folder / TABLE).write_text(as_yaml(text), "utf-8")
    (folder / SERVICE).write_text(as_it_is.replace("information:\n", CRITERION.format(rule=rule), 1), "utf-8")
    loaded = load_package(folder)
    assert not loaded.findings
    found = {finding.code for finding in check_package(loaded.package)}
    assert not found & {"TABLE_CELL", "TABLE_ROW_LENGTH", "TABLE_UNUSABLE", "TABLE_NOT_DECIDED"}
    (criterion,) = loaded.package.services["office.first"].criteria
    assert loaded.package.written == {criterion.rule: rule}
    compiled = rule_of(criterion.rule)
    for person in people:
        result = decide(table_of(text), {"person": person})
        said = {failure.error.reason.en for failure in result.failures}
        if said & {
            "More than one rule of a unique table matches",
            "The rules that match do not agree on the result",
        }:
            assert "TABLE_OVERLAP" in found
            continue
        if result.value is None:
            assert "TABLE_GAP" in found
        amount = result.value
        expected = RULES[rule](amount) if isinstance(amount, Decimal) else None
        verdict = compiled.verdict({"person": person})
        assert verdict.holds is expected
        assert not verdict.needs
        for name in person:
            open_ = compiled.verdict({"person": {**person, name: UNKNOWN}})
            assert open_.holds in (expected, None)
            if f"person.{name}" not in open_.needs:
                assert open_.holds is expected


def test_a_package_with_tables_is_the_same_after_json() -> None:
    with TemporaryDirectory() as holding:
        whole = Path(shutil.copytree(BASE, Path(holding) / "definitions"))
        shutil.copytree(WITH_TABLES, whole, dirs_exist_ok=True)
        package = load_package(whole).package
    assert set(package.decision_tables) == {"fare", "band", "points", "best"}
    plain = to_plain(package.decision_tables["band"])
    assert from_plain(type(package.decision_tables["band"]), plain) == package.decision_tables["band"]
    assert isinstance(package, DefinitionPackage)


def test_a_change_of_a_cell_changes_the_version_and_moving_a_line_does_not(folder: Path) -> None:
    def version(text: str) -> str:
        (folder / TABLE).write_text(text, "utf-8")
        return load_package(folder).package.version

    text = (WITH_TABLES / TABLE).read_text("utf-8")
    assert version(text) == version(text.replace("rules:", "\nrules:"))
    assert version(text) != version(text.replace("[20]", "[21]"))


def test_a_cell_has_its_place(folder: Path) -> None:
    (folder / TABLE).write_text((WITH_TABLES / TABLE).read_text("utf-8"), "utf-8")
    package = load_package(folder).package
    place = package.place_of("decision-tables/fare", "rules/1/when/0")
    written = (folder / TABLE).read_text("utf-8").splitlines()[place.line - 1]
    assert (place.file, written[place.column - 1 :][:4]) == (TABLE, '"02"')


JUNK = st.one_of(
    st.sampled_from(
        ["[", "]", "{", ":", "- ", '"', "'", "#", "\n", "\t", ", ", "-", "null", "not(", "..", "fare", "? "]
    ),
    st.text(max_size=5),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_mutation_of_a_table_gives_a_traceback(tmp_path: Path, data: st.DataObject) -> None:
    folder = tmp_path / "definitions"
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    shutil.copytree(WITH_TABLES, folder, dirs_exist_ok=True)
    file = folder / "decision-tables" / data.draw(st.sampled_from(["fare.yaml", "band.yaml", "best.yaml"]))
    text = file.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 20)))
        text = text[:start] + data.draw(JUNK) + text[end:]
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    for finding in findings_of(folder):
        assert finding.places
        assert finding.message.zh
        assert finding.repair.en
