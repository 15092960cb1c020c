"""The facts that are born with an output: those that its specification names, all of them, told by the output itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yijian.core.cases import events as e
from yijian.core.cases.application_refusals import WrongProvenance
from yijian.core.cases.decision import Decision
from yijian.core.cases.references import RecordedFact
from yijian.core.cases.refusals import BornFactsMismatch, NoSuchOutput
from yijian.core.cases.states import TaskState
from yijian.core.cases.task_specs import OutputSpec
from yijian.core.vocabulary.provenance import ProvenanceKind


def output_of(task: TaskState, output: str) -> OutputSpec:
    """The specification of an output of the task. Raises NoSuchOutput."""
    spec = next((one for one in task.spec.outputs if one.id == output), None)
    if spec is None:
        raise NoSuchOutput(task=task.spec.key, output=output)
    return spec


def require_born(spec: OutputSpec, facts: Iterable[RecordedFact]) -> None:
    """Raises BornFactsMismatch unless these are the facts born with the output, WrongProvenance if it did not tell one."""
    given = tuple(sorted(fact.path for fact in facts))
    if given != tuple(sorted(spec.facts)):
        raise BornFactsMismatch(output=spec.id, wanted=spec.facts, given=given)
    for fact in facts:
        if fact.provenance.kind is not ProvenanceKind.OUTPUT:
            raise WrongProvenance(path=fact.path, kind=fact.provenance.kind.value)


def learn_born(decision: Decision, task: str, facts: Iterable[RecordedFact]) -> None:
    """The case knows them from now on, with the task as their source."""
    born = tuple(replace(fact, provenance=replace(fact.provenance, source=task)) for fact in facts)
    if born:
        decision.record(e.FactsLearned(at=decision.at, facts=born))
