"""The shipped definitions, read and checked once."""

from __future__ import annotations

from pathlib import Path

import pytest

from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Finding

DEFINITIONS = Path(__file__).parents[2] / "definitions"


@pytest.fixture(scope="session")
def loaded() -> LoadResult:
    return load_package(DEFINITIONS)


@pytest.fixture(scope="session")
def findings(loaded: LoadResult) -> tuple[Finding, ...]:
    return (*loaded.findings, *check_package(loaded.package, loaded.calendar))
