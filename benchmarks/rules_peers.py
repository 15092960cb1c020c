"""The other engines, in an environment of their own: a worker that evaluates the eight rules and answers in lines.

It reads `ENGINE NUMBER` and evaluates so many persons; it writes how many of their rules hold. Run by `benchmarks.rules`
with the interpreter into which `requirements-peers.lock` is installed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from benefit_rules import RULES, Person, persons  # type: ignore[import-not-found]  # beside this file, run as a script

Evaluate = Callable[[Person], list[bool]]


def bkflow_feel() -> Evaluate:
    """FEEL, parsed on every call: it offers nothing else."""
    from bkflow_feel.api import parse_expression  # type: ignore[import-not-found]  # a peer

    return lambda person: [parse_expression(rule, person) for rule in RULES]


def cel_python() -> Evaluate:
    """CEL, compiled once; the facts of a person are converted once."""
    import celpy  # type: ignore[import-not-found]  # a peer

    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    programs = [environment.program(environment.compile(_as_cel(rule))) for rule in RULES]

    def evaluate(person: Person) -> list[bool]:
        facts = celpy.json_to_cel(person)
        return [bool(program.evaluate(facts)) for program in programs]

    return evaluate


def _as_cel(rule: str) -> str:
    return rule.replace(" and ", " && ").replace(" or ", " || ").replace(" = ", " == ")


def zen_engine() -> Evaluate:
    """A decision graph whose one node has the eight expressions."""
    import zen  # type: ignore[import-not-found]  # a peer

    expressions = [
        {"id": f"e{at}", "key": f"r{at}", "value": rule.replace(" = ", " == ")}
        for at, rule in enumerate(RULES)
    ]
    graph: dict[str, Any] = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {
                "id": "rules",
                "type": "expressionNode",
                "name": "rules",
                "content": {"expressions": expressions},
            },
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "rules"},
            {"id": "2", "sourceId": "rules", "targetId": "out"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def evaluate(person: Person) -> list[bool]:
        result = decision.evaluate(person)["result"]
        return [result[f"r{at}"] for at in range(len(RULES))]

    return evaluate


def main() -> None:
    """Serve until the input ends."""
    engines = {"bkflow-feel": bkflow_feel(), "cel-python": cel_python(), "zen-engine": zen_engine()}
    everybody = persons(200)
    for line in sys.stdin:
        engine, number = line.split()
        evaluate = engines[engine]
        print(sum(sum(map(bool, evaluate(person))) for person in everybody[: int(number)]), flush=True)


if __name__ == "__main__":
    main()
