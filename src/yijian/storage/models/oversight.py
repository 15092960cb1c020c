"""Who has read what, and what registers were asked. Apart from the journal: reading must not write to a chain."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AccessEntry(models.Model):
    """Somebody read personal values of a case. No foreign key: an entry outlives what it speaks of."""

    at = models.DateTimeField()
    case_id = models.CharField(max_length=40)
    task = models.CharField(max_length=100, null=True)  # null: the whole
    account = models.CharField(max_length=40, null=True)  # null: nobody signed in
    role = models.CharField(max_length=20)
    authority = models.CharField(max_length=100, null=True)  # null: not staff
    concepts = models.TextField()
    purpose = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case_id", "at"], name="access_by_case"),
            models.Index(fields=["at"], name="access_by_time"),
        ]


class StaffAct(models.Model):
    """Somebody made an account of staff or took it away. No foreign key: an entry outlives what it speaks of."""

    at = models.DateTimeField()
    act = models.CharField(max_length=20)
    username = models.CharField(max_length=150)
    kind = models.CharField(max_length=20)
    authority = models.CharField(max_length=100, null=True)  # null: belongs to none
    by = models.CharField(max_length=100)  # the account of the operating system, at the terminal

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="staff_act_by_time")]


class CreditNote(models.Model):
    """A promise that was not kept in time, not kept at all, or whose decision was revoked. No foreign key: a note outlives
    what it speaks of."""

    account = models.CharField(max_length=40)
    case_id = models.CharField(max_length=40)
    task = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=("late", "not_brought", "revoked")), name="credit_note_kind_known"
            ),
            models.UniqueConstraint(fields=["case_id", "task", "kind"], name="credit_note_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["account"], name="credit_note_by_account")]


class RegisterExchange(models.Model):
    """One question to a register and how it ended; the answer itself lies in the vault."""

    at = models.DateTimeField()
    case_id = models.CharField(max_length=40)
    register = models.CharField(max_length=60)
    concepts = models.TextField()
    evidence = models.TextField()
    basis = models.CharField(max_length=500)
    purpose = models.CharField(max_length=200)
    outcome = models.CharField(max_length=20)
    receipt = models.TextField(default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=("found", "not_found", "unavailable")),
                name="exchange_outcome_known",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["case_id", "at"], name="exchange_by_case"),
            models.Index(fields=["register", "at"], name="exchange_by_register"),
        ]
