"""Pages of the catalogue: what they show, what bad addresses get, that nothing typed comes back as markup."""

from __future__ import annotations

import pytest
from django.test import Client

from yijian.usecases.catalogue import KINDS


def page(visitor: Client, address: str, status: int = 200) -> str:
    answer = visitor.get(address, headers={"accept-language": "en"})
    assert answer.status_code == status
    return answer.content.decode()


def test_the_catalogue_lists_every_kind_and_leads_to_each_definition(visitor: Client) -> None:
    html = page(visitor, "/catalogue/")
    assert all(f"kind={kind}" in html for kind in KINDS)
    for kind in KINDS:
        listed = page(visitor, f"/catalogue/?kind={kind}")
        first = listed.split('<th scope="row"><a href="', 1)[1].split('"', 1)[0]
        assert first.startswith(f"/catalogue/{kind}/")
        page(visitor, first)


def test_a_search_finds_and_says_when_it_does_not(visitor: Client) -> None:
    assert "/catalogue/services/police.birth-registration/" in page(visitor, "/catalogue/?q=户口")
    assert "没有找到" in page(visitor, "/catalogue/?q=zzzz") or "Nothing fits" in page(
        visitor, "/catalogue/?q=zzzz"
    )
    assert "<script>" not in page(visitor, "/catalogue/?q=<script>alert(1)</script>")


def test_a_definition_shows_its_file_with_numbered_lines_and_findings_that_lead_there(
    visitor: Client,
) -> None:
    html = page(visitor, "/catalogue/services/police.birth-registration/")
    assert 'id="L1"' in html
    assert "id: police.birth-registration" in html
    assert "BASIS_RECALLED" in html
    assert 'href="#L11"' in html
    assert "/catalogue/evidence/household-book/" in html


@pytest.mark.parametrize(
    "address",
    [
        "/catalogue/services/none/",
        "/catalogue/none/none/",
        "/catalogue/concepts/person.none/",
        "/catalogue/services/../../../etc/passwd/",
        "/catalogue/sources/%00/",
    ],
)
def test_an_address_of_nothing_is_not_found(visitor: Client, address: str) -> None:
    page(visitor, address, status=404)


def test_the_authors_tests_are_run_from_the_page(visitor: Client) -> None:
    assert 'action="/catalogue/tests/newborn/"' in page(visitor, "/catalogue/life-events/newborn/")
    answer = visitor.post("/catalogue/tests/newborn/")
    assert answer.status_code == 200
    assert 'class="yj-note is-ok' in answer.content.decode()
    assert visitor.post("/catalogue/tests/none/").status_code == 404


def test_a_rule_is_tried_and_what_was_typed_stays(visitor: Client) -> None:
    said = {
        "rule": "mother.ethnicity != father.ethnicity",
        "facts": 'mother.ethnicity = "01"',
        "about": "life-events/newborn",
    }
    html = visitor.post("/catalogue/rule/", said).content.decode()
    assert "father.ethnicity" in html
    assert "mother.ethnicity = &quot;01&quot;" in html
    assert '<option value="life-events/newborn" selected>' in html
    broken = visitor.post("/catalogue/rule/", {"rule": "</textarea><script>"}).content.decode()
    assert "</textarea><script>" not in broken
