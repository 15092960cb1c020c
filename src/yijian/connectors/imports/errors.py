"""Why a published file is not imported."""

from __future__ import annotations

from yijian.core.errors import Text, YijianError


class PublishedFileRefused(YijianError):
    """A file that is not of the shape it should be of: where, and what stands there in its place."""

    code = "PUBLISHED_FILE_REFUSED"
    template = Text(
        "{file} 的 {place}：{reason_zh}。形式见 docs/authoring-import.md",
        "{file}, {place}: {reason_en}. docs/authoring-import.md describes the shape",
    )

    def __init__(self, *, file: str, place: str, reason: Text) -> None:
        super().__init__(file=file, place=place, reason_zh=reason.zh, reason_en=reason.en)


class DraftsInTheWay(YijianError):
    """Files of these names are there already. Nothing has been written."""

    code = "DRAFTS_IN_THE_WAY"
    template = Text(
        "这些文件已经有了，什么都没有写：{files}。换一个 --id 或 --out，或者先把它们移走",
        "These files are there already and nothing was written: {files}. Choose another --id or --out, or move them",
    )

    def __init__(self, *, files: tuple[str, ...]) -> None:
        super().__init__(files=", ".join(files))
