"""Whatever a register does, the client gives a typed reply or `RegisterUnavailable`, in time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.demonstration.server import free_port, register_process
from yijian.connectors.definitions.loader import load_package
from yijian.connectors.registers import LARGEST_ANSWER, HttpRegisterClient
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import CHOICES, Code, Concept, ConceptType, Entity
from yijian.demonstration.persons import Person, named_families
from yijian.ports import RegisterQuery, RegisterReply, RegisterUnavailable

DEFINITIONS = Path(__file__).parents[2] / "definitions"
FAMILY = named_families()["married"]


@pytest.fixture(scope="module")
def entities() -> dict[str, Entity]:
    return load_package(DEFINITIONS).package.entities


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with register_process(faults_allowed=True) as address:
        yield address


@pytest.fixture
def client(address: str, entities: dict[str, Entity]) -> Iterator[HttpRegisterClient]:
    yield HttpRegisterClient(base_url=address, timeout=5, entities=entities)
    for register in ("population", "births", "marriage", "insurance"):
        order_fault(address, register, "off")


def order_fault(address: str, register: str, mode: str, seconds: float = 0) -> None:
    order = {"register": register, "mode": mode, "seconds": seconds}
    assert httpx.post(f"{address}/v1/faults", json=order, trust_env=False).status_code == 200


def question(register: str = "population", person: Person = FAMILY.mother, **change: Any) -> RegisterQuery:
    members: dict[str, Any] = {
        "register": register,
        "entity": "person",
        "key": {"name": person.name, "id_number": person.id_number},
        "concepts": ("sex", "birth_date", "ethnicity", "nationality"),
        "evidence": ("identity-card",),
        "basis": "consent 7",
        "purpose": "newborn",
    }
    return RegisterQuery(**(members | change))


BIRTH = question(
    "births",
    key={"mother.id_number": FAMILY.mother.id_number},
    concepts=("birth_date", "birth_time", "born_in_institution"),
    evidence=("delivery-record",),
)
MARRIAGE = question(
    "marriage",
    entity="couple",
    key={
        "mother.id_number": FAMILY.mother.id_number,
        "father.id_number": FAMILY.father.id_number if FAMILY.father else "",
    },
    concepts=("marriage_certificate_number",),
    evidence=("marriage-certificate",),
)
INSURANCE = question("insurance", concepts=("maternity_insured", "account_on_file"), evidence=())


def test_facts_come_typed_as_the_dictionary_says(client: HttpRegisterClient) -> None:
    person, birth, couple, insured = client.fetch_all((question(), BIRTH, MARRIAGE, INSURANCE))
    assert isinstance(person, RegisterReply)
    assert person.facts == {
        "sex": "2",
        "birth_date": date(1996, 5, 12),
        "ethnicity": "01",
        "nationality": "CHN",
    }
    assert person.evidence == ("identity-card",)
    assert person.at.tzinfo is not None
    assert isinstance(birth, RegisterReply)
    assert birth.facts == {
        "birth_date": date(2026, 11, 18),
        "birth_time": "08:15",
        "born_in_institution": True,
    }
    assert isinstance(couple, RegisterReply)
    assert couple.facts == {"marriage_certificate_number": "DEMO-2023-000001"}
    assert isinstance(insured, RegisterReply)
    assert insured.facts == {"maternity_insured": True, "account_on_file": True}


def test_an_unknown_person_is_not_found_and_that_is_no_failure(client: HttpRegisterClient) -> None:
    (reply,) = client.fetch_all((question(key={"name": "无某某", "id_number": "439901199605120021"}),))
    assert isinstance(reply, RegisterReply)
    assert (reply.found, reply.facts, reply.evidence) == (False, {}, ())


@pytest.mark.parametrize(("mode", "seconds"), [("down", 0), ("slow", 3), ("garbage", 0)])
def test_a_register_out_of_order_is_unavailable_and_the_others_answer(
    address: str, entities: dict[str, Entity], client: HttpRegisterClient, mode: str, seconds: float
) -> None:
    order_fault(address, "population", mode, seconds)
    impatient = HttpRegisterClient(base_url=address, timeout=1, entities=entities)
    started = time.monotonic()
    # More than one kind of garbage takes its turn.
    replies = impatient.fetch_all((*(question() for _ in range(7)), BIRTH))
    assert time.monotonic() - started < 2.5
    assert all(isinstance(reply, RegisterUnavailable) for reply in replies[:7]), replies
    assert isinstance(replies[7], RegisterReply)


def test_a_register_comes_back(address: str, client: HttpRegisterClient) -> None:
    order_fault(address, "population", "down")
    assert isinstance(client.fetch_all((question(),))[0], RegisterUnavailable)
    order_fault(address, "population", "off")
    assert isinstance(client.fetch_all((question(),))[0], RegisterReply)


def test_a_refused_question_is_unavailable(client: HttpRegisterClient) -> None:
    (reply,) = client.fetch_all((question(purpose=""),))
    assert isinstance(reply, RegisterUnavailable)


def test_no_server_at_all(entities: dict[str, Entity]) -> None:
    nobody = HttpRegisterClient(base_url=f"http://127.0.0.1:{free_port()}", timeout=1, entities=entities)
    (reply,) = nobody.fetch_all((question(),))
    assert isinstance(reply, RegisterUnavailable)
    assert FAMILY.mother.name not in str(reply)
    assert nobody.fetch_all(()) == ()


def test_a_server_that_dies_between_two_questions(entities: dict[str, Entity]) -> None:
    with register_process(faults_allowed=False) as address:
        client = HttpRegisterClient(base_url=address, timeout=2, entities=entities)
        assert isinstance(client.fetch_all((question(),))[0], RegisterReply)
    assert isinstance(client.fetch_all((question(),))[0], RegisterUnavailable)


TYPES: dict[str, Entity] = {
    "person": Entity(
        id="person",
        name=Text("人", "Person"),
        concepts={
            kind.value: Concept(
                name=Text("项", "Item"),
                type=kind,
                question=Text("？", "?"),
                codes=(Code(code="1", name=Text("一", "One")),) if kind in CHOICES else (),
                max_length=10,
            )
            for kind in ConceptType
        },
    )
}

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def hostile_server(answer: Answer, *, patience: float = 0.6) -> Iterator[HttpRegisterClient]:
    """A client of a server that says whatever `answer` writes."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            answer(self)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.handle_error = lambda *arguments: None  # type: ignore[method-assign] # a client that left is meant
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield HttpRegisterClient(
                base_url=f"http://127.0.0.1:{server.server_port}", timeout=patience, entities=TYPES
            )
        finally:
            server.shutdown()
            thread.join()


