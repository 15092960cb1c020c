"""The documents that the platform issues, set by Typst: A4, PDF/A-2b, the font embedded.

Texts reach the template as data, so that nothing a person has typed is ever read as markup. The same arguments give
the same bytes: the date inside the file is that of issue, not that of making.
"""

from __future__ import annotations

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import segno

from yijian.connectors.documents.fonts import FAMILY, font_directory, printable
from yijian.core.errors import PlatformError, Text
from yijian.core.planning.local_time import local_date

TEMPLATES: Final = Path(__file__).parent / "templates"


class TypstDocumentMaker:
    """`ports.DocumentMaker` with Typst and the font that comes with the installation."""

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
        """A certificate: labelled lines, and the address to check it in words and as a QR code."""
        return _set(
            "certificate.typ",
            _head(title, authority, number, issued_at, demonstration)
            | {
                "lines": [[printable(label), printable(value)] for label, value in lines],
                "check_url": printable(check_url),
                "qr": qr_svg(check_url),
            },
            issued_at,
        )

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
        """A notice (文书): paragraphs, then the authority and the day."""
        return _set(
            "notice.typ",
            _head(title, authority, number, issued_at, demonstration)
            | {"paragraphs": [printable(paragraph) for paragraph in paragraphs]},
            issued_at,
        )


def qr_svg(content: str) -> str:
    """A QR code (ISO/IEC 18004, error correction M) as SVG. ValueError where it does not fit into one."""
    written = BytesIO()
    segno.make_qr(content, error="m").save(written, kind="svg", border=0, xmldecl=False)
    return written.getvalue().decode()


def _head(
    title: Text, authority: Text, number: str, issued_at: datetime, demonstration: bool
) -> dict[str, object]:
    day = local_date(issued_at)
    return {
        "title": {"zh": printable(title.zh), "en": printable(title.en)},
        "authority": {"zh": printable(authority.zh), "en": printable(authority.en)},
        "number": printable(number),
        "issued_at": f"{day.year}年{day.month}月{day.day}日",
        "demonstration": demonstration,
        "font": FAMILY,
    }


def _set(template: str, data: dict[str, object], issued_at: datetime) -> bytes:
    # Typst and its font are large: a process that issues nothing does not load them.
    import typst

    try:
        document = typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=[font_directory()],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards="a-2b",
            timestamp=issued_at.replace(microsecond=0),
        )
    except typst.TypstError as error:
        raise PlatformError(port="documents", reason=f"the document was not set: {error.message}") from error
    if not isinstance(document, bytes):
        raise PlatformError(port="documents", reason="the document was not set as one file")
    return document
