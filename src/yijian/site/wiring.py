"""Where the protocols of `ports` meet their makers: the one place that knows both."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from yijian.connectors.cipher import MasterKeyCipher
from yijian.connectors.clock import SystemClock
from yijian.connectors.credit import RegisterOfPromises
from yijian.connectors.definitions.compiled import CompiledDefinitions
from yijian.connectors.documents.inspector import ProcessDocumentInspector
from yijian.connectors.documents.maker import TypstDocumentMaker
from yijian.connectors.documents.store import DirectoryDocumentStore
from yijian.connectors.head_book import SignedHeadBook
from yijian.connectors.notifications import MailServer, OutboxDirectoryNotifier, SmtpNotifier
from yijian.connectors.randomness import SystemRandomness
from yijian.connectors.registers import HttpRegisterClient
from yijian.ports import NoCreditRegister, Notifier, Ports
from yijian.site.configuration import Configuration


def build_ports(configuration: Configuration) -> Ports:
    """The outside of an installation. Raises DefinitionError, PlatformError where a part cannot be used."""
    clock = SystemClock()
    definitions = CompiledDefinitions(
        directory=configuration.definitions_dir, region=configuration.region, clock=clock
    )
    registers = HttpRegisterClient(
        base_url=configuration.registers_url,
        timeout=configuration.registers_timeout,
        entities=definitions.package().entities,
    )
    return Ports(
        clock=clock,
        randomness=SystemRandomness(),
        registers=registers,
        credit=RegisterOfPromises(registers) if configuration.demonstration else NoCreditRegister(),
        notifier=_notifier(configuration, clock),
        inspector=ProcessDocumentInspector(),
        documents=DirectoryDocumentStore(configuration.data_dir / "documents"),
        maker=TypstDocumentMaker(),
        cipher=MasterKeyCipher.from_file(configuration.data_dir / "keys" / "master.key"),
        heads=SignedHeadBook(keys=configuration.data_dir / "keys", heads=configuration.data_dir / "heads"),
        definitions=definitions,
        public_url=configuration.public_url,
        demonstration=configuration.demonstration,
    )


@lru_cache(maxsize=1)
def installed_ports() -> Ports:
    """The ports of this process, made at first use."""
    return build_ports(settings.CONFIGURATION)


def _notifier(configuration: Configuration, clock: SystemClock) -> Notifier:
    """Mail by SMTP where a server is set; else files in the data directory that any mail program opens."""
    if configuration.smtp_host:
        return SmtpNotifier(
            server=MailServer(
                host=configuration.smtp_host,
                port=configuration.smtp_port,
                security=configuration.smtp_security,
                username=configuration.smtp_username,
                password=configuration.smtp_password,
            ),
            sender=configuration.mail_from,
            clock=clock,
        )
    return OutboxDirectoryNotifier(
        directory=configuration.data_dir / "mail", sender=configuration.mail_from, clock=clock
    )
