"""What the operator may set, read once from the environment (`YIJIAN_*`), checked, and passed on as a value."""

from __future__ import annotations

import ipaddress
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from yijian.connectors.notifications import MailSecurity
from yijian.core.errors import Text, YijianError

DEFAULT_SECRET = "insecure-default-key-for-loopback-demonstration-only"  # noqa: S105 # refused by `yijian serve`
_LONGEST_WAIT: Final = 60.0
_MAIL_PORTS: Final = {MailSecurity.NONE: "25", MailSecurity.STARTTLS: "587", MailSecurity.TLS: "465"}
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
_POSTGRESQL_OPTIONS: Final = frozenset({"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout"})


class ConfigurationError(YijianError):
    """A setting that cannot be used: its name, what is wrong with it, and what to write instead."""

    code = "CONFIGURATION_ERROR"
    template = Text("设置 {name} 不能用：{reason}", "Setting {name} cannot be used: {reason_en}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """All settings. `docs/operating.md` explains each; a test keeps the two in step."""

    database_url: str
    data_dir: Path
    definitions_dir: Path
    region: str
    public_url: str
    secret_key: str
    registers_url: str
    registers_timeout: float
    smtp_host: str
    smtp_port: int
    smtp_security: MailSecurity
    smtp_username: str
    smtp_password: str
    mail_from: str
    demonstration: bool
    trusted_proxies: tuple[str, ...]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Configuration:
        """The configuration of this process. Raises ConfigurationError naming the setting and the repair."""
        env = os.environ if environment is None else environment
        data_dir = Path(env.get("YIJIAN_DATA_DIR", "var")).absolute()
        security = _security(env.get("YIJIAN_SMTP_SECURITY", "none"))
        found = cls(
            database_url=env.get("YIJIAN_DATABASE_URL", f"sqlite:///{data_dir / 'yijian.sqlite3'}"),
            data_dir=data_dir,
            definitions_dir=Path(env.get("YIJIAN_DEFINITIONS", "definitions")).absolute(),
            region=_region(env.get("YIJIAN_REGION", "430100")),
            public_url=_origin("YIJIAN_PUBLIC_URL", env.get("YIJIAN_PUBLIC_URL", "http://127.0.0.1:8000")),
            secret_key=env.get("YIJIAN_SECRET_KEY", DEFAULT_SECRET),
            registers_url=_address(
                "YIJIAN_REGISTERS_URL", env.get("YIJIAN_REGISTERS_URL", "http://127.0.0.1:8010")
            ),
            registers_timeout=_seconds("YIJIAN_REGISTERS_TIMEOUT", env.get("YIJIAN_REGISTERS_TIMEOUT", "2")),
            smtp_host=env.get("YIJIAN_SMTP_HOST", ""),
            smtp_port=_port("YIJIAN_SMTP_PORT", env.get("YIJIAN_SMTP_PORT", _MAIL_PORTS[security])),
            smtp_security=security,
            smtp_username=env.get("YIJIAN_SMTP_USERNAME", ""),
            smtp_password=env.get("YIJIAN_SMTP_PASSWORD", ""),
            mail_from=_mail_address("YIJIAN_MAIL_FROM", env.get("YIJIAN_MAIL_FROM", "yijian@localhost")),
            demonstration=_switch("YIJIAN_DEMONSTRATION", env.get("YIJIAN_DEMONSTRATION", "")),
            trusted_proxies=_networks(
                "YIJIAN_TRUSTED_PROXIES", env.get("YIJIAN_TRUSTED_PROXIES", "127.0.0.1,::1")
            ),
        )
        _check_mail_sign_in(found)
        _database_of(found.database_url)
        return found

    @property
    def database(self) -> dict[str, object]:
        """The Django DATABASES entry of `database_url`."""
        return _database_of(self.database_url)


def _unusable(name: str, reason: str, reason_en: str) -> ConfigurationError:
    return ConfigurationError(name=name, reason=reason, reason_en=reason_en)


def _seconds(name: str, text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= _LONGEST_WAIT:  # false for nan too
        raise _unusable(
            name,
            f"“{text}”不是大于 0、不超过 {_LONGEST_WAIT:g} 的秒数",
            f"“{text}” is not a number of seconds above 0 and up to {_LONGEST_WAIT:g}",
        )
    return seconds


def _port(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise _unusable(name, f"“{text}”不是 1 到 65535 的端口号", f"“{text}” is not a port from 1 to 65535")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text not in ("", "0", "1"):
        raise _unusable(name, f"“{text}”不是 0 或 1", f"“{text}” is neither 0 nor 1")
    return text == "1"


def _networks(name: str, text: str) -> tuple[str, ...]:
    """Addresses and networks, with commas between them."""
    found = tuple(each.strip() for each in text.split(",") if each.strip())
    for each in found:
        try:
            ipaddress.ip_network(each)
        except ValueError as error:
            raise _unusable(
                name,
                f"“{each}”不是 IP 地址或网段，例如 10.0.0.5 或 10.0.0.0/24",
                f"“{each}” is neither an address nor a network, such as 10.0.0.5 or 10.0.0.0/24",
            ) from error
    return found


def _region(text: str) -> str:
    if len(text) != 6 or not text.isascii() or not text.isdigit():
        raise _unusable(
            "YIJIAN_REGION",
            f"“{text}”不是 GB/T 2260 的 6 位数字代码，例如 430100",
            f"“{text}” is not a code of six digits (GB/T 2260), such as 430100",
        )
    return text


def _security(text: str) -> MailSecurity:
    try:
        return MailSecurity(text)
    except ValueError as error:
        raise _unusable(
            "YIJIAN_SMTP_SECURITY",
            f"“{text}”不是 none、starttls 或 tls",
            f"“{text}” is not one of none, starttls, tls",
        ) from error


def _mail_address(name: str, text: str) -> str:
    user, _, domain = text.rpartition("@")
    if not user or not domain or any(sign.isspace() for sign in text):
        raise _unusable(
            name,
            f"“{text}”不是邮件地址，例如 noreply@example.org",
            f"“{text}” is not a mail address, such as noreply@example.org",
        )
    return text


def _address(name: str, text: str) -> str:
    """An http address without its last slashes."""
    if _split(text).scheme not in ("http", "https") or not _split(text).hostname:
        raise _unusable(
            name,
            f"“{text}”不是以 http:// 或 https:// 开头的地址",
            f"“{text}” is not an address that begins with http:// or https://",
        )
    return text.rstrip("/")


def _origin(name: str, text: str) -> str:
    """An http address of a whole site: the platform owns every path of its host."""
    address = _address(name, text)
    parts = _split(address)
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise _unusable(
            name,
            f"“{text}”只能有协议、主机和端口，例如 https://yijian.example.org",
            f"“{text}” may have scheme, host and port only, such as https://yijian.example.org",
        )
    return address


def _split(text: str) -> SplitResult:
    """The parts of an address; of one that cannot be split, none. A port that is no number counts as such."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _check_mail_sign_in(configuration: Configuration) -> None:
    """A password never travels in the clear beyond this machine."""
    if bool(configuration.smtp_username) != bool(configuration.smtp_password):
        raise _unusable(
            "YIJIAN_SMTP_PASSWORD",
            "用户名和密码要么都设，要么都不设",
            "set user name and password, or neither",
        )
    exposed = (
        configuration.smtp_security is MailSecurity.NONE and configuration.smtp_host not in _THIS_MACHINE
    )
    if configuration.smtp_username and exposed:
        raise _unusable(
            "YIJIAN_SMTP_SECURITY",
            "密码会以明文发送：设为 starttls 或 tls",
            "the password would be sent in the clear: set it to starttls or tls",
        )


def _database_of(url: str) -> dict[str, object]:
    """The DATABASES entry. Nothing of the address stands in an error: it may hold a password."""
    file = url.removeprefix("sqlite:///")
    if file != url and file:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    parts = _split(url)
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if (
        parts.scheme not in ("postgresql", "postgres")
        or not name
        or not options.keys() <= _POSTGRESQL_OPTIONS
    ):
        raise _unusable(
            "YIJIAN_DATABASE_URL",
            "写成 sqlite:///文件 或 postgresql://用户:密码@主机:端口/库名，后面可以加 ?sslmode=verify-full；"
            f"能加的有 {'、'.join(sorted(_POSTGRESQL_OPTIONS))}",
            "write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME, with ?sslmode=verify-full behind it "
            f"where wanted; possible are {', '.join(sorted(_POSTGRESQL_OPTIONS))}",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": options,
    }
