"""`yijian report questions`: how many questions each one thing takes, beside two other ways of asking."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from yijian.channels.cli.reading import day, load, region
from yijian.channels.cli.terminal import print_json
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.question_orders import PERSONS, QuestionOrders, compare_orders
from yijian.core.compiler.situation import Situation

_HEADINGS = {
    "zh": ("一件事", "自适应", "分几页", "照条文先后", "全都问"),
    "en": ("One thing", "adaptive", "on pages", "in the order of the text", "everything"),
}


def run(arguments: argparse.Namespace) -> int:
    """0 with a figure for every life event, 1 where one does not compile."""
    package = load(arguments).package
    found: dict[str, QuestionOrders] = {}
    for life_event in sorted(package.life_events):
        one_thing = compile_life_event(
            package, life_event, on=day(arguments), region=region(arguments)
        ).one_thing
        if one_thing is not None:
            found[life_event] = compare_orders(Situation(one_thing=one_thing, facts={}, today=day(arguments)))
    if arguments.json:
        print_json({"persons": PERSONS, "life_events": {name: _figures(one) for name, one in found.items()}})
    else:
        names = {name: package.life_events[name].name.in_language(arguments.lang) for name in found}
        print("\n".join(table(found, names, arguments.lang)))
    return 0 if len(found) == len(package.life_events) else 1


def table(found: Mapping[str, QuestionOrders], names: Mapping[str, str], language: str) -> list[str]:
    """A Markdown table, as the documentation quotes it."""
    lines = [f"| {' | '.join(_HEADINGS[language])} |", "|---|---|---|---|---|"]
    for name, one in found.items():
        lines.append(f"| {names[name]} | {' | '.join(str(figure) for figure in _figures(one).values())} |")
    return lines


def _figures(one: QuestionOrders) -> dict[str, str | int]:
    """Averages to one decimal, as text: exact decimals are texts in our JSON."""
    return {
        "adaptive": f"{one.adaptive:.1f}",
        "pages": f"{one.pages:.1f}",
        "textual": f"{one.textual:.1f}",
        "everything": one.everything,
    }
