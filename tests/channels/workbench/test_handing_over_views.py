"""Views of delivery together: the coordinator hands over what the authorities issued."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.channels.workbench import samples
from tests.channels.workbench.conftest import COORDINATOR, Office
from tests.channels.workbench.pages import body
from yijian.storage.errors import VersionConflict
from yijian.usecases.views import Light

CONFLICT = VersionConflict(case_id=samples.CASE, expected=3)


@pytest.fixture
def handing_over(office: Office) -> Office:
    office.actor = COORDINATOR
    office.case = replace(
        samples.case_view("decided"),
        tasks=(samples.part("output_issued", Light.RUNNING),),
        outputs=(
            samples.output("household-book-page"),
            replace(samples.output("card"), id=CARD, task="hr.social-security-card"),
        ),
    )
    return office


PAGE, CARD = f"{samples.TASK}:household-book-page", "hr.social-security-card:card"


def test_results_of_all_authorities_are_handed_over_together(handing_over: Office) -> None:
    address = handing_over.case_url("deliver/")
    assert f'href="{address}"' in body(handing_over.client.get(handing_over.case_url()))
    html = body(handing_over.client.get(address))
    assert "户口簿那一页" in html
    assert html.count(" checked") == 2, "all are chosen"
    typed = {"key": "k", "output": [PAGE, CARD], "mode": "post", "proof": "EMS-1"}
    response = handing_over.client.post(address, typed)
    assert (response.status_code, response.headers["Location"]) == (303, handing_over.case_url())
    assert handing_over.act("deliver") == {
        "case_id": samples.CASE,
        "outputs": ((samples.TASK, "household-book-page"), ("hr.social-security-card", "card")),
        "mode": "post",
        "proof": "EMS-1",
        "key": "k",
    }


def test_a_delivery_that_is_refused_keeps_what_was_typed(handing_over: Office) -> None:
    address = handing_over.case_url("deliver/")
    typed = {"output": CARD, "mode": "pigeon", "proof": "EMS-1"}
    assert handing_over.client.post(address, typed).status_code == 422
    assert handing_over.client.post(address, {"mode": "post", "proof": "EMS-1"}).status_code == 422
    assert not any(act == "deliver" for act, _ in handing_over.asked)
    handing_over.answer = CONFLICT
    response = handing_over.client.post(address, typed | {"mode": "post"})
    html = body(response)
    assert response.status_code == 409
    assert "EMS-1" in html
    assert re.findall(r'value="([^"]+)"[^>]* checked', html) == [CARD, "post"], "only what was chosen"


def test_what_is_not_to_be_handed_over_leads_back(handing_over: Office) -> None:
    handing_over.case = samples.case_view("delivered")
    response = handing_over.client.get(handing_over.case_url("deliver/"))
    assert response.headers["Location"] == handing_over.case_url()
