"""`python -m benchmarks.compiler_questions`: the questionnaire against the exact optimum, and how long a page takes.

Seeded random sets of rules, asked through the whole compiler; the judge (`question_judge`) knows the least expected time
of any way of asking. Then every interview of the shipped one things. Part of `make bench NAME=compiler`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import mean, median
from typing import Final

from benchmarks.measuring import Ratio, report, seconds_of
from benchmarks.question_judge import CODES, UNKNOWN, RuleSet, State, random_rules
from tests.compiler.small_packages import (
    TODAY,
    codes,
    compiled,
    concept,
    package,
    paper,
    requirement,
    service,
)
from yijian.connectors.definitions.loader import load_package
from yijian.core.compiler.facts import reference_facts
from yijian.core.compiler.pipeline import compile_life_event
from yijian.core.compiler.plan import next_page
from yijian.core.compiler.questions import in_order
from yijian.core.compiler.representatives import representatives
from yijian.core.compiler.situation import Situation
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.provenance import FactValue

DEFINITIONS: Final = Path(__file__).parents[1] / "definitions"
ON: Final = date(2026, 11, 24)
REGION: Final = "430100"
KINDS: Final[dict[str, tuple[int, dict[str, int | bool]]]] = {
    "11_facts_1_rule": (12, {"facts": 11, "rules": 1}),
    "11_facts_4_rules": (12, {"facts": 11, "rules": 4}),
    "11_facts_8_rules": (8, {"facts": 11, "rules": 8}),
    "9_facts_several_answers": (8, {"facts": 9, "rules": 4, "several": 3}),
    "11_facts_unequal_times": (8, {"facts": 11, "rules": 4, "dear": True}),
    "14_facts_6_rules": (4, {"facts": 14, "rules": 6}),
}
MOST_MS: Final = 10


def main() -> int:
    """Measure and report; 1 where the mean over all sets is more than 1.03 times the optimum."""
    figures, ratios = measure()
    return report(bench="compiler_questions", figures=figures, ratios=ratios)


def measure() -> tuple[dict[str, float], dict[str, Ratio]]:
    """How far from the optimum, by kind of rule set, and milliseconds a page of questions for the shipped one things."""
    figures: dict[str, float] = {}
    everything: list[float] = []
    for name, (sets, shape) in KINDS.items():
        ours: list[float] = []
        asked: list[float] = []
        textual: list[float] = []
        for seed in range(sets):
            rules = random_rules(seed, **shape)  # type: ignore[arg-type]  # the shapes above
            ours.append(rules.expected(asking(rules)) / rules.optimum)
            asked.append(rules.everything() / rules.optimum)
            textual.append(rules.in_textual_order() / rules.optimum)
        figures[f"{name}_mean_times_optimum"] = round(mean(ours), 4)
        figures[f"{name}_worst_times_optimum"] = round(max(ours), 4)
        figures[f"{name}_ask_everything_times_optimum"] = round(mean(asked), 2)
        figures[f"{name}_textual_order_times_optimum"] = round(mean(textual), 2)
        everything += ours
        print(f"{name}: mean {mean(ours):.4f}, worst {max(ours):.4f}", file=sys.stderr)
    figures["all_sets_mean_times_optimum"] = round(mean(everything), 4)
    figures["all_sets_worst_times_optimum"] = round(max(everything), 4)
    times = _shipped_interviews()
    figures["next_page_median_ms"] = round(1000 * median(times), 2)
    figures["next_page_slowest_ms"] = round(1000 * max(times), 2)
    ratios = {
        "near_the_optimum": Ratio(
            value=round(1.03 / mean(everything), 4),
            must=1,
            against="1.03 times the exact optimum, mean",
            runs=len(everything),
        ),
        "next_page": Ratio(
            value=round(MOST_MS / 1000 / max(times), 2), must=1, against="ten milliseconds", runs=len(times)
        ),
    }
    return figures, ratios


def asking(rules: RuleSet) -> Callable[[State], int | None]:
    """Our way of asking: the compiled rules, each with a paper that hangs on it."""
    one_thing = one_thing_of(rules)

    def choose(state: State) -> int | None:
        facts: dict[str, FactValue] = {
            f"owner.f{fact}": told_as(rules, fact, answer)
            for fact, answer in enumerate(state)
            if answer != UNKNOWN
        }
        order = in_order(Situation(one_thing=one_thing, facts=facts, today=TODAY))
        return int(order[0].removeprefix("owner.f")) if order else None

    return choose


def told_as(rules: RuleSet, fact: int, answer: int) -> FactValue:
    """An answer by number as it is told: 0 is yes, or the first code."""
    return answer == 0 if rules.answers[fact] == 2 else CODES[answer]


def one_thing_of(rules: RuleSet) -> OneThing:
    """The rules in a one thing of one service with a paper for each."""
    papers = tuple(
        requirement(f"r{at}", (paper(f"p{at}"),), when=rule) for at, rule in enumerate(rules.feel())
    )
    concepts = {
        f"f{fact}": concept(ConceptType.BOOLEAN, seconds_to_answer=seconds)
        if count == 2
        else concept(ConceptType.CODE, codes=codes(*CODES[:count]), seconds_to_answer=seconds)
        for fact, (count, seconds) in enumerate(zip(rules.answers, rules.seconds, strict=True))
    }
    return compiled(package(service("s", evidence=papers), concepts=concepts))


def _shipped_interviews() -> list[float]:
    """Seconds of every next page of questions of the reference cases, the second time through."""
    loaded = load_package(DEFINITIONS)
    times: list[float] = []
    for life_event in sorted(loaded.package.life_events):
        one_thing = compile_life_event(loaded.package, life_event, on=ON, region=REGION).one_thing
        if one_thing is None:
            raise RuntimeError(f"{life_event} does not compile")
        _interview(one_thing, loaded.calendar)
        times += _interview(one_thing, loaded.calendar)
    return times


def _interview(one_thing: OneThing, calendar: WorkingCalendar) -> list[float]:
    case = reference_facts(one_thing, ON)
    facts: dict[str, FactValue] = {}
    times: list[float] = []
    while True:
        found: list[str] = []

        def ask(found: list[str] = found) -> None:
            page = next_page(one_thing, facts, today=ON, calendar=calendar)
            found.extend(question.fact for question in page)

        times.append(seconds_of(ask))
        if not found:
            return times
        situation = Situation(one_thing=one_thing, facts=dict(facts), today=ON)
        for fact in found:
            facts[fact] = case.get(fact, max(representatives(situation, fact), key=lambda each: each[1])[0])


if __name__ == "__main__":
    raise SystemExit(main())
