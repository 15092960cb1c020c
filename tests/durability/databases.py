"""The database of this process exchanged for another one, and processes that work on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from yijian.site.configuration import Configuration

ROOT = Path(__file__).parents[2]
CHAOS = os.environ.get("YIJIAN_CHAOS") == "1"


@contextmanager
def working_on(url: str, *, migrate: bool = True) -> Iterator[None]:
    """Inside, storage works on that database, in every thread."""
    before = os.environ["YIJIAN_DATABASE_URL"], settings.DATABASES
    os.environ["YIJIAN_DATABASE_URL"] = url
    try:
        _turn_to(Configuration.from_environment().database)
        if migrate:
            call_command("migrate", verbosity=0)
        yield
    finally:
        os.environ["YIJIAN_DATABASE_URL"] = before[0]
        _turn_to(before[1]["default"])


def _turn_to(database: dict[str, object]) -> None:
    connections["default"].close()
    settings.DATABASES = {"default": database}
    connections.settings = connections.configure_settings(None)
    del connections["default"]


def start(module: str, *arguments: object, url: str, **environment: str) -> subprocess.Popen[bytes]:
    """A Python process that works on a database."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "yijian.site.settings",
            "YIJIAN_DATABASE_URL": url,
            **environment,
        },
    )
