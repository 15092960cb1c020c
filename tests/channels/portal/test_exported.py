"""The exported site: the portal's own pages as files that lead to one another, valid, small, and the same every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, normpath

import pytest
from django.template import Context, Engine
from django.test import Client
from django.urls import NoReverseMatch

from tests.channels.portal.pages import words
from tests.channels.portal.test_guides import TODAY, assert_sound, definitions
from tests.look.markup import Page
from tests.usecases.conftest import DEFINITIONS
from yijian.channels.portal.exported.folder import MANIFEST, NotAnExport, write_site
from yijian.channels.portal.exported.pages import site_files
from yijian.channels.portal.exported.place import ExportedPage

LARGEST = 160_000
"""Bytes that no page may exceed before compression."""
Files = dict[str, bytes]


def made(*languages: str, portal: str = "") -> Files:
    """A site of the shipped definitions."""
    return dict(site_files(definitions(), day=TODAY, languages=languages, portal=portal))  # type: ignore[arg-type] # literals


@pytest.fixture(scope="module")
def site() -> Files:
    """The site as the command exports it."""
    return made("zh-hans", "en", "zh-hant")


def page_of(site: Files, path: str) -> Page:
    """A page of the site, read back."""
    return Page.of(site[path].decode())


def test_there_is_a_home_and_thirteen_guides_in_every_language(site: Files) -> None:
    pages = {path for path in site if path.endswith(".html")}
    assert len(pages) == 3 * 14
    assert {"index.html", "en/index.html", "zh-hant/index.html", "en/do/newborn.html"} <= pages
    langs = {path: page_of(site, path).all("html")[0]["lang"] for path in ("index.html", "en/index.html")}
    assert langs == {"index.html": "zh-CN", "en/index.html": "en"}
    assert "開辦餐飲店" in site["zh-hant/do/restaurant.html"].decode()


def test_every_page_is_sound_and_small(site: Files) -> None:
    for path, content in site.items():
        if path.endswith(".html"):
            assert len(content) < LARGEST, path
            assert_sound(content.decode(), path)


def test_every_way_leads_to_something_in_the_folder(site: Files) -> None:
    """Files and places on their pages; nothing absolute, nothing fetched from elsewhere."""
    ids = {path: set(page_of(site, path).ids) for path in site if path.endswith(".html")}
    for path in ids:
        page = page_of(site, path)
        for tag, attributes in page.elements:
            for name in ("href", "src", "action", "poster", "data"):
                address = attributes.get(name)
                if address is None:
                    continue
                if tag == "a" and re.match(r"https?://|tel:", address):
                    continue  # a source on the net, or a telephone number: opened by the reader, fetched by nobody
                assert not re.match(r"[a-z]+:|/", address), f"{path}: {address}"
                file, _, place = address.partition("#")
                target = normpath(f"{dirname(path)}/{file}").lstrip("/") if file else path
                assert target in site, f"{path} leads to {address}, which is not there"
                if place and tag == "a":
                    assert place in ids[target], f"{path}: {address}"


def test_style_sheets_fetch_nothing(site: Files) -> None:
    for path, content in site.items():
        if path.endswith(".css"):
            text = content.decode()
            assert "@import" not in text
            assert not re.search(r"url\(\s*['\"]?(?!data:|#)", text), path


def test_nothing_asks_for_a_session(site: Files) -> None:
    for path in site:
        if path.endswith(".html"):
            text = site[path].decode()
            assert "csrf" not in text, path
            assert 'method="post"' not in text, path
            assert " style=" not in text, path


def test_without_script_the_home_page_is_the_whole_list(site: Files) -> None:
    page = page_of(site, "index.html")
    led = {link["href"] for link in page.all("a")}
    assert {f"do/{path.stem}.html" for path in (DEFINITIONS / "life-events").glob("*.yaml")} <= led
    (form,) = page.all("form")
    assert "hidden" in form


def test_the_same_definitions_give_the_same_bytes(site: Files) -> None:
    again = made("zh-hans", "en", "zh-hant")
    assert again == site
    assert list(again) == list(site)


def test_it_says_what_the_portal_says(site: Files, visitor: Client) -> None:
    """The same templates: every section of the portal's guide stands in the file, with the same words."""
    for life_event in ("newborn", "listing-check", "retirement"):
        portal = Page.of(visitor.get(f"/do/{life_event}/").content.decode())
        exported = site[f"do/{life_event}.html"].decode()
        of_portal = words(visitor.get(f"/do/{life_event}/"))
        body = of_portal[of_portal.index("一次告知") : of_portal.index("不会用、不想用手机")]
        body = body.replace("所有指南的对照", "")  # a link to a page that is not exported
        said = " ".join(Page.of(exported).words.split())
        assert body.replace(" ", "") in said.replace(" ", "")
        assert [each for each in portal.ids if each.startswith("h-")] == [
            each for each in Page.of(exported).ids if each.startswith("h-")
        ]


def test_the_portal_on_the_net_is_named_where_there_is_one(site: Files) -> None:
    with_portal = made("en", portal="https://portal.example")
    guide = page_of(with_portal, "do/newborn.html")
    assert guide.all("a", href="https://portal.example/do/newborn/")
    assert not [path for path in with_portal if path.startswith("en/")]
    assert_sound(with_portal["index.html"].decode(), "index.html")
    assert "call or go to a counter" in page_of(site, "en/do/newborn.html").words


def test_a_view_that_needs_a_server_cannot_slip_into_a_page() -> None:
    engine = Engine(builtins=["yijian.channels.portal.exported.link_tags"])
    page = ExportedPage(path="do/a.html", language="en", of_languages=("zh-hans", "en"), day=TODAY, portal="")
    with pytest.raises(NoReverseMatch, match="no page of an exported site"):
        engine.from_string("{% url 'portal:cases' %}").render(Context({"exported": page}))


# The folder


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(NotAnExport):
        write_site(tmp_path, [("index.html", b"<p>")])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    (tmp_path / MANIFEST).write_text(json.dumps({"format": "another", "files": {}}))
    with pytest.raises(NotAnExport):
        write_site(tmp_path, [("index.html", b"<p>")])
    a_file = tmp_path / "thesis.txt"
    with pytest.raises(NotAnExport):
        write_site(a_file, [("index.html", b"<p>")])


def test_a_former_export_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    first = write_site(folder, [("index.html", b"old"), ("do/gone.html", b"gone")])
    assert (first.files, first.size, [page.path for page in first.pages]) == (
        2,
        7,
        ["index.html", "do/gone.html"],
    )
    (folder / "robots.txt").write_text("by hand")
    write_site(folder, [("index.html", b"new")])
    assert (folder / "index.html").read_bytes() == b"new"
    assert not (folder / "do").exists()
    assert (folder / "robots.txt").read_text() == "by hand"


def test_a_page_that_fails_leaves_the_former_export(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise ZeroDivisionError

    write_site(tmp_path, [("index.html", b"old")])
    with pytest.raises(ZeroDivisionError):
        write_site(tmp_path, failing())
    assert (tmp_path / "index.html").read_bytes() == b"old"


def test_a_manifest_cannot_name_files_outside(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write_site(folder, [("index.html", b"old")])
    outside = tmp_path / "mine.txt"
    outside.write_text("mine")
    manifest = folder / MANIFEST
    listed = json.loads(manifest.read_text())
    listed["files"] |= {"../mine.txt": "", str(outside): ""}
    manifest.write_text(json.dumps(listed))
    write_site(folder, [("index.html", b"new")])
    assert outside.read_text() == "mine"
