"""The facts and papers of a task: facts by whom they are about, with the usual source of a group told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from django.utils.safestring import SafeString

from yijian.channels.look.fact_values import MASKED_FOR_STAFF, value_words
from yijian.channels.look.fields import Provenance as Chip
from yijian.channels.look.parts import Light
from yijian.channels.workbench.presenters.names import Names
from yijian.channels.workbench.presenters.values import chip
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.usecases.views import FieldView, PaperView

NOT_GIVEN = Text("还没有", "Not there yet")
_MEDIA: Final = {
    "image/jpeg": Text("照片", "Photograph"),
    "image/png": Text("图片", "Picture"),
    "application/pdf": Text("PDF 文件", "PDF file"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value with its name; `source` only where it differs from that of its group. `written` is the value as the
    department writes it, where that is not how the dictionary does."""

    label: Text
    value: Text | str | SafeString
    known: bool
    source: Chip | None
    written: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The facts about one person or thing; `source` is that of most of them."""

    name: Text
    source: Chip | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One document of a paper: where to look at it and at its small picture, and what the platform found it to be."""

    label: Text
    pages: int
    url: str
    preview_url: str
    kind: Text
    size: Text
    at: datetime
    picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper with what it proves, how it came and its documents. `url`: where it is looked at."""

    key: str
    url: str
    name: Text
    proves: tuple[Text, ...]
    light: Light
    source: Chip | None
    documents: tuple[Page, ...]


def groups_of(fields: Sequence[FieldView], names: Names) -> tuple[Group, ...]:
    """The fields by section, in the order of the form."""
    order = list(dict.fromkeys(field.field.section for field in fields))
    ordered = sorted(fields, key=lambda field: order.index(field.field.section))
    return tuple(
        _group(names, section, tuple(members))
        for section, members in groupby(ordered, key=lambda field: field.field.section)
    )


def _group(names: Names, section: str, fields: tuple[FieldView, ...]) -> Group:
    chips = tuple(chip(names, field.provenance) if field.provenance else None for field in fields)
    usual = _usual(chips)
    return Group(
        name=names.section(section),
        source=usual,
        facts=tuple(
            Fact(
                label=field.field.name,
                value=value_words(
                    field.value,
                    kind=field.field.type,
                    codes=field.field.codes,
                    unit=field.field.unit,
                    masked_kinds=MASKED_FOR_STAFF,
                )
                if field.known
                else NOT_GIVEN,
                known=field.known,
                source=None if source == usual else source,
                written=_written(field),
            )
            for field, source in zip(fields, chips, strict=True)
        ),
    )


def _written(view: FieldView) -> Text | None:
    written = view.written
    if written is None:
        return None
    if written.problem is not None:
        return Text(
            f"换不成本部门的写法：{written.problem.zh}", f"Not in our own writing: {written.problem.en}"
        )
    text, unit = written.text or "", written.unit or Text("", "")
    return Text(f"本部门记：{text} {unit.zh}".strip(), f"Kept by us as: {text} {unit.en}".strip())


def _usual(chips: Sequence[Chip | None]) -> Chip | None:
    """The source of most values, the first of equals: it stands under the heading, the others under their values."""
    told = Counter(each for each in chips if each is not None)
    return told.most_common(1)[0][0] if told else None


def papers_of(
    papers: Sequence[PaperView], names: Names, *, url: Callable[[str], str], paper_url: Callable[[str], str]
) -> tuple[Paper, ...]:
    """The papers with links to their documents; `url` gives the address of a document by its id, `paper_url` that of
    the page of a paper by its key."""
    return tuple(
        Paper(
            key=view.paper.key,
            url=paper_url(view.paper.key),
            name=names.owned(view.paper.of, view.paper.name),
            proves=tuple(dict.fromkeys(use.proves for use in view.paper.uses)),
            light=_light(view),
            source=chip(names, view.held_by) if view.held_by else None,
            documents=tuple(
                Page(
                    label=Text(f"第 {number} 个文件", f"File {number}"),
                    pages=document.pages,
                    url=url(document.id),
                    preview_url=f"{url(document.id)}?preview=1",
                    kind=_MEDIA.get(document.media_type, Text("文件", "File")),
                    size=_size(document.size),
                    at=document.at,
                    picture=document.media_type.startswith("image/"),
                )
                for number, document in enumerate(view.documents, start=1)
            ),
        )
        for view in papers
    )


def _size(octets: int) -> Text:
    if octets < 1_000_000:
        return Text(f"{max(octets // 1000, 1)} KB", f"{max(octets // 1000, 1)} KB")
    return Text(f"{octets / 1_000_000:.1f} MB", f"{octets / 1_000_000:.1f} MB")


def _light(view: PaperView) -> Light:
    if view.documents:
        return Light(kind="done", words=Text("交来了", "Handed in"))
    if view.held_by is not None:
        return Light(kind="done", words=Text("库里有，不用交", "Held by a register"))
    match view.paper.way:
        case PaperWay.OUTPUT:
            return Light(kind="waiting", words=Text("前一件办出来就有", "Comes from an earlier part"))
        case PaperWay.GENERATED:
            return Light(kind="done", words=Text("系统按填报生成", "Made from the form"))
        case PaperWay.REGISTER:
            return Light(kind="waiting", words=Text("由部门数据核验", "Checked in a register"))
        case PaperWay.APPLICANT:
            if not view.to_bring:
                return Light(kind="done", words=Text("不用交", "Not needed"))
            return Light(kind="soon", words=Text("还没交", "Not handed in"))
