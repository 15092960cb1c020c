"""Which parts of definitions differ, and whether that can change what they mean.

Definitions are compared in their canonical form, so that no attribute can be forgotten: what nothing here has a word for
counts as a change of meaning. Items of lists are matched by their own name, not by where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from yijian.core.compiler.difference.values import Fate, Sort
from yijian.core.vocabulary.canonical import canonical_json, to_plain
from yijian.core.vocabulary.package import DefinitionPackage

KINDS: Final = {
    "concepts": "entities",
    "authorities": "authorities",
    "registers": "registers",
    "evidence": "evidence",
    "decision-tables": "decision_tables",
    "services": "services",
    "life-events": "life_events",
    "regions": "overlays",
    "sources": "sources",
}
"""The kinds of definition by the first part of their keys. Code lists are compared in the concepts that hold them."""

RULES: Final = frozenset({"rule", "when", "applies_when"})
TABLES: Final = "decision-tables"

_NAMES: Final = ("id", "fact", "service", "code", "requirement")
"""What names an item of a list: the first that each of them has, and no two alike."""
_MARKS: Final = frozenset(
    {
        *("certainty", "source", "note", "legal_basis", "cite", "standard", "listed", "brought"),
        *("published_claims", "stated", "decides", "replaces", "suspected_defaults"),
    }
)
_SAID: Final = frozenset({"where", "otherwise", "by_commitment"})
"""Texts that people go by: where to go, what is promised."""
_WORDS: Final = frozenset({"keywords", "stage"})
_IN_TABLES: Final = frozenset({"note", "name", "title"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPart:
    """A part that differs; `old` and `new` are plain values, None where there is none.

    `at` are the positions in the definitions, by which their files have places.
    """

    definition: str
    path: str
    fate: Fate
    sort: Sort
    old: Any
    new: Any
    at: tuple[str, str] = ("", "")

    @property
    def is_rule(self) -> bool:
        """Whether it is the text of a rule that decides something."""
        return (
            self.sort is Sort.MEANING
            and self.path.rpartition("/")[2] in RULES
            and not self.definition.startswith(TABLES)
        )


def differing_definitions(
    old: DefinitionPackage, new: DefinitionPackage
) -> Iterator[tuple[str, object | None, object | None]]:
    """The definitions that differ, by key, as they were and as they are (None: not there)."""
    for kind, field in KINDS.items():
        before: Mapping[str, object] = getattr(old, field)
        after: Mapping[str, object] = getattr(new, field)
        for identifier in sorted(before.keys() | after.keys()):
            was, is_ = before.get(identifier), after.get(identifier)
            if was != is_:
                yield f"{kind}/{identifier}", was, is_


def differing_parts(definition: str, old: object | None, new: object | None) -> Iterator[FoundPart]:
    """The parts of one definition that differ; a whole one that was added or removed is one part."""
    if old is None or new is None:
        sort = Sort.MARKS if definition.startswith("sources/") else Sort.MEANING
        fate = Fate.ADDED if old is None else Fate.REMOVED
        yield FoundPart(definition=definition, path="", fate=fate, sort=sort, old=None, new=None)
        return
    for step in _differences(to_plain(old), to_plain(new), _Step()):
        fate = Fate.ADDED if step.old is _ABSENT else Fate.REMOVED if step.new is _ABSENT else Fate.CHANGED
        yield FoundPart(
            definition=definition,
            path="/".join(step.path),
            fate=fate,
            sort=_sort_of(definition, step),
            old=None if step.old is _ABSENT else step.old,
            new=None if step.new is _ABSENT else step.new,
            at=("/".join(step.at_old), "/".join(step.at_new)),
        )


_ABSENT: Final = object()


@dataclass(frozen=True, slots=True)
class _Step:
    """Where the comparison stands: the path by names, and the positions on both sides."""

    path: tuple[str, ...] = ()
    at_old: tuple[str, ...] = ()
    at_new: tuple[str, ...] = ()
    old: Any = None
    new: Any = None
    only_order: bool = False

    def into(self, name: str, at_old: str | None, at_new: str | None) -> _Step:
        return _Step(
            (*self.path, name),
            self.at_old if at_old is None else (*self.at_old, at_old),
            self.at_new if at_new is None else (*self.at_new, at_new),
        )

    def with_values(self, old: Any, new: Any, *, only_order: bool = False) -> _Step:
        return _Step(self.path, self.at_old, self.at_new, old, new, only_order)


def _differences(old: Any, new: Any, step: _Step) -> Iterator[_Step]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and not _is_text(old):
        for name in dict.fromkeys((*old, *new)):
            inner = step.into(name, name, name)
            yield from _differences(old.get(name, _ABSENT), new.get(name, _ABSENT), inner)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _differences_of_lists(old, new, step)
    else:
        yield step.with_values(old, new)


def _differences_of_lists(old: list[Any], new: list[Any], step: _Step) -> Iterator[_Step]:
    named = _named(old, new)
    if named is None:
        same = sorted(map(_in_no_order, old)) == sorted(map(_in_no_order, new))
        if not same and len(old) == len(new) and all(isinstance(item, dict) for item in (*old, *new)):
            for at, (was, is_) in enumerate(zip(old, new, strict=True)):
                yield from _differences(was, is_, step.into(str(at + 1), str(at), str(at)))
        else:
            yield step.with_values(old, new, only_order=same)
        return
    before, after = named
    gone = (None, _ABSENT)
    for name in dict.fromkeys((*before, *after)):
        (at_old, was), (at_new, is_) = before.get(name, gone), after.get(name, gone)
        yield from _differences(was, is_, step.into(name, at_old, at_new))
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield step.with_values(list(before), list(after), only_order=True)


def _named(
    old: Sequence[Any], new: Sequence[Any]
) -> tuple[dict[str, tuple[str, Any]], dict[str, tuple[str, Any]]] | None:
    """The items of both lists by name, each with its position; None where they have none of their own."""
    for key in _NAMES:
        if all(isinstance(item, dict) and isinstance(item.get(key), str) for item in (*old, *new)):
            both = tuple(
                {item[key]: (str(at), item) for at, item in enumerate(items)} for items in (old, new)
            )
            if [len(items) for items in both] == [len(old), len(new)]:
                return both[0], both[1]
    return None


def _in_no_order(item: Any) -> str:
    """An item of a list as text that does not hang on the order of what it lists itself."""
    if isinstance(item, list):
        return canonical_json(sorted(map(_in_no_order, item)))
    return canonical_json(item)


def _is_text(value: Mapping[str, object]) -> bool:
    return value.keys() == {"zh", "en"}


def _sort_of(definition: str, step: _Step) -> Sort:
    names = frozenset(step.path)
    if definition.startswith("sources/") or names & _MARKS:
        return Sort.MARKS
    if step.only_order:
        return Sort.MEANING if definition.startswith(TABLES) else Sort.ORDER
    if names & _SAID:
        return Sort.MEANING
    if names & _WORDS or (definition.startswith(TABLES) and step.path[-1] in _IN_TABLES):
        return Sort.WORDING
    values = [value for value in (step.old, step.new) if value is not _ABSENT]
    if all(isinstance(value, dict) and _is_text(value) for value in values):
        return Sort.WORDING
    return Sort.MEANING
