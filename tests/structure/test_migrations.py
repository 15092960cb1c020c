"""Migrations form one line and match the models."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


def test_migrations_are_linear() -> None:
    loader = MigrationLoader(None)
    assert len(loader.graph.leaf_nodes("storage")) == 1
    parents = [
        parent
        for (app, name), node in loader.graph.node_map.items()
        if app == "storage"
        for parent in node.parents
        if parent.key[0] == "storage"
    ]
    assert len(parents) == len({parent.key for parent in parents})


@pytest.mark.django_db
def test_the_models_are_what_the_migrations_make() -> None:
    call_command("makemigrations", "storage", check=True, dry_run=True, stdout=io.StringIO())
