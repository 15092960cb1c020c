"""The exported site opened from a folder: for everybody, in light and dark, with its search and without script."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.eyes import CUT_OFF, DESK, PHONE, RULES, SMALLEST, TOO_WIDE, VIOLATIONS
from yijian.site.main import main

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "do/listing-check.html",
    "en/do/retirement.html",
    "zh-hant/do/newborn.html",
    "en/index.html",
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """The shipped definitions as files, as the command writes them."""
    with tempfile.TemporaryDirectory(prefix="yijian-site-") as directory:
        out = Path(directory) / "site"
        assert main(["export", "site", "--out", str(out), "--on", "2026-11-24", "--region", "430100"]) == 0
        yield out


def opened(browser: Browser, folder: Path, path: str, *, script: bool = True, dark: bool = False) -> Page:
    """A page in a window of its own; asking for anything outside of the folder fails the test."""
    context = browser.new_context(
        viewport={"width": DESK, "height": 900},
        java_script_enabled=script,
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()

    def asked(request: Request) -> None:
        assert request.url.startswith(folder.as_uri()), request.url

    page.on("request", asked)
    page.on("console", lambda message: pytest.fail(f"{path}: {message.text}"))
    page.goto(f"{folder.as_uri()}/{path}")
    return page


@pytest.mark.parametrize(
    ("path", "dark"),
    [*((path, False) for path in PAGES), ("index.html", True), ("en/do/retirement.html", True)],
)
def test_a_page_is_for_everybody(browser: Browser, folder: Path, path: str, dark: bool) -> None:
    page = opened(browser, folder, path, dark=dark)
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    page.evaluate(AXE_SCRIPT)
    for width in (DESK, PHONE, SMALLEST):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(CUT_OFF) == []
        if width != SMALLEST:
            faults = [
                (each["id"], node["html"][:160], node["failureSummary"])
                for each in page.evaluate(VIOLATIONS, list(RULES))
                for node in each["nodes"]
            ]
            assert faults == []
    page.context.close()


def test_one_finds_a_thing_in_ones_own_words(browser: Browser, folder: Path) -> None:
    """What fits stays, and how many that is is said; the way back and to other languages is a link."""
    page = opened(browser, folder, "index.html")
    page.get_by_role("searchbox").fill("我想开个饭店")
    expect(page.get_by_role("link", name="开办餐饮店一件事")).to_be_visible()
    expect(page.get_by_role("link", name="新生儿出生一件事")).to_be_hidden()
    expect(page.locator("#found")).to_contain_text("找到")
    page.get_by_role("searchbox").fill("xyzzy")
    expect(page.locator("#found")).to_contain_text("没有找到")
    expect(page.get_by_role("link", name="新生儿出生一件事")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#found")).to_be_hidden()
    page.get_by_role("link", name="退休一件事").first.click()
    expect(page.locator("h1")).to_have_text("退休一件事")
    page.locator("header").get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Retirement")
    page.locator("header a.yj-logo").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.context.close()


def test_without_script_everything_is_listed(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder, "index.html", script=False)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.locator(".yj-thing:visible")).to_have_count(13)
    page.get_by_role("link", name="开办餐饮店一件事").click()
    expect(page.locator("h1")).to_have_text("开办餐饮店一件事")
    page.context.close()
