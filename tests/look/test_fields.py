"""Form fields from their values: labelled, described, typed text kept, errors linked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.look.markup import Page
from yijian.channels.look.fields import Field, date_of, typed_date
from yijian.channels.look.guide import BIRTH_RECORD, FIELDS, QUESTION
from yijian.channels.look.language import speaking
from yijian.core.errors import Text

EVERY_KIND = (*FIELDS, QUESTION)
ERROR = Text("少了 1 位", "1 digit is missing")


def page_of(field: Field, *, heading: bool = False) -> Page:
    source = "{% load look %}{% field field heading=heading %}"
    return Page.of(Template(source).render(Context({"field": field, "heading": heading})))


def controls(page: Page) -> list[dict[str, str]]:
    return [found for tag, found in page.elements if tag in {"input", "select", "textarea"}]


def test_the_samples_show_every_kind() -> None:
    assert {field.kind for field in EVERY_KIND} == {
        *("text", "textarea", "date", "radios", "checkboxes", "select", "file")
    }


@pytest.mark.parametrize("field", EVERY_KIND, ids=lambda field: field.name)
@pytest.mark.parametrize("heading", [False, True])
def test_every_control_has_a_label_and_every_reference_an_end(field: Field, *, heading: bool) -> None:
    page = page_of(replace(field, error=ERROR, provenance=BIRTH_RECORD), heading=heading)
    ids = page.ids
    assert len(ids) == len(set(ids))
    assert page.references <= set(ids)
    labelled = {each["for"] for each in page.all("label")}
    assert {each["id"] for each in controls(page)} <= labelled
    assert len(page.all("h1")) == int(heading)
    assert len(page.all("legend")) == int(field.is_group)


@pytest.mark.parametrize("field", EVERY_KIND, ids=lambda field: field.name)
def test_hint_error_and_source_describe_the_field(field: Field) -> None:
    full = replace(field, hint=Text("提示", "Hint"), error=ERROR, provenance=BIRTH_RECORD)
    page = page_of(full)
    described = {each["aria-describedby"] for _, each in page.elements if "aria-describedby" in each}
    assert f"{field.name}-hint {field.name}-error {field.name}-source" in described
    assert "少了 1 位" in page.words
    assert "来自卫健分娩记录" in page.words
    plain = page_of(replace(field, hint=None, error=None, provenance=None, choices=()))
    assert not [each for _, each in plain.elements if "aria-describedby" in each]


@pytest.mark.parametrize("field", EVERY_KIND, ids=lambda field: field.name)
def test_the_error_summary_leads_to_a_control(field: Field) -> None:
    wrong = replace(field, error=ERROR)
    source = '{% load look %}{% include "look/error_summary.html" %}{% field field %}'
    page = Page.of(Template(source).render(Context({"fields": [wrong], "field": wrong})))
    targets = [each["href"].removeprefix("#") for each in page.all("a")]
    assert targets == [wrong.target]
    assert wrong.target in {each["id"] for each in controls(page)}
    assert "还有 1 处要改" in page.words


@pytest.mark.parametrize(
    ("label", "said"),
    [
        (
            Text("宝宝哪天出生？", "When was the baby born?"),
            ("宝宝哪天出生？请填写", "When was the baby born? Fill in"),
        ),
        (Text("手机", "Mobile"), ("手机：请填写", "Mobile: Fill in")),
    ],
)
def test_the_summary_has_one_mark_between_field_and_error(label: Text, said: tuple[str, str]) -> None:
    wrong = Field(name="a", label=label, error=Text("请填写", "Fill in"))
    source = '{% load look %}{% include "look/error_summary.html" %}'
    shown = []
    for language in ("zh-hans", "en"):
        with speaking(language):
            shown.append(Page.of(Template(source).render(Context({"fields": [wrong]}))).words)
    assert all(words in page for words, page in zip(said, shown, strict=True))


def test_without_errors_there_is_no_summary_and_no_word_in_the_title() -> None:
    right = [replace(field, error=None) for field in FIELDS]
    source = '{% include "look/error_summary.html" %}{% include "look/error_title.html" %}'
    assert not Template(source).render(Context({"fields": right})).strip()


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
@settings(deadline=None)
def test_what_was_typed_stays_and_is_only_text(typed: str) -> None:
    text = Field(name="a", label=Text("甲", "A"), value=typed)
    assert page_of(text).all("input")[0]["value"] == typed
    area = page_of(replace(text, kind="textarea"))
    assert [tag for tag, _ in area.elements] == ["div", "label", "textarea"]
    assert typed in area.words


def test_nothing_is_chosen_unless_a_value_is_given() -> None:
    assert not [each for each in page_of(replace(QUESTION, value="")).all("input") if "checked" in each]
    chosen = [each["value"] for each in page_of(QUESTION).all("input") if "checked" in each]
    assert chosen == ["mother"]


def test_several_checkboxes_can_be_chosen() -> None:
    both = next(replace(field, value="zh bo") for field in FIELDS if field.kind == "checkboxes")
    assert [each["value"] for each in page_of(both).all("input") if "checked" in each] == ["zh", "bo"]


@given(st.dates(date(1000, 1, 1)))
def test_a_posted_day_is_read_back(day: date) -> None:
    posted = {"born-year": str(day.year), "born-month": f" {day.month} ", "born-day": str(day.day)}
    assert date_of(typed_date(posted, "born")) == day
    field = Field(name="born", label=Text("生日", "Born"), kind="date", value=typed_date(posted, "born"))
    assert tuple(map(int, field.date_parts)) == (day.year, day.month, day.day)


@given(*[st.text(max_size=4)] * 3)
def test_parts_that_make_no_day_are_kept_and_never_raise(year: str, month: str, day: str) -> None:
    value = typed_date({"d-year": year, "d-month": month, "d-day": day}, "d")
    parts = Field(name="d", label=Text("", ""), kind="date", value=value).date_parts
    assert len(parts) == 3
    assert date_of(value) is None or all(part.isdigit() for part in parts)


def test_nothing_typed_is_an_empty_value() -> None:
    assert typed_date({}, "born") == ""
    assert date_of("") is None
    assert date_of("2026-2-30") is None
    assert date_of("2026-02-30") is None


def test_an_optional_field_says_so() -> None:
    field = Field(name="a", label=Text("甲", "A"), required=False)
    assert "可以不填" in page_of(field).words
    assert "可以不填" not in page_of(replace(field, required=True)).words
