"""The tree of errors that Yijian raises, and the bilingual text they speak in.

Every error has a stable `code`, typed `fields` and a text in Chinese and English that names the place and the
repair. A channel words it for its reader; an API sends the code and the fields. All codes stand in `docs/errors.md`.

    YijianError
    ├── FeelError            a rule that cannot be read (core.feel)
    ├── DefinitionError      a definition that cannot be used (core.vocabulary, connectors.definitions)
    ├── CommandRefused       a command that the case cannot take now (core.cases, usecases)
    └── PlatformError        a port that did not answer as agreed (connectors)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Simplified Chinese and in English. Traditional Chinese is converted from `zh` by channels."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The English text for a language that starts with `en`, the Chinese text for every other."""
        return self.en if language.startswith("en") else self.zh

    def filled(self, fields: dict[str, object]) -> Text:
        """This text with each `{name}` replaced by the field of that name (`str.format_map`)."""
        return Text(self.zh.format_map(fields), self.en.format_map(fields))


class YijianError(Exception):
    """Base of all errors that are part of the product's contract.

    Subclasses set `code` (stable, upper case) and `template`; keyword arguments become `fields`.
    """

    code: ClassVar[str]
    template: ClassVar[Text]

    def __init__(self, **fields: object) -> None:
        if type(self) is YijianError:
            raise TypeError("YijianError is abstract: raise the subclass that says what went wrong")
        self.fields = fields
        super().__init__(self.text.en)

    @property
    def text(self) -> Text:
        """What went wrong and how to repair it, in both languages."""
        return self.template.filled(self.fields)


class DefinitionError(YijianError):
    """A definition that cannot be used; carries the place (`file`, `line`) where it was written."""

    code = "DEFINITION_ERROR"
    template = Text("{file} 第 {line} 行：{reason}", "{file} line {line}: {reason}")


class CommandRefused(YijianError):
    """A command that cannot be taken: the state, the permission or the data do not allow it. Nothing has changed."""

    code = "COMMAND_REFUSED"
    template = Text("现在不能这样办：{reason}", "This cannot be done now: {reason}")


class PlatformError(YijianError):
    """A port (register, signer, mail, store) that did not answer as agreed. Trying again may help."""

    code = "PLATFORM_ERROR"
    template = Text("{port} 没有按约定答复：{reason}", "{port} did not answer as agreed: {reason}")
