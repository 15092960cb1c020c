"""The page of components in a real browser: accessible, never wider than the window, nothing refused by the policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page

import yijian.channels.look

pytestmark = pytest.mark.browser

BUILT = Path(yijian.channels.look.__file__).parent / "static/look/built/govuk.css"
RULES = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CASES = {
    "plain": (1280, {}),
    "dark on a phone": (375, {"theme": "dark"}),
    "English on the smallest phone": (320, {"language": "en"}),
    "elder, traditional, dark": (320, {"mode": "elder", "language": "zh-hant", "theme": "dark"}),
}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # the name is the library's
        """A test prints nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    assert BUILT.exists(), "the component library is not built: npm ci && npm run build (make install)"
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Silent) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/look/"
        server.shutdown()
        thread.join()


def opened(browser: Browser, address: str, width: int, choices: dict[str, str]) -> tuple[Page, list[str]]:
    """A page with those choices, and what the browser complains about."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_cookies(
        [{"name": f"yj_{name}", "value": value, "url": address} for name, value in choices.items()]
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("case", CASES)
def test_the_components_are_accessible_and_fit(browser: Browser, address: str, case: str) -> None:
    width, choices = CASES[case]
    page, complaints = opened(browser, address, width, choices)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary", "errors are focused"
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert not [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
    assert not complaints
    page.context.close()


def test_the_switches_work_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}?page=3")
    page.locator(".yj-tools button", has_text="English").first.click()
    assert page.url == f"{address}?page=3"
    page.locator(".yj-tools button", has_text="Dark").first.click()
    page.locator(".yj-tools button", has_text="Easy view").click()
    html = page.locator("html")
    assert [html.get_attribute(name) for name in ("lang", "data-theme", "data-mode")] == [
        "en",
        "dark",
        "elder",
    ]
    context.close()
