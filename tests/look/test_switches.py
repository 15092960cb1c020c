"""Language, theme and mode without JavaScript: remembered in cookies, and back to where the reader was."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.look.markup import Page
from yijian.channels.look.language import current_language
from yijian.channels.look.preferences import Preferences
from yijian.channels.look.views import local_path

COOKIES = ("yj_language", "yj_theme", "yj_mode")
evil = st.sampled_from(
    ["//", "/\\", "\\", "http:", "javascript:", "/", "\t", "\n", "@", ".", "evil.example", "%2f", " "]
)


@given(st.text() | st.lists(evil, max_size=6).map("".join))
@settings(max_examples=400)
def test_the_way_back_never_leaves_the_site(address: str) -> None:
    target = local_path(address)
    assert target.startswith("/")
    # what a browser makes of it: backslashes are slashes, tabs and line breaks are nothing
    seen = target.replace("\\", "/").translate(dict.fromkeys(map(ord, "\t\n\r")))
    assert urlsplit(urljoin("https://yijian.test/look/", seen)).netloc == "yijian.test"


def test_a_local_path_keeps_its_query_but_not_the_language() -> None:
    assert (
        local_path("/guides/newborn/?lang=en&q=%E5%AE%9D%E5%AE%9D&page=2")
        == "/guides/newborn/?q=%E5%AE%9D%E5%AE%9D&page=2"
    )
    assert local_path("/a#b") == "/a#b"


def test_a_choice_is_kept_in_a_cookie_and_the_reader_goes_back(client: Client) -> None:
    response = client.post(
        "/look/", {"theme": "dark", "mode": "elder", "language": "en", "next": "/look/?page=3"}
    )
    assert (response.status_code, response.headers["Location"]) == (303, "/look/?page=3")
    for name in COOKIES:
        cookie = response.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["max-age"] >= 30 * 24 * 3600
    html = Page.of(client.get("/look/").content.decode()).all("html")[0]
    assert (html["lang"], html["data-theme"], html["data-mode"], html["data-channel"]) == (
        "en",
        "dark",
        "elder",
        "look",
    )


def test_cookies_are_secure_when_the_page_is(client: Client) -> None:
    assert client.post("/look/", {"theme": "dark"}, secure=True).cookies["yj_theme"]["secure"]
    assert not client.post("/look/", {"theme": "dark"}).cookies["yj_theme"]["secure"]


def test_an_unknown_choice_changes_nothing(client: Client) -> None:
    response = client.post("/look/", {"theme": "sepia", "language": "fr", "colour": "dark"})
    assert response.status_code == 303
    assert not response.cookies


def test_another_site_cannot_switch(client: Client) -> None:
    response = client.post("/look/", {"theme": "dark"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert not response.cookies


def test_a_language_in_the_address_is_answered_and_remembered(client: Client) -> None:
    response = client.get("/look/?lang=zh-hant")
    assert response.headers["Content-Language"] == "zh-Hant"
    assert "Cookie" in response.headers["Vary"]
    assert "界面組件" in response.content.decode()
    assert client.get("/look/").headers["Content-Language"] == "zh-Hant"
    assert current_language() == "zh-hans", "the language of one answer must not stay for the next"


def test_without_a_choice_no_cookie_is_set_and_the_system_decides_the_theme(client: Client) -> None:
    response = client.get("/look/?lang=tlh")
    assert not response.cookies
    html = Page.of(response.content.decode()).all("html")[0]
    assert html["lang"] == "zh-CN"
    assert "data-theme" not in html


@pytest.mark.parametrize("cookie", ["", "dark;", "DARK", "1", "<b>"])
def test_a_cookie_that_is_not_ours_counts_as_not_chosen(cookie: str) -> None:
    assert Preferences.read(dict.fromkeys(COOKIES, cookie), asked_language=cookie) == Preferences()


def test_each_page_offers_all_switches_in_every_language(client: Client) -> None:
    page = Page.of(client.get("/look/").content.decode())
    offered = {(each.get("name"), each.get("value")) for each in page.all("button")}
    assert {("language", "zh-hant"), ("language", "en"), ("theme", "dark"), ("mode", "elder")} <= offered
    client.post("/look/", {"language": "en", "theme": "dark", "mode": "elder"})
    page = Page.of(client.get("/look/").content.decode())
    offered = {(each.get("name"), each.get("value")) for each in page.all("button")}
    assert {
        ("language", "zh-hans"),
        ("language", "zh-hant"),
        ("theme", "light"),
        ("mode", "standard"),
    } <= offered
