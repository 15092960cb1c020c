"""Stand-ins for slow ports in tests that are not about them, and the fault switch of the registers."""

from __future__ import annotations

import hashlib
from datetime import datetime

import httpx

from yijian.core.errors import PlatformError, Text
from yijian.ports import InspectedDocument, Message, UploadRefused


class QuickInspector:
    """Takes everything but what begins with `virus`; the safe copy is the content with a mark before it."""

    def inspect(self, content: bytes, *, most_pages: int) -> InspectedDocument:
        pages = 1 + content.count(b"\f")
        if content.startswith(b"virus") or not content or pages > most_pages:
            raise UploadRefused(reason="这个文件不能收", reason_en="This file cannot be taken")
        return InspectedDocument(
            content=b"safe " + content, media_type="image/jpeg", pages=pages, preview=b"small " + content[:20]
        )


class QuickMaker:
    """Documents as lines of text behind the first bytes of a PDF, so that a test can read what is printed."""

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
        printed = "\n".join(f"{label}={value}" for label, value in lines)
        head = f"{title.zh}\n{authority.zh}\n{number}\n{issued_at.isoformat()}\n{demonstration}"
        return f"%PDF-stand-in\n{head}\n{printed}\n{check_url}".encode()

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
        words = "\n".join(paragraphs)
        head = f"{title.zh}\n{authority.zh}\n{number}\n{issued_at.isoformat()}\n{demonstration}"
        return f"%PDF-stand-in\n{head}\n{words}".encode()


class MemoryStore:
    """Content by its hash, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        return digest

    def get(self, digest: str) -> bytes:
        if digest not in self.kept:
            raise PlatformError(port="documents", reason="missing")
        return self.kept[digest]


class Outbox:
    """Mail as it was sent; `down` refuses."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.down = False

    def send(self, message: Message) -> None:
        if self.down:
            raise PlatformError(port="mail", reason="down")
        self.sent.append(message)


class Faults:
    """The fault switch of the registers."""

    def __init__(self, url: str) -> None:
        self._url = url

    def put(self, register: str, mode: str) -> None:
        httpx.post(f"{self._url}/v1/faults", json={"register": register, "mode": mode}).raise_for_status()

    def clear(self) -> None:
        for register in ("population", "births", "marriage", "insurance"):
            self.put(register, "off")
