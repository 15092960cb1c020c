"""What is known of uploaded and issued documents; their content lies in the document store, by hash."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from yijian.storage.models.cases import Case


class Document(models.Model):
    """One document of a case: `document_id` is its own, `paper` the planned paper or the output it answers."""

    pk = models.CompositePrimaryKey("case_id", "document_id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    document_id = models.CharField(max_length=64)
    origin = models.CharField(max_length=20)
    paper = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    preview = models.CharField(max_length=64, null=True)  # null: has none
    uploaded_by = models.CharField(max_length=40, null=True)  # null: made by the platform
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(origin__in=("uploaded", "issued")), name="document_origin_known"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["uploaded_by", "at"], name="document_by_uploader")]
