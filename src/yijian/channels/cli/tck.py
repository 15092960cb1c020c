"""`yijian tck`: the cases of the DMN Technology Compatibility Kit."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yijian.channels.cli.feel import encoded
from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.core.decisions.errors import ModelError
from yijian.core.decisions.evaluation import DecisionModel, DecisionResult
from yijian.core.decisions.model import Definitions
from yijian.core.decisions.test_kit import ExpectedResult, KitCase, agrees, read_cases
from yijian.core.decisions.xml_in import parse_definitions
from yijian.core.feel.times import midnight_utc
from yijian.core.feel.values import DateTime

if TYPE_CHECKING:
    from argparse import _SubParsersAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one result of one case; `id` is folder/file/case/result."""

    id: str
    passed: bool
    expected: Any
    got: Any
    reasons: tuple[str, ...] = ()


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "tck",
        help="run cases of the DMN Technology Compatibility Kit",
        description="Run every test file under a folder against its model. 运行 DMN 一致性测试集。",
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="folder with models and test files")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 where every case passes, else 1."""
    if not arguments.directory.is_dir():
        raise WrongUsage(f"there is no folder {arguments.directory}")
    outcomes = list(run_kit(arguments.directory, moment=midnight_utc(arguments.installation.today)))
    if not outcomes:
        raise WrongUsage(f"there is no test file under {arguments.directory}")
    failed = [outcome for outcome in outcomes if not outcome.passed]
    if arguments.json:
        print_json(
            {
                "total": len(outcomes),
                "passed": len(outcomes) - len(failed),
                "failed": [
                    {"id": each.id, "expected": each.expected, "got": each.got, "reasons": each.reasons}
                    for each in failed
                ],
            }
        )
    else:
        for each in failed:
            reasons = "".join(f"\n    {reason}" for reason in each.reasons)
            print(f"{each.id}\n    expected {each.expected!r}, got {each.got!r}{reasons}")
        print(f"{len(outcomes) - len(failed)} of {len(outcomes)} passed 通过")
    return 1 if failed else 0


def run_kit(directory: Path, *, moment: DateTime) -> Iterator[Outcome]:
    """The outcomes of all test files under a folder, in the order of their names; `moment` is what `now` says."""
    for path in sorted(directory.rglob("*.xml")):
        yield from _run_file(path, moment)


def _run_file(path: Path, moment: DateTime) -> Iterator[Outcome]:
    file = read_cases(path.read_bytes())
    place = f"{path.parent.name}/{path.name}"
    try:
        model = _model(path.parent / file.model)
    except (ModelError, OSError) as error:
        for case in file.cases:
            for result in case.results:
                yield Outcome(
                    id=f"{place}/{case.id}/{result.name}",
                    passed=False,
                    expected=encoded(result.value),
                    got=None,
                    reasons=(str(error),),
                )
        return
    for case in file.cases:
        for result in case.results:
            yield _outcome(f"{place}/{case.id}/{result.name}", model, case, result, moment)


def _outcome(
    identity: str, model: DecisionModel, case: KitCase, expected: ExpectedResult, moment: DateTime
) -> Outcome:
    try:
        if case.invoked is None:
            got = model.decide(expected.name, case.inputs, moment=moment)
        else:
            got = model.invoke(case.invoked, case.inputs, moment=moment)[expected.name]
    except KeyError as missing:
        reason = f"the model has no {missing}"
        return Outcome(
            id=identity, passed=False, expected=encoded(expected.value), got=None, reasons=(reason,)
        )
    passed = agrees(expected.value, got.value) and bool(got.failures) >= expected.error
    return Outcome(
        id=identity,
        passed=passed,
        expected=encoded(expected.value),
        got=encoded(got.value),
        reasons=_reasons(got),
    )


def _reasons(result: DecisionResult) -> tuple[str, ...]:
    return tuple(f"{failure.element}: {failure.error.text.en}" for failure in result.failures)


def _model(path: Path) -> DecisionModel:
    """The model of a document, with those of the same folder that it imports, directly or not."""
    definitions = parse_definitions(path.read_bytes())
    others: dict[str, Definitions] = {}
    if definitions.imports:
        for other in sorted(path.parent.glob("*.dmn")):
            if other != path:
                found = parse_definitions(other.read_bytes())
                others[found.namespace] = found
    return DecisionModel(definitions, _imported(definitions, others))


def _imported(definitions: Definitions, others: dict[str, Definitions]) -> list[Definitions]:
    found: dict[str, Definitions] = {}
    waiting = [definitions]
    while waiting:
        for each in waiting.pop().imports:
            if each.namespace in others and each.namespace not in found:
                found[each.namespace] = others[each.namespace]
                waiting.append(others[each.namespace])
    return list(found.values())
