"""What lists show of a case: values that a command hands over with its events, written in its transaction.

Each `keep_…` makes the rows of one case equal to what is wanted and touches only those that differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from yijian.storage.hashed_secrets import token_hash
from yijian.storage.models import CaseCoSigner, CollectedCase, Notice, Output, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The columns of a state row that lists read.

    `led_as`: where it stands on the list of its lead, empty: on none. `final`: nothing is owed any more. `applicant`: account id. `number`: 办件号, given at receipt.
    `due`: by when the next thing must happen to the whole. `promised_finish`: what the applicant was promised.
    """

    life_event: str
    one_thing: str
    region: str | None
    lead: str
    status: str
    final: bool
    applicant: str | None
    started_at: datetime
    led_as: str = ""
    number: str | None = None
    received_at: datetime | None = None
    due: datetime | None = None
    promised_finish: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One authority's part. `open`: it waits for its authority, which sees it in its work list.

    `clock_runs`: the limit counts now; `since`: since when it has been with its authority; the light is amber from
    `amber_from` on and red after `due`. For the lists: the `region` that decides it where that is another
    than the case's, its `place` on them, the account that has it in hand (`holder`),
    whether it awaits promised papers, whether more time is asked of the head, the next visit, the day to act by, and its light: `base_light` until `soon_from`, late
    from `late_from` on.
    """

    key: str
    service: str
    authority: str
    status: str
    open: bool
    clock_runs: bool = False
    since: datetime | None = None
    amber_from: datetime | None = None
    due: datetime | None = None
    external_system: str = ""
    external_number: str = ""
    region: str = ""
    place: str = ""
    holder: str = ""
    owes: bool = False
    asks_more: bool = False
    visit_on: date | None = None
    act_by: date | None = None
    base_light: str = ""
    soon_from: datetime | None = None
    late_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedRow:
    """A case that a window at `place` (region code) collects: where its handover stands, whether the window still has
    something to do with it, and by when."""

    place: str
    status: str
    open: bool
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A written document that was issued; `document`: hash of its PDF; `check_code`: printed on it, kept as a hash.

    Where `check_code` is None, a code that was stored before stays.
    """

    number: str
    kind: str
    authority: str
    task: str | None
    issued_at: datetime
    due: date | None = None
    document: str | None = None
    check_code: str | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRow:
    """A result of a task, or a later copy of it (`output` with `#2`, `#3`); `check_code` as with `NoticeRow`.

    `ended_by`: the act that made it invalid at `revoked_at`."""

    task: str
    output: str
    authority: str
    number: str | None
    issued_at: datetime
    document: str | None = None
    check_code: str | None = None
    delivered_at: datetime | None = None
    revoked_at: datetime | None = None
    ended_by: str | None = None


_TASK_FIELDS = tuple(field.name for field in fields(TaskRow))


def keep_tasks(*, case_id: str, tasks: Iterable[TaskRow]) -> None:
    """Make the task rows of a case those given."""
    wanted = {task.key: task for task in tasks}
    stored = {
        row["key"]: TaskRow(**row) for row in Task.objects.filter(case_id=case_id).values(*_TASK_FIELDS)
    }
    Task.objects.bulk_create(
        [Task(case_id=case_id, **asdict(task)) for key, task in wanted.items() if stored.get(key) != task],
        update_conflicts=True,
        unique_fields=["case_id", "key"],
        update_fields=[name for name in _TASK_FIELDS if name != "key"],
    )
    gone = stored.keys() - wanted.keys()
    if gone:
        Task.objects.filter(case_id=case_id, key__in=gone).delete()


def keep_co_signers(*, case_id: str, accounts: Iterable[str]) -> None:
    """Make the co-signing accounts of a case those given."""
    wanted = set(accounts)
    stored = {
        str(pk) for pk in CaseCoSigner.objects.filter(case_id=case_id).values_list("account_id", flat=True)
    }
    CaseCoSigner.objects.bulk_create(
        [CaseCoSigner(case_id=case_id, account_id=account) for account in sorted(wanted - stored)]
    )
    if stored - wanted:
        CaseCoSigner.objects.filter(case_id=case_id, account_id__in=stored - wanted).delete()


def keep_collected(*, case_id: str, collected: CollectedRow) -> None:
    """Make the row by which the window finds the case the one given."""
    CollectedCase.objects.update_or_create(case_id=case_id, defaults=asdict(collected))


def put_notices(*, case_id: str, notices: Iterable[NoticeRow]) -> None:
    """Store notices, new or changed (delivered)."""
    for notice in notices:
        values = _with_hashed_code(asdict(notice))
        Notice.objects.update_or_create(case_id=case_id, number=values.pop("number"), defaults=values)


def put_outputs(*, case_id: str, outputs: Iterable[OutputRow]) -> None:
    """Store results, new or changed (delivered, revoked)."""
    for output in outputs:
        values = _with_hashed_code(asdict(output))
        Output.objects.update_or_create(
            case_id=case_id, task=values.pop("task"), output=values.pop("output"), defaults=values
        )


def _with_hashed_code(values: dict[str, Any]) -> dict[str, Any]:
    code = values.pop("check_code")
    return values if code is None else {**values, "check_code_hash": token_hash(code)}
