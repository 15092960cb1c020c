"""The page of one paper: what was handed in, and the way back with a reason from the office's list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import COORDINATOR, Office
from tests.channels.workbench.pages import body
from yijian.storage.errors import VersionConflict
from yijian.usecases.defects import Defect

KEY = samples.HOUSEHOLD_BOOK.paper.key


@pytest.fixture
def page(office: Office) -> str:
    office.task = samples.task_view("waiting", "ReportDefects")
    return office.task_url(f"papers/{KEY}/")


def test_the_paper_is_shown_with_what_it_was_found_to_be(office: Office, page: str) -> None:
    assert f'href="{page}"' in body(office.client.get(office.task_url()))
    html = body(office.client.get(page))
    assert f'<img src="{office.task_url("documents/doc-1/")}"' in html
    assert "照片，2 页，1 KB" in html
    assert "11月24日 10:00" in html


def test_a_paper_is_returned_with_a_reason_of_the_list(office: Office, page: str) -> None:
    response = office.client.post(page, {"key": "k", "why": "incomplete", "more": " 少第 2 页 "})
    assert (response.status_code, response.headers["Location"]) == (303, office.task_url())
    assert office.act("report_defects")["defects"] == (
        Defect(kind="faulty_paper", subject=KEY, text="少了页，请把每一页都交上来。少第 2 页"),
    )


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"more": "模糊"}, "why"),
        ({"why": "other", "more": " "}, "more"),
        ({"why": "x", "more": "模糊"}, "why"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    office: Office, page: str, typed: dict[str, str], wrong: str
) -> None:
    response = office.client.post(page, typed)
    html = body(response)
    assert response.status_code == 422
    assert f'id="{wrong}-error"' in html
    assert typed["more"].strip() in html
    assert not any(act == "report_defects" for act, _ in office.asked)


def test_a_conflict_keeps_reason_and_words(office: Office, page: str) -> None:
    office.answer = VersionConflict(case_id=samples.CASE, expected=3)
    response = office.client.post(page, {"why": "blurred", "more": "右下角"})
    html = body(response)
    assert response.status_code == 409
    assert "右下角</textarea>" in html
    assert 'value="blurred" checked' in html


def test_after_the_pre_check_a_paper_is_looked_at_only(office: Office, page: str) -> None:
    office.task = samples.task_view("under_review", "ApproveTask")
    html = body(office.client.get(page))
    assert "退回这份材料" not in html
    assert "照片" in html


def test_a_paper_that_is_not_needed_is_not_found(office: Office) -> None:
    assert office.client.get(office.task_url("papers/passport:mother/")).status_code == 404


def test_for_the_coordinator_it_is_written_into_the_notice(office: Office) -> None:
    office.actor = COORDINATOR
    office.case = replace(samples.case_view("received", "NotifyCorrection"))
    address = office.case_url(f"papers/{KEY}/")
    assert f'href="{address}"' in body(office.client.get(office.case_url()))
    response = office.client.post(address, {"why": "unsigned", "more": ""})
    assert response.status_code == 303
    html = body(office.client.get(response.headers["Location"]))
    assert "没有签名或盖章，补上以后重新交" in html
    assert f'value="paper:{KEY}" selected' in html
    assert 'value="wrong" checked' in html
