"""On which database the tests run: a SQLite file of their own, or with `--postgresql` a server of their own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, sync_playwright

from tests.postgresql_server import PostgresqlServer
from yijian.site.configuration import Configuration

_CHROMIUM = Path("/usr/bin/chromium")
_CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
_SERVER = pytest.StashKey[PostgresqlServer]()
_DIRECTORY = pytest.StashKey[Path]()


# How long one example takes says more about the machine than about the code: speed is for `make bench`.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option of ours."""
    parser.addoption("--postgresql", action="store_true", help="run on a temporary PostgreSQL, not on SQLite")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Point the process, and those it starts, to a database and a data directory of this run."""
    if not hasattr(config, "workerinput"):  # workers of xdist inherit the environment of the first process
        memory = Path("/dev/shm")
        parent = memory if os.access(memory, os.W_OK) else None  # SQLite syncs at each commit: spare the disk
        directory = config.stash[_DIRECTORY] = Path(tempfile.mkdtemp(prefix="yijian-tests-", dir=parent))
        os.environ["YIJIAN_DATA_DIR"] = str(directory)
        os.environ["YIJIAN_DATABASE_URL"] = f"sqlite:///{directory / 'yijian.sqlite3'}"
        if config.getoption("postgresql"):
            server = config.stash[_SERVER] = PostgresqlServer()
            server.start()
            os.environ["YIJIAN_DATABASE_URL"] = server.url
    _read_settings_again()


def _read_settings_again() -> None:
    """pytest-django set Django up before it loaded this file: what hangs on the environment is made anew."""
    configuration = Configuration.from_environment()
    database = configuration.database
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"] = {"NAME": f"{database['NAME']}-test"}  # without a name it would be in memory
    settings.CONFIGURATION = configuration
    settings.DATABASES = {"default": database}
    connections.settings = connections.configure_settings(None)
    with suppress(AttributeError):
        del connections["default"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if _SERVER in config.stash:
        config.stash[_SERVER].stop()
    if _DIRECTORY in config.stash:
        shutil.rmtree(config.stash[_DIRECTORY], ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests: two of playwright's loops cannot live in one thread."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=_CHROMIUM_ARGUMENTS)
        yield started
        started.close()
