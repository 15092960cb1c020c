"""Somebody at a browser: going, reading, pressing, filling in. What only some people do is in the modules beside."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.eyes import Eyes
from tests.browser.platform_processes import RunningPlatform


class Person:
    """Somebody with a browser window of their own."""

    def __init__(self, *, page: Page, platform: RunningPlatform, eyes: Eyes) -> None:
        self.page = page
        self.platform = platform
        self.eyes = eyes

    def goes_to(self, path: str) -> None:
        """Type an address of the platform, or follow a whole one."""
        self.page.goto(path if path.startswith("http") else self.platform.url + path)

    @property
    def path(self) -> str:
        """Where the person is."""
        return urlsplit(self.page.url).path

    def looks(self, name: str, *, like: str = "") -> None:
        """Look the page over; the name says which page it is, `like` which pages are made the same way."""
        self.eyes.looked_at(self.page, name, like=like)

    def reads(self, *words: str) -> None:
        """The words stand on the page and can be seen."""
        for each in words:
            expect(self.page.locator("main").get_by_text(each).first).to_be_visible()

    def presses(self, button: str, *, within: Locator | None = None) -> None:
        """Press the button and wait for the page that follows."""
        where = within or self.page.locator("main")
        with self.page.expect_navigation():
            where.get_by_role("button", name=button).first.click()

    def follows(self, link: str, *, within: Locator | None = None) -> None:
        """Follow the link and wait for its page."""
        where = within or self.page.locator("main")
        with self.page.expect_navigation():
            where.get_by_role("link", name=link).first.click()

    def signs_in(self, username: str, password: str) -> None:
        """Fill in the page for signing in, which is already there."""
        self.page.locator("#username").fill(username)
        self.page.locator("#password").fill(password)
        self.presses("登录，继续办")


def fill_in(form: Locator, said: Mapping[str, str]) -> None:
    """Fill in every control of the form from what somebody says, by the names of the controls.

    Checkboxes and files are left: they are acts of their own. Raises AssertionError for a control of which nothing was
    said.
    """
    for control in form.locator("input:not([type=hidden]), select, textarea").all():
        name, kind = control.get_attribute("name") or "", control.get_attribute("type")
        if kind in ("checkbox", "file"):
            continue
        base, _, part = name.rpartition("-")
        if part in ("year", "month", "day") and base in said:
            control.fill(dict(zip(("year", "month", "day"), said[base].split("-"), strict=True))[part])
            continue
        assert name in said, f"nobody has told the test {name}"
        choose(control, said[name])


def choose(control: Locator, value: str) -> None:
    """Type the value, choose the option, or check the radio if it is the one of that value."""
    kind = control.get_attribute("type")
    if kind == "radio":
        if control.get_attribute("value") == value:
            control.check()
    elif kind is None and control.locator("option").count():
        control.select_option(value)
    else:
        control.fill(value)
