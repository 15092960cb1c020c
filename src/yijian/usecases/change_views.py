"""What a change of a handed-in application means, as values for pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases import TaskState
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import PlannedField
from yijian.core.vocabulary.provenance import FactValue
from yijian.usecases.fact_names import fact_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeableFact:
    """One answer that may still be changed. `field` is None for an answer that stands in no field of the form."""

    fact: str
    value: FactValue
    field: PlannedField | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeableView:
    """An application that was handed in and is not decided, with the answers that may be changed."""

    case_id: str
    name: Text
    one_thing: OneThing
    facts: tuple[ChangeableFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedValue:
    """One answer before and after."""

    fact: str
    before: FactValue
    after: FactValue


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What a change would bring: computed, nothing has happened.

    `forgotten`: facts that mean nothing any more, consents among them by their register's name; `asked`: what must be told
    besides, `questions` of it what stands in no field of the form (fact paths); `to_bring`: papers that are needed and not there; `again`: services that their departments check again, `decided`:
    that are decided and stay, and whose departments look at the change; `signing`: who has to sign (again) besides the
    applicant. `refused`: why it cannot be done at all.
    """

    case_id: str
    name: Text
    one_thing: OneThing
    changed: tuple[ChangedValue, ...]
    forgotten: tuple[Text, ...]
    added: tuple[Text, ...]
    dropped: tuple[Text, ...]
    again: tuple[Text, ...]
    decided: tuple[Text, ...]
    papers_gone: tuple[Text, ...]
    to_bring: tuple[PlannedPaper, ...]
    asked: tuple[PlannedField, ...]
    questions: tuple[str, ...]
    signing: tuple[Text, ...]
    refused: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchingView:
    """A change of what a task or its decision rests on, for its officer: which facts, when, what was done about it."""

    facts: tuple[Text, ...]
    at: datetime
    dropped: bool
    finding: str | None


def touching_views(
    *, task: TaskState, one_thing: OneThing, texts: dict[str, str]
) -> tuple[TouchingView, ...]:
    """The changes that touch a task, the latest last."""
    return tuple(
        TouchingView(
            facts=tuple(fact_name(one_thing, path) for path in one.paths),
            at=one.at,
            dropped=one.dropped,
            finding=texts.get(one.finding.key, "") if one.finding else None,
        )
        for one in task.changes
    )
