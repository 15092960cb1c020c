"""The commands that others script against: shapes, exit codes, and what goes where."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.compiler.newborn_facts import FAMILY
from yijian.site.main import main

DEFINITIONS = Path(__file__).parents[3] / "definitions"
ON = ("--on", "2026-11-24", "--definitions", str(DEFINITIONS), "--region", "430100")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any, str]:
    """Exit code, the one JSON document on standard output, and standard error."""
    code = main([*argv, "--json"])
    captured = capsys.readouterr()
    return code, json.loads(captured.out), captured.err


@pytest.fixture
def facts_file(tmp_path: Path) -> str:
    """The facts of an ordinary family."""
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(FAMILY), "utf-8")
    return str(path)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The shipped definitions with one service gone."""
    folder = tmp_path / "definitions"
    shutil.copytree(DEFINITIONS, folder)
    (folder / "services/police/birth-registration.yaml").unlink()
    return folder


def test_compile_has_the_agreed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Without facts: the reference case, services that may be undecided, ranges."""
    code, document, _ = run(capsys, "compile", "newborn", *ON)
    assert code == 0
    assert {
        "id", "hash", "basis", "services", "questions", "form", "evidence", "schedule", "savings", "ranges", "findings",
    } <= document.keys()  # fmt: skip
    assert (document["id"], document["basis"], len(document["hash"])) == ("newborn", "reference_case", 64)
    included = {one["id"]: one["included"] for one in document["services"]}
    assert included["police.birth-registration"] is True
    assert included["insurance.maternity-benefit"] is None
    assert document["questions"]["next"] in document["questions"]["list"]
    assert {"total", "expected", "next", "list"} == document["questions"].keys()
    assert {"fields", "prefilled"} == document["form"].keys()
    assert {"applicant", "register", "output", "minimal", "objective"} <= document["evidence"].keys()
    assert document["evidence"]["minimal"] is True
    assert document["schedule"]["promised_days"] == 45
    assert document["schedule"]["first_result_days"] == 1
    assert document["schedule"]["statutory_days"] is None
    assert document["schedule"]["critical_path"] == [
        "health.birth-certificate",
        "police.birth-registration",
        "hr.social-security-card",
    ]
    assert document["savings"]["visits"] is None
    assert document["savings"]["steps"] == {"before": 7, "after": 1}
    assert document["ranges"]["days"] == {"least": 45, "most": 45}


def test_compile_with_facts(capsys: pytest.CaptureFixture[str], facts_file: str) -> None:
    """Everything is decided: no question left, no null among the services."""
    code, document, _ = run(capsys, "compile", "newborn", "--facts", facts_file, *ON)
    assert (code, document["basis"], document["admitted"]) == (0, "facts", True)
    assert document["questions"] == {"total": 21, "expected": 0, "next": None, "list": []}
    assert document["evidence"]["applicant"] == ["delivery-record", "informed-consent-form"]
    assert all(one["included"] is not None for one in document["services"])


def test_compile_all(capsys: pytest.CaptureFixture[str]) -> None:
    """A list of the same documents, or a table beside the published figures."""
    code, documents, _ = run(capsys, "compile", "--all", *ON)
    assert code == 0
    assert "newborn" in [document["id"] for document in documents]
    assert main(["compile", "--all", "--table", "--lang", "en", *ON]) == 0
    table = capsys.readouterr().out
    assert "82 → 45" in table
    assert "72 → 5" in table


def test_compiling_broken_definitions_gives_findings_and_no_traceback(
    capsys: pytest.CaptureFixture[str], broken: Path
) -> None:
    """Exit code 1, the finding in the document."""
    code, document, _ = run(capsys, "compile", "newborn", "--definitions", str(broken))
    assert (code, document["id"], document["hash"]) == (1, "newborn", None)
    assert "SERVICE_UNKNOWN" in [finding["code"] for finding in document["findings"]]


def test_an_unknown_life_event_is_a_failure_not_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """The command was right, the thing does not exist."""
    code, document, _ = run(capsys, "compile", "wedding", *ON)
    assert code == 1
    assert [finding["code"] for finding in document["findings"]] == ["LIFE_EVENT_UNKNOWN"]


def test_check_is_sound_for_what_we_ship(capsys: pytest.CaptureFixture[str]) -> None:
    """Warnings may stay; each finding says where and how to repair it."""
    code, document, _ = run(capsys, "check", str(DEFINITIONS))
    assert (code, document["errors"]) == (0, 0)
    assert document["warnings"] == len(document["findings"])
    for finding in document["findings"]:
        assert finding.keys() == {"code", "severity", "message", "places", "repair", "witness"}
        assert finding["places"][0].keys() == {"file", "line", "path"}


def test_check_finds_what_is_broken(capsys: pytest.CaptureFixture[str], broken: Path) -> None:
    """A file that cannot be read and a service that is missing are both told."""
    (broken / "services/health/vaccination-book.yaml").write_text("id: [", "utf-8")
    code, document, _ = run(capsys, "check", str(broken))
    assert code == 1
    assert document["errors"] >= 2


def test_check_in_words_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Findings on standard error, the count on standard output."""
    assert main(["check", str(DEFINITIONS), "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("0 errors, ")
    assert "warning" in captured.err


def test_what_was_not_found_is_counted_unless_each_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Hundreds of lines alike do not bury what is wrong; nothing is lost by it."""
    main(["check", str(DEFINITIONS), "--lang", "en"])
    short = capsys.readouterr()
    main(["check", str(DEFINITIONS), "--lang", "en", "--gaps"])
    long = capsys.readouterr()
    assert short.out == long.out
    listed = long.err.count("_NOT_FOUND: ") - long.err.count("RULE_DATE_NOT_FOUND")
    assert f"{listed} facts not found, and none made up: " in short.err
    assert "BASIS_NOT_FOUND" not in short.err
    assert "RULE_DATE_NOT_FOUND" in short.err


def test_a_finding_names_the_person_who_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    """A claim that holds for some only: for whom it does not."""
    main(["check", str(DEFINITIONS), "--lang", "en"])
    assert 'For example bankruptcy.fields = "customs"\n' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "document"),
    [
        (["1 + 2"], {"known": True, "value": 3, "errors": [], "needs": []}),
        (["0.1 + 0.2"], {"known": True, "value": "0.3", "errors": [], "needs": []}),
        (["a.b > 1 and c", "--context", '{"a": {"b": 2}}'], {"known": False, "value": None, "errors": [], "needs": ["c"]}),
        (["a.b > 1 and c", "--context", '{"a": {"b": 1}}'], {"known": True, "value": False, "errors": [], "needs": []}),
        (["x * 2", "--context", '{"x": 1.25}'], {"known": True, "value": "2.50", "errors": [], "needs": []}),
        (['date("2026-11-24")'], {"known": True, "value": "2026-11-24", "errors": [], "needs": []}),
        (['@"P1Y2M"'], {"known": True, "value": "P1Y2M", "errors": [], "needs": []}),
        (["[1, {a: null}]"], {"known": True, "value": [1, {"a": None}], "errors": [], "needs": []}),
    ],
)  # fmt: skip
def test_feel(capsys: pytest.CaptureFixture[str], argv: list[str], document: dict[str, object]) -> None:
    """Names that the context does not hold are unknown; decimals stay exact."""
    assert run(capsys, "feel", *argv)[:2] == (0, document)


def test_feel_that_is_no_feel(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, the place in the message."""
    code, document, _ = run(capsys, "feel", "1 +")
    assert (code, document["known"], document["value"]) == (1, False, None)
    assert "column 4" in document["errors"][0]


def test_a_null_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    """A value that could not be computed is null, with the reason."""
    code, document, _ = run(capsys, "feel", '1 + "a"')
    assert (code, document["known"], document["value"]) == (0, True, None)
    assert document["errors"]


def test_export_writes_a_schema_for_each_kind(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Editors can check a service while it is written: unknown keys are not allowed."""
    out = tmp_path / "schemas"
    assert main(["export", "json-schema", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    schema = json.loads((out / "service.schema.json").read_text("utf-8"))
    assert schema["additionalProperties"] is False
    assert {"id", "roles", "evidence", "time_limits"} <= schema["properties"].keys()
    assert (out / "life-event.schema.json").exists()


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["dance"],
        ["compile"],
        ["compile", "newborn", "--all"],
        ["compile", "newborn", "--table"],
        ["compile", "newborn", "--definitions", "/nowhere"],
        ["compile", "newborn", "--facts", "/nowhere.json", *ON],
        ["compile", "newborn", "--on", "tomorrow"],
        ["check", "/nowhere"],
        ["feel", "1", "--context", "{"],
        ["feel", "1", "--context", "[1]"],
        ["export", "json-schema"],
        ["export", "json-schema", "--out", "/dev/null/x"],
    ],
)
def test_wrong_usage_is_2_and_says_so_on_standard_error(
    capsys: pytest.CaptureFixture[str], argv: list[str]
) -> None:
    """Nothing on standard output, no traceback."""
    try:
        code = main(argv)
    except SystemExit as end:  # argparse leaves this way
        code = int(end.code or 0)
    captured = capsys.readouterr()
    assert code == 2
    assert captured.out == ""
    assert captured.err
    assert "Traceback" not in captured.err


def test_facts_that_do_not_fit_are_wrong_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The message names the fact."""
    path = tmp_path / "facts.json"
    path.write_text('{"mother.etnicity": "01"}', "utf-8")
    assert main(["compile", "newborn", "--facts", str(path), *ON]) == 2
    assert "mother.etnicity" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The installation's settings are read before any command."""
    monkeypatch.setenv("YIJIAN_REGISTERS_TIMEOUT", "soon")
    assert main(["feel", "1"]) == 2
    assert "YIJIAN_REGISTERS_TIMEOUT" in capsys.readouterr().err


def test_help_explains_every_command_in_one_screen(capsys: pytest.CaptureFixture[str]) -> None:
    """Each command has a line of its own."""
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    text = capsys.readouterr().out
    assert end.value.code == 0
    assert len(text.splitlines()) <= 40
    for command in ("check", "compile", "ask", "feel", "export", "registers"):
        assert f"\n    {command} " in text


def test_compile_tells_the_days_with_and_without_what_stops_the_clock(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Notice and objections of the certificate are in its limit; how long a re-check takes nobody publishes."""
    _, document, _ = run(capsys, "compile", "disability", *ON)
    schedule = document["schedule"]
    assert schedule["promised_days"] == schedule["typical_days"] == schedule["worst_days"] == 37
    assert [
        (one["id"], one["limit"]["amount"], one["usual"], one["counted"]) for one in schedule["stops"]
    ] == [
        ("public-notice", 5, True, True),
        ("objection", 10, False, True),
    ]
    assert {one["certainty"] for one in schedule["stops"]} == {"inferred"}
    _, document, _ = run(capsys, "compile", "restaurant", *ON)
    schedule = document["schedule"]
    assert schedule["typical_days"] == schedule["promised_days"]
    assert schedule["worst_days"] is None
    assert {(one["id"], one["limit"]) for one in schedule["stops"]} == {("recheck", None)}
    assert schedule["stops_not_found"]
    _, document, _ = run(capsys, "compile", "newborn", *ON)
    assert document["schedule"]["stops"] == []
    assert document["schedule"]["worst_days"] is None


@pytest.mark.parametrize(
    ("life_event", "language", "said"),
    [
        ("disability", "zh", ("加上一般都有的程序：37 个工作日", "用满，最长：37 个工作日", "推断的")),
        ("restaurant", "zh", ("最长：推不出来", "最长多久没有公布", "没有算进去")),
        ("restaurant", "en", ("at most: not derivable", "how long is not published", "not counted")),
        ("newborn", "zh", ("没有公布有没有公示、检测、听证这类停表的程序",)),
    ],
)
def test_compile_says_in_words_what_stops_the_clock(
    capsys: pytest.CaptureFixture[str], life_event: str, language: str, said: tuple[str, ...]
) -> None:
    assert main(["compile", life_event, *ON, "--lang", language]) == 0
    shown = capsys.readouterr().out
    for words in said:
        assert words in shown


def test_each_decision_comes_with_its_reasons(capsys: pytest.CaptureFixture[str], facts_file: str) -> None:
    """`--why`: the outcome, the sentences, what the rule rests on; nothing of it without being asked for."""
    code, document, _ = run(capsys, "compile", "newborn", "--facts", facts_file, "--why", *ON)
    assert code == 0
    decisions = {(one["kind"], one["id"]): one for one in document["decisions"]}
    same = decisions["admission", "same-ethnicity"]
    assert same["holds"] is True
    assert same["basis"] == [{"clause": None, "certainty": "published", "source": "HN"}]
    assert same["reasons"][0]["parts"][-1]["zh"].startswith("妈妈的民族是")
    assert {one["id"]: one["included"] for one in document["services"]} == {
        one["id"].partition("[")[0]: one["holds"] for one in document["decisions"] if one["kind"] == "service"
    }
    assert "decisions" not in run(capsys, "compile", "newborn", "--facts", facts_file, *ON)[1]
    assert main(["compile", "--all", "--why"]) == 2


def test_an_expression_comes_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    expression, context = "age >= 80 and local", json.dumps({"age": 85})
    _, document, _ = run(capsys, "feel", expression, "--context", context, "--why")
    assert (document["reason"]["zh"], document["reason"]["holds"]) == ("还不知道：local", None)
    assert main(["feel", expression, "--context", json.dumps({"age": 79}), "--why"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "false",
        "    ✗ age是 79，少于 80",
        "    ✗ Age is 79, which is less than 80",
    ]
