"""The state row of a case, its append-only journal, and the rows that work lists read.

`case_id` leads every key, so that one case lies together and a database can be split by it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yijian.storage.models.accounts import Account


class Case(models.Model):
    """Where one application stands: the folded state as JSON text, the head of its chain, columns for lists."""

    case_id = models.CharField(max_length=40, primary_key=True)
    opening_key = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    state = models.TextField()
    life_event = models.CharField(max_length=100)
    one_thing = models.CharField(max_length=64)
    region = models.CharField(max_length=12, null=True)  # null: no region
    lead = models.CharField(max_length=100)
    status = models.CharField(max_length=30)
    led_as = models.CharField(max_length=30, default="")
    final = models.BooleanField()
    applicant = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, null=True)  # null: unique only where given
    query_code_hash = models.CharField(max_length=64, default="")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    promised_finish = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["opening_key"], name="case_opening_key_unique"),
            models.UniqueConstraint(fields=["number"], name="case_number_unique"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="case_version_positive"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["lead", "status", "received_at"],
                condition=models.Q(final=False),
                name="case_open_by_lead",
            ),
        ]


class Journal(models.Model):
    """One command that was carried out: who, when, which events; chained by hash to the entry before it."""

    pk = models.CompositePrimaryKey("case_id", "version")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=20)
    actor_account = models.CharField(max_length=40, null=True)  # null: nobody signed in
    actor_authority = models.CharField(max_length=100, null=True)  # null: not staff
    command = models.CharField(max_length=60)
    idempotency_key = models.CharField(max_length=200)
    events = models.TextField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="journal_at")]


class CaseCoSigner(models.Model):
    """Accounts that sign a case beside the applicant: they find it in their list."""

    pk = models.CompositePrimaryKey("case_id", "account_id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")


class CollectedCase(models.Model):
    """A case whose papers a window in another region collects (跨域通办), as that window's list shows it."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=12)
    status = models.CharField(max_length=20)
    open = models.BooleanField()  # the window has something to do, or results are still to come
    due = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["place", "due"], condition=models.Q(open=True), name="collected_open_by_place"
            )
        ]


class Task(models.Model):
    """One authority's part, as its work list shows it."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=100)
    service = models.CharField(max_length=100)
    authority = models.CharField(max_length=100)
    status = models.CharField(max_length=30)
    open = models.BooleanField()
    clock_runs = models.BooleanField()
    since = models.DateTimeField(null=True)
    amber_from = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    external_system = models.CharField(max_length=100, default="")
    external_number = models.CharField(max_length=100, default="")
    region = models.CharField(max_length=12, default="")
    place = models.CharField(max_length=30, default="")
    holder = models.CharField(max_length=40, default="")
    owes = models.BooleanField(default=False)
    asks_more = models.BooleanField(default=False)
    visit_on = models.DateField(null=True)  # null: no visit ahead
    act_by = models.DateField(null=True)  # null: no day
    base_light = models.CharField(max_length=10, default="")
    soon_from = models.DateTimeField(null=True)
    late_from = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["authority", "place", "act_by"],
                condition=models.Q(open=True),
                name="task_open_by_place",
            ),
            models.Index(
                fields=["authority", "status", "due"],
                condition=models.Q(open=True),
                name="task_open_by_authority",
            ),
        ]


class Notice(models.Model):
    """A written document (文书) that a transition issued."""

    pk = models.CompositePrimaryKey("case_id", "number")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    authority = models.CharField(max_length=100)
    task = models.CharField(max_length=100, null=True)  # null: about the whole
    issued_at = models.DateTimeField()
    due = models.DateField(null=True)
    document = models.CharField(max_length=64, null=True)  # null: not printed
    check_code_hash = models.CharField(max_length=64, null=True)  # null: unique only where given
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_code_hash"], name="notice_check_code_unique")
        ]


class Output(models.Model):
    """A result (办理结果) that a task issued. `output`: its id; a copy issued later has `#2`, `#3` after it."""

    pk = models.CompositePrimaryKey("case_id", "task", "output")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.CharField(max_length=100)
    output = models.CharField(max_length=100)
    authority = models.CharField(max_length=100)
    number = models.CharField(max_length=80, null=True)  # null: carries none
    issued_at = models.DateTimeField()
    document = models.CharField(max_length=64, null=True)  # null: nothing on paper
    check_code_hash = models.CharField(max_length=64, null=True)  # null: unique only where given
    delivered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=20, null=True)  # null: stands

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["check_code_hash"], name="output_check_code_unique")
        ]


class Rating(models.Model):
    """How the applicant rated the whole (`task` empty) or one part: 1 (worst) to 5."""

    pk = models.CompositePrimaryKey("case_id", "task")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.CharField(max_length=100, default="")
    authority = models.CharField(max_length=100)
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(score__gte=1, score__lte=5), name="rating_score_one_to_five"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["authority", "at"], name="rating_by_authority")]


class NumberSeries(models.Model):
    """The last number given out in a series, such as the cases of one region on one day."""

    series = models.CharField(max_length=100, primary_key=True)
    last = models.PositiveBigIntegerField()
