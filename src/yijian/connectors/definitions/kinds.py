"""The kinds of definition: in which folder each stands, what type it is, and which id its file name promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from yijian.core.planning.calendars import CalendarYear
from yijian.core.vocabulary.author_test import AuthorTest
from yijian.core.vocabulary.authority import Authority, Register
from yijian.core.vocabulary.concept import CodeList, Entity
from yijian.core.vocabulary.decision_table import TableDefinition
from yijian.core.vocabulary.evidence import EvidenceType
from yijian.core.vocabulary.life_event import LifeEvent, RegionOverlay
from yijian.core.vocabulary.marks import Source
from yijian.core.vocabulary.service import PublicService


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionKind:
    """A kind of definition.

    `folder` is where its files stand and `depth` how many names its path has below it; `id_of` is the id of a value
    and `id_in_name` the id that a path promises. `field` is the field of `DefinitionPackage` that holds it, None for
    what stands beside the package.
    """

    folder: str
    name: str
    type: Any
    id_of: Callable[[Any], str]
    field: str | None = None
    depth: int = 1
    id_in_name: Callable[[PurePosixPath], str] = lambda path: path.stem

    def key(self, identifier: str) -> str:
        """The key of a definition in the places of a package."""
        return f"{self.folder}/{identifier}"


def _id(value: Any) -> str:
    return str(value.id)


KINDS: Final[tuple[DefinitionKind, ...]] = (
    DefinitionKind(folder="sources", name="source", type=Source, id_of=_id, field="sources"),
    DefinitionKind(folder="code-lists", name="code-list", type=CodeList, id_of=_id, field="code_lists"),
    DefinitionKind(folder="concepts", name="concepts", type=Entity, id_of=_id, field="entities"),
    DefinitionKind(folder="authorities", name="authority", type=Authority, id_of=_id, field="authorities"),
    DefinitionKind(folder="registers", name="register", type=Register, id_of=_id, field="registers"),
    DefinitionKind(folder="evidence", name="evidence", type=EvidenceType, id_of=_id, field="evidence"),
    DefinitionKind(
        folder="decision-tables",
        name="decision-table",
        type=TableDefinition,
        id_of=_id,
        field="decision_tables",
    ),
    DefinitionKind(
        folder="services",
        name="service",
        type=PublicService,
        id_of=_id,
        field="services",
        depth=2,
        id_in_name=lambda path: f"{path.parent.name}.{path.stem}",
    ),
    DefinitionKind(folder="life-events", name="life-event", type=LifeEvent, id_of=_id, field="life_events"),
    DefinitionKind(
        folder="regions",
        name="region-overlay",
        type=RegionOverlay,
        id_of=lambda value: f"{value.region}/{value.life_event}",
        field="overlays",
        depth=2,
        id_in_name=lambda path: f"{path.parent.name}/{path.stem}",
    ),
    DefinitionKind(
        folder="calendars", name="calendar-year", type=CalendarYear, id_of=lambda value: str(value.year)
    ),
    DefinitionKind(folder="tests", name="author-tests", type=tuple[AuthorTest, ...], id_of=lambda _: ""),
)
"""All kinds, in the order in which a package is read."""


def kind_of(path: PurePosixPath) -> DefinitionKind | None:
    """The kind of a file by its path inside the package, or None where no kind stands there."""
    for kind in KINDS:
        if path.parts[0] == kind.folder and len(path.parts) == kind.depth + 1:
            return kind
    return None
