"""Models in and out of XML, and documents that are not read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.decisions.strategies import definitions
from yijian.core.decisions.errors import ModelInvalid, ModelRefused
from yijian.core.decisions.model import Definitions
from yijian.core.decisions.xml_elements import MAX_DEPTH
from yijian.core.decisions.xml_in import parse_definitions
from yijian.core.decisions.xml_out import write_definitions

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def document(body: str, *, before: str = "", namespace: str = NAMESPACE) -> bytes:
    text = f'{before}<definitions xmlns="{namespace}" name="m" namespace="n">{body}</definitions>'
    return text.encode()


@settings(max_examples=150, deadline=None)
@given(definitions)
def test_a_model_comes_back_from_its_xml(model: Definitions) -> None:
    assert parse_definitions(write_definitions(model)) == model


@pytest.mark.parametrize(
    "namespace",
    [
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_the_versions_1_3_to_1_5_are_read_and_kept(namespace: str) -> None:
    model = parse_definitions(document("", namespace=namespace))
    assert namespace.encode() in write_definitions(model)


def test_diagrams_and_extensions_are_passed_over() -> None:
    body = """
    <extensionElements><x xmlns="urn:x"/></extensionElements>
    <DMNDI xmlns="https://www.omg.org/spec/DMN/20230324/DMNDI/"><DMNDiagram/></DMNDI>
    <inputData name="年龄" id="a"/>
    """
    model = parse_definitions(document(body))
    assert [each.name for each in model.input_data] == ["年龄"]


def test_blanks_in_names_become_single() -> None:
    model = parse_definitions(document('<inputData name="Date&#10;  of Birth"/>'))
    assert model.input_data[0].name == "Date of Birth"


ENTITY = '<!DOCTYPE definitions [<!ENTITY e "x">]>'
EXTERNAL = '<!DOCTYPE definitions [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE definitions ["
    '<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};">'
        for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)
    )
    + "]>"
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (document("", before=ENTITY), "document type"),
        (document("<description>&e;</description>", before=EXTERNAL), "document type"),
        (document("<description>&l;</description>", before=LAUGHS), "document type"),
        (document("", before='<!DOCTYPE definitions SYSTEM "http://example.org/x.dtd">'), "document type"),
        (document("<a>" * 100_000), "nested"),
        (document("<inputData name='x'/>" * 600_000)[:30_000_000], "elements"),
        (b"x" * 20_000_001, "larger"),
        (document("<description>&unknown;</description>"), "undefined entity"),
        (document("", namespace="http://www.omg.org/spec/DMN/20151101/dmn.xsd"), "1.3 to 1.5"),
        (b"", "well-formed"),
        (b"<definitions", "well-formed"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "encoding"),
        (document("<decision/>"), "no name"),
        (document("<surprise/>"), "surprise"),
        (document('<decision name="d"><list/><list/></decision>'), "one expression"),
        (document('<decision name="d"><decisionTable hitPolicy="LAST"><output/></decisionTable></decision>'), "LAST"),
        (
            document(
                '<decision name="d"><decisionTable><output/><rule><inputEntry><text/></inputEntry></rule>'
                "</decisionTable></decision>"
            ),
            "0 inputs",
        ),
    ],
)  # fmt: skip
def test_what_is_hostile_or_not_understood_is_refused_with_the_reason(source: bytes, words: str) -> None:
    with pytest.raises(ModelRefused, match=words):
        parse_definitions(source)


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(ModelRefused) as refused:
        parse_definitions(document("\n\n<decision/>"))
    assert refused.value.fields["line"] == 3
    assert refused.value.text.zh.startswith("第 3 行")


def test_elements_may_be_nested_as_deeply_as_the_limit_says() -> None:
    inside = MAX_DEPTH - 5
    body = "<list>" * inside + "</list>" * inside
    model = parse_definitions(document(f'<decision name="d">{body}</decision>'))
    assert parse_definitions(write_definitions(model)) == model


def test_a_character_that_xml_cannot_hold_is_not_written() -> None:
    with pytest.raises(ModelInvalid, match=r"U\+0000"):
        write_definitions(Definitions(name="a\x00b", namespace="n"))
