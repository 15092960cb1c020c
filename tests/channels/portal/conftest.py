"""The portal on a whole installation: Django's client in front of the real use cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client, override_settings

from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.world import World
from yijian.storage.models import Account

__all__ = ["definitions", "registers_url", "world"]

SignedIn = Callable[..., Client]


@pytest.fixture
def visitor(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Somebody who is not signed in."""
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(STATIC_ROOT=None, PASSWORD_HASHERS=quick):
        yield Client()


@pytest.fixture
def signed_in(visitor: Client) -> SignedIn:
    """A browser in which the account is signed in; the same browser for the same visitor."""

    def sign_in(username: str, client: Client | None = None, /) -> Client:
        browser = client or Client()
        browser.force_login(
            Account.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
        )
        return browser

    return sign_in
