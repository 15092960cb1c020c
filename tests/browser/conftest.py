"""One platform and one pair of eyes for all tests in the browser; a scene for each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState, expect

from tests.browser.eyes import Eyes
from tests.browser.platform_processes import RunningPlatform, running_platform
from tests.browser.scene import WAIT, Scene


@pytest.fixture(scope="session")
def platform() -> Iterator[RunningPlatform]:
    """The platform as real processes, stopped cleanly at the end."""
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else None  # SQLite syncs at each commit: spare the disk
    with (
        tempfile.TemporaryDirectory(prefix="yijian-browser-", dir=parent) as directory,
        running_platform(Path(directory)) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """The cookies of those who have signed in, by user name."""
    expect.set_options(timeout=WAIT)
    return {}


@pytest.fixture(scope="session")
def eyes(platform: RunningPlatform) -> Eyes:
    """With `YIJIAN_SCREENSHOTS=folder` they also take pictures."""
    pictures = os.environ.get("YIJIAN_SCREENSHOTS")
    return Eyes(home=platform.url, pictures=Path(pictures) if pictures else None)


@pytest.fixture
def scene(
    platform: RunningPlatform, browser: Browser, eyes: Eyes, signed_in: dict[str, StorageState]
) -> Iterator[Scene]:
    """What happens in one test; at its end nothing seen may have been wrong."""
    scene = Scene(platform=platform, browser=browser, eyes=eyes, signed_in=signed_in)
    yield scene
    scene.leave()
    faults, eyes.faults = eyes.faults, []
    assert not faults, "\n".join(dict.fromkeys(faults))
