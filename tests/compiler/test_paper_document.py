"""The proof of a choice of papers as JSON, and its check from that alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiler.test_plan_evidence import Options, burdens, problems, ring
from yijian.core.compiler.least_papers import Cost, least_papers
from yijian.core.compiler.paper_document import faults_of_document, proof_document
from yijian.core.vocabulary.paper_certificate import EvidenceProof, ProofScope, ProvedRequirement


def document_of(requirements: list[Options], costs: dict[str, Cost], **effort: int) -> Any:
    """The document of what is found, through JSON and back."""
    choice = least_papers(requirements, costs, **effort)
    proof = EvidenceProof(
        scope=ProofScope.CERTAIN,
        requirements=tuple(
            ProvedRequirement(tasks=(("task", f"r{at}"),), options=options)
            for at, options in enumerate(requirements)
        ),
        costs=burdens(costs),
        papers=choice.papers,
        least=choice.proved,
        certificate=choice.certificate,
    )
    return json.loads(json.dumps(proof_document(proof)))


def tied_rings() -> tuple[list[Options], dict[str, Cost]]:
    """Two rings of three, tied: prices alone do not reach."""
    pairs = [(f"{side}{a}", f"{side}{b}") for side in "xy" for a, b in ("12", "23", "13")]
    options: list[Options] = [(frozenset({one}), frozenset({other})) for one, other in pairs]
    options.append(tuple(frozenset({f"x{number}", f"y{number}"}) for number in "123"))
    return options, dict.fromkeys(("x1", "x2", "x3", "y1", "y2", "y3"), Cost(10, 0))


@given(problems(), st.sampled_from((0, 10**9)))
@settings(max_examples=80, deadline=None)
def test_a_document_shows_what_it_says(problem: tuple[list[Options], dict[str, Cost]], effort: int) -> None:
    """Law: every honest document passes, whether it reaches the least or only a bound."""
    assert faults_of_document(document_of(*problem, effort=effort)) == ()


def numbers_in(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where whole numbers stand in a document."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from numbers_in(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from numbers_in(each, (*path, at))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path


def changed(document: Any, path: tuple[str | int, ...], value: object) -> Any:
    """The document with another value at a place."""
    copy = deepcopy(document)
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def value_at(document: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a place."""
    for key in path:
        document = document[key]
    return document


def test_a_claim_of_less_than_there_is_is_refused() -> None:
    """Each burden that is claimed, in the whole and in each part of the certificate: one more or less, and it fails."""
    document = document_of(*tied_rings())
    assert (document["certified"], document["trivial"], document["burden"]["minutes"]) == (True, False, 40)
    claims = [
        path for path in numbers_in(document) if path[0] in ("burden", "at_least") or "at_least" in path
    ]
    assert len(claims) >= 9
    for path in claims:
        for by in (-10, -1, 1, 10):
            assert faults_of_document(changed(document, path, value_at(document, path) + by)), path


def test_prices_that_charge_too_much_are_refused() -> None:
    """c serves both and is the least; raising any share above what the paper costs breaks the list it stands in."""
    options: list[Options] = [(frozenset("a"), frozenset("c")), (frozenset("b"), frozenset("c"))]
    document = document_of(options, {"a": Cost(10, 0), "b": Cost(10, 0), "c": Cost(15, 0)})
    assert (document["papers"], document["certified"], document["trivial"]) == (["c"], True, False)
    shares = [path for path in numbers_in(document) if "proofs" in path and "shares" in path]
    assert shares
    for path in shares:
        assert faults_of_document(changed(document, path, 10**9)), path


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (("papers",), ["x1"], "is not met"),
        (("papers",), ["x1", "x2", "y1", "nobody"], "without a cost"),
        (("certified",), False, "$.certified"),
        (("trivial",), True, "$.trivial"),
        (("minimal",), False, "$.minimal"),
        (("certificate",), [], "$.at_least"),
        (("certificate", 0, "proofs"), [], "only the first 0"),
        (("certificate", 0, "proofs", 0, "nodes"), [], "empty"),
        (
            ("certificate", 0, "proofs", 0, "nodes", 0),
            {"paper": "x1", "bringing": 0, "without": 0},
            "later nodes",
        ),
        (("certificate", 0, "papers"), ["x1", "elsewhere"], "without costs"),
        (("certificate", 0, "too_dear"), [], "a part with"),
        (("certificate", 0), {"paper": "x1", "requirement": 0}, "shows nothing"),
        (("certificate", 0), {"paper": "x1", "requirement": 99}, "there is not"),
        (("costs", "x1"), [10, 0], "not minutes, fen and papers"),
        (("costs", "x1"), [10, 0, 0], "counts as one"),
        (("costs", "x1"), [-10, 0, 1], "not minutes, fen and papers"),
        (("costs", "x1"), ["10", 0, 1], "not a whole number"),
        (("requirements",), {}, "not a list"),
        (("papers", 0), 7, "not a text"),
    ],
)
def test_a_tampered_document_is_refused(path: tuple[str | int, ...], value: object, what: str) -> None:
    """The fault says what is wrong, or where the shape is."""
    faults = faults_of_document(changed(document_of(*tied_rings()), path, value))
    assert any(what in fault for fault in faults), faults


@pytest.mark.parametrize("document", [None, [], {}, {"papers": []}, "x"])
def test_what_is_no_proof_is_refused(document: object) -> None:
    """Whatever stands there, it is told and not raised."""
    assert faults_of_document(document)


def test_a_cheaper_requirement_slipped_in_is_refused() -> None:
    """A document whose requirements ask for less than its certificate charges for shows nothing."""
    document = document_of(*ring(3))
    assert faults_of_document(changed(document, ("requirements", 0, "options"), [["p00"], ["p01"], []]))


def test_where_nothing_is_searched_the_document_says_so() -> None:
    """One way each: the certificate names for every paper the requirement that cannot do without it."""
    document = document_of(
        [(frozenset("a"),), (frozenset("ab"), frozenset("ac"))], dict.fromkeys("ac", Cost(5, 0))
    )
    assert (document["trivial"], document["certified"], document["papers"]) == (True, True, ["a"])
    assert document["certificate"] == [{"paper": "a", "requirement": 0}]
    assert faults_of_document(document) == ()
    assert faults_of_document(changed(document, ("certificate", 0, "requirement"), 7))
