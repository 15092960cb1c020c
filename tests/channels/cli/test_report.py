"""`yijian report guides`: the JSON that scripts read, pages that stand by themselves, and the table beside `compile`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.channels.cli.test_commands import DEFINITIONS, ON, run
from yijian.site.main import main

SMALL = ("--definitions", str(DEFINITIONS.parent / "tests/golden/definitions/good/minimal"))
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `--out` makes."""
    folder = tmp_path_factory.mktemp("report") / "guides"
    assert main(["report", "guides", "--out", str(folder), *ON]) == 0
    return folder


@pytest.fixture(scope="module")
def document(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "guides.json").read_text("utf-8"))
    return found


def test_the_document_has_its_keys(document: dict[str, Any]) -> None:
    assert document.keys() == {"on", "definitions", "region", "tally", "guides"}
    assert document["on"] == "2026-11-24"
    assert document["tally"].keys() == {"guides", "compared", "days", "papers"}
    assert {step: len(keys) for step, keys in document["tally"]["days"]["longest_part"].items()} == {
        "face_value": 9,
        "limits_meant": 6,
        "usual": 5,
        "counted": 4,
        "everybody": 2,
    }
    for guide in document["guides"]:
        assert guide.keys() == {
            "id",
            "region",
            "life_event",
            "source",
            "certainty",
            "areas",
            "distinct_texts",
            "papers",
            "figures",
            "days",
            "caveats",
            "contradictions",
            "sources",
        }


def test_a_guide_says_what_is_promised_what_its_parts_allow_and_where_both_stand(
    document: dict[str, Any],
) -> None:
    guide = next(one for one in document["guides"] if one["id"] == "430100/newborn")
    days = guide["figures"][0]
    assert days == {
        "name": "days",
        "published": {"before": 72, "after": 5},
        "derived": {"before": 82, "after": 45},
        "range": {"least": 45, "most": 45},
        "allows": "not_so_few",
        "words": "45 个工作日，比公布的多 40",
        "lacking": [],
    }
    assert guide["figures"][1]["derived"] == {"before": None, "after": None}
    assert guide["figures"][1]["lacking"]
    assert (guide["days"]["promised"], guide["days"]["usual"]) == (5, 45)
    card = next(one for one in guide["days"]["parts"] if one["service"] == "hr.social-security-card")
    assert (card["days"], card["may_be_left_out"], card["looks_like_a_default"]) == (30, True, False)
    for place in (card["place"], guide["days"]["place"]):
        line = (DEFINITIONS / place["file"]).read_text("utf-8").splitlines()[place["line"] - 1]
        assert "promised" in line
    papers = next(one for one in guide["contradictions"] if one["code"] == "CLAIM_PAPERS_DIFFER")
    assert [place["source"] for place in papers["places"]] == ["HN", "HN"]
    assert {"HN", "ZS"} <= {source["id"] for source in guide["sources"]}


def test_the_pages_stand_by_themselves_in_both_languages(written: Path) -> None:
    chinese = (written / "guides.html").read_text("utf-8")
    english = (written / "guides.en.html").read_text("utf-8")
    for page, other in ((chinese, "guides.en.html"), (english, "guides.html")):
        assert page.count("<h1>") == 1
        assert f'href="{other}"' in page
        assert not re.search(r"<script|<link|@import|url\(|\ssrc=", page)
        assert "{{" not in page
        assert "{%" not in page
    assert '<html lang="zh-CN"' in chinese
    assert '<html lang="en"' in english
    assert "regions/430100/newborn.yaml:" in chinese
    body = re.sub(r'<span class="yj-mark">.*?</span>', "", english[english.index("<body") :])
    lines = [line for line in re.split(r"<[^>]+>", body) if len(HAN.findall(line)) > 12]
    assert lines == []


def test_one_page_goes_to_a_file_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert main(["report", "guides", "--out", str(page), "--language", "en", *SMALL]) == 0
    text = page.read_text("utf-8")
    assert "Published guides and their own parts" in text
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_without_anything_it_is_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "guides", "--lang", "en", *ON]) == 0
    said = capsys.readouterr().out
    assert "17 guides, 13 of them compared" in said
    assert re.search(r"^ +9 +at face value", said, re.MULTILINE)
    assert "A child is born: 5 days for the whole, 45 by the parts in the usual situation" in said


def test_without_guides_there_is_nothing_to_report(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "services").mkdir()
    code, document, _ = run(capsys, "report", "guides", "--definitions", str(tmp_path))
    assert (code, document["guides"]) == (1, [])


@pytest.mark.parametrize("out", ["/dev/null/x", "/dev/null/x.html"])
def test_where_nothing_can_be_written_is_said(capsys: pytest.CaptureFixture[str], out: str) -> None:
    assert main(["report", "guides", "--out", out, *SMALL]) == 2
    assert "/dev/null" in capsys.readouterr().err


# Beside `compile`


def test_compile_gives_the_parts_of_each_figure_and_the_published_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, document, _ = run(capsys, "compile", "newborn", *ON)
    for name, figure in document["savings"].items():
        parts = document["savings_parts"][name]
        if figure is None:
            assert parts is None
            continue
        for side in ("before", "after"):
            assert figure[side] == sum(part[side] for part in parts), name
            if name in ("papers", "fields"):
                items = [item for part in parts for item in part["items"]]
                assert figure[side] == sum(item[side] for item in items), name
    held = [
        item
        for part in document["savings_parts"]["papers"]
        for item in part["items"]
        if item["fate"] == "register"
    ]
    assert {item["register"] for item in held} == {"population", "marriage"}
    assert [one["name"] for one in document["published"]] == ["days", "visits", "papers", "steps"]
    assert document["published"][0]["published"] == {"before": 72, "after": 5}


def test_the_table_has_four_rows_a_thing_with_what_the_parts_allow(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["compile", "--all", "--table", "--lang", "en", *ON]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 4 * 13
    cells = [re.split(r" {2,}", line.strip()) for line in lines]
    assert cells[0] == [
        "life event",
        "figure",
        "guide",
        "from the parts",
        "over everybody",
        "what the parts allow",
    ]
    newborn = next(row for row in cells if row[0] == "A child is born")
    assert newborn[1:] == ["Days", "72 → 5", "82 → 45", "45", "45 working days, 40 more than published"]
