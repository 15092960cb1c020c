"""Where the pages of an exported site lie, and how one leads to another: relative, so that the folder can lie anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from posixpath import dirname, relpath
from typing import Final

from yijian.channels.look.language import HTML_LANG, Language

NAMES: Final[dict[Language, str]] = {"zh-hans": "简体", "zh-hant": "繁體", "en": "English"}
STATIC: Final = "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguage:
    """The same page in another language."""

    html_lang: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedPage:
    """One page: its `path` in the site, its language, the languages of the site (the first has no folder of its own),
    the day of the rules, and the address of the portal on the net, without a slash at its end, or ""."""

    path: str
    language: Language
    of_languages: tuple[Language, ...]
    day: date
    portal: str

    def to(self, path: str) -> str:
        """The way from this page to another file of the site."""
        return relpath(path, dirname(self.path) or ".")

    def to_static(self, name: str) -> str:
        """The way to a style sheet, script or picture."""
        return self.to(f"{STATIC}/{name}")

    def to_page(self, name: str) -> str:
        """The way to a page in the same language by its name in that language (`index.html`)."""
        return self.to(place_of(name, self.language, self.of_languages))

    @property
    def name(self) -> str:
        """What this page is called in every language."""
        own = folder_of(self.language, self.of_languages)
        return self.path.removeprefix(own)

    @property
    def languages(self) -> tuple[OtherLanguage, ...]:
        """This page in the other languages of the site."""
        return tuple(
            OtherLanguage(
                html_lang=HTML_LANG[other],
                name=NAMES[other],
                url=self.to(place_of(self.name, other, self.of_languages)),
            )
            for other in self.of_languages
            if other != self.language
        )


def folder_of(language: Language, languages: Sequence[Language]) -> str:
    """The folder of a language with its slash: none for the first."""
    return "" if language == languages[0] else f"{language}/"


def place_of(name: str, language: Language, languages: Sequence[Language]) -> str:
    """The path of a page in the site."""
    return folder_of(language, languages) + name


def guide_name(life_event: str) -> str:
    """The name of the page of a guide."""
    return f"do/{life_event}.html"
