"""The process that opens an uploaded file: it limits itself first, then reads, and dies with what it read.

Started by `documents.inspector`, never imported there for its work. Whatever the file does to the libraries that
decode it happens here: within 1.5 GiB of memory, some seconds of processor time, no file to write, no environment.

    stdin    JSON line {"media_type", "most_pages"}, then the file
    stdout   JSON line {"media_type", "pages", "content" (its length)}, then content and preview;
             or JSON line {"refused": code of `inspector.REFUSALS`, "fields": {…}}
"""

from __future__ import annotations

import json
import resource
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

MEMORY_BYTES: Final = 1536 * 1024 * 1024
PROCESSOR_SECONDS: Final = 20
MOST_OPEN_FILES: Final = 64

MOST_PIXELS: Final = 64_000_000
LONGEST_SIDE: Final = 2400
"""Pixels: A4 at 200 dpi, enough to read small print."""
PREVIEW_SIDE: Final = 480
JPEG_QUALITY: Final = 85

PAGE_KEYS: Final = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
"""What a page needs to look as it does; actions, annotations, thumbnails and private data are not among them."""
STREAM_KEYS_REMOVED: Final = (
    "/AF", "/Alternates", "/F", "/FFilter", "/FDecodeParms", "/Metadata", "/OPI", "/PieceInfo", "/Ref",
)  # fmt: skip
"""Ways from a picture or form to another file or to data that no reader shows."""


class Refused(Exception):
    """The file cannot be taken; `code` names the words for it."""

    def __init__(self, code: str, **fields: int) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


def limit_this_process() -> None:
    """Bound memory, processor time, files and core dumps of this process, before anything foreign is read."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, MOST_OPEN_FILES),
    ):
        resource.setrlimit(what, (most, most))


def inspect_picture(content: bytes, media_type: str) -> tuple[bytes, str, bytes]:
    """Content, media type and preview of a picture, decoded, turned upright, shrunk and encoded anew.

    PNG stays PNG (scans keep their edges), everything else becomes JPEG. Metadata (place, device, time) is gone.
    """
    from PIL import Image, ImageOps

    if media_type == "image/heic":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked on the header, before a pixel is decoded
    kinds = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF"}
    picture: Image.Image = Image.open(BytesIO(content), formats=[kinds[media_type]])
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("too_many_pixels", megapixels=MOST_PIXELS // 1_000_000)
    picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    picture = _plain_colours(picture)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = ImageOps.exif_transpose(picture)
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    encoded = BytesIO()
    if media_type == "image/png":
        bare.save(encoded, "PNG", optimize=True)
    else:
        bare.save(encoded, "JPEG", quality=JPEG_QUALITY, optimize=True)
    safe_type = "image/png" if media_type == "image/png" else "image/jpeg"
    return encoded.getvalue(), safe_type, preview_of(bare)


def _plain_colours(picture: Image.Image) -> Image.Image:
    """Grey or RGB without transparency (white behind it) and with 8 bits a channel."""
    from PIL import Image

    if picture.mode.startswith("I;16"):
        # Pillow clips these to 255 instead of scaling them.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        paper.info = picture.info
        return paper
    return picture.convert("L" if picture.mode in ("1", "L", "LA") else "RGB")


def inspect_pdf(content: bytes, most_pages: int) -> tuple[bytes, int, bytes]:
    """Content, page count and preview of a PDF that was taken apart and written anew from its visible pages."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as original:
            if original.is_encrypted:
                raise Refused("encrypted")
            pages = len(original.pages)
            if pages == 0:
                raise Refused("damaged")
            if pages > most_pages:
                raise Refused("too_many_pages", pages=pages, most=most_pages)
            safe = _rewritten(original)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    return safe, pages, _first_page(safe)


def _rewritten(original: pikepdf.Pdf) -> bytes:
    """A new PDF of the same pages: what forms and stamps show becomes part of the page, all else stays behind."""
    import pikepdf

    if "/AcroForm" in original.Root:
        original.generate_appearance_streams()
    original.flatten_annotations("all")
    safe = pikepdf.new()
    for page in original.pages:
        kept = {key: page.obj[key] for key in PAGE_KEYS if key in page.obj}
        bare = pikepdf.Page(original.make_indirect(pikepdf.Dictionary(kept | {"/Type": pikepdf.Name.Page})))
        safe.pages.append(bare)
    for thing in safe.objects:
        if isinstance(thing, pikepdf.Stream):
            for key in STREAM_KEYS_REMOVED:
                if key in thing.stream_dict:
                    del thing[key]
    written = BytesIO()
    safe.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def _first_page(content: bytes) -> bytes:
    import pypdfium2

    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        longest = max(page.get_size())
        if not 0 < longest < float("inf"):
            raise Refused("damaged")
        picture: Image.Image = page.render(scale=PREVIEW_SIDE / longest, may_draw_forms=False).to_pil()
    return preview_of(picture.convert("RGB"))


def preview_of(picture: Image.Image) -> bytes:
    """A small PNG of a picture; the picture itself is shrunk too."""
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    encoded = BytesIO()
    picture.save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def main() -> None:
    """Read one file from standard input, answer on standard output."""
    limit_this_process()
    question = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    try:
        safe, media_type, pages, preview = inspect(content, question["media_type"], question["most_pages"])
    except Refused as refusal:
        _answer({"refused": refusal.code, "fields": refusal.fields})
    except MemoryError:
        _answer({"refused": "too_heavy", "fields": {}})
    except Exception:  # decoders raise whatever they like on what was made to confuse them
        _answer({"refused": "damaged", "fields": {}})
    else:
        _answer({"media_type": media_type, "pages": pages, "content": len(safe)}, safe, preview)


def inspect(content: bytes, media_type: str, most_pages: int) -> tuple[bytes, str, int, bytes]:
    """Safe copy, its media type, pages and preview. Raises Refused, or what a decoder raises."""
    if media_type == "application/pdf":
        safe, pages, preview = inspect_pdf(content, most_pages)
        return safe, media_type, pages, preview
    safe, safe_type, preview = inspect_picture(content, media_type)
    return safe, safe_type, 1, preview


def _answer(header: dict[str, object], *parts: bytes) -> None:
    sys.stdout.buffer.write(b"".join((json.dumps(header).encode(), b"\n", *parts)))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
