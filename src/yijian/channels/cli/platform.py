"""The platform as commands of the terminal see it: made by `site`, so that no command knows how it is wired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from yijian.ports import Ports


class ExportedPage(Protocol):
    """A page of an exported site: its path, its bytes, and those of it compressed."""

    @property
    def path(self) -> str:
        """Its place in the folder."""
        ...

    @property
    def size(self) -> int:
        """In bytes."""
        ...

    @property
    def compressed(self) -> int:
        """In bytes, as a server would send it."""
        ...


class ExportedSite(Protocol):
    """What an export has written."""

    @property
    def pages(self) -> Sequence[ExportedPage]:
        """The pages."""
        ...

    @property
    def files(self) -> int:
        """How many files, style sheets included."""
        ...

    @property
    def size(self) -> int:
        """Their bytes together."""
        ...


class Platform(Protocol):
    """The platform of one installation, as its settings say."""

    @property
    def data_dir(self) -> Path:
        """Where everything that the product writes lies."""
        ...

    def load(self) -> None:
        """Load the frameworks; no table is touched."""
        ...

    def prepare(self) -> None:
        """Load the frameworks and bring the tables up to date."""
        ...

    def logging_settings(self) -> dict[str, Any]:
        """`logging.config.dictConfig` of this installation, for servers that configure logging by themselves."""
        ...

    def ports(self) -> Ports:
        """The outside of the installation; after `prepare`."""
        ...

    def export_site(
        self,
        *,
        folder: Path,
        definitions: Path,
        region: str | None,
        day: date,
        languages: Sequence[str],
        portal: str,
    ) -> ExportedSite:
        """The guides as files in a folder; needs no tables and no `prepare`. Raises YijianError."""
        ...

    def faults(self, *, host: str) -> tuple[str, ...]:
        """Why it may not be served on that address; () when it may. After `prepare`, but in a demonstration."""
        ...

    def work(self, *, stop: Event) -> None:
        """Be a worker until told to stop; after `prepare`."""
        ...
