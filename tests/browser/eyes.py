"""Looking at a page as everybody who must be able to use it would: what is wrong is kept and told at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

DESK, PHONE, SMALLEST = 1280, 375, 320
"""Widths in CSS pixels; the last is WCAG 2.2, 1.4.10."""
RULES = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
VIOLATIONS = """rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false})
  .then(found => found.violations)"""
_ANSWERED_WITH = "Failed to load resource: the server responded with a status of "
_MEANT = ("422", "409", "403", "404")
"""What Chromium also writes to the console when a page is answered with a status that tests provoke."""
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room + 1);
  return wide.slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + e.className + ': ' + (e.textContent || '').trim().slice(0, 30));
}"""
CUT_OFF = """() => [...document.querySelectorAll('main button, main .govuk-button, main h1, main h2, main .yj-light')]
  .filter(e => e.offsetParent && e.clientWidth && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX !== 'visible')
  .map(e => (e.textContent || '').trim().slice(0, 30))"""


@dataclass(slots=True, kw_only=True)
class Eyes:
    """Keeps `faults` of all pages looked at. `home` is the only host a page may ask; `pictures`: a folder or None."""

    home: str
    pictures: Path | None
    faults: list[str] = field(default_factory=list)
    _headers: dict[Page, dict[str, str]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """From now on nothing that the page complains about or asks of others goes unnoticed."""
        host = urlsplit(self.home).netloc

        def said(message: ConsoleMessage) -> None:
            provoked = any(message.text.startswith(_ANSWERED_WITH + status) for status in _MEANT)
            if message.type in ("error", "warning") and not provoked:
                self.faults.append(f"{page.url}: console: {message.text}")

        def asked(request: Request) -> None:
            address = urlsplit(request.url)
            if address.scheme in ("http", "https") and address.netloc != host:
                self.faults.append(f"{page.url}: asks {request.url}")

        def answered(response: Response) -> None:
            if response.request.is_navigation_request() and response.frame == page.main_frame:
                self._headers[page] = response.headers
            if response.status >= 500:
                self.faults.append(f"{response.url}: answered {response.status}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: script: {error.message}"))
        page.on("request", asked)
        page.on("response", answered)

    def looked_at(self, page: Page, name: str, *, like: str = "") -> None:
        """Judge the page at all widths. A name looked at before is judged no second time, and of pages that are made
        `like` each other axe judges one: it takes its time.
        """
        if name in self._seen:
            return
        new = not like or like not in self._seen
        self._seen |= {name, like}
        self._judge_document(page, name)
        before = page.viewport_size
        for width in (DESK, PHONE, SMALLEST):
            page.set_viewport_size({"width": width, "height": 900})
            for each in page.evaluate(TOO_WIDE):
                self._fault(page, name, f"wider than {width}: {each}")
            for each in page.evaluate(CUT_OFF):
                self._fault(page, name, f"cut off at {width}: {each}")
            if width != SMALLEST:
                if new:
                    self._judge_access(page, name, width)
                self._picture(page, f"{name}-{width}")
        if before is not None:
            page.set_viewport_size(before)

    def _judge_document(self, page: Page, name: str) -> None:
        if page.locator("h1").count() != 1:
            self._fault(page, name, f"has {page.locator('h1').count()} h1")
        if not page.locator("html").get_attribute("lang"):
            self._fault(page, name, "says no language")
        first, _, last = page.title().rpartition(" · ")
        if not first.strip() or not last.strip():
            self._fault(page, name, f"has the title “{page.title()}”")
        if "content-security-policy" not in self._headers.get(page, {}):
            self._fault(page, name, "has no content security policy")

    def _judge_access(self, page: Page, name: str, width: int) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        for each in page.evaluate(VIOLATIONS, RULES):
            for node in each["nodes"]:
                told = (
                    f"{each['id']} at {width}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
                )
                self._fault(page, name, told)

    def _picture(self, page: Page, name: str) -> None:
        if self.pictures is not None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def _fault(self, page: Page, name: str, what: str) -> None:
        self.faults.append(f"{name} ({urlsplit(page.url).path}): {what}")
