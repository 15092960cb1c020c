"""A browser without a screen: cookies, forms as they stand in the page, and the patience to send again.

Rule: what was sent is sent again, word for word, until it is answered: every form carries its idempotency key.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

PATIENCE = 90.0
"""Seconds after which a server that does not answer is a failure of the test."""


@dataclass
class Control:
    """One name of a form: its value, and for choices all that can be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form as it stands in the page; `controls` by name, buttons apart."""

    action: str
    method: str
    id: str
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def hidden(self) -> dict[str, str]:
        """What a browser sends without anybody typing."""
        return {name: one.value for name, one in self.controls.items() if one.kind == "hidden"}


class _Forms(HTMLParser):
    """Reads all forms of a page; a control with `form=` belongs to that one wherever it stands."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None
        self._select: Control | None = None
        self._elsewhere: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        elif tag == "form":
            action = urljoin(self.address, given.get("action") or self.address)
            self._open = Form(action, given.get("method", "get").lower(), given.get("id", ""))
            self.forms.append(self._open)
        elif tag in ("input", "textarea", "select") and given.get("name"):
            if given.get("form"):
                self._elsewhere.append((tag, given))
            elif self._open is not None:
                self._add(self._open, tag, given)
        elif tag == "option" and self._select is not None and given.get("value"):
            self._select.choices.append(given["value"])
            if "selected" in given:
                self._select.value = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None

    def close(self) -> None:
        super().close()
        by_id = {form.id: form for form in self.forms if form.id}
        for tag, given in self._elsewhere:
            if given["form"] in by_id:
                self._add(by_id[given["form"]], tag, given)

    def _add(self, form: Form, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        one = form.controls.setdefault(given["name"], Control(given["name"], kind))
        if kind in ("radio", "checkbox"):
            one.choices.append(given.get("value", ""))
            if "checked" in given:
                one.value = given.get("value", "")
        else:
            one.value = given.get("value", "")
        if tag == "select":
            self._select = one


@dataclass
class Page:
    """What came back: where from, with which status, what it says, its forms and links."""

    address: str
    status: int
    text: str
    forms: list[Form]
    links: list[str]

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    def form_to(self, ending: str) -> Form | None:
        """The first form that is posted to an address of that ending."""
        for form in self.forms:
            if form.method == "post" and urlsplit(form.action).path.endswith(ending):
                return form
        return None


class Browser:
    """One person's browser at one installation."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.resent = 0
        self._client = httpx.Client(timeout=30, follow_redirects=False)

    def get(self, address: str) -> Page:
        """The page behind an address, redirects followed."""
        return self._onward(self._answered("GET", address))

    def send(
        self, form: Form, values: dict[str, str], files: dict[str, tuple[str, bytes]] | None = None
    ) -> Page:
        """Send a form with what was typed; the page that comes of it."""
        return self._onward(self._answered("POST", form.action, data=form.hidden | values, files=files))

    def close(self) -> None:
        """Close the browser."""
        self._client.close()

    def _onward(self, response: httpx.Response) -> Page:
        for _ in range(8):
            if response.status_code not in (301, 302, 303):
                break
            response = self._answered("GET", urljoin(str(response.url), response.headers["Location"]))
        parser = _Forms(str(response.url))
        if response.headers.get("Content-Type", "").startswith("text/html"):
            parser.feed(response.text)
            parser.close()
        return Page(str(response.url), response.status_code, response.text, parser.forms, parser.links)

    def _answered(
        self,
        method: str,
        address: str,
        data: dict[str, str] | None = None,
        files: dict[str, tuple[str, bytes]] | None = None,
    ) -> httpx.Response:
        target = urljoin(self.base, address)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                response = self._client.request(
                    method, target, data=data, files=files, headers={"Referer": target}
                )
                if response.status_code < 500:
                    return response
                problem = f"{response.status_code} {response.text[:200]}"
            except httpx.TransportError as error:
                problem = repr(error)
            if time.monotonic() > until:
                raise TimeoutError(f"{method} {target}: {problem}")
            self.resent += 1
            time.sleep(0.2)
