"""Definitions as files: YAML in, a `DefinitionPackage` and findings out, and the JSON Schema for editors."""

from yijian.connectors.definitions.loader import LoadResult, load_package

__all__ = ["LoadResult", "load_package"]
