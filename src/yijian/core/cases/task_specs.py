"""What a case must know of its tasks from the plan, fixed when the papers are received.

A case lives for months; definitions change. So the specification of each task travels inside the case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from yijian.core.cases.promises import OwedSpec, PromisedSpec
from yijian.core.cases.rule_decisions import RuleDecisionSpec
from yijian.core.cases.visits import VisitSpec
from yijian.core.vocabulary.one_thing import DependencyKind
from yijian.core.vocabulary.procedure import ServiceProcedure
from yijian.core.vocabulary.service import ServiceKind, SpecialProcedure
from yijian.core.vocabulary.time_limit import TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskNeed:
    """What a task needs of another before its authority gets it.

    evidence: `subject` is the evidence type that the other task issues; there once that output is issued.
    fact: `subject` is the fact path born there; there as soon as the case knows the fact, from wherever.
    order: the author wants the other first; satisfied when it has issued everything, and also when it has failed.
    """

    task: str
    kind: DependencyKind
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputSpec:
    """An output the task will yield: id, evidence type (None: nothing on paper), full paths of the facts born with it."""

    id: str
    evidence: str | None = None
    facts: tuple[str, ...] = ()
    deliverable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSpec:
    """One service for one member, as planned: `key` is the service id, with `[n]` for the n-th member.

    `limit` is the promised limit, `statutory` the one set by law; None where not found.
    `special_procedures` are the stops of the clock that the service's rules know. `owed` are the papers that it is
    received without (容缺), `promised` what it is decided upon by promise (告知承诺). `place`: the region that decides
    it, where several do (多地联办); None is the region of the case. `visits`: the visits to a place that the plan knows for it, and the
    tasks each is made together with (联合踏勘). `by_rules`: the definition lets the rules decide it (秒批).
    `procedure` is what the law of the service says otherwise than the profile of its kind.
    """

    key: str
    service: str
    kind: ServiceKind
    authority: str
    needs: tuple[TaskNeed, ...] = ()
    limit: TimeLimit | None = None
    statutory: TimeLimit | None = None
    special_procedures: tuple[SpecialProcedure, ...] = ()
    outputs: tuple[OutputSpec, ...] = ()
    owed: tuple[OwedSpec, ...] = ()
    promised: tuple[PromisedSpec, ...] = ()
    place: str | None = None
    visits: tuple[VisitSpec, ...] = ()
    by_rules: RuleDecisionSpec | None = None
    procedure: ServiceProcedure | None = None

    @property
    def binding_limit(self) -> TimeLimit | None:
        """The limit the authority is held to: its promise, else the law."""
        return self.limit or self.statutory


def faults_of(specs: Iterable[TaskSpec], *, known_facts: Iterable[str] = ()) -> tuple[str, ...]:
    """Why these tasks could never all run: keys twice, needs nobody can meet, circles. () when they can.

    `known_facts` are fact paths the case has already.
    """
    tasks = tuple(specs)
    by_key = {task.key: task for task in tasks}
    faults = [] if tasks else ["there are no tasks"]
    faults += [f"{key} is there twice" for key in by_key if sum(task.key == key for task in tasks) > 1]
    known = frozenset(known_facts)
    for task in tasks:
        faults += [
            f"{task.key} has output {out.id} twice"
            for index, out in enumerate(task.outputs)
            if any(earlier.id == out.id for earlier in task.outputs[:index])
        ]
        faults += [
            f"{task.key} needs {need.kind.value} {need.subject} of {need.task}, which does not yield it"
            for need in task.needs
            if not _can_meet(need, by_key.get(need.task), known)
        ]
    try:
        TopologicalSorter({task.key: {need.task for need in task.needs} for task in tasks}).prepare()
    except CycleError as circle:
        faults.append(f"circle: {' → '.join(circle.args[1])}")
    return tuple(faults)


def _can_meet(need: TaskNeed, other: TaskSpec | None, known: frozenset[str]) -> bool:
    match need.kind:
        case DependencyKind.FACT if need.subject in known:
            return True
        case _ if other is None:
            return False
        case DependencyKind.EVIDENCE:
            return any(output.evidence == need.subject for output in other.outputs)
        case DependencyKind.FACT:
            return any(need.subject in output.facts for output in other.outputs)
        case DependencyKind.ORDER:
            return True
