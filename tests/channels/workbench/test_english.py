"""Every page of the workbench in English: no Chinese is left but names and what people typed themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from pytest_django.fixtures import Settings

from tests.channels.workbench.test_journey import signed_in
from tests.usecases.conftest import definitions, registers_url, world
from tests.usecases.world import World
from yijian.storage import accounts
from yijian.usecases.casework import provided_of, read_state

__all__ = ["definitions", "registers_url", "world"]  # fixtures of the use cases' tests

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef][^<>]*")
TYPED = (
    "等医院更正",
    "请核对姓名",
    "看过护照",
    "材料不真实（示例条款）",
    "示例条款",
    "省系统",
    "看不清，请重新拍：平放，光线要够，四个角都在画面里",
)
SPOKEN = ("alt", "aria-label", "title", "placeholder")
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "use", "path"})
HOSPITAL, POLICE = "health.birth-certificate", "police.birth-registration"


class Spoken(HTMLParser):
    """All that a page says in its own language: text and spoken attributes, without what is marked as another's."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        silent = self._silent[-1] or tag in ("script", "style") or (told.get("lang") or "en") != "en"
        if not silent:
            self.said += [value for name, value in told.items() if name in SPOKEN and value]
            if tag == "input" and told.get("type") in ("submit", "button"):
                self.said.append(told.get("value") or "")
        if tag not in VOID:
            self._silent.append(silent)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._silent.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent[-1]:
            self.said.append(data)


def chinese_in(html: str, allowed: Iterable[str]) -> list[str]:
    """What is left in Chinese. `allowed`: names and values, longest first."""
    spoken = Spoken()
    spoken.feed(html)
    left = []
    for said in spoken.said:
        for value in sorted(allowed, key=len, reverse=True):
            said = said.replace(value, "")
        left += HAN.findall(said)
    return left


def values_of(world: World, case_id: str) -> set[str]:
    """The names and free values of a case, of staff, the numbers of its notices, and what the test types."""
    told = {
        str(fact.value)
        for fact in provided_of(ports=world.ports, case_id=case_id).values()
        if isinstance(fact.value, str)
    }
    people = {account.display_name for account in accounts.staff_accounts()}
    numbers = {notice.number for notice in read_state(case_id=case_id).notices}
    return {value for value in told | people | numbers | set(TYPED) if HAN.search(value)}


class Reader:
    """Opens pages in English and keeps them."""

    def __init__(self, username: str) -> None:
        self._client = signed_in(username)
        self._pages: dict[str, str] = {}

    def left(self, allowed: set[str]) -> dict[str, list[str]]:
        """What is not English, by page."""
        found = {name: chinese_in(html, allowed) for name, html in self._pages.items()}
        return {name: words for name, words in found.items() if words}

    def page(self, address: str, *, status: int = 200, posted: Mapping[str, str] | None = None) -> str:
        """One page, posted to where values are given."""
        place = f"{address}{'&' if '?' in address else '?'}lang=en"
        response = self._client.post(place, posted) if posted is not None else self._client.get(place)
        assert response.status_code == status, (address, response.status_code)
        html = response.content.decode()
        assert '<html lang="en"' in html
        self._pages[f"{len(self._pages)} {address} {status} {posted}"] = html
        return html

    def does(self, address: str, **posted: str) -> None:
        """An act that leads to another page."""
        response = self._client.post(address, posted)
        assert response.status_code == 303, (address, response.content.decode()[-2000:])

    def links(self, html: str, part: str) -> list[str]:
        return [unquote(one) for one in re.findall(rf'href="([^"]*{part}[^"]+)"', html)]


@pytest.fixture
def site(world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "whitenoise" not in one]
    return world


