"""From the answers to the receipt, and the second parent; all of it without JavaScript and with every button twice."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from django.test import Client
from PIL import Image

from tests.channels.portal.conftest import SignedIn
from tests.channels.portal.pages import Page, goes_to, html, key_of, words
from tests.usecases.world import World
from yijian.connectors.documents.inspector import ProcessDocumentInspector
from yijian.demonstration.persons import named_families
from yijian.usecases import apply


def taken() -> bytes:
    """A small photograph as a phone takes it."""
    written = io.BytesIO()
    Image.new("RGB", (640, 480), (210, 220, 240)).save(written, "JPEG")
    return written.getvalue()


def test_the_draft_becomes_one_case_however_often_the_button_is_pressed(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    visitor.post("/do/newborn/start/")
    assert visitor.get("/begin/newborn/").headers["Location"].startswith("/sign-in/?next=")
    cookie = visitor.cookies["yijian_draft"].value
    mother = signed_in("married-mother", visitor)
    key = key_of(mother.get("/begin/newborn/"))
    first = goes_to(mother.post("/begin/newborn/", {"key": key}))
    assert first.endswith("/application/")
    mother.cookies["yijian_draft"] = cookie
    assert len(re.findall(r"填写中", words(mother.get("/cases/")))) == 1


def test_the_whole_way_from_registers_to_the_receipt(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    actor, case_id = world.started("married")
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    page = mother.get(f"{at}/registers/")
    consents = dict.fromkeys(re.findall(r'name="(consent-[^"]+)"', html(page)), "yes")
    assert consents
    goes_to(mother.post(f"{at}/registers/", {"key": key_of(page), **consents}))
    assert "来自" in words(mother.get(f"{at}/form/child/"))

    wrong = html(mother.post(f"{at}/form/mother/", {"mother-mobile": "138000", "act": "save"}), 422)
    assert 'value="138000"' in wrong
    assert "还有" in wrong

    world.fill(actor, case_id, named_families()["married"])
    world.co_sign(actor, case_id, named_families()["married"])
    world.fill(actor, case_id, named_families()["married"])
    review = mother.get(f"{at}/review/")
    assert "U+5F20" in words(review)
    assert named_families()["married"].mother.id_number not in html(review)
    assert "请看过以后打勾" in words(mother.post(f"{at}/review/", {"key": "k"}), 422)
    agreed = {"key": key_of(review), "declared": "yes"}
    assert goes_to(mother.post(f"{at}/review/", agreed)) == f"{at}/receipt/"
    assert goes_to(mother.post(f"{at}/review/", agreed)).startswith(at)
    receipt = words(mother.get(f"{at}/receipt/"))
    assert case_id in receipt
    assert apply.receipt(actor=actor, ports=world.ports, case_id=case_id).query_code in receipt


def test_refusing_registers_leaves_everything_to_be_filled_in(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.started("married")
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    goes_to(mother.post(f"{at}/registers/", {"key": "refuse"}))
    assert "您没有同意" in words(mother.get(f"{at}/registers/"))


def test_what_is_missing_is_listed_with_the_way_to_it(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.started("married")
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    page = html(mother.post(f"{at}/review/", {"key": "early", "declared": "yes"}), 422)
    assert f"{at}/papers/#paper-" in page
    assert f"{at}/form/child/#child-1-name" in page


def test_photos_are_added_shown_and_removed_and_a_bad_file_is_refused_in_words(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    world.ports = replace(world.ports, inspector=ProcessDocumentInspector())  # the one that looks inside
    _, case_id = world.started("married")
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    page = html(mother.get(f"{at}/papers/"))
    paper = re.search(r'name="paper" value="([^"]+)"', page)
    slug = re.search(r'name="(file-[^"]+)"', page)
    assert paper is not None
    assert slug is not None

    def send(content: bytes) -> Page:
        file = io.BytesIO(content)
        file.name = "photo.jpg"
        return mother.post(f"{at}/papers/attach/", {"paper": paper[1], "key": "up", slug[1]: file})

    bad = send(b"not a picture")
    assert bad.status_code == 422
    assert "photo.jpg" in bad.content.decode()
    assert send(taken()).status_code == 303
    assert send(taken()).status_code == 303
    shown = html(mother.get(f"{at}/papers/"))
    documents = set(re.findall(r'name="document" value="([^"]+)"', shown))
    assert len(documents) == 1
    document = documents.pop()
    assert mother.get(f"{at}/documents/{document}/?preview=1").headers["Content-Type"] == "image/png"
    goes_to(mother.post(f"{at}/papers/remove/", {"paper": paper[1], "document": document, "key": "rm"}))
    assert document not in html(mother.get(f"{at}/papers/"))


def test_somebody_elses_application_is_not_found_and_a_visitor_is_sent_to_sign_in(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    _, case_id = world.started("married")
    stranger = signed_in("twins-mother")
    for page in ("", "application/", "form/child/", "papers/", "review/", "receipt/"):
        address = f"/cases/{case_id}/{page}"
        assert stranger.get(address).status_code == 404
        assert visitor.get(address).headers["Location"].startswith("/sign-in/?next=")


def test_a_second_parent_signs_with_link_and_code_and_a_wrong_code_is_told(
    visitor: Client, world: World, signed_in: SignedIn
) -> None:
    actor, case_id = world.started("married")
    world.fill(actor, case_id, named_families()["married"])
    mother, at = signed_in("married-mother"), f"/cases/{case_id}"
    goes_to(mother.post(f"{at}/signatures/invite/", {"participant": "father", "key": "inv"}))
    page = html(mother.get(f"{at}/signatures/"))
    link, code = re.findall(r'<dd class="yj-copy[^"]*">([^<]+)</dd>', page)
    assert link not in html(mother.get(f"{at}/signatures/"))
    address = link.removeprefix("http://testserver")
    assert "验证码不对" in words(visitor.post(address, {"code": "x"}), 422)
    seen = visitor.post(address, {"code": code})
    assert "请您作为" in words(seen)
    assert named_families()["married"].mother.id_number not in html(seen)
    father = named_families()["married"].father
    assert father is not None
    body = {
        "code": code,
        "key": "s",
        "act": "sign",
        "id_tail": father.id_number[-4:],
        "father-mobile": father.mobile,
    }
    assert "再签名" in words(visitor.post(address, body), 422)
    consents = dict.fromkeys(re.findall(r'name="(consent-[^"]+)"', html(seen)), "yes")
    goes_to(visitor.post(address, {**body, **consents, "key": "s2", "agreed": "yes"}))
    assert "签好了" in words(mother.get(f"{at}/signatures/"))
