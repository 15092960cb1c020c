"""The platform of this installation, as commands of the terminal see it (`channels.cli.platform.Platform`)."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from yijian.site.configuration import DEFAULT_SECRET, Configuration

if TYPE_CHECKING:
    from yijian.channels.portal.exported.folder import WrittenSite
    from yijian.ports import Ports


@dataclass(frozen=True, slots=True)
class SitePlatform:
    """The platform that the environment describes."""

    configuration: Configuration

    @property
    def data_dir(self) -> Path:
        """Where everything that the product writes lies."""
        return self.configuration.data_dir

    def load(self) -> None:
        """Load the frameworks; no table is touched."""
        # The frameworks are loaded only for commands that need them: `yijian feel` starts without.
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yijian.site.settings")
        import django

        django.setup()

    def prepare(self) -> None:
        """Load the frameworks and bring the tables up to date."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        from yijian.site.logging import configure_logging

        configure_logging(for_people=self.configuration.demonstration)
        self.load()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)

    def logging_settings(self) -> dict[str, Any]:
        """How a server is to log that configures logging by itself."""
        from yijian.site.logging import logging_settings

        return logging_settings(for_people=self.configuration.demonstration)

    def ports(self) -> Ports:
        """The outside of the installation; after `prepare`."""
        from yijian.site.wiring import installed_ports

        return installed_ports()

    def work(self, *, stop: Event) -> None:
        """Be a worker until told to stop; after `prepare`."""
        from yijian.channels.worker.loop import run_worker

        run_worker(ports=self.ports(), stop=stop)

    def export_site(
        self,
        *,
        folder: Path,
        definitions: Path,
        region: str | None,
        day: date,
        languages: Sequence[str],
        portal: str,
    ) -> WrittenSite:
        """The guides as files in a folder. Raises YijianError."""
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yijian.site.settings")
        import django

        django.setup()
        from yijian.channels.look.language import language_named
        from yijian.channels.portal.exported.folder import write_site
        from yijian.channels.portal.exported.pages import site_files
        from yijian.connectors.clock import StoppedClock
        from yijian.connectors.definitions.compiled import CompiledDefinitions

        compiled = CompiledDefinitions(directory=definitions, region=region, clock=StoppedClock(day))
        spoken = [language for name in languages if (language := language_named(name)) is not None]
        return write_site(folder, site_files(compiled, day=day, languages=spoken, portal=portal))

    def faults(self, *, host: str) -> tuple[str, ...]:
        """Why the installation may not be served on that address; () when it may."""
        public = not is_loopback(host)
        faults = []
        if self.configuration.demonstration:
            if public:
                faults.append(f"The demonstration is served on the loopback address only, not on {host}.")
            return tuple(faults)
        from yijian.usecases.appoint import has_demonstration_accounts

        if has_demonstration_accounts():
            faults.append("There are demonstration accounts in this database: use a database of its own.")
        if self.configuration.secret_key == DEFAULT_SECRET:
            faults.append("YIJIAN_SECRET_KEY is not set: set it to at least 50 random characters.")
        elif len(self.configuration.secret_key) < 50:
            faults.append("YIJIAN_SECRET_KEY is too short: set it to at least 50 random characters.")
        if public and not self.configuration.public_url.startswith("https://"):
            faults.append(
                f"{host} is a public address and YIJIAN_PUBLIC_URL is not https: put a TLS proxy in front and set it."
            )
        return tuple(faults)


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
