"""Settings: what is left out has a sound default, what cannot be used is refused by name, before anything starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yijian.connectors.notifications import MailSecurity, OutboxDirectoryNotifier, SmtpNotifier
from yijian.site.configuration import DEFAULT_SECRET, Configuration, ConfigurationError
from yijian.site.wiring import build_ports

DEFINITIONS = Path(__file__).parents[2] / "definitions"


def of(**settings: str) -> Configuration:
    return Configuration.from_environment({f"YIJIAN_{name.upper()}": text for name, text in settings.items()})


def test_without_any_setting_it_is_a_trial_on_this_machine() -> None:
    found = of()
    assert found.database["ENGINE"] == "django.db.backends.sqlite3"
    assert found.database["NAME"] == str(Path("var").absolute() / "yijian.sqlite3")
    assert (found.region, found.public_url) == ("430100", "http://127.0.0.1:8000")
    assert (found.registers_url, found.registers_timeout) == ("http://127.0.0.1:8010", 2)
    assert (found.smtp_host, found.smtp_port, found.smtp_security) == ("", 25, MailSecurity.NONE)
    assert not found.demonstration
    assert found.secret_key == DEFAULT_SECRET


def test_the_database_lies_in_the_data_directory_unless_told_otherwise(tmp_path: Path) -> None:
    assert of(data_dir=str(tmp_path)).database["NAME"] == str(tmp_path / "yijian.sqlite3")
    elsewhere = of(data_dir=str(tmp_path), database_url="sqlite:////srv/yijian/cases.sqlite3")
    assert elsewhere.database["NAME"] == "/srv/yijian/cases.sqlite3"


def test_sqlite_keeps_what_it_has_confirmed() -> None:
    options = of().database["OPTIONS"]
    assert isinstance(options, dict)
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://yijian@db.example.org/cases",
            {"NAME": "cases", "USER": "yijian", "PASSWORD": "", "HOST": "db.example.org", "PORT": ""},
        ),
        (
            "postgres://y%40p:a%2Fb%3Ac@[::1]:5433/cases%2Dnew?sslmode=verify-full&sslrootcert=/etc/ca.pem",
            {
                "NAME": "cases-new",
                "USER": "y@p",
                "PASSWORD": "a/b:c",
                "HOST": "::1",
                "PORT": "5433",
                "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
            },
        ),
    ],
)
def test_an_address_of_postgresql_is_taken_apart(url: str, expected: dict[str, object]) -> None:
    database = of(database_url=url).database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert {name: database[name] for name in expected} == expected


@given(password=st.text(min_size=1, max_size=12))
def test_any_password_of_the_database_survives_quoting(password: str) -> None:
    from urllib.parse import quote

    url = f"postgresql://yijian:{quote(password, safe='')}@db.example.org:5432/cases"
    assert of(database_url=url).database["PASSWORD"] == password


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("database_url", ""),
        ("database_url", "sqlite:///"),
        ("database_url", "sqlite://cases.sqlite3"),
        ("database_url", "mysql://root@localhost/cases"),
        ("database_url", "postgresql://yijian@db.example.org"),
        ("database_url", "postgresql://yijian@db.example.org:port/cases"),
        ("database_url", "postgresql://yijian@[::1/cases"),
        ("database_url", "postgresql://yijian@db.example.org/cases?ssl=on"),
        ("region", "长沙"),
        ("region", "4301"),
        ("region", "４３０１００"),
        ("public_url", "yijian.example.org"),
        ("public_url", "ftp://yijian.example.org"),
        ("public_url", "https://"),
        ("public_url", "https://yijian.example.org/portal"),
        ("public_url", "https://yijian.example.org:seven"),
        ("public_url", "https://somebody@yijian.example.org"),
        ("registers_url", "127.0.0.1:8010"),
        ("registers_timeout", "soon"),
        ("registers_timeout", "0"),
        ("registers_timeout", "-2"),
        ("registers_timeout", "nan"),
        ("registers_timeout", "inf"),
        ("registers_timeout", "61"),
        ("smtp_port", "0"),
        ("smtp_port", "65536"),
        ("smtp_port", "25.0"),
        ("smtp_port", "²⁵"),
        ("smtp_security", "ssl"),
        ("smtp_security", ""),
        ("mail_from", "nobody"),
        ("mail_from", "@example.org"),
        ("mail_from", "no reply@example.org"),
        ("mail_from", "a@example.org\nBcc: b@example.org"),
        ("demonstration", "yes"),
        ("demonstration", "true"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name_in_both_languages(setting: str, text: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        of(**{setting: text})
    name = f"YIJIAN_{setting.upper()}"
    assert refused.value.fields["name"] == name
    assert refused.value.text.zh.startswith(f"设置 {name} 不能用：")
    assert refused.value.text.en.startswith(f"Setting {name} cannot be used: ")


def test_a_refused_database_address_does_not_show_its_password() -> None:
    with pytest.raises(ConfigurationError) as refused:
        of(database_url="postgresql://yijian:geheim-7@db.example.org/")
    assert "geheim-7" not in refused.value.text.zh + refused.value.text.en


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_each_way_to_the_mail_server_has_its_usual_port(security: str, port: int) -> None:
    assert of(smtp_host="mail.example.org", smtp_security=security).smtp_port == port
    assert of(smtp_host="mail.example.org", smtp_security=security, smtp_port="2525").smtp_port == 2525


@pytest.mark.parametrize(
    "settings",
    [
        {"smtp_username": "yijian"},
        {"smtp_password": "geheim-7"},
        {"smtp_username": "yijian", "smtp_password": "geheim-7"},  # in the clear over the network
    ],
)
def test_half_a_sign_in_or_one_in_the_clear_is_refused(settings: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        of(smtp_host="mail.example.org", **settings)
    assert "geheim-7" not in refused.value.text.en


def test_signing_in_needs_no_encryption_on_this_machine_only() -> None:
    signing_in = {"smtp_username": "yijian", "smtp_password": "geheim-7"}
    assert of(smtp_host="127.0.0.1", **signing_in).smtp_password == "geheim-7"
    assert of(smtp_host="mail.example.org", smtp_security="tls", **signing_in).smtp_username == "yijian"


def test_the_mail_server_reaches_the_notifier_whole(tmp_path: Path) -> None:
    common = {"data_dir": str(tmp_path), "definitions": str(DEFINITIONS)}
    assert isinstance(build_ports(of(**common)).notifier, OutboxDirectoryNotifier)
    configuration = of(
        **common,
        smtp_host="mail.example.org",
        smtp_security="starttls",
        smtp_username="yijian",
        smtp_password="geheim-7",
        mail_from="noreply@example.org",
    )
    notifier = build_ports(configuration).notifier
    assert isinstance(notifier, SmtpNotifier)
    server = notifier._server
    assert (server.host, server.port, server.security) == ("mail.example.org", 587, MailSecurity.STARTTLS)
    assert (server.username, server.password) == ("yijian", "geheim-7")


def django_settings(public_url: str) -> dict[str, Any]:
    """Django's settings as a process of its own would have them."""
    names = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SESSION_COOKIE_SECURE", "SECURE_PROXY_SSL_HEADER")
    program = f"import json; from yijian.site import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    answer = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "YIJIAN_PUBLIC_URL": public_url},
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(zip(names, json.loads(answer.stdout), strict=True))


def test_behind_a_tls_proxy_the_public_host_answers_and_cookies_are_secure() -> None:
    settings = django_settings("https://yijian.example.org")
    assert "yijian.example.org" in settings["ALLOWED_HOSTS"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://yijian.example.org"]
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


def test_on_this_machine_no_header_is_believed() -> None:
    settings = django_settings("http://127.0.0.1:8000")
    assert settings["CSRF_TRUSTED_ORIGINS"] == []
    assert settings["SESSION_COOKIE_SECURE"] is False
    assert settings["SECURE_PROXY_SSL_HEADER"] is None


def test_the_console_script_says_what_is_wrong_and_ends_with_wrong_usage() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "yijian.site.main", "feel", "1 + 1"],
        env={**os.environ, "YIJIAN_SMTP_SECURITY": "ssl"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "YIJIAN_SMTP_SECURITY" in answer.stderr
    assert "starttls" in answer.stderr
