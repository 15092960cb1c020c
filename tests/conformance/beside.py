"""The suites of others that lie beside the repository (`YIJIAN_CONFORMANCE`)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
CONFORMANCE: Final = Path(os.environ.get("YIJIAN_CONFORMANCE", ROOT.parent / "shared" / "conformance"))


def require(path: Path, *, without: str) -> None:
    """Go on only where the suite is there. In CI its absence fails; elsewhere the run says what was not done."""
    if path.exists():
        return
    message = f"{without}: there is no {path}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
