"""The whole platform as an operator starts it: `yijian demo`, and a mail server of its own that keeps what it gets."""

from __future__ import annotations

import email
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.demonstration.server import free_port
from yijian.channels.cli.demo import ACCOUNTS_FILE

STARTED_WITHIN = 120.0
STOPPED_WITHIN = 30.0
MAIL_WITHIN = 60.0
"""Seconds. Far more than an idle machine needs: the tests share theirs."""


class Mailbox:
    """Takes every mail and lets a test wait for one."""

    def __init__(self) -> None:
        self._mails: list[EmailMessage] = []
        self._came = threading.Condition()

    async def handle_DATA(  # noqa: N802 # the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        with self._came:
            self._mails.append(mail)
            self._came.notify_all()
        return "250 kept"

    def mail(self, *, to: str, about: str) -> EmailMessage:
        """The first mail to somebody with these words in subject or body; waits for it."""

        def found() -> EmailMessage | None:
            for mail in self._mails:
                if to in str(mail["To"]) and about in f"{mail['Subject']}\n{mail.get_content()}":
                    return mail
            return None

        with self._came:
            mail = self._came.wait_for(found, timeout=MAIL_WITHIN)
            assert mail is not None, f"no mail to {to} about {about}; there are {self.subjects}"
            return mail

    @property
    def subjects(self) -> list[str]:
        """To whom and about what all mails are."""
        return [f"{mail['To']}: {mail['Subject']}" for mail in self._mails]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPlatform:
    """A platform that answers at `url`; `passwords` by user name; `log` is what its processes print; `environment`: with it
    somebody at the terminal works on the same platform."""

    url: str
    passwords: Mapping[str, str]
    mailbox: Mailbox
    log: Path
    environment: Mapping[str, str]

    def appoints_officer(self, username: str, *, authority: str) -> str:
        """Make one more officer at the terminal; the password."""
        added = subprocess.run(
            [
                *(sys.executable, "-m", "yijian.site.main", "staff", "add", username),
                *("--name", "复核员", "--role", "officer", "--authority", authority, "--generate"),
            ],
            env=dict(self.environment),
            check=True,
            capture_output=True,
            text=True,
        )
        return added.stdout.rpartition("password, shown only now: ")[2].split()[0]


@contextmanager
def running_platform(directory: Path) -> Iterator[RunningPlatform]:
    """Start everything on free ports with its data in `directory`; at the end stop it and see that it stops cleanly."""
    mailbox = Mailbox()
    mail_server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    mail_server.start()
    port, registers_port = free_port(), free_port()
    log = directory / "platform.log"
    command = [
        *(sys.executable, "-m", "yijian.site.main", "demo"),
        *("--port", str(port), "--registers-port", str(registers_port)),
    ]
    own = {name: value for name, value in os.environ.items() if not name.startswith("YIJIAN_")}
    environment = {
        **own,
        "YIJIAN_DATA_DIR": str(directory / "data"),
        "YIJIAN_SMTP_HOST": "127.0.0.1",
        "YIJIAN_SMTP_PORT": str(mail_server.port),
    }
    try:
        with (
            log.open("wb") as out,
            subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process,
        ):
            try:
                url = f"http://127.0.0.1:{port}"
                _wait_until_ready(url, process, log)
                accounts = (directory / "data" / ACCOUNTS_FILE).read_text(encoding="utf-8")
                yield RunningPlatform(
                    url=url,
                    passwords=json.loads(accounts),
                    mailbox=mailbox,
                    log=log,
                    environment=environment,
                )
                process.send_signal(signal.SIGTERM)
                assert process.wait(timeout=STOPPED_WITHIN) == 0, log.read_text(encoding="utf-8")
                assert not _answers(f"http://127.0.0.1:{port}/"), "the web server outlives the platform"
                assert not _answers(f"http://127.0.0.1:{registers_port}/health"), "the registers outlive it"
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                    process.wait(timeout=STOPPED_WITHIN)
        printed = log.read_text(encoding="utf-8")
        assert "Traceback" not in printed, printed
        assert "is started again" not in printed, printed
    finally:
        mail_server.stop()


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the accounts are printed, which comes after the first answer."""
    deadline = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < deadline:
        printed = log.read_text(encoding="utf-8")
        assert process.poll() is None, printed
        if url in printed and "Ctrl-C" in printed:
            return
        time.sleep(0.05)
    raise AssertionError(f"the platform did not come up: {log.read_text(encoding='utf-8')}")


def _answers(url: str) -> bool:
    try:
        httpx.get(url, trust_env=False, timeout=2)
    except httpx.TransportError:
        return False
    return True
