"""`yijian export`: what others read: definitions as editors check them, public standards, the guides as files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from yijian.channels.cli import archive, export_site, export_standards
from yijian.channels.cli.reading import add_definitions
from yijian.channels.cli.terminal import WrongUsage
from yijian.connectors.definitions.kinds import KINDS, DefinitionKind
from yijian.connectors.definitions.validation import adapter_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction


DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "export",
        help="write what others read (standards, schemas, site, case)",
        description="cpsv-ap: all services as linked data (Turtle and JSON-LD). bpmn: the schedule of each life event. "
        "dmn: the criteria of services and joint channels. json-schema: one JSON Schema for each kind of definition. "
        "site: all guides as a folder of pages that needs no server. case CASE: the archive package of a case that is over "
        "(ZIP). 导出。",
    )
    parser.add_argument(
        "what",
        choices=(*export_standards.STANDARDS, "json-schema", "site", "case"),
        metavar="cpsv-ap|bpmn|dmn|json-schema|site|case",
    )
    parser.add_argument("case", nargs="?", metavar="CASE", help="which case, with `case`: its number")
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PATH",
        help="folder to write into, or one file by its ending",
    )
    add_definitions(parser)
    export_standards.add_options(parser)
    export_site.add_options(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when everything is written."""
    if (arguments.what == "case") != (arguments.case is not None):
        raise WrongUsage("name a case with `export case CASE`, and only there")
    if arguments.what == "case":
        return archive.run_export(arguments)
    if arguments.what == "site":
        return export_site.run(arguments)
    if arguments.what in export_standards.STANDARDS:
        return export_standards.run(arguments)
    folder: Path = arguments.out
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas().items():
            text = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True)
            (folder / f"{name}.schema.json").write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise WrongUsage(f"{folder} cannot be written: {error.strerror}") from error
    return 0


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of definition, by the name of the kind; unknown keys are not allowed."""
    return {kind.name: _schema_of(kind) for kind in KINDS}


def _schema_of(kind: DefinitionKind) -> dict[str, Any]:
    """The schema of what one file of a kind holds, taken out of the tuple that the adapter wraps it in."""
    whole = adapter_of(kind.type).json_schema()
    definitions = whole.get("$defs", {})
    (content,) = whole["prefixItems"]
    name = content.get("$ref", "").rpartition("/")[2]
    return {"$schema": DIALECT, **definitions.get(name, content), "$defs": definitions}
