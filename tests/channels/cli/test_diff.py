"""`yijian diff`: the JSON that scripts read, exit codes, the terminal, and the page that stands by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.channels.cli.test_commands import DEFINITIONS, run
from tests.compiler.difference.edited_definitions import Edited, edited
from yijian.site.main import main

__all__ = ["edited"]

ALLOWANCE = "services/civil-affairs/disability-living-allowance.yaml"
RULE = 'rule: holder.assistance_status = "dibao"'
WIDER = 'rule: holder.assistance_status in ("dibao", "tekun")'
ON = ("--on", "2026-11-24")
HAN = re.compile(r"[\u3400-\u9fff]")


def test_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    code, document, _ = run(capsys, "diff", str(DEFINITIONS), str(DEFINITIONS), *ON)
    assert code == 0
    assert document["changes_meaning"] is False
    assert document["old"] == document["new"]
    assert document["parts"] == document["eligibility"] == document["life_events"] == []
    assert "cases" not in document


def test_only_a_name_changed(capsys: pytest.CaptureFixture[str], edited: Edited) -> None:
    """The text differs, the exit code and the words say that nothing comes out otherwise."""
    new = edited((ALLOWANCE, "plain_name: {zh: 生活补贴", "plain_name: {zh: 困难生活补贴"))
    assert main(["diff", str(DEFINITIONS), str(new), *ON]) == 0
    assert "含义没有变：1 处文字不同" in capsys.readouterr().out


def test_the_document_has_its_keys(capsys: pytest.CaptureFixture[str], edited: Edited) -> None:
    code, document, _ = run(capsys, "diff", str(DEFINITIONS), str(edited((ALLOWANCE, RULE, WIDER))), *ON)
    assert code == 1
    assert document.keys() == {"old", "new", "changes_meaning", "parts", "eligibility", "life_events"}
    (part,) = document["parts"]
    assert part["definition"] == "services/civil-affairs.disability-living-allowance"
    assert (part["path"], part["fate"], part["sort"]) == ("criteria/low-income/rule", "changed", "meaning")
    assert part["place"] == {"file": ALLOWANCE, "line": 22}
    assert part["rule"]["gained"] == {"holder.assistance_status": "tekun"}
    assert part["rule"]["lost"] is None
    # Taken with the other conditions, which exclude whoever is supported as extremely poor, nobody gains.
    assert document["eligibility"] == []
    (event,) = document["life_events"]
    assert (event["id"], event["regions"], event["same"]) == ("disability", [None, "430100"], False)
    assert event["touched"] == ["civil-affairs.disability-living-allowance"]


def test_a_person_is_shown_in_words_and_as_facts(capsys: pytest.CaptureFixture[str], edited: Edited) -> None:
    new = edited((ALLOWANCE, RULE, WIDER))
    assert main(["diff", str(DEFINITIONS), str(new), "--lang", "en", *ON]) == 1
    text = capsys.readouterr().out
    assert "1 parts change in meaning; 1 life events are touched" in text
    assert "meets it now and did not: for example" in text
    assert "met it and does not now: nobody (proved)" in text
    assert '{"holder.assistance_status": "tekun"}' in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_stands_by_itself(tmp_path: Path, edited: Edited, language: str) -> None:
    """One file that asks nobody for anything, in one language, without an unfilled field."""
    out = tmp_path / "difference.html"
    new = edited(
        (ALLOWANCE, RULE, WIDER), (ALLOWANCE, "plain_name: {zh: 生活补贴", "plain_name: {zh: 困难生活补贴")
    )
    assert main(["diff", str(DEFINITIONS), str(new), "--out", str(out), "--lang", language, *ON]) == 1
    page = out.read_text("utf-8")
    assert f"{ALLOWANCE}:22" in page
    body = page.partition("<body")[2]
    assert not re.search(r"(?:src|href)=\"(?!#)", body)
    assert bool(HAN.search(body)) is (language == "zh")
    assert "{{" not in body


def test_wrong_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path, edited: Edited) -> None:
    """A folder that is none, one with a file that cannot be read, a page that is no page."""
    assert main(["diff", str(DEFINITIONS), str(tmp_path / "nowhere")]) == 2
    assert main(["diff", str(DEFINITIONS), str(DEFINITIONS), "--out", str(tmp_path)]) == 2
    unread = edited((ALLOWANCE, "kind: benefit", "kind: [benefit"))
    capsys.readouterr()
    assert main(["diff", str(DEFINITIONS), str(unread)]) == 2
    assert ALLOWANCE in capsys.readouterr().err
