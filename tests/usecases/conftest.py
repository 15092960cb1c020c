"""A whole installation in a test: real definitions, registers, documents, keys and tables; a clock that can be set."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from PIL import Image

from tests.usecases.stand_ins import Faults, MemoryStore, Outbox, QuickInspector, QuickMaker
from tests.usecases.world import SetClock, World
from yijian.connectors.cipher import MasterKeyCipher
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.connectors.documents.inspector import ProcessDocumentInspector
from yijian.connectors.documents.maker import TypstDocumentMaker
from yijian.connectors.documents.store import DirectoryDocumentStore
from yijian.connectors.head_book import SignedHeadBook
from yijian.connectors.notifications import OutboxDirectoryNotifier
from yijian.connectors.randomness import SystemRandomness
from yijian.connectors.registers import HttpRegisterClient
from yijian.demonstration.registers_server import make_app
from yijian.ports import Ports
from yijian.usecases.oversee import verify_journal

DEFINITIONS = Path(__file__).parents[2] / "definitions"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


class ThreadedServer(ThreadingMixIn, WSGIServer):
    """One slow register does not hold up the others."""

    daemon_threads = True


class QuietHandler(WSGIRequestHandler):
    """Serves without writing a line for each request."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the library's name
        pass


@pytest.fixture(scope="session")
def registers_url() -> Iterator[str]:
    """The demonstration registers, served over HTTP."""
    server = make_server(
        "127.0.0.1", 0, make_app(faults_allowed=True, now=lambda: START), ThreadedServer, QuietHandler
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def definitions() -> CompiledDefinitions:
    """The real definitions, compiled as of the first day of the tests."""
    return CompiledDefinitions(directory=DEFINITIONS, region="430100", clock=SetClock(START))


@pytest.fixture
def world(registers_url: str, definitions: CompiledDefinitions, tmp_path: Path, db: None) -> Iterator[World]:
    """An installation with accounts of the families and of all staff. Uploads are not looked at in a process of
    their own, documents are not set, mail stays in the outbox; all else is real.

    After every test all chains verify, and every stored state is the fold of its journal.
    """
    world = installation(registers_url, definitions, tmp_path)
    yield world
    world.faults.clear()
    assert verify_journal(ports=world.ports).sound


@pytest.fixture
def whole_world(
    registers_url: str, definitions: CompiledDefinitions, tmp_path: Path, transactional_db: None
) -> Iterator[World]:
    """As `world`, with nothing stood in for and every transaction committed."""
    world = installation(registers_url, definitions, tmp_path)
    world.ports = replace(
        world.ports,
        inspector=ProcessDocumentInspector(),
        documents=DirectoryDocumentStore(tmp_path / "documents"),
        maker=TypstDocumentMaker(),
        notifier=OutboxDirectoryNotifier(
            directory=tmp_path / "mail", sender="yijian@example.invalid", clock=world.clock
        ),
    )
    world.page = photograph()
    yield world
    assert verify_journal(ports=world.ports).sound


def photograph() -> bytes:
    """A small photograph as a phone would take it."""
    written = io.BytesIO()
    Image.new("RGB", (640, 480), (210, 220, 240)).save(written, "JPEG")
    return written.getvalue()


def installation(registers_url: str, definitions: CompiledDefinitions, directory: Path) -> World:
    """A fresh installation whose keys lie in a directory."""
    clock, outbox = SetClock(START), Outbox()
    ports = Ports(
        clock=clock,
        randomness=SystemRandomness(),
        registers=HttpRegisterClient(
            base_url=registers_url, timeout=2, entities=definitions.package().entities
        ),
        notifier=outbox,
        inspector=QuickInspector(),
        documents=MemoryStore(),
        maker=QuickMaker(),
        cipher=MasterKeyCipher.from_file(directory / "keys" / "master.key"),
        heads=SignedHeadBook(keys=directory / "keys", heads=directory / "heads"),
        definitions=definitions,
        public_url="http://testserver",
        demonstration=True,
    )
    world = World(ports=ports, clock=clock, faults=Faults(registers_url), outbox=outbox)
    world.appoint()
    return world
