"""Which language a request is answered in, and how a text of the product is said in it.

Rule 1: product texts are `Text` (Simplified Chinese and English side by side); Traditional Chinese is converted from
the Simplified text. Rule 2: only product texts are converted. A plain `str` is somebody's data (a name, an address) and
comes out as it went in, so conversion happens here and never on a whole page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import Any, Final, Literal, get_args

import opencc
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from yijian.core.errors import Text, YijianError

Language = Literal["zh-hans", "zh-hant", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
HTML_LANG: Final[Mapping[Language, str]] = {"zh-hans": "zh-CN", "zh-hant": "zh-Hant", "en": "en"}

# Where the conversion gives a word that official Traditional Chinese texts do not use.
CHECKED_WORDS: Final[Mapping[str, str]] = {"身份證": "身分證"}


def language_named(name: str | None) -> Language | None:
    """The language of that exact name, or None."""
    return next((language for language in LANGUAGES if language == name), None)


_spoken: ContextVar[Language] = ContextVar("language of the answer", default="zh-hans")


def current_language() -> Language:
    """The language of the request being answered (set by `LookMiddleware`); Simplified Chinese outside of one."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Everything said inside is in that language, as for a letter to somebody who chose another than the sender."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _converter() -> Any:
    # "s2tw" and not the general "s2t": the same words, in the forms that are in use (為 裡 著, not 爲 裏 着).
    return opencc.OpenCC("s2tw")


@lru_cache(maxsize=8192)
def traditional(chinese: str) -> str:
    """The text in Traditional characters, with the checked words of public administration."""
    converted: str = _converter().convert(chinese)
    for general, checked in CHECKED_WORDS.items():
        converted = converted.replace(general, checked)
    return converted


def said(text: Text, language: Language) -> str:
    """The product text in that language."""
    if language == "en":
        return text.en
    return traditional(text.zh) if language == "zh-hant" else text.zh


def say(value: object, language: Language | None = None) -> str:
    """Any value as words in the language (that of the request if none is given).

    A `Text` is said; an error says its template and leaves its fields as they are; a `str` (data, or markup already made
    safe) is unchanged; None is the empty string.
    """
    language = language or current_language()
    if isinstance(value, Text):
        return said(value, language)
    if isinstance(value, YijianError):
        return said(value.template, language).format_map(value.fields)
    if isinstance(value, str):
        return value
    return "" if value is None else str(value)


def say_filled(template: Text, fields: Mapping[str, object], language: Language | None = None) -> SafeString:
    """The template with each `{name}` replaced, as HTML. Fields are escaped unless safe, and never converted."""
    language = language or current_language()
    parts = {name: conditional_escape(say(value, language)) for name, value in fields.items()}
    filled = str(escape(said(template, language))).format_map(parts)
    return mark_safe(filled)  # noqa: S308 - the template was escaped above, and so was each field that was not safe
