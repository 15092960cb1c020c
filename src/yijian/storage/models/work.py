"""What is still to be done: timers to fire, messages to show and to deliver."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yijian.storage.models.accounts import Account
from yijian.storage.models.cases import Case


class Timer(models.Model):
    """One thing that becomes due. `claimable_at` is `due` at first, later the end of a claim or of a wait."""

    pk = models.CompositePrimaryKey("case_id", "kind", "subject")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=100)
    due = models.DateTimeField()
    generation = models.PositiveIntegerField()
    claimable_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["claimable_at"], name="timer_claimable")]


class Message(models.Model):
    """A message to a person about a case. Subject, body and address are sealed under the key of the case."""

    pk = models.CompositePrimaryKey("case_id", "version", "ordinal")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=20)
    sealed = models.BinaryField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class Delivery(models.Model):
    """One message on its way by one channel, until `settled_at`: delivered, or given up with a problem."""

    pk = models.CompositePrimaryKey("case_id", "version", "ordinal", "channel")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    ordinal = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20)
    attempts = models.PositiveIntegerField(default=0)
    claimable_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    delivered = models.BooleanField(default=False)
    problem = models.CharField(max_length=500, default="")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["claimable_at"],
                condition=models.Q(settled_at__isnull=True),
                name="delivery_claimable",
            )
        ]
