"""The corpus of good and bad definitions: files in, the findings as text out.

A case in `tests/golden/definitions/bad/` holds only the files in which it differs from `good/minimal`, and an
`expected.txt` with one line a finding: severity, code, places, message, repair. To write the expectations anew after
a change of wording, and then review the diff: `python -m tests.verification.golden_corpus`.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from yijian.connectors.definitions import load_package
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Finding

CORPUS = Path(__file__).parents[1] / "golden" / "definitions"
BASE = CORPUS / "good" / "minimal"
BAD = sorted(path for path in (CORPUS / "bad").iterdir() if path.is_dir())
GOOD = sorted(path for path in (CORPUS / "good").iterdir() if path.is_dir())


def findings_of(directory: Path) -> tuple[Finding, ...]:
    """All findings of reading and checking a folder."""
    loaded = load_package(directory)
    return (*loaded.findings, *check_package(loaded.package))


def findings_of_case(case: Path) -> tuple[Finding, ...]:
    """The findings of the minimal package with the files of a case laid over it."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "definitions"
        shutil.copytree(BASE, whole)
        shutil.copytree(case, whole, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
        return findings_of(whole)


def as_text(findings: tuple[Finding, ...]) -> str:
    """The findings as a reviewer reads them."""
    return "".join(
        f"{finding.severity} {finding.code}\n"
        + "".join(f"  {place.file}:{place.line}:{place.column}\n" for place in finding.places)
        + f"  {finding.message.zh}\n  {finding.message.en}\n  {finding.repair.zh}\n  {finding.repair.en}\n"
        for finding in findings
    )


def main() -> None:
    """Write what is found now as what is expected."""
    for case in BAD:
        (case / "expected.txt").write_text(as_text(findings_of_case(case)), encoding="utf-8")


if __name__ == "__main__":
    main()
