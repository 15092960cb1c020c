"""Presenters: from what use cases give to what pages show."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.workbench import samples
from yijian.channels.look.fact_controls import html_name, typed
from yijian.channels.workbench.presenters import clock as clocks
from yijian.channels.workbench.presenters import controls
from yijian.channels.workbench.presenters.actions import actions_of
from yijian.channels.workbench.presenters.changed import changed_of
from yijian.channels.workbench.presenters.criteria import (
    Judging,
    against,
    checked_of,
    judging_in,
    summary_of,
)
from yijian.channels.workbench.presenters.defects import (
    defect_fields,
    defect_in,
    due_field,
    half_told,
    subjects_of,
    told_of,
)
from yijian.channels.workbench.presenters.facts import groups_of, papers_of
from yijian.channels.workbench.presenters.names import Names
from yijian.channels.workbench.presenters.pre_check import coordinator_actions, deadline_lamp
from yijian.channels.workbench.presenters.values import chip
from yijian.core.cases.states import TaskStatus
from yijian.core.errors import Text
from yijian.core.planning.calendars import calendar_from_years
from yijian.core.planning.deadlines import working_days_between
from yijian.core.vocabulary.concept import ConceptType
from yijian.core.vocabulary.provenance import Provenance, ProvenanceKind

CALENDAR = calendar_from_years(())
NAMES = Names(
    participants={"mother": Text("妈妈", "Mother"), "child": Text("宝宝", "Baby")},
    registers={"population": Text("公安人口库", "Population register")},
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def working_days(first: date, last: date) -> int:
    return working_days_between(start=first, end=last, calendar=CALENDAR)


# ── desk ──


def test_the_usual_source_of_a_group_is_told_once() -> None:
    told = samples.field("mother.mobile", Text("手机", "Mobile"), "15400000000", kind=ConceptType.MOBILE)
    (mother,) = groups_of((samples.MOTHER_NAME, samples.MOTHER_NUMBER, told), NAMES)
    assert mother.name == Text("妈妈", "Mother")
    assert mother.source is not None
    assert mother.source.register == Text("来自公安人口库", "From Population register")
    assert [fact.source is None for fact in mother.facts] == [True, True, False]


def test_what_a_co_signer_told_is_not_said_to_be_told_by_the_applicant() -> None:
    """A co-signer's own answers name the participant as their source, the applicant's an account."""
    told = Provenance(kind=ProvenanceKind.ANSWER, source="father", at=samples.NOW)
    names = Names(participants={"father": Text("爸爸", "the father")})
    assert chip(names, told).register == Text("爸爸本人填的", "Told by the father personally")
    assert chip(names, replace(told, source="17")).register.zh == "申请人填的"
    by_mother = chip(replace(names, applicant=Text("妈妈", "the mother")), replace(told, source="17"))
    assert by_mother.register == Text("申请人（妈妈）填的", "Told by the applicant (the mother)")


def test_personal_numbers_are_masked() -> None:
    (mother,) = groups_of((samples.MOTHER_NUMBER,), NAMES)
    assert "19900101" not in str(mother.facts[0].value)
    assert "4301" in str(mother.facts[0].value)


def test_an_unknown_fact_is_said_to_be_missing() -> None:
    unknown = samples.field("child[1].name", Text("姓名", "Name"), None, provenance=None)
    (child,) = groups_of((unknown,), NAMES)
    assert not child.facts[0].known
    assert child.facts[0].value == Text("还没有", "Not there yet")


@pytest.mark.parametrize(
    ("section", "said"),
    [("child[1]", "宝宝"), ("child[2]", "宝宝（第 2 个）"), ("mother", "妈妈"), ("aunt", "aunt")],
)
def test_sections_are_called_as_people_call_them(section: str, said: str) -> None:
    assert NAMES.section(section).zh == said


def test_a_paper_is_named_with_its_owner_and_leads_to_its_documents() -> None:
    (paper,) = papers_of(
        (samples.HOUSEHOLD_BOOK,), NAMES, url=lambda one: f"/d/{one}/", paper_url=lambda key: f"/p/{key}/"
    )
    assert paper.name == Text("妈妈：居民户口簿", "Mother: Household book")
    assert paper.light.kind == "done"
    assert [(file.url, file.preview_url) for file in paper.documents] == [
        ("/d/doc-1/", "/d/doc-1/?preview=1")
    ]
    assert paper.url == "/p/household-book:mother/"


def test_a_paper_that_was_not_brought_shows() -> None:
    (paper,) = papers_of((replace(samples.HOUSEHOLD_BOOK, documents=()),), NAMES, url=str, paper_url=str)
    assert paper.light.kind == "soon"


# ── criteria ──


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.booleans(), max_size=5))
def test_judgements_come_back_as_they_were_posted(judgements: dict[str, bool]) -> None:
    criteria = [samples.criterion(name, None) for name in judgements]
    judging = Judging(answers=judgements, reasons={name: f"because {name!r}" for name in judgements})
    rows = checked_of(criteria, judging=judging, asked=True)
    posted = {row.name: row.answer for row in rows} | {row.why_name: row.why for row in rows}
    assert judging_in(posted | {"key": "yes"}) == judging


def test_only_undecided_conditions_are_asked_and_only_while_a_decision_is_open() -> None:
    criteria = [samples.criterion("a", True), samples.criterion("b", None), samples.criterion("c", False)]
    assert [row.ask for row in checked_of(criteria, judging=Judging(), asked=True)] == [False, True, False]
    assert not any(row.ask for row in checked_of(criteria, judging=Judging(), asked=False))
    assert [row.light.kind for row in checked_of(criteria, judging=Judging(), asked=True)] == [
        "done",
        "soon",
        "late",
    ]


def test_after_a_refusal_the_open_conditions_are_pointed_at() -> None:
    criteria = [samples.criterion("a", None), samples.criterion("b", None)]
    rows = checked_of(criteria, judging=Judging(answers={"a": True}), asked=True, complained=True)
    assert [(row.missing, row.why_missing) for row in rows] == [(False, True), (True, False)]


def test_the_summary_counts_each_verdict() -> None:
    criteria = [samples.criterion("a", True), samples.criterion("b", None), samples.criterion("c", False)]
    assert summary_of(criteria).zh == "3 条，1 条自动核对一致，1 条不符合，1 条要人工判断"


def test_what_speaks_against_is_by_rule_or_by_judgement() -> None:
    criteria = [samples.criterion("a", True), samples.criterion("b", None), samples.criterion("c", False)]
    assert [text.en for text in against(criteria, {"a", "b"})] == ["Condition b", "Condition c"]


# ── clock ──


def test_the_clock_counts_used_and_granted_days() -> None:
    clock = clocks.clock_of(samples.task_view(), today=samples.TODAY)
    assert clock.used == pytest.approx(0.2)
    assert not clock.stopped
    assert clock.words.zh == "承诺 10 个工作日，已用 2 个"
    assert "is-plan" in clocks.draw_clock(clock)


def test_a_standing_clock_is_hatched_and_told_in_the_ledger_on_the_day_in_china() -> None:
    view = replace(samples.task_view("suspended", "ResumeClock"), stops=(samples.stop(),), due=None)
    clock = clocks.clock_of(view, today=samples.TODAY)
    assert clock.stopped
    assert "url(#clock-hatch)" in clocks.draw_clock(clock)
    assert clock.ledger[-1].at == date(2026, 11, 23)
    assert clock.ledger[-1].reason == "出生时间两处不一样"


def test_a_stop_that_is_over_does_not_stop_the_clock() -> None:
    ended = samples.stop(until=datetime(2026, 11, 24, 16, tzinfo=UTC))
    clock = clocks.clock_of(replace(samples.task_view(), stops=(ended,)), today=samples.TODAY)
    assert not clock.stopped
    assert clock.ledger[-1].words.en == "Runs again"


def test_red_is_only_for_a_broken_promise() -> None:
    view = samples.task_view()
    assert "is-late" not in clocks.draw_clock(clocks.clock_of(view, today=date(2026, 12, 8)))
    assert "is-late" in clocks.draw_clock(clocks.clock_of(view, today=date(2026, 12, 9)))


def test_without_a_limit_nothing_is_drawn() -> None:
    clock = clocks.clock_of(replace(samples.task_view(), allowed_days=None, due=None), today=samples.TODAY)
    assert clocks.draw_clock(clock) == ""


# ── actions ──


@pytest.mark.parametrize(
    ("possible", "primary", "others"),
    [
        (("AcceptTask", "DeclineTask", "DeclareNotCompetent"), "accept", {"decline", "not-competent"}),
        (("SuspendClock", "ApproveTask", "RefuseTask"), "approve", {"suspend", "external", "refuse"}),
        (("ResumeClock", "EndTask"), "resume", set()),
        (("ReportDefects",), None, {"defects"}),
    ],
)
def test_one_primary_act_and_the_others_as_a_list(
    possible: tuple[str, ...], primary: str | None, others: set[str]
) -> None:
    actions = actions_of(samples.task_view("under_review", *possible))
    assert (actions.primary.url.rsplit("/", 2)[1] if actions.primary else None) == primary
    assert {action.url.rsplit("/", 2)[1] for action in actions.others} == others
    assert actions.note is None


def test_against_a_condition_that_fails_approving_is_not_offered() -> None:
    view = replace(
        samples.task_view("under_review", "ApproveTask", "RefuseTask"),
        criteria=(samples.criterion("a", False),),
    )
    actions = actions_of(view)
    assert actions.primary is None
    assert actions.note is not None
    assert "approve" not in {action.url.rsplit("/", 2)[1] for action in actions.others}


def test_results_are_issued_before_they_are_delivered() -> None:
    assert (issue := actions_of(samples.to_issue()).primary) is not None
    assert issue.url.endswith("/issue/household-book-page/")
    assert (deliver := actions_of(samples.to_deliver()).primary) is not None
    assert deliver.url.endswith("/deliver/household-book-page/")


def test_with_nothing_to_do_the_reason_is_said() -> None:
    waiting = replace(samples.task_view("waiting"), waits_for=(Text("出生医学证明", "Birth certificate"),))
    assert (note := actions_of(waiting).note) is not None
    assert "出生医学证明" in note.zh
    assert actions_of(samples.task_view("delivered")).note is not None


@pytest.mark.parametrize("status", [status.value for status in TaskStatus])
def test_every_status_says_what_follows_from_it(status: str) -> None:
    changed = changed_of(samples.task_view(status))
    assert changed.title.zh
    assert changed.event == Text("受理", "accept")


def test_the_coordinator_tells_before_dispatching() -> None:
    possible = ("NotifyCorrection", "DispatchCase", "EndCase")
    clean = coordinator_actions(samples.case_view("received", *possible), today=samples.TODAY)
    assert (clean.primary.url if clean.primary else "").endswith("/dispatch/")
    reported = samples.case_view("received", *possible, reported=(samples.REPORTED,))
    told = coordinator_actions(reported, today=samples.TODAY)
    assert (told.primary.url if told.primary else "").endswith("/correction/")
    late = coordinator_actions(reported, today=date(2026, 12, 2))
    assert (late.primary.url if late.primary else "").endswith("/dispatch/")
    assert not any(action.url.endswith("/correction/") for action in late.others)


def test_a_case_that_is_not_admitted_is_not_dispatched() -> None:
    view = replace(
        samples.case_view("received", "NotifyCorrection", "DispatchCase", "EndCase"),
        admission=(samples.criterion("married", False),),
    )
    actions = coordinator_actions(view, today=samples.TODAY)
    assert actions.primary is None
    assert actions.note is not None


def test_only_a_delivered_case_is_closed() -> None:
    decided = coordinator_actions(samples.case_view("decided", "CloseCase"), today=samples.TODAY)
    assert decided.primary is None
    delivered = coordinator_actions(samples.case_view("delivered", "CloseCase"), today=samples.TODAY)
    assert (delivered.primary.url if delivered.primary else "").endswith("/close/")


@pytest.mark.parametrize(
    ("today", "kind"),
    [(date(2026, 11, 24), "running"), (date(2026, 11, 30), "soon"), (date(2026, 12, 2), "late")],
)
def test_the_deadline_of_the_pre_check_has_a_light(today: date, kind: str) -> None:
    lamp = deadline_lamp(samples.case_view(), today=today, working_days=working_days)
    assert lamp is not None
    assert lamp.kind == kind
    assert deadline_lamp(samples.case_view("in_progress"), today=today, working_days=working_days) is None


# ── forms ──


def test_a_born_fact_gets_the_control_of_its_type() -> None:
    number, registered = (controls.born_control(planned, NAMES) for planned in samples.to_issue().born_facts)
    assert number.label == Text("宝宝：身份证号", "Baby: Citizen number")
    assert (number.kind, registered.kind) == ("text", "date")
    posted = {
        f"{registered.name}-year": "2026",
        f"{registered.name}-month": "11",
        f"{registered.name}-day": "4",
    }
    assert typed(posted, registered) == "2026-11-04"


def test_empty_required_fields_are_named() -> None:
    fields = (controls.REASON, controls.BASIS, controls.NUMBER)
    assert controls.empty_ones(fields, {"basis": " x "}) == {"reason": controls.GIVE_REASON}


@pytest.mark.parametrize(
    ("subject", "problem", "kind"),
    [
        ("paper:household-book:mother", "missing", "missing_paper"),
        ("paper:household-book:mother", "wrong", "faulty_paper"),
        ("fact:child[1].name", "missing", "missing_fact"),
        ("fact:child[1].name", "wrong", "wrong_fact"),
    ],
)
def test_a_defect_is_read_back_by_its_kind_and_subject(subject: str, problem: str, kind: str) -> None:
    posted = {"subject-1": subject, "problem-1": problem, "text-1": " 请补 "}
    defect = defect_in(posted, 1)
    assert defect is not None
    assert (defect.kind, defect.subject, defect.text) == (kind, subject.partition(":")[2], "请补")
    assert not half_told(posted, 1)


@pytest.mark.parametrize("missing", ["subject-1", "problem-1", "text-1"])
def test_a_defect_that_is_half_told_is_no_defect(missing: str) -> None:
    posted = {"subject-1": "fact:child[1].name", "problem-1": "wrong", "text-1": "请改"} | {missing: ""}
    assert defect_in(posted, 1) is None
    assert half_told(posted, 1)


def test_everything_of_the_application_can_be_named_as_defect() -> None:
    subjects = subjects_of((samples.HOUSEHOLD_BOOK,), (samples.CHILD_NAME,), NAMES)
    assert [subject.name.zh for subject in subjects] == ["妈妈：居民户口簿", "宝宝：姓名"]
    (subject, *_) = defect_fields(subjects, 1)
    assert [choice.value for choice in subject.choices] == [
        "paper:household-book:mother",
        "fact:child[1].name",
    ]
    (told,) = told_of((samples.REPORTED,), subjects)
    assert (told.subject.zh, told.kind.zh) == ("宝宝：姓名", "信息不对")


@given(DAYS)
def test_the_proposed_day_is_a_working_day_five_working_days_ahead(today: date) -> None:
    day = date.fromisoformat(due_field(today, CALENDAR).value)
    assert CALENDAR.is_working_day(day)
    assert working_days(today, day) == 5


@given(st.text(max_size=20))
def test_names_of_controls_are_safe_in_html(path: str) -> None:
    assert all(letter.isascii() and (letter.isalnum() or letter in "_-") for letter in html_name(path))
