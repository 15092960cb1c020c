"""The answers of an application that stand in no field of the form (how many children, what is wanted), as a section."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from yijian.channels.look.fact_controls import choices_of, free_control, html_name
from yijian.channels.look.fact_values import typed_text
from yijian.channels.look.fields import Field, Provenance
from yijian.channels.look.parts import KnownFact
from yijian.channels.portal.presenters.form import Section
from yijian.channels.portal.presenters.names import fact_name
from yijian.channels.portal.presenters.questions import codes_of, told_words, type_of
from yijian.channels.portal.presenters.values import OWN_ANSWER
from yijian.core.compiler.fact_paths import concept_at
from yijian.core.errors import Text
from yijian.core.vocabulary.one_thing import OneThing
from yijian.usecases.views import ApplicationView

SLUG: Final = "answers"
NAME: Final = Text("您的情况", "Your situation")


def answers_section(
    view: ApplicationView, *, change: str = "", change_url: Callable[[str, str], str] | None = None
) -> Section | None:
    """Open questions first, answers after; None where every answer is a field of the form."""
    questions = view.plan.questions
    in_form = {each.field.fact for each in view.fields}
    answered = [fact for fact in questions.answered if fact not in in_form and fact in view.facts]
    open_ = [fact for fact in questions.open if fact not in in_form]
    anew = [fact for fact in answered if html_name(fact) == change]
    if not answered and not open_:
        return None
    return Section(
        slug=SLUG,
        name=NAME,
        asked=tuple(
            (fact, answer_control(view.one_thing, fact, value=typed_text(view.facts.get(fact))))
            for fact in (*anew, *open_)
        ),
        known=tuple(
            KnownFact(
                label=fact_name(view.one_thing, fact),
                value=told_words(view.one_thing, fact, view.facts[fact]),
                provenance=Provenance(register=OWN_ANSWER),
                change_url=change_url(SLUG, html_name(fact)) if change_url else "",
            )
            for fact in answered
            if fact not in anew
        ),
        fetched=(),
        others=(),
        later=(),
        missing=len(open_),
    )


def answer_control(thing: OneThing, fact: str, *, value: str = "") -> Field:
    """The control for an answer that is no field of the form."""
    found = concept_at(thing, fact)
    kind = type_of(thing, fact)
    return free_control(
        name=html_name(fact),
        label=fact_name(thing, fact),
        hint=found[1].hint if found else None,
        kind=kind,
        choices=choices_of(kind, codes_of(thing, fact)),
        value=value,
    )
