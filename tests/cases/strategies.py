"""Random plans, and for any state random commands: sensible ones, possible ones with odd contents, and nonsense."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from tests.cases import situations as s
from yijian.core import cases as c
from yijian.core.cases import life_commands as n
from yijian.core.cases import objection_commands as oc
from yijian.core.cases import promise_commands as m
from yijian.core.cases import undoing_commands as uc
from yijian.core.cases.objections import ExternalReview, ReviewBody, ReviewOutcome
from yijian.core.cases.promises import CreditCheck, OwedSpec, PromisedSpec, PromiseKind, Standing
from yijian.core.cases.undoings import GROUNDS, ReissueGround, UndoingGround, UndoingKind
from yijian.core.errors import Text
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.core.vocabulary.service import ServiceKind, SpecialProcedure
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

Draw = Callable[[st.SearchStrategy[Any]], Any]

_PROCEDURE: Final = SpecialProcedure(id="experts", name=Text("专家评审", "expert review"), limit=s.days(3))
_OWED: Final = (OwedSpec(paper="photograph:t", within=s.days(5)), OwedSpec(paper="form:t", within=s.days(2)))
_PROMISED: Final = PromisedSpec(kind=PromiseKind.CONDITIONS, subject="t", checked_within=s.days(30))
_PATHS: Final = ("mother.name", "child.count", "born.t0", "born.t1")
_PAPERS: Final = ("p1", "p2", "p3")
_RARE: Final = frozenset(
    {c.ConfirmNoticeDelivery, c.WithdrawCase, c.EndCase, c.EndTask, c.DeclineTask, c.DeclareNotCompetent}
)
"""Commands that end a story soon, or add nothing to it."""
_KEYS: Final = ("t0", "t1", "t2", "t3", "nobody's")
_LIMITS: Final = (
    s.days(1),
    s.days(10),
    TimeLimit(amount=24, unit=TimeUnit.HOUR),
    TimeLimit(amount=0, unit=TimeUnit.CALENDAR_DAY),
    TimeLimit(amount=1, unit=TimeUnit.MONTH, starts=LimitStart.RECEIPT),
)


@st.composite
def plans(draw: Draw, *, most: int = 4) -> tuple[c.TaskSpec, ...]:
    """Up to four tasks, each of which may need papers, facts or the turn of earlier ones."""
    tasks: list[c.TaskSpec] = []
    for index in range(draw(st.integers(1, most))):
        needs = []
        for other in tasks:
            kind = draw(st.sampled_from(("none", "evidence", "fact", "order")))
            if kind == "evidence" and other.outputs:
                needs.append(s.evidence_need(other.key, f"{other.key}-paper"))
            elif kind == "fact" and other.outputs:
                needs.append(s.fact_need(other.key, f"born.{other.key}"))
            elif kind == "order":
                needs.append(s.order_need(other.key))
        key = f"t{index}"
        output = c.OutputSpec(
            id="first", evidence=f"{key}-paper", facts=(f"born.{key}",), deliverable=draw(st.booleans())
        )
        outputs = draw(st.sampled_from(((), (output,), (output, c.OutputSpec(id="second")))))
        tasks.append(
            s.spec(
                key,
                needs=tuple(needs),
                kind=draw(st.sampled_from((ServiceKind.LICENCE, ServiceKind.CONFIRMATION))),
                limit=draw(st.sampled_from(_LIMITS)),
                outputs=outputs,
                procedures=draw(st.sampled_from(((), (_PROCEDURE,)))),
                owed=draw(st.sampled_from(((), (), _OWED, _OWED[:1]))),
                promised=draw(st.sampled_from(((), (), (_PROMISED,)))),
            )
        )
    return tuple(tasks)


STAGES: Final = ("draft", "received", "told", "dispatched", "granted", "decided")


def begun(stage: str, plan: tuple[c.TaskSpec, ...]) -> s.Story:
    """A story that has come to a stage."""
    story = s.Story()
    if stage == "draft":
        return story
    story.received(*plan)
    if stage == "told":
        told = (s.defect("identity-card:mother"), s.defect("mother.name"))
        story.lead(c.NotifyCorrection(due=date(2026, 3, 20), defects=told[: len(plan)]))
    if stage in {"dispatched", "granted", "decided"}:
        story.lead(c.DispatchCase())
    if stage == "granted":
        story.approved("t0")
    if stage == "decided":
        story.handle(c.DeclineTask(task="t0", reason=_R))
        for task in story.case.tasks:
            if task.status is c.TaskStatus.DISPATCHED:
                story.approved(task.spec.key)
    return story


def command_for(draw: Draw, story: s.Story, plan: tuple[c.TaskSpec, ...]) -> tuple[c.Command, c.ActorRef]:
    """A command and who gives it. Mostly one that the state allows; sometimes any at all, from anybody."""
    possible = list(c.possible_commands(story.state))
    usual = [one for one in possible if one.command not in _RARE]
    timers = c.timers_of(story.case, s.CALENDAR)
    choice = draw(st.integers(0, 9))
    if timers and choice <= 1:
        timer = draw(st.sampled_from(timers))
        story.now = max(story.now, timer.due)
        return (
            c.FireTimer(kind=timer.kind, subject=timer.subject, generation=timer.generation),
            s.SYSTEM,
        )
    if choice <= 8:
        one = draw(st.sampled_from(usual if usual and choice <= 7 else possible))
        kind, keys = one.command, one.tasks or _KEYS
    else:
        kind, keys = draw(st.sampled_from(c.COMMANDS)), _KEYS
    command = _MAKERS[kind](draw, story, plan, draw(st.sampled_from(keys)))
    return command, _actor(draw, story, command)


def _actor(draw: Draw, story: s.Story, command: c.Command) -> c.ActorRef:
    if draw(st.integers(0, 9)) == 0:
        anybody: c.ActorRef = draw(
            st.sampled_from((s.APPLICANT, s.SUPERVISOR, s.SYSTEM, s.officer("authority-of-t0")))
        )
        return anybody
    if isinstance(command, n.ExtendLimit):
        task = story.case.task(command.task)
        return s.head(task.spec.authority if task else s.LEAD)
    if isinstance(command, m.AskForExtension | m.MakePromise | m.TakeBackPromise | m.BringOwedPaper):
        return s.APPLICANT
    if isinstance(command, oc.APPLICANTS_OWN):
        return s.APPLICANT
    if isinstance(command, c.TaskCommand):
        task = story.case.task(command.task)
        return s.officer(task.spec.authority) if task else s.officer(s.LEAD)
    if isinstance(command, c.FireTimer):
        return s.SYSTEM
    if isinstance(command, c.NotifyCorrection) and command.supervisor_reason:
        return s.SUPERVISOR
    if isinstance(command, n.ChangeAnswers | c.WithdrawCase | c.RateCase | c.SubmitCase | c.SubmitSupplement):
        return s.APPLICANT
    return s.officer(s.LEAD)


def _facts(draw: Draw, kind: ProvenanceKind) -> tuple[c.RecordedFact, ...]:
    paths = draw(st.lists(st.sampled_from(_PATHS), max_size=2))
    return tuple(s.fact(path, draw(st.sampled_from("12")), kind) for path in paths)


def _subjects(story: s.Story) -> tuple[str, ...]:
    return ("identity-card:mother", "mother.name", "child.count", *story.case.newly_supplied)


def _defects(draw: Draw, story: s.Story, key: str) -> tuple[c.Defect, ...]:
    subjects = draw(st.lists(st.sampled_from(_subjects(story)), max_size=2))
    return tuple(s.defect(subject, draw(st.sampled_from((None, key)))) for subject in subjects)


def _due(draw: Draw, story: s.Story) -> date:
    return local_date(story.now) + timedelta(days=draw(st.integers(-1, 20)))


def _output(draw: Draw, story: s.Story, key: str) -> str:
    task = story.case.task(key)
    ids = [output.id for output in task.spec.outputs] if task else []
    output: str = draw(st.sampled_from((*ids, *ids, "nothing")))
    return output


def _issuing(draw: Draw, story: s.Story, key: str) -> c.IssueOutput:
    output = _output(draw, story, key)
    task = story.case.task(key)
    specs = [one for one in task.spec.outputs if one.id == output] if task else []
    paths = specs[0].facts if specs and draw(st.integers(0, 5)) else ()
    facts = tuple(s.fact(path, kind=ProvenanceKind.OUTPUT, source=key) for path in paths)
    return c.IssueOutput(task=key, output=output, document="hash", facts=facts)


def _reissuing(draw: Draw, story: s.Story, key: str) -> uc.ReissueOutput:
    like = _issuing(draw, story, key)
    ground = draw(st.sampled_from(tuple(ReissueGround)))
    facts = like.facts if ground is ReissueGround.MISPRINTED or not draw(st.integers(0, 5)) else ()
    return uc.ReissueOutput(
        task=key, output=like.output, ground=ground, reason=_R, document="copy", facts=facts
    )


def _ground(draw: Draw, act: UndoingKind) -> UndoingGround:
    ground: UndoingGround = draw(st.sampled_from((*GROUNDS[act], *GROUNDS[act], *UndoingGround)))
    return ground


def _stop(draw: Draw, key: str) -> c.SuspendClock:
    return c.SuspendClock(
        task=key,
        kind=draw(st.sampled_from(("experts", c.OTHER_PROCEDURE, "coffee"))),
        reason=draw(st.sampled_from((None, s.text("r")))),
        limit=draw(st.sampled_from((None, *_LIMITS))),
    )


def _timer(draw: Draw, key: str) -> c.FireTimer:
    return c.FireTimer(
        kind=draw(st.sampled_from(tuple(c.TimerKind))),
        subject=draw(st.sampled_from(("", key))),
        generation=draw(st.integers(0, 3)),
    )


def _kind(draw: Draw) -> PromiseKind:
    kind: PromiseKind = draw(st.sampled_from(tuple(PromiseKind)))
    return kind


def _credit(draw: Draw) -> CreditCheck:
    return CreditCheck(standing=draw(st.sampled_from(tuple(Standing))), source="credit", at=s.MONDAY)


Maker = Callable[[Draw, s.Story, tuple[c.TaskSpec, ...], str], c.Command]

_R: Final = s.text("r")
_MAKERS: Final[dict[type[c.Command], Maker]] = {
    c.StartCase: lambda d, y, p, k: c.StartCase(
        case_id="case-2", life_event="x", one_thing="h", region=None, lead=s.LEAD
    ),
    c.RecordAnswers: lambda d, y, p, k: c.RecordAnswers(facts=_facts(d, ProvenanceKind.ANSWER)),
    c.LearnFacts: lambda d, y, p, k: c.LearnFacts(
        facts=_facts(d, d(st.sampled_from((ProvenanceKind.REGISTER, ProvenanceKind.OUTPUT))))
    ),
    c.ForgetFacts: lambda d, y, p, k: c.ForgetFacts(
        paths=tuple(d(st.lists(st.sampled_from(_PATHS), max_size=2)))
    ),
    c.AttachPaper: lambda d, y, p, k: c.AttachPaper(paper=s.paper(d(st.sampled_from(_PAPERS)))),
    c.RemovePaper: lambda d, y, p, k: c.RemovePaper(paper_id=d(st.sampled_from(_PAPERS))),
    c.RequestSignature: lambda d, y, p, k: c.RequestSignature(
        participant=d(st.sampled_from(("mother", "father")))
    ),
    c.Sign: lambda d, y, p, k: c.Sign(
        participant=d(st.sampled_from(("mother", "father"))),
        statement=_R,
        method="link-and-code",
        covers=d(st.sampled_from(((), ("mother.name",)))),
    ),
    m.MakePromise: lambda d, y, p, k: m.MakePromise(
        kind=_kind(d),
        subject=d(st.sampled_from(("photograph:t", "form:t", "t"))),
        statement=_R,
        method="signed_in",
        credit=_credit(d),
    ),
    m.TakeBackPromise: lambda d, y, p, k: m.TakeBackPromise(
        kind=_kind(d), subject=d(st.sampled_from(("photograph:t", "form:t")))
    ),
    m.BringOwedPaper: lambda d, y, p, k: m.BringOwedPaper(
        paper=s.paper(d(st.sampled_from(_PAPERS)), d(st.sampled_from(("photograph:t", "form:t"))))
    ),
    m.AskForExtension: lambda d, y, p, k: m.AskForExtension(task=k, reason=_R),
    m.ExtendOwing: lambda d, y, p, k: m.ExtendOwing(task=k, due=_due(d, y)),
    m.EndOwing: lambda d, y, p, k: m.EndOwing(task=k, reason=_R),
    m.CheckPromise: lambda d, y, p, k: m.CheckPromise(task=k, kept=d(st.booleans()), finding=_R),
    m.OrderCorrection: lambda d, y, p, k: m.OrderCorrection(task=k, due=_due(d, y), reason=_R),
    m.ConfirmCorrection: lambda d, y, p, k: m.ConfirmCorrection(task=k, finding=_R),
    m.RevokeDecision: lambda d, y, p, k: m.RevokeDecision(
        task=k, reason=_R, claw_back=d(st.booleans()), ground=_ground(d, UndoingKind.REVOKE)
    ),
    uc.RetractLicence: lambda d, y, p, k: uc.RetractLicence(
        task=k, reason=_R, ground=_ground(d, UndoingKind.RETRACT)
    ),
    uc.CancelResult: lambda d, y, p, k: uc.CancelResult(
        task=k, reason=_R, ground=_ground(d, UndoingKind.CANCEL)
    ),
    uc.RevokeAsPenalty: lambda d, y, p, k: uc.RevokeAsPenalty(task=k, reason=_R),
    uc.ReissueOutput: lambda d, y, p, k: _reissuing(d, y, k),
    oc.RaiseObjection: lambda d, y, p, k: oc.RaiseObjection(
        task=k, reason=_R, deciders=d(st.sampled_from(((), ("somebody",), (f"officer-of-authority-of-{k}",))))
    ),
    oc.TakeBackObjection: lambda d, y, p, k: oc.TakeBackObjection(task=k),
    oc.DecideObjection: lambda d, y, p, k: oc.DecideObjection(
        task=k, outcome=d(st.sampled_from(tuple(ReviewOutcome))), finding=_R
    ),
    oc.RecordExternalReview: lambda d, y, p, k: oc.RecordExternalReview(
        task=k,
        review=ExternalReview(body=d(st.sampled_from(tuple(ReviewBody))), number="X-1"),
        outcome=d(st.sampled_from(tuple(ReviewOutcome))),
        finding=_R,
    ),
    c.SubmitCase: lambda d, y, p, k: c.SubmitCase(number="430100-1", tasks=d(st.sampled_from((p, p, p, ())))),
    c.ReportDefects: lambda d, y, p, k: c.ReportDefects(defects=_defects(d, y, k)),
    c.DropDefect: lambda d, y, p, k: c.DropDefect(
        subject=d(st.sampled_from(_subjects(y))), task=d(st.sampled_from((None, k)))
    ),
    c.NotifyCorrection: lambda d, y, p, k: c.NotifyCorrection(
        due=_due(d, y), defects=_defects(d, y, k), supervisor_reason=d(st.sampled_from((None, _R)))
    ),
    c.SubmitSupplement: lambda d, y, p, k: c.SubmitSupplement(tasks=d(st.sampled_from((p, p[:1])))),
    c.DispatchCase: lambda d, y, p, k: c.DispatchCase(),
    c.AcceptTask: lambda d, y, p, k: c.AcceptTask(task=k),
    c.DeclineTask: lambda d, y, p, k: c.DeclineTask(task=k, reason=_R),
    c.DeclareNotCompetent: lambda d, y, p, k: c.DeclareNotCompetent(task=k, reason=_R),
    n.ChangeAnswers: lambda d, y, p, k: n.ChangeAnswers(
        facts=_facts(d, ProvenanceKind.ANSWER),
        forgotten=tuple(d(st.lists(st.sampled_from(_PATHS), max_size=1))),
        papers=tuple(s.paper(one) for one in d(st.lists(st.sampled_from(_PAPERS), max_size=1))),
        tasks=d(st.sampled_from((p, p[:1], p[:-1]))),
        touched=tuple(
            n.Touched(task=one, paths=("mother.name",)) for one in d(st.sets(st.sampled_from(_KEYS)))
        ),
        statement=_R,
        method="signed_in",
        signer=d(st.sampled_from((None, "mother"))),
    ),
    n.AcknowledgeChange: lambda d, y, p, k: n.AcknowledgeChange(task=k, finding=_R),
    n.ExtendLimit: lambda d, y, p, k: n.ExtendLimit(task=k, days=d(st.integers(0, 12)), reason=_R),
    n.TransferTask: lambda d, y, p, k: n.TransferTask(
        task=k, to=d(st.sampled_from(("authority-of-t0", "other", "third", "nobody"))), reason=_R
    ),
    c.BeginReview: lambda d, y, p, k: c.BeginReview(task=k),
    c.SuspendClock: lambda d, y, p, k: _stop(d, k),
    c.ResumeClock: lambda d, y, p, k: c.ResumeClock(task=k),
    c.ApproveTask: lambda d, y, p, k: c.ApproveTask(task=k),
    c.RefuseTask: lambda d, y, p, k: c.RefuseTask(task=k, reason=_R),
    c.IssueOutput: lambda d, y, p, k: _issuing(d, y, k),
    c.DeliverOutput: lambda d, y, p, k: c.DeliverOutput(
        task=k, output=_output(d, y, k), mode=c.DeliveryMode.COLLECTED
    ),
    c.EndTask: lambda d, y, p, k: c.EndTask(task=k, reason=_R),
    c.ConfirmNoticeDelivery: lambda d, y, p, k: c.ConfirmNoticeDelivery(
        number=d(st.sampled_from((*(one.number for one in y.case.notices), "X"))), mode=c.DeliveryMode.POST
    ),
    c.WithdrawCase: lambda d, y, p, k: c.WithdrawCase(),
    c.EndCase: lambda d, y, p, k: c.EndCase(reason=_R),
    c.RateCase: lambda d, y, p, k: c.RateCase(score=d(st.integers(0, 6))),
    c.CloseCase: lambda d, y, p, k: c.CloseCase(),
    c.FireTimer: lambda d, y, p, k: _timer(d, k),
}
