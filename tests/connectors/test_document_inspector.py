"""Uploads of people and of attackers: a safe copy, or a refusal with its repair, and never anything else."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pillow_heif
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from yijian.connectors.documents import inspector
from yijian.connectors.documents.inspector import LARGEST_FILE, REFUSALS, ProcessDocumentInspector, sniff
from yijian.core.errors import Text
from yijian.ports import InspectedDocument, UploadRefused

INSPECTOR = ProcessDocumentInspector()
RED, BLUE = (250, 10, 10), (10, 10, 250)


def inspect(content: bytes, most_pages: int = 10) -> InspectedDocument:
    return INSPECTOR.inspect(content, most_pages=most_pages)


def refusal(content: bytes, most_pages: int = 10) -> Text:
    with pytest.raises(UploadRefused) as refused:
        inspect(content, most_pages)
    return refused.value.text


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def two_halves(width: int = 400, height: int = 200) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def with_exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    return exif


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of few bytes whose header claims many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0" * 100_000, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf_of(pages: int, encryption: pikepdf.Encryption | None = None) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(200, 300))
        written = BytesIO()
        pdf.save(written, encryption=encryption)
        return written.getvalue()


class TestPictures:
    @pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
    def test_a_picture_keeps_its_look(self, kind: str, media_type: str) -> None:
        document = inspect(encoded(two_halves(), kind))
        assert (document.media_type, document.pages) == (media_type, 1)
        picture = opened(document.content)
        assert picture.size == (400, 200)
        assert near(picture.getpixel((50, 100)), RED)
        assert near(picture.getpixel((350, 100)), BLUE)
        assert opened(document.preview).format == "PNG"

    def test_heic_becomes_jpeg(self) -> None:
        written = BytesIO()
        pillow_heif.from_pillow(two_halves()).save(written, quality=90)
        content = written.getvalue()
        assert sniff(content) == "image/heic"
        document = inspect(content)
        assert document.media_type == "image/jpeg"
        assert near(opened(document.content).getpixel((50, 100)), RED)

    def test_a_picture_taken_sideways_stands_upright_and_tells_nothing_of_the_camera(self) -> None:
        """Orientation 6: turn by 90 degrees clockwise, so that left becomes top."""
        original = encoded(two_halves(), "JPEG", exif=with_exif(6), comment=b"secret comment")
        assert b"SecretCamera" in original
        document = inspect(original)
        picture = opened(document.content)
        assert picture.size == (200, 400)
        assert near(picture.getpixel((100, 50)), RED)
        assert near(picture.getpixel((100, 350)), BLUE)
        assert not picture.getexif()
        assert b"ecret" not in document.content + document.preview
        assert opened(document.preview).size == (200, 400)

    def test_a_large_picture_is_shrunk(self) -> None:
        document = inspect(encoded(Image.new("L", (6000, 3000), 200), "JPEG"))
        assert opened(document.content).size == (2400, 1200)
        assert max(opened(document.preview).size) == 480

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
    def test_every_kind_of_png_is_taken(self, mode: str) -> None:
        document = inspect(encoded(Image.new(mode, (30, 20)), "PNG"))
        assert opened(document.content).mode in ("L", "RGB")

    def test_sixteen_bit_grey_keeps_its_brightness(self) -> None:
        picture = opened(inspect(encoded(Image.new("I;16", (4, 4), 32768), "PNG")).content)
        assert abs(int(str(picture.getpixel((1, 1)))) - 128) <= 1

    def test_what_was_transparent_becomes_paper(self) -> None:
        picture = opened(inspect(encoded(Image.new("RGBA", (4, 4), (0, 0, 0, 0)), "PNG")).content)
        assert picture.getpixel((1, 1)) == (255, 255, 255)

    @pytest.mark.parametrize("size", [(50_000, 50_000), (2**31 - 1, 1), (2**31 - 1, 2**31 - 1)])
    def test_a_bomb_is_refused(self, size: tuple[int, int]) -> None:
        text = refusal(png_that_claims(*size))
        assert text in (REFUSALS["too_many_pixels"].filled({"megapixels": 64}), REFUSALS["damaged"])

    def test_a_picture_of_most_pixels_is_still_taken_within_the_limits(self) -> None:
        document = inspect(encoded(Image.new("L", (8000, 8000), 9), "PNG", compress_level=1))
        assert opened(document.content).size == (2400, 2400)

    def test_what_hides_behind_a_picture_is_gone(self) -> None:
        archive = BytesIO()
        with ZipFile(archive, "w") as written:
            written.writestr("evil.html", "<script>alert(1)</script>")
        document = inspect(encoded(two_halves(), "PNG") + archive.getvalue())
        assert b"evil.html" not in document.content

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    @pytest.mark.parametrize("part", [0.02, 0.5, 0.95])
    def test_a_file_that_was_cut_short_is_damaged(self, kind: str, part: float) -> None:
        content = encoded(Image.effect_noise((300, 300), 90), kind)
        assert refusal(content[: int(len(content) * part)]) == REFUSALS["damaged"]


class TestPdf:
    def test_the_pages_stay_and_can_be_seen(self) -> None:
        document = inspect(pdf_of(3))
        assert (document.media_type, document.pages) == ("application/pdf", 3)
        with pikepdf.open(BytesIO(document.content)) as pdf:
            assert len(pdf.pages) == 3
        assert opened(document.preview).size == (320, 480)

    def test_size_and_fonts_given_for_all_pages_together_are_kept(self) -> None:
        """MediaBox and Resources may stand at the root of the pages (ISO 32000-1, 7.7.3.4)."""
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(123, 456))
            page = pdf.pages[0].obj
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Contents = pdf.make_stream(b"BT /F1 20 Tf 10 200 Td (Inherited) Tj ET")
            pdf.Root.Pages.MediaBox = page.MediaBox
            pdf.Root.Pages.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            del page["/MediaBox"]
            if "/Resources" in page:
                del page["/Resources"]
            written = BytesIO()
            pdf.save(written)
        document = inspect(written.getvalue())
        with pypdfium2.PdfDocument(document.content) as pdf:
            assert pdf[0].get_size() == (123, 456)
            assert pdf[0].get_textpage().get_text_range() == "Inherited"

    def test_scripts_actions_links_and_attachments_are_gone(self) -> None:
        script = "app.alert('hello')"
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(200, 200))
            action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
            pdf.Root.OpenAction = action
            pdf.Root.AA = pikepdf.Dictionary(WC=action)
            pdf.Root.Names = pikepdf.Dictionary(
                JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["start", action]))
            )
            pdf.attachments["evil.exe"] = b"MZ attached"
            page = pdf.pages[0].obj
            page.AA = pikepdf.Dictionary(O=action)
            page.Annots = pikepdf.Array(
                [
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Link,
                        Rect=[0, 0, 9, 9],
                        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example"),
                    )
                ]
            )
            pdf.docinfo["/Author"] = "Secret Author"
            written = BytesIO()
            pdf.save(written)
        document = inspect(written.getvalue())
        with pikepdf.open(BytesIO(document.content)) as safe:
            assert set(safe.Root.keys()) <= {"/Type", "/Pages"}
            assert not safe.attachments
            written = BytesIO()
            safe.save(written, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        plain = written.getvalue()
        for word in (b"JavaScript", b"alert", b"/AA", b"/Annots", b"evil", b"MZ attached", b"Secret"):
            assert word not in plain, word

    def test_what_a_form_or_stamp_shows_stays_on_the_page(self) -> None:
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(200, 200))
            look = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f")
            look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
            stamp = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Stamp,
                Rect=[0, 0, 200, 200],
                F=4,
                AP=pikepdf.Dictionary(N=look),
            )
            pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(stamp)])
            written = BytesIO()
            pdf.save(written)
        preview = opened(inspect(written.getvalue()).preview)
        assert near(preview.getpixel((240, 240)), (255, 0, 0))

    @pytest.mark.parametrize("user", ["secret", ""])
    def test_an_encrypted_pdf_is_refused(self, user: str) -> None:
        content = pdf_of(1, encryption=pikepdf.Encryption(owner="owner", user=user))
        assert refusal(content) == REFUSALS["encrypted"]

    def test_too_many_pages_are_refused_with_both_numbers(self) -> None:
        assert inspect(pdf_of(5), most_pages=5).pages == 5
        text = refusal(pdf_of(10_000), most_pages=5)
        assert "10000" in text.zh
        assert "5" in text.en

    @pytest.mark.parametrize(
        "content",
        [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf_of(2)[:200], b"%PDF-1.7\n" + bytes(range(256)) * 50],
    )
    def test_a_damaged_pdf_is_refused(self, content: bytes) -> None:
        assert refusal(content) == REFUSALS["damaged"]

    @pytest.mark.parametrize("box", [[0, 0, 0, 0], [0, 0, 1e9, 1e9], [0, 0, 1e-3, 14400]])
    def test_pages_of_mad_sizes_do_no_harm(self, box: list[float]) -> None:
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(200, 200))
            pdf.pages[0].obj.MediaBox = pikepdf.Array(box)
            written = BytesIO()
            pdf.save(written)
        preview = opened(inspect(written.getvalue()).preview)
        assert max(preview.size) <= 480


class TestWhatIsNotTaken:
    @pytest.mark.parametrize(
        "content",
        [
            b"GIF89a" + b"\0" * 50,
            b"PK\x03\x04" + b"\0" * 50,
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"<html>%PDF-1.7",
            b"MZ" + b"\0" * 50,
            b"\0\0\0\x18ftypmp42" + b"\0" * 50,
            b"\xff\xd8",
            b"x",
        ],
    )
    def test_other_kinds_are_refused_whatever_they_are_called(self, content: bytes) -> None:
        assert refusal(content) == REFUSALS["unknown_kind"]

    def test_an_empty_file_is_refused(self) -> None:
        assert refusal(b"") == REFUSALS["empty"]

    def test_a_file_that_is_too_large_is_refused_with_its_size(self) -> None:
        text = refusal(b"\xff\xd8\xff" + b"\0" * LARGEST_FILE)
        assert "21 MB" in text.zh
        assert "20 MB" in text.en

    @settings(max_examples=5, deadline=None)
    @given(
        head=st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-", b"\0\0\0\x18ftypheic"]),
        rest=st.binary(max_size=200),
    )
    def test_noise_is_refused_as_damaged(self, head: bytes, rest: bytes) -> None:
        assert refusal(head + rest) == REFUSALS["damaged"]

    def test_a_process_that_is_killed_or_hangs_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        content = encoded(two_halves(), "PNG")
        monkeypatch.setattr(inspector, "_PROCESS", "no.such.module")
        assert refusal(content) == REFUSALS["too_heavy"]
        monkeypatch.setattr(inspector, "SECONDS_FOR_ONE_FILE", 0.3)
        monkeypatch.setattr(inspector, "_PROCESS", "timeit")  # measures for more than a second
        assert refusal(content) == REFUSALS["too_heavy"]

    def test_a_process_that_answers_nonsense_is_a_refusal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(inspector, "_PROCESS", "this")  # prints prose and ends well
        assert refusal(encoded(two_halves(), "PNG")) == REFUSALS["damaged"]


def test_the_limits_hold_in_the_process(tmp_path: Path) -> None:
    """Memory, files and processor time are bounded before anything foreign is read."""
    program = f"""
import os, resource
from yijian.connectors.documents import inspect_process
inspect_process.limit_this_process()
print([resource.getrlimit(what)[1] for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])
try:
    bytearray(inspect_process.MEMORY_BYTES)
except MemoryError:
    print("no memory")
try:
    os.write(os.open({str(tmp_path / "written")!r}, os.O_CREAT | os.O_WRONLY), b"x")
except OSError:
    print("no file")
"""
    answer = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines() == [f"[{1536 * 2**20}, 20, 0]", "no memory", "no file"]