def saying(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


GOOD: dict[str, Any] = {
    "found": True,
    "facts": {},
    "evidence": [],
    "at": "2026-11-24T08:00:00+08:00",
    "receipt": "r",
}


def ask(client: HttpRegisterClient, *concepts: str) -> RegisterReply | RegisterUnavailable:
    (reply,) = client.fetch_all(
        (
            RegisterQuery(
                register="population",
                entity="person",
                key={"id_number": "1"},
                concepts=concepts,
                evidence=("identity-card",),
                basis="b",
                purpose="p",
            ),
        )
    )
    return reply


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"[" * 100_000,
        b'{"found": true',
        json.dumps(GOOD | {"found": "yes"}).encode(),
        json.dumps(GOOD | {"facts": []}).encode(),
        json.dumps(GOOD | {"evidence": None}).encode(),
        json.dumps(GOOD | {"at": "2026-11-24T08:00:00"}).encode(),
        json.dumps(GOOD | {"at": "soon"}).encode(),
        json.dumps(GOOD | {"at": 7}).encode(),
        json.dumps(GOOD | {"receipt": ""}).encode(),
        json.dumps(GOOD | {"receipt": "r" * 201}).encode(),
        b" " * (LARGEST_ANSWER + 1),
    ],
    ids=lambda body: repr(body[:40]),
)
def test_an_answer_that_is_not_as_agreed_is_unavailable(body: bytes) -> None:
    with hostile_server(saying(body)) as client:
        assert isinstance(ask(client), RegisterUnavailable)


@pytest.mark.parametrize("status", [204, 302, 404, 500, 503])
def test_any_other_status_is_unavailable(status: int) -> None:
    good = json.dumps(GOOD).encode()
    answer = saying(b"" if status == 204 else good, status, location="/elsewhere")
    with hostile_server(answer) as client:
        assert isinstance(ask(client), RegisterUnavailable)


@pytest.mark.parametrize(
    ("concept", "value"),
    [
        ("boolean", 1),
        ("boolean", "true"),
        ("integer", True),
        ("integer", 1.5),
        ("integer", "1"),
        ("money", "1.00"),
        ("date", "2026-02-30"),
        ("date", 20261124),
        ("time", "25:00"),
        ("code", "2"),
        ("codes", "1 2"),
        ("codes", ["1"]),
        ("text", 7),
        ("text", ""),
        ("text", "x" * 11),
        ("person_name", ["张某某"]),
    ],
)
def test_a_value_of_another_type_is_unavailable(concept: str, value: object) -> None:
    body = json.dumps(GOOD | {"facts": {concept: value}}).encode()
    with hostile_server(saying(body)) as client:
        assert isinstance(ask(client, concept), RegisterUnavailable)


def test_values_are_typed_null_is_kept_and_what_was_not_asked_is_dropped() -> None:
    facts = {
        "boolean": False, "integer": 3, "money": 128050, "date": "2026-11-24", "time": "08:15", "code": "1",
        "text": None, "mobile": "15400000001", "secret": "never asked",
    }  # fmt: skip
    body = json.dumps(GOOD | {"facts": facts, "evidence": ["fee-list", "identity-card"]}).encode()
    with hostile_server(saying(body), patience=30) as client:
        reply = ask(client, "boolean", "integer", "money", "date", "time", "code", "text", "address")
    assert isinstance(reply, RegisterReply)
    assert reply.facts == {
        "boolean": False, "integer": 3, "money": 128050, "date": date(2026, 11, 24), "time": "08:15",
        "code": "1", "text": None,
    }  # fmt: skip
    assert reply.evidence == ("identity-card",)


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" ")
            time.sleep(0.1)

    started = time.monotonic()
    with hostile_server(drip) as client:
        assert isinstance(ask(client), RegisterUnavailable)
        assert time.monotonic() - started < 1.5
