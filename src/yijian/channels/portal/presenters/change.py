"""Changing what was told after handing in: the answers to choose from, the form, and what the change would bring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString

from yijian.channels.look.fact_controls import control, html_name, typed
from yijian.channels.look.fact_values import MASKED, typed_text
from yijian.channels.look.fields import Choice, Field
from yijian.channels.portal.presenters.answers_section import answer_control
from yijian.channels.portal.presenters.names import fact_name, joined, owned
from yijian.channels.portal.presenters.promises import ACCEPT
from yijian.channels.portal.presenters.questions import told_words
from yijian.core.errors import Text
from yijian.usecases.change_views import ChangeableFact, ChangeableView, ChangeView

PLEASE_FILL_IN: Final = Text("请填写", "Please fill in")
PLEASE_UPLOAD: Final = Text("请选一个文件或一张照片", "Choose a file or a photo")
AGREE: Final = Field(
    name="agreed",
    label=Text("您的确认", "Your confirmation"),
    kind="checkboxes",
    choices=(
        Choice(
            value="yes",
            label=Text(
                "我看过改了会怎样。改过的内容真实、完整，我签名",
                "I have read what the change brings. What I changed is true and complete, and I sign it",
            ),
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One answer that may be changed."""

    name: Text
    value: Text | str | SafeString
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One kind of thing that follows from a change, and which."""

    heading: Text
    items: tuple[Text, ...]
    warns: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeForm:
    """What is asked for with a change: besides what is changed, and papers; by fact and by paper."""

    asked: tuple[tuple[str, Field], ...]
    papers: tuple[tuple[str, Field], ...]
    agree: Field

    @property
    def fields(self) -> tuple[Field, ...]:
        """All controls, for the summary of errors."""
        return (*(field for _, field in self.asked), *(field for _, field in self.papers), self.agree)


def change_lines(view: ChangeableView) -> tuple[ChangeLine, ...]:
    """The answers that may be changed, in the order of the form."""
    return tuple(
        ChangeLine(
            name=fact_name(view.one_thing, one.fact),
            value=told_words(view.one_thing, one.fact, one.value),
            url=reverse("portal:change-fact", args=[view.case_id, one.fact]),
        )
        for one in view.facts
    )


def value_control(view: ChangeableView, fact: ChangeableFact) -> Field:
    """The control for the new value; a number that is only shown masked is typed anew."""
    if fact.field is None:
        return answer_control(view.one_thing, fact.fact, value=typed_text(fact.value))
    shown = "" if fact.field.type in MASKED else typed_text(fact.value)
    return control(fact.field, value=shown, label=fact_name(view.one_thing, fact.fact))


def consequences(view: ChangeView) -> tuple[Consequence, ...]:
    """What follows, the gravest first; what does not follow is not told."""
    told = (
        Consequence(heading=Text("不用再办", "Not wanted any more"), items=_once(view.dropped), warns=True),
        Consequence(heading=Text("新增要办", "New"), items=_once(view.added)),
        Consequence(
            heading=Text("部门要重新看", "Checked again by their departments"), items=_once(view.again)
        ),
        Consequence(
            heading=Text(
                "已经有结论，不变；部门会看您改的内容", "Decided and unchanged; their departments look at it"
            ),
            items=_once(view.decided),
        ),
        Consequence(
            heading=Text("不用再交的材料", "Papers not needed any more"), items=_once(view.papers_gone)
        ),
        Consequence(
            heading=Text("要重新签字，签了才能批准", "Have to sign again before anything is approved"),
            items=_once(view.signing),
            warns=True,
        ),
        Consequence(heading=Text("跟着作废的内容和同意", "Void with it"), items=_once(view.forgotten)),
    )
    return tuple(one for one in told if one.items)


def change_form(
    view: ChangeView,
    *,
    posted: Mapping[str, str] | None = None,
    there: frozenset[str] = frozenset(),
    problems: Mapping[str, Text] | None = None,
    agreed: bool = False,
) -> ChangeForm:
    """What is asked with the change. `posted`: it was sent (`there`: papers for which a file came), so what is still missing
    is said; `problems` by fact or paper."""
    wrong = problems or {}
    asked = []
    for planned in view.asked:
        field = control(planned, label=fact_name(view.one_thing, planned.fact))
        if posted is not None:
            told = typed(posted, field)
            missing = PLEASE_FILL_IN if field.required and not told else None
            field = replace(field, value=told, error=wrong.get(planned.fact) or missing)
        asked.append((planned.fact, field))
    for path in view.questions:
        field = answer_control(view.one_thing, path)
        if posted is not None:
            told = typed(posted, field)
            field = replace(field, value=told, error=wrong.get(path) or (None if told else PLEASE_FILL_IN))
        asked.append((path, field))
    papers = []
    for paper in view.to_bring:
        lacking = PLEASE_UPLOAD if posted is not None and paper.key not in there else None
        papers.append(
            (
                paper.key,
                Field(
                    name=f"file-{html_name(paper.key)}",
                    label=owned(view.one_thing, paper.key),
                    kind="file",
                    accept=ACCEPT,
                    multiple=True,
                    error=wrong.get(paper.key) or lacking,
                ),
            )
        )
    error = None if posted is None or agreed else Text("请看过再勾选", "Please read it, then tick the box")
    return ChangeForm(asked=tuple(asked), papers=tuple(papers), agree=replace(AGREE, error=error))


def changed_words(view: ChangeView) -> tuple[tuple[Text, object, object], ...]:
    """Each changed answer: its name, before, after."""
    return tuple(
        (
            fact_name(view.one_thing, one.fact),
            told_words(view.one_thing, one.fact, one.before),
            told_words(view.one_thing, one.fact, one.after),
        )
        for one in view.changed
    )


def to_sign_words(names: tuple[Text, ...]) -> Text | None:
    """Who has to sign, in a row; None where nobody has."""
    return joined(names) if names else None


def _once(names: tuple[Text, ...]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(names))
