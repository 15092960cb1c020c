"""The people of an installation at their browsers: mothers from the first question to the receipt, staff at their desks."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from types import SimpleNamespace
from typing import cast

from PIL import Image

from tests.hardening.browser import Browser, Form, Page
from tests.usecases.family_answers import born_value, told_by, typed_value
from yijian.channels.look.fact_controls import html_name
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import PlannedField
from yijian.demonstration.persons import Family, named_families

MOST_ROUNDS = 40


def photograph(shade: int) -> bytes:
    """A small photograph, another for each shade."""
    written = io.BytesIO()
    Image.new("RGB", (320, 240), (shade % 256, 220, 240)).save(written, "JPEG")
    return written.getvalue()


def words_of(one_thing: OneThing, family: Family) -> dict[str, str]:
    """What the family types, by the name of the control."""
    known = dict(told_by(family))
    for merged in one_thing.form.fields:
        many = one_thing.life_event.participants[merged.participant].many
        members = range(1, len(family.deliveries) + 1) if many else (0,)
        for member in members:
            who = f"{merged.participant}[{member}]" if member else merged.participant
            fact = f"{who}.{merged.concept_name}"
            planned = cast(
                "PlannedField",
                SimpleNamespace(fact=fact, type=merged.concept.type, codes=merged.concept.codes),
            )
            born = merged.born_from is not None
            known.setdefault(fact, born_value(planned) if born else typed_value(planned, family))
    return {html_name(fact): value for fact, value in known.items()}


def filled(form: Form, words: Mapping[str, str]) -> dict[str, str]:
    """What a person types into a form: what they know, the first choice where they must choose, a tick everywhere."""
    typed: dict[str, str] = {}
    for name, one in form.controls.items():
        base, _, part = name.rpartition("-")
        if one.kind in ("hidden", "submit", "file", "password") or name == "unknown":
            continue
        if name in words:
            typed[name] = words[name]
        elif part in ("year", "month", "day") and base in words:
            typed[name] = words[base].split("-")[("year", "month", "day").index(part)]
        elif one.kind in ("radio", "checkbox", "select") and one.choices:
            typed[name] = one.value or one.choices[0]
        elif one.value:
            typed[name] = one.value
    return typed


@dataclass
class Mother:
    """A mother and the father of her children, each at a browser."""

    browser: Browser
    father_browser: Browser
    one_thing: OneThing
    family_name: str
    password: str
    submitted: list[str] = field(default_factory=list)

    def apply(self) -> str:
        """From the first question to the receipt; the number of the case."""
        family = named_families()[self.family_name]
        words = words_of(self.one_thing, family)
        self._answer_questions(words)
        case = self._sign_in_and_begin()
        self._agree_to_registers(case)
        for _ in range(MOST_ROUNDS):
            self._fill_in(case, words)
            self._bring_papers(case)
            if not self._signed(case):
                self._have_the_father_sign(case, family, words)
                continue
            page = self._hand_in(case)
            if page.path.endswith("/receipt/"):
                self.submitted.append(case)
                return case
        raise AssertionError(
            f"{self.family_name}: the application does not get complete: {page.text[-3000:]}"
        )

    def _answer_questions(self, words: Mapping[str, str]) -> None:
        guide = self.browser.get("/do/newborn/")
        start = guide.form_to("/start/")
        assert start is not None, guide.text[:2000]
        page = self.browser.send(start, {})
        for _ in range(MOST_ROUNDS):
            form = next((one for one in page.forms if "fact" in one.hidden), None)
            if form is None:
                return
            page = self.browser.send(form, filled(form, words) | {"act": "answer"})
            assert page.status == 200, (form, re.findall(r"error-message.*?</p>", page.text, re.DOTALL))
        raise AssertionError("the questions do not end")

    def _sign_in_and_begin(self) -> str:
        page = self.browser.get("/begin/newborn/")
        form = page.form_to("/sign-in/")
        assert form is not None, page.text[:2000]
        username = f"{self.family_name.replace('_', '-')}-mother"
        page = self.browser.send(form, {"username": username, "password": self.password})
        if page.path.startswith("/begin/"):
            begin = page.form_to("/begin/newborn/")
            assert begin is not None
            page = self.browser.send(begin, {})
        found = re.match(r"/cases/([^/]+)/", page.path)
        assert found is not None, (page.path, page.text[:2000])
        return found[1]

    def _agree_to_registers(self, case: str) -> None:
        page = self.browser.get(f"/cases/{case}/registers/")
        form = page.form_to("/registers/")
        if form is not None:
            self.browser.send(form, filled(form, {}))

    def _fill_in(self, case: str, words: Mapping[str, str]) -> None:
        overview = self.browser.get(f"/cases/{case}/application/")
        for address in sorted(
            {link.partition("#")[0] for link in overview.links if f"/cases/{case}/form/" in link}
        ):
            page = self.browser.get(address.partition("?")[0])
            form = next((one for one in page.forms if len(one.controls) > len(one.hidden)), None)
            if form is not None and form.method == "post" and "/form/" in form.action:
                self.browser.send(form, filled(form, words) | {"act": "save"})

    def _bring_papers(self, case: str) -> None:
        page = self.browser.get(f"/cases/{case}/papers/")
        have = {form.hidden.get("paper") for form in page.forms if form.action.endswith("/papers/remove/")}
        for number, form in enumerate(page.forms):
            if not form.action.endswith("/papers/attach/") or form.hidden.get("paper") in have:
                continue
            slot = next(one.name for one in form.controls.values() if one.kind == "file")
            sent = self.browser.send(form, {}, files={slot: ("photo.jpg", photograph(number))})
            assert sent.status == 200, sent.text[:2000]

    def _signed(self, case: str) -> bool:
        page = self.browser.get(f"/cases/{case}/signatures/")
        return page.form_to("/signatures/invite/") is None

    def _have_the_father_sign(self, case: str, family: Family, words: Mapping[str, str]) -> None:
        page = self.browser.get(f"/cases/{case}/signatures/")
        form = page.form_to("/signatures/invite/")
        assert form is not None
        page = self.browser.send(form, {})
        told = re.findall(r'<dd class="yj-copy[^"]*">([^<]+)</dd>', page.text)
        if len(told) != 2:
            return  # shown once, and the answer was lost: ask for another
        link, code = (unescape(each) for each in told)
        page = self.father_browser.get(re.sub(r"^https?://[^/]+", "", link))
        form = page.forms[-1]
        for act in ("open", "fetch", "sign"):
            form = next((one for one in page.forms if "code" in one.controls), form)
            assert family.father is not None
            tail = {"id_tail": family.father.id_number[-4:], "agreed": "yes", "code": code}
            values = filled(form, dict(words) | tail) if act != "open" else {}
            page = self.father_browser.send(form, values | {"act": act, "code": code})
            if "/signed/" in page.path:
                return

    def _hand_in(self, case: str) -> Page:
        page = self.browser.get(f"/cases/{case}/review/")
        form = page.form_to("/review/")
        return page if form is None else self.browser.send(form, {"declared": "yes"})


@dataclass
class Member:
    """Somebody of the staff: does whatever the pages offer, in favour of the applicant."""

    browser: Browser
    username: str
    password: str
    words: Mapping[str, str]
    refused: list[str] = field(default_factory=list)

    def sign_in(self) -> None:
        page = self.browser.get("/sign-in/")
        form = page.form_to("/sign-in/")
        assert form is not None
        page = self.browser.send(form, {"username": self.username, "password": self.password})
        assert page.path.startswith("/desk/"), page.path

    def work(self) -> int:
        """Once over the desk; how much was done."""
        desk = self.browser.get("/desk/")
        done = 0
        for link in sorted({each for each in desk.links if re.search(r"/desk/(tasks|cases)/", each)}):
            done += self._one(link)
        return done

    def _one(self, address: str) -> int:
        page = self.browser.get(address)
        done = 0
        for _ in range(MOST_ROUNDS):
            form = next((one for one in page.forms if self._favourable(one)), None)
            if form is not None:
                page = self.browser.send(form, filled(form, self.words))
            else:
                further = [each for each in page.links if re.search(r"/(issue|deliver)/", each)]
                if not further:
                    return done
                asked = self.browser.get(further[0])
                form = next((one for one in asked.forms if re.search(r"/(issue|deliver)/", one.action)), None)
                if form is None:
                    return done
                page = self.browser.send(form, filled(form, {"number": "", **self.words}))
            if page.status != 200:
                self.refused.append(f"{page.status} {address}")
                return done
            done += 1
        return done

    def _favourable(self, form: Form) -> bool:
        return re.search(r"/(dispatch|accept|approve)/$", form.action) is not None
