"""Elder mode, dark, English and traditional Chinese on the main pages, and how one switches."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.families import says
from tests.browser.scene import Scene

pytestmark = pytest.mark.browser

MAIN_PAGES = (
    "/",
    "/do/newborn/",
    "/guides/",
    "/do/newborn/questions/",
    "/do/newborn/plan/",
    "/sign-in/",
    "/query/",
)
CHOICES = {
    "elder": {"mode": "elder"},
    "dark": {"theme": "dark"},
    "english": {"language": "en"},
    "traditional-elder-dark": {"language": "zh-hant", "mode": "elder", "theme": "dark"},
}
MOST_TYPED = 12
"""Han characters in the longest name of the families."""
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.mark.parametrize("choice", CHOICES)
def test_the_main_pages_are_for_everybody(scene: Scene, choice: str) -> None:
    visitor = scene.visitor(choices=CHOICES[choice])
    visitor.goes_to("/do/newborn/")
    with visitor.page.expect_navigation():
        visitor.page.locator("main form button.govuk-button").first.click()
    for path in MAIN_PAGES:
        visitor.goes_to(path)
        name = path.strip("/").replace("/", "-") or "home"
        visitor.looks(f"{choice}-{name}")
        if choice == "english":
            assert_english(visitor.page.locator("main"), path)


def test_staff_and_applicants_have_the_same_choices(scene: Scene) -> None:
    mother = scene.applicant("twins-mother")
    mother.begins_application(says("twins"))
    officer = scene.officer("health")
    for choice in ("english", "traditional-elder-dark"):
        for person in (mother, officer):
            person.page.context.add_cookies(
                [
                    {"name": f"yj_{name}", "value": value, "url": person.platform.url}
                    for name, value in CHOICES[choice].items()
                ]
            )
        officer.goes_to("/desk/")
        officer.looks(f"{choice}-desk")
        for page in ("application", "registers", "form/child-1", "papers", "signatures", "review"):
            mother.goes_to_case(f"{page}/")
            mother.looks(f"{choice}-{page.replace('/', '-')}")
            if choice == "english":
                assert_english(mother.page.locator("main"), page)


def assert_english(main: Locator, where: str) -> None:
    """No line is Chinese, but for sources, which keep their titles, and what people typed themselves: a few characters."""
    shown = main.evaluate("""main => {
      const copy = main.cloneNode(true);
      copy.querySelectorAll('.yj-mark, caption').forEach(each => each.remove());
      return [...copy.querySelectorAll('*')].filter(each => !each.children.length).map(each => each.textContent);
    }""")
    left = [line for line in shown if len(HAN.findall(line)) > MOST_TYPED]
    assert not left, f"{where} is not English: {left[:5]}"


def test_one_switches_where_one_is(scene: Scene) -> None:
    visitor = scene.visitor()
    visitor.goes_to("/do/newborn/")
    tools = visitor.page.locator("header .yj-tools")
    heading = visitor.page.locator("h1")
    simplified = heading.inner_text()

    visitor.presses("繁體", within=tools)
    expect(visitor.page.locator("html")).to_have_attribute("lang", re.compile("zh-Hant"))
    assert visitor.path == "/do/newborn/"
    visitor.presses("English", within=tools)
    expect(visitor.page.locator("html")).to_have_attribute("lang", "en")
    assert not HAN.search(heading.inner_text())
    visitor.presses("简体", within=tools)
    assert heading.inner_text() == simplified
    visitor.presses("深色", within=tools)
    expect(visitor.page.locator("html")).to_have_attribute("data-theme", "dark")
    visitor.presses("关怀版", within=tools)
    expect(visitor.page.locator("html")).to_have_attribute("data-mode", "elder")
    visitor.presses("标准版", within=tools)
    expect(visitor.page.locator("html")).to_have_attribute("data-mode", "standard")
