"""Officers and the coordinator at the workbench."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from playwright.sync_api import Locator, expect

from tests.browser.families import newborn_number
from tests.browser.people import Person, fill_in

MOST_ACTS = 20
AFTERWARDS = "登记承诺核查"
"""An act of another day, when the authority has been there: not part of finishing a task."""


class Staff(Person):
    """Somebody with a desk."""

    def finds(self, case_id: str) -> Locator:
        """The rows of the case on the own desk."""
        self.goes_to(f"/desk/?number={case_id}")
        return self.page.locator("table.yj-queue tbody a")

    def opens(self, case_id: str) -> None:
        """The first row of the case."""
        row = self.finds(case_id).first
        with self.page.expect_navigation():
            row.click()

    @property
    def decisions(self) -> Locator:
        """The card with what can be done now."""
        return self.page.locator(".yj-decide")

    @property
    def next_act(self) -> str:
        """The words of the one obvious act; empty if there is none."""
        acts = self.decisions.locator(".govuk-button")
        return acts.first.inner_text().strip() if acts.count() else ""

    def takes(self, act: str) -> None:
        """Do the act, or go to the page that asks for what it needs."""
        found = self.decisions.get_by_role("button", name=act).or_(
            self.decisions.get_by_role("link", name=act)
        )
        with self.page.expect_navigation():
            found.first.click()

    def judges_in_favour(self) -> None:
        """Every condition that is left to a person holds."""
        for radio in self.page.locator(".yj-crit input[type=radio][value=yes]").all():
            radio.check()
        for reason in self.page.locator(".yj-crit textarea").all():
            reason.fill("看过材料，符合")

    def is_told_of_mistakes(self, kept: Mapping[str, str]) -> None:
        """The form came back with what is wrong, and with what was typed, by the id of the control."""
        expect(self.page.locator("main .govuk-error-summary a").first).to_be_visible()
        for control, typed in kept.items():
            expect(self.page.locator(f"#{control}")).to_have_value(typed)

    def describes(self, number: int, *, about: str, problem: str, text: str) -> None:
        """Fill in one defect; `about` is `paper:KEY` or `fact:PATH`, `problem` `missing` or `wrong`."""
        self.page.locator(f"#subject-{number}").select_option(about)
        self.page.locator(f"input[name=problem-{number}][value={problem}]").check()
        self.page.locator(f"#text-{number}").fill(text)


class Coordinator(Staff):
    """Of the lead authority: sees the case as a whole."""

    def dispatches(self) -> None:
        """Judge what is left and send every authority its part."""
        self.judges_in_favour()
        self.takes("分送")


class Officer(Staff):
    """Of one authority: sees what its service needs."""

    numbers: Iterator[int] = itertools.count(1)

    def finishes_everything(self, case_id: str, *, born_on: str, look: str = "") -> int:
        """Whatever of the case is on the desk and can go on; how many tasks were worked on."""
        finished = 0
        for address in [row.get_attribute("href") or "" for row in self.finds(case_id).all()]:
            self.goes_to(address)
            if self.next_act:
                self._finishes(born_on=born_on, look=look)
                finished += 1
        return finished

    def opens_task(self, case_id: str, task: str) -> None:
        """By its address, once it is on the own desk."""
        address = f"/desk/tasks/{case_id}/{task}/"
        expect(self.finds(case_id).and_(self.page.locator(f"[href='{address}']"))).to_have_count(1)
        self.goes_to(address)

    def finishes(self, case_id: str, task: str) -> None:
        """One task, from taking it up to handing over what it gives."""
        self.opens_task(case_id, task)
        self._finishes(born_on="", look="")

    def _finishes(self, *, born_on: str, look: str) -> None:
        """From the page of a task: the obvious act again and again until nothing is left to do."""
        for _ in range(MOST_ACTS):
            act = self.next_act
            if not act or act.startswith(AFTERWARDS):
                return
            if look:
                self.looks(f"{look}-{act.split('：')[0].split('，')[0]}")
            self.judges_in_favour()
            self.takes(act)
            if self.page.locator("form.yj-form").count():
                name = f"{look}-{act.split('：')[0]}-form" if look else ""
                if name:
                    self.looks(name)
                self._fills_in_act(born_on=born_on, look=name)
            told = self.page.locator(".govuk-error-summary").all_inner_texts()
            assert not told, f"{act}: {told}"
        raise AssertionError(f"{self.path} comes to no end")

    def _fills_in_act(self, *, born_on: str, look: str) -> None:
        """Say what the act asks for; a citizen number is first mistyped in its last place."""
        form = self.page.locator("form.yj-form")
        controls = form.locator("input:not([type=hidden]), select, textarea").all()
        names = dict.fromkeys(control.get_attribute("name") or "" for control in controls)
        said = {name: self._says(name, born_on) for name in names}
        for name, number in said.items():
            if name.endswith("id_number"):
                mistyped = number[:-1] + ("1" if number[-1] == "0" else "0")
                fill_in(form, said | {name: mistyped})
                self._sends()
                self.is_told_of_mistakes({name: mistyped})
                if look:
                    self.looks(f"{look}-refused")
        fill_in(form, said)
        self._sends()

    def _says(self, control: str, born_on: str) -> str:
        if control.endswith("id_number"):
            return newborn_number(int(control.split("-")[1]), born_on)
        if control == "number":
            return f"DEMO-{next(self.numbers):06d}"
        return {"mode": "electronic", "proof": ""}.get(control, "示例-1")

    def _sends(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("form.yj-form button.govuk-button").click()

    def stops_the_clock(self, *, reason: str, look: str = "") -> None:
        """For the first procedure that is offered."""
        self.takes("暂停计时")
        if look:
            self.looks(look)
        self.page.locator("input[name=kind]").first.check()
        fill_in(self.page.locator("form.yj-form .govuk-form-group:has(#reason)"), {"reason": reason})
        self.presses("暂停计时，发告知书")
