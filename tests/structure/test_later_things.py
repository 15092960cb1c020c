"""One things that were added by files only, laid over the shipped definitions: sound, tested, and honest about their facts."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from yijian.connectors.definitions import LoadResult, load_package
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import specialise
from yijian.core.verification.checks import check_package
from yijian.core.verification.findings import Severity
from yijian.core.vocabulary.marks import Certainty

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(path for path in (ROOT / "docs/examples").iterdir() if path.is_dir())
ON = date(2026, 11, 24)


@pytest.fixture(params=EXAMPLES, ids=lambda path: path.name)
def laid_over(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, LoadResult]:
    """The shipped definitions with those of one example: no file of it takes the place of one that is shipped."""
    folder: Path = request.param
    shutil.copytree(ROOT / "definitions", tmp_path, dirs_exist_ok=True)
    for file in folder.rglob("*.yaml"):
        there = tmp_path / file.relative_to(folder)
        assert not there.exists()
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, there)
    return folder.name, load_package(tmp_path)


def test_it_is_sound_everywhere(laid_over: tuple[str, LoadResult]) -> None:
    life_event, loaded = laid_over
    found = [*loaded.findings, *check_package(loaded.package, loaded.calendar)]
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    for region in (None, "430100"):
        compilation = compile_life_event(loaded.package, life_event, on=ON, region=region)
        assert compilation.one_thing is not None
        assert compilation.findings == ()
        plan = specialise(compilation.one_thing, {}, today=ON, calendar=loaded.calendar)
        assert plan.schedule.promised_days is None  # no limit was found, and none is made up


def test_the_tests_of_its_author_pass(laid_over: tuple[str, LoadResult]) -> None:
    life_event, loaded = laid_over
    tests = loaded.author_tests[life_event]
    assert len(tests) >= 6
    assert not run_author_tests(loaded.package, life_event, tests, calendar=loaded.calendar)


def test_nothing_is_published_that_was_not_read(laid_over: tuple[str, LoadResult]) -> None:
    """Of the services that it adds nothing is marked as published."""
    life_event, loaded = laid_over
    event = loaded.package.life_events[life_event]
    for use in event.services:
        assert use.certainty is Certainty.RECALLED
        service = loaded.package.services[use.service]
        if service.certainty is Certainty.RECALLED:
            marked = (*service.criteria, *service.information, *service.evidence, *service.outputs)
            assert {one.certainty for one in marked} == {Certainty.RECALLED}
            assert (service.time_limits.promised, service.time_limits.statutory, service.fees) == (
                None,
                None,
                (),
            )
