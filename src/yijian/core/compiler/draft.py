"""What the passes hand on: the definitions, the one thing as far as it has come, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from yijian.core.errors import Text
from yijian.core.verification.findings import Finding, Severity
from yijian.core.vocabulary.one_thing import BoundService, OneThing
from yijian.core.vocabulary.package import DefinitionPackage


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A one thing in the making. Passes only ever add to it."""

    package: DefinitionPackage
    on: date
    one_thing: OneThing
    findings: tuple[Finding, ...] = ()

    def found(self, *findings: Finding) -> Draft:
        """The draft with findings added."""
        return replace(self, findings=self.findings + findings)

    @property
    def sound(self) -> bool:
        """Whether nothing found so far forbids going on."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def in_author_order(self) -> tuple[BoundService, ...]:
        """The services in the order in which the author lists them."""
        uses = self.one_thing.life_event.services
        return tuple(
            self.one_thing.services[use.service] for use in uses if use.service in self.one_thing.services
        )

    def error(self, code: str, message: Text, repair: Text, *places: tuple[str, str]) -> Finding:
        """A finding that blocks publication; places are (definition, path) pairs."""
        return self._finding(code, Severity.ERROR, message, repair, places)

    def warning(self, code: str, message: Text, repair: Text, *places: tuple[str, str]) -> Finding:
        """A finding that may stay."""
        return self._finding(code, Severity.WARNING, message, repair, places)

    def _finding(
        self,
        code: str,
        severity: Severity,
        message: Text,
        repair: Text,
        places: tuple[tuple[str, str], ...],
    ) -> Finding:
        return Finding(
            code=code,
            severity=severity,
            message=message,
            places=tuple(self.package.place_of(definition, path) for definition, path in places),
            repair=repair,
        )
