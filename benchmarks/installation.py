"""A whole installation to measure in: real definitions, registers over HTTP, documents on disk, tables of its own.

Uploads are not looked at in a process of their own, and mail stays here: neither is measured.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final
from wsgiref.simple_server import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from tests.usecases.world import World

DEFINITIONS: Final = Path(__file__).parents[1] / "definitions"
START: Final = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class QuietHandler(WSGIRequestHandler):
    """Serves without writing a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the library's name
        pass


@contextmanager
def installation() -> Iterator[World]:
    """An installation on the database of YIJIAN_DATABASE_URL (a SQLite file of its own where that is not set), with
    the accounts of the demonstration. One a process: the settings are read once."""
    with tempfile.TemporaryDirectory(prefix="yijian-bench-") as data, registers() as registers_url:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "yijian.site.settings",
            "YIJIAN_DATA_DIR": data,
            "YIJIAN_DEFINITIONS": str(DEFINITIONS),
            "YIJIAN_REGISTERS_URL": registers_url,
        }
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0, interactive=False)

        from tests.usecases.stand_ins import Faults, Outbox, QuickInspector
        from tests.usecases.world import SetClock, World
        from yijian.site.wiring import installed_ports

        clock, outbox = SetClock(START), Outbox()
        world = World(
            ports=replace(installed_ports(), clock=clock, notifier=outbox, inspector=QuickInspector()),
            clock=clock,
            faults=Faults(registers_url),
            outbox=outbox,
        )
        world.appoint()
        yield world


@contextmanager
def registers() -> Iterator[str]:
    """The demonstration registers, served over HTTP by a thread; their address."""
    from yijian.demonstration.registers_server import make_app

    app = make_app(faults_allowed=False, now=lambda: START)
    with make_server("127.0.0.1", 0, app, handler_class=QuietHandler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
