"""The pictures and tables of docs/case-states.md, drawn from the transition tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from yijian.core.cases.after_decision import OBJECTION_TRANSITIONS
from yijian.core.cases.handover_transitions import HANDOVER_TRANSITIONS
from yijian.core.cases.mode_transitions import COMMITMENT_TRANSITIONS, OWING_TRANSITIONS
from yijian.core.cases.names import (
    CASE_STATUS_NAMES,
    COMMITMENT_STATUS_NAMES,
    HANDOVER_STATUS_NAMES,
    OBJECTION_STATUS_NAMES,
    OWING_STATUS_NAMES,
    RULE_STATUS_NAMES,
    TASK_STATUS_NAMES,
    VISIT_STATUS_NAMES,
)
from yijian.core.cases.notices import title_of
from yijian.core.cases.rule_transitions import RULE_TRANSITIONS
from yijian.core.cases.transitions import CASE_TRANSITIONS, TASK_TRANSITIONS
from yijian.core.cases.visit_transitions import VISIT_TRANSITIONS
from yijian.core.cases.written import IN_WRITING, NOT_WRITTEN
from yijian.core.errors import Text

_INTRODUCTION = """# States of a case and of its tasks

Generated from `yijian.core.cases.transitions` by `yijian.core.cases.states_document()`: do not edit.
An arrow is an event that changes the status. The tables list the events that may happen and leave it as it is.
"""
_OUTSIDE = "[*]"


class _Arrow(NamedTuple):
    """One cell of a table: the status before, the event, the status after."""

    before: str
    event: str
    after: str


def states_document() -> str:
    """The whole of docs/case-states.md."""
    case_arrows = [
        _Arrow(before or _OUTSIDE, event.__name__, after)
        for before, row in CASE_TRANSITIONS.items()
        for event, after in row.items()
    ]
    first = _Arrow(_OUTSIDE, "CaseReceived", next(iter(TASK_STATUS_NAMES)))
    task_arrows = [
        _Arrow(before, event.__name__, after)
        for before, row in TASK_TRANSITIONS.items()
        for event, after in row.items()
    ]
    return "\n".join(
        (
            _INTRODUCTION,
            "## Case (办件)\n",
            *_section(case_arrows, {status.value: name for status, name in CASE_STATUS_NAMES.items()}),
            "## Task (部门子件)\n",
            *_section(
                [first, *task_arrows], {status.value: name for status, name in TASK_STATUS_NAMES.items()}
            ),
            "## Handover between places (跨域通办)\n",
            *_section(_mode_arrows(HANDOVER_TRANSITIONS), _by_value(HANDOVER_STATUS_NAMES)),
            "## Papers owed to a task (容缺受理)\n",
            *_section(_mode_arrows(OWING_TRANSITIONS), _by_value(OWING_STATUS_NAMES)),
            "## Promise a task is decided on (告知承诺)\n",
            *_section(_mode_arrows(COMMITMENT_TRANSITIONS), _by_value(COMMITMENT_STATUS_NAMES)),
            "## Objection to a decision (异议)\n",
            *_section(
                _mode_arrows(OBJECTION_TRANSITIONS, begins="ObjectionRaised"),
                _by_value(OBJECTION_STATUS_NAMES),
            ),
            "## Decision by rules (秒批) and the look at a sample\n",
            *_section(_mode_arrows(RULE_TRANSITIONS), _by_value(RULE_STATUS_NAMES)),
            "## Visit to a place (踏勘)\n",
            *_section(_mode_arrows(VISIT_TRANSITIONS, begins="VisitProposed"), _by_value(VISIT_STATUS_NAMES)),
            *_in_writing(),
        )
    )


def _in_writing() -> Iterator[str]:
    """Which events are told by which notice, and why the others are not."""
    yield "## What is told in writing (文书)\n"
    yield "Each of these events issues exactly one notice. The law that wants it is in [procedure profiles](procedure-profiles.md).\n"
    yield "| event | notice |"
    yield "|---|---|"
    for event, kinds in IN_WRITING.items():
        titles = ", ".join(f"{title_of(kind).zh} `{kind.value}`" for kind in sorted(kinds))
        yield f"| {event.__name__} | {titles} |"
    yield ""
    yield "| not told by a notice of its own, because it is … | events |"
    yield "|---|---|"
    for reason, events in NOT_WRITTEN.items():
        yield f"| {reason} | {', '.join(sorted(event.__name__ for event in events))} |"
    yield ""


def _mode_arrows(table: Mapping[Any, Mapping[type, Any]], *, begins: str = "CaseReceived") -> list[_Arrow]:
    """The arrows of a mode, which begins in the first state of its table: a task is received with it."""
    first = _Arrow(_OUTSIDE, begins, next(iter(table)))
    return [
        first,
        *(
            _Arrow(before, event.__name__, after)
            for before, row in table.items()
            for event, after in row.items()
        ),
    ]


def _by_value(names: Mapping[Any, Text]) -> Mapping[str, Text]:
    return {status.value: name for status, name in names.items()}


def _section(arrows: list[_Arrow], names: Mapping[str, Text]) -> Iterator[str]:
    yield "```mermaid"
    yield from _diagram([arrow for arrow in arrows if arrow.before != arrow.after], names)
    yield "```\n"
    yield "| status | 名称 | meaning | may also happen |"
    yield "|---|---|---|---|"
    for status, name in names.items():
        staying = sorted(arrow.event for arrow in arrows if arrow.before == arrow.after == status)
        yield f"| `{status}` | {name.zh} | {name.en} | {', '.join(staying) or '—'} |"
    yield ""


def _diagram(arrows: list[_Arrow], names: Mapping[str, Text]) -> Iterator[str]:
    """A mermaid state diagram: one arrow from one status to another, with all the events that lead there."""
    yield "stateDiagram-v2"
    for status, name in names.items():
        yield f"    {status} : {name.zh}<br/>{status}"
    for before, after in dict.fromkeys((arrow.before, arrow.after) for arrow in arrows):
        events = [arrow.event for arrow in arrows if (arrow.before, arrow.after) == (before, after)]
        yield f"    {before} --> {after} : {'<br/>'.join(events)}"
    for status in names:
        if not any(arrow.before == status for arrow in arrows):
            yield f"    {status} --> {_OUTSIDE}"
