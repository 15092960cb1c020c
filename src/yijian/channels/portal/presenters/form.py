"""The one form in sections: what is still to be told first, what is known after it with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from yijian.channels.look.fact_controls import control, html_name
from yijian.channels.look.fact_values import MASKED, typed_text, value_words
from yijian.channels.look.fields import Field
from yijian.channels.look.parts import KnownFact
from yijian.channels.portal.presenters.names import members_of, participant_name
from yijian.channels.portal.presenters.values import provenance_words
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import FieldSource
from yijian.core.vocabulary.provenance import ProvenanceKind
from yijian.usecases.views import ApplicationView, FieldView, Keeper

HIDDEN_VALUE = Text("由本人填写，您看不到内容", "Filled in by that person; you do not see it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the form. `asked` are controls with the fact each stands for; `known` are rows with a source;
    `fetched` would come from a register that has not been asked yet; `others` another person fills in; `later` are
    made on the way and never asked."""

    slug: str
    name: Text
    asked: tuple[tuple[str, Field], ...]
    known: tuple[KnownFact, ...]
    fetched: tuple[Text, ...]
    others: tuple[Text, ...]
    later: tuple[Text, ...]
    missing: int

    @property
    def fields(self) -> tuple[Field, ...]:
        """The controls alone."""
        return tuple(field for _, field in self.asked)

    @property
    def total(self) -> int:
        """How many things stand in the section."""
        return len(self.asked) + len(self.known) + len(self.fetched)


def sections_of(
    view: ApplicationView,
    *,
    change: str = "",
    change_url: Callable[[str, str], str] | None = None,
    only: frozenset[str] | None = None,
) -> tuple[Section, ...]:
    """All sections in the order of the form. `change` is the control name of a known value to be typed anew;
    `change_url(section, name)` says where 这里不对 leads; `only` restricts the form to those facts, all to be told anew (a
    correction)."""
    inside = [
        each
        for each in view.fields
        if (only is None or each.field.fact in only) and each.field.source is not FieldSource.OUTPUT
    ]
    names = list(dict.fromkeys(section_of(each) for each in view.fields))
    made = [each for each in view.fields if each.field.source is FieldSource.OUTPUT and only is None]
    return tuple(
        section
        for name in names
        if (
            section := _section(
                view,
                name,
                inside,
                made,
                change=change,
                change_url=change_url,
                names=names,
                all_anew=only is not None,
            )
        ).total
        or section.others
    )


def section_of(view: FieldView) -> str:
    """Under which heading a field stands."""
    return view.field.section or view.field.participant


def is_asked(view: FieldView) -> bool:
    """Whether the applicant is to tell it now."""
    pending = view.field.source is FieldSource.REGISTER
    return not view.known and not view.hidden and view.keeper is Keeper.APPLICANT and not pending


def _section(
    view: ApplicationView,
    name: str,
    inside: Iterable[FieldView],
    made: Iterable[FieldView],
    *,
    change: str,
    change_url: Callable[[str, str], str] | None,
    names: list[str],
    all_anew: bool,
) -> Section:
    mine = [each for each in inside if section_of(each) == name]
    slug = html_name(name)
    anew = [
        each
        for each in mine
        if each.known and not each.hidden and (all_anew or html_name(each.field.fact) == change)
    ]
    asked = [*anew, *(each for each in mine if is_asked(each))]
    known = [each for each in mine if each.known and not each.hidden and each not in anew]
    return Section(
        slug=slug,
        name=participant_name(view.one_thing, name, members=members_of(names, name)),
        asked=tuple((each.field.fact, control(each.field, value=_shown(each))) for each in asked),
        known=tuple(
            known_fact(
                view.one_thing,
                each,
                answered=view.plan.questions.answered,
                url=change_url and change_url(slug, html_name(each.field.fact)),
            )
            for each in known
        ),
        fetched=tuple(
            each.field.name
            for each in mine
            if not each.known
            and each.field.source is FieldSource.REGISTER
            and each.keeper is Keeper.APPLICANT  # who signs agrees for themselves
        ),
        others=tuple(
            each.field.name
            for each in mine
            if each.hidden or (each.keeper is Keeper.CO_SIGNER and not each.known)
        ),
        later=tuple(each.field.name for each in made if section_of(each) == name),
        missing=sum(is_asked(each) and each.field.required is not False for each in mine),
    )


def _shown(view: FieldView) -> str:
    """What stands in the control at first: a value to be changed, never a number that is only shown masked."""
    return "" if view.field.type in MASKED else typed_text(view.value)


def known_fact(
    one_thing: OneThing,
    view: FieldView,
    *,
    answered: tuple[str, ...] = (),
    url: str | None = None,
    teller: Text | None = None,
) -> KnownFact:
    """One known value as a row: the value in words, its source, 修改 for an own answer and 这里不对 for others'.
    `teller` names who answered, where that is not the reader."""
    fact = view.field.fact
    own = view.provenance is not None and view.provenance.kind is ProvenanceKind.ANSWER
    number = answered.index(fact) + 1 if fact in answered else None
    return KnownFact(
        label=view.field.name,
        value=value_words(view.value, kind=view.field.type, codes=view.field.codes, unit=view.field.unit),
        provenance=provenance_words(one_thing, view.provenance, answered=number, teller=teller),
        change_url=(url or "") if own else "",
        wrong_url="" if own else (url or ""),
    )


def with_problems(section: Section, *, typed: Mapping[str, str], problems: Mapping[str, Text]) -> Section:
    """The section as it was typed, with what is wrong at each field. `typed` and `problems` by fact path."""
    return replace(
        section,
        asked=tuple(
            (fact, replace(field, value=typed.get(fact, field.value), error=problems.get(fact)))
            for fact, field in section.asked
        ),
    )
