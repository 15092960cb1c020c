"""The whole installation of the use cases behind Django's client."""

from __future__ import annotations

from tests.hardening.site import site
from tests.usecases.conftest import definitions, registers_url, world

__all__ = ["definitions", "registers_url", "site", "world"]
