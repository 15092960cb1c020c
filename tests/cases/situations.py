"""Applications to test with: a driver that gives commands one after the other, and tasks like those of a birth."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from yijian.core.cases import (
    AcceptTask,
    ActorKind,
    ActorRef,
    ApproveTask,
    AttachPaper,
    CaseEvent,
    CaseState,
    Command,
    Completeness,
    DecisionFacts,
    Defect,
    DefectKind,
    DispatchCase,
    FireTimer,
    IssueOutput,
    OutputSpec,
    Paper,
    RecordAnswers,
    RecordedFact,
    StartCase,
    SubmitCase,
    TaskCommand,
    TaskNeed,
    TaskSpec,
    TaskState,
    TextRef,
    TimerKind,
    decide,
    evolve,
    timers_of,
)
from yijian.core.cases.handover_commands import ChooseCollection, HandOver
from yijian.core.cases.handovers import FormCheck, IdentityCheck, ResultReturn
from yijian.core.cases.promises import OwedSpec, PromisedSpec
from yijian.core.cases.rule_decisions import RuleDecisionSpec, RuleOutcome
from yijian.core.cases.visits import VisitSpec
from yijian.core.planning.calendars import calendar_from_years
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.one_thing import DependencyKind
from yijian.core.vocabulary.provenance import Provenance, ProvenanceKind
from yijian.core.vocabulary.service import ServiceKind, SpecialProcedure
from yijian.core.vocabulary.time_limit import TimeLimit, TimeUnit

MONDAY: Final = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 2 March 2026, 10:00 in China; the weeks after it have no holiday."""

CALENDAR: Final = calendar_from_years(())
LEAD: Final = "health"
APPLICANT: Final = ActorRef(kind=ActorKind.APPLICANT, id="account-1")
SUPERVISOR: Final = ActorRef(kind=ActorKind.SUPERVISOR, id="account-8", authority="data-bureau")
SYSTEM: Final = ActorRef(kind=ActorKind.SYSTEM, id="timers")
RULES: Final = ActorRef(kind=ActorKind.RULES, id="rules")
COMPLETE: Final = Completeness(may_follow=("photograph:t",), by_commitment=("form:t",))


def officer(authority: str, *, place: str | None = None) -> ActorRef:
    who = f"officer-of-{authority}"
    return ActorRef(kind=ActorKind.OFFICER, id=who, authority=authority, place=place)


def head(authority: str) -> ActorRef:
    return ActorRef(kind=ActorKind.SUPERVISOR, id=f"head-of-{authority}", authority=authority)


def window(place: str = "310000") -> ActorRef:
    return ActorRef(kind=ActorKind.OFFICER, id=f"window-of-{place}", place=place)


def text(name: str) -> TextRef:
    return TextRef(key=f"text:{name}", digest=f"digest-of-{name}")


def fact(
    path: str, value: str = "1", kind: ProvenanceKind = ProvenanceKind.ANSWER, source: str = "account-1"
) -> RecordedFact:
    return RecordedFact(
        path=path,
        digest=f"{path}={value}",
        provenance=Provenance(kind=kind, source=source, at=MONDAY),
    )


def paper(paper_id: str, key: str = "identity-card:mother") -> Paper:
    return Paper(
        id=paper_id,
        key=key,
        type="identity-card",
        document=f"hash-of-{paper_id}",
        pages=1,
        provenance=Provenance(kind=ProvenanceKind.ANSWER, source="account-1", at=MONDAY),
    )


def defect(subject: str, task: str | None = None, kind: DefectKind = DefectKind.MISSING_PAPER) -> Defect:
    return Defect(kind=kind, subject=subject, text=text(f"about {subject}"), task=task)


def days(amount: int) -> TimeLimit:
    return TimeLimit(amount=amount, unit=TimeUnit.WORKING_DAY)


def evidence_need(task: str, subject: str) -> TaskNeed:
    return TaskNeed(task=task, kind=DependencyKind.EVIDENCE, subject=subject)


def fact_need(task: str, subject: str) -> TaskNeed:
    return TaskNeed(task=task, kind=DependencyKind.FACT, subject=subject)


def order_need(task: str) -> TaskNeed:
    return TaskNeed(task=task, kind=DependencyKind.ORDER, subject="the author's reason")


def spec(
    key: str,
    *,
    authority: str | None = None,
    needs: tuple[TaskNeed, ...] = (),
    kind: ServiceKind = ServiceKind.LICENCE,
    limit: TimeLimit | None = None,
    outputs: tuple[OutputSpec, ...] | None = None,
    procedures: tuple[SpecialProcedure, ...] = (),
    owed: tuple[OwedSpec, ...] = (),
    promised: tuple[PromisedSpec, ...] = (),
    place: str | None = None,
    visits: tuple[VisitSpec, ...] = (),
    by_rules: RuleDecisionSpec | None = None,
) -> TaskSpec:
    """A task of an authority of its own, with one deliverable output named after it."""
    return TaskSpec(
        key=key,
        service=key.partition("[")[0],
        kind=kind,
        authority=authority or f"authority-of-{key}",
        needs=needs,
        limit=limit or days(10),
        special_procedures=procedures,
        outputs=(OutputSpec(id=f"{key}-output", evidence=f"{key}-paper"),) if outputs is None else outputs,
        owed=owed,
        promised=promised,
        place=place,
        visits=visits,
        by_rules=by_rules,
    )