def test_every_page_of_the_workbench_speaks_english(site: World) -> None:
    _, case_id = site.submitted("foreign_father")
    lead, hospital = Reader("coordinator-health"), Reader("officer-delivery-hospital")
    police = Reader("officer-police")
    case, task = f"/desk/cases/{case_id}/", f"/desk/tasks/{case_id}/{HOSPITAL}/"
    later = f"/desk/tasks/{case_id}/{POLICE}/"

    # the pre-check
    for turn in ("", "?turn=pre-check", "?turn=correction", "?number=nothing"):
        lead.page(f"/desk/{turn}")
        hospital.page(f"/desk/{turn}")
    hospital.page("/desk/?turn=waiting")
    html = hospital.page(task)
    paper = hospital.links(html, "papers/")[0]
    hospital.page(paper)
    hospital.page(paper, status=422, posted={"more": ""})
    hospital.page(f"{task}defects/")
    hospital.page(f"{task}defects/", status=422, posted={"key": "1"})
    hospital.does(paper, key="2", why="blurred")
    hospital.page(f"{task}defects/?reported=1")
    hospital.page(task)
    html = lead.page(case)
    lead.page(lead.links(html, "papers/")[0])
    judged = {f"judge:{one}": "yes" for one in open_ones(html)}
    reasoned = judged | {f"why:{one}": "看过护照" for one in open_ones(html)}
    lead.page(f"{case}dispatch/", status=409, posted=reasoned)
    lead.page(f"{case}dispatch/", status=422, posted=judged)
    lead.page(f"{case}correction/")
    lead.page(f"{case}correction/", status=422, posted={"step": "read", "own": "1"})
    due = {"due-year": "2026", "due-month": "12", "due-day": "8"}
    lead.page(f"{case}correction/", posted={"step": "read", "own": "1"} | due)
    lead.page(f"{case}end/?no={open_ones(html)[0]}")
    lead.page(f"{case}end/", status=422, posted={"key": "5"})
    (about,) = re.findall(r'name="subject" value="([^"]+)"', hospital.page(task))
    hospital.does(f"{task}defects/take-back/", key="6", subject=about)
    lead.does(f"{case}dispatch/", key="7", **reasoned)
    lead.page(case)
    lead.page("/desk/?turn=progress")

    # an authority at work
    hospital.page("/desk/?turn=accept")
    hospital.page(f"{task}decline/")
    hospital.page(f"{task}decline/", status=422, posted={"key": "8"})
    hospital.page(f"{task}not-competent/")
    police.page(later)
    police.page("/desk/?turn=waiting")
    hospital.does(f"{task}accept/", key="9")
    hospital.page(task)
    for act in ("suspend", "refuse", "external"):
        hospital.page(f"{task}{act}/")
        hospital.page(f"{task}{act}/", status=422, posted={"key": act})
    hospital.does(f"{task}suspend/", key="10", kind="other", reason="等医院更正")
    hospital.page(task)
    hospital.page(f"{task}resume/")
    hospital.page("/desk/?turn=stopped")
    hospital.does(f"{task}resume/", key="11")
    hospital.does(f"{task}external/", key="12", system="省系统", number="A-1", result="approved")
    html = hospital.page(task)
    issue = hospital.links(html, "issue/")[0]
    hospital.page(issue)
    hospital.does(issue, key="13", number="DEMO-1")
    html = hospital.page(task)
    hospital.page(hospital.links(html, "deliver/")[0])
    lead.page(case)
    lead.page(f"{case}deliver/")
    lead.page(f"{case}deliver/", status=422, posted={"key": "14"})
    police.page(later)
    police.does(f"{later}accept/", key="15")
    police.does(f"{later}refuse/", key="16", reason="材料不真实", basis="示例条款")
    police.page(later)
    lead.page(case)

    # what is not theirs
    hospital.page(later, status=404)
    hospital.page(case, status=403)

    allowed = values_of(site, case_id)
    for reader in (lead, hospital, police):
        assert not reader.left(allowed)


def open_ones(html: str) -> list[str]:
    """The conditions that the page leaves to a person."""
    return list(dict.fromkeys(re.findall(r'name="judge:([^"]+)"', html)))


def test_the_scan_finds_chinese_where_it_is_heard() -> None:
    """The test above would be empty if this saw nothing."""
    html = (
        '<html lang="en"><p>Name: 张某某</p><a lang="zh-Hant" href="/">繁體</a>'
        '<img alt="照片"><p>未办</p><script>中文</script></html>'
    )
    assert chinese_in(html, {"张某某"}) == ["照片", "未办"]
