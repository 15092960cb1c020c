"""Linked data as plain values: triples whose subjects are IRIs. There are no blank nodes, so that the same definitions
always give the same text and a change of one of them changes a few lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from yijian.core.errors import Text, YijianError
from yijian.core.standards.terms import Term

_NOT_IN_AN_IRI: Final = re.compile('[\x00-\x20<>"{}|^`\\\\%#?]')
_BASE: Final = re.compile(r"https?://[^\s<>\"{}|^`\\%#?/]+(?:/[^\s<>\"{}|^`\\%#?]*)?/")


class BaseRefused(YijianError):
    """An address that the identifiers of an export cannot begin with."""

    code = "EXPORT_BASE_REFUSED"
    template = Text(
        "“{base}”不能作为标识的开头：要写成 https://…/ 这样的地址，以 / 结尾",
        "“{base}” cannot begin identifiers: it must be an address such as https://…/ that ends in /",
    )


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A reference to a resource by its absolute IRI."""

    iri: str


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A text in a language (`zh`, `en`)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class Plain:
    """A text without a language, or the lexical form of the datatype of its term."""

    text: str


Value: TypeAlias = Link | Words | Plain


@dataclass(frozen=True, slots=True)
class Resource:
    """Everything that is said of one subject: its types, and its values by term; all sorted."""

    iri: str
    types: tuple[str, ...]
    values: tuple[tuple[Term, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Resources in the order of their IRIs. `base` is what the IRIs of our own begin with."""

    base: str
    resources: tuple[Resource, ...]


@dataclass(slots=True)
class GraphBuilder:
    """Collects statements. Raises BaseRefused for a base that is not an address ending in a slash."""

    base: str
    _types: dict[str, set[str]] = field(default_factory=dict)
    _values: dict[str, dict[Term, set[Value]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise BaseRefused(base=self.base)

    def iri(self, kind: str, *names: str) -> str:
        """The IRI of a thing of ours: kind and names as path; what no IRI can hold is percent-encoded."""
        return self.base + "/".join((kind, *(_encoded(name) for name in names)))

    def add(self, iri: str, types: Iterable[str] = ()) -> None:
        """A resource and its types."""
        self._types.setdefault(iri, set()).update(types)

    def link(self, iri: str, term: Term, *targets: str) -> None:
        """The resource refers to others."""
        self._add(iri, term, (Link(target) for target in targets))

    def words(self, iri: str, term: Term, text: Text | None) -> None:
        """A text in both languages."""
        if text is not None:
            self._add(iri, term, (Words(text.zh, "zh"), Words(text.en, "en")))

    def chinese(self, iri: str, term: Term, text: str | None) -> None:
        """A text that was written in Chinese only."""
        if text is not None:
            self._add(iri, term, (Words(text, "zh"),))

    def english(self, iri: str, term: Term, text: str) -> None:
        """A text in English only."""
        self._add(iri, term, (Words(text, "en"),))

    def plain(self, iri: str, term: Term, value: str | int | bool | None) -> None:
        """A text without a language, a number or a truth value; None says nothing."""
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            self._add(iri, term, (Plain(text),))

    def _add(self, iri: str, term: Term, values: Iterable[Value]) -> None:
        found = self._values.setdefault(iri, {})
        for value in values:
            found.setdefault(term, set()).add(value)
        self._types.setdefault(iri, set())

    def graph(self) -> Graph:
        """Everything that was said."""
        return Graph(
            base=self.base,
            resources=tuple(
                Resource(
                    iri=iri,
                    types=tuple(sorted(self._types[iri])),
                    values=tuple(
                        (term, tuple(sorted(values)))
                        for term, values in sorted(
                            self._values.get(iri, {}).items(), key=lambda one: one[0].key
                        )
                    ),
                )
                for iri in sorted(self._types)
            ),
        )


def _encoded(name: str) -> str:
    return _NOT_IN_AN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", name)
