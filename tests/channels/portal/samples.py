"""Hand-made views of a case for the tests of presenters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from yijian.core.errors import Text
from yijian.usecases.views import CaseView, Light, TaskView

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)

TASK = TaskView(
    key="police.birth-registration",
    name=Text("出生登记", "Registration of birth"),
    authority=Text("公安", "Police"),
    status="under_review",
    light=Light.RUNNING,
    start=date(2026, 11, 24),
    due=date(2026, 12, 8),
    promised=date(2026, 12, 8),
    finished_at=None,
    provisional=False,
    waits_for=(),
    stops=(),
    reason=None,
    by_hand=None,
)
CASE = CaseView(
    case_id="430100-20261124-000001",
    life_event="newborn",
    name=Text("新生儿出生", "Newborn"),
    status="in_progress",
    received_at=NOW,
    query_code="12345678",
    lead=Text("卫健", "Health"),
    last_result=date(2026, 12, 8),
    first_promised=date(2026, 12, 8),
    provisional=False,
    tasks=(TASK,),
    correction=None,
    notices=(),
    outputs=(),
    access=(),
    fetches=(),
    may_withdraw=True,
    may_rate=False,
    rating=None,
    now=NOW,
)


def task_view(**changes: Any) -> TaskView:
    """A task under review, with changes."""
    return replace(TASK, **changes)


def case_view(**changes: Any) -> CaseView:
    """A case in progress, with changes."""
    return replace(CASE, **changes)
