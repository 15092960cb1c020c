"""What screens read: lists, counts, single rows. Frozen values; nothing personal among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OrderBy, Q, QuerySet

from yijian.storage.case_rows import NoticeRow, OutputRow, TaskRow
from yijian.storage.errors import NothingStored
from yijian.storage.hashed_secrets import keyed_hash, same_hash, token_hash
from yijian.storage.models import Case, CaseCoSigner, CollectedCase, Notice, Output, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSummary:
    """A case as lists show it; fields as in `case_rows.CaseRow`."""

    case_id: str
    number: str | None
    version: int
    life_event: str
    one_thing: str
    region: str | None
    lead: str
    status: str
    final: bool
    applicant: str | None
    started_at: datetime
    changed_at: datetime
    received_at: datetime | None
    due: datetime | None
    promised_finish: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTask:
    """A task in a work list, with the case it belongs to."""

    case_id: str
    number: str | None
    life_event: str
    case_status: str
    received_at: datetime | None
    task: TaskRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LightCounts:
    """Open tasks by light. `idle`: their clock does not run (not accepted yet, suspended)."""

    green: int
    amber: int
    red: int
    idle: int

    @property
    def total(self) -> int:
        """All open tasks."""
        return self.green + self.amber + self.red + self.idle


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """What somebody who holds the code of a document is told about it. `kind`: of a notice, or the output's id; `ended_by`:
    the act that made it invalid at `revoked_at`."""

    case_id: str
    what: str
    kind: str
    number: str | None
    authority: str
    issued_at: datetime
    document: str | None
    revoked_at: datetime | None
    ended_by: str | None = None


# ── cases ────────────────────────────────────────────────────────────────────


def case_summary(*, case_id: str) -> CaseSummary:
    """One case. Raises NothingStored."""
    row = Case.objects.defer("state").filter(case_id=case_id).first()
    if row is None:
        raise NothingStored(what="case", key=case_id)
    return _summary_of(row)


def cases_of(*, account: str, limit: int = 100) -> tuple[CaseSummary, ...]:
    """The cases that an account applied for or co-signs, changed last first."""
    signs = CaseCoSigner.objects.filter(account_id=account).values("case_id")
    return _summaries(
        Case.objects.filter(Q(applicant_id=int(account)) | Q(case_id__in=signs)), "-changed_at", limit
    )


def is_party(*, case_id: str, account: str) -> bool:
    """Whether an account applied for the case or co-signs it."""
    return (
        Case.objects.filter(case_id=case_id, applicant_id=int(account)).exists()
        or CaseCoSigner.objects.filter(case_id=case_id, account_id=account).exists()
    )


def cases_led_by(*, lead: str, statuses: Iterable[str], limit: int = 200) -> tuple[CaseSummary, ...]:
    """Cases of a lead authority in these statuses, the longest received first: what is to be pre-checked."""
    rows = Case.objects.filter(lead=lead, status__in=list(statuses))
    return _summaries(rows, F("received_at").asc(nulls_last=True), limit)


def case_by_query_code(*, number: str, code: str) -> CaseSummary | None:
    """The case of that 办件号, if the query code fits; None does not tell which of the two was wrong.

    Codes are short: the channel must limit how often somebody may try.
    """
    row = Case.objects.defer("state").filter(number=number).first()
    case_id = row.case_id if row else ""
    fits = same_hash(row.query_code_hash if row else "", _query_code_hash(case_id, code))
    return _summary_of(row) if row and fits else None


def set_query_code(*, case_id: str, code: str) -> None:
    """Keep the (hash of the) code with which whoever holds the number may see where the case stands."""
    Case.objects.filter(case_id=case_id).update(query_code_hash=_query_code_hash(case_id, code))


def counts_by_status(*, lead: str | None = None) -> dict[str, int]:
    """How many cases stand where; of one lead authority or of all."""
    rows = Case.objects.all() if lead is None else Case.objects.filter(lead=lead)
    counted = rows.order_by().values_list("status").annotate(cases=Count("*"))
    return dict(sorted((status, cases) for status, cases in counted))


def cases_under(*, one_thing: str, limit: int = 1000) -> tuple[CaseSummary, ...]:
    """Cases that are not over and began under a compiled artefact: whom a new version touches."""
    return _summaries(Case.objects.filter(one_thing=one_thing, final=False), "case_id", limit)


def running_cases(*, life_events: Iterable[str]) -> Iterator[CaseSummary]:
    """All cases of these life events that are not over, one after another."""
    rows = Case.objects.filter(life_event__in=list(life_events), final=False)
    yield from map(_summary_of, rows.defer("state").order_by("case_id").iterator())


# ── tasks ────────────────────────────────────────────────────────────────────


def tasks_of(*, case_id: str) -> tuple[TaskRow, ...]:
    """The tasks of a case, by key."""
    return tuple(_task_of(row) for row in Task.objects.filter(case_id=case_id).order_by("key"))


def collected_cases(*, place: str, limit: int = 200) -> tuple[str, ...]:
    """Ids of the cases with which the window at a place has something to do, the earliest due first, then without date."""
    rows = CollectedCase.objects.filter(place=place, open=True)
    ordered = rows.order_by(F("due").asc(nulls_last=True), "case_id")
    return tuple(ordered.values_list("case_id", flat=True)[:limit])


def open_tasks(
    *,
    authority: str,
    statuses: Iterable[str] | None = None,
    due_before: datetime | None = None,
    limit: int = 200,
) -> tuple[ListedTask, ...]:
    """The work list of an authority: what waits for it, the earliest due first, then what has no date."""
    rows = Task.objects.filter(authority=authority, open=True)
    if statuses is not None:
        rows = rows.filter(status__in=list(statuses))
    if due_before is not None:
        rows = rows.filter(due__lt=due_before)
    rows = rows.select_related("case").defer("case__state")
    ordered = rows.order_by(F("due").asc(nulls_last=True), F("since").asc(nulls_last=True), "case_id", "key")
    return tuple(
        ListedTask(
            case_id=row.case_id,
            number=row.case.number,
            life_event=row.case.life_event,
            case_status=row.case.status,
            received_at=row.case.received_at,
            task=_task_of(row),
        )
        for row in ordered[:limit]
    )


def counts_by_light(*, now: datetime, authority: str | None = None) -> LightCounts:
    """Open tasks by light as of `now`; of one authority or of all."""
    running = Q(clock_runs=True)
    red = running & Q(due__lt=now)
    amber = running & ~Q(due__lt=now, due__isnull=False) & Q(amber_from__lte=now)
    rows = Task.objects.filter(open=True)
    if authority is not None:
        rows = rows.filter(authority=authority)
    found = rows.aggregate(
        total=Count("*"),
        running=Count("key", filter=running),
        red=Count("key", filter=red),
        amber=Count("key", filter=amber),
    )
    return LightCounts(
        green=found["running"] - found["red"] - found["amber"],
        amber=found["amber"],
        red=found["red"],
        idle=found["total"] - found["running"],
    )


def counts_by_task_status(*, authority: str) -> dict[str, int]:
    """How many tasks of an authority stand where, open or not."""
    counted = (
        Task.objects.filter(authority=authority).order_by().values_list("status").annotate(tasks=Count("*"))
    )
    return dict(sorted((status, tasks) for status, tasks in counted))


# ── what was issued ──────────────────────────────────────────────────────────


def notices_of(*, case_id: str) -> tuple[NoticeRow, ...]:
    """The notices of a case, oldest first; check codes are not readable any more."""
    return tuple(
        NoticeRow(
            number=row.number,
            kind=row.kind,
            authority=row.authority,
            task=row.task,
            issued_at=row.issued_at,
            due=row.due,
            document=row.document,
            delivered_at=row.delivered_at,
        )
        for row in Notice.objects.filter(case_id=case_id).order_by("issued_at", "number")
    )


def outputs_of(*, case_id: str) -> tuple[OutputRow, ...]:
    """The results of a case, oldest first; check codes are not readable any more."""
    return tuple(
        OutputRow(
            task=row.task,
            output=row.output,
            authority=row.authority,
            number=row.number,
            issued_at=row.issued_at,
            document=row.document,
            delivered_at=row.delivered_at,
            revoked_at=row.revoked_at,
            ended_by=row.ended_by,
        )
        for row in Output.objects.filter(case_id=case_id).order_by("issued_at", "task", "output")
    )


def document_by_check_code(*, code: str) -> CheckedDocument | None:
    """The notice or result that carries a check code; None where there is none."""
    digest = token_hash(code)
    if output := Output.objects.filter(check_code_hash=digest).first():
        return CheckedDocument(
            case_id=output.case_id,
            what="output",
            kind=output.output.partition("#")[0],
            number=output.number,
            authority=output.authority,
            issued_at=output.issued_at,
            document=output.document,
            revoked_at=output.revoked_at,
            ended_by=output.ended_by,
        )
    if notice := Notice.objects.filter(check_code_hash=digest).first():
        return CheckedDocument(
            case_id=notice.case_id,
            what="notice",
            kind=notice.kind,
            number=notice.number,
            authority=notice.authority,
            issued_at=notice.issued_at,
            document=notice.document,
            revoked_at=None,
        )
    return None


def _summaries(rows: QuerySet[Case, Case], order: str | OrderBy, limit: int) -> tuple[CaseSummary, ...]:
    return tuple(_summary_of(row) for row in rows.defer("state").order_by(order, "case_id")[:limit])


def _summary_of(row: Case) -> CaseSummary:
    return CaseSummary(
        case_id=row.case_id,
        number=row.number,
        version=row.version,
        life_event=row.life_event,
        one_thing=row.one_thing,
        region=row.region,
        lead=row.lead,
        status=row.status,
        final=row.final,
        applicant=None if row.applicant_id is None else str(row.applicant_id),
        started_at=row.started_at,
        changed_at=row.changed_at,
        received_at=row.received_at,
        due=row.due,
        promised_finish=row.promised_finish,
    )


def _task_of(row: Task) -> TaskRow:
    values: dict[str, Any] = {name: getattr(row, name) for name in TaskRow.__slots__}
    return TaskRow(**values)


def _query_code_hash(case_id: str, code: str) -> str:
    return keyed_hash(f"{case_id}:{code.strip()}", use="cases.query_code")
