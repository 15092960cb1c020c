"""The compatibility kit beside the repository, and the part of `docs/conformance.md` that is made from its results.

`python -m tests.conformance.kit` writes that part anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from tests.conformance.beside import CONFORMANCE, ROOT
from yijian.channels.cli.tck import Outcome, run_kit
from yijian.core.feel.times import midnight_utc

PAGE: Final = ROOT / "docs" / "conformance.md"
KIT: Final = CONFORMANCE / "dmn-tck"
_BEGIN: Final = "<!-- results: python -m tests.conformance.kit -->\n"
_END: Final = "<!-- end of results -->\n"


def outcomes() -> tuple[Outcome, ...]:
    """What becomes of every result of every case; what `now` says does not matter to any of them."""
    return tuple(run_kit(KIT, moment=midnight_utc(dt.date(2026, 11, 24))))


def table_of(results: Sequence[Outcome]) -> str:
    """The results by folder."""
    by_folder: dict[str, list[bool]] = defaultdict(list)
    for result in results:
        by_folder[result.id.partition("/")[0]].append(result.passed)
    passed = sum(result.passed for result in results)
    lines = [
        f"{passed:,} of {len(results):,} results in {len(by_folder)} folders.\n",
        "| folder | results | passed |",
        "|---|---:|---:|",
        *(f"| {folder} | {len(each)} | {sum(each)} |" for folder, each in sorted(by_folder.items())),
    ]
    return "\n".join([*lines, ""])


def table_on_page() -> str:
    """The same part as it stands in the document."""
    page = PAGE.read_text(encoding="utf-8")
    return page[page.index(_BEGIN) + len(_BEGIN) : page.index(_END)]


def listed_as_failing() -> set[str]:
    """The results that the document says fail, each with a reason."""
    page = PAGE.read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([^`]+/[^`]+)` \| .+ \|$", page, re.MULTILINE))


def write_page(results: Sequence[Outcome]) -> None:
    """Put the results into the document."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    PAGE.write_text(f"{before}{_BEGIN}{table_of(results)}{_END}{rest.partition(_END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    write_page(outcomes())
