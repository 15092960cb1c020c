"""An author looks something up, sees where it is used, runs tests and tries a rule: with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.scene import Scene

pytestmark = pytest.mark.browser


def test_an_author_finds_where_a_concept_is_used(scene: Scene) -> None:
    author = scene.visitor()
    author.goes_to("/catalogue/")
    author.looks("catalogue")
    author.page.get_by_label("找名称、编号或说明").fill("民族")
    author.presses("查找")
    author.looks("catalogue-found")
    author.follows("民族", within=author.page.locator("tr:has(code:text-is('person.ethnicity'))"))
    assert author.path == "/catalogue/concepts/person.ethnicity/"
    author.reads("用在哪里", "evidence/7/when")
    author.looks("catalogue-concept")


def test_a_definition_its_findings_and_the_authors_tests(scene: Scene) -> None:
    author = scene.visitor(script=False)
    author.goes_to("/catalogue/services/police.birth-registration/")
    author.reads("校验结果", "BASIS_RECALLED")
    author.follows("新生儿出生一件事", within=author.page.locator("section[aria-labelledby='h-used']"))
    author.presses("跑作者的")
    author.reads("都符合预期")
    seeing = scene.visitor()
    seeing.goes_to("/catalogue/services/police.birth-registration/")
    seeing.looks("catalogue-service")


def test_a_rule_is_tried_on_the_bench(scene: Scene) -> None:
    author = scene.visitor()
    author.goes_to("/catalogue/rule/?about=life-events/newborn")
    author.looks("catalogue-rule")
    page = author.page
    page.get_by_label("规则", exact=True).fill("mother.ethnicity != father.ethnicity")
    page.get_by_label("信息，一行一条").fill('mother.ethnicity = "01"')
    author.presses("试一试")
    author.reads("还定不下来", "father.ethnicity")
    author.looks("catalogue-rule-open")
    page.get_by_label("信息，一行一条").fill('mother.ethnicity = "01"\nfather.ethnicity = "15"')
    author.presses("试一试")
    expect(page.get_by_role("status")).to_contain_text("成立")
    author.looks("catalogue-rule-tried")
