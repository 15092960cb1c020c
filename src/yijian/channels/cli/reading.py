"""What several commands read and write: definitions, facts, findings."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from yijian.channels.cli.terminal import WrongUsage
from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.facts import FactRefused, read_facts
from yijian.core.compiler.pipeline import Compilation, compile_life_event
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.canonical import to_plain
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import Facts


def add_language(parser: argparse.ArgumentParser) -> None:
    """`--lang`, for everything that is said in words."""
    parser.add_argument(
        "--lang", "--language", choices=("zh", "en"), default="zh", help="language (default %(default)s)"
    )


def add_definitions(parser: argparse.ArgumentParser) -> None:
    """The options that say which definitions count, when and where."""
    parser.add_argument("--definitions", type=Path, metavar="DIR", help="folder of definitions")
    add_on(parser)
    parser.add_argument("--region", metavar="CODE", help="region (GB/T 2260); `none`: without local rules")


def add_on(parser: argparse.ArgumentParser) -> None:
    """`--on`: the day that counts."""
    parser.add_argument("--on", type=_date, metavar="DATE", help="the day that counts (default: today)")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a date such as 2026-11-24") from error


def load(arguments: argparse.Namespace) -> LoadResult:
    """The definitions that the arguments name. Raises WrongUsage where there is no such folder."""
    directory: Path = arguments.definitions or arguments.installation.definitions
    if not directory.is_dir():
        raise WrongUsage(f"there is no folder {directory}")
    return load_package(directory)


def day(arguments: argparse.Namespace) -> date:
    """The day that counts."""
    chosen: date = arguments.on or arguments.installation.today
    return chosen


def region(arguments: argparse.Namespace) -> str | None:
    """The region that counts."""
    chosen: str = arguments.region or arguments.installation.region
    return None if chosen == "none" else chosen


def compiled(arguments: argparse.Namespace, loaded: LoadResult, life_event: str) -> Compilation:
    """A life event, compiled; what was wrong with reading the definitions stands among the findings."""
    compilation = compile_life_event(loaded.package, life_event, on=day(arguments), region=region(arguments))
    return Compilation(one_thing=compilation.one_thing, findings=(*loaded.findings, *compilation.findings))


def facts_of(arguments: argparse.Namespace, one_thing: OneThing) -> Facts:
    """The facts of `--facts FILE` (`-`: standard input). Raises WrongUsage where they cannot be read."""
    if arguments.facts is None:
        return {}
    try:
        text = sys.stdin.read() if arguments.facts == "-" else Path(arguments.facts).read_text("utf-8")
        raw = json.loads(text)
    except (OSError, ValueError) as error:
        raise WrongUsage(f"the facts cannot be read: {error}") from error
    if not isinstance(raw, dict):
        raise WrongUsage("the facts must be a JSON object of fact path → value")
    try:
        return read_facts(one_thing, raw)
    except FactRefused as refused:
        raise WrongUsage(f"{refused.text.zh} / {refused.text.en}") from refused


def findings_json(findings: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """Findings in the shape that scripts read."""
    return [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "message": finding.message.in_language(language),
            "places": [
                {"file": place.file, "line": place.line, "path": place.path} for place in finding.places
            ],
            "repair": finding.repair.in_language(language),
            "witness": None if finding.witness is None else plain_facts(finding.witness),
        }
        for finding in findings
    ]


def plain_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as `--facts` reads them: dates as ISO text."""
    return {
        path: value.isoformat() if isinstance(value, date) else to_plain(value)
        for path, value in facts.items()
    }


def print_findings(findings: Iterable[Finding], language: str) -> None:
    """Findings in words, on standard error: place, severity, what, repair, the other places, a person as the witness."""
    for finding in findings:
        place = finding.places[0] if finding.places else None
        where = f"{place.file}:{place.line}: " if place else ""
        message, repair = (text.in_language(language) for text in (finding.message, finding.repair))
        print(f"{where}{finding.severity.value} {finding.code}: {message}\n    → {repair}", file=sys.stderr)
        for other in finding.places[1:]:
            print(f"    {other.file}:{other.line}", file=sys.stderr)
        if finding.witness:
            person = {"zh": "例如", "en": "For example"}[language]
            facts = ", ".join(
                f"{path} = {json.dumps(value, ensure_ascii=False)}"
                for path, value in plain_facts(finding.witness).items()
            )
            print(f"    {person} {facts}", file=sys.stderr)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding blocks publication."""
    return any(finding.severity is Severity.ERROR for finding in findings)
