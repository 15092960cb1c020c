"""Personal values of a case, sealed under a key of its own; destroying the key forgets them all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yijian.storage.models.cases import Case


class CaseKey(models.Model):
    """The key of one case, wrapped under the master key. `wrapped_key` null: destroyed."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.PROTECT, related_name="+")
    wrapped_key = models.BinaryField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(wrapped_key__isnull=False, destroyed_at__isnull=True)
                | models.Q(wrapped_key__isnull=True, destroyed_at__isnull=False),
                name="case_key_held_or_destroyed",
            )
        ]


class VaultValue(models.Model):
    """One value as it was from one version on: a fact (`fact:<path>`) or a free text (`text:<id>`)."""

    pk = models.CompositePrimaryKey("case_id", "key", "version")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)  # null: forgotten from this version on
    digest = models.CharField(max_length=128, default="")
    provenance_kind = models.CharField(max_length=20, default="")
    provenance_source = models.CharField(max_length=200, default="")
    provenance_at = models.DateTimeField(null=True)
    provenance_basis = models.CharField(max_length=500, null=True)  # null: needs none
