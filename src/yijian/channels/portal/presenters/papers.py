"""The papers of an application: those to bring with what is there, those that come by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.fields import Field
from yijian.channels.portal.presenters.names import joined, paper_titles, register_name, service_name
from yijian.channels.portal.presenters.paper_lists import OtherLine, other_lines, uses_of
from yijian.channels.portal.presenters.promises import ACCEPT, Offer, offers_of
from yijian.core.errors import Text
from yijian.core.vocabulary.evidence_plan import PaperWay
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.views import ApplicationView, DocumentView, Keeper, PaperView

ANY_PICTURE = Text(
    "拍照就行，一张一张或一次选几张。照片（JPG、PNG、HEIC）和 PDF 都可以",
    "Photos are fine, one by one or several at once: JPG, PNG, HEIC or PDF",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperToBring:
    """One paper that the person uploads: why, what is there already, the control to add pages. `others` may be used
    instead."""

    key: str
    slug: str
    name: Text
    reason: Text
    offers: tuple[Offer, ...]
    documents: tuple[DocumentView, ...]
    field: Field
    others: tuple[OtherLine, ...] = ()

    @property
    def done(self) -> bool:
        """Whether something is there."""
        return bool(self.documents)

    @property
    def promised(self) -> Offer | None:
        """The promise that was made about it."""
        return next((offer for offer in self.offers if offer.done), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperThatComes:
    """One paper that the person need not bring: for whom, where it comes from and whether it is there."""

    name: Text
    uses: Text
    source: Text
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPage:
    """All papers of an application."""

    bring: tuple[PaperToBring, ...]
    come: tuple[PaperThatComes, ...]
    others: tuple[Text, ...]
    promises: tuple[Offer, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The upload controls and the boxes to tick."""
        offers = (*(offer for paper in self.bring for offer in paper.offers), *self.promises)
        return (*(paper.field for paper in self.bring), *(offer.field for offer in offers))

    @property
    def missing(self) -> int:
        """How many papers to bring are neither there nor promised, and how many promises are to be made."""
        papers = sum(not paper.done and paper.promised is None for paper in self.bring)
        return papers + sum(not offer.done for offer in self.promises)


def papers_page(
    view: ApplicationView,
    *,
    refused: str = "",
    problem: Text | None = None,
    only: frozenset[str] | None = None,
) -> PapersPage:
    """The page. `refused` is the key of the paper whose upload was refused, for the reason `problem`, or the kind and
    subject of the promise that was;
    `only` restricts it to those papers (a correction)."""
    inside = [each for each in view.papers if only is None or each.paper.key in only]
    titles = paper_titles(view.one_thing, (each.paper for each in view.papers))
    mine = [each for each in inside if each.to_bring and each.keeper is Keeper.APPLICANT]
    return PapersPage(
        bring=tuple(
            _bring(
                view.one_thing,
                each,
                titles[each.paper.key],
                problem=problem if each.paper.key == refused else None,
                offers=offers_of(each.offers, refused=refused, problem=problem),
                others=other_lines(view.plan, each.paper.key),
            )
            for each in mine
        ),
        come=tuple(
            _comes(view.one_thing, each, titles[each.paper.key])
            for each in inside
            if not each.to_bring and each.keeper is Keeper.APPLICANT
        ),
        others=tuple(each.paper.name for each in inside if each.keeper is Keeper.CO_SIGNER),
        promises=offers_of(view.promises, refused=refused, problem=problem) if only is None else (),
    )


def _bring(
    thing: OneThing,
    view: PaperView,
    title: Text,
    *,
    problem: Text | None,
    offers: tuple[Offer, ...],
    others: tuple[OtherLine, ...],
) -> PaperToBring:
    slug = html_name(view.paper.key)
    services = joined(dict.fromkeys(service_name(thing, use.task) for use in view.paper.uses))
    proves = joined(dict.fromkeys(use.proves for use in view.paper.uses))
    return PaperToBring(
        key=view.paper.key,
        slug=slug,
        name=title,
        reason=Text(f"{services.zh}要用：{proves.zh}", f"For {services.en}: {proves.en}"),
        offers=offers,
        documents=view.documents,
        field=Field(
            name=f"file-{slug}",
            label=Text("再加几页", "Add pages")
            if view.documents
            else Text("选照片或文件", "Choose photos or files"),
            kind="file",
            hint=view.paper.hint or ANY_PICTURE,
            error=problem,
            accept=ACCEPT,
            multiple=True,
        ),
        others=others,
    )


def _comes(thing: OneThing, view: PaperView, title: Text) -> PaperThatComes:
    paper = view.paper
    if view.held_by is not None:
        name = register_name(thing, view.held_by.source)
        source, there = Text(f"{name.zh}里有，不用您交", f"Held by {name.en}: not needed from you"), True
    elif paper.way is PaperWay.OUTPUT:
        source, there = Text("前一步办好就有", "Made by an earlier step"), False
    elif paper.way is PaperWay.REGISTER and paper.register:
        name = register_name(thing, paper.register)
        source, there = Text(f"从{name.zh}调取", f"Fetched from {name.en}"), False
    elif paper.signed_by:
        source, there = (
            Text("按您填的内容生成，提交时签名", "Made from the form, signed when you submit"),
            True,
        )
    else:
        source, there = Text("按您填的内容自动生成", "Made from the form"), True
    return PaperThatComes(name=title, uses=uses_of(thing, paper), source=source, there=there)
