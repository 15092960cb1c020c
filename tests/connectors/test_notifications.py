"""Mail by a real SMTP server on this machine, and as files."""

from __future__ import annotations

import email
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.demonstration.server import free_port
from yijian.connectors.notifications import (
    MailSecurity,
    MailServer,
    OutboxDirectoryNotifier,
    SmtpNotifier,
)
from yijian.core.errors import PlatformError
from yijian.ports import Message

MOMENT = datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC)
MESSAGE = Message(
    to="li@example.org", subject="请补正材料：张某𬭎", body="您好，\n请上传诊断证明。\n.\n谢谢", id="m1"
)


def text_of(mail: EmailMessage) -> str:
    """The body as a mail program shows it: on the way, lines end in CRLF (RFC 5322)."""
    content = mail.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n").removesuffix("\n")


class FixedClock:
    def now(self) -> datetime:
        return MOMENT


class Mailbox:
    """Keeps what it receives; refuses one address."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 # the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == "nobody@example.org":
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 # the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of our own for 127.0.0.1, and its key."""
    from ipaddress import ip_address

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    directory = tmp_path_factory.mktemp("certificate")
    certificate_file, key_file = directory / "certificate.pem", directory / "key.pem"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def plain_server(mailbox: Mailbox) -> Iterator[MailServer]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    yield MailServer(host="127.0.0.1", port=controller.port)
    controller.stop()


def notifier(server: MailServer, trust: ssl.SSLContext | None = None) -> SmtpNotifier:
    return SmtpNotifier(server=server, sender="yijian@example.org", clock=FixedClock(), trust=trust)


def test_a_message_arrives_with_chinese_and_rare_characters(
    plain_server: MailServer, mailbox: Mailbox
) -> None:
    notifier(plain_server).send(MESSAGE)
    (mail,) = mailbox.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "li@example.org",
        "yijian@example.org",
        MESSAGE.subject,
    )
    assert text_of(mail) == MESSAGE.body
    assert mail["Date"].datetime == MOMENT
    assert mail["Message-ID"] == "<m1@example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_server_that_refuses_the_address_is_a_failure_that_does_not_quote_it(
    plain_server: MailServer, mailbox: Mailbox
) -> None:
    with pytest.raises(PlatformError) as failure:
        notifier(plain_server).send(Message(to="nobody@example.org", subject="s", body="b", id="m1"))
    assert "nobody" not in str(failure.value)
    assert mailbox.mails == []


def test_no_server_at_all_is_a_failure() -> None:
    with pytest.raises(PlatformError):
        notifier(MailServer(host="127.0.0.1", port=free_port(), timeout=1)).send(MESSAGE)


@pytest.mark.parametrize(
    ("to", "subject"),
    [("li@example.org\nBcc: all@example.org", "s"), ("li@example.org", "s\r\nBcc: all@example.org")],
)
def test_nobody_writes_further_headers(
    plain_server: MailServer, mailbox: Mailbox, to: str, subject: str
) -> None:
    with pytest.raises(PlatformError):
        notifier(plain_server).send(Message(to=to, subject=subject, body="b", id="m1"))
    assert mailbox.mails == []


def test_starttls_and_signing_in(mailbox: Mailbox, certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def authenticate(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: object
    ) -> AuthResult:
        right = (getattr(login, "login", b""), getattr(login, "password", b"")) == (b"yijian", b"right")
        return AuthResult(success=right, handled=False)

    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
    )
    controller.start()
    try:
        trust = ssl.create_default_context(cafile=certificate[0])
        server = MailServer(
            host="127.0.0.1",
            port=controller.port,
            security=MailSecurity.STARTTLS,
            username="yijian",
            password="right",
            timeout=1,
        )
        notifier(server, trust).send(MESSAGE)
        assert [mail["Subject"] for mail in mailbox.mails] == [MESSAGE.subject]
        with pytest.raises(PlatformError):
            notifier(server).send(MESSAGE)  # the certificate is of no authority that the machine knows
        wrong = MailServer(
            host="127.0.0.1",
            port=controller.port,
            security=MailSecurity.STARTTLS,
            username="yijian",
            password="wrong",
        )
        with pytest.raises(PlatformError):
            notifier(wrong, trust).send(MESSAGE)
        assert len(mailbox.mails) == 1
    finally:
        controller.stop()


def test_tls_from_the_first_byte(mailbox: Mailbox, certificate: tuple[Path, Path]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    trust = ssl.create_default_context(cafile=certificate[0])

    class TrustingController(Controller):
        """Looks whether its server is up by speaking to it, and trusts the certificate for that."""

        def _trigger_server(self) -> None:
            with (
                socket.create_connection(("127.0.0.1", self.port)) as plain,
                trust.wrap_socket(plain, server_hostname="127.0.0.1") as wrapped,
            ):
                assert wrapped.recv(100).startswith(b"220")

    controller = TrustingController(mailbox, hostname="127.0.0.1", port=free_port(), ssl_context=context)
    controller.start()
    try:
        server = MailServer(host="127.0.0.1", port=controller.port, security=MailSecurity.TLS)
        notifier(server, trust).send(MESSAGE)
        assert len(mailbox.mails) == 1
    finally:
        controller.stop()


def test_without_a_mail_server_each_message_is_a_file_that_mail_programs_read(tmp_path: Path) -> None:
    outbox = OutboxDirectoryNotifier(
        directory=tmp_path / "mail", sender="yijian@example.org", clock=FixedClock()
    )
    outbox.send(MESSAGE)
    outbox.send(replace(MESSAGE, id="m2"))
    files = sorted((tmp_path / "mail").iterdir())
    assert len(files) == 2
    assert all(file.name.startswith("20261124T010203") and file.suffix == ".eml" for file in files)
    mail = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == MESSAGE.subject
    assert text_of(mail) == MESSAGE.body


def test_an_outbox_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the directory should be")
    with pytest.raises(PlatformError):
        OutboxDirectoryNotifier(directory=tmp_path / "mail", sender="a@example.org", clock=FixedClock()).send(
            MESSAGE
        )