BIRTH: Final = (
    spec(
        "certificate",
        authority="hospital",
        outputs=(
            OutputSpec(
                id="certificate", evidence="birth-certificate", facts=("child[1].certificate_number",)
            ),
        ),
    ),
    spec(
        "registration",
        authority="police",
        needs=(evidence_need("certificate", "birth-certificate"),),
        outputs=(OutputSpec(id="page", evidence="household-page", facts=("child[1].id_number",)),),
    ),
    spec("card", authority="hr", needs=(fact_need("registration", "child[1].id_number"),)),
    spec("guidance", authority="health", needs=(order_need("certificate"),), outputs=()),
)
"""Four tasks of a birth: one needs a paper of the first, one a fact of the second, one only comes after the first."""


class Story:
    """A case that is told command by command; keeps all events and never loses time."""

    def __init__(self, *, now: datetime = MONDAY) -> None:
        self.now = now
        self.state: CaseState | None = None
        self.events: list[CaseEvent] = []
        self.completeness: Completeness | None = COMPLETE
        self.cross_region: CrossRegionMode | None = None
        self.rules: RuleOutcome | None = None
        self.give(
            StartCase(case_id="case-1", life_event="newborn", one_thing="hash-1", region="430100", lead=LEAD)
        )

    @property
    def case(self) -> CaseState:
        assert self.state is not None
        return self.state

    def facts(self, actor: ActorRef) -> DecisionFacts:
        return DecisionFacts(
            now=self.now,
            calendar=CALENDAR,
            actor=actor,
            completeness=self.completeness,
            competent=("authority-of-t0", "other", "third"),
            cross_region=self.cross_region,
            places=("310000", "350200"),
            rules=self.rules,
        )

    def give(self, command: Command, actor: ActorRef = APPLICANT) -> list[str]:
        """Give a command; the names of what happened."""
        events = decide(self.state, command, self.facts(actor))
        for event in events:
            self.state = evolve(self.state, event)
        self.events += events
        return [type(event).__name__ for event in events]

    def lead(self, command: Command) -> list[str]:
        """A command of the lead authority."""
        return self.give(command, officer(LEAD))

    def handle(self, command: TaskCommand) -> list[str]:
        """A command of the authority of the task it goes to."""
        spec = self.task(command.task).spec
        return self.give(command, officer(spec.authority, place=spec.place))

    def task(self, key: str) -> TaskState:
        task = self.case.task(key)
        assert task is not None
        return task

    def later(self, *, days: int = 0, hours: int = 0) -> Story:
        self.now += timedelta(days=days, hours=hours)
        return self

    def fire(self, kind: TimerKind, subject: str = "") -> list[str]:
        """Let time pass until the wanted timer of that kind is due, and fire it."""
        timer = next(
            one for one in timers_of(self.case, CALENDAR) if (one.kind, one.subject) == (kind, subject)
        )
        self.now = max(self.now, timer.due)
        actor = RULES if kind is TimerKind.RULES else SYSTEM
        return self.give(FireTimer(kind=kind, subject=subject, generation=timer.generation), actor)

    def received(self, *tasks: TaskSpec) -> Story:
        self.give(SubmitCase(number="430100-1", tasks=tasks or BIRTH))
        return self

    def collected(
        self,
        *tasks: TaskSpec,
        mode: CrossRegionMode = CrossRegionMode.COLLECTED,
        returns: ResultReturn = ResultReturn.COLLECTING_PLACE,
    ) -> Story:
        """Handed in from another region, by default at the window of 310000, which will hand the results out too."""
        self.cross_region = mode
        self.give(AttachPaper(paper=paper("p1")))
        self.give(RecordAnswers(facts=(fact("mother.name"),)))
        self.give(ChooseCollection(place="310000", returns=returns))
        return self.received(*tasks)

    def handed_over(self) -> Story:
        """The window looked at every paper and hands over."""
        papers = tuple(one.id for one in self.case.papers)
        checked = FormCheck(identity=IdentityCheck.DOCUMENT, papers=papers)
        self.give(HandOver(checked=checked), window())
        return self

    def dispatched(self, *tasks: TaskSpec) -> Story:
        self.received(*tasks).lead(DispatchCase())
        return self

    def approved(self, key: str) -> Story:
        """Take a dispatched task to approval."""
        self.handle(AcceptTask(task=key))
        self.handle(ApproveTask(task=key))
        return self

    def issued(self, key: str) -> Story:
        """Take a dispatched task to its outputs, with every fact that is born."""
        self.approved(key)
        for output in self.task(key).spec.outputs:
            born = tuple(fact(path, kind=ProvenanceKind.OUTPUT, source=key) for path in output.facts)
            self.handle(
                IssueOutput(
                    task=key, output=output.id, document=f"hash-of-{output.id}", number="1", facts=born
                )
            )
        return self
