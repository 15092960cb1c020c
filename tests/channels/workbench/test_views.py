"""Views: who may come in, which use case an act calls with what, and that a refusal keeps what was typed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import URLPattern

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import APPLICANT, COORDINATOR, Office
from tests.channels.workbench.pages import body, inputs
from yijian.channels.workbench import urls
from yijian.channels.workbench.views import tasks
from yijian.core.cases.refusals import NoSuchOutput
from yijian.core.errors import Text
from yijian.storage.errors import VersionConflict
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.handle import CriteriaUnjudged, Defect
from yijian.usecases.permissions import NotFound, Permission
from yijian.usecases.reasons import ReasonMissing
from yijian.usecases.sealed_documents import DocumentContent
from yijian.usecases.views import Light

CONFLICT = VersionConflict(case_id=samples.CASE, expected=3)


# ── who comes in ──

AFTER_A_DECISION = {
    "revoke": Permission.REVOKE_DECISION,
    "retract": Permission.RETRACT_LICENCE,
    "cancel": Permission.CANCEL_RESULT,
    "take-away": Permission.REVOKE_AS_PENALTY,
    "reissue": Permission.REISSUE_OUTPUT,
    "review-objection": Permission.REVIEW_OBJECTION,
    "external-review": Permission.REVIEW_OBJECTION,
}
"""The acts after a decision have a permission each."""


def test_every_address_names_its_permission() -> None:
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern)
        assert pattern.callback is not None
        permission = getattr(pattern.callback, "permission", None)
        at_work = {"cases": Permission.COORDINATE, "window": Permission.COLLECT}
        by_place = at_work.get(str(pattern.pattern).partition("/")[0], Permission.HANDLE_TASK)
        of_its_own = {
            **AFTER_A_DECISION,
            "home": Permission.SIGN_IN,
            "ratings": Permission.SIGN_IN,
            "extend-limit": Permission.EXTEND_LIMIT,
            "assign": Permission.ASSIGN_TASK,
            "decline-extension": Permission.EXTEND_LIMIT,
            "archive": Permission.ARCHIVE,
            "handover": Permission.TAKE_OVER,
            "handover-messages": Permission.TAKE_OVER,
        }
        assert permission is of_its_own.get(str(pattern.name), by_place), pattern.name


def test_a_visitor_is_asked_to_sign_in(office: Office) -> None:
    response = office.client.get("/desk/", headers={"X-Visitor": "1"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/sign-in/?next=%2Fdesk%2F"


def test_an_applicant_is_turned_away(office: Office) -> None:
    office.actor = APPLICANT
    assert office.client.get("/desk/").status_code == 403
    assert office.client.get(office.task_url()).status_code == 403
    assert office.asked == []


def test_officers_and_coordinators_do_not_do_each_others_work(office: Office) -> None:
    assert office.client.get(office.case_url()).status_code == 403
    assert office.client.post(office.case_url("dispatch/")).status_code == 403
    office.actor = COORDINATOR
    assert office.client.get(office.task_url()).status_code == 403
    assert office.client.post(office.task_url("accept/")).status_code == 403
    assert office.asked == []


def test_staff_land_on_their_own_desk(office: Office) -> None:
    office.client.get("/desk/")
    office.actor = COORDINATOR
    office.client.get("/desk/")
    assert [name for name, _ in office.asked] == ["desk", "pre_check_desk"]


def test_acts_are_not_done_by_a_link(office: Office) -> None:
    for address in ("accept/", "approve/"):
        assert office.client.get(office.task_url(address)).status_code == 405
    office.actor = COORDINATOR
    for address in ("dispatch/", "close/", "take-back/"):
        assert office.client.get(office.case_url(address)).status_code == 405
    assert office.asked == []


def test_an_act_without_the_token_of_the_page_is_refused(office: Office) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(office.task_url("accept/")).status_code == 403
    assert office.asked == []


# ── desk ──


def test_the_desk_shows_rows_that_lead_to_their_task(office: Office) -> None:
    office.desk = samples.desk(samples.row(), samples.row("dispatched", Light.LATE, due=samples.TODAY))
    html = body(office.client.get("/desk/"))
    assert f'href="{office.task_url()}"' in html
    assert "2 件" in html
    assert "1 件超期" in html


def test_an_empty_tab_says_so(office: Office) -> None:
    office.desk = samples.desk(samples.row())
    assert "里现在没有" in body(office.client.get("/desk/?turn=stopped"))
    assert "没有这个办件号" in body(office.client.get("/desk/?number=999"))


def test_many_rows_come_in_pages(office: Office) -> None:
    office.desk = samples.desk(*(samples.row(number=f"N-{number:03d}") for number in range(30)))
    assert body(office.client.get("/desk/")).count('role="rowheader"') == 25
    assert body(office.client.get("/desk/?page=2")).count('role="rowheader"') == 5


# ── task ──


def test_the_task_page_shows_what_the_service_needs_and_says_what_is_hidden(office: Office) -> None:
    office.task = samples.task_view("under_review", "ApproveTask", "RefuseTask")
    html = body(office.client.get(office.task_url()))
    assert "另有 9 项信息" in html
    assert "430100199001011234" not in html
    assert "张&lt;b&gt;小&lt;/b&gt;某" in html, "data are escaped"
    assert html.count('type="radio"') == 2
    assert 'form="act"' in html
    assert f"{office.task_url()}documents/doc-1/" in html


def test_no_page_carries_inline_style_or_script(office: Office) -> None:
    office.task = replace(samples.task_view("suspended", "ResumeClock"), stops=(samples.stop(),))
    pages = [body(office.client.get(office.task_url(rest))) for rest in ("", "resume/")]
    office.actor = COORDINATOR
    office.case = samples.case_view("received", "NotifyCorrection", "EndCase", reported=(samples.REPORTED,))
    pages += [body(office.client.get(office.case_url(rest))) for rest in ("", "correction/", "end/")]
    for html in pages:
        assert "<script" not in html
        assert " style=" not in html
        assert " onclick" not in html
        assert html.count("<h1") == 1


def test_english_pages_are_english(office: Office) -> None:
    office.task = samples.task_view("dispatched", "AcceptTask", "DeclineTask")
    html = body(office.client.get(office.task_url() + "?lang=en"))
    assert "Accept and start the clock" in html
    assert "What this service needs to know" in html


def test_a_document_is_handed_out_so_that_nothing_in_it_can_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {}

    def read(**given: object) -> DocumentContent:
        asked.update(given)
        return DocumentContent(name="户口簿.jpg", media_type="image/jpeg", content=b"picture")

    monkeypatch.setattr(tasks, "read_document", read)
    response = office.client.get(office.task_url("documents/doc-1/?preview=1"))
    assert response.content == b"picture"
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert response.headers["Content-Security-Policy"] == "sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    assert (asked["document"], asked["preview"]) == ("doc-1", True)


def test_accepting_calls_the_use_case_once_with_the_key_of_the_page(office: Office) -> None:
    office.task = samples.task_view("dispatched", "AcceptTask")
    key = inputs(body(office.client.get(office.task_url())))["key"]
    response = office.client.post(office.task_url("accept/"), {"key": key})
    assert (response.status_code, response.headers["Location"]) == (303, office.task_url())
    assert office.act("accept") == {"case_id": samples.CASE, "task": samples.TASK, "key": key}


def test_when_somebody_was_faster_the_page_says_so(office: Office) -> None:
    office.answer = CONFLICT
    response = office.client.post(office.task_url("accept/"), {"key": "k"})
    assert response.status_code == 409
    assert "刚刚有了变化" in body(response)


def test_what_is_not_there_is_not_found(office: Office) -> None:
    office.answer = NotFound(what=samples.CASE)
    assert office.client.post(office.task_url("accept/"), {"key": "k"}).status_code == 404


def test_approving_carries_the_judgements(office: Office) -> None:
    typed = {"key": "k", "judge:name-allowed": "yes", "why:name-allowed": " 名字在字表里 "}
    assert office.client.post(office.task_url("approve/"), typed).status_code == 303
    asked = office.act("decide")
    assert (asked["approved"], asked["judgements"]) == (True, {"name-allowed": True})
    assert asked["judgement_reasons"] == {"name-allowed": "名字在字表里"}


def test_a_judgement_without_a_reason_is_asked_for_one_and_nothing_typed_is_lost(office: Office) -> None:
    office.task = replace(
        samples.task_view("under_review", "ApproveTask"),
        criteria=(samples.criterion("first", None), samples.criterion("second", None)),
    )
    typed = {"key": "k", "judge:first": "yes", "judge:second": "yes", "why:second": "看过原件"}
    response = office.client.post(office.task_url("approve/"), typed)
    html = body(response)
    assert response.status_code == 422
    assert not any(act == "decide" for act, _ in office.asked)
    assert 'href="#judge-first-why"' in html
    assert 'href="#judge-second-why"' not in html
    assert ">看过原件</textarea>" in html
    assert html.count(" checked") == 2


def test_what_was_judged_not_to_hold_goes_with_the_refusal(office: Office) -> None:
    office.task = samples.task_view("under_review", "RefuseTask")
    response = office.client.post(office.task_url("approve/"), {"key": "k", "judge:name-allowed": "no"})
    address = response.headers["Location"]
    assert "条件 name-allowed" in body(office.client.get(address))
    typed = {"key": "k", "reason": "名字用了不能登记的字", "basis": "示例条款"}
    assert office.client.post(address, typed).status_code == 303
    assert office.act("decide")["judgements"] == {"name-allowed": False}


def test_approving_without_judging_points_at_the_open_condition_and_keeps_the_others(office: Office) -> None:
    office.task = replace(
        samples.task_view("under_review", "ApproveTask"),
        criteria=(samples.criterion("first", None), samples.criterion("second", None)),
    )
    office.answer = CriteriaUnjudged(criteria_zh="条件 second", criteria_en="Condition second")
    response = office.client.post(
        office.task_url("approve/"), {"key": "k", "judge:first": "yes", "why:first": "看过"}
    )
    html = body(response)
    assert response.status_code == 422
    assert 'href="#judge-second-1"' in html
    assert 'href="#judge-first-1"' not in html
    assert re.search(r'name="judge:first" value="yes" checked', html)


def test_a_judgement_against_the_applicant_leads_to_the_reasons(office: Office) -> None:
    response = office.client.post(office.task_url("approve/"), {"key": "k", "judge:name-allowed": "no"})
    assert response.headers["Location"] == f"{office.task_url()}refuse/?no=name-allowed"
    assert not any(name == "decide" for name, _ in office.asked)
    office.task = samples.task_view("under_review", "ApproveTask", "RefuseTask")
    html = body(office.client.get(response.headers["Location"]))
    assert "条件 name-allowed" in html
    assert "行政复议" in html


# ── acts that ask first ──


def test_a_refusal_needs_reason_and_clause_and_keeps_what_was_typed(office: Office) -> None:
    office.task = samples.task_view("under_review", "ApproveTask", "RefuseTask")
    response = office.client.post(office.task_url("refuse/"), {"key": "k", "reason": "材料不真实"})
    html = body(response)
    assert response.status_code == 422
    assert "材料不真实" in html
    assert 'href="#basis"' in html
    assert not any(name == "decide" for name, _ in office.asked)


def test_a_refusal_names_reason_and_clause(office: Office) -> None:
    typed = {"key": "k", "reason": " 材料不真实 ", "basis": "某条例第三条"}
    assert office.client.post(office.task_url("refuse/"), typed).status_code == 303
    asked = office.act("decide")
    assert (asked["approved"], asked["reason"], asked["basis"]) == (False, "材料不真实", "某条例第三条")


@pytest.mark.parametrize(("address", "competent"), [("decline/", True), ("not-competent/", False)])
def test_declining_says_whether_the_authority_is_competent(
    office: Office, address: str, competent: bool
) -> None:
    typed = {"key": "k", "reason": "请找民政", "basis": "某条例第一条"}
    assert office.client.post(office.task_url(address), typed).status_code == 303
    asked = office.act("decline")
    assert (asked["reason"], asked["basis"], asked["competent"]) == ("请找民政", "某条例第一条", competent)


def test_a_reason_that_the_use_case_misses_is_said_at_its_field(office: Office) -> None:
    office.task = samples.task_view("under_review", "SuspendClock")
    office.answer = ReasonMissing()
    response = office.client.post(office.task_url("suspend/"), {"key": "k", "kind": "other", "reason": "x"})
    assert response.status_code == 422
    assert 'id="reason-error"' in body(response)


def test_stopping_and_going_on(office: Office) -> None:
    typed = {"key": "k", "kind": "other", "reason": "等医院更正"}
    assert office.client.post(office.task_url("suspend/"), typed).status_code == 303
    assert office.act("suspend")["kind"] == "other"
    assert office.client.post(office.task_url("resume/"), {"key": "k"}).status_code == 303
    assert office.act("resume")["key"] == "k"


def test_a_result_of_another_system_needs_a_reason_only_when_refused(office: Office) -> None:
    office.task = samples.task_view("under_review", "ApproveTask")
    typed = {"key": "k", "system": "示例系统", "number": "X-1", "result": "refused", "reason": ""}
    assert office.client.post(office.task_url("external/"), typed).status_code == 422
    assert office.client.post(office.task_url("external/"), typed | {"result": "approved"}).status_code == 303
    asked = office.act("record_external_result")
    assert (asked["system"], asked["number"], asked["approved"]) == ("示例系统", "X-1", True)


def test_a_choice_that_was_not_offered_is_refused(office: Office) -> None:
    office.task = samples.to_deliver()
    response = office.client.post(
        office.task_url("deliver/household-book-page/"), {"key": "k", "mode": "pigeon"}
    )
    assert response.status_code == 422
    assert not any(name == "deliver" for name, _ in office.asked)


def test_issuing_hands_over_the_facts_that_are_born_as_typed(office: Office) -> None:
    office.task = samples.to_issue()
    typed = {
        "key": "k",
        "number": "A-1",
        "child-1-id_number": "430101202611180010",
        "child-1-registered_on-year": "2026",
        "child-1-registered_on-month": "11",
        "child-1-registered_on-day": "24",
    }
    assert office.client.post(office.task_url("issue/household-book-page/"), typed).status_code == 303
    asked = office.act("issue_output")
    assert asked["output"] == "household-book-page"
    assert asked["facts"] == {
        "child[1].id_number": "430101202611180010",
        "child[1].registered_on": "2026-11-24",
    }


def test_what_is_wrong_with_a_born_fact_is_said_at_its_field(office: Office) -> None:
    office.task = samples.to_issue()
    office.answer = AnswersRefused(problems={"child[1].id_number": Text("少了 1 位", "1 digit is missing")})
    typed = {"child-1-id_number": "43010120261118001", "child-1-registered_on-year": "2026"}
    typed |= {"child-1-registered_on-month": "11", "child-1-registered_on-day": "24"}
    response = office.client.post(office.task_url("issue/household-book-page/"), typed)
    html = body(response)
    assert response.status_code == 422
    assert "少了 1 位" in html
    assert 'value="43010120261118001"' in html


def test_delivery_names_mode_and_proof(office: Office) -> None:
    typed = {"key": "k", "mode": "post", "proof": "EMS-1"}
    response = office.client.post(office.task_url("deliver/household-book-page/"), typed)
    assert response.status_code == 303
    asked = office.act("deliver")
    assert (asked["output"], asked["mode"], asked["proof"]) == ("household-book-page", "post", "EMS-1")


def test_a_refusal_of_the_engine_is_said_on_the_page(office: Office) -> None:
    office.task = samples.to_deliver()
    office.answer = NoSuchOutput(task=samples.TASK, output="x")
    response = office.client.post(
        office.task_url("deliver/household-book-page/"), {"mode": "post", "proof": "EMS-1"}
    )
    html = body(response)
    assert response.status_code == 409
    assert "没有办成，什么都没变" in html
    assert "EMS-1" in html


@pytest.mark.parametrize("address", ["decline/", "suspend/", "resume/", "refuse/", "external/", "defects/"])
def test_a_page_for_an_act_that_is_not_possible_leads_back(office: Office, address: str) -> None:
    response = office.client.get(office.task_url(address))
    assert (response.status_code, response.headers["Location"]) == (303, office.task_url())


def test_reporting_a_defect_comes_back_for_the_next(office: Office) -> None:
    office.task = samples.task_view("waiting", "ReportDefects")
    typed = {"key": "k", "subject-1": "fact:child[1].name", "problem-1": "wrong", "text-1": "请换一个字"}
    response = office.client.post(office.task_url("defects/"), typed)
    assert response.status_code == 303
    wanted = Defect(kind="wrong_fact", subject="child[1].name", text="请换一个字")
    assert office.act("report_defects")["defects"] == (wanted,)
    assert "记下了" in body(office.client.get(response.headers["Location"]))


def test_half_a_defect_is_not_reported(office: Office) -> None:
    office.task = samples.task_view("waiting", "ReportDefects")
    response = office.client.post(office.task_url("defects/"), {"subject-1": "fact:child[1].name"})
    assert response.status_code == 422
    assert not any(name == "report_defects" for name, _ in office.asked)
