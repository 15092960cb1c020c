"""`make bench NAME=rules`: how fast a rule decides, against the same rule written by hand and against other engines.

Eight benefit rules over thirteen facts. Everything is measured in turns in one run; the other engines are installed from
`requirements-peers.lock` into an environment of their own and answer from a process of their own.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

from benchmarks.benefit_rules import CODES, FLAGS, RANGES, RULES, Person, persons
from benchmarks.measuring import Ratio, Seconds, in_turns, ratio, report, seconds_of
from yijian.core.feel import BOOLEAN, INTEGER, Code, Type, check_types, compile_expression, parse
from yijian.core.feel.fast import compile_fast
from yijian.core.feel.fast_kleene import compile_condition
from yijian.core.feel.lowering import Ranges, lower

HERE: Final = Path(__file__).parent
PEERS: Final = HERE / "requirements-peers.lock"
ROUNDS: Final = 9
OURS: Final = 200
"""Persons in a round."""
THEIRS: Final = {"bkflow-feel": 10, "cel-python": 10, "zen-engine": 50}
MUST: Final = {"bkflow-feel": 300, "cel-python": 300, "zen-engine": 30}
SCOPE: Final[Mapping[str, Type]] = {
    **dict.fromkeys(RANGES, INTEGER),
    **dict.fromkeys(FLAGS, BOOLEAN),
    **{name: Code(name, codes) for name, codes in CODES.items()},
}
BY_HAND: Final[tuple[Callable[[Mapping[str, Any]], bool], ...]] = (
    lambda f: f["age"] >= 80 and f["household"] == "local",
    lambda f: f["out_of_work"] and f["months"] >= 12 and f["age"] < 60,
    lambda f: f["level"] in ("1", "2") and f["household"] == "local",
    lambda f: f["children"] >= 1 and f["youngest"] < 36 and (f["household"] == "local" or f["married"]),
    lambda f: f["income"] < 80000 and not f["owns_home"],
    lambda f: not f["owns_home"] and f["rent"] * 3 > f["income"] and f["income"] < 400000,
    lambda f: f["veteran"] and (f["age"] >= 60 or f["level"] in ("1", "2", "3")),
    lambda f: f["months"] >= 6 and f["pension"] * 55 < 12000000,
)
"""The rules as a programmer would write them, on the same values."""


def main() -> int:
    """Measure and report; 1 where a ratio is below what it must be."""
    everybody = persons(OURS)
    half_told = _half_told(everybody)
    expressions = [parse(rule) for rule in RULES]
    ranges = Ranges(numbers=RANGES)
    lowered = [lower(each, SCOPE, ranges=ranges) for each in expressions]
    fast = [compile_fast(each) for each in lowered]
    roots = frozenset(SCOPE)
    conditions = [
        compile_condition(each, expression, roots=roots)
        for each, expression in zip(lowered, expressions, strict=True)
    ]
    compiled = [compile_expression(each, roots=SCOPE) for each in expressions]
    for person in everybody:
        expected = [rule(person) for rule in BY_HAND]
        assert [rule(person) for rule in fast] == expected
        assert [condition.evaluate(person)[0] for condition in conditions] == expected
        assert [rule.evaluate(person).value for rule in compiled] == expected
    with other_engines() as ask:
        for engine, number in THEIRS.items():
            assert ask(engine, number) == sum(
                rule(person) for person in everybody[:number] for rule in BY_HAND
            )
        taken = in_turns(
            {
                "by_hand": (lambda: [rule(person) for person in everybody for rule in BY_HAND], 3),
                "fast": (lambda: [rule(person) for person in everybody for rule in fast], 3),
                "kleene": (lambda: [each.evaluate(person) for person in everybody for each in conditions], 3),
                "kleene_partial": (
                    lambda: [each.evaluate(person) for person in half_told for each in conditions],
                    3,
                ),
                "evaluator": (
                    lambda: [rule.evaluate(person) for person in everybody for rule in compiled],
                    1,
                ),
                "evaluator_partial": (
                    lambda: [rule.evaluate(person) for person in half_told for rule in compiled],
                    1,
                ),
                **{name: (partial(ask, name, number), 1) for name, number in THEIRS.items()},
            },
            rounds=ROUNDS,
        )
    a_person = {name: _scaled(seconds, THEIRS.get(name, OURS)) for name, seconds in taken.items()}
    reading = tuple(seconds_of(_read_a_thousand) for _ in range(3))
    figures = {f"{name}_us_a_person": round(median(each) * 1e6, 3) for name, each in a_person.items()}
    figures["parse_and_type_1000_rules_s"] = round(median(reading), 3)
    closure = "the same rules as Python closures by hand"
    kit = _seconds_of_the_kit()
    if kit is not None:
        figures["conformance_kit_s"] = round(kit, 3)
    ratios = {
        "all_known": ratio(a_person["fast"], floor=a_person["by_hand"], against=closure, must=0.5),
        "three_valued": ratio(a_person["kleene"], floor=a_person["by_hand"], against=closure, must=0.125),
        "three_valued_partial_persons": ratio(
            a_person["kleene_partial"], floor=a_person["by_hand"], against=closure, must=0.125
        ),
        **{
            f"against_{name}": ratio(a_person["fast"], floor=a_person[name], against=name, must=MUST[name])
            for name in THEIRS
        },
        "parse_and_type_1000_rules": Ratio(
            value=round(1 / median(reading), 2), must=1, against="one second", runs=len(reading)
        ),
    }
    if kit is not None:
        ratios["conformance_kit"] = Ratio(value=round(60 / kit, 2), must=1, against="sixty seconds", runs=1)
    return report(bench="rules", figures=figures, ratios=ratios)


def _scaled(seconds: Seconds, number: int) -> Seconds:
    return tuple(each / number for each in seconds)


def _half_told(everybody: list[Person]) -> list[Person]:
    """The same persons with half of their facts not told."""
    random = Random(2)
    return [{name: value for name, value in person.items() if random.random() < 0.5} for person in everybody]


def _read_a_thousand() -> None:
    for number in range(1000):
        rule = RULES[number % len(RULES)]
        assert not check_types(parse(rule), SCOPE).findings


def _seconds_of_the_kit() -> float | None:
    """How long `yijian tck` takes for the whole conformance kit; None where the kit is not there."""
    kit = Path(os.environ.get("YIJIAN_CONFORMANCE", HERE.parents[1] / "shared" / "conformance")) / "dmn-tck"
    if not kit.is_dir():
        print(f"no conformance kit in {kit}: not measured", file=sys.stderr)
        return None
    command = [sys.executable, "-m", "yijian.site.main", "tck", str(kit), "--json"]
    return seconds_of(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False))


@contextmanager
def other_engines() -> Iterator[Callable[[str, int], int]]:
    """A function that lets an engine decide for so many persons; it gives how many rules hold."""
    with subprocess.Popen(
        [str(_peers_python()), str(HERE / "rules_peers.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as worker:
        sent, answered = worker.stdin, worker.stdout
        if sent is None or answered is None:
            raise RuntimeError("the other engines cannot be spoken to")

        def ask(engine: str, number: int) -> int:
            sent.write(f"{engine} {number}\n")
            sent.flush()
            return int(answered.readline())

        yield ask
        sent.close()


def _peers_python() -> Path:
    """The interpreter of the environment of the other engines, made where it is not there."""
    mark = hashlib.sha256(PEERS.read_bytes()).hexdigest()[:12]
    directory = Path(os.environ.get("YIJIAN_DATA_DIR", HERE.parent / "var")) / f"peers-{mark}"
    python = directory / "bin" / "python"
    if not (directory / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", directory], check=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
        subprocess.run([*install, "-r", str(PEERS)], check=True, stdout=sys.stderr)
        (directory / ".installed").write_text(json.dumps({"lock": mark}))
    return python


if __name__ == "__main__":
    raise SystemExit(main())
