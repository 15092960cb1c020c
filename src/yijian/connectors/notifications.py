"""Messages to persons: by SMTP, or as files where an installation has no mail server."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path

from yijian.connectors.durable_files import write_atomically
from yijian.core.errors import PlatformError
from yijian.ports import Clock, Message


class MailSecurity(StrEnum):
    """How the way to the mail server is protected."""

    NONE = "none"  # only on the loopback address or a network of one's own
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over. `username` empty: without signing in. `timeout` in seconds."""

    host: str
    port: int
    security: MailSecurity = MailSecurity.NONE
    username: str = ""
    password: str = ""
    timeout: float = 10


class SmtpNotifier:
    """`ports.Notifier` by SMTP. A certificate of the server is checked against the system's authorities, or against
    `trust` where an installation has an authority of its own.
    """

    def __init__(
        self, *, server: MailServer, sender: str, clock: Clock, trust: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock
        self._trust = trust

    def send(self, message: Message) -> None:
        """Hand the message to the server. Raises PlatformError where it was not taken."""
        mail = compose(message, sender=self._sender, clock=self._clock)
        try:
            with self._connection() as connection:
                if self._server.security is MailSecurity.STARTTLS:
                    connection.starttls(context=self._trusted())
                if self._server.username:
                    connection.login(self._server.username, self._server.password)
                connection.send_message(mail)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            # The words of the server may quote the address: the kind of failure is enough to act on.
            raise PlatformError(port="mail", reason=type(error).__name__) from error

    def _connection(self) -> smtplib.SMTP:
        server = self._server
        # Greeting with the sender's domain spares a look-up of this machine's own name, which can take seconds.
        greeting = _domain_of(self._sender)
        if server.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(
                server.host,
                server.port,
                local_hostname=greeting,
                timeout=server.timeout,
                context=self._trusted(),
            )
        return smtplib.SMTP(server.host, server.port, local_hostname=greeting, timeout=server.timeout)

    def _trusted(self) -> ssl.SSLContext:
        return self._trust or ssl.create_default_context()


class OutboxDirectoryNotifier:
    """`ports.Notifier` that leaves each message as an .eml file, which any mail program opens."""

    def __init__(self, *, directory: Path, sender: str, clock: Clock) -> None:
        self._directory = directory
        self._sender = sender
        self._clock = clock

    def send(self, message: Message) -> None:
        """Write the message. Raises PlatformError where that fails."""
        content = compose(message, sender=self._sender, clock=self._clock).as_bytes(policy=SMTP)
        moment = self._clock.now().strftime("%Y%m%dT%H%M%S%f")
        name = f"{moment}-{hashlib.sha256(content).hexdigest()[:12]}.eml"
        try:
            write_atomically(self._directory / name, content)
        except OSError as error:
            raise PlatformError(port="mail", reason=f"{self._directory}: {error.strerror}") from error


def compose(message: Message, *, sender: str, clock: Clock) -> EmailMessage:
    """The message as a mail. Raises PlatformError where address or subject would break its header."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = sender
        mail["To"] = message.to
        mail["Subject"] = message.subject
    except (ValueError, IndexError) as error:
        raise PlatformError(
            port="mail", reason="the address or the subject cannot stand in a mail"
        ) from error
    mail["Date"] = format_datetime(clock.now())
    # The same message has the same id however often it is sent: mail programs show what they get twice once.
    mail["Message-ID"] = f"<{message.id}@{_domain_of(sender)}>"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office replies do not answer it
    mail.set_content(message.body)
    return mail


def _domain_of(address: str) -> str:
    return address.rpartition("@")[2].strip("> ") or "localhost"
