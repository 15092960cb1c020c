"""What every answer carries, what is refused before it is read, and how guessing is slowed down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.test import Client, RequestFactory, override_settings

from tests.usecases.world import World
from yijian.channels.look import errors
from yijian.site.middleware import LARGEST_REQUEST
from yijian.storage import accounts, guesses
from yijian.storage.models import Account
from yijian.storage.models.accounts import AccountKind
from yijian.usecases import apply
from yijian.usecases.advance import forget_expired
from yijian.usecases.throttling import BY_ADDRESS, BY_NUMBER, WINDOW

ROOT = Path(__file__).parents[2]
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def visitor(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Somebody at a browser that knows nobody."""
    monkeypatch.setattr("yijian.site.middleware.installed_ports", lambda: world.ports)
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick, STATIC_ROOT=None):
        accounts.create_account(
            username="new",
            password="right-one",
            kind=AccountKind.APPLICANT,
            display_name="新",
            now=world.clock.now(),
        )
        yield Client(raise_request_exception=False)


def signed_in(client: Client, password: str, *, username: str = "new", **more: str) -> int:
    typed = {"username": username, "password": password, **more}
    return int(client.post("/sign-in/", typed).status_code)


@pytest.mark.parametrize("address", ["/", "/query/", "/no/such/page", "/cases/", "/sign-in/", "/co-sign/x/"])
def test_every_page_carries_the_headers(visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert EVERYWHERE.items() <= dict(answer.headers).items()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_static_file_carries_them_too_and_may_be_kept(visitor: Client) -> None:
    answer = visitor.get("/static/look/base.css")
    assert answer.status_code == 200
    assert EVERYWHERE.items() <= dict(answer.headers).items()
    assert "no-store" not in answer.headers["Cache-Control"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert b"{" in answer.getvalue()


def test_a_file_of_a_person_is_saved_and_never_opened_as_a_page(visitor: Client, world: World) -> None:
    actor, case_id = world.submitted("married")
    account = accounts.account(account_id=str(actor.account))
    visitor.force_login(
        Account.objects.get(username=account.username), backend="django.contrib.auth.backends.ModelBackend"
    )
    case = visitor.get(f"/cases/{case_id}/").content.decode()
    notice = next(part for part in case.split('"') if part.endswith("/file/") or "/notices/" in part)
    file = visitor.get(notice if notice.endswith("/file/") else f"{notice}file/")
    assert file.headers["Content-Disposition"].startswith("attachment;")
    assert file.headers["Content-Security-Policy"] == "sandbox"
    assert file.headers["Cache-Control"] == "private, no-store"
    assert EVERYWHERE.items() <= dict(file.headers).items()


def test_over_https_cookies_are_secure_and_browsers_are_told_to_stay() -> None:
    program = (
        "import django, json; django.setup()\n"
        "from django.test import Client\n"
        "c = Client()\n"
        "r = c.get('/look/?lang=en', headers={'host': 'yijian.example.org', 'x-forwarded-proto': 'https'})\n"
        "from django.conf import settings as s\n"
        "print(json.dumps({'hsts': r.headers.get('Strict-Transport-Security'), 'status': r.status_code,\n"
        " 'cookies': [bool(m['secure']) and bool(m['httponly']) and m['samesite'] for m in r.cookies.values()],\n"
        " 'session': [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY]}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "yijian.site.settings",
            "YIJIAN_PUBLIC_URL": "https://yijian.example.org",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert told["status"] == 200
    assert told["hsts"].startswith("max-age=")
    assert told["cookies"] == ["Lax"]
    assert told["session"] == [True, True, True]


def test_a_form_without_the_token_of_the_browser_changes_nothing(visitor: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/sign-in/", {"username": "new", "password": "right-one"})
    assert answer.status_code == 403
    assert "没有提交" in answer.content.decode()
    assert "sessionid" not in strict.cookies


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"]
)
def test_signing_in_leads_nowhere_else(visitor: Client, target: str) -> None:
    answer = visitor.post("/sign-in/", {"username": "new", "password": "right-one", "next": target})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/")
    assert "evil" not in answer.headers["Location"]


def test_signing_in_changes_the_session(visitor: Client) -> None:
    visitor.cookies["sessionid"] = "chosen-by-somebody-else-0000000000"
    assert signed_in(visitor, "right-one") == 303
    assert visitor.cookies["sessionid"].value != "chosen-by-somebody-else-0000000000"


def test_guessing_a_password_is_slowed_down_for_that_account_only(visitor: Client, world: World) -> None:
    accounts.create_account(
        username="neighbour",
        password="also-right",
        kind=AccountKind.APPLICANT,
        display_name="邻",
        now=world.clock.now(),
    )
    assert [signed_in(visitor, f"wrong-{n}") for n in range(4)] == [422] * 4
    assert signed_in(visitor, "wrong-5") == 429
    locked = visitor.post("/sign-in/", {"username": "new", "password": "right-one"})
    assert locked.status_code == 429
    assert int(locked.headers["Retry-After"]) == 900
    assert "分钟以后再试" in locked.content.decode()
    assert signed_in(Client(), "also-right", username="neighbour") == 303


def queried(client: Client, number: str, code: str) -> tuple[int, str]:
    answer = client.post("/query/", {"number": number, "code": code})
    return answer.status_code, answer.headers.get("Retry-After", "")


def test_guessing_a_query_code_is_slowed_down_until_a_quarter_of_an_hour_is_over(
    visitor: Client, world: World
) -> None:
    mother, case_id = world.submitted("married")
    code = apply.receipt(actor=mother, ports=world.ports, case_id=case_id).query_code
    for _ in range(BY_NUMBER.most + 5):
        assert queried(visitor, case_id, code)[0] == 200, "a right code is no guess"
    for _ in range(BY_NUMBER.most):
        assert queried(visitor, case_id, "00000000") == (422, "")
    assert queried(visitor, case_id, code) == (429, "900")
    world.clock.move(WINDOW)
    assert queried(visitor, case_id, code)[0] == 200


def test_guessing_many_numbers_from_one_address_is_slowed_down(visitor: Client, world: World) -> None:
    for number in range(BY_ADDRESS.most):
        assert queried(visitor, f"430100-20261124-{number:06d}", "00000000") == (422, "")
    assert queried(visitor, "430100-20261124-999999", "00000000")[0] == 429
    checked = visitor.get("/check/no-such-code/")
    assert checked.status_code == 429
    assert int(checked.headers["Retry-After"]) <= 900
    elsewhere = visitor.post(
        "/query/", {"number": "430100-20261124-999999", "code": "1"}, REMOTE_ADDR="192.0.2.7"
    )
    assert elsewhere.status_code == 422


def test_counts_of_guesses_are_forgotten(world: World) -> None:
    now = world.clock.now()
    found = [guesses.count_guess(use="x", subject="y", now=now, window=WINDOW).count for _ in range(3)]
    assert found == [1, 2, 3]
    guesses.forgive_guess(use="x", subject="y")
    assert guesses.count_guess(use="x", subject="y", now=now, window=WINDOW).count == 3
    assert guesses.count_guess(use="x", subject="z", now=now, window=WINDOW).count == 1
    world.clock.move(WINDOW + timedelta(seconds=1))
    assert guesses.count_guess(use="x", subject="y", now=world.clock.now(), window=WINDOW).count == 1
    forget_expired(ports=world.ports)
    assert guesses.forget_guesses(before=world.clock.now() + timedelta(days=1)) == 1


def test_too_much_at_once_is_told_in_words(visitor: Client) -> None:
    declared = visitor.generic("POST", "/query/", b"x", CONTENT_LENGTH=str(LARGEST_REQUEST + 1))
    typed = visitor.post("/query/", {"number": "1" * 3_000_000, "code": "1"})
    for answer in (declared, typed):
        assert answer.status_code == 413
        assert "太大" in answer.content.decode()
        assert EVERYWHERE.items() <= dict(answer.headers).items()


def test_a_host_that_is_not_ours_is_told_nothing(visitor: Client) -> None:
    answer = visitor.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_error_pages_need_no_database_and_speak_the_readers_language(language: str) -> None:
    request: HttpRequest = RequestFactory().get("/nowhere/")
    request.COOKIES["yj_language"] = language
    said = {
        status: answer.content.decode()
        for status, answer in {
            400: errors.bad_request(request, ValueError("secret")),
            403: errors.not_open(request, PermissionError("secret")),
            404: errors.not_found(request, KeyError("secret")),
            413: errors.bad_request(request, RequestDataTooBig("secret")),
            500: errors.failed(request),
        }.items()
        if answer.status_code == status
    }
    assert sorted(said) == [400, 403, 404, 413, 500]
    assert not any("secret" in page for page in said.values())
    assert len(set(said.values())) == len(said)
