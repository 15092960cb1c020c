"""Making findings: a code, the parts of definitions that are party to it, and the nearest name for a mistyped one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TypeAlias

from yijian.core.errors import Text
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
