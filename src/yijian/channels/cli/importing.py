"""`yijian import`: draft definitions from what others publish, and the list of what that does not say."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.connectors.definitions import load_package
from yijian.connectors.imports import (
    Drafts,
    drafts_of_guide,
    drafts_of_matters,
    read_implementation_list,
    read_matter_record,
    read_provincial_guide,
    write_drafts,
)
from yijian.core.vocabulary.marks import Source
from yijian.core.vocabulary.package import DefinitionPackage

SHAPES: Final = ("guide", "matter", "list")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "import",
        help="drafts of definitions from what is published",
        description="guide: the JSON of a provincial guide of a one thing. matter: the JSON record of one matter. list: an "
        "implementation list (实施清单) as CSV. Writes drafts into the folder that you work in, over nothing that is there, and "
        "IMPORT.md with everything that is not published. 导入。",
    )
    parser.add_argument("shape", choices=SHAPES, metavar="guide|matter|list")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--into", type=Path, metavar="DIR", required=True, help="the folder of definitions that you work in"
    )
    parser.add_argument(
        "--source", metavar="ID", required=True, help="id of the source that the drafts cite, such as HN-move"
    )
    parser.add_argument("--what", metavar="TEXT", help="what the source is (default: the name of the file)")
    parser.add_argument("--url", metavar="URL", help="where it was read")
    parser.add_argument("--retrieved", metavar="DATE", help="when it was read")
    parser.add_argument("--id", metavar="ID", help="with guide: the id of the new life event")
    parser.add_argument(
        "--region",
        metavar="CODE",
        help="with guide: the region that it is of (GB/T 2260), for what it claims",
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 when the drafts are written; what is missing is no failure, but stands in IMPORT.md."""
    into: Path = arguments.into
    if not into.is_dir():
        raise WrongUsage(f"there is no folder {into}")
    if (arguments.shape == "guide") != (arguments.id is not None):
        raise WrongUsage("name the life event with `import guide … --id ID`, and only there")
    package = load_package(into).package
    source = package.sources.get(arguments.source) or Source(
        id=arguments.source,
        what=arguments.what or arguments.file.name,
        url=arguments.url,
        retrieved=arguments.retrieved,
    )
    drafts = _drafts(arguments, package, source)
    try:
        files = write_drafts(drafts, into)
    except OSError as error:
        raise WrongUsage(f"{into} cannot be written: {error.strerror}") from error
    _tell(drafts, files, json=arguments.json)
    return 0


def _drafts(arguments: argparse.Namespace, package: DefinitionPackage, source: Source) -> Drafts:
    if arguments.shape == "guide":
        guide = read_provincial_guide(arguments.file)
        region = (arguments.region, guide.area or arguments.region) if arguments.region else None
        return drafts_of_guide(guide, package, source=source, life_event=arguments.id, region=region)
    if arguments.shape == "matter":
        return drafts_of_matters((read_matter_record(arguments.file),), package, source=source)
    return drafts_of_matters(read_implementation_list(arguments.file), package, source=source)


def _tell(drafts: Drafts, files: tuple[Path, ...], *, json: bool) -> None:
    if json:
        print_json(
            {
                "files": [path.as_posix() for path in files],
                "reused": [{"name": name, "definition": known} for name, known in drafts.reused],
                "missing": [
                    {"definition": one.definition, "at": one.at, "zh": one.what.zh, "en": one.what.en}
                    for one in drafts.missing
                ],
            }
        )
        return
    for path in files[1:]:
        print(path)
    print(
        f"{len(files) - 1} 个草稿，沿用已有的 {len(drafts.reused)} 个，要补的 {len(drafts.missing)} 处，见 {files[0]}\n"
        f"{len(files) - 1} drafts, {len(drafts.reused)} used that were there, {len(drafts.missing)} things to fill in: {files[0]}",
        file=sys.stderr,
    )
