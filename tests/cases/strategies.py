"""Random plans, and for any state random commands: sensible ones, possible ones with odd contents, and nonsense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from hypothesis import strategies as st

from tests.cases import situations as s
from tests.cases.command_makers import KEYS, LIMITS, MAKERS, REASON, Draw
from yijian.core import cases as c
from yijian.core.cases import handover_commands as h
from yijian.core.cases import holding_commands as hc
from yijian.core.cases import life_commands as n
from yijian.core.cases import objection_commands as oc
from yijian.core.cases import promise_commands as m
from yijian.core.cases import visit_commands as vc
from yijian.core.cases.handovers import Office
from yijian.core.cases.promises import OwedSpec, PromisedSpec, PromiseKind
from yijian.core.cases.rule_decisions import RuleDecisionSpec, RuleOutcome
from yijian.core.cases.visits import VisitSpec
from yijian.core.errors import Text
from yijian.core.vocabulary.cross_region import CrossRegionMode
from yijian.core.vocabulary.service import ServiceKind, SpecialProcedure

_PROCEDURE: Final = SpecialProcedure(id="experts", name=Text("专家评审", "expert review"), limit=s.days(3))
_OWED: Final = (OwedSpec(paper="photograph:t", within=s.days(5)), OwedSpec(paper="form:t", within=s.days(2)))
_PROMISED: Final = PromisedSpec(kind=PromiseKind.CONDITIONS, subject="t", checked_within=s.days(30))
_TOGETHER: Final = VisitSpec(of="premises", tasks=("t0", "t1", "t2", "t3"))
_RARE: Final = frozenset(
    {c.ConfirmNoticeDelivery, c.WithdrawCase, c.EndCase, c.EndTask, c.DeclineTask, c.DeclareNotCompetent}
)
"""Commands that end a story soon, or add nothing to it."""


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
                limit=draw(st.sampled_from(LIMITS)),
                outputs=outputs,
                procedures=draw(st.sampled_from(((), (_PROCEDURE,)))),
                owed=draw(st.sampled_from(((), (), _OWED, _OWED[:1]))),
                promised=draw(st.sampled_from(((), (), (_PROMISED,)))),
                visits=draw(st.sampled_from(((), (_TOGETHER,), (VisitSpec(of="premises", tasks=(key,)),)))),
                by_rules=draw(st.sampled_from((None, None, RuleDecisionSpec(sampled=50)))),
            )
        )
    return tuple(tasks)


STAGES: Final = ("draft", "collected", "handed over", "received", "told", "dispatched", "granted", "decided")


def begun(stage: str, plan: tuple[c.TaskSpec, ...]) -> s.Story:
    """A story that has come to a stage."""
    story = s.Story()
    if stage == "draft":
        return story
    if stage in {"collected", "handed over"}:
        joint = len(plan) > 1
        plan = tuple(replace(one, place="350200" if i % 2 else None) for i, one in enumerate(plan))
        story.collected(*plan, mode=CrossRegionMode.JOINT if joint else CrossRegionMode.COLLECTED)
        return story.handed_over() if stage == "handed over" else story
    story.received(*plan)
    if stage == "told":
        told = (s.defect("identity-card:mother"), s.defect("mother.name"))
        story.lead(c.NotifyCorrection(due=date(2026, 3, 20), defects=told[: len(plan)]))
    if stage in {"dispatched", "granted", "decided"}:
        story.lead(c.DispatchCase())
    if stage == "granted":
        story.approved("t0")
    if stage == "decided":
        story.handle(c.DeclineTask(task="t0", reason=REASON))
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
        story.rules = RuleOutcome(
            task=timer.subject,
            met=draw(st.sampled_from(((), ("a",)))),
            unmet=draw(st.sampled_from(((), (), ("b",)))),
            undecided=draw(st.sampled_from(((), (), ("c",)))),
            reasons=s.text("because"),
        )
        return (
            c.FireTimer(kind=timer.kind, subject=timer.subject, generation=timer.generation),
            s.RULES if timer.kind is c.TimerKind.RULES else s.SYSTEM,
        )
    if choice <= 8:
        one = draw(st.sampled_from(usual if usual and choice <= 7 else possible))
        kind, keys = one.command, one.tasks or KEYS
    else:
        kind, keys = draw(st.sampled_from(c.COMMANDS)), KEYS
    command = MAKERS[kind](draw, story, plan, draw(st.sampled_from(keys)))
    return command, _actor(draw, story, command)


def _actor(draw: Draw, story: s.Story, command: c.Command) -> c.ActorRef:
    if draw(st.integers(0, 9)) == 0:
        anybody: c.ActorRef = draw(
            st.sampled_from((s.APPLICANT, s.SUPERVISOR, s.SYSTEM, s.officer("authority-of-t0")))
        )
        return anybody
    if isinstance(command, hc.AssignTask):
        task = story.case.task(command.task)
        return s.head(task.spec.authority if task else s.LEAD)
    if isinstance(command, vc.HoldVisit):
        visit = story.case.visit(command.visit)
        task = story.case.task(visit.parts[0].task) if visit else None
        return s.officer(task.spec.authority if task else s.LEAD)
    if isinstance(command, n.ExtendLimit | n.DeclineLimitExtension):
        task = story.case.task(command.task)
        return s.head(task.spec.authority if task else s.LEAD)
    if isinstance(
        command, vc.AskForOtherDay | m.AskForExtension | m.MakePromise | m.TakeBackPromise | m.BringOwedPaper
    ):
        return s.APPLICANT
    if isinstance(command, oc.APPLICANTS_OWN):
        return s.APPLICANT
    if isinstance(command, h.HandOver | h.BringToWindow | h.GiveOutResult):
        return s.window(draw(st.sampled_from(("310000", "310000", "310000", "350200"))))
    if isinstance(command, h.ChooseCollection):
        return s.APPLICANT
    if isinstance(command, h.TakeOver | h.RefuseHandover) and story.case.handover is not None:
        sent = story.case.handover.unanswered
        office = draw(st.sampled_from(sent)).to if sent else Office(place="430100", authority=s.LEAD)
        return c.ActorRef(kind=c.ActorKind.OFFICER, id="o", authority=office.authority, place=office.place)
    if isinstance(command, c.TaskCommand):
        task = story.case.task(command.task)
        return s.officer(task.spec.authority, place=task.spec.place) if task else s.officer(s.LEAD)
    if isinstance(command, c.FireTimer):
        return s.SYSTEM
    if isinstance(command, c.NotifyCorrection) and command.supervisor_reason:
        return s.SUPERVISOR
    if isinstance(command, n.ChangeAnswers | c.WithdrawCase | c.RateCase | c.SubmitCase | c.SubmitSupplement):
        return s.APPLICANT
    return s.officer(s.LEAD)
