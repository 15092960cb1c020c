"""Decision tables as authors write them."""

from __future__ import annotations

import pytest

from yijian.connectors.definitions.validation import validate
from yijian.connectors.definitions.yaml_reader import read_yaml
from yijian.core.decisions.errors import ModelInvalid
from yijian.core.decisions.plain_tables import OutputText, RuleText, TableText, table_of, text_of

YAML = """
name: allowance
hit_policy: FIRST
inputs:
  - expression: person.age
    values: "[0..150]"
  - expression: person.residence
outputs:
  - name: amount
    type: number
    default: "0"
rules:
  - when: [">= 90", '"local"']
    then: ["300"]
    note: the notice of 2024, article 3
  - when: ["[80..90)", '"local"']
    then: ["100"]
"""


def written(yaml: str) -> TableText:
    value, findings = validate(TableText, read_yaml(yaml.encode(), file="t.yaml"))
    assert not findings
    assert isinstance(value, TableText)
    return value


def test_a_table_is_read_from_yaml_by_the_loader_of_definitions() -> None:
    table = table_of(written(YAML))
    assert [rule.inputs for rule in table.rules] == [(">= 90", '"local"'), ("[80..90)", '"local"')]
    assert [rule.annotations for rule in table.rules] == [("the notice of 2024, article 3",), ("",)]
    assert table.hit_policy == "FIRST"
    assert table.inputs[0].values == "[0..150]"
    assert table.outputs[0].default is not None


def test_the_text_of_a_table_is_the_text_it_was_made_of() -> None:
    text = written(YAML)
    assert text_of(table_of(text), name=text.name) == text


def test_an_unknown_hit_policy_or_key_is_a_finding() -> None:
    for change in (("FIRST", "LAST"), ("note:", "reason:")):
        value, findings = validate(TableText, read_yaml(YAML.replace(*change).encode(), file="t.yaml"))
        assert value is None
        assert findings


def test_a_row_with_a_cell_too_few_is_refused_with_its_number() -> None:
    text = TableText(name="t", outputs=(OutputText(),), rules=(RuleText(when=(), then=("1", "2")),))
    with pytest.raises(ModelInvalid, match="Rule 1 has 0 conditions and 2 results"):
        table_of(text)


def test_a_table_without_an_output_is_refused() -> None:
    with pytest.raises(ModelInvalid, match="no output"):
        table_of(TableText(name="t", outputs=(), rules=()))
