"""Mothers, fathers and those who only look: everybody who uses the portal."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from email.message import EmailMessage

from playwright.sync_api import FilePayload, Locator, expect

from tests.browser.people import Person, fill_in
from tests.browser.photos import plain_photo

THING = "新生儿"
MOST_QUESTIONS = 40
MOST_PAGES = 30


class Visitor(Person):
    """Somebody who has not signed in."""

    def begins_questions(self, thing: str = "newborn") -> None:
        """From the guide to the first question."""
        self.goes_to(f"/do/{thing}/")
        self.presses("开始办理")

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that the page asks for; none when it asks for nothing."""
        facts = self.page.locator("main input[name=fact]").all()
        return tuple(fact.get_attribute("value") or "" for fact in facts)

    def answers(self, said: Mapping[str, str]) -> None:
        """Answer the questions on the page, from what is said by the names of the controls."""
        fill_in(self.page.locator("form.yj-q"), said)
        self._sends("answer")

    def does_not_know(self) -> None:
        """Say so of every question on the page, by the choice, the box or, where there is neither, the button."""
        form = self.page.locator("form.yj-q")
        choices = form.locator("input[value=unknown], input[name=unknown]").all()
        lists = form.locator("select:has(option[value=unknown])").all()
        for choice in choices:
            choice.check()
        for each in lists:
            each.select_option("unknown")
        self._sends("answer" if choices or lists else "skip")

    def _sends(self, act: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(f"form.yj-q button[value={act}]").click()

    def goes_back(self) -> None:
        """To the page before, by the link on the page."""
        with self.page.expect_navigation():
            self.page.locator("a.yj-back").first.click()

    @property
    def kind_of_control(self) -> str:
        """How the question is answered: radio, select or text."""
        control = self.page.locator("form.yj-q :is(input:not([type=hidden]), select)").first
        return control.get_attribute("type") or "select"

    def answers_all(self, said: Mapping[str, str]) -> list[str]:
        """Answer until nothing is asked any more; the facts in the order asked."""
        asked: list[str] = []
        for _ in range(MOST_QUESTIONS):
            facts = self.asked
            if not facts:
                return asked
            assert not set(facts) & set(asked), f"asked twice: {facts}"
            asked += facts
            self.answers(said)
        raise AssertionError("the questions do not end")


class Applicant(Visitor):
    """Somebody signed in who applies."""

    case_id = ""

    def is_at_application(self) -> None:
        """The application has just begun: note its number."""
        expect(self.page).to_have_url(re.compile(r"/cases/[^/]+/application/$"))
        self.case_id = self.path.split("/")[2]

    def begins_application(self, said: Mapping[str, str], *, thing: str = "newborn") -> None:
        """Answer everything and begin; the quick way for tests about later pages."""
        self.begins_questions(thing)
        self.answers_all(said)
        self.presses("开始填表")
        self.is_at_application()

    def goes_to_case(self, page: str = "") -> None:
        """To a page of the own case."""
        self.goes_to(f"/cases/{self.case_id}/{page}")

    def agrees_to_everything(self) -> None:
        """Consent to all registers and have them asked."""
        self.goes_to_case("registers/")
        for consent in self.page.locator("main input[type=checkbox]").all():
            consent.check()
        self.presses("按我的选择，替我填")

    def fills_in_form(self, said: Mapping[str, str], *, look: str = "") -> None:
        """All sections in their order until each asks for nothing more."""
        self.goes_to_case("application/")
        links = self.page.locator("ol.yj-todos a").all()
        sections = [href for link in links if (href := link.get_attribute("href") or "") and "/form/" in href]
        for section in sections:
            self.goes_to(section)
            if look:
                self.looks(f"{look}-{section.rstrip('/').rpartition('/')[2]}")
            asked = self.asked_here
            if asked.count():
                fill_in(asked, said)
                self.presses("保存")
                expect(self.page.locator(".govuk-error-summary")).to_have_count(0)

    @property
    def asked_here(self) -> Locator:
        """The part of a page of the form that is still to be filled in."""
        return self.page.locator("section[aria-labelledby=g-ask]")

    def uploads(self, *photos: FilePayload, paper: int) -> None:
        """Put photographs to the paper of that place on the page, counted from 0."""
        section = self.page.locator("section.yj-paper").nth(paper)
        section.locator("input[type=file]").set_input_files(list(photos))
        self.presses("上传", within=section)
        expect(self.page.locator(".govuk-error-summary")).to_have_count(0)

    def brings_all_papers(self, *photos: FilePayload) -> None:
        """A photograph for every paper that is wanted and not there; the given ones first."""
        self.goes_to_case("papers/")
        coming = itertools.chain(photos, itertools.repeat(plain_photo()))
        for number in range(self.page.locator("section.yj-paper").count()):
            if not self.page.locator("section.yj-paper").nth(number).locator("ul.yj-pages-of").count():
                self.uploads(next(coming), paper=number)

    def asks_for_signature(self) -> tuple[str, str]:
        """Make link and code for the other person."""
        self.goes_to_case("signatures/")
        self.presses("生成链接和验证码")
        link, code = self.page.locator("#invitation .yj-copy").all_inner_texts()
        return link.strip(), code.strip()

    def hands_in(self) -> None:
        """Confirm and submit on the page of the review, which is already there."""
        self.page.locator("input[name=declared]").check()
        self.presses("签名并提交")
        self.reads("收到了")

    def gets_mail(self, *, about: str, to: str) -> EmailMessage:
        """Wait for a real mail."""
        return self.platform.mailbox.mail(to=to, about=about)


class CoSigner(Visitor):
    """The other parent, who has no account but a link and a code."""

    def opens_invitation(self, link: str, code: str, *, look: str = "") -> None:
        """Enter the code and see what it is about."""
        self.goes_to(link)
        if look:
            self.looks(f"{look}-code")
        self.page.locator("#code").fill(code)
        self.presses("看看是什么事")
        if look:
            self.looks(look)

    def signs(self, said: Mapping[str, str], *, tail: str, look: str = "") -> None:
        """Have everything fetched that can be, fill in the rest, sign."""
        for consent in self.page.locator("main .yj-consent input[type=checkbox]").all():
            consent.check()
        self.page.locator("#id_tail").fill(tail)
        self.presses("先保存、先调取")
        if look:
            self.looks(f"{look}-fetched")
        asked = self.page.locator("section[aria-labelledby=g-ask]")
        if asked.count():
            fill_in(asked, said)
        self.page.locator("#id_tail").fill(tail)
        self.page.locator("input[name=agreed]").check()
        self.presses("签名，一起申请")
        self.reads("签好了")
