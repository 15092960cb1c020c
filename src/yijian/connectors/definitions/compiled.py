"""The definitions of an installation, loaded once and compiled for its region as of the day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from yijian.connectors.definitions.loader import load_package
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.rehearsal import rehearse
from yijian.core.errors import DefinitionError
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.planning.local_time import local_date
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.author_test import AuthorTest
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.ports import Clock

if TYPE_CHECKING:
    from yijian.core.compiler.guide_report import GuideReport


class CompiledDefinitions:
    """`ports.Definitions` over a folder. Each life event is compiled once a day and process."""

    def __init__(self, *, directory: Path, region: str | None, clock: Clock) -> None:
        """Load the folder. Raises DefinitionError with the first error where it cannot be used."""
        loaded = load_package(directory)
        _refuse_errors(loaded.findings)
        self._directory = directory
        self._package = loaded.package
        self._author_tests = loaded.author_tests
        self._findings: tuple[Finding, ...] | None = None
        self._calendar = loaded.calendar
        self._region = region
        self._clock = clock
        self._compiled: dict[tuple[str, date], OneThing] = {}
        self._lock = Lock()
        self._report: GuideReport | None = None
        self._report_lock = Lock()

    def package(self) -> DefinitionPackage:
        """All definitions."""
        return self._package

    def calendar(self) -> WorkingCalendar:
        """The working calendar."""
        return self._calendar

    def one_thing(self, life_event: str) -> OneThing:
        """The compiled life event as of today. Raises KeyError where there is none, DefinitionError for a defect."""
        if life_event not in self._package.life_events:
            raise KeyError(life_event)
        at = (life_event, local_date(self._clock.now()))
        with self._lock:
            if at not in self._compiled:
                self._compiled = {
                    known: thing for known, thing in self._compiled.items() if known[1] == at[1]
                }
                self._compiled[at] = self._compile(life_event, at[1])
            return self._compiled[at]

    def prepare(self) -> None:
        """Compile everything for today and go through its questions once, so that nobody waits for that: about a second.

        What has an error is left to whoever asks for it.
        """
        compiled: list[OneThing] = []
        for life_event in sorted(self._package.life_events):
            with suppress(DefinitionError, KeyError):
                compiled.append(self.one_thing(life_event))
        for one_thing in compiled:
            rehearse(one_thing, today=date.fromisoformat(one_thing.on), calendar=self._calendar)

    def published_guides(self) -> GuideReport:
        """The report over published guides as of today. It takes seconds and is made once a day and process."""
        # The checks bring the solver along, which no other page needs: loaded when somebody asks.
        from yijian.core.compiler.guide_report import report_of_guides

        today = local_date(self._clock.now())
        with self._report_lock:
            if self._report is None or self._report.on != today:
                self._report = report_of_guides(
                    self._package, on=today, region=self._region, calendar=self._calendar
                )
            return self._report

    def findings(self) -> tuple[Finding, ...]:
        """What the checks say. It takes seconds and is worked out once in a process."""
        from yijian.core.verification.checks import check_package

        with self._report_lock:
            if self._findings is None:
                self._findings = check_package(self._package, self._calendar)
            return self._findings

    def source_of(self, definition: str) -> str:
        """The text of the file of a definition, as it stands there now. Raises KeyError."""
        if definition not in self._package.places:
            raise KeyError(definition)
        return (self._directory / self._package.place_of(definition).file).read_text("utf-8")

    def author_tests(self, life_event: str) -> tuple[AuthorTest, ...]:
        """The tests beside the definitions."""
        return self._author_tests.get(life_event, ())

    def _compile(self, life_event: str, day: date) -> OneThing:
        compilation = compile_life_event(self._package, life_event, on=day, region=self._region)
        _refuse_errors(compilation.findings)
        if compilation.one_thing is None:
            raise KeyError(life_event)
        return compilation.one_thing


def _refuse_errors(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        if finding.severity is Severity.ERROR:
            place = finding.places[0]
            raise DefinitionError(file=place.file, line=place.line, reason=finding.message.en)
