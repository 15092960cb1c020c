"""`yijian check`: everything that is wrong with a folder of definitions."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from yijian.channels.cli.reading import (
    add_language,
    findings_json,
    has_errors,
    load,
    print_findings,
    print_json,
)
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Finding, Severity
from yijian.core.verification.not_found_facts import GAPS

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "check",
        help="find everything that is wrong with definitions",
        description="Read all definitions of a folder, check them, compile every life event for every region, and "
        "run the authors' tests. 检查定义。",
    )
    parser.add_argument("definitions", type=Path, nargs="?", metavar="DIR", help="folder of definitions")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.add_argument(
        "--gaps", action="store_true", help="list each fact that was not found, not only how many there are"
    )
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 without errors (warnings may stay), else 1."""
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
    findings = [*loaded.findings, *check_package(loaded.package, loaded.calendar)]
    if has_errors(findings):
        return tuple(findings)
    package = loaded.package
    for life_event in sorted(package.life_events):
        regions = [
            overlay.region for overlay in package.overlays.values() if overlay.life_event == life_event
        ]
        for region in (None, *sorted(regions)):
            compilation = compile_life_event(
                package, life_event, on=arguments.installation.today, region=region
            )
            findings += [finding for finding in compilation.findings if finding not in findings]
        tests = loaded.author_tests.get(life_event, ())
        findings += run_author_tests(package, life_event, tests, calendar=loaded.calendar)
    return tuple(findings)
