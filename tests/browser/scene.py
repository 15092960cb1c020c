"""Where the tests play: one running platform, one Chromium, and people who come with windows of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from playwright.sync_api import Browser, BrowserContext, StorageState

from tests.browser.applicants import Applicant, CoSigner, Visitor
from tests.browser.eyes import DESK, PHONE, Eyes
from tests.browser.people import Person
from tests.browser.platform_processes import RunningPlatform
from tests.browser.staff import Coordinator, Officer

P = TypeVar("P", bound=Person)
WAIT = 30_000
"""Milliseconds that a page may take on a busy machine."""


@dataclass(slots=True, kw_only=True)
class Scene:
    """One test. `signed_in` keeps the cookies of those who have signed in for the tests that follow."""

    platform: RunningPlatform
    browser: Browser
    eyes: Eyes
    signed_in: dict[str, StorageState]
    _contexts: list[BrowserContext] = field(default_factory=list)

    def visitor(
        self, *, phone: bool = False, script: bool = True, choices: Mapping[str, str] | None = None
    ) -> Visitor:
        """Somebody who comes for the first time; `choices` of language, theme, mode as made before."""
        return self._comes(Visitor, phone=phone, script=script, choices=choices or {})

    def newcomer(self, *, phone: bool = False, script: bool = True) -> Applicant:
        """Somebody who will sign in later."""
        return self._comes(Applicant, phone=phone, script=script)

    def applicant(self, username: str, *, phone: bool = False, script: bool = True) -> Applicant:
        """Somebody of a family, signed in."""
        return self._comes(Applicant, username=username, phone=phone, script=script)

    def co_signer(self, *, phone: bool = True, script: bool = True) -> CoSigner:
        """The other parent at the telephone."""
        return self._comes(CoSigner, phone=phone, script=script)

    def coordinator(self, authority: str = "health") -> Coordinator:
        """Of a lead authority."""
        return self._comes(Coordinator, username=f"coordinator-{authority}")

    def officer(self, authority: str) -> Officer:
        """Of an authority."""
        return self._comes(Officer, username=f"officer-{authority}")

    def window(self, region: str) -> Person:
        """At the window of a region that collects for others."""
        return self._comes(Person, username=f"window-{region}")

    def colleague(self, authority: str) -> Officer:
        """Another officer of an authority, who has just begun there."""
        username = f"second-{authority}"
        password = self.platform.appoints_officer(username, authority=authority)
        officer = self._comes(Officer)
        officer.goes_to("/sign-in/")
        officer.signs_in(username, password)
        return officer

    def leave(self) -> None:
        """Everybody closes their windows."""
        for context in self._contexts:
            context.close()

    def _comes(
        self,
        kind: type[P],
        *,
        username: str = "",
        phone: bool = False,
        script: bool = True,
        choices: Mapping[str, str] | None = None,
    ) -> P:
        context = self.browser.new_context(
            viewport={"width": PHONE, "height": 812} if phone else {"width": DESK, "height": 900},
            java_script_enabled=script,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            storage_state=self._cookies_of(username) if username else None,
        )
        self._contexts.append(context)
        context.set_default_timeout(WAIT)
        for name, value in (choices or {}).items():
            context.add_cookies([{"name": f"yj_{name}", "value": value, "url": self.platform.url}])
        page = context.new_page()
        self.eyes.watch(page)
        return kind(page=page, platform=self.platform, eyes=self.eyes)

    def _cookies_of(self, username: str) -> StorageState:
        if username not in self.signed_in:
            context = self.browser.new_context()
            page = context.new_page()
            self.eyes.watch(page)
            person = Person(page=page, platform=self.platform, eyes=self.eyes)
            person.goes_to("/sign-in/")
            person.signs_in(username, self.platform.passwords[username])
            self.signed_in[username] = context.storage_state()
            context.close()
        return self.signed_in[username]
