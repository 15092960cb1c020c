"""The demonstration registers as a process of their own, so that they can be slow, down or wrong like real ones.

    GET  /health                 what is served
    POST /v1/{register}/query    {"entity", "key", "concepts", "evidence", "basis", "purpose"}
                                 → {"found", "facts", "evidence", "at", "receipt"}
    POST /v1/faults              {"register", "mode": down | slow | garbage | off, "seconds"}; only where switched on

Only on the loopback address. Bodies are JSON and declared so: a page in a browser cannot send that across sites.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import cycle
from typing import Final

import falcon
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from yijian.core.errors import PlatformError
from yijian.demonstration.firms import named_firms
from yijian.demonstration.persons import NUMBER_OF_PERSONS
from yijian.demonstration.questions import (
    LARGEST_QUESTION,
    FaultMode,
    FaultOrder,
    QuestionRefused,
    read_fault_order,
    read_question,
)
from yijian.demonstration.records import REGISTER_IDS, open_books

DEFAULT_HOST: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8010
SECONDS_WHEN_SLOW: Final = 5.0
"""How long a slow register takes where the order does not say."""
App = falcon.App[falcon.Request, falcon.Response]
_THREADS: Final = 16
_SECONDS_BETWEEN_LOOKS: Final = 0.2
_FAULTS_VARIABLE: Final = "YIJIAN_REGISTER_FAULTS"

_GARBAGE: Final = (
    b"<html><body>502 Bad Gateway</body></html>",
    b'{"found": true, "facts": {"name": "',
    b'{"found": "yes", "facts": [], "evidence": null}',
    b'{"found": true, "facts": {}, "evidence": [], "at": "soon", "receipt": "r"}',
    b"\xff\xfe\x00[]",
    b"",
)


class FaultSwitch:
    """What is wrong with which register at present. Threads of the server share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: dict[str, FaultOrder] = {}
        self._garbage: Iterator[bytes] = cycle(_GARBAGE)

    def set(self, order: FaultOrder) -> None:
        """From now on the register behaves as ordered."""
        with self._lock:
            self._orders[order.register] = order

    def spoil(self, register: str, response: falcon.Response) -> bool:
        """Hold back, and answer in the register's place where it is out of order; False: it may answer itself."""
        with self._lock:
            order = self._orders.get(register)
            garbage = next(self._garbage) if order and order.mode is FaultMode.GARBAGE else b""
        if order is None or order.mode is FaultMode.OFF:
            return False
        time.sleep(order.seconds or (SECONDS_WHEN_SLOW if order.mode is FaultMode.SLOW else 0))
        if order.mode is FaultMode.DOWN:
            raise falcon.HTTPServiceUnavailable(title="out of order")
        if order.mode is FaultMode.GARBAGE:
            response.data = garbage
            return True
        return False


class QueryResource:
    """Answers one question to one register."""

    def __init__(self, faults: FaultSwitch, now: Callable[[], datetime]) -> None:
        self._books = open_books()
        self._faults = faults
        self._now = now

    def on_post(self, request: falcon.Request, response: falcon.Response, register: str) -> None:
        """The facts and papers that were asked for and are held, of exactly the entry the key names."""
        books = self._books.get(register)
        if books is None:
            raise falcon.HTTPNotFound(title="no such register")
        if self._faults.spoil(register, response):
            return
        question = read_question(_body(request))
        fitting = (one for one in books if one.entity == question.entity and one.accepts(question.key))
        book = next(fitting, None)
        if book is None:
            known = "; ".join(f"{one.entity} by {' and '.join(one.key)}" for one in books)
            raise QuestionRefused(f"this register answers about {known}")
        entry = book.find(question.key)
        response.media = {
            "found": entry is not None,
            "facts": {name: entry.facts[name] for name in question.concepts if name in entry.facts}
            if entry
            else {},
            "evidence": [kind for kind in question.evidence if entry and kind in entry.evidence],
            "at": self._now().isoformat(timespec="seconds"),
            "receipt": f"{register}-{secrets.token_hex(8)}",
        }


class FaultResource:
    """Lets a register fail on purpose."""

    def __init__(self, faults: FaultSwitch) -> None:
        self._faults = faults

    def on_post(self, request: falcon.Request, response: falcon.Response) -> None:
        """Set the fault of one register."""
        order = read_fault_order(_body(request), registers=REGISTER_IDS)
        self._faults.set(order)
        response.media = {"register": order.register, "mode": order.mode, "seconds": order.seconds}


class HealthResource:
    """Says that the process answers, and what it serves."""

    def on_get(self, request: falcon.Request, response: falcon.Response) -> None:
        """Always the same."""
        del request
        response.media = {
            "status": "ok",
            "registers": list(REGISTER_IDS),
            "persons": NUMBER_OF_PERSONS,
            "firms": len(named_firms()),
        }


def make_app(*, faults_allowed: bool, now: Callable[[], datetime]) -> App:
    """The WSGI application. `now` tells the time that answers carry."""
    faults = FaultSwitch()
    app: App = falcon.App()
    app.add_error_handler(QuestionRefused, _refuse)
    app.add_route("/health", HealthResource())
    app.add_route("/v1/{register}/query", QueryResource(faults, now))
    if faults_allowed:
        app.add_route("/v1/faults", FaultResource(faults))
    return app


def _refuse(
    request: falcon.Request,
    response: falcon.Response,
    refusal: QuestionRefused,
    parameters: dict[str, object],
) -> None:
    del request, response, parameters
    raise falcon.HTTPBadRequest(title="refused", description=str(refusal)) from refusal


def _body(request: falcon.Request) -> bytes:
    content_type = (request.content_type or "").partition(";")[0].strip().lower()
    if content_type != falcon.MEDIA_JSON:
        raise falcon.HTTPUnsupportedMediaType(title="the body is application/json")
    body: bytes = request.bounded_stream.read(LARGEST_QUESTION + 1)
    if len(body) > LARGEST_QUESTION:
        raise falcon.HTTPContentTooLarge(title=f"a question has at most {LARGEST_QUESTION} bytes")
    return body


def app_of_process() -> App:
    """The application of a server process, told by `run_registers` whether faults are allowed."""
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    return make_app(faults_allowed=os.environ.get(_FAULTS_VARIABLE) == "1", now=_clock)


def _end_with_parent(parent: int) -> None:
    """A killed server must be down: without this its worker would go on answering by itself."""
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)


def run_registers(
    host: str = DEFAULT_HOST, port: int = DEFAULT_PORT, *, faults_allowed: bool = False
) -> None:
    """Serve until the process is told to stop. Raises PlatformError for an address that others could reach."""
    if not is_loopback(host):
        raise PlatformError(
            port="registers",
            reason=f"{host} is not a loopback address; demonstration registers serve only 127.0.0.1 or ::1",
        )
    # The worker is a process of its own: it inherits the environment and nothing else.
    os.environ[_FAULTS_VARIABLE] = "1" if faults_allowed else "0"
    Granian(
        f"{__name__}:app_of_process",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,  # the fault switch lives in one process
        blocking_threads=_THREADS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address. Names are not looked up: they could change their mind."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 # a process of its own reads its own clock
