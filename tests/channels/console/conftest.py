"""The catalogue on a whole installation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.world import World

__all__ = ["definitions", "registers_url", "world"]


@pytest.fixture
def visitor(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Somebody who is not signed in."""
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STATIC_ROOT=None, PASSWORD_HASHERS=quick):
        yield Client()
