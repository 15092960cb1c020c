"""For each command a maker of random ones: mostly sensible contents, for a task of some key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from tests.cases import situations as s
from yijian.core import cases as c
from yijian.core.cases import handover_commands as h
from yijian.core.cases import holding_commands as hc
from yijian.core.cases import life_commands as n
from yijian.core.cases import objection_commands as oc
from yijian.core.cases import promise_commands as m
from yijian.core.cases import rule_decision_commands as rc
from yijian.core.cases import undoing_commands as uc
from yijian.core.cases import visit_commands as vc
from yijian.core.cases.handovers import FormCheck, IdentityCheck, ResultReturn
from yijian.core.cases.objections import ExternalReview, ReviewBody, ReviewOutcome
from yijian.core.cases.promises import CreditCheck, PromiseKind, Standing
from yijian.core.cases.undoings import GROUNDS, ReissueGround, UndoingGround, UndoingKind
from yijian.core.cases.visits import FindingOutcome
from yijian.core.planning.local_time import local_date
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

Draw = Callable[[st.SearchStrategy[Any]], Any]

_PATHS: Final = ("mother.name", "child.count", "born.t0", "born.t1")
_PAPERS: Final = ("p1", "p2", "p3")
KEYS: Final = ("t0", "t1", "t2", "t3", "nobody's")
LIMITS: Final = (
    s.days(1),
    s.days(10),
    TimeLimit(amount=24, unit=TimeUnit.HOUR),
    TimeLimit(amount=0, unit=TimeUnit.CALENDAR_DAY),
    TimeLimit(amount=1, unit=TimeUnit.MONTH, starts=LimitStart.RECEIPT),
)


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
        task=key, output=like.output, ground=ground, reason=REASON, document="copy", facts=facts
    )


def _ground(draw: Draw, act: UndoingKind) -> UndoingGround:
    ground: UndoingGround = draw(st.sampled_from((*GROUNDS[act], *GROUNDS[act], *UndoingGround)))
    return ground


def _stop(draw: Draw, key: str) -> c.SuspendClock:
    return c.SuspendClock(
        task=key,
        kind=draw(st.sampled_from(("experts", c.OTHER_PROCEDURE, "coffee"))),
        reason=draw(st.sampled_from((None, s.text("r")))),
        limit=draw(st.sampled_from((None, *LIMITS))),
    )


def _timer(draw: Draw, key: str) -> c.FireTimer:
    return c.FireTimer(
        kind=draw(st.sampled_from(tuple(c.TimerKind))),
        subject=draw(st.sampled_from(("", key))),
        generation=draw(st.integers(0, 3)),
    )


def _visit(draw: Draw, story: s.Story) -> str:
    return str(draw(st.sampled_from((*(one.id for one in story.case.visits[-2:]), "9"))))


def _finding(draw: Draw, story: s.Story, key: str) -> vc.RecordFinding:
    outcome = draw(st.sampled_from(tuple(FindingOutcome)))
    more = outcome is FindingOutcome.TO_CORRECT
    return vc.RecordFinding(
        task=key,
        visit=_visit(draw, story),
        outcome=outcome,
        text=REASON,
        present=REASON,
        due=draw(st.sampled_from((None, _due(draw, story)))) if more else None,
        stops=draw(st.sampled_from((None, "experts"))) if more else None,
    )


def _kind(draw: Draw) -> PromiseKind:
    kind: PromiseKind = draw(st.sampled_from(tuple(PromiseKind)))
    return kind


def _credit(draw: Draw) -> CreditCheck:
    return CreditCheck(standing=draw(st.sampled_from(tuple(Standing))), source="credit", at=s.MONDAY)


Maker = Callable[[Draw, s.Story, tuple[c.TaskSpec, ...], str], c.Command]

REASON: Final = s.text("r")
MAKERS: Final[dict[type[c.Command], Maker]] = {
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
        statement=REASON,
        method="link-and-code",
        covers=d(st.sampled_from(((), ("mother.name",)))),
    ),
    m.MakePromise: lambda d, y, p, k: m.MakePromise(
        kind=_kind(d),
        subject=d(st.sampled_from(("photograph:t", "form:t", "t"))),
        statement=REASON,
        method="signed_in",
        credit=_credit(d),
    ),
    m.TakeBackPromise: lambda d, y, p, k: m.TakeBackPromise(
        kind=_kind(d), subject=d(st.sampled_from(("photograph:t", "form:t")))
    ),
    m.BringOwedPaper: lambda d, y, p, k: m.BringOwedPaper(
        paper=s.paper(d(st.sampled_from(_PAPERS)), d(st.sampled_from(("photograph:t", "form:t"))))
    ),
    m.AskForExtension: lambda d, y, p, k: m.AskForExtension(task=k, reason=REASON),
    m.ExtendOwing: lambda d, y, p, k: m.ExtendOwing(task=k, due=_due(d, y)),
    m.EndOwing: lambda d, y, p, k: m.EndOwing(task=k, reason=REASON),
    m.CheckPromise: lambda d, y, p, k: m.CheckPromise(task=k, kept=d(st.booleans()), finding=REASON),
    m.OrderCorrection: lambda d, y, p, k: m.OrderCorrection(task=k, due=_due(d, y), reason=REASON),
    m.ConfirmCorrection: lambda d, y, p, k: m.ConfirmCorrection(task=k, finding=REASON),
    m.RevokeDecision: lambda d, y, p, k: m.RevokeDecision(
        task=k, reason=REASON, claw_back=d(st.booleans()), ground=_ground(d, UndoingKind.REVOKE)
    ),
    uc.RetractLicence: lambda d, y, p, k: uc.RetractLicence(
        task=k, reason=REASON, ground=_ground(d, UndoingKind.RETRACT)
    ),
    uc.CancelResult: lambda d, y, p, k: uc.CancelResult(
        task=k, reason=REASON, ground=_ground(d, UndoingKind.CANCEL)
    ),
    uc.RevokeAsPenalty: lambda d, y, p, k: uc.RevokeAsPenalty(task=k, reason=REASON),
    uc.ReissueOutput: lambda d, y, p, k: _reissuing(d, y, k),
    oc.RaiseObjection: lambda d, y, p, k: oc.RaiseObjection(
        task=k,
        reason=REASON,
        deciders=d(st.sampled_from(((), ("somebody",), (f"officer-of-authority-of-{k}",)))),
    ),
    oc.TakeBackObjection: lambda d, y, p, k: oc.TakeBackObjection(task=k),
    oc.DecideObjection: lambda d, y, p, k: oc.DecideObjection(
        task=k, outcome=d(st.sampled_from(tuple(ReviewOutcome))), finding=REASON
    ),
    oc.RecordExternalReview: lambda d, y, p, k: oc.RecordExternalReview(
        task=k,
        review=ExternalReview(body=d(st.sampled_from(tuple(ReviewBody))), number="X-1"),
        outcome=d(st.sampled_from(tuple(ReviewOutcome))),
        finding=REASON,
    ),
    h.ChooseCollection: lambda d, y, p, k: h.ChooseCollection(
        place=d(st.sampled_from((None, "310000", "350200", "nowhere"))),
        returns=d(st.sampled_from(tuple(ResultReturn))),
    ),
    h.BringToWindow: lambda d, y, p, k: h.BringToWindow(
        paper=s.paper(d(st.sampled_from(_PAPERS)), d(st.sampled_from(("identity-card:mother", "form:t"))))
    ),
    h.HandOver: lambda d, y, p, k: h.HandOver(
        checked=FormCheck(
            identity=d(st.sampled_from(tuple(IdentityCheck))),
            papers=tuple(one.id for one in y.case.papers)[: d(st.sampled_from((9, 9, 0)))],
        )
    ),
    h.TakeOver: lambda d, y, p, k: h.TakeOver(),
    h.RefuseHandover: lambda d, y, p, k: h.RefuseHandover(reason=REASON),
    h.SendResult: lambda d, y, p, k: h.SendResult(task=k, output=_output(d, y, k)),
    h.GiveOutResult: lambda d, y, p, k: h.GiveOutResult(task=k, output=_output(d, y, k)),
    c.SubmitCase: lambda d, y, p, k: c.SubmitCase(number="430100-1", tasks=d(st.sampled_from((p, p, p, ())))),
    c.ReportDefects: lambda d, y, p, k: c.ReportDefects(defects=_defects(d, y, k)),
    c.DropDefect: lambda d, y, p, k: c.DropDefect(
        subject=d(st.sampled_from(_subjects(y))), task=d(st.sampled_from((None, k)))
    ),
    c.NotifyCorrection: lambda d, y, p, k: c.NotifyCorrection(
        due=_due(d, y), defects=_defects(d, y, k), supervisor_reason=d(st.sampled_from((None, REASON)))
    ),
    c.SubmitSupplement: lambda d, y, p, k: c.SubmitSupplement(tasks=d(st.sampled_from((p, p[:1])))),
    c.DispatchCase: lambda d, y, p, k: c.DispatchCase(),
    c.AcceptTask: lambda d, y, p, k: c.AcceptTask(task=k),
    c.DeclineTask: lambda d, y, p, k: c.DeclineTask(task=k, reason=REASON),
    c.DeclareNotCompetent: lambda d, y, p, k: c.DeclareNotCompetent(task=k, reason=REASON),
    n.ChangeAnswers: lambda d, y, p, k: n.ChangeAnswers(
        facts=_facts(d, ProvenanceKind.ANSWER),
        forgotten=tuple(d(st.lists(st.sampled_from(_PATHS), max_size=1))),
        papers=tuple(s.paper(one) for one in d(st.lists(st.sampled_from(_PAPERS), max_size=1))),
        tasks=d(st.sampled_from((p, p[:1], p[:-1]))),
        touched=tuple(
            n.Touched(task=one, paths=("mother.name",)) for one in d(st.sets(st.sampled_from(KEYS)))
        ),
        statement=REASON,
        method="signed_in",
        signer=d(st.sampled_from((None, "mother"))),
    ),
    n.AcknowledgeChange: lambda d, y, p, k: n.AcknowledgeChange(task=k, finding=REASON),
    n.RequestLimitExtension: lambda d, y, p, k: n.RequestLimitExtension(
        task=k, days=d(st.integers(0, 12)), reason=REASON
    ),
    n.DeclineLimitExtension: lambda d, y, p, k: n.DeclineLimitExtension(task=k, reason=REASON),
    n.ExtendLimit: lambda d, y, p, k: n.ExtendLimit(task=k, days=d(st.integers(0, 12)), reason=REASON),
    n.TransferTask: lambda d, y, p, k: n.TransferTask(
        task=k, to=d(st.sampled_from(("authority-of-t0", "other", "third", "nobody"))), reason=REASON
    ),
    vc.ProposeVisit: lambda d, y, p, k: vc.ProposeVisit(
        of=d(st.sampled_from(("premises", "premises", "premises", "elsewhere"))),
        day=_due(d, y),
        tasks=tuple(d(st.lists(st.sampled_from((k, *KEYS)), max_size=3))),
    ),
    vc.JoinVisit: lambda d, y, p, k: vc.JoinVisit(task=k, visit=_visit(d, y)),
    vc.LeaveVisit: lambda d, y, p, k: vc.LeaveVisit(task=k, visit=_visit(d, y), reason=REASON),
    vc.AskForOtherDay: lambda d, y, p, k: vc.AskForOtherDay(
        visit=_visit(d, y), day=_due(d, y), reason=REASON
    ),
    vc.MoveVisit: lambda d, y, p, k: vc.MoveVisit(visit=_visit(d, y), day=_due(d, y)),
    vc.HoldVisit: lambda d, y, p, k: vc.HoldVisit(visit=_visit(d, y), day=local_date(y.now)),
    vc.RecordFinding: lambda d, y, p, k: _finding(d, y, k),
    vc.CallOffVisit: lambda d, y, p, k: vc.CallOffVisit(visit=_visit(d, y), reason=REASON),
    hc.TakeTask: lambda d, y, p, k: hc.TakeTask(task=k),
    hc.GiveBackTask: lambda d, y, p, k: hc.GiveBackTask(task=k),
    hc.AssignTask: lambda d, y, p, k: hc.AssignTask(task=k, to=d(st.sampled_from(("a", "b")))),
    rc.RecordSample: lambda d, y, p, k: rc.RecordSample(task=k, right=d(st.booleans()), finding=REASON),
    c.BeginReview: lambda d, y, p, k: c.BeginReview(task=k),
    c.SuspendClock: lambda d, y, p, k: _stop(d, k),
    c.ResumeClock: lambda d, y, p, k: c.ResumeClock(task=k),
    c.ApproveTask: lambda d, y, p, k: c.ApproveTask(task=k),
    c.RefuseTask: lambda d, y, p, k: c.RefuseTask(task=k, reason=REASON),
    c.IssueOutput: lambda d, y, p, k: _issuing(d, y, k),
    c.DeliverOutput: lambda d, y, p, k: c.DeliverOutput(
        task=k, output=_output(d, y, k), mode=c.DeliveryMode.COLLECTED
    ),
    c.EndTask: lambda d, y, p, k: c.EndTask(task=k, reason=REASON),
    c.ConfirmNoticeDelivery: lambda d, y, p, k: c.ConfirmNoticeDelivery(
        number=d(st.sampled_from((*(one.number for one in y.case.notices), "X"))), mode=c.DeliveryMode.POST
    ),
    c.WithdrawCase: lambda d, y, p, k: c.WithdrawCase(),
    c.EndCase: lambda d, y, p, k: c.EndCase(reason=REASON),
    c.RateCase: lambda d, y, p, k: c.RateCase(score=d(st.integers(0, 6))),
    c.CloseCase: lambda d, y, p, k: c.CloseCase(),
    c.FireTimer: lambda d, y, p, k: _timer(d, k),
}
