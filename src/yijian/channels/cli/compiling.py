"""`yijian compile`: the one thing of a life event, in figures."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from yijian.channels.cli.evidence_document import evidence_details
from yijian.channels.cli.plan_words import plan_lines
from yijian.channels.cli.published_table import table_lines
from yijian.channels.cli.reading import (
    add_definitions,
    add_language,
    compiled,
    day,
    facts_of,
    findings_json,
    load,
    print_findings,
)
from yijian.channels.cli.reason_words import decision_json, why_lines
from yijian.channels.cli.report_document import figure_document
from yijian.channels.cli.terminal import WrongUsage, print_json
from yijian.connectors.definitions import LoadResult
from yijian.core.compiler.decision_reasons import Decision, decisions_of
from yijian.core.compiler.held import Held
from yijian.core.compiler.pipeline import Compilation
from yijian.core.compiler.plan import situation_of, specialise
from yijian.core.compiler.published_figures import published_figures
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.marks import Marked
from yijian.core.vocabulary.plan import FieldSource, Plan, Range
from yijian.core.vocabulary.savings import Saving, SavingItem
from yijian.core.vocabulary.stops import PlannedStop

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_FIGURES: Final = ("days", "visits", "papers", "steps", "fields", "inspections")


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "compile",
        help="compile a life event and show what it comes to",
        description="Compile a life event. Without --facts the figures are ranges, and single figures are those of "
        "its reference case. 编译一件事。",
    )
    parser.add_argument("life_event", nargs="?", metavar="ID", help="life event, such as newborn")
    parser.add_argument("--all", action="store_true", help="every life event")
    parser.add_argument(
        "--facts", metavar="FILE", help="JSON object of fact path → value (-: standard input)"
    )
    parser.add_argument(
        "--why",
        action="store_true",
        help="with one life event: each decision with its reasons (with --json: under `decisions`)",
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON document on standard output")
    shape.add_argument(
        "--table", action="store_true", help="with --all: a table beside the published figures"
    )
    add_definitions(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 if everything compiled, 1 if an error stands in the way, 2 for arguments that do not fit."""
    if arguments.all is (arguments.life_event is not None):
        raise WrongUsage("give the ID of a life event, or --all")
    if arguments.table and not arguments.all:
        raise WrongUsage("--table goes with --all")
    if arguments.facts is not None and arguments.all:
        raise WrongUsage("--facts goes with one life event")
    if arguments.why and arguments.all:
        raise WrongUsage("--why goes with one life event")
    loaded = load(arguments)
    names = sorted(loaded.package.life_events) if arguments.all else [arguments.life_event]
    results = [_compiled(arguments, loaded, name) for name in names]
    if arguments.json:
        documents = [
            _document(name, *result, arguments.lang) for name, result in zip(names, results, strict=True)
        ]
        if arguments.why:
            documents[0]["decisions"] = [decision_json(one) for one in _decisions(arguments, results[0][0])]
        print_json(documents if arguments.all else documents[0])
    else:
        for compilation, _ in results:
            print_findings(compilation.findings, arguments.lang)
        plans = [(c.one_thing, plan) for c, plan in results if c.one_thing is not None and plan is not None]
        if arguments.table:
            print("\n".join(table_lines(plans, arguments.lang)))
        else:
            print("\n\n".join("\n".join(plan_lines(*one, arguments.lang)) for one in plans))
        if arguments.why:
            print("\n".join(why_lines(_decisions(arguments, results[0][0]), arguments.lang)))
    return 0 if all(plan is not None for _, plan in results) else 1


def _compiled(
    arguments: argparse.Namespace, loaded: LoadResult, life_event: str
) -> tuple[Compilation, Plan | None]:
    compilation = compiled(arguments, loaded, life_event)
    if compilation.one_thing is None:
        return compilation, None
    facts = facts_of(arguments, compilation.one_thing)
    plan = specialise(compilation.one_thing, facts, today=day(arguments), calendar=loaded.calendar)
    return compilation, plan


def _decisions(arguments: argparse.Namespace, compilation: Compilation) -> tuple[Decision, ...]:
    """Everything that is decided; nothing where the life event does not compile."""
    one_thing = compilation.one_thing
    if one_thing is None:
        return ()
    facts, today = facts_of(arguments, one_thing), day(arguments)
    return tuple(decisions_of(situation_of(one_thing, facts, today=today, held=Held(), skipped=frozenset())))


def _document(life_event: str, compilation: Compilation, plan: Plan | None, language: str) -> dict[str, Any]:
    """The shape that scripts read; a life event that does not compile has only its findings."""
    findings = findings_json(compilation.findings, language)
    if plan is None:
        return {"id": life_event, "hash": None, "findings": findings}
    overlay = compilation.one_thing.overlay if compilation.one_thing else None
    published = [
        figure_document(figure, compilation.one_thing, language)
        for claim in (overlay.published_claims[:1] if overlay else ())
        if compilation.one_thing
        for figure in published_figures(compilation.one_thing, plan, claim)
    ]
    return {**plan_document(plan), "published": published, "findings": findings}


