"""The platform of this installation, as commands of the terminal see it (`channels.cli.platform.Platform`)."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from yijian.site.configuration import DEFAULT_SECRET, Configuration

if TYPE_CHECKING:
    from yijian.ports import Ports


@dataclass(frozen=True, slots=True)
class SitePlatform:
    """The platform that the environment describes."""

    configuration: Configuration

    @property
    def data_dir(self) -> Path:
        """Where everything that the product writes lies."""
        return self.configuration.data_dir

    def prepare(self) -> None:
        """Load the frameworks and bring the tables up to date."""
        # The frameworks are loaded only for commands that need the platform: `yijian feel` starts without them.
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yijian.site.settings")
        self.data_dir.mkdir(parents=True, exist_ok=True)
        from yijian.site.logging import configure_logging

        configure_logging(for_people=self.configuration.demonstration)
        import django
        from django.core.management import call_command

        django.setup()
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

    def faults(self, *, host: str) -> tuple[str, ...]:
        """Why the installation may not be served on that address; () when it may."""
        from yijian.usecases.appoint import has_demonstration_accounts

        public = not is_loopback(host)
        faults = []
        if self.configuration.demonstration:
            if public:
                faults.append(f"The demonstration is served on the loopback address only, not on {host}.")
            return tuple(faults)
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
