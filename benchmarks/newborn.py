"""`make bench NAME=newborn`: what the first one thing costs to compile, to ask about, to show and to move on.

Definitions are measured here; pages and commands in processes of their own, commands on SQLite with every commit
synced (FULL, as it is shipped) and on PostgreSQL with every commit synced.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

import yaml

from benchmarks.measuring import Ratio, Seconds, in_turns, ratio, report
from tests.postgresql_server import PostgresqlServer
from yijian.connectors.definitions.loader import load_package
from yijian.core.compiler.author_tests import run_author_tests
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.verification.checks import check_package

DEFINITIONS: Final = Path(__file__).parents[1] / "definitions"
ON: Final = date(2026, 11, 24)
REGION: Final = "430100"
ROUNDS: Final = 7


def main() -> int:
    """Measure and report; 1 where a ratio is below what it must be."""
    definitions = measure_definitions()
    pages = measured_inside("pages", database_url=None)
    on_sqlite = measured_inside("case_commands", database_url=None)
    on_postgresql = commands_on_postgresql()
    figures = {
        "load_definitions_ms": in_ms(definitions["load"]),
        "compile_newborn_ms": in_ms(definitions["compile"]),
        "check_all_definitions_ms": in_ms(definitions["check"]),
        "guide_page_ms": in_ms(pages["guide"]),
        "next_question_page_ms": in_ms(pages["next_question"]),
        "case_page_ms": in_ms(pages["case"]),
        "decisions_per_second_in_memory": per_second(on_sqlite["decide"]),
        "commands_per_second_sqlite": per_second(on_sqlite["command"]),
        "commands_per_second_postgresql": per_second(on_postgresql["command"]),
        "answers_saved_per_second_sqlite": per_second(on_sqlite["use_case"]),
        "answers_saved_per_second_postgresql": per_second(on_postgresql["use_case"]),
        "floor_transactions_per_second_sqlite": per_second(on_sqlite["floor"]),
        "floor_transactions_per_second_postgresql": per_second(on_postgresql["floor"]),
    }
    yaml_alone = "reading the YAML of all definitions with PyYAML's C parser"
    empty = "an empty page through the same middleware"
    bare = "a bare transaction: SELECT, UPDATE, INSERT of the same sizes"
    ratios: dict[str, Ratio] = {
        "compile_newborn": ratio(
            definitions["compile"], floor=definitions["yaml"], against=yaml_alone, must=0.8
        ),
        "check_all_definitions": ratio(
            definitions["check"], floor=definitions["yaml"], against=yaml_alone, must=0.02
        ),
        "next_question_page": ratio(pages["next_question"], floor=pages["empty"], against=empty, must=0.001),
        "case_page": ratio(pages["case"], floor=pages["empty"], against=empty, must=0.006),
        "command_sqlite": ratio(on_sqlite["command"], floor=on_sqlite["floor"], against=bare, must=0.1),
        "command_postgresql": ratio(
            on_postgresql["command"], floor=on_postgresql["floor"], against=bare, must=0.1
        ),
        "command_sqlite_in_memory": ratio(
            on_sqlite["command"],
            floor=on_sqlite["decide"],
            against="the decision alone, in memory",
            must=0.0005,
        ),
    }
    return report(bench="newborn", figures=figures, ratios=ratios)


def measure_definitions() -> dict[str, Seconds]:
    """Seconds of `yaml` (the floor), `load`, `compile` and `check` in each round."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(DEFINITIONS.rglob("*.yaml"))]
    loaded = load_package(DEFINITIONS)

    def read_yaml() -> None:
        for text in texts:
            yaml.load(text, Loader=yaml.CSafeLoader)

    def compile_newborn() -> None:
        if compile_life_event(loaded.package, "newborn", on=ON, region=REGION).one_thing is None:
            raise RuntimeError("newborn does not compile")

    def check_all() -> None:
        """As `yijian check` does: read, check, compile for every region, run the authors' tests."""
        read = load_package(DEFINITIONS)
        check_package(read.package, read.calendar)
        for overlay in (None, *read.package.overlays.values()):
            compile_life_event(read.package, "newborn", on=ON, region=overlay.region if overlay else None)
        for life_event, tests in read.author_tests.items():
            run_author_tests(read.package, life_event, tests, calendar=read.calendar)

    return in_turns(
        {
            "yaml": (read_yaml, 1),
            "load": (lambda: load_package(DEFINITIONS), 1),
            "compile": (compile_newborn, 1),
            "check": (check_all, 1),
        },
        rounds=ROUNDS,
    )


def commands_on_postgresql() -> dict[str, Seconds]:
    """The commands on a server of this run that syncs every commit."""
    server = PostgresqlServer(durable=True)
    server.start()
    try:
        return measured_inside("case_commands", database_url=server.url)
    finally:
        server.stop()


def measured_inside(name: str, *, database_url: str | None) -> dict[str, Seconds]:
    """What `benchmarks.inside` measures in a process of its own; without an address on a SQLite file of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("YIJIAN_")}
    if database_url is not None:
        environment["YIJIAN_DATABASE_URL"] = database_url
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.inside", name],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return {act: tuple(seconds) for act, seconds in json.loads(answer.stdout.splitlines()[-1]).items()}


def in_ms(seconds: Seconds) -> float:
    """The median in milliseconds."""
    return round(median(seconds) * 1000, 3)


def per_second(seconds: Seconds) -> float:
    """How many a second, by the median."""
    return round(1 / median(seconds), 1)


if __name__ == "__main__":
    raise SystemExit(main())
