"""The page frame, the components page and the files behind them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django.fixtures import Settings

import yijian.channels.look
from tests.look.markup import Page
from yijian.channels.look.context import Look, look
from yijian.channels.look.parts import LIGHT_CLASSES, Span

FOLDER = Path(yijian.channels.look.__file__).parent
ROOT = FOLDER.parents[3]
TEMPLATES = sorted((FOLDER / "templates").rglob("*.html"))
SHEETS = sorted((FOLDER / "static" / "look").glob("*.css"))


@pytest.fixture(params=["zh-hans", "zh-hant", "en"])
def page(request: pytest.FixtureRequest, client: Client) -> Page:
    return Page.of(client.get("/look/", {"lang": request.param}).content.decode())


def test_the_page_of_components_is_sound(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    assert page.references - set(page.ids) == {"top"}
    assert page.drawings <= set(page.ids)
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert not [found for _, found in page.elements if "style" in found]
    assert not [name for _, found in page.elements for name in found if name.startswith("on")]
    assert not page.all("script")
    assert all(found.get("type") or tag != "input" for tag, found in page.elements)


def test_an_english_page_has_no_chinese_but_names_and_switches(client: Client) -> None:
    page = Page.of(client.get("/look/?lang=en").content.decode())
    invented_names = {
        *("简体繁體", "甲某某", "乙某某", "示例市向阳区", "示例市和平区", "示例市妇幼保健院", "诊断证明"),
    }
    left = set(re.findall(r"[\u4e00-\u9fff]+", page.words)) - invented_names
    assert not left


def test_data_on_a_traditional_page_is_not_converted(client: Client) -> None:
    words = Page.of(client.get("/look/?lang=zh-hant").content.decode()).words
    assert "示例市妇幼保健院" in words
    assert "诊断证明.jpg" in words
    assert "診斷證明" in words


def test_the_skip_link_leads_to_the_main_part(page: Page) -> None:
    assert page.all("a", **{"class": "yj-skip"})[0]["href"] == "#main"
    assert page.all("main")[0]["id"] == "main"


def test_the_demonstration_says_so_on_every_page(settings: Settings) -> None:
    for shown in (True, False):
        settings.LOOK_DEMO_BANNER = shown
        assert look(_request("/look/"))["demo_banner"] is shown


def test_the_channel_and_its_menu_come_from_the_address() -> None:
    shown = look(_request("/look/?page=2"))["look"]
    assert isinstance(shown, Look)
    assert shown.channel == "look"
    assert shown.path == "/look/?page=2"
    assert [(each.label.en, each.url, each.current) for each in shown.nav] == [
        ("Components", "/look/", True),
        ("Form", "/look/#h-form", False),
        ("Lists", "/look/#h-lists", False),
    ]


def test_an_address_outside_all_channels_has_the_frame_of_the_portal(settings: Settings) -> None:
    settings.ROOT_URLCONF = "yijian.site.urls"
    shown = look(RequestFactory().get("/nowhere/"))["look"]
    assert isinstance(shown, Look)
    assert (shown.channel, shown.home_url) == ("portal", "/")
    assert shown.nav[0].url == "/"


def _request(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path.partition("?")[0])
    return request


def test_every_icon_and_light_is_in_the_sprite() -> None:
    sprite = (FOLDER / "templates/look/sprite.html").read_text("utf-8")
    drawn = set(re.findall(r'symbol id="([^"]+)"', sprite))
    used = {
        f"i-{name}" for each in TEMPLATES for name in re.findall(r'{% icon "(\w+)"', each.read_text("utf-8"))
    }
    assert used | {f"l-{name}" for name in LIGHT_CLASSES.values()} <= drawn


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_carry_no_style_no_script_and_no_text_in_one_language_only(template: Path) -> None:
    source = template.read_text("utf-8")
    assert not re.search(r"<script|\sstyle=|\son\w+=", source)
    outside = re.sub(
        r"{%.*?%}|{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", source, flags=re.DOTALL
    )
    outside = re.sub(r"{% comment %}.*?{% endcomment %}", "", source, flags=re.DOTALL)
    outside = re.sub(r"{%.*?%}", "", outside, flags=re.DOTALL)
    allowed = {"简体", "繁體"} if template.name == "switches.html" else set()
    assert set(re.findall(r"[\u4e00-\u9fff]+", outside)) <= allowed


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_keeps_to_its_layer_and_asks_for_nothing_else(sheet: Path) -> None:
    source = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert "!important" not in source
    assert not re.search(r"url\(|@import|@font-face|https?:", source)
    outside = re.sub(r"@charset [^;]+;", "", source)
    assert re.fullmatch(rf"\s*@layer {sheet.stem} \{{.*\}}\s*", outside, flags=re.DOTALL)
    assert source.count("{") == source.count("}")


def test_dark_values_are_the_same_whether_chosen_or_the_system_s() -> None:
    source = (FOLDER / "static/look/tokens.css").read_text("utf-8")
    chosen, system = (
        re.search(re.escape(selector) + r" \{(.*?)\}", source, flags=re.DOTALL)
        for selector in (':root[data-theme="dark"]', ":root:not([data-theme])")
    )
    assert chosen is not None
    assert system is not None
    assert chosen[1].split() == system[1].split()


def test_the_package_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    assert all("resolved" not in package for package in lock["packages"].values())
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_a_span_is_a_number_or_a_range() -> None:
    assert str(Span.exactly(3)) == "3"
    assert str(Span(2, 4)) == "2–4"
    with pytest.raises(ValueError, match="not smaller"):
        Span(4, 2)
