"""Dates in words: each a `<time>`, with the weekday, at the local time of the site."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.channels.look.dates import day_element, moment_element, weekday
from yijian.channels.look.language import LANGUAGES, Language
from yijian.channels.look.templatetags.look import full_day, full_moment, masked, moment, say, short_day


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "3月9日（周一）"), ("zh-hant", "3月9日（週一）"), ("en", "Monday 9 March")],
)
def test_a_day_has_its_weekday(language: Language, words: str) -> None:
    element = day_element(date(2026, 3, 9), language=language)
    assert element == f'<time datetime="2026-03-09">{words}</time>'


def test_a_moment_is_shown_at_local_time() -> None:
    fetched = datetime(2026, 3, 2, 1, 41, tzinfo=UTC)
    assert moment(fetched) == '<time datetime="2026-03-02T09:41+08:00">3月2日 09:41</time>'
    assert "2026年3月2日 09:41" in full_moment(fetched)
    assert (
        moment_element(fetched, language="en")
        == '<time datetime="2026-03-02T09:41+08:00">2 March 09:41</time>'
    )
    late = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    assert "3月3日（周二）" in day_element(late), "the day of a moment is the local one"


def test_short_and_full_days() -> None:
    assert "3月9日<" in short_day(date(2026, 3, 9))
    assert "2026年3月9日<" in full_day(date(2026, 3, 9))
    assert say(date(2026, 3, 9)) == day_element(date(2026, 3, 9))


@given(st.dates(), st.sampled_from(LANGUAGES), st.sampled_from(["day", "short", "full"]))
def test_the_machine_reads_back_the_same_day(day: date, language: Language, form: str) -> None:
    found = re.search(r'datetime="([^"]+)"', day_element(day, form=form, language=language))
    assert found is not None
    assert date.fromisoformat(found[1]) == day
    assert weekday(day, language)


def test_a_personal_number_shows_four_and_two() -> None:
    assert "4300 **** **** **** 29" in masked("430012199001011229")
    assert "*" * 4 in masked("1234567")


@given(st.text(st.characters(categories=("Nd", "Lu")), max_size=30))
def test_at_least_half_of_a_masked_number_is_hidden(number: str) -> None:
    shown = re.sub(r"<[^>]*>|\s", "", masked(number))
    assert len(shown) == len("".join(number.split()))
    assert shown.count("*") * 2 >= len(shown)
    assert len(shown.replace("*", "")) <= 6
