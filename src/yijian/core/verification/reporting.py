"""Making findings: a code, the parts of definitions that are party to it, and the nearest name for a mistyped one."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeAlias

from yijian.core.errors import Text
from yijian.core.feel import FeelError
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts

Part: TypeAlias = tuple[str, str]
"""A part of a definition: its key (`services/police.birth-registration`) and the path inside it (`evidence/0/when`)."""


def error(
    package: DefinitionPackage,
    code: str,
    message: Text,
    repair: Text,
    *parts: Part,
    witness: Facts | None = None,
) -> Finding:
    """A finding that blocks publication."""
    return _finding(package, code, Severity.ERROR, message, repair, parts, witness)


def warning(
    package: DefinitionPackage,
    code: str,
    message: Text,
    repair: Text,
    *parts: Part,
    witness: Facts | None = None,
) -> Finding:
    """A finding that is shown and may stay."""
    return _finding(package, code, Severity.WARNING, message, repair, parts, witness)


def at_character(
    package: DefinitionPackage,
    part: Part,
    problem: FeelError,
    report: Callable[..., Finding],
    code: str,
    words: Text,
) -> Finding:
    """A finding about a place inside a rule or a cell: the column of the file where it stands on one line."""
    reason, repair = problem.reason, problem.repair
    finding = report(
        package,
        code,
        Text(
            f"{words.zh}（第 {problem.place.column} 个字符）：{reason.zh}",
            f"{words.en} (character {problem.place.column}): {reason.en}",
        ),
        repair if repair.zh else Text("改正这条规则", "Correct the rule"),
        part,
    )
    (place,) = finding.places
    if place.column == 0:
        return finding
    at = replace(
        place,
        line=place.line + problem.place.line - 1,
        column=(place.column if problem.place.line == 1 else 1) + problem.place.column - 1,
    )
    return replace(finding, places=(at,))


def nearest(name: str, known: Iterable[str], otherwise: Text) -> Text:
    """The repair for a name nobody knows: the nearest known one, or `otherwise` where none is near."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return Text(f"是不是“{near[0]}”？", f"Is “{near[0]}” meant?") if near else otherwise


def _finding(
    package: DefinitionPackage,
    code: str,
    severity: Severity,
    message: Text,
    repair: Text,
    parts: tuple[Part, ...],
    witness: Facts | None,
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        places=tuple(dict.fromkeys(package.place_of(definition, path) for definition, path in parts)),
        repair=repair,
        witness=witness,
    )
