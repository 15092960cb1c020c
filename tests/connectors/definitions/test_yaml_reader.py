"""YAML as definitions use it: nothing is guessed, nothing is hidden, nothing blows up."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from yijian.connectors.definitions.yaml_reader import LARGEST_FILE, YamlFile, read_yaml


def read(text: str) -> YamlFile:
    return read_yaml(text.encode(), file="a.yaml")


def codes(document: YamlFile) -> list[str]:
    return [finding.code for finding in document.findings]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("42", 42),
        ("-7", -7),
        ("0", 0),
        ("01", "01"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1.5", "1.5"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("2026-11-24", "2026-11-24"),
        ("1_000", "1_000"),
        ("99999999999999999999", "99999999999999999999"),
        ("'42'", "42"),
        ('"true"', "true"),
        ("民族", "民族"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, value: object) -> None:
    document = read(f"key: {written}\n")
    assert not document.findings
    assert document.value == {"key": value}
    assert type(document.value["key"]) is type(value)


def test_keys_are_always_texts() -> None:
    assert read("on: 1\n430100: 2\ntrue: 3\n").value == {"on": 1, "430100": 2, "true": 3}


def test_a_place_is_where_the_text_begins() -> None:
    document = read("a:\n  - rule: >-\n      x and\n      y\n    b: 'q'\n    c: d\n    e:\n")
    assert (document.place(("a", 0, "rule")).line, document.place(("a", 0, "rule")).column) == (3, 7)
    assert (document.place(("a", 0, "b")).line, document.place(("a", 0, "b")).column) == (5, 9)
    assert (document.place(("a", 0, "c")).line, document.place(("a", 0, "c")).column) == (6, 8)
    assert document.place(("a", 0, "e")).line == 7
    assert document.place(("a", 0, "nothing", "here")) == document.place(("a", 0))


def test_a_duplicate_key_is_reported_with_both_places_and_the_first_value_stays() -> None:
    document = read("a: 1\nb: {x: 1}\na: {y: [2, {z: 3}]}\nc: 4\n")
    assert document.value == {"a": 1, "b": {"x": 1}, "c": 4}
    (finding,) = document.findings
    assert finding.code == "YAML_DUPLICATE_KEY"
    assert [place.line for place in finding.places] == [1, 3]
    assert document.place(("a",)).line == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: &x 1\nb: *x\n", "YAML_ALIAS"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "YAML_ALIAS"),
        ("a: &a [*a]\n", "YAML_ALIAS"),
        ("a: !!python/object/apply:os.system [ls]\n", "YAML_TAG"),
        ("a: !!int '3'\n", "YAML_TAG"),
        ("--- {a: 1}\n--- {b: 2}\n", "YAML_SEVERAL_DOCUMENTS"),
        ("[" * 100_000, "YAML_TOO_DEEP"),
        ("{a: " * 100_000, "YAML_TOO_DEEP"),
        ("- " * 10_000, "YAML_TOO_DEEP"),
        ("? [a]\n: b\n", "YAML_SYNTAX"),
        ("a: b: c\n", "YAML_SYNTAX"),
        ("a: 'x\n", "YAML_SYNTAX"),
        ("a:\n\tb: 1\n", "YAML_TAB"),
        ("a: \x07\n", "YAML_CHARACTER"),
        ("a: '" + "x" * LARGEST_FILE + "'\n", "YAML_TOO_LARGE"),
    ],
    ids=lambda text: text[:20],
)
def test_what_hides_errors_or_does_harm_is_refused(text: str, code: str) -> None:
    document = read(text)
    assert codes(document) == [code]
    assert document.value is None


def test_a_file_in_another_encoding_names_the_line() -> None:
    document = read_yaml("a: 1\nb: 民族\n".encode("gb18030"), file="a.yaml")
    assert codes(document) == ["YAML_ENCODING"]
    assert document.findings[0].places[0].line == 2


def test_a_byte_order_mark_is_only_a_warning() -> None:
    document = read_yaml(b"\xef\xbb\xbfa: 1\n", file="a.yaml")
    assert codes(document) == ["YAML_BOM"]
    assert document.value == {"a": 1}


def test_a_full_width_colon_is_recognised() -> None:
    (finding,) = read("a：1\nb: 2\n").findings
    assert "全角" in finding.repair.zh


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(PLAIN)
def test_what_another_writer_writes_is_read_back(value: object) -> None:
    """Texts are written in quotes: what the writer leaves plain is a number, a boolean or null to it as well."""
    text = yaml.dump(value, allow_unicode=True, default_style='"', Dumper=_Quoted)
    assert read(text).value == value


class _Quoted(yaml.SafeDumper):
    """Writes texts in quotes, the rest plain, and never an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_scalar(self, tag: str, value: str, style: str | None = None) -> yaml.ScalarNode:
        return super().represent_scalar(tag, value, style='"' if tag.endswith(":str") else "")
