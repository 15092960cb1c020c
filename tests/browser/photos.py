"""Photographs and papers as phones and scanners make them, drawn by the test: nobody's."""

from __future__ import annotations

import io

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload

ORIENTATION = 0x0112
"""The EXIF tag; 6 says that the phone was held upright and the picture lies on its side."""
LYING = 6


def _page(width: int, height: int) -> Image.Image:
    picture = Image.new("RGB", (width, height), (236, 240, 247))
    draw = ImageDraw.Draw(picture)
    for line in range(8):
        draw.rectangle((40, 60 + 50 * line, width - 40 - 30 * line, 80 + 50 * line), fill=(90, 100, 120))
    return picture


def heic_photo() -> FilePayload:
    """As an iPhone takes it."""
    written = io.BytesIO()
    pillow_heif.from_pillow(_page(600, 800)).save(written, quality=60)
    return {"name": "IMG_0412.HEIC", "mimeType": "image/heic", "buffer": written.getvalue()}


def lying_photo() -> FilePayload:
    """A JPEG that is upright only after its EXIF orientation is heeded."""
    written = io.BytesIO()
    exif = Image.Exif()
    exif[ORIENTATION] = LYING
    _page(800, 600).save(written, "JPEG", exif=exif)
    return {"name": "DSC_0001.JPG", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def scanned_pdf(pages: int = 2) -> FilePayload:
    """A PDF of empty pages."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(written)
    return {"name": "出院记录.pdf", "mimeType": "application/pdf", "buffer": written.getvalue()}


def plain_photo() -> FilePayload:
    """A JPEG without anything special."""
    written = io.BytesIO()
    _page(600, 800).save(written, "JPEG")
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def no_photo() -> FilePayload:
    """A text that calls itself a photograph."""
    return {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"<script>alert(1)</script>"}
