"""The proof of a choice of papers as a plain document (JSON), and its check from that document alone.

The check reads the document as anybody could have written it: it trusts no figure in it, solves nothing, and uses
nothing of the search. What it shows is that the chosen papers meet the requirements in the document, and that no papers
come to less than `at_least` at the costs in the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from yijian.core.compiler.paper_proof import faults_of, forced_part
from yijian.core.vocabulary.paper_certificate import (
    PARTS,
    Burden,
    Certificate,
    EvidenceProof,
    Fork,
    PriceList,
    Proof,
    ProvedPart,
    added,
)

_NAMES: Final = ("minutes", "fen", "papers")


def burden_document(burden: Burden) -> dict[str, int]:
    """A burden by the names of its parts."""
    return dict(zip(_NAMES, burden, strict=True))


def proof_document(proof: EvidenceProof) -> dict[str, Any]:
    """A proof as a document.

    `options` of a requirement are lists of papers: all of one list meet it. A paper without a cost comes by itself.
    `parts` of the certificate are either a paper that a requirement cannot do without (by its position), or papers with
    the price lists that show what they come to. The `nodes` of a proof are price lists, or papers with the positions of
    the node for who brings them and of the node for who does not; the first node is the whole.
    """
    return {
        "scope": proof.scope.value,
        "minimal": proof.least,
        "certified": proof.certified,
        "trivial": proof.certificate.trivial,
        "burden": burden_document(proof.burden),
        "at_least": burden_document(proof.at_least),
        "papers": list(proof.papers),
        "costs": {paper: list(cost) for paper, cost in sorted(proof.costs.items())},
        "requirements": [
            {
                "for": [{"task": task, "requirement": requirement} for task, requirement in one.tasks],
                "options": [sorted(option) for option in one.options],
            }
            for one in proof.requirements
        ],
        "certificate": [_part_document(part) for part in proof.certificate.parts],
    }


def _part_document(part: ProvedPart) -> dict[str, Any]:
    if part.forced is not None:
        return {"paper": next(iter(part.papers)), "requirement": part.forced}
    return {
        "papers": sorted(part.papers),
        "at_least": list(part.least),
        "proofs": [{"nodes": _nodes_document(proof)} for proof in part.proofs],
        "too_dear": [None if prices is None else _prices_document(prices) for prices in part.too_dear],
    }


def _nodes_document(proof: Proof) -> list[dict[str, Any]]:
    """The nodes, each before those that it names: no deeper than two levels, however deep the proof is."""
    nodes: list[dict[str, Any]] = [{}]
    waiting: list[tuple[int, Proof]] = [(0, proof)]
    while waiting:
        at, node = waiting.pop()
        if isinstance(node, PriceList):
            nodes[at] = _prices_document(node)
            continue
        first = len(nodes)
        nodes += ({}, {})
        nodes[at] = {"paper": node.paper, "bringing": first, "without": first + 1}
        waiting += ((first, node.bringing), (first + 1, node.without))
    return nodes


def _prices_document(prices: PriceList) -> dict[str, Any]:
    return {
        "weights": list(prices.weights),
        "shares": {str(at): dict(sorted(shares.items())) for at, shares in sorted(prices.shares.items())},
    }


def faults_of_document(document: object) -> tuple[str, ...]:
    """What is wrong with the proof of a choice of papers in a document; empty: it shows what it says.

    That is: the papers meet every requirement, they come to `burden`, none come to less than `at_least`, and
    `certified` and `trivial` say truly whether these two are the same and whether nothing had to be searched.
    `minimal` without `certified` is the word of a solver and not checked here.
    """
    try:
        return _faults(_Reader(document))
    except _NotSo as error:
        return (str(error),)


class _NotSo(Exception):
    """The document does not have the shape of a proof; the message says where."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """A value in a document, and where it stands."""

    value: object
    place: str = "$"

    def __getitem__(self, key: str) -> _Reader:
        whole = self.mapping()
        if key not in whole:
            raise _NotSo(f"{self.place}: “{key}” is missing")
        return whole[key]

    def mapping(self) -> dict[str, _Reader]:
        if not isinstance(self.value, dict):
            raise _NotSo(f"{self.place}: not an object")
        return {str(key): _Reader(value, f"{self.place}.{key}") for key, value in self.value.items()}

    def each(self) -> list[_Reader]:
        if not isinstance(self.value, list):
            raise _NotSo(f"{self.place}: not a list")
        return [_Reader(value, f"{self.place}[{at}]") for at, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise _NotSo(f"{self.place}: not a text")
        return self.value

    def number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise _NotSo(f"{self.place}: not a whole number")
        return self.value

    def burden(self) -> Burden:
        numbers = [each.number() for each in self.each()]
        if len(numbers) != PARTS or min(numbers) < 0:
            raise _NotSo(f"{self.place}: not minutes, fen and papers")
        return numbers[0], numbers[1], numbers[2]


def _faults(document: _Reader) -> tuple[str, ...]:
    costs = {paper: cost.burden() for paper, cost in document["costs"].mapping().items()}
    if any(cost[-1] != 1 for cost in costs.values()):
        raise _NotSo("$.costs: a paper counts as one paper")
    requirements = [
        tuple(frozenset(paper.text() for paper in option.each()) for option in one["options"].each())
        for one in document["requirements"].each()
    ]
    papers = [paper.text() for paper in document["papers"].each()]
    certificate = Certificate(tuple(_part(part, costs) for part in document["certificate"].each()))
    faults = faults_of(certificate, requirements, costs, papers, exact=False)
    if faults:
        return faults
    spent = added(costs[paper] for paper in frozenset(papers))
    shown: dict[str, object] = {
        "burden": burden_document(spent),
        "at_least": burden_document(certificate.least),
        "certified": spent == certificate.least,
        "trivial": certificate.trivial,
    }
    if spent == certificate.least:
        shown["minimal"] = True
    return tuple(
        f"$.{name} says {document[name].value}, shown is {value}"
        for name, value in shown.items()
        if document[name].value != value
    )


def _part(part: _Reader, costs: Mapping[str, Burden]) -> ProvedPart:
    if "paper" in part.mapping():
        paper = part["paper"].text()
        if paper not in costs:
            raise _NotSo(f"{part.place}: a paper without a cost")
        return forced_part(paper, part["requirement"].number(), costs)
    return ProvedPart(
        papers=frozenset(paper.text() for paper in part["papers"].each()),
        least=part["at_least"].burden(),
        proofs=tuple(_proof(proof["nodes"]) for proof in part["proofs"].each()),
        too_dear=tuple(None if each.value is None else _prices(each) for each in part["too_dear"].each()),
    )


def _proof(nodes: _Reader) -> Proof:
    """Each node names only later ones, so that no proof rests on itself; read from the last to the first."""
    listed = nodes.each()
    read: list[Proof] = []
    for at in range(len(listed) - 1, -1, -1):
        node = listed[at]
        if "paper" not in node.mapping():
            read.append(_prices(node))
            continue
        named = [node[branch].number() for branch in ("bringing", "without")]
        if not all(at < other < len(listed) for other in named):
            raise _NotSo(f"{node.place}: does not name later nodes")
        bringing, without = (read[len(listed) - 1 - other] for other in named)
        read.append(Fork(node["paper"].text(), bringing, without))
    if not read:
        raise _NotSo(f"{nodes.place}: empty")
    return read[-1]


def _prices(prices: _Reader) -> PriceList:
    return PriceList(
        tuple(weight.number() for weight in prices["weights"].each()),
        {
            _position(at, shares.place): {
                paper: amount.number() for paper, amount in shares.mapping().items()
            }
            for at, shares in prices["shares"].mapping().items()
        },
    )


def _position(text: str, place: str) -> int:
    if not text.isdecimal():
        raise _NotSo(f"{place}: not the position of a requirement")
    return int(text)
