"""The platform as commands of the terminal see it: made by `site`, so that no command knows how it is wired."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any, Protocol

from yijian.ports import Ports


class Platform(Protocol):
    """The platform of one installation, as its settings say."""

    @property
    def data_dir(self) -> Path:
        """Where everything that the product writes lies."""
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

    def faults(self, *, host: str) -> tuple[str, ...]:
        """Why it may not be served on that address; () when it may."""
        ...

    def work(self, *, stop: Event) -> None:
        """Be a worker until told to stop; after `prepare`."""
        ...
