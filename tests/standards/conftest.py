"""The thirteen life events as they ship, compiled once for Changsha."""

from __future__ import annotations

import pytest

from tests.compiler.conftest import DEFINITIONS
from tests.compiler.small_packages import TODAY
from tests.standards.samples import BASE, REGION
from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.standards.cpsv_ap import cpsv_ap_graph
from yijian.core.standards.graph import Graph
from yijian.core.vocabulary.one_thing import OneThing


@pytest.fixture(scope="session")
def shipped() -> LoadResult:
    """The definitions that the product ships."""
    return load_package(DEFINITIONS)


@pytest.fixture(scope="session")
def things(shipped: LoadResult) -> tuple[OneThing, ...]:
    """All of them, compiled."""
    compiled = [
        compile_life_event(shipped.package, name, on=TODAY, region=REGION).one_thing
        for name in shipped.package.life_events
    ]
    return tuple(thing for thing in compiled if thing is not None)


@pytest.fixture(scope="session")
def graph(shipped: LoadResult, things: tuple[OneThing, ...]) -> Graph:
    """All of it as CPSV-AP."""
    return cpsv_ap_graph(shipped.package, things, base=BASE, on=TODAY, region=REGION)
