"""Plans for families of the real newborn."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.compiler.newborn_facts import family, parts_of, whole_families
from tests.compiler.small_packages import TODAY
from yijian.core.compiler.held import Held
from yijian.core.compiler.invariants import broken_plan_invariants
from yijian.core.compiler.plan import NOTHING_HELD, next_question, specialise
from yijian.core.feel import Compiled
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import Basis, FieldSource, Plan
from yijian.core.vocabulary.provenance import Facts

CERTIFICATE, REGISTRATION = "health.birth-certificate", "police.birth-registration"
CARD, BENEFIT = "hr.social-security-card", "insurance.maternity-benefit"
MANDATORY = {CERTIFICATE, "health.vaccination-book", REGISTRATION, CARD, "insurance.resident-enrolment"}


def plan_of(
    newborn: OneThing,
    calendar: WorkingCalendar,
    facts: Facts,
    held: Held = NOTHING_HELD,
    skipped: frozenset[str] = frozenset(),
) -> Plan:
    """The plan of somebody, which breaks no law."""
    plan = specialise(newborn, facts, today=TODAY, calendar=calendar, held=held, skipped=skipped)
    assert broken_plan_invariants(newborn, plan) == ()
    return plan


def papers(plan: Plan, way: PaperWay) -> set[str]:
    """The keys of the certain papers that come one way."""
    return {paper.key for paper in plan.evidence.papers if paper.certain and paper.way is way}


def test_an_ordinary_family(newborn: OneThing, calendar: WorkingCalendar) -> None:
    """Five services in 45 working days; two papers of their own; everything else comes by itself."""
    plan = plan_of(newborn, calendar, family(newborn))
    assert {task.key for task in plan.included} == MANDATORY
    assert plan.admission.admitted is True
    assert plan.schedule.promised_days == 45
    assert plan.schedule.critical_path == (CERTIFICATE, REGISTRATION, CARD)
    assert plan.schedule.statutory_days is None
    assert papers(plan, PaperWay.APPLICANT) == {"delivery-record:child", "informed-consent-form:child"}
    assert papers(plan, PaperWay.REGISTER) == {
        "identity-card:mother",
        "identity-card:father",
        "household-book:mother",
        "marriage-certificate:parents",
    }
    assert papers(plan, PaperWay.OUTPUT) == {"birth-medical-certificate:child", "household-book-page:child"}
    assert plan.evidence.minimal
    assert plan.questions.open == ()
    assert plan.questions.next is None
    assert plan.ranges.papers.least == plan.ranges.papers.most == 2
    assert plan.ranges.days.least == plan.ranges.days.most == 45


def test_the_number_born_at_registration_flows_to_the_card_and_is_never_asked(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """Law 4: nothing is asked that another part produces."""
    plan = plan_of(newborn, calendar, family(newborn))
    number = next(field for field in plan.fields if field.fact == "child[1].id_number")
    assert number.source is FieldSource.OUTPUT
    assert set(number.needed_by) == {CARD, "insurance.resident-enrolment"}
    assert "child[1].id_number" not in newborn.questions
    after = {task.key: set(task.after) for task in plan.tasks}
    assert after[CARD] == {CERTIFICATE, REGISTRATION}


def test_what_is_saved(newborn: OneThing, calendar: WorkingCalendar) -> None:
    """Each figure is the sum of its parts, and visits, which nobody states, are not derivable."""
    savings = plan_of(newborn, calendar, family(newborn)).savings
    assert savings.days is not None
    assert savings.papers is not None
    assert savings.steps is not None
    assert savings.fields is not None
    assert (savings.days.before, savings.days.after) == (5 + 1 + 10 + 30 + 1, 45)
    assert (savings.papers.before, savings.papers.after) == (17, 2)
    assert (savings.steps.before, savings.steps.after) == (5, 1)
    assert savings.fields.before > savings.fields.after
    assert savings.visits is None


def test_without_facts_figures_are_those_of_the_reference_case(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """Services, questions and ranges say what holds for everybody."""
    plan = plan_of(newborn, calendar, {})
    assert plan.basis is Basis.REFERENCE_CASE
    assert {task.key for task in plan.included} == MANDATORY
    assert {task.service for task in plan.tasks if task.included is None} == {
        BENEFIT,
        "health.parenting-guidance",
    }
    assert "bank-card-copy:mother" in papers(plan, PaperWay.APPLICANT)
    assert all(paper.certain for paper in plan.evidence.papers)
    assert plan.schedule.promised_days == 45
    assert plan.questions.total == len(newborn.questions)
    assert 0 < plan.questions.expected < plan.questions.total
    assert plan.ranges.days.least == plan.ranges.days.most == 45
    assert (plan.ranges.services.least, plan.ranges.papers.least) == (5, 2)


def test_twins_have_a_task_and_papers_each_and_one_form(newborn: OneThing, calendar: WorkingCalendar) -> None:
    """Keys carry the number only where there are several."""
    facts = family(newborn, child__count=2) | {
        "child[2].birth_date": TODAY,
        "child[2].birth_province": "430000",
        "child[2].born_in_institution": True,
    }
    plan = plan_of(newborn, calendar, facts)
    assert {task.key for task in plan.included} == {f"{one}[{n}]" for one in MANDATORY for n in (1, 2)}
    second = next(task for task in plan.tasks if task.key == f"{CARD}[2]")
    assert second.member == "child[2]"
    assert set(second.after) == {f"{CERTIFICATE}[2]", f"{REGISTRATION}[2]"}
    assert {"delivery-record:child[1]", "delivery-record:child[2]"} <= papers(plan, PaperWay.APPLICANT)
    assert len([paper for paper in plan.evidence.papers if paper.type == "identity-card"]) == 2
    assert len([field for field in plan.fields if field.fact == "mother.name"]) == 1
    assert {field.section for field in plan.fields if field.participant == "child"} == {
        "child[1]",
        "child[2]",
    }
    assert plan.schedule.promised_days == 45
    assert plan.savings.steps is not None
    assert (plan.savings.steps.before, plan.savings.steps.after) == (10, 1)
    assert "第 2 个" in next(field.question.zh for field in plan.fields if field.fact == "child[2].name")


def test_parents_of_different_ethnic_groups_are_not_admitted_and_still_get_everything(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """Not admitted is not refused: every service is planned, and applied for on its own."""
    plan = plan_of(newborn, calendar, family(newborn, father__ethnicity="15"))
    assert plan.admission.admitted is False
    assert [one.condition.id for one in plan.admission.conditions if one.holds is False] == ["same-ethnicity"]
    assert plan.admission.otherwise is not None
    assert {task.key for task in plan.included} == MANDATORY
    choice = next(paper for paper in plan.evidence.papers if paper.type == "ethnicity-application")
    assert (choice.certain, choice.way) == (True, PaperWay.APPLICANT)
    assert choice.signed_by == ("mother", "father")
    assert plan.savings.steps is not None
    assert plan.savings.steps.before == plan.savings.steps.after == 5


def test_a_foreign_father_has_no_ethnic_group_and_an_officer_decides(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """What does not apply is never asked, and a rule that ends in null neither admits nor refuses."""
    facts = family(newborn, father__nationality="FRA", father__ethnicity=..., father__household_kind=...)
    plan = plan_of(newborn, calendar, facts)
    assert plan.admission.admitted is None
    undecided = next(one for one in plan.admission.conditions if one.condition.id == "same-ethnicity")
    assert (undecided.holds, undecided.needs) == (None, ())
    assert plan.questions.open == ()
    assert "father.ethnicity" not in {field.fact for field in plan.fields}
    assert "ethnicity-application" not in {paper.type for paper in plan.evidence.papers}


def test_nothing_is_asked_about_a_father_who_takes_no_part(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """An unmarried mother: the baby is registered with her without asking, and no paper is about a father."""
    facts = {
        path: value
        for path, value in family(newborn, parents__married=False, father__present=False).items()
        if path == "father.present" or not path.startswith("father.")
    }
    facts.pop("application.household_with")
    plan = plan_of(newborn, calendar, facts)
    assert plan.questions.open == ()
    assert not [field.fact for field in plan.fields if field.participant == "father"]
    assert not [paper.key for paper in plan.evidence.papers if "father" in paper.of]
    assert "household-book:mother" in papers(plan, PaperWay.REGISTER)
    assert {task.key for task in plan.included} == MANDATORY


def test_a_father_who_is_told_about_takes_part(newborn: OneThing, calendar: WorkingCalendar) -> None:
    """`father.present` need not be told where anything else is."""
    plan = plan_of(newborn, calendar, family(newborn, father__present=...))
    assert plan.questions.open == ()
    assert "identity-card:father" in papers(plan, PaperWay.REGISTER)


def test_a_register_that_does_not_answer_turns_its_papers_to_the_applicant(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """Down or without consent: the person brings it; what it gave already stays given."""
    down = Held(unavailable=frozenset({"population", "marriage"}))
    plan = plan_of(newborn, calendar, family(newborn), down)
    assert {"identity-card:mother", "marriage-certificate:parents"} <= papers(plan, PaperWay.APPLICANT)
    assert papers(plan, PaperWay.REGISTER) == set()
    given = Held(unavailable=down.unavailable, evidence=frozenset({"identity-card:mother"}))
    again = plan_of(newborn, calendar, family(newborn), given)
    assert papers(again, PaperWay.REGISTER) == {"identity-card:mother"}
    assert again.evidence.minutes < plan.evidence.minutes


def test_facts_of_registers_count_like_answers_and_say_so(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """What a register told is not asked, and the form shows where it came from."""
    facts = family(newborn, mother__ethnicity=...)
    plan = plan_of(newborn, calendar, facts, Held(facts={"mother.ethnicity": "01"}))
    assert plan.questions.open == ()
    sources = {field.fact: field.source for field in plan.fields}
    assert sources["mother.ethnicity"] is FieldSource.REGISTER
    assert sources["father.ethnicity"] is FieldSource.KNOWN
    assert sources["mother.name"] is FieldSource.ANSWER


def test_not_knowing_leaves_a_range_and_is_not_asked_again(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """“I don't know” about the ethnic group of the father: the paper stays possible."""
    facts = family(newborn, father__ethnicity=...)
    plan = plan_of(newborn, calendar, facts, skipped=frozenset({"father.ethnicity"}))
    assert plan.questions.open == ()
    assert plan.admission.admitted is None
    possible = next(paper for paper in plan.evidence.papers if paper.type == "ethnicity-application")
    assert (possible.certain, possible.needs) == (False, ("father.ethnicity",))
    assert (plan.ranges.papers.least, plan.ranges.papers.most) == (2, 3)


