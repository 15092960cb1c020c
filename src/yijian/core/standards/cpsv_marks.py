"""How sure each fact is, kept in the export: `dct:provenance` of a resource is one statement for each pair of certainty
and source (DCMI `ProvenanceStatement`), its remark a `skos:note`."""

from __future__ import annotations

from collections.abc import Mapping

from yijian.core.errors import Text
from yijian.core.standards.code_words import CODE_WORDS, code
from yijian.core.standards.graph import GraphBuilder
from yijian.core.standards.terms import (
    IDENTIFIER,
    LABEL,
    NOTE,
    PAGE,
    PROVENANCE,
    SOURCE,
    TITLE,
    VALID,
    expanded,
    own,
)
from yijian.core.vocabulary.marks import Marked, Source


def mark(builder: GraphBuilder, iri: str, fact: Marked, sources: Mapping[str, Source]) -> None:
    """Say of a resource how sure it is, where it was read, and what a reader must know."""
    level = fact.certainty.value
    statement = builder.iri("provenance", level, *([fact.source] if fact.source else []))
    builder.add(statement, (expanded("dct:ProvenanceStatement", builder.base),))
    builder.link(statement, own("certainty"), code(builder, "certainty", level))
    words = CODE_WORDS["certainty"][level]
    label = Text(f"{words.zh}：{fact.source}", f"{words.en}: {fact.source}") if fact.source else words
    builder.words(statement, LABEL, label)
    if fact.source is not None and fact.source in sources:
        builder.link(statement, SOURCE, _source(builder, sources[fact.source]))
    builder.link(iri, PROVENANCE, statement)
    builder.chinese(iri, NOTE, fact.note)


def _source(builder: GraphBuilder, source: Source) -> str:
    iri = builder.iri("source", source.id)
    builder.add(iri, (expanded("foaf:Document", builder.base),))
    builder.plain(iri, IDENTIFIER, source.id)
    builder.chinese(iri, TITLE, source.what)
    if source.url is not None:
        builder.add(source.url, (expanded("foaf:Document", builder.base),))
        builder.link(iri, PAGE, source.url)
    builder.plain(iri, VALID, source.retrieved)
    return iri
