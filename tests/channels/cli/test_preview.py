"""`yijian preview`: a live page on the loopback address that follows the files, and keeps the last version that could be used."""

from __future__ import annotations

import argparse
import http.client
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from tests.channels.cli.test_commands import DEFINITIONS
from yijian.channels.cli.preview import HOST, Preview, make_server
from yijian.site.main import main

SMALL = DEFINITIONS.parent / "tests/golden/definitions/good/minimal"
GUIDE = re.compile(r"```yaml\n# (\S+\.yaml)\n(.*?)```", re.DOTALL)
CARD = "services/library/reader-card.yaml"


@dataclass(frozen=True, slots=True)
class Installed:
    """What `Preview` reads of an installation."""

    today: date
    region: str


@dataclass(frozen=True, slots=True)
class Browser:
    """Asks the preview for pages."""

    folder: Path
    port: int

    def get(self, path: str = "/", host: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection(HOST, self.port)
        connection.request("GET", path, headers={"Host": host or f"{HOST}:{self.port}"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def write(self, name: str, old: str, new: str) -> None:
        file = self.folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A preview of the example of the guide for authors."""
    for name, body in GUIDE.findall((DEFINITIONS.parent / "docs/authoring.md").read_text("utf-8")):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, "utf-8")
    shutil.copytree(DEFINITIONS / "calendars", tmp_path / "calendars")
    arguments = argparse.Namespace(
        life_event="move-in",
        lang="zh",
        on=None,
        region=None,
        installation=Installed(today=date(2026, 11, 24), region="999900"),
    )
    with make_server(Preview(arguments, tmp_path), 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Browser(tmp_path, server.server_port)
        server.shutdown()
        thread.join()


def test_the_page_has_everything_and_asks_nobody_else(browser: Browser) -> None:
    status, page = browser.get()
    assert status == 200
    for heading in ("问题", "事项", "材料", "时间和节省", "表单", "测试", "没有错误"):
        assert heading in page
    assert page.count("：通过") == 3  # the author's tests
    assert "CLAIM_NOT_KEPT" in page
    body = page.partition("<body")[2]
    assert not re.search(r'(?:src|href)="(?:https?:)?//', body)


def test_questions_are_answered_by_links_and_forms_alone(browser: Browser) -> None:
    """Without JavaScript: a choice is a link, anything else a form that carries what was answered before."""
    _, page = browser.get()
    assert "数字按典型情形" in page
    assert 'name="mover.birth_date"' in page
    _, page = browser.get("/?mover.birth_date=1990-05-01")
    assert 'href="/?mover.birth_date=1990-05-01&amp;mover.housing=own"' in page
    _, page = browser.get("/?mover.housing=own")
    assert "数字按上面的回答" in page
    assert 'name="mover.birth_date"' in page
    assert '<input type="hidden" name="mover.housing" value="own">' in page
    assert "不动产权证书" in page
    _, page = browser.get("/?mover.housing=tent")
    assert "“tent”不在选项里" in page


def test_it_reloads_by_itself_and_can_be_told_not_to(browser: Browser) -> None:
    _, page = browser.get()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert '<script src="/preview.js" defer></script>' in page
    assert "/version" in browser.get("/preview.js")[1]
    assert f'data-version="{browser.get("/version")[1]}"' in page
    _, page = browser.get("/?live=no")
    assert "http-equiv" not in page
    assert "<script" not in page


def test_a_file_that_is_saved_is_seen(browser: Browser) -> None:
    _, before = browser.get("/version")
    browser.write(CARD, "promised: {amount: 3,", "promised: {amount: 7,")
    _, after = browser.get("/version")
    assert before != after
    _, page = browser.get()
    assert "<dd>9</dd>" in page
    assert "✗" in page  # the author's test expects five days


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("kind: public_service", "kind: [public_service", "YAML_SYNTAX"),
        ("rule: reader_age.card", "rule: reader_age.cart", "RULE_UNKNOWN_NAME"),
        ("authority: library", "authority: nobody", "UNKNOWN_AUTHORITY"),
    ],
)
def test_a_mistake_is_told_over_the_last_version_that_could_be_used(
    browser: Browser, old: str, new: str, code: str
) -> None:
    """And goes away when it is corrected."""
    browser.get()
    browser.write(CARD, old, new)
    _, page = browser.get()
    assert "现在的文件不能用：下面是上一个能用的版本" in page
    assert code in page
    assert "办理借阅证" in page
    browser.write(CARD, new, old)
    _, page = browser.get()
    assert "现在的文件不能用" not in page
    assert "没有错误" in page


def test_before_there_is_a_usable_version_only_the_findings_are_shown(browser: Browser) -> None:
    browser.write(CARD, "kind: public_service", "kind: [public_service")
    status, page = browser.get()
    assert status == 200
    assert "现在的文件不能用" in page
    assert "YAML_SYNTAX" in page
    assert "表单" not in page


def test_what_is_typed_in_is_escaped(browser: Browser) -> None:
    _, page = browser.get("/?mover.name=%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert "<script>alert" not in page


def test_pages_elsewhere_cannot_ask_in_our_name(browser: Browser) -> None:
    assert browser.get(host="example.org")[0] == 403
    assert browser.get(host=f"localhost:{browser.port}")[0] == 200
    assert browser.get("/elsewhere")[0] == 404


def test_wrong_usage(browser: Browser, tmp_path: Path) -> None:
    assert main(["preview", "move-in", "--definitions", str(tmp_path / "nowhere")]) == 2
    taken = ("--port", str(browser.port))
    assert main(["preview", "move-in", "--definitions", str(SMALL), *taken]) == 2
