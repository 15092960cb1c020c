"""What may be promised, what is owed and what was promised, as the applicant's pages show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from yijian.channels.look.fact_controls import html_name
from yijian.channels.look.fields import Choice, Field
from yijian.channels.look.parts import Light as Lamp
from yijian.channels.look.parts import Link, ToDo
from yijian.channels.portal.presenters.statuses import KINDS
from yijian.core.errors import Text
from yijian.usecases.owed_views import CommitmentView, OwedPaperView, OwingView
from yijian.usecases.views import CaseView, Light, PromiseOffer, TaskView

ACCEPT: Final = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.heic,.heif"
"""What an upload takes."""
_SUMMARIES: Final = {
    "later": Text("现在没有？可以先承诺，晚点交", "Not at hand? Promise it and bring it later"),
    "instead": Text("不交也行：用承诺代替", "Or promise instead of handing it in"),
    "conditions": Text("看承诺的内容，作承诺", "Read what you promise, then promise"),
}
_MADE: Final = {
    "later": Text("您承诺晚点交", "You promised to bring it later"),
    "instead": Text("您用承诺代替了", "You promised instead"),
    "conditions": Text("您承诺了", "You promised"),
}
_AGREE: Final = Text("我看过了，自愿作这个承诺", "I have read it and promise it of my own will")
EXTENSION_REASON: Final = Field(
    name="reason",
    label=Text("为什么要延期", "Why you need longer"),
    hint=Text("部门会看到。只能延一次", "The department reads this. There is one extension only"),
    kind="textarea",
    maxlength=500,
    width="wide",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One promise that may be made, or was: how it is offered, word for word, and the box to tick."""

    kind: str
    subject: str
    slug: str
    name: Text
    summary: Text
    made: Text
    text: Text
    done: bool
    field: Field


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPaperLine:
    """One paper that is owed: until when, whether it came, the control to hand it in."""

    paper: OwedPaperView
    slug: str
    field: Field | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedPart:
    """What one department waits for."""

    task: TaskView
    owing: OwingView
    lamp: Lamp
    papers: tuple[OwedPaperLine, ...]
    ask: Field | None
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedPart:
    """What one department decided on a promise, and where its check stands."""

    task: TaskView
    commitment: CommitmentView
    lamp: Lamp


def offers_of(
    offers: tuple[PromiseOffer, ...], *, refused: str = "", problem: Text | None = None
) -> tuple[Offer, ...]:
    """The promises as the page offers them. `refused` is the kind and subject of the one refused for `problem`."""
    return tuple(
        Offer(
            kind=each.kind,
            subject=each.subject,
            slug=f"{each.kind}-{html_name(each.subject)}",
            name=each.name,
            summary=_SUMMARIES[each.kind],
            made=_MADE[each.kind],
            text=each.text,
            done=each.made_at is not None,
            field=Field(
                name=f"agreed-{each.kind}-{html_name(each.subject)}",
                label=Text("您的承诺", "Your promise"),
                kind="checkboxes",
                choices=(Choice(value="yes", label=_AGREE),),
                error=problem if refused == f"{each.kind} {each.subject}" else None,
            ),
        )
        for each in offers
    )


def owed_parts(case: CaseView, *, refused: str = "", problem: Text | None = None) -> tuple[OwedPart, ...]:
    """All that is owed in a case. `refused`: the paper's key, or the task, that was refused for `problem`."""
    return tuple(_owed_part(task, task.owing, refused, problem) for task in case.tasks if task.owing)


def _owed_part(task: TaskView, owing: OwingView, refused: str, problem: Text | None) -> OwedPart:
    ask = EXTENSION_REASON if owing.may_ask and owing.due is not None else None
    if ask is not None:
        ask = _named(ask, html_name(task.key), problem if refused == task.key else None)
    return OwedPart(
        task=task,
        owing=owing,
        lamp=Lamp(kind=KINDS[owing.light], words=owing.status_name),
        papers=tuple(
            OwedPaperLine(
                paper=paper,
                slug=html_name(paper.paper),
                field=_upload(paper, problem if refused == paper.paper else None)
                if owing.may_bring and paper.brought_at is None
                else None,
            )
            for paper in owing.papers
        ),
        ask=ask,
        asked=owing.asked is not None,
    )


def _named(field: Field, slug: str, problem: Text | None) -> Field:
    return Field(
        name=f"reason-{slug}",
        label=field.label,
        hint=field.hint,
        kind=field.kind,
        maxlength=field.maxlength,
        width=field.width,
        error=problem,
    )


def _upload(paper: OwedPaperView, problem: Text | None) -> Field:
    return Field(
        name=f"file-{html_name(paper.paper)}",
        label=Text("选照片或文件", "Choose a photo or a file"),
        kind="file",
        hint=Text(
            "拍照就行。有好几页的，放进一个 PDF",
            "A photo is fine. If it has several pages, put them into one PDF",
        ),
        error=problem,
        accept=ACCEPT,
    )


def promised_parts(case: CaseView) -> tuple[PromisedPart, ...]:
    """All that was decided on a promise."""
    return tuple(
        PromisedPart(
            task=task,
            commitment=task.commitment,
            lamp=Lamp(kind=KINDS[task.commitment.light], words=task.commitment.status_name),
        )
        for task in case.tasks
        if task.commitment
    )


def owed_todo(case: CaseView) -> ToDo | None:
    """The one thing to do where something is owed: the earliest; None where nothing waits for the applicant."""
    first = next(_waiting(case), None)
    if first is None:
        return None
    task, owing = first
    names = tuple(paper.name for paper in owing.papers if paper.brought_at is None)
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    if owing.may_bring:
        return ToDo(
            title=Text(f"还要补交：{zh}", f"Still to bring: {en}"),
            action=Link(label=Text("去补交", "Bring it"), url="#owed"),
            until=owing.due,
            meanwhile=Text(
                f"“{task.name.zh}”照常审查，交齐才出结果。",
                f"“{task.name.en}” is reviewed meanwhile; the result comes when all is in.",
            ),
        )
    return ToDo(
        title=Text(f"过了补交的日子：{zh}", f"The day has passed: {en}"),
        action=Link(label=Text("去申请延期", "Ask for longer"), url="#owed"),
        meanwhile=Text(
            f"不申请延期，“{task.name.zh}”会终止办理。",
            f"Without the extension “{task.name.en}” ends.",
        ),
    )


def _waiting(case: CaseView) -> Iterator[tuple[TaskView, OwingView]]:
    """What waits for the applicant now, the earliest first."""
    found = [
        (task, task.owing)
        for task in case.tasks
        if task.owing
        and task.owing.due is not None
        and (task.owing.may_bring or task.owing.may_ask)
        and task.owing.light in (Light.RUNNING, Light.SOON, Light.LATE)
    ]
    yield from sorted(found, key=lambda pair: pair[1].due or date.max)
