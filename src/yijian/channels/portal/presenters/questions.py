"""One question of the questionnaire as a page: its choices with what they change, its reasons, what is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString

from yijian.channels.look.dates import day_element
from yijian.channels.look.fact_controls import choices_of, free_control
from yijian.channels.look.fact_values import typed_text, value_words
from yijian.channels.look.fields import Choice, Effect, Field, Provenance, date_of
from yijian.channels.look.parts import KnownFact
from yijian.channels.portal.presenters.marks import Mark, named_mark
from yijian.channels.portal.presenters.names import (
    authority_name,
    fact_name,
    joined,
    paper_name,
    service_name,
)
from yijian.core.compiler.fact_paths import WANTS, concept_at
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import AnswerEffect, EffectKind, Plan, Question
from yijian.core.vocabulary.provenance import Facts, FactValue

VALUE = "answer"
"""The name of the control."""
UNKNOWN = "unknown"
"""The value of “I don't know”: no code of a definition, since codes come from the lists of the question."""
_DONT_KNOW = Choice(
    value=UNKNOWN,
    label=Text("我不知道", "I don't know"),
    hint=Text("先答后面的题", "Answer the other questions first"),
    effect=Effect(kind="later", text=Text("提交前再来选", "Asked again before you submit")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a question is asked: who uses the answer, for what, how sure that is."""

    who: Text | None
    text: Text
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """A question as a page. `number` of about `total`, if the rest is answered as in the usual situation. `choose`: there are choices (“I don't know” is one of them), else it is a free entry."""

    fact: str
    field: Field
    choose: bool
    number: int
    total: int
    share: float
    reasons: tuple[Reason, ...]

    @property
    def more_reasons(self) -> int:
        """How many reasons are folded away after the first three."""
        return max(len(self.reasons) - 3, 0)


def question_page(
    one_thing: OneThing,
    plan: Plan,
    question: Question,
    *,
    number: int,
    value: str = "",
    error: Text | None = None,
) -> QuestionPage:
    """The page of a question. `number` counts from 1; `value` and `error` are what was typed and what is wrong."""
    field = question_field(one_thing, question, value=value, error=error)
    total = max(len(plan.questions.answered) + plan.questions.usual, number)
    return QuestionPage(
        fact=question.fact,
        field=field,
        choose=bool(field.choices),
        number=number,
        total=total,
        share=(number - 1) / total,
        reasons=tuple(
            Reason(
                who=None if reason.service is None else _who(one_thing, reason.service),
                text=reason.text,
                mark=named_mark(one_thing, reason.certainty, reason.source),
            )
            for reason in question.reasons
        ),
    )


def question_field(
    one_thing: OneThing, question: Question, *, value: str = "", error: Text | None = None
) -> Field:
    """The field in which a question is answered; every choice with what it changes, and “I don't know” the last."""
    choices = tuple(
        replace(choice, effect=effect_words(one_thing, question.effects.get(choice.value)))
        for choice in choices_of(question.type, question.choices)
    )
    return free_control(
        name=VALUE,
        label=question.text,
        hint=question.hint,
        kind=question.type,
        choices=(*choices, _DONT_KNOW) if choices else (),
        value=value,
        error=error,
        max_length=question.max_length,
    )


def effect_words(one_thing: OneThing, effect: AnswerEffect | None) -> Effect | None:
    """The line under a choice: nothing changes, or what more, less, later or earlier there will be."""
    if effect is None:
        return None
    if effect.kind is EffectKind.OUT:
        return Effect(
            kind="more",
            text=Text(
                "不能联办，要分开办；分开怎么办会列给您", "Not as one thing: we list how to do each part"
            ),
        )
    changes = tuple(_changes(one_thing, effect))
    if not changes:
        return Effect(kind="same", text=Text("计划不变", "The plan stays the same"))
    return Effect(
        kind="more" if effect.kind is EffectKind.MORE else "same",
        text=Text("；".join(each.zh for each in changes), "; ".join(each.en for each in changes)),
    )


def _changes(one_thing: OneThing, effect: AnswerEffect) -> Iterable[Text]:
    for zh, en, keys, name in (
        ("多办", "adds", effect.services_added, service_name),
        ("不用办", "without", effect.services_removed, service_name),
        ("多准备", "one more paper:", effect.papers_added, paper_name),
        ("不用准备", "not needed:", effect.papers_removed, paper_name),
    ):
        if keys:
            names = joined(dict.fromkeys(name(one_thing, key) for key in keys))
            yield Text(f"{zh}{names.zh}", f"{en} {names.en}")
    if effect.days:
        later = effect.days > 0
        count = abs(effect.days)
        yield Text(
            f"{'晚' if later else '早'} {count} 个工作日",
            f"{count} working day{'' if count == 1 else 's'} {'later' if later else 'earlier'}",
        )


def _who(one_thing: OneThing, service: str) -> Text:
    bound = one_thing.services.get(service)
    if bound is None:
        return service_name(one_thing, service)
    authority = authority_name(one_thing, bound.definition.authority)
    name = service_name(one_thing, service)
    return Text(f"{authority.zh}，用于{name.zh}", f"{authority.en}, for {name.en}")


def known_answers(
    one_thing: OneThing, facts: Facts, answered: tuple[str, ...], *, change_urls: dict[str, str]
) -> tuple[KnownFact, ...]:
    """What has been answered so far, in the order of the answers, each with a way to change it."""
    ordered = [
        *(fact for fact in answered if fact in facts),
        *(fact for fact in facts if fact not in answered),
    ]
    return tuple(
        KnownFact(
            label=fact_name(one_thing, fact),
            value=told_words(one_thing, fact, facts[fact]),
            provenance=Provenance(
                register=Text(f"您第 {number} 题的回答", f"Your answer to question {number}")
            ),
            change_url=change_urls.get(fact, ""),
        )
        for number, fact in enumerate(ordered, start=1)
    )


def reference_value(one_thing: OneThing, fact: str, value: str | int | bool | None) -> Text | str:
    """A fact of the reference case in words (a day is ISO text there, as authors write it)."""
    kind = type_of(one_thing, fact)
    if kind is ConceptType.DATE and value == "today":
        return Text("当天", "the same day")
    if kind is ConceptType.DATE and isinstance(value, str) and date_of(value):
        return day_element(date.fromisoformat(value), form="full")
    return told_words(one_thing, fact, value)


def told_words(one_thing: OneThing, fact: str, value: FactValue) -> Text | str | SafeString:
    """A value in words by its concept."""
    found = concept_at(one_thing, fact)
    return value_words(
        value,
        kind=type_of(one_thing, fact),
        codes=codes_of(one_thing, fact),
        unit=found[1].unit if found else None,
    )


def typed_answer(facts: Facts, fact: str) -> str:
    """The answer given before, as it stands in the control."""
    return typed_text(facts[fact]) if fact in facts else ""


def type_of(one_thing: OneThing, fact: str) -> ConceptType:
    """The type of a fact: that of its concept, a number for a count, a yes or no for a wish or a presence."""
    found = concept_at(one_thing, fact)
    if found is not None:
        return found[1].type
    return ConceptType.BOOLEAN if fact.startswith(WANTS) or fact.endswith(".present") else ConceptType.INTEGER


def codes_of(one_thing: OneThing, fact: str) -> tuple[Code, ...]:
    """The code list of a fact, empty where it has none."""
    found = concept_at(one_thing, fact)
    return found[1].codes if found else ()
