"""Every marked fact of a package with its place: what `check` says about sources and certainty rests on this walk."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from yijian.core.verification.reporting import Part
from yijian.core.vocabulary.decision_table import TableRow
from yijian.core.vocabulary.marks import Certainty, Marked
from yijian.core.vocabulary.package import DefinitionPackage

FOLDERS: Final[Mapping[str, str]] = {
    "code_lists": "code-lists",
    "entities": "concepts",
    "authorities": "authorities",
    "registers": "registers",
    "evidence": "evidence",
    "decision_tables": "decision-tables",
    "services": "services",
    "life_events": "life-events",
    "overlays": "regions",
}
"""The fields of a package that state facts, and the folders their keys begin with."""


@dataclass(frozen=True, slots=True)
class MarkedFact:
    """A marked value and where it stands."""

    value: Marked
    part: Part


def marked_in(package: DefinitionPackage) -> Iterator[MarkedFact]:
    """All marked values that the definitions state; values left at their default are not stated."""
    for name, folder in FOLDERS.items():
        for identifier, definition in getattr(package, name).items():
            yield from _walk(definition, f"{folder}/{identifier}", "")


def _walk(value: object, key: str, path: str) -> Iterator[MarkedFact]:
    if isinstance(value, Marked) and not _marked_by_its_table(value):
        yield MarkedFact(value, (key, path))
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _walk(item, key, f"{path}/{name}".lstrip("/"))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _walk(item, key, f"{path}/{position}".lstrip("/"))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            item = getattr(value, field.name)
            if item != field.default:
                yield from _walk(item, key, f"{path}/{field.name}".lstrip("/"))


def _marked_by_its_table(value: Marked) -> bool:
    """Whether it is a row of a decision table that says nothing of its own certainty and source."""
    return isinstance(value, TableRow) and value.certainty is Certainty.NOT_FOUND and value.source is None
