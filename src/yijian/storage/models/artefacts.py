"""Compiled artefacts, by their hash; never changed."""

from __future__ import annotations

from django.db import models


class Artefact(models.Model):
    """One compiled artefact as JSON text."""

    hash = models.CharField(max_length=64, primary_key=True)
    content = models.TextField()
    stored_at = models.DateTimeField()
