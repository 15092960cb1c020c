"""The real newborn, compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiler.small_packages import TODAY
from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing

DEFINITIONS = Path(__file__).parents[2] / "definitions"


@pytest.fixture(scope="session")
def definitions() -> LoadResult:
    """The definitions that the product ships."""
    return load_package(DEFINITIONS)


@pytest.fixture(scope="session")
def newborn(definitions: LoadResult) -> OneThing:
    """The birth of a child in Changsha."""
    one_thing = compile_life_event(definitions.package, "newborn", on=TODAY, region="430100").one_thing
    assert one_thing is not None
    return one_thing


@pytest.fixture(scope="session")
def calendar(definitions: LoadResult) -> WorkingCalendar:
    """The published working calendar."""
    return definitions.calendar
