"""Uploaded files: taken only as pictures or PDF, decoded in a process of their own, and kept as a safe copy."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

from yijian.core.errors import Text
from yijian.ports import InspectedDocument, UploadRefused

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes: a photograph of a present phone with room to spare."""
LARGEST_SAFE_COPY: Final = 4 * LARGEST_FILE
"""Bytes: written anew, a file may grow, not without end."""
SECONDS_FOR_ONE_FILE: Final = 30
_PROCESS: Final = "yijian.connectors.documents.inspect_process"

_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})

REFUSALS: Final = {
    "empty": Text("这个文件是空的，请重新选一个", "This file is empty: choose another one"),
    "too_large": Text(
        "文件有 {found} MB，最大 {most} MB；请拍照上传，或分成几个文件",
        "The file has {found} MB, the most is {most} MB: upload a photograph, or split the file",
    ),
    "unknown_kind": Text(
        "只收 JPG、PNG、HEIC 照片和 PDF；请拍照，或另存为 PDF 再上传",
        "Only JPG, PNG and HEIC pictures and PDF are taken: photograph it, or save it as PDF",
    ),
    "damaged": Text(
        "这个文件打不开，可能没传完整；请重新拍照或重新保存，再传一次",
        "This file cannot be opened, it may be incomplete: photograph or save it again and retry",
    ),
    "too_heavy": Text(
        "打开这个文件要的时间或内存太多；请把原件拍成照片再上传",
        "Opening this file takes too much time or memory: photograph the paper instead",
    ),
    "too_many_pixels": Text(
        "照片太大，最多 {megapixels} 百万像素；请用普通模式重拍",
        "The picture is too large, the most is {megapixels} megapixels: take it again in the normal mode",
    ),
    "too_many_pages": Text(
        "PDF 有 {pages} 页，最多 {most} 页；请只留要用的几页",
        "The PDF has {pages} pages, the most is {most}: keep only the pages that are needed",
    ),
    "encrypted": Text(
        "这个 PDF 有密码或限制，我们打不开；请去掉密码，或拍照上传",
        "This PDF is protected by a password or a restriction: remove that, or photograph the paper",
    ),
}
"""Why a file is refused, in words, each with the repair."""


class ProcessDocumentInspector:
    """`ports.DocumentInspector`: one limited process a file (`documents.inspect_process`)."""

    def inspect(self, content: bytes, *, most_pages: int) -> InspectedDocument:
        """A safe copy with its preview. Raises UploadRefused with the reason and the repair."""
        if not content:
            raise _refused("empty")
        if len(content) > LARGEST_FILE:
            raise _refused("too_large", found=-(-len(content) // 2**20), most=LARGEST_FILE // 2**20)
        media_type = sniff(content)
        if media_type is None:
            raise _refused("unknown_kind")
        question = json.dumps({"media_type": media_type, "most_pages": most_pages}).encode()
        try:
            process = subprocess.run(  # noqa: S603 # our own module by name, nothing of the file in the command
                [sys.executable, "-I", "-m", _PROCESS],
                input=question + b"\n" + content,
                capture_output=True,
                timeout=SECONDS_FOR_ONE_FILE,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _refused("too_heavy") from None
        if process.returncode != 0 or len(process.stdout) > LARGEST_SAFE_COPY:
            raise _refused("too_heavy")
        return _answered(process.stdout)


def sniff(content: bytes) -> str | None:
    """The media type that the first bytes tell, of those that are taken; None for any other.

    Names and types that a browser sends along are not asked. A PDF must begin at its first byte: readers that search
    for it further on are how one file passes for two.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return None


def _answered(output: bytes) -> InspectedDocument:
    """What the process said; it has opened a foreign file, so its answer is checked too."""
    line, _, rest = output.partition(b"\n")
    try:
        answer = json.loads(line)
        if "refused" in answer:
            raise _refused(answer["refused"], **answer["fields"])
        length = answer["content"]
        document = InspectedDocument(
            content=rest[:length],
            media_type=answer["media_type"],
            pages=answer["pages"],
            preview=rest[length:],
        )
    except (ValueError, KeyError, TypeError):
        raise _refused("damaged") from None
    if sniff(document.content) != document.media_type or sniff(document.preview) != "image/png":
        raise _refused("damaged")
    return document


def _refused(code: str, **fields: object) -> UploadRefused:
    words = REFUSALS[code].filled(fields)
    return UploadRefused(reason=words.zh, reason_en=words.en)
