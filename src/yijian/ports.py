"""What the use cases need from outside and that has more than one maker: protocols, and one frozen `Ports`.

`site.wiring.build_ports` makes it; channels hand it to every use case. Time, chance, files, network and mail are
reached only through here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from yijian.core.errors import PlatformError, Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.package import DefinitionPackage
from yijian.core.vocabulary.provenance import Facts

if TYPE_CHECKING:
    from yijian.core.compiler.guide_report import GuideReport
    from yijian.core.verification.findings import Finding
    from yijian.core.vocabulary.author_test import AuthorTest


class RegisterUnavailable(PlatformError):
    """A register that is down, slow or answers nonsense. The applicant is asked instead; nothing is lost."""

    code = "REGISTER_UNAVAILABLE"
    template = Text(
        "{register} 暂时没有答复（{reason}），请您自己填，已填的都在",
        "{register} does not answer now ({reason}): please fill in yourself, nothing is lost",
    )


class UploadRefused(PlatformError):
    """A file that cannot be taken: wrong kind, too large, too many pages or pixels, or damaged."""

    code = "UPLOAD_REFUSED"
    template = Text("{reason}", "{reason_en}")


class Clock(Protocol):
    """The time of this installation."""

    def now(self) -> datetime:
        """The present instant, with a time zone."""
        ...


class Randomness(Protocol):
    """Unguessable tokens and codes."""

    def token(self) -> str:
        """At least 128 bits, safe in an address."""
        ...

    def digits(self, count: int) -> str:
        """A code of that many decimal digits."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReply:
    """What a register answered: facts by concept (not path), evidence it holds by type, and when it said so.

    `found` False: the register works and knows no such entry.
    """

    register: str
    found: bool
    facts: Facts
    evidence: tuple[str, ...]
    at: datetime
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterQuery:
    """One question to one register: about an entity found by `key` (concept → text), under a named basis."""

    register: str
    entity: str
    key: Mapping[str, str]
    concepts: tuple[str, ...]
    evidence: tuple[str, ...]
    basis: str
    purpose: str


class RegisterClient(Protocol):
    """Registers that answer for concepts and evidence."""

    def fetch_all(self, queries: Sequence[RegisterQuery]) -> tuple[RegisterReply | RegisterUnavailable, ...]:
        """All questions at the same time; each has its own reply or failure, in the order asked."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditReply:
    """What a credit register says of a person's promises: `barred`, whether one was broken; who says so, and when.

    `barred` None: nobody answered. `source` is the register in words.
    """

    barred: bool | None
    source: str
    at: datetime
    receipt: str = ""


class CreditRegister(Protocol):
    """Says whether somebody has broken a promise elsewhere. Never raises: who does not answer knows nothing."""

    def standing(self, *, name: str, id_number: str, purpose: str, now: datetime) -> CreditReply:
        """The standing of a person, asked with their leave for the case `purpose`."""
        ...


class NoCreditRegister:
    """`CreditRegister` of an installation that is connected to none."""

    def standing(self, *, name: str, id_number: str, purpose: str, now: datetime) -> CreditReply:
        """Nobody answers."""
        del name, id_number, purpose
        return CreditReply(barred=None, source="", at=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message to a person: e-mail address, subject and body in the person's language.

    `id` names the message for ever and says nothing of its case: whoever gets it twice knows by it that it is the same.
    """

    to: str
    subject: str
    body: str
    id: str


class Notifier(Protocol):
    """Sends messages. Delivered at least once; raises PlatformError when it could not."""

    def send(self, message: Message) -> None:
        """Hand one message over."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedDocument:
    """A file made safe: re-encoded content, its media type, pages, and a small preview picture (PNG)."""

    content: bytes
    media_type: str
    pages: int
    preview: bytes


class DocumentInspector(Protocol):
    """Looks at an uploaded file in a limited process of its own and gives a safe copy."""

    def inspect(self, content: bytes, *, most_pages: int) -> InspectedDocument:
        """Sniff, rotate, shrink, re-encode. Raises UploadRefused."""
        ...


class DocumentStore(Protocol):
    """Content by its SHA-256, outside the web root."""

    def put(self, content: bytes) -> str:
        """Store and give the hash; the same content twice is stored once."""
        ...

    def get(self, digest: str) -> bytes:
        """The content; raises PlatformError where it is missing or does not match its hash."""
        ...


class DocumentMaker(Protocol):
    """Makes the documents that the platform issues (PDF with QR code)."""

    def output_pdf(
        self,
        *,
        title: Text,
        authority: Text,
        number: str,
        issued_at: datetime,
        lines: tuple[tuple[str, str], ...],
        check_url: str,
        demonstration: bool,
    ) -> bytes:
        """A one-page certificate."""
        ...

    def notice_pdf(
        self,
        *,
        title: Text,
        authority: Text,
        number: str,
        issued_at: datetime,
        paragraphs: tuple[str, ...],
        demonstration: bool,
    ) -> bytes:
        """A notice (文书)."""
        ...


class Cipher(Protocol):
    """Authenticated encryption of values under a key per case; the master key is outside the database."""

    def new_key(self) -> bytes:
        """A fresh case key, wrapped under the master key."""
        ...

    def seal(self, wrapped_key: bytes, plain: bytes, *, context: str) -> bytes:
        """Encrypt; `context` is bound to the result."""
        ...

    def open(self, wrapped_key: bytes, sealed: bytes, *, context: str) -> bytes:
        """Decrypt; raises PlatformError where key or context do not fit."""
        ...

    def digest(self, wrapped_key: bytes, plain: bytes) -> str:
        """A keyed digest for the journal: equal values of one case agree, without the key it says nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHead:
    """The head of a day as it was kept: the text that was signed ("" where it cannot be read), and whether by us."""

    day: date
    text: str
    genuine: bool


class HeadBook(Protocol):
    """The signed heads of days, outside the database and under a key that is not in it."""

    def keep(self, *, day: date, text: str) -> None:
        """Sign and keep the head of a day; a day that is kept already stays as it is."""
        ...

    def kept(self) -> tuple[KeptHead, ...]:
        """All of them, oldest first."""
        ...


class Definitions(Protocol):
    """The definitions in force, compiled."""

    def package(self) -> DefinitionPackage:
        """All definitions."""
        ...

    def one_thing(self, life_event: str) -> OneThing:
        """The compiled life event for this installation's region, today. Raises KeyError where there is none."""
        ...

    def calendar(self) -> WorkingCalendar:
        """The working calendar."""
        ...

    def prepare(self) -> None:
        """Work out ahead, for today, what the first to ask would have to wait for."""
        ...

    def published_guides(self) -> GuideReport:
        """What published guides say, against their own parts, today; those of this installation's region first."""
        ...

    def findings(self) -> tuple[Finding, ...]:
        """Everything that the checks say of the definitions: warnings, for with an error nothing would run."""
        ...

    def source_of(self, definition: str) -> str:
        """The text of the file in which a definition stands (`services/police.x`). Raises KeyError where there is none."""
        ...

    def author_tests(self, life_event: str) -> tuple[AuthorTest, ...]:
        """The tests that authors have written for a life event."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Everything outside, in one value."""

    clock: Clock
    randomness: Randomness
    registers: RegisterClient
    notifier: Notifier
    inspector: DocumentInspector
    documents: DocumentStore
    maker: DocumentMaker
    cipher: Cipher
    heads: HeadBook
    definitions: Definitions
    public_url: str
    demonstration: bool
    credit: CreditRegister = field(default_factory=NoCreditRegister)
