"""Views of delivery together: the coordinator hands over what the authorities issued."""

from __future__ import annotations

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
        outputs=(samples.output("household-book-page"),),
    )
    return office


TOGETHER = f"deliver/{samples.TASK}/household-book-page/"


def test_results_of_all_authorities_are_handed_over_together(handing_over: Office) -> None:
    address = handing_over.case_url(TOGETHER)
    assert f'href="{address}"' in body(handing_over.client.get(handing_over.case_url()))
    assert "户口簿那一页" in body(handing_over.client.get(address))
    response = handing_over.client.post(address, {"key": "k", "mode": "post", "proof": "EMS-1"})
    assert (response.status_code, response.headers["Location"]) == (303, handing_over.case_url())
    assert handing_over.act("deliver") == {
        "case_id": samples.CASE,
        "task": samples.TASK,
        "output": "household-book-page",
        "mode": "post",
        "proof": "EMS-1",
        "key": "k",
    }


def test_a_delivery_that_is_refused_keeps_what_was_typed(handing_over: Office) -> None:
    address = handing_over.case_url(TOGETHER)
    assert handing_over.client.post(address, {"mode": "pigeon", "proof": "EMS-1"}).status_code == 422
    handing_over.answer = CONFLICT
    response = handing_over.client.post(address, {"mode": "post", "proof": "EMS-1"})
    assert response.status_code == 409
    assert "EMS-1" in body(response)


def test_what_is_not_to_be_handed_over_leads_back(handing_over: Office) -> None:
    response = handing_over.client.get(handing_over.case_url(f"deliver/{samples.TASK}/another/"))
    assert response.headers["Location"] == handing_over.case_url()
