"""The client of registers: one question over HTTP, an answer that is believed only as far as the dictionary types it.

Rule 1: whatever a register does, the caller gets a `RegisterReply` or `RegisterUnavailable`, within the time limit.
Rule 2: nothing of the question or the answer stands in an error: both are personal.

    POST {base_url}/v1/{register}/query
    {"entity", "key": {concept: text}, "concepts": [id], "evidence": [id], "basis", "purpose"}
    → {"found": bool, "facts": {concept: value}, "evidence": [id], "at": RFC 3339, "receipt": text}

Dates and times are ISO text, money is integer fen, a rate is text ("0.055", so that no binary fraction comes in), null is "there is none"; a concept left out is not known there.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Final
from urllib.parse import quote

import httpx

from yijian.core.vocabulary.answers import read_rate
from yijian.core.vocabulary.concept import Concept, ConceptType, Entity, codes_in, several_codes
from yijian.core.vocabulary.provenance import Facts, FactValue
from yijian.ports import RegisterQuery, RegisterReply, RegisterUnavailable

LARGEST_ANSWER: Final = 256 * 1024
"""Bytes; an answer is a few dozen facts."""
MOST_AT_ONCE: Final = 8
"""Questions asked at the same time by one `fetch_all`."""
_LONGEST_RECEIPT: Final = 200


class HttpRegisterClient:
    """`ports.RegisterClient` over HTTP.

    `timeout` in seconds bounds a whole question, however slowly the answer drips. `entities` is the dictionary that
    types the answers.
    """

    def __init__(self, *, base_url: str, timeout: float, entities: Mapping[str, Entity]) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeout = timeout
        self._entities = entities

    def fetch_all(self, queries: Sequence[RegisterQuery]) -> tuple[RegisterReply | RegisterUnavailable, ...]:
        """All questions at the same time; each has its own reply or failure, in the order asked."""
        if not queries:
            return ()
        with ThreadPoolExecutor(max_workers=min(len(queries), MOST_AT_ONCE)) as pool:
            return tuple(pool.map(self._fetch, queries))

    def _fetch(self, query: RegisterQuery) -> RegisterReply | RegisterUnavailable:
        try:
            return self._believed(query, json.loads(self._ask(query)))
        except httpx.TimeoutException:
            return _unavailable(query.register, "no answer in time")
        except httpx.HTTPError:
            return _unavailable(query.register, "not reachable")
        except (ValueError, RecursionError):
            return _unavailable(query.register, "its answer is not as agreed")

    def _ask(self, query: RegisterQuery) -> bytes:
        deadline = time.monotonic() + self._timeout
        address = f"{self._base_url}/v1/{quote(query.register, safe='')}/query"
        question = {
            "entity": query.entity,
            "key": dict(query.key),
            "concepts": query.concepts,
            "evidence": query.evidence,
            "basis": query.basis,
            "purpose": query.purpose,
        }
        # The environment's proxies are left out: a register is reached directly or not at all.
        with (
            httpx.Client(timeout=self._timeout, trust_env=False) as client,
            client.stream("POST", address, json=question) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise httpx.RequestError(f"status {response.status_code}")
            answer = bytearray()
            for part in response.iter_raw():
                answer += part
                if len(answer) > LARGEST_ANSWER:
                    raise ValueError("too large an answer")
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("the whole answer did not come in time")
            return bytes(answer)

    def _believed(self, query: RegisterQuery, answer: object) -> RegisterReply:
        """The answer typed by the dictionary, without what was not asked for. ValueError where it is not as agreed."""
        if not isinstance(answer, dict):
            raise ValueError("not an object")
        found, facts, held = answer.get("found"), answer.get("facts"), answer.get("evidence")
        at, receipt = answer.get("at"), answer.get("receipt")
        if not isinstance(found, bool) or not isinstance(facts, dict) or not isinstance(held, list):
            raise ValueError("found, facts or evidence are missing")
        if not isinstance(at, str) or not isinstance(receipt, str):
            raise ValueError("time or receipt are missing")
        if not 0 < len(receipt) <= _LONGEST_RECEIPT:
            raise ValueError("a receipt without use")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError("a time without its zone")
        dictionary = self._entities[query.entity].concepts if query.entity in self._entities else {}
        typed: Facts = {
            concept: typed_value(dictionary[concept], facts[concept])
            for concept in query.concepts
            if concept in facts and concept in dictionary
        }
        return RegisterReply(
            register=query.register,
            found=found,
            facts=typed if found else {},
            evidence=tuple(kind for kind in query.evidence if kind in held) if found else (),
            at=moment,
            receipt=receipt,
        )


def typed_value(concept: Concept, value: object) -> FactValue:
    """The JSON value as the dictionary types it. ValueError where it is not a value of that concept."""
    if value is None:
        return None
    match concept.type, value:
        case ConceptType.BOOLEAN, bool():
            return value
        case ConceptType.INTEGER | ConceptType.MONEY, int() if not isinstance(value, bool):
            return value
        case ConceptType.RATE, int() | str() if (
            not isinstance(value, bool) and (rate := read_rate(str(value))) is not None
        ):
            return rate
        case ConceptType.DATE, str():
            return date.fromisoformat(value)
        case ConceptType.CODE, str() if any(code.code == value for code in concept.codes):
            return value
        case ConceptType.CODES, str() if several := several_codes(codes_in(value), concept.codes):
            return several
        case ConceptType.TIME, str():
            return datetime.strptime(value, "%H:%M").strftime("%H:%M")  # noqa: DTZ007 # a time of day only
        case (
            (
                ConceptType.BOOLEAN
                | ConceptType.INTEGER
                | ConceptType.MONEY
                | ConceptType.RATE
                | ConceptType.CODE
                | ConceptType.CODES
            ),
            _,
        ):
            raise ValueError("not a value of that type")
        case _, str() if 0 < len(value) <= concept.max_length:
            return value
    raise ValueError("not a value of that type")


def _unavailable(register: str, reason: str) -> RegisterUnavailable:
    return RegisterUnavailable(register=register, reason=reason)
