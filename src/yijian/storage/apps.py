"""The Django application that holds every table."""

from __future__ import annotations

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """`storage`: models, journal, queries, migrations."""

    name = "yijian.storage"
    label = "storage"