def plan_document(plan: Plan) -> dict[str, Any]:
    """A plan in figures. Lists of papers name evidence types, once for each document."""
    services = {task.service: task.included for task in plan.tasks}
    savings = plan.savings
    return {
        "id": plan.life_event,
        "hash": plan.one_thing,
        "basis": plan.basis.value,
        "region": plan.region,
        "on": plan.on.isoformat(),
        "admitted": plan.admission.admitted,
        "services": [{"id": service, "included": included} for service, included in services.items()],
        "tasks": [
            {"id": task.key, "included": task.included, "after": list(task.after)} for task in plan.tasks
        ],
        "questions": {
            "total": plan.questions.total,
            "expected": round(plan.questions.expected, 2),
            "next": plan.questions.next.fact if plan.questions.next else None,
            "list": list(plan.questions.open),
        },
        "form": {
            "fields": len(plan.fields),
            "prefilled": sum(field.source is not FieldSource.ANSWER for field in plan.fields),
        },
        "evidence": {
            **{
                way.value: [p.type for p in plan.evidence.papers if p.certain and p.way is way]
                for way in PaperWay
            },
            "uncertain": [
                {"id": paper.type, "needs": list(paper.needs)}
                for paper in plan.evidence.papers
                if not paper.certain
            ],
            "minutes": plan.evidence.minutes,
            "fen": plan.evidence.fen,
            "minimal": plan.evidence.minimal,
            "objective": plan.evidence.objective,
            **evidence_details(plan),
        },
        "schedule": {
            "promised_days": plan.schedule.promised_days,
            "first_result_days": plan.schedule.first_result_days,
            "statutory_days": plan.schedule.statutory_days,
            "typical_days": plan.schedule.typical_days,
            "worst_days": plan.schedule.worst_days,
            "stops": [_stop(stop) for stop in plan.stops.items],
            "stops_not_found": list(plan.stops.silent),
            "critical_path": list(plan.schedule.critical_path),
            "last_result": plan.schedule.last_result.isoformat() if plan.schedule.last_result else None,
            "provisional": plan.schedule.provisional,
        },
        "savings": {name: _saving(getattr(savings, name)) for name in _FIGURES},
        "savings_parts": {name: _parts(getattr(savings, name)) for name in _FIGURES},
        "inspections": [
            {
                "of": visit.of,
                "tasks": list(visit.tasks),
                "certain": visit.certain,
                "first": None if visit.first is None else visit.first.isoformat(),
                "last": None if visit.last is None else visit.last.isoformat(),
            }
            for visit in plan.inspections
        ],
        "fees": {
            "at_least": plan.fees.at_least,
            "at_most": plan.fees.at_most,
            "items": [
                {
                    "task": item.task,
                    "id": item.fee.id,
                    "fen": item.fen,
                    "certain": item.certain,
                    "certainty": item.fee.certainty.value,
                    "source": item.fee.source,
                }
                for item in plan.fees.items
            ],
            "not_found": list(plan.fees.silent),
        },
        "latest_days": [
            {
                "task": one.task,
                "id": one.latest.id,
                "day": None if one.day is None else one.day.isoformat(),
                "passed": one.passed,
            }
            for one in plan.latest_days
        ],
        "ranges": {
            "services": _range(plan.ranges.services),
            "questions": _range(plan.ranges.questions),
            "fields": _range(plan.ranges.fields),
            "papers": _range(plan.ranges.papers),
            "days": _range(plan.ranges.days),
        },
    }


def _stop(stop: PlannedStop) -> dict[str, Any]:
    """A special procedure; `counted`: its days are in the limit of the service; without a `limit` nobody states one."""
    limit = stop.procedure.limit
    return {
        "task": stop.task,
        "id": stop.procedure.id,
        "name": {"zh": stop.procedure.name.zh, "en": stop.procedure.name.en},
        "limit": None
        if limit is None
        else {"amount": limit.amount, "unit": limit.unit.value, **_mark(limit)},
        "usual": stop.procedure.usual,
        "counted": stop.procedure.counted,
        "certain": stop.certain,
        "needs": list(stop.needs),
        **_mark(stop.procedure),
    }


def _saving(saving: Saving | None) -> dict[str, int] | None:
    return None if saving is None else {"before": saving.before, "after": saving.after}


def _parts(saving: Saving | None) -> list[dict[str, Any]] | None:
    """What a figure sums: each part with its mark and, where it is a sum itself, what that sums."""
    if saving is None:
        return None
    return [
        {
            "task": part.key,
            "before": part.before,
            "after": part.after,
            **_mark(part),
            "items": [_item(item) for item in part.items],
        }
        for part in saving.parts
    ]


def _item(item: SavingItem) -> dict[str, Any]:
    return {
        "name": {"zh": item.label.zh, "en": item.label.en},
        "before": item.before,
        "after": item.after,
        "fate": item.fate.value,
        "register": item.register,
        **_mark(item),
    }


def _mark(marked: Marked) -> dict[str, str | None]:
    return {"certainty": marked.certainty.value, "source": marked.source}


def _range(span: Range) -> dict[str, int | None]:
    return {"least": span.least, "most": span.most}
