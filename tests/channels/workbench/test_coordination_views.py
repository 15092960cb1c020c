"""Views of the coordinator: pre-check, the one notice, dispatch, and the end."""

from __future__ import annotations

import pytest

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import COORDINATOR, Office
from tests.channels.workbench.pages import body, inputs
from yijian.storage.errors import VersionConflict
from yijian.usecases.handle import Defect

CONFLICT = VersionConflict(case_id=samples.CASE, expected=3)


# ── the coordinator ──


@pytest.fixture
def coordination(office: Office) -> Office:
    office.actor = COORDINATOR
    office.case = samples.case_view(
        "received", "NotifyCorrection", "DispatchCase", "EndCase", reported=(samples.REPORTED,)
    )
    return office


def test_the_case_page_collects_what_authorities_reported(coordination: Office) -> None:
    html = body(coordination.client.get(coordination.case_url()))
    assert "各部门报来 1 处要补" in html
    assert "名字里有一个字登记不了，请换" in html
    assert coordination.case_url("correction/") in html


def test_dispatching_carries_the_judgements(coordination: Office) -> None:
    typed = {"key": "k", "judge:same-ethnicity": "yes", "why:same-ethnicity": "看过护照"}
    assert coordination.client.post(coordination.case_url("dispatch/"), typed).status_code == 303
    asked = coordination.act("dispatch")
    assert asked["judgements"] == {"same-ethnicity": True}
    assert asked["judgement_reasons"] == {"same-ethnicity": "看过护照"}


def test_an_admission_that_is_denied_leads_to_the_reasons(coordination: Office) -> None:
    response = coordination.client.post(coordination.case_url("dispatch/"), {"judge:same-ethnicity": "no"})
    assert response.headers["Location"] == coordination.case_url("end/?no=same-ethnicity")
    coordination.case = samples.case_view("received", "EndCase")
    assert "条件 same-ethnicity" in body(coordination.client.get(response.headers["Location"]))


def test_a_reported_defect_is_left_out(coordination: Office) -> None:
    typed = {"key": "k", "subject": "child[1].name", "task": samples.TASK}
    assert coordination.client.post(coordination.case_url("take-back/"), typed).status_code == 303
    asked = coordination.act("take_back_defect")
    assert (asked["subject"], asked["task"]) == ("child[1].name", samples.TASK)


def test_the_notice_is_read_back_as_a_whole_and_then_sent_as_read(coordination: Office) -> None:
    address = coordination.case_url("correction/")
    composing = coordination.client.get(address)
    assert 'value="2026"' in body(composing), "a day is proposed"
    typed = {
        "own": "1",
        "subject-1": "paper:household-book:mother",
        "problem-1": "missing",
        "text-1": "请补户主那一页",
        "due-year": "2026",
        "due-month": "12",
        "due-day": "1",
    }
    read = coordination.client.post(address, typed | {"step": "read"})
    html = body(read)
    assert read.status_code == 200
    assert "名字里有一个字登记不了，请换" in html
    assert "请补户主那一页" in html
    assert "12月1日" in html
    assert not any(name == "notify_correction" for name, _ in coordination.asked)
    sent = coordination.client.post(address, inputs(html) | {"step": "send"})
    assert sent.status_code == 303
    asked = coordination.act("notify_correction")
    assert asked["due"].isoformat() == "2026-12-01"
    assert asked["defects"] == (
        Defect(kind="missing_paper", subject="household-book:mother", text="请补户主那一页"),
    )


def test_changing_the_notice_after_reading_loses_nothing(coordination: Office) -> None:
    address = coordination.case_url("correction/")
    typed = {"own": "1", "subject-1": "fact:child[1].name", "problem-1": "wrong", "text-1": "请改"}
    typed |= {"due-year": "2026", "due-month": "12", "due-day": "3"}
    html = body(coordination.client.post(address, typed | {"step": "change"}))
    assert "请改" in html
    assert 'value="03"' in html or 'value="3"' in html
    assert 'value="fact:child[1].name" selected' in html


def test_another_place_can_be_added(coordination: Office) -> None:
    html = body(coordination.client.post(coordination.case_url("correction/"), {"own": "2", "step": "more"}))
    assert 'name="subject-3"' in html
    assert 'name="own" value="3"' in html
    assert "govuk-error-summary" not in html


@pytest.mark.parametrize(
    ("day", "said"), [("24", "要填今天以后的日子"), ("31", "这不是一个日子"), ("", "这不是一个日子")]
)
def test_the_day_of_the_correction_lies_ahead(coordination: Office, day: str, said: str) -> None:
    typed = {"own": "1", "due-year": "2026", "due-month": "11", "due-day": day, "step": "read"}
    response = coordination.client.post(coordination.case_url("correction/"), typed)
    assert response.status_code == 422
    assert said in body(response)


def test_an_empty_notice_is_not_read_back(coordination: Office) -> None:
    coordination.case = samples.case_view("received", "NotifyCorrection")
    typed = {"own": "1", "due-year": "2026", "due-month": "12", "due-day": "1", "step": "read"}
    response = coordination.client.post(coordination.case_url("correction/"), typed)
    assert response.status_code == 422
    assert "一处也没有写" in body(response)


def test_ending_needs_a_reason(coordination: Office) -> None:
    address = coordination.case_url("end/")
    assert coordination.client.post(address, {"key": "k", "reason": " "}).status_code == 422
    assert coordination.client.post(address, {"key": "k", "reason": "不在联办范围"}).status_code == 303
    assert coordination.act("end")["reason"] == "不在联办范围"


def test_closing(coordination: Office) -> None:
    assert coordination.client.post(coordination.case_url("close/"), {"key": "k"}).status_code == 303
    assert coordination.act("close")["key"] == "k"
    coordination.answer = CONFLICT
    assert coordination.client.post(coordination.case_url("close/"), {"key": "k"}).status_code == 409
