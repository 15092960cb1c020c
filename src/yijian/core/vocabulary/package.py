"""A package of definitions: everything departments and authors have written, resolved by id, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from yijian.core.vocabulary.authority import Authority, Register
from yijian.core.vocabulary.concept import CodeList, Concept, Entity
from yijian.core.vocabulary.decision_table import TableDefinition
from yijian.core.vocabulary.evidence import EvidenceType
from yijian.core.vocabulary.life_event import LifeEvent, RegionOverlay
from yijian.core.vocabulary.marks import Place, Source
from yijian.core.vocabulary.service import PublicService


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionPackage:
    """All definitions by id (overlays by `region/life_event`). `places` maps `kind/id` or `kind/id#path` to a place.

    A rule that names decision tables stands here with these written out, so that it needs nothing beside itself;
    `written` has by its text what its author wrote.
    `unread` are the keys (`kind/id`) of files that are there but could not be read: whoever names them is not wrong.
    `version` is the content hash of the definitions without their places: moving a line changes nothing.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    code_lists: dict[str, CodeList] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    registers: dict[str, Register] = field(default_factory=dict)
    evidence: dict[str, EvidenceType] = field(default_factory=dict)
    decision_tables: dict[str, TableDefinition] = field(default_factory=dict)
    services: dict[str, PublicService] = field(default_factory=dict)
    life_events: dict[str, LifeEvent] = field(default_factory=dict)
    overlays: dict[str, RegionOverlay] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    written: Mapping[str, str] = field(default_factory=dict)
    version: str = ""

    def place_of(self, definition: str, path: str = "") -> Place:
        """The place of a path inside a definition (`services/police.birth-registration`), or of its nearest parent."""
        while path:
            found = self.places.get(f"{definition}#{path}")
            if found is not None:
                return found
            path = path.rpartition("/")[0]
        return self.places.get(definition, Place(definition, 1))

    def concept_of(self, entity: str, name: str) -> Concept | None:
        """The concept `name` of the entity type `entity`, or None where the dictionary has none."""
        found = self.entities.get(entity)
        return found.concepts.get(name) if found else None
