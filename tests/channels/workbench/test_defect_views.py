"""Views of what an authority reports: what may be named, and taking it back."""

from __future__ import annotations

from dataclasses import replace

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import Office
from tests.channels.workbench.pages import body
from yijian.core.cases.application_refusals import NoSuchDefect


def test_an_own_defect_is_taken_back(office: Office) -> None:
    office.task = replace(
        samples.task_view("waiting", "ReportDefects", "DropDefect"), reported=(samples.REPORTED,)
    )
    html = body(office.client.get(office.task_url()))
    assert "您报了 1 处要补" in html
    assert f'action="{office.task_url("defects/take-back/")}"' in html
    posted = {"key": "k", "subject": "child[1].name"}
    response = office.client.post(office.task_url("defects/take-back/"), posted)
    assert (response.status_code, response.headers["Location"]) == (303, office.task_url())
    assert office.act("take_back_defect")["subject"] == "child[1].name"
    office.answer = NoSuchDefect(subject="child[1].name")
    assert office.client.post(office.task_url("defects/take-back/"), posted).status_code == 409


def test_only_what_the_applicant_can_correct_is_offered_to_an_authority(office: Office) -> None:
    """Not what another task needs, nor a paper that is not certain to be needed."""
    other = replace(samples.MOTHER_NAME, field=replace(samples.MOTHER_NAME.field, needed_by=("other.task",)))
    unsure = replace(samples.HOUSEHOLD_BOOK, paper=replace(samples.HOUSEHOLD_BOOK.paper, certain=False))
    office.task = replace(
        samples.task_view("waiting", "ReportDefects"), fields=(other, samples.CHILD_NAME), papers=(unsure,)
    )
    html = body(office.client.get(office.task_url("defects/")))
    assert 'value="fact:child[1].name"' in html
    assert "fact:mother.name" not in html
    assert "paper:household-book:mother" not in html
