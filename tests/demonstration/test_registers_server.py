"""The server as a real process, spoken to over HTTP."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.demonstration.server import free_port, register_process, started_process
from yijian.channels.cli import registers as command
from yijian.demonstration.persons import named_families
from yijian.demonstration.records import REGISTER_IDS
from yijian.demonstration.registers_server import is_loopback


@pytest.fixture(scope="module")
def strict() -> Iterator[httpx.Client]:
    """A server on which faults are not allowed."""
    with (
        register_process(faults_allowed=False) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


def question(**change: object) -> dict[str, Any]:
    mother = named_families()["married"].mother
    return {
        "entity": "person",
        "key": {"name": mother.name, "id_number": mother.id_number},
        "concepts": ["sex", "birth_date", "bank_account"],
        "evidence": ["identity-card", "fee-list"],
        "basis": "consent 1",
        "purpose": "newborn",
    } | change


def test_it_says_that_it_is_well(strict: httpx.Client) -> None:
    health = strict.get("/health").json()
    assert health == {
        "status": "ok",
        "registers": list(REGISTER_IDS),
        "persons": 200,
        "firms": 9,
    }


def test_it_answers_what_is_asked_and_held_and_no_more(strict: httpx.Client) -> None:
    answer = strict.post("/v1/population/query", json=question()).json()
    assert answer["found"] is True
    assert answer["facts"] == {"sex": "2", "birth_date": "1996-05-12"}
    assert answer["evidence"] == ["identity-card"]


def test_every_answer_has_its_own_receipt(strict: httpx.Client) -> None:
    receipts = {strict.post("/v1/population/query", json=question()).json()["receipt"] for _ in range(5)}
    assert len(receipts) == 5


def test_an_unknown_person_is_not_found(strict: httpx.Client) -> None:
    answer = strict.post(
        "/v1/population/query", json=question(key={"name": "李某某", "id_number": "439901199605120021"})
    ).json()
    assert (answer["found"], answer["facts"], answer["evidence"]) == (False, {}, [])


@pytest.mark.parametrize("without", ["basis", "purpose"])
def test_it_tells_nothing_without_basis_and_purpose(strict: httpx.Client, without: str) -> None:
    answer = strict.post("/v1/population/query", json=question(**{without: " "}))
    assert answer.status_code == 400
    assert without in answer.json()["description"]


def test_a_key_of_another_register_is_refused(strict: httpx.Client) -> None:
    assert strict.post("/v1/births/query", json=question()).status_code == 400
    assert strict.post("/v1/population/query", json=question(entity="couple")).status_code == 400


@pytest.mark.parametrize(
    ("path", "arguments", "status"),
    [
        ("/v1/weather/query", {"json": {}}, 404),
        ("/v1/population/query", {"content": b"{}", "headers": {"content-type": "text/plain"}}, 415),
        (
            "/v1/population/query",
            {"content": b" " * 20_000, "headers": {"content-type": "application/json"}},
            413,
        ),
        ("/v1/faults", {"json": {"register": "births", "mode": "down"}}, 404),
    ],
)
def test_what_is_not_served_is_refused(
    strict: httpx.Client, path: str, arguments: dict[str, Any], status: int
) -> None:
    assert strict.post(path, **arguments).status_code == status


def test_only_this_machine_can_reach_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert is_loopback("127.0.0.1")
    assert is_loopback("::1")
    assert not is_loopback("localhost.example")
    parser = argparse.ArgumentParser()
    command.register(parser.add_subparsers())
    arguments = parser.parse_args(["registers", "--host", "0.0.0.0"])
    assert arguments.run(arguments) == 2
    assert "loopback" in capsys.readouterr().err


def test_a_killed_server_is_down_and_can_be_started_again() -> None:
    port = free_port()
    with started_process(faults_allowed=False, port=port) as (address, process):
        process.kill()
        process.wait()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            try:
                httpx.get(f"{address}/health", trust_env=False, timeout=1)
            except httpx.TransportError:
                break
            time.sleep(0.05)
        else:
            raise AssertionError("its worker still answers")
    with register_process(faults_allowed=False, port=port) as address:
        assert httpx.get(f"{address}/health", trust_env=False).json()["status"] == "ok"
