"""`yijian diff OLD NEW`: what a change of definitions means, and for whom."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from yijian.channels.cli.platform import Platform
from yijian.channels.cli.reading import add_language, add_on, day, has_errors, print_findings
from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.difference import CaseEffect, Difference, Side, difference_of, effects_on
from yijian.core.errors import Text
from yijian.core.verification.findings import Severity

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from yijian.channels.look.language import Language

_PAGES: dict[str, Language] = {"zh": "zh-hans", "en": "en"}


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "diff",
        help="what a change of definitions means, and for whom",
        description="Compare two folders of definitions: who may have what now and who not any more, each with a person who "
        "shows it; services, papers, questions, fields, days and savings of each life event in each region; which parts of "
        "the text changed without a change of meaning. 比较两份定义。",
        epilog="exit codes: 0 nothing changes in meaning, 1 something does, 2 wrong usage (a folder that cannot be read too)",
    )
    parser.add_argument("old", type=Path, metavar="OLD", help="folder of definitions as they were")
    parser.add_argument("new", type=Path, metavar="NEW", help="folder of definitions as they would be")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument("--out", type=Path, metavar="FILE.html", help="write a page that stands by itself")
    parser.add_argument(
        "--cases",
        action="store_true",
        help="what moving the running cases of this installation would do to them, by state",
    )
    add_on(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 where nothing changes in meaning, 1 where something does, like diff(1)."""
    if arguments.out is not None and arguments.out.suffix != ".html":
        raise WrongUsage("--out names a file that ends in .html")
    on = day(arguments)
    loaded = [_read(directory, arguments.lang) for directory in (arguments.old, arguments.new)]
    old, new = (Side(package=one.package, calendar=one.calendar, on=on) for one in loaded)
    difference = difference_of(old, new)
    effects = _effects(difference, new, arguments) if arguments.cases else None
    if arguments.out is not None:
        _write(difference, effects, arguments)
    if arguments.json:
        from yijian.channels.cli.difference_document import difference_document

        print_json(difference_document(difference, effects, arguments.lang))
    elif arguments.out is None:
        from yijian.channels.cli.difference_words import difference_lines
        from yijian.channels.look.difference import difference_page

        print("\n".join(difference_lines(difference_page(difference, effects), arguments.lang)))
    return 0 if difference.is_empty_in_meaning else 1


def _read(directory: Path, language: str) -> LoadResult:
    """One of the folders. Raises WrongUsage where it is none, or a file of it cannot be read: what is not read would
    look as if it had been removed."""
    if not directory.is_dir():
        raise WrongUsage(f"there is no folder {directory}")
    loaded = load_package(directory)
    if has_errors(loaded.findings):
        print_findings((one for one in loaded.findings if one.severity is Severity.ERROR), language)
        words = Text(
            f"{directory} 里有读不了的定义（见上），先改好再比较",
            f"some definitions in {directory} cannot be read (see above): correct them, then compare",
        )
        raise WrongUsage(words.in_language(language))
    return loaded


def _effects(difference: Difference, new: Side, arguments: argparse.Namespace) -> Sequence[CaseEffect]:
    """The effects on the running cases of the life events that differ."""
    platform: Platform = arguments.installation.platform
    platform.prepare()
    from yijian.usecases.oversee import running_cases

    differing = frozenset(event.life_event for event in difference.events)
    cases = list(running_cases(ports=platform.ports(), life_events=differing))
    things = {
        (case.life_event, case.region): new.compiled(case.life_event, case.region).one_thing for case in cases
    }
    return tuple(effects_on(cases, things, today=new.on, calendar=new.calendar))


def _write(
    difference: Difference, effects: Sequence[CaseEffect] | None, arguments: argparse.Namespace
) -> None:
    # The page needs the frameworks; the comparison does not.
    platform: Platform = arguments.installation.platform
    platform.load()
    from yijian.channels.look.alone import document
    from yijian.channels.look.difference import difference_page

    page = {"difference": difference_page(difference, effects)}
    text = document("look/difference_alone.html", page, language=_PAGES[arguments.lang])
    try:
        arguments.out.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUsage(f"{error.filename or arguments.out} cannot be written: {error.strerror}") from error
