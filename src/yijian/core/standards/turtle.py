"""A graph as Turtle (W3C Recommendation, 25 February 2014): one block for each resource, everything sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from yijian.core.standards.graph import Graph, Link, Plain, Resource, Value, Words
from yijian.core.standards.terms import Term, ValueKind, namespaces

_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]")
_LOCAL_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def to_turtle(graph: Graph) -> str:
    """The Turtle text of a graph."""
    prefixes = namespaces(graph.base)
    lines = [f"@base <{graph.base}> ."]
    lines += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(prefixes.items())]
    for resource in graph.resources:
        lines += ["", *_block(resource, graph.base, prefixes)]
    return "\n".join([*lines, ""])


def _block(resource: Resource, base: str, prefixes: dict[str, str]) -> Iterator[str]:
    statements = (
        [f"a {', '.join(_iri(each, base, prefixes) for each in resource.types)}"] if resource.types else []
    )
    for term, values in resource.values:
        written = ", ".join(_value(value, term, base, prefixes) for value in values)
        statements.append(f"{term.name} {written}")
    yield f"{_iri(resource.iri, base, prefixes)} {statements[0]}" + (" ;" if statements[1:] else " .")
    for position, statement in enumerate(statements[1:], 2):
        yield f"    {statement}" + (" ." if position == len(statements) else " ;")


def _value(value: Value, term: Term, base: str, prefixes: dict[str, str]) -> str:
    match value:
        case Link(iri=iri):
            return _iri(iri, base, prefixes)
        case Words(text=text, language=language):
            return f"{_quoted(text)}@{language}"
        case Plain(text=text):
            return _quoted(text) if term.kind is ValueKind.TEXT else f"{_quoted(text)}^^{term.kind.value}"


def _iri(iri: str, base: str, prefixes: dict[str, str]) -> str:
    for prefix, start in prefixes.items():
        if iri.startswith(start) and _LOCAL_NAME.fullmatch(iri[len(start) :]):
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri[len(base) :] if iri.startswith(base) and iri != base else iri}>"


def _quoted(text: str) -> str:
    escaped = text.translate(_ESCAPES)
    return '"' + _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04X}", escaped) + '"'
