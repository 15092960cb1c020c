"""What people without an account hold a token for: answers not yet submitted, invitations to sign."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yijian.storage.models.cases import Case


class Draft(models.Model):
    """Anonymous answers up to the plan, sealed under a key of their own, forgotten after a while."""

    token_hash = models.CharField(max_length=64, primary_key=True)
    life_event = models.CharField(max_length=100)
    wrapped_key = models.BinaryField()
    sealed = models.BinaryField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="draft_by_expiry")]


class Invitation(models.Model):
    """One participant is asked to sign: a link (token) and a code told by another way. A new one replaces it."""

    pk = models.CompositePrimaryKey("case_id", "participant")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    participant = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    attempts = models.PositiveSmallIntegerField(default=0)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_unique")
        ]


class Guesses(models.Model):
    """How often codes were shown since then, by a keyed hash of what they were for or of where they came from."""

    digest = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["since"], name="guesses_by_age")]
