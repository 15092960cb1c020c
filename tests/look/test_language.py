"""Product texts are said in three languages; what a person typed is never converted."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from yijian.channels.look.language import LANGUAGES, current_language, say, say_filled, speaking
from yijian.core.errors import CommandRefused, Text

data = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def rendered(source: str, language: str = "zh-hans", **context: object) -> str:
    with speaking(next(known for known in LANGUAGES if known == language)):
        return Template("{% load look %}" + source).render(Context(context))


def test_a_text_is_said_in_the_language_of_the_request() -> None:
    text = Text("办好了", "Done")
    assert [say(text, language) for language in LANGUAGES] == ["办好了", "辦好了", "Done"]
    assert current_language() == "zh-hans"
    with speaking("en"):
        assert say(text) == "Done"
    assert say(text) == "办好了"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("身份证", "身分證"),
        ("出生登记（户口）", "出生登記（戶口）"),
        ("这里不对", "這裡不對"),
        ("改为上传照片", "改為上傳照片"),
        ("审查后再办理", "審查後再辦理"),
        ("只要 3 份复印件", "只要 3 份複印件"),
        ("周一", "週一"),
    ],
)
def test_the_words_of_public_administration_are_right_in_traditional(
    simplified: str, traditional: str
) -> None:
    assert say(Text(simplified, ""), "zh-hant") == traditional


@given(data, st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_data_comes_out_as_it_went_in(value: str, language: str) -> None:
    assert rendered("{{ value|say }}", language, value=value) == escape(value)


@given(data, st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_data_inside_a_text_is_escaped_and_never_converted(value: str, language: str) -> None:
    before, after = {"zh-hans": ("给", "办理"), "zh-hant": ("給", "辦理"), "en": ("For ", " to do")}[language]
    filled = rendered('{% t "给{who}办理" "For {who} to do" who=value %}', language, value=value)
    assert filled == f"{before}{escape(value)}{after}"


def test_a_name_in_an_error_keeps_its_characters() -> None:
    refusal = CommandRefused(reason="张国华")
    assert say(refusal, "zh-hant") == "現在不能這樣辦：张国华"
    assert say(refusal, "en") == "This cannot be done now: 张国华"


def test_a_field_may_be_a_text_or_safe_markup() -> None:
    filled = say_filled(Text("{a}和{b}", "{a} and {b}"), {"a": Text("公安", "police"), "b": "<b>"}, "en")
    assert filled == "police and &lt;b&gt;"
    assert rendered('{% t "{d}前" "by {d}" d=d|day %}', "en", d=date(2026, 3, 9)) == (
        'by <time datetime="2026-03-09">Monday 9 March</time>'
    )


def test_markup_in_the_template_text_is_escaped() -> None:
    assert rendered('{% t "甲 & 乙 < 丙" "A & B" %}') == "甲 &amp; 乙 &lt; 丙"


def test_nothing_is_said_for_none_and_a_number_is_itself() -> None:
    assert rendered("[{{ nothing|say }}{{ n|say }}]", nothing=None, n=3) == "[3]"
