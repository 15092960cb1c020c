"""A change of a handed-in application, worked out: the plan before and after, what is needed, whom it touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from yijian.core.cases import CaseState, TaskStatus, task_specs
from yijian.core.cases.changing import may_change
from yijian.core.cases.life_commands import ChangeAnswers, Touched
from yijian.core.cases.life_refusals import ChangeNotAllowed
from yijian.core.cases.planned_tasks import given_by
from yijian.core.compiler.fact_paths import COUNT, WANTS, read_path
from yijian.core.errors import CommandRefused, Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.evidence_plan import PlannedPaper
from yijian.core.vocabulary.life_event import ChosenParticipant
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Plan
from yijian.core.vocabulary.provenance import Facts, FactValue, ProvenanceKind, ProvidedFact
from yijian.ports import InspectedDocument, Ports
from yijian.usecases.answering import consistent, read_answers
from yijian.usecases.casework import (
    Workspace,
    artefact,
    bare,
    provided_of,
    told_by,
)
from yijian.usecases.change_views import ChangedValue, ChangeView
from yijian.usecases.criteria import criteria_of, read_by
from yijian.usecases.fact_names import fact_name
from yijian.usecases.obtain import MOST_PAGES, kept_upload, require_quota
from yijian.usecases.permissions import Actor
from yijian.usecases.places import all_places
from yijian.usecases.planning import (
    CONSENT,
    applicant_of,
    completeness_of,
    keeper_of,
    plan_of_case,
    required_fields,
    required_papers,
    signers_of,
)
from yijian.usecases.views import Keeper

DECLARATION = Text(
    "我确认改过的内容真实、完整，同意各部门按改过的内容办理。",
    "I confirm that what I changed is true and complete, and agree that the departments go by it.",
)


class ChangeIncomplete(CommandRefused):
    """What the changed application needs besides does not come with the change. `missing`: each by name."""

    code = "CHANGE_INCOMPLETE"
    template = Text("改了以后还要：{missing_zh}", "After the change also needed: {missing_en}")


class ChangeImpossible(CommandRefused):
    """The changed application could not go on in this way."""

    code = "CHANGE_IMPOSSIBLE"
    template = Text("{reason}", "{reason_en}")


@dataclass(frozen=True, slots=True)
class _Application:
    """An application before or after a change, with its plan."""

    facts: Facts
    plan: Plan


def is_own(
    path: str, provided: Mapping[str, ProvidedFact], one_thing: OneThing, actor: Actor, now: datetime
) -> bool:
    """Whether the applicant told it themselves and may change it: not how many there are, nor who applies."""
    fact = provided.get(path)
    if fact is None or fact.provenance.kind is not ProvenanceKind.ANSWER:
        return False
    parts, declared = read_path(path), one_thing.life_event.applicant
    counts = parts is not None and parts.name == COUNT
    chooses = isinstance(declared, ChosenParticipant) and declared.by == path
    if counts or chooses or fact.provenance.source != actor.account:
        return False
    facts = bare(provided)
    signers = signers_of(one_thing, facts, now)
    return path.startswith(WANTS) or keeper_of(one_thing, facts, path, signers=signers) is Keeper.APPLICANT


class PlannedChange:
    """One change being worked out: the application before, the answers, the application after."""

    def __init__(
        self, actor: Actor, ports: Ports, case: CaseState, fact: str, typed: Mapping[str, str]
    ) -> None:
        self.ports, self.case, self.actor = ports, case, actor
        self.one_thing = artefact(case.one_thing)
        self.now = ports.clock.now()
        self.provided = provided_of(ports=ports, case_id=case.case_id)
        if not may_change(case) or not is_own(fact, self.provided, self.one_thing, actor, self.now):
            raise ChangeNotAllowed(path=fact_name(self.one_thing, fact).zh)
        self.before = self._application(bare(self.provided))
        self.answers = self._read({fact: typed.get(fact, "")}, self.before)
        self.after = self._with(self.answers)
        wanted = {
            path: text for path, text in typed.items() if path in self._asked() and path != fact and text
        }
        if wanted:
            self.answers |= self._read(wanted, self.after)
            self.after = self._with(self.answers)

    def _application(self, facts: Facts) -> _Application:
        plan = plan_of_case(
            case=self.case, one_thing=self.one_thing, facts=facts, ports=self.ports, now=self.now
        )
        return _Application(facts, plan)

    def _with(self, answers: Facts) -> _Application:
        facts = {**self.before.facts, **answers}
        held = consistent(self.one_thing, facts, local_date(self.now))
        absent = {
            name for name in self.one_thing.life_event.participants if held.get(f"{name}.present") is False
        }
        return self._application(
            {
                path: value
                for path, value in held.items()
                if not (path.startswith(CONSENT) and path.rpartition(":")[2] in absent)
            }
        )

    def _read(self, typed: Mapping[str, str], by: _Application) -> dict[str, FactValue]:
        read = read_answers(
            one_thing=self.one_thing,
            typed=typed,
            known=by.facts,
            today=local_date(self.now),
            fields=by.plan.fields,
        )
        return dict(read)

    def _asked(self) -> tuple[str, ...]:
        """What must be told besides: required fields, what decides the plan, and questions that the change opens."""
        missing = [one.fact for one in required_fields(self.after.plan) if one.fact not in self.after.facts]
        open_ = [need for task in self.after.plan.tasks if task.included is None for need in task.needs]
        before = self.before.plan.questions.open
        open_ += [path for path in self.after.plan.questions.open if path not in before]
        return tuple(dict.fromkeys((*missing, *(path for path in open_ if path not in self.after.facts))))

    @property
    def forgotten(self) -> tuple[str, ...]:
        """The facts that mean nothing any more."""
        return tuple(path for path in self.before.facts if path not in self.after.facts)

    @property
    def changed(self) -> tuple[str, ...]:
        """The facts that are new or another."""
        return tuple(
            path
            for path, value in self.after.facts.items()
            if path not in self.before.facts or self.before.facts[path] != value
        )

    def _to_bring(self) -> tuple[PlannedPaper, ...]:
        there = {paper.key for paper in self.case.papers} | {one.subject for one in self.case.promises}
        return tuple(one for one in required_papers(self.after.plan) if one.key not in there)

    def _touched(self) -> Iterator[Touched]:
        """The tasks whose form, conditions or papers rest on what is changed."""
        moved = set(self.changed) | set(self.forgotten)
        for task in self.case.tasks:
            key = task.spec.key
            paths = {
                field.fact
                for application in (self.before, self.after)
                for field in application.plan.fields
                if key in field.needed_by
            }
            for application in (self.before, self.after):
                paths |= read_by(
                    criteria_of(application.plan, key),
                    one_thing=self.one_thing,
                    facts=application.facts,
                    task=(key, task.spec.service),
                )
            if resting := tuple(sorted(paths & moved)):
                yield Touched(task=key, paths=resting)

    def _signing(self) -> tuple[str, ...]:
        """Who has to sign besides the applicant: whose signature covers what is changed, and who never signed."""
        moved = set(self.changed) | set(self.forgotten)
        applicant = applicant_of(self.one_thing, self.after.facts)
        signed = {
            one.participant
            for one in self.case.signatures
            if one.signed_at is not None and one.covers and not moved & set(one.covers)
        }
        return tuple(
            one
            for one in signers_of(self.one_thing, self.after.facts, self.now)
            if one != applicant and one not in signed
        )

    def _refused(self) -> Text | None:
        admission = self.after.plan.admission
        if admission.admitted is False:
            where = admission.otherwise or Text("", "")
            return Text(
                f"改了就不能联办了。{where.zh}要这样办，请撤回以后分别申请",
                f"After this change the joint channel is closed. {where.en} To go this way, withdraw and apply for each",
            )
        if not self.after.plan.included:
            return Text(
                "改了就没有要办的了，请撤回申请", "Nothing would be left to do: please withdraw instead"
            )
        promised = {one.subject for one in self.case.promises}
        lacking = [
            task.name
            for task in self.after.plan.included
            if task.by_commitment is not None and task.service not in promised
        ]
        if lacking:
            return Text(
                f"“{lacking[0].zh}”要先作承诺才能办，交了以后不能补承诺，请撤回重新申请",
                f"“{lacking[0].en}” is decided on a promise, which cannot be made after handing in: withdraw and apply again",
            )
        return None

    def view(self) -> ChangeView:
        """What it would bring."""
        before = {task.key: task for task in self.before.plan.included}
        after = {task.key: task for task in self.after.plan.included}
        touched = {one.task for one in self._touched()}
        tasks = {task.spec.key: task for task in self.case.tasks}
        papers_after = {paper.key for paper in self.after.plan.evidence.papers if paper.certain}
        fields = {field.fact: field for field in self.after.plan.fields}
        undecided = {key for key, task in tasks.items() if not task.settled}
        granted = {key for key, task in tasks.items() if task.granted}
        here = {key for key, task in tasks.items() if task.status is not TaskStatus.DROPPED}
        participants = self.one_thing.life_event.participants
        return ChangeView(
            case_id=self.case.case_id,
            name=self.one_thing.name,
            one_thing=self.one_thing,
            changed=tuple(
                ChangedValue(fact=path, before=self.before.facts.get(path), after=self.after.facts.get(path))
                for path in self.changed
            ),
            forgotten=tuple(self._name_of(path) for path in self.forgotten),
            added=tuple(task.name for key, task in after.items() if key not in here),
            dropped=tuple(task.name for key, task in before.items() if key not in after and key in undecided),
            again=tuple(
                after[key].name for key in tasks if key in after and key in touched and key in undecided
            ),
            decided=tuple(
                self.one_thing.services[tasks[key].spec.service].definition.name
                for key in tasks
                if key in granted and (key in touched or key not in after)
            ),
            papers_gone=tuple(
                paper.name
                for paper in self.before.plan.evidence.papers
                if paper.certain and paper.key not in papers_after
            ),
            to_bring=self._to_bring(),
            asked=tuple(fields[path] for path in self._asked() if path in fields),
            questions=tuple(path for path in self._asked() if path not in fields),
            signing=tuple(participants[one].name for one in self._signing()),
            refused=self._refused() or self._of_another(),
        )

    def _of_another(self) -> Text | None:
        """Something that is asked and is the other party's to fill in."""
        signers = signers_of(self.one_thing, self.after.facts, self.now)
        for path in self._asked():
            name = fact_name(self.one_thing, path)
            keeper = keeper_of(self.one_thing, self.after.facts, path, signers=signers)
            if keeper is not Keeper.APPLICANT:
                return Text(
                    f"改了要由对方自己填“{name.zh}”，请撤回重新申请",
                    f"After this change the other party must fill in “{name.en}”: withdraw and apply again",
                )
        return None

    def _name_of(self, path: str) -> Text:
        if path.startswith(CONSENT):
            register = path.removeprefix(CONSENT).partition(":")[0]
            found = self.one_thing.registers.get(register)
            name = found.name if found else Text(register, register)
            return Text(f"向{name.zh}调取数据的同意", f"the leave to ask {name.en}")
        return fact_name(self.one_thing, path)

    def require_possible(self, files: Mapping[str, object]) -> None:
        """Raises ChangeImpossible, or ChangeIncomplete with all that is missing."""
        view = self.view()
        if view.refused is not None:
            raise ChangeImpossible(reason=view.refused.zh, reason_en=view.refused.en)
        missing = [field.name for field in view.asked]
        missing += [fact_name(self.one_thing, path) for path in view.questions]
        missing += [paper.name for paper in view.to_bring if not files.get(paper.key)]
        if missing:
            raise ChangeIncomplete(
                missing_zh="、".join(one.zh for one in missing),
                missing_en=", ".join(one.en for one in missing),
            )

    def inspected(
        self, files: Mapping[str, tuple[tuple[str, bytes], ...]]
    ) -> tuple[tuple[PlannedPaper, InspectedDocument], ...]:
        """The files made safe, each for its paper. Raises UploadRefused, UploadQuotaUsed."""
        wanted = {paper.key: paper for paper in self._to_bring()}
        given = [
            (wanted[key], content) for key, some in files.items() if key in wanted for _, content in some
        ]
        if given:
            require_quota(self.actor, self.ports, self.case.case_id)
        return tuple(
            (paper, self.ports.inspector.inspect(content, most_pages=MOST_PAGES)) for paper, content in given
        )

    def command(
        self, space: Workspace, safe: tuple[tuple[PlannedPaper, InspectedDocument], ...]
    ) -> ChangeAnswers:
        """The command, with its values in the vault."""
        plan, facts = self.after.plan, self.after.facts
        space.completeness = completeness_of(plan=plan, one_thing=self.one_thing, facts=facts, now=space.now)
        applicant = applicant_of(self.one_thing, facts)
        signs = applicant in space.completeness.required_signatures
        by = told_by(self.actor, space.now)
        papers = tuple(
            kept_upload(space, actor=self.actor, planned=planned, safe=one) for planned, one in safe
        )
        changed = {path: ProvidedFact(value=facts[path], provenance=by) for path in self.changed}
        recorded = space.keep_facts(changed)
        space.forget_facts(self.forgotten)
        return ChangeAnswers(
            facts=recorded,
            forgotten=self.forgotten,
            papers=papers,
            tasks=task_specs(
                one_thing=self.one_thing,
                plan=plan,
                facts=facts,
                given=given_by(space.case),
                places=all_places(space.ports),
            ),
            touched=tuple(self._touched()),
            statement=space.keep_text(DECLARATION.in_language(self.actor.language)),
            method="signed_in",
            signer=applicant if signs else None,
        )
