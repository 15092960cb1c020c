"""What is defined here, for whoever wants to know: services, authorities, the dictionary, papers, rules and where each is used.

Definitions are public law and public words: anybody may read them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.errors import Text
from yijian.core.verification.cross_references import Use, cross_references, definitions_of
from yijian.core.verification.findings import Finding
from yijian.core.vocabulary.concept import Entity
from yijian.core.vocabulary.life_event import RegionOverlay
from yijian.core.vocabulary.marks import Marked, Source
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.ports import Ports
from yijian.usecases.permissions import Actor, NotFound, Permission, require

KINDS: Final[dict[str, Text]] = {
    "life-events": Text("一件事", "One things"),
    "services": Text("事项", "Services"),
    "authorities": Text("部门", "Authorities"),
    "concepts": Text("数据元", "Dictionary"),
    "evidence": Text("材料", "Papers"),
    "registers": Text("数据库", "Registers"),
    "decision-tables": Text("决策表", "Decision tables"),
    "code-lists": Text("代码表", "Code lists"),
    "regions": Text("地方", "Regions"),
    "sources": Text("出处", "Sources"),
}
"""The kinds of definition by their folder, as readers call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """One definition, or one concept of the dictionary. `key`: `services/police.x`, `concepts/person#name`. `used`: in how
    many places."""

    key: str
    kind: str
    name: Text
    about: Text | None
    marks: Marked | None
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """A definition that names another or is named by it, and in which of its parts."""

    entry: CatalogueEntry
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionView:
    """One definition with everything around it. `text` is its file, `file` where that stands; `concepts` are those of an
    entity; `findings` are of this file; `tests`: how many an author has written for a life event."""

    entry: CatalogueEntry
    text: str
    file: str
    source: Source | None
    uses: tuple[UseView, ...]
    used_by: tuple[UseView, ...]
    concepts: tuple[CatalogueEntry, ...]
    findings: tuple[Finding, ...]
    tests: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRun:
    """The author's tests of a life event: the name of each, and what is not as expected."""

    life_event: CatalogueEntry
    names: tuple[Text, ...]
    findings: tuple[Finding, ...]


def search(*, actor: Actor, ports: Ports, words: str = "", kind: str = "") -> tuple[CatalogueEntry, ...]:
    """All definitions of a kind (of every kind: "") in which all the words occur, in Chinese, English or an id; those most
    used first. Raises PermissionDenied."""
    require(actor, Permission.LOOK_AROUND)
    wanted = words.casefold().split()
    found = (
        entry
        for entry in _index(ports.definitions.package()).entries.values()
        if (not kind or entry.kind == kind) and all(word in _haystack(entry) for word in wanted)
    )
    return tuple(sorted(found, key=lambda entry: (list(KINDS).index(entry.kind), -entry.used, entry.key)))


def definition(*, actor: Actor, ports: Ports, key: str) -> DefinitionView:
    """One definition. Raises PermissionDenied, NotFound."""
    require(actor, Permission.LOOK_AROUND)
    package = ports.definitions.package()
    index = _index(package)
    entry = index.entries.get(key)
    if entry is None:
        raise NotFound(what=key)
    whole = key.partition("#")[0]
    place = package.place_of(whole)
    source = entry.marks.source if entry.marks else None
    return DefinitionView(
        entry=entry,
        text=ports.definitions.source_of(whole),
        file=place.file,
        source=package.sources.get(source) if source else None,
        uses=index.uses(key),
        used_by=index.used_by(key),
        concepts=tuple(one for one in index.entries.values() if one.key.startswith(f"{key}#")),
        findings=tuple(
            finding
            for finding in ports.definitions.findings()
            if place.file in {one.file for one in finding.places}
        ),
        tests=len(ports.definitions.author_tests(key.removeprefix("life-events/"))),
    )


def run_tests(*, actor: Actor, ports: Ports, life_event: str) -> TestRun:
    """The author's tests of a life event, run now. Raises PermissionDenied, NotFound."""
    require(actor, Permission.LOOK_AROUND)
    package = ports.definitions.package()
    entry = _index(package).entries.get(f"life-events/{life_event}")
    if entry is None:
        raise NotFound(what=life_event)
    tests = ports.definitions.author_tests(life_event)
    return TestRun(
        life_event=entry,
        names=tuple(test.name for test in tests),
        findings=run_author_tests(package, life_event, tests, calendar=ports.definitions.calendar()),
    )


@dataclass(frozen=True, slots=True)
class _Index:
    entries: dict[str, CatalogueEntry]
    references: tuple[Use, ...]

    def uses(self, key: str) -> tuple[UseView, ...]:
        return self._grouped((use.used, use.path) for use in self.references if use.by == key)

    def used_by(self, key: str) -> tuple[UseView, ...]:
        return self._grouped((use.by, use.path) for use in self.references if use.used == key)

    def _grouped(self, found: Iterator[tuple[str, str]]) -> tuple[UseView, ...]:
        paths: dict[str, list[str]] = {}
        for key, path in found:
            paths.setdefault(key, []).append(path)
        return tuple(UseView(entry=self.entries[key], paths=tuple(each)) for key, each in paths.items())


_INDEXES: Final[dict[str, _Index]] = {}
"""The index of the definitions in force, by their version."""


def _index(package: DefinitionPackage) -> _Index:
    found = _INDEXES.get(package.version)
    if found is None:
        _INDEXES.clear()
        found = _INDEXES[package.version] = _indexed(package)
    return found


def _indexed(package: DefinitionPackage) -> _Index:
    references = cross_references(package)
    used = Counter(use.used for use in references)
    entries: dict[str, CatalogueEntry] = {}
    for key, value in definitions_of(package).items():
        entries[key] = _entry(key, value, used[key])
        for name, concept in value.concepts.items() if isinstance(value, Entity) else ():
            at = f"{key}#{name}"
            entries[at] = _entry(at, concept, used[at])
    return _Index(entries, references)


def _entry(key: str, value: Any, used: int) -> CatalogueEntry:
    kind, _, identifier = key.partition("/")
    return CatalogueEntry(
        key=key,
        kind=kind,
        name=_name_of(value, identifier),
        about=getattr(value, "summary", None) or getattr(value, "hint", None),
        marks=value if isinstance(value, Marked) else None,
        used=used,
    )


def _name_of(value: Any, identifier: str) -> Text:
    if isinstance(value, RegionOverlay):
        return Text(
            f"{value.region_name.zh}：{value.life_event}", f"{value.region_name.en}: {value.life_event}"
        )
    if isinstance(value, Source):
        return Text(value.what, value.what)
    name: Text = getattr(value, "name", Text(identifier, identifier))
    return name


def _haystack(entry: CatalogueEntry) -> str:
    about = entry.about or Text("", "")
    return f"{entry.key} {entry.name.zh} {entry.name.en} {about.zh} {about.en}".casefold()
