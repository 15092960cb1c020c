"""What officers' pages show besides their acts: what is to come, what was judged, how long a clock may stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytest_django.fixtures import Settings

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import COORDINATOR, OFFICER, Office
from tests.channels.workbench.pages import body
from yijian.core.compiler.rule_reasons import Reason
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import ConceptType
from yijian.usecases.staff_views import JudgedByHand, KnownFact
from yijian.usecases.views import Light


def test_what_is_to_come_is_in_its_own_tab_and_not_to_do(office: Office) -> None:
    awaited = (Text("出生医学证明", "Birth certificate"),)
    coming = samples.row("waiting", Light.WAITING, due=None, number="N-coming", waits_for=awaited)
    office.desk = samples.desk(samples.row(), coming)
    html = body(office.client.get("/desk/"))
    assert "N-coming" not in html
    assert "待办 1 件" in html
    shown = body(office.client.get("/desk/?turn=waiting"))
    assert "N-coming" in shown
    assert "等出生医学证明办好" in shown
    assert "N-coming" in body(office.client.get("/desk/?number=coming"))


def test_what_was_judged_by_hand_stays_to_be_seen(office: Office) -> None:
    judged = replace(
        samples.criterion("name-allowed", None),
        judged=JudgedByHand(holds=True, by=samples.POLICE_OFFICER, at=samples.NOW, reason="名字在字表里"),
    )
    office.task = replace(samples.task_view("approved", "IssueOutput"), criteria=(judged,))
    html = body(office.client.get(office.task_url()))
    assert "人工判断符合" in html
    assert "公安经办 王某某" in html
    assert "名字在字表里" in html
    assert "11月24日 10:00" in html
    assert "1 条人工判断" in html
    assert "要人工判断" not in html


def test_facts_of_conditions_are_said_in_the_language_of_the_page(office: Office) -> None:
    html = body(office.client.get(office.task_url() + "?lang=en"))
    assert "Ethnicity: Han" in html


@pytest.mark.parametrize(("told", "limit"), [("", None), ("10", 10), ("366", 366)])
def test_a_stop_may_have_a_longest_time(office: Office, told: str, limit: int | None) -> None:
    typed = {"key": "k", "kind": "other", "reason": "等医院更正", "limit_days": told}
    assert office.client.post(office.task_url("suspend/"), typed).status_code == 303
    assert office.act("suspend")["limit_days"] == limit


@pytest.mark.parametrize("told", ["0", "367", "-1", "3.5", "x", "１０"])
def test_a_longest_time_that_is_none_is_said_at_its_field(office: Office, told: str) -> None:
    office.task = samples.task_view("under_review", "SuspendClock")
    typed = {"key": "k", "kind": "other", "reason": "等医院更正", "limit_days": told}
    response = office.client.post(office.task_url("suspend/"), typed)
    assert response.status_code == 422
    assert 'id="limit_days-error"' in body(response)
    assert not any(name == "suspend" for name, _ in office.asked)


def test_a_condition_is_checked_by_days_in_words_with_what_its_rule_looks_at(office: Office) -> None:
    born = KnownFact(
        name=Text("宝宝的出生日期", "Date of birth"), value=date(2026, 11, 18), type=ConceptType.DATE
    )
    number = KnownFact(
        name=Text("妈妈的证件号码", "Number"), value="430100199001011234", type=ConceptType.PERSON_ID
    )
    rule = Text("今天早于宝宝的出生日期加 6 个月", "today is before the date of birth plus 6 months")
    why = Reason(text=Text("今天早于 2027 年 5 月 18 日", "today is before it"), holds=True)
    checked = replace(samples.criterion("young", True), facts=(born, number), rule=rule, reasons=(why,))
    office.task = replace(samples.task_view(), criteria=(checked,))
    html = body(office.client.get(office.task_url()))
    assert '<time datetime="2026-11-18">2026年11月18日</time>' in html
    assert ">2026-11-18" not in html
    assert "19900101" not in html
    assert "规则看的是：今天早于宝宝的出生日期加 6 个月。" in html
    assert '<li class="is-yes">今天早于 2027 年 5 月 18 日</li>' in html
    assert "18 November 2026" in body(office.client.get(office.task_url() + "?lang=en"))


def test_a_condition_that_a_table_decided_says_by_which_row(office: Office) -> None:
    row = Text(
        "按“法定退休年龄”表第 2 行：每 4 个月延迟 1 个月，到 63 岁为止",
        "By row 2 of the table “Statutory age”",
    )
    checked = replace(samples.criterion("age", True), tables=(row,))
    office.task = replace(samples.task_view(), criteria=(checked,))
    how = body(office.client.get(office.task_url())).partition("怎么核对的")[2].partition("</details>")[0]
    assert "<p>按“法定退休年龄”表第 2 行：每 4 个月延迟 1 个月，到 63 岁为止。</p>" in how
    assert "By row 2 of the table “Statutory age”." in body(office.client.get(office.task_url() + "?lang=en"))


@pytest.mark.parametrize("kind", ["task", "case"])
def test_the_way_to_the_decision_comes_before_all_facts_and_needs_no_script(
    office: Office, kind: str
) -> None:
    """On a phone the decisions stand below everything: a bar that stays in sight leads there."""
    office.task = samples.task_view("under_review", "ApproveTask")
    office.case = samples.case_view("received", "DispatchCase")
    office.actor = OFFICER if kind == "task" else COORDINATOR
    html = body(office.client.get(office.task_url() if kind == "task" else office.case_url()))
    bar = html.index('class="yj-jump"')
    assert bar < html.index("<h1")
    assert html.index('href="#h-de"') < html.index('class="yj-data"') < html.index('id="h-de"')
    assert "还剩" in html[bar : html.index("</nav>", bar)]


def test_the_history_is_told_newest_first_with_who_did_it(office: Office) -> None:
    registration = samples.REGISTRATION
    office.actor = COORDINATOR
    office.case = replace(
        samples.case_view("in_progress"),
        history=(
            samples.happened(Text("受理，开始计时", "Accepted"), service=registration),
            samples.happened(Text("批准", "Approved"), service=registration),
        ),
    )
    html = body(office.client.get(office.case_url()))
    assert html.index("出生登记（申报户口）：批准") < html.index("出生登记（申报户口）：受理，开始计时")
    assert "公安经办 王某某" in html


@pytest.mark.django_db
def test_whoever_comes_back_from_a_case_finds_the_desk_as_it_was_left(
    office: Office, settings: Settings
) -> None:
    settings.MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", *settings.MIDDLEWARE]
    office.desk = samples.desk(samples.row())
    office.client.get("/desk/?turn=review&page=2&lang=en&secret=1")
    assert 'href="/desk/?turn=review&amp;page=2"' in body(office.client.get(office.task_url()))
    office.client.get("/desk/")
    assert "turn=review" not in body(office.client.get(office.task_url()))


def test_what_is_decided_is_not_said_to_be_late(office: Office) -> None:
    office.task = replace(
        samples.task_view("approved", "IssueOutput"), due=date(2026, 11, 20), decided_at=samples.NOW
    )
    html = body(office.client.get(office.task_url()))
    assert "有结论了，不再计时" in html
    assert "期限是2026年11月20日" in html
    assert "超期" not in html
    office.desk = samples.desk(samples.row("approved", due=None))
    html = body(office.client.get("/desk/"))
    assert "等出件" in html
    assert "今天收到" not in html
