"""The reader of the compatibility kit's files, and the comparison of results."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from yijian.core.decisions.errors import ModelRefused
from yijian.core.decisions.test_kit import agrees, read_cases
from yijian.core.feel.temporal import read_temporal
from yijian.core.feel.values import Value, YearsMonths

FILE = """<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
  <modelName> model.dmn </modelName>
  <testCase id="1">
    <inputNode name="A  person">
      <component name="born"><value xsi:type="xsd:date">2024-02-29</value></component>
      <component name="names"><list><item><value>a</value></item><item><value xsi:nil="true"/></item></list></component>
    </inputNode>
    <inputNode name="b" namespace="n"><value xsi:type="xsd:decimal">1.50</value></inputNode>
    <resultNode name="r" type="decision"><expected><value xsi:type="xsd:boolean">true</value></expected></resultNode>
    <resultNode name="e" errorResult="true"><expected><value xsi:nil="true"/></expected></resultNode>
  </testCase>
  <testCase id="2" type="decisionService" invocableName="s">
    <resultNode name="r"><expected><value xsi:type="xsd:duration">P1Y</value></expected></resultNode>
  </testCase>
</testCases>"""


def test_a_file_gives_its_model_and_cases() -> None:
    file = read_cases(FILE.encode())
    assert file.model == "model.dmn"
    first, second = file.cases
    assert first.inputs == {
        "A person": {"born": dt.date(2024, 2, 29), "names": ("a", None)},
        "n#b": Decimal("1.50"),
    }
    assert [(each.name, each.value, each.error) for each in first.results] == [
        ("r", True, False),
        ("e", None, True),
    ]
    assert first.invoked is None
    assert second.invoked == "s"
    assert second.results[0].value == YearsMonths(12)


@pytest.mark.parametrize("change", [("xsd:date", "xsd:hexBinary"), ("1.50", "many"), ("testCases", "tests")])
def test_what_is_not_understood_is_refused(change: tuple[str, str]) -> None:
    with pytest.raises(ModelRefused):
        read_cases(FILE.replace(*change).encode())


TEMPORAL = read_temporal("10:00:00Z")


@pytest.mark.parametrize(
    ("expected", "got", "agree"),
    [
        (Decimal("0.1"), Decimal("0.100000001"), True),
        (Decimal("0.1"), Decimal("0.10000002"), False),
        (Decimal(1), True, False),
        (Decimal(1), "1", False),
        ((Decimal(1), None), (Decimal("1.0"), None), True),
        ((Decimal(1),), (Decimal(1), Decimal(2)), False),
        ({"a": Decimal(1)}, {"a": Decimal(1)}, True),
        ({"a": None}, {}, False),
        (None, None, True),
        (None, False, False),
        (TEMPORAL, read_temporal("12:00:00+02:00"), True),
        (TEMPORAL, read_temporal("10:00:00"), False),
    ],
)
def test_results_agree_as_feel_has_it(expected: Value, got: Value, agree: bool) -> None:
    assert agrees(expected, got) is agree
