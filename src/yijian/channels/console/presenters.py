"""Definitions as the pages of the catalogue show them: addresses, words for parts, findings at their lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.marks import CERTAINTY_WORDS
from yijian.core.vocabulary.provenance import FactValue
from yijian.usecases.catalogue import KINDS, CatalogueEntry, DefinitionView, UseView


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One definition in a list. `mark`: how sure it is; `parts`: in which of its parts something stands."""

    name: Text
    id: str
    kind: Text
    url: str
    about: Text | None
    mark: Text | None
    used: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding, and the lines of the file to which it points."""

    code: str
    error: bool
    message: Text
    repair: Text
    lines: tuple[int, ...]
    witness: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of a file, with its number; `marked`: a finding points to it."""

    number: int
    text: str
    marked: bool


def address_of(key: str) -> str:
    """The page of a definition, or of a concept (`concepts/person#name`)."""
    kind, _, identifier = key.partition("/")
    return reverse("console:definition", args=[kind, identifier.replace("#", ".")])


def key_of(kind: str, identifier: str) -> str:
    """The key behind the address of a page."""
    entity, dot, name = identifier.partition(".")
    return f"concepts/{entity}#{name}" if kind == "concepts" and dot else f"{kind}/{identifier}"


def line_of(entry: CatalogueEntry, parts: tuple[str, ...] = ()) -> Line:
    """A definition as a line of a list."""
    return Line(
        name=entry.name,
        id=entry.key.partition("/")[2].replace("#", "."),
        kind=KINDS[entry.kind],
        url=address_of(entry.key),
        about=entry.about,
        mark=CERTAINTY_WORDS[entry.marks.certainty] if entry.marks else None,
        used=entry.used,
        parts=parts,
    )


def lines_of(uses: Iterable[UseView]) -> tuple[Line, ...]:
    """Definitions that name another, each with the parts in which they do."""
    return tuple(line_of(use.entry, use.paths) for use in uses)


def findings_of(view: DefinitionView) -> tuple[FindingLine, ...]:
    """What is wrong with a file, errors first."""
    return tuple(finding_line(finding, view.file) for finding in view.findings)


def finding_line(finding: Finding, file: str) -> FindingLine:
    """A finding, with the lines of one file that it names."""
    witness = finding.witness or {}
    return FindingLine(
        code=finding.code,
        error=finding.severity is Severity.ERROR,
        message=finding.message,
        repair=finding.repair,
        lines=tuple(dict.fromkeys(place.line for place in finding.places if place.file == file)),
        witness=tuple(sorted((path, _as_feel(value)) for path, value in witness.items())),
    )


def _as_feel(value: FactValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)


def text_of(view: DefinitionView) -> tuple[TextLine, ...]:
    """The file line by line."""
    marked = {line for finding in findings_of(view) for line in finding.lines}
    return tuple(
        TextLine(number=number, text=text, marked=number in marked)
        for number, text in enumerate(view.text.splitlines(), start=1)
    )
