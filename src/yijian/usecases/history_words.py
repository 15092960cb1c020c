"""What happened to a case in words, where it takes more than a fixed sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from yijian.core.cases import CaseState
from yijian.core.cases import objection_events as o
from yijian.core.cases import rule_decision_events as r
from yijian.core.cases import task_events as t
from yijian.core.cases import visit_events as v
from yijian.core.cases.names import FINDING_NAMES
from yijian.core.cases.notice_words import BODY_NAMES
from yijian.core.errors import Text
from yijian.core.planning.day_words import day_words
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.fact_names import paper_name


def counted(zh: str, en: str, number: int) -> Text:
    """A number in words."""
    return Text(zh, en).filled({"n": number, "s": "" if number == 1 else "s"})


def about(zh: str, en: str, one_thing: OneThing, paper: str) -> Text:
    """What was done, and to which paper."""
    name = paper_name(one_thing, paper)
    return Text(f"{zh}：{name.zh}", f"{en}: {name.en}")


def who(zh: str, en: str, one_thing: OneThing, event: Any) -> Text:
    """What a participant did."""
    found = one_thing.life_event.participants.get(event.participant)
    name = found.name if found else Text("当事人", "a participant")
    english = en.format(who=name.en)
    return Text(zh.format(who=name.zh), english[:1].upper() + english[1:])


def stopped(event: t.ClockSuspended, case: CaseState) -> Text:
    """That the clock was stopped, and by which procedure."""
    task = case.task(event.task)
    kinds = {one.id: one.name for one in task.spec.special_procedures} if task else {}
    kind = kinds.get(event.kind, Text("其他程序", "another procedure"))
    return Text(f"暂停计时：{kind.zh}", f"Clock stopped: {kind.en}")


def decided(zh: str, en: str, event: t.TaskApproved | t.TaskRefused) -> Text:
    """A decision, and from which system it was entered by hand."""
    if event.external is None:
        return Text(zh, en)
    return Text(
        f"{zh}，人工录入自{event.external.system}", f"{en}, entered by hand from {event.external.system}"
    )


def said(zh: str, en: str, event: o.ReviewEvent) -> Text:
    """What a review said, and who reviewed where it was outside."""
    if event.external is None:
        return Text(f"复核：{zh}", f"Reviewed: {en}")
    body, number = BODY_NAMES[event.external.body], event.external.number
    return Text(f"{body.zh}（{number}）：{zh}", f"{body.en} ({number}): {en}")


def on_day(zh: str, en: str, day: date) -> Text:
    """Something for a day."""
    words = day_words(day)
    return Text(f"{zh}：{words.zh}", f"{en}: {words.en}")


def found(event: v.FindingRecorded) -> Text:
    """What a visit found."""
    found = FINDING_NAMES[event.finding.outcome]
    return Text(f"踏勘结果：{found.zh}", f"The visit found: {found.en}")


def left(event: r.RulesLeftToOfficer) -> Text:
    """Why the rules did not decide."""
    if event.unmet:
        return Text("规则核对有不符合的，转人工", "A rule does not hold: left to an officer")
    return Text("规则没有给出结论，转人工", "The rules give no answer: left to an officer")


def named(zh: str, en: str, service: str, one_thing: OneThing) -> Text:
    """What was done, and to which service."""
    name = one_thing.services[service].definition.name
    return Text(f"{zh}：{name.zh}", f"{en}: {name.en}")


def handed_on(event: t.TaskTransferred, one_thing: OneThing) -> Text:
    """To which authority it was handed."""
    to = one_thing.authorities[event.to].short_name
    return Text(f"移送{to.zh}", f"Handed to {to.en}")


def result(zh: str, en: str, event: Any, case: CaseState, one_thing: OneThing) -> Text:
    """What was done with a result."""
    task = case.task(event.task)
    outputs = one_thing.services[task.spec.service].definition.outputs if task else ()
    name = next((one.name for one in outputs if one.id == event.output), Text("办理结果", "the result"))
    return Text(f"{zh}：{name.zh}", f"{en}: {name.en}")
