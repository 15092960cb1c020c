"""The report over published guides: as a page of the portal, opened and without scripts, and as a file by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, expect

from tests.browser.eyes import DESK, PHONE, RULES, SMALLEST
from tests.browser.scene import Scene
from tests.channels.cli.test_commands import ON
from yijian.site.main import main

pytestmark = pytest.mark.browser

OPEN = "document.querySelectorAll('details').forEach(each => { each.open = true; })"
VIOLATIONS = """rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})
  .then(found => found.violations.map(each => each.id + ': ' + each.nodes[0].html))"""


def test_the_figures_of_a_guide_open_to_their_parts(scene: Scene) -> None:
    visitor = scene.visitor()
    visitor.goes_to("/do/newborn/")
    visitor.page.evaluate(OPEN)
    visitor.looks("guide-opened")
    papers = visitor.page.locator(".yj-saved > div").nth(1)
    expect(papers.locator(".yj-sum__items > li.is-yours")).to_have_count(6)


def test_the_report_opens_without_scripts_and_leads_back(scene: Scene) -> None:
    visitor = scene.visitor(script=False)
    visitor.goes_to("/do/newborn/")
    visitor.follows("所有指南的对照")
    assert visitor.path == "/guides/"
    section = visitor.page.locator("section:has(#g-430100-newborn)")
    expect(section.locator("code").first).to_be_hidden()
    section.locator("summary").first.click()
    expect(section.locator("code").first).to_contain_text("regions/430100/newborn.yaml")

    opened = scene.visitor()
    opened.goes_to("/guides/")
    opened.looks("guides")
    opened.page.evaluate(OPEN)
    opened.looks("guides-opened")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_by_itself_is_for_everybody_too(browser: Browser, tmp_path: Path, language: str) -> None:
    path = tmp_path / "guides.html"
    assert main(["report", "guides", "--out", str(path), "--language", language, *ON]) == 0
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate(OPEN)
    page.evaluate(AXE_SCRIPT)
    for width in (DESK, PHONE, SMALLEST):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        if width != SMALLEST:
            assert page.evaluate(VIOLATIONS, RULES) == []
    assert asked == [path.as_uri()]
    page.close()
