"""`yijian check`: everything that is wrong with a folder of definitions."""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from yijian.channels.cli.reading import (
    add_language,
    findings_json,
    has_errors,
    load,
    print_findings,
)
from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.verification.checks import CHECKS, in_order
from yijian.core.verification.findings import Finding, Severity
from yijian.core.verification.not_found_facts import GAPS

if TYPE_CHECKING:
    from argparse import _SubParsersAction

MANY_SERVICES: Final = 500
"""From so many on, several processes are worth what they cost to begin."""
MOST_PROCESSES: Final = 4


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "check",
        help="find everything that is wrong with definitions",
        description="Read all definitions of a folder, check them, compile every life event for every region, and "
        "run the authors' tests. 检查定义。",
    )
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR", help="folder of definitions")
    parser.add_argument("--definitions", type=Path, metavar="DIR", help="the same, as other commands take it")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument(
        "--gaps", action="store_true", help="list each fact that was not found, not only how many there are"
    )
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 without errors (warnings may stay), else 1."""
    if arguments.folder is not None and arguments.definitions is not None:
        raise WrongUsage("name the folder once: DIR or --definitions DIR")
    arguments.definitions = arguments.folder or arguments.definitions
    loaded = load(arguments)
    findings = all_findings(loaded, arguments)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if arguments.json:
        print_json(
            {
                "errors": errors,
                "warnings": len(findings) - errors,
                "findings": findings_json(findings, arguments.lang),
            }
        )
    else:
        print_findings(
            (finding for finding in findings if arguments.gaps or finding.code not in GAPS), arguments.lang
        )
        if not arguments.gaps:
            _print_gaps(findings, arguments.lang)
        words = {"zh": "{} 个错误，{} 个提醒", "en": "{} errors, {} warnings"}[arguments.lang]
        print(words.format(errors, len(findings) - errors))
    return 1 if errors else 0


def _print_gaps(findings: Iterable[Finding], language: str) -> None:
    """How much was not found, on standard error: hundreds of lines alike would bury what is wrong."""
    counted = Counter(finding.code for finding in findings if finding.code in GAPS)
    if not counted:
        return
    each = [f"{GAPS[code].in_language(language)} {count}" for code, count in counted.most_common()]
    words = {
        "zh": "没有找到、也没有编造的 {} 处：{}（--gaps 逐条列出）",
        "en": "{} facts not found, and none made up: {} (--gaps lists each)",
    }[language]
    between = {"zh": "，", "en": ", "}[language]
    print(words.format(counted.total(), between.join(each)), file=sys.stderr)


def all_findings(loaded: LoadResult, arguments: argparse.Namespace) -> tuple[Finding, ...]:
    """Reading, checks, compilation in every region that has rules and without any, and the authors' tests.

    Only definitions that pass the checks are compiled: everything else would be found twice.
    """
    with _work(loaded, arguments.installation.today) as each:
        checked = [finding for found in each(_check, range(len(CHECKS))) for finding in found]
        findings = [*loaded.findings, *in_order(checked, loaded.calendar)]
        if has_errors(findings):
            return tuple(findings)
        said = {_matter_of(finding) for finding in findings}
        for compiled, tested in each(_compile, sorted(loaded.package.life_events)):
            for one in compiled:
                if _matter_of(one) not in said:
                    said.add(_matter_of(one))
                    findings.append(one)
            findings += tested
    return tuple(findings)


_SHARED: dict[str, tuple[LoadResult, date, dict[str, list[str]]]] = {}
"""What is worked on, where processes that are forked find it too: definitions with the regions of each life event."""

Each: TypeAlias = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""`map`, here or in several processes."""


@contextmanager
def _work(loaded: LoadResult, today: date) -> Iterator[Each]:
    """How to do something for each of many things: one after another, or, for very many, in as many processes as there are
    processors. The findings are the same and in the same order."""
    regions: dict[str, list[str]] = {}
    for overlay in loaded.package.overlays.values():
        regions.setdefault(overlay.life_event, []).append(overlay.region)
    _SHARED["work"] = (loaded, today, regions)
    processors = min(os.cpu_count() or 1, MOST_PROCESSES)
    try:
        if len(loaded.package.services) < MANY_SERVICES or processors < 2 or not hasattr(os, "fork"):
            yield map
            return
        gc.freeze()  # what was read stays where it is, so that processes go on sharing it
        with multiprocessing.get_context("fork").Pool(processors) as pool:
            yield partial(pool.map, chunksize=1)
    finally:
        del _SHARED["work"]


def _check(at: int) -> list[Finding]:
    return list(CHECKS[at](_SHARED["work"][0].package))


def _compile(life_event: str) -> tuple[list[Finding], tuple[Finding, ...]]:
    """The findings of compiling a life event everywhere, and of its authors' tests."""
    loaded, today, regions = _SHARED["work"]
    found: list[Finding] = []
    for region in (None, *sorted(regions.get(life_event, ()))):
        found += compile_life_event(loaded.package, life_event, on=today, region=region).findings
    tests = loaded.author_tests.get(life_event, ())
    return found, run_author_tests(loaded.package, life_event, tests, calendar=loaded.calendar)


def _matter_of(finding: Finding) -> Hashable:
    """What tells a finding from others: all but its repair, which follows from it."""
    return finding.code, finding.severity, finding.message, finding.places
