"""The JSON Schema of every kind of definition, made from the types that also check the files.

Editors complete and check YAML with it: `yijian export json-schema --out DIR`.
"""

from __future__ import annotations

from typing import Any, Final

from yijian.connectors.definitions.kinds import KINDS, DefinitionKind
from yijian.connectors.definitions.validation import adapter_of

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """A schema for each kind, by file name (`service.schema.json`)."""
    return {f"{kind.name}.schema.json": _schema_of(kind) for kind in KINDS}


def _schema_of(kind: DefinitionKind) -> dict[str, Any]:
    whole = adapter_of(kind.type).json_schema()
    (definition,) = whole["prefixItems"]  # the validator wraps each type in a tuple of one
    pattern = f"{kind.folder}/*/*.yaml" if kind.depth > 1 else f"{kind.folder}/*.yaml"
    return {
        "$schema": DIALECT,
        "title": kind.name,
        "$comment": pattern,
        "$defs": whole["$defs"],
        **definition,
    }
