"""Procedure profiles: every kind of matter, silence at acceptance and at the end of the limit, what a service's own law says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cases.situations import CALENDAR, Story, days, head, spec, text
from tests.cases.test_written import check_written
from yijian.core.cases import (
    PROCEDURES,
    AcceptTask,
    ApproveTask,
    BeginReview,
    EndCase,
    EndTask,
    NoticeKind,
    RefuseTask,
    Remedy,
    SuspendClock,
    TaskSpec,
    TaskStatus,
    TimerKind,
    due_of,
    profiles_document,
    timers_of,
)
from yijian.core.cases.clocks import correction_deadline, silence_end
from yijian.core.cases.extending import longest_extension
from yijian.core.cases.life_commands import ExtendLimit
from yijian.core.cases.life_refusals import NoExtensionHere
from yijian.core.cases.objection_commands import RaiseObjection
from yijian.core.cases.procedures import ELECTRONIC_SERVICE, SilenceEffect, procedure_for
from yijian.core.cases.promises import OwedSpec
from yijian.core.cases.refusals import ApprovedBySilence
from yijian.core.cases.reviewing import objection_due
from yijian.core.cases.states import Light
from yijian.core.errors import Text
from yijian.core.vocabulary.marks import Certainty, LegalBasis
from yijian.core.vocabulary.procedure import DecisionSilence, DeemedAcceptance, ServiceProcedure
from yijian.core.vocabulary.service import ServiceKind
from yijian.core.vocabulary.time_limit import LimitStart, TimeLimit, TimeUnit

R = text("r")
SILENT = ServiceProcedure(
    silence=DecisionSilence(effect=SilenceEffect.APPROVES, certainty=Certainty.PUBLISHED, source="an-example")
)


def silent(**changes: object) -> TaskSpec:
    """A task of a service whose law makes silence an approval after twenty working days; promised in ten."""
    made = replace(spec("a", outputs=()), statutory=days(20), procedure=SILENT)
    return replace(made, **changes)  # type: ignore[arg-type] # fields of a task by name


def accepted(task: TaskSpec) -> Story:
    story = Story().dispatched(task, spec("b"))
    story.handle(AcceptTask(task="a"))
    return story


@pytest.mark.parametrize("kind", ServiceKind)
def test_at_acceptance_silence_accepts_where_the_profile_says_so_and_else_is_recorded(
    kind: ServiceKind,
) -> None:
    story = Story().dispatched(spec("a", kind=kind))
    before = len(story.events)
    story.fire(TimerKind.ACCEPTANCE_DEADLINE, "a")
    check_written(story.events[before:])
    deemed = PROCEDURES[kind].deemed_acceptance.allowed
    assert deemed == (kind is ServiceKind.LICENCE), "the only kind for which a rule was found"
    task = story.task("a")
    assert task.deemed_accepted == deemed
    assert task.acceptance_overdue != deemed
    assert task.status is (TaskStatus.ACCEPTED if deemed else TaskStatus.DISPATCHED)
    assert (story.case.notices[-1].kind is NoticeKind.ACCEPTANCE) == deemed


@pytest.mark.parametrize("kind", ServiceKind)
def test_at_the_end_of_the_limit_no_kind_decides_anything_by_silence(kind: ServiceKind) -> None:
    story = accepted(replace(spec("a", kind=kind), statutory=days(20)))
    silence = PROCEDURES[kind].silence
    assert (silence.effect, silence.certainty) == (SilenceEffect.RECORDED, Certainty.NOT_FOUND)
    assert story.fire(TimerKind.TASK_RED, "a") == ["TaskOverdue"]
    assert story.task("a").light is Light.RED
    story.later(days=60)
    assert {one.kind for one in timers_of(story.case, CALENDAR) if one.subject == "a"} == set()
    story.handle(RefuseTask(task="a", reason=R))


@pytest.mark.parametrize("kind", ServiceKind)
def test_every_fact_of_every_profile_says_how_sure_it_is(kind: ServiceKind) -> None:
    profile = PROCEDURES[kind]
    facts = (profile.correction, profile.deemed_acceptance, profile.silence, profile.extension)
    more = (profile.objection, profile.review, *profile.remedies, *profile.bases.values(), ELECTRONIC_SERVICE)
    for fact in (*facts, *more):
        assert fact.certainty is not Certainty.PUBLISHED or fact.source
        assert fact.note, "where it comes from, or that nothing was found"
    for remedy in (Remedy.REVIEW, Remedy.LAWSUIT):
        assert profile.limit_of(remedy) is None, "no days were found in the sources"


def test_by_the_law_of_the_service_silence_approves_after_the_legal_limit_not_after_the_promise() -> None:
    story = accepted(silent())
    assert story.fire(TimerKind.TASK_RED, "a") == ["TaskOverdue"], "the promise: recorded only"
    promised = story.now
    before = len(story.events)
    assert story.fire(TimerKind.DECISION_SILENCE, "a") == ["TaskApproved", "NoticeIssued"]
    check_written(story.events[before:])
    assert story.now > promised
    task, notice = story.task("a"), story.case.notices[-1]
    assert (task.status, task.deemed_approved) == (TaskStatus.APPROVED, True)
    assert (notice.kind, notice.deemed) == (NoticeKind.APPROVAL, True)
    assert notice.remedies == tuple(Remedy)


def test_after_that_instant_nothing_else_can_be_decided_even_before_the_timer_fires() -> None:
    story = accepted(silent())
    story.handle(BeginReview(task="a"))
    end = silence_end(story.task("a"), CALENDAR)
    assert end is not None
    story.now = end - timedelta(seconds=1)
    story.handle(SuspendClock(task="a", kind="other", reason=R, limit=days(1)))
    story.fire(TimerKind.SUSPENSION_LIMIT, "a")
    moved = silence_end(story.task("a"), CALENDAR)
    assert moved is not None
    assert moved > end, "the stop of the clock moved it"
    story.now = moved
    for command in (RefuseTask(task="a", reason=R), EndTask(task="a", reason=R)):
        with pytest.raises(ApprovedBySilence):
            story.handle(command)
    with pytest.raises(ApprovedBySilence):
        story.handle(SuspendClock(task="a", kind="other", reason=R))
    story.handle(ApproveTask(task="a"))
    assert story.task("a").deemed_approved


def test_silence_approves_nothing_that_is_not_whole() -> None:
    owed = (OwedSpec(paper="photograph:t", within=days(5)),)
    story = accepted(silent(owed=owed))
    kinds = {one.kind for one in timers_of(story.case, CALENDAR) if one.subject == "a"}
    assert TimerKind.DECISION_SILENCE not in kinds, "a paper is owed"
    no_limit = accepted(silent(statutory=None))
    assert silence_end(no_limit.task("a"), CALENDAR) is None


def test_what_the_service_says_comes_before_its_kind_and_the_rest_is_as_the_kind_says() -> None:
    own = ServiceProcedure(
        correction=TimeLimit(amount=3, unit=TimeUnit.CALENDAR_DAY, starts=LimitStart.RECEIPT),
        deemed_acceptance=DeemedAcceptance(allowed=True, certainty=Certainty.PUBLISHED, source="s"),
        extension=TimeLimit(amount=20, unit=TimeUnit.WORKING_DAY),
        objection=TimeLimit(amount=7, unit=TimeUnit.CALENDAR_DAY, certainty=Certainty.PUBLISHED, source="s"),
        bases={NoticeKind.REFUSAL: LegalBasis(cite="某规定", certainty=Certainty.PUBLISHED, source="s")},
    )
    made = replace(spec("a", kind=ServiceKind.BENEFIT), procedure=own)
    profile, procedure = PROCEDURES[ServiceKind.BENEFIT], procedure_for(made)
    assert procedure.review == profile.review
    assert procedure.basis_of(NoticeKind.APPROVAL) == profile.basis_of(NoticeKind.APPROVAL)
    assert procedure_for(spec("a", kind=ServiceKind.BENEFIT)) is profile

    story = Story().received(made, spec("b"))
    assert correction_deadline(story.case, CALENDAR) == story.now.replace(day=5, hour=16), (
        "three days, not five"
    )
    story = Story().dispatched(made)
    story.fire(TimerKind.ACCEPTANCE_DEADLINE, "a")
    assert story.task("a").deemed_accepted
    assert longest_extension(story.task("a"), at=story.now, calendar=CALENDAR) == 20
    story.handle(RefuseTask(task="a", reason=R))
    notice = story.case.notices[-1]
    assert notice.basis.cite == Text("某规定", "某规定")
    limit = notice.limit_of(Remedy.OBJECTION)
    assert limit is not None
    assert (limit.amount, limit.source) == (7, "s"), "the notice keeps what it said"
    assert objection_due(story.case, story.task("a"), CALENDAR) == date(2026, 3, 13)
    story.give(RaiseObjection(task="a", reason=R))


def test_a_service_may_allow_no_extension_at_all() -> None:
    never = ServiceProcedure(extension=TimeLimit(amount=0, unit=TimeUnit.WORKING_DAY))
    story = accepted(replace(spec("a"), procedure=never))
    assert longest_extension(story.task("a"), at=story.now, calendar=CALENDAR) is None
    with pytest.raises(NoExtensionHere):
        story.give(ExtendLimit(task="a", days=1, reason=R), head("authority-of-a"))


def test_an_extension_is_counted_in_working_days() -> None:
    with pytest.raises(ValueError, match="working days"):
        ServiceProcedure(extension=TimeLimit(amount=1, unit=TimeUnit.MONTH))


def test_the_end_of_the_whole_by_the_lead_tells_what_can_be_done_against_it() -> None:
    story = Story().dispatched(spec("a"))
    story.lead(EndCase(reason=R))
    assert story.case.notices[-1].remedies == (Remedy.REVIEW, Remedy.LAWSUIT)


def test_an_empty_procedure_changes_nothing() -> None:
    plain, empty = spec("a"), replace(spec("a"), procedure=ServiceProcedure())
    assert procedure_for(empty) == procedure_for(plain)
    stories = [accepted(plain), accepted(empty)]
    assert len({due_of(story.task("a"), CALENDAR) for story in stories}) == 1


def test_the_document_of_the_profiles_is_written_from_them() -> None:
    """`python -c "from yijian.core.cases import *; print(profiles_document(), end='')" > docs/procedure-profiles.md`"""
    document = Path("docs/procedure-profiles.md").read_text(encoding="utf-8")
    assert document == profiles_document()
    for kind in ServiceKind:
        assert f"`{kind.value}`" in document