def test_while_it_is_open_with_whom_the_baby_is_registered_either_household_book_will_do(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """The paper names both, is not certain, and says what it hangs on."""
    plan = plan_of(newborn, calendar, family(newborn, application__household_with=...))
    book = next(paper for paper in plan.evidence.papers if paper.type == "household-book")
    assert (book.of, book.certain, book.needs) == ("father|mother", False, ("application.household_with",))
    question = next_question(
        newborn, family(newborn, application__household_with=...), today=TODAY, calendar=calendar
    )
    assert question is not None
    assert question.fact == "application.household_with"
    assert [choice.code for choice in question.choices] == ["mother", "father"]


def test_each_choice_says_what_it_changes(newborn: OneThing, calendar: WorkingCalendar) -> None:
    """Wanting the benefit adds a service and its papers; other ethnic groups close the joint channel."""
    wish = next_question(
        newborn,
        {k: v for k, v in family(newborn).items() if k != f"wants:{BENEFIT}"},
        today=TODAY,
        calendar=calendar,
    )
    assert wish is not None
    assert wish.effects["true"].services_added == (BENEFIT,)
    assert "invoices:mother" in wish.effects["true"].papers_added
    assert wish.effects["false"].kind.value == "same"
    group = next_question(newborn, family(newborn, father__ethnicity=...), today=TODAY, calendar=calendar)
    assert group is not None
    assert group.effects["01"].kind.value == "same"
    assert group.effects["15"].kind.value == group.effects["56"].kind.value == "out"
    assert {reason.service for reason in group.reasons} == {None, REGISTRATION}
    assert {reason.source for reason in group.reasons} == {"HN"}
    twins = next_question(newborn, family(newborn, child__count=...), today=TODAY, calendar=calendar)
    assert twins is not None
    assert f"{CARD}[2]" in twins.effects["2"].services_added
    assert twins.effects["2"].services_removed == ()


@given(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_plan_keeps_the_laws_and_every_range_holds_everybody(
    newborn: OneThing, calendar: WorkingCalendar, data: st.DataObject
) -> None:
    """Laws: no plan breaks an invariant, and whoever answers everything lies inside the ranges they began with."""
    everything = data.draw(whole_families(newborn))
    some = data.draw(parts_of(everything))
    before, after = plan_of(newborn, calendar, some), plan_of(newborn, calendar, everything)
    brought = [p for p in after.evidence.papers if p.way is PaperWay.APPLICANT]
    required = [field for field in after.fields if field.required]
    for span, figure in (
        (before.ranges.services, len(after.included)),
        (before.ranges.papers, len(brought)),
        (before.ranges.fields, len(required)),
        (before.ranges.days, after.schedule.promised_days),
    ):
        assert span.least is not None
        assert span.most is not None
        assert figure is not None
        assert span.least <= figure <= span.most
    assert after.questions.open == ()
    for task in before.tasks:
        later = {one.key.replace("[1]", ""): one for one in after.tasks}.get(task.key.replace("[1]", ""))
        if task.included is not None and later is not None:
            assert later.included is task.included
    if before.admission.admitted is not None:
        assert after.admission.admitted is before.admission.admitted


@given(data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_interview_ends_and_decides_what_the_full_form_decides(
    newborn: OneThing, calendar: WorkingCalendar, data: st.DataObject
) -> None:
    """Law: answering only what is asked gives the same services, papers, form and admission as answering everything."""
    everything = data.draw(whole_families(newborn))
    told: Facts = {}
    for _ in range(40):
        question = next_question(newborn, told, today=TODAY, calendar=calendar)
        if question is None:
            break
        assert question.fact not in told
        told[question.fact] = everything[question.fact]
    else:
        pytest.fail("the interview does not end")
    asked, full = plan_of(newborn, calendar, told), plan_of(newborn, calendar, everything)
    assert {(t.key, t.included) for t in asked.tasks} == {(t.key, t.included) for t in full.tasks}
    assert asked.admission.admitted is full.admission.admitted
    assert {(p.key, p.way, p.certain) for p in asked.evidence.papers} == {
        (p.key, p.way, p.certain) for p in full.evidence.papers
    }
    assert {(f.fact, f.required) for f in asked.fields} == {(f.fact, f.required) for f in full.fields}


def test_the_question_page_is_quick(newborn: OneThing, calendar: WorkingCalendar) -> None:
    """Choosing the next question after an answer, with all effects, looks at few situations (a bound on work, not on
    the clock of a shared machine)."""
    calls = 0
    original = Compiled.evaluate

    def counted(self: Compiled, *arguments: object) -> object:
        nonlocal calls
        calls += 1
        return original(self, *arguments)  # type: ignore[arg-type]  # passed on as they came

    next_question(newborn, {}, today=TODAY, calendar=calendar)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compiled, "evaluate", counted)
        next_question(newborn, {"father.present": True}, today=TODAY, calendar=calendar)
    assert 0 < calls < 400


def test_who_is_not_admitted_is_told_what_to_bring_to_each_part(
    newborn: OneThing, calendar: WorkingCalendar
) -> None:
    """Nothing is shared or fetched then; who is admitted is told nothing of it."""
    plan = plan_of(newborn, calendar, family(newborn, parents__married=False))
    assert plan.admission.admitted is False
    alone = {task.key: set(task.alone) for task in plan.tasks}
    assert {"identity-card:mother", "household-book:mother", "birth-medical-certificate:child"} <= alone[
        REGISTRATION
    ]
    assert "household-book-page:child" in alone[CARD]
    admitted = plan_of(newborn, calendar, family(newborn))
    assert not any(task.alone for task in admitted.tasks)
