"""Refusals: every class has a code of its own and speaks both languages."""

from __future__ import annotations

import re

from yijian.core.cases import application_refusals, promise_refusals, refusals
from yijian.core.errors import CommandRefused, YijianError


def classes() -> list[type[CommandRefused]]:
    found = [*vars(refusals).values(), *vars(application_refusals).values(), *vars(promise_refusals).values()]
    return [
        one
        for one in found
        if isinstance(one, type) and issubclass(one, CommandRefused) and one is not CommandRefused
    ]


def test_codes_are_stable_names_of_their_own() -> None:
    codes = [one.code for one in classes()]
    assert len(codes) == len(set(codes)) > 0
    assert all(re.fullmatch(r"[A-Z]+(_[A-Z]+)+", code) for code in codes)


def test_a_code_is_the_name_of_its_class() -> None:
    for one in classes():
        assert one.code == re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.__name__).upper()


def test_texts_are_there_in_both_languages_with_the_same_places() -> None:
    for one in classes():
        assert one.template.zh
        assert one.template.en
        zh, en = (
            {name.removesuffix(f"_{language}") for name in re.findall(r"{(\w+)}", words)}
            for language, words in (("zh", one.template.zh), ("en", one.template.en))
        )
        assert zh == en, one.__name__
        assert issubclass(one, YijianError)
