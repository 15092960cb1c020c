"""The guide tells the truth: every example and every table in it is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yijian.core.feel import NOT_APPLICABLE, UNKNOWN, FeelSyntaxError, Result, evaluate, parse
from yijian.core.feel.builtins import BUILTINS

GUIDE = (Path(__file__).parents[2] / "docs" / "rules-language.md").read_text(encoding="utf-8")
CONDITIONS: dict[str, object] = {
    "true": True,
    "false": False,
    "null": None,
    "unknown": UNKNOWN,
    "n/a": NOT_APPLICABLE,
}


def blocks(language: str) -> list[list[str]]:
    return [body.strip().splitlines() for body in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)]


def examples() -> list[tuple[str, str, str]]:
    """The facts, the expression and the expected outcome of each line."""
    found: list[tuple[str, str, str]] = []
    for block in blocks("feel"):
        facts = "{}"
        for line in block:
            if line.startswith("facts "):
                facts = line.removeprefix("facts ")
            else:
                expression, outcome = line.split(" → ")
                found.append((facts, expression, outcome))
    return found


@pytest.mark.parametrize(("facts", "expression", "outcome"), examples())
def test_examples(facts: str, expression: str, outcome: str) -> None:
    told = evaluate(parse(facts), {}).value
    assert isinstance(told, dict)
    result = evaluate(parse(expression), {**told, "na": NOT_APPLICABLE})
    if outcome.startswith("unknown: "):
        assert result == Result(value=UNKNOWN, needs=frozenset(outcome.removeprefix("unknown: ").split(", ")))
    elif outcome == "not applicable":
        assert result == Result(value=NOT_APPLICABLE)
    elif outcome == "null with an error":
        assert result.value is None
        assert result.errors
    else:
        assert result == evaluate(parse(outcome), {})


@pytest.mark.parametrize("line", [line for block in blocks("refused") for line in block])
def test_refused_texts(line: str) -> None:
    text, advice = line.split(" → ")
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    assert advice in caught.value.text.zh


@pytest.mark.parametrize("operator", ["and", "or"])
def test_truth_tables(operator: str) -> None:
    start = GUIDE.index(f"| {operator} | true")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in GUIDE[start:].split("\n\n")[0].splitlines()
    ]
    columns, cells = rows[0][1:], rows[2:]
    assert columns == [row[0] for row in cells] == list(CONDITIONS)
    for left, *row in cells:
        for right, expected in zip(columns, row, strict=True):
            facts = {"a": CONDITIONS[left], "b": CONDITIONS[right]}
            assert evaluate(parse(f"a {operator} b"), facts).value is CONDITIONS[expected], (left, right)


def test_every_function_is_listed() -> None:
    listed = re.findall(r"`([^`]+)`", GUIDE[GUIDE.index("## 6. Functions") : GUIDE.index("Four of them")])
    assert sorted(listed) == sorted(BUILTINS)


def test_the_guide_has_examples() -> None:
    assert len(examples()) > 50
