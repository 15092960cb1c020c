"""What `yijian compile` says of papers: proofs that stand by themselves, for whom each is, other ways, what is sooner."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.verification.golden_corpus import BASE, CORPUS
from yijian.core.compiler.paper_document import faults_of_document
from yijian.site.main import main

DEFINITIONS = Path(__file__).parents[3] / "definitions"
ON = ("--on", "2026-11-24", "--definitions", str(DEFINITIONS), "--region", "430100")


@pytest.fixture
def trading(tmp_path: Path) -> tuple[str, ...]:
    """Arguments for the golden case in which a paper more is done sooner."""
    folder = tmp_path / "definitions"
    shutil.copytree(BASE, folder)
    shutil.copytree(CORPUS / "good" / "sooner-with-a-paper", folder, dirs_exist_ok=True)
    return ("--definitions", str(folder), "--on", "2026-01-05")


def compiled_json(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    """The document of `yijian compile`."""
    assert main(["compile", *argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_all_thirteen_prove_their_papers_and_say_for_whom_each_is(capsys: pytest.CaptureFixture[str]) -> None:
    """The proofs hold from the JSON alone; every paper names who asks for it, and every asking is in a proof."""
    documents = compiled_json(capsys, "--all", *ON)
    assert len(documents) == 13
    for document in documents:
        evidence = document["evidence"]
        for proof in evidence["proofs"]:
            assert faults_of_document(proof) == (), document["id"]
        assert evidence["certified"] is True, document["id"]
        assert evidence["burden"] == evidence["at_least"]
        services = {service["id"] for service in document["services"]}
        asked = {
            (one["task"], one["requirement"])
            for proof in evidence["proofs"]
            for requirement in proof["requirements"]
            for one in requirement["for"]
        }
        told = {(one["task"], one["requirement"]) for paper in evidence["papers"] for one in paper["for"]}
        assert told == asked, document["id"]
        for paper in evidence["papers"]:
            assert paper["for"], paper["id"]
            assert {one["service"] for one in paper["for"]} <= services
            assert all(one["proves"]["zh"] and one["proves"]["en"] for one in paper["for"])
        listed = [paper["type"] for paper in evidence["papers"] if paper["certain"]]
        assert sorted(listed) == sorted(
            kind for way in ("applicant", "register", "output", "generated") for kind in evidence[way]
        )


def test_a_tampered_proof_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """One minute less in the claim, or a requirement taken out of the certificate, and the check says so."""
    (proof,) = compiled_json(capsys, "newborn", *ON)["evidence"]["proofs"]
    assert proof["trivial"] is True
    assert faults_of_document({**proof, "at_least": {**proof["at_least"], "minutes": 0}})
    assert faults_of_document({**proof, "certificate": proof["certificate"][1:]})
    assert faults_of_document({**proof, "papers": proof["papers"][1:]})


def test_either_of_two_certificates(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Retirement, parents of an only child: the certificate that was not chosen is told, with no difference."""
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"retirement.family": "only_child"}), "utf-8")
    evidence = compiled_json(capsys, "retirement", "--facts", str(facts), *ON)["evidence"]
    (choice,) = [one for one in evidence["choices"] if one["requirement"] == "only-child"]
    assert choice["task"] == "health.only-child-award-application"
    (other,) = choice["others"]
    kinds = {choice["chosen"][0].partition(":")[0], other["papers"][0]["type"]}
    assert kinds == {"only-child-certificate", "honour-certificate"}
    assert (other["minutes"], other["fen"], other["soonest"]) == (0, 0, False)
    assert evidence["trades"] == []
    assert all(faults_of_document(proof) == () for proof in evidence["proofs"])
    assert main(["compile", "retirement", "--facts", str(facts), *ON]) == 0
    text = capsys.readouterr().out
    assert "也可以用" in text
    assert "一样省事" in text


def test_a_paper_more_and_done_sooner(capsys: pytest.CaptureFixture[str], trading: tuple[str, ...]) -> None:
    """Waiting for the permit: no paper, 8 days. With the proof: one paper, 5 days."""
    document = compiled_json(capsys, "move", *trading)
    evidence = document["evidence"]
    assert (evidence["applicant"], evidence["output"]) == ([], ["permit"])
    assert document["schedule"]["promised_days"] == 8
    assert evidence["trades"] == [
        {"minutes": 0, "fen": 0, "papers": 0, "days": 8, "bring": []},
        {"minutes": 20, "fen": 500, "papers": 1, "days": 5, "bring": ["proof:person"]},
    ]
    assert [other["soonest"] for choice in evidence["choices"] for other in choice["others"]] == [True]


@pytest.mark.parametrize(
    ("language", "planned", "sooner"),
    [
        (
            "zh",
            "现在这样安排，少交 1 份材料，晚 3 个工作日办好",
            "多交 1 份材料（示例证明），多花 20 分钟、5 元，早 3 个工作日，一共 5 个工作日办好",
        ),
        (
            "en",
            "As planned: 1 paper fewer, done 3 working days later",
            "1 more paper (Example proof), 20 minutes and 5 yuan more: 3 working days sooner, done in 5",
        ),
    ],
)
def test_the_trade_in_words(
    capsys: pytest.CaptureFixture[str], trading: tuple[str, ...], language: str, planned: str, sooner: str
) -> None:
    """In the terminal, in both languages."""
    assert main(["compile", "move", "--lang", language, *trading]) == 0
    text = capsys.readouterr().out
    assert planned in text
    assert sooner in text


def test_the_golden_case_passes_its_authors_test(
    capsys: pytest.CaptureFixture[str], trading: tuple[str, ...]
) -> None:
    """`yijian check` runs the test beside the definitions: no paper brought, eight days."""
    code = main(["check", trading[1], "--json"])
    document = json.loads(capsys.readouterr().out)
    assert (code, document["errors"]) == (0, 0), document["findings"]
