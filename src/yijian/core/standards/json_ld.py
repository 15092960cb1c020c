"""A graph as JSON-LD 1.1, and the context that its keys are read with. Both give the triples of the Turtle text."""

from __future__ import annotations

from typing import Any, Final

from yijian.core.standards.graph import Graph, Link, Plain, Resource, Value, Words
from yijian.core.standards.terms import TERMS, Term, ValueKind, namespaces

CONTEXT_FILE: Final = "context.jsonld"
"""The name under which a document finds its context beside it."""


def context_of(graph: Graph) -> dict[str, Any]:
    """The context: prefixes, and for each key its property and how its values are written."""
    return {"@version": 1.1, **namespaces(graph.base), **{term.key: _definition(term) for term in TERMS}}


def to_json_ld(graph: Graph, *, context_beside: bool) -> dict[str, Any]:
    """The document. `context_beside`: it names the file `CONTEXT_FILE`, which `context_of` gives; otherwise the context
    stands inside. IRIs of our own are written relative to the base."""
    context: Any = CONTEXT_FILE if context_beside else context_of(graph)
    return {
        "@context": [context, {"@base": graph.base}],
        "@graph": [_resource(resource, graph) for resource in graph.resources],
    }


def _definition(term: Term) -> dict[str, Any]:
    definition: dict[str, Any] = {"@id": term.name}
    match term.kind:
        case ValueKind.LINK:
            definition["@type"] = "@id"
        case ValueKind.WORDS:
            return {**definition, "@container": ["@language", "@set"]}
        case ValueKind.TEXT:
            pass
        case datatype:
            definition["@type"] = datatype.value
    return {**definition, "@container": "@set"} if term.many else definition


def _resource(resource: Resource, graph: Graph) -> dict[str, Any]:
    prefixes = namespaces(graph.base)
    document: dict[str, Any] = {"@id": resource.iri.removeprefix(graph.base)}
    if resource.types:
        document["@type"] = [_compact(each, prefixes) for each in resource.types]
    for term, values in resource.values:
        document[term.key] = _values(values, term, graph.base)
    return document


def _values(values: tuple[Value, ...], term: Term, base: str) -> Any:
    if term.kind is ValueKind.WORDS:
        by_language: dict[str, list[str]] = {}
        for value in values:
            if isinstance(value, Words):
                by_language.setdefault(value.language, []).append(value.text)
        return by_language
    written = [_written(value, base) for value in values]
    return written if term.many or len(written) > 1 else written[0]


def _written(value: Value, base: str) -> str:
    match value:
        case Link(iri=iri):
            return iri.removeprefix(base)
        case Words(text=text) | Plain(text=text):
            return text


def _compact(iri: str, prefixes: dict[str, str]) -> str:
    for prefix, start in prefixes.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
