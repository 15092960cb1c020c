"""A page of the questionnaire: its questions, their choices with what they change, their reasons, what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString

from yijian.channels.look.dates import day_element
from yijian.channels.look.fact_controls import choices_of, free_control, html_name
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
from yijian.core.compiler.fact_paths import WANTS, concept_at, read_path
from yijian.core.errors import Text
from yijian.core.vocabulary.concept import Code, ConceptType
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import AnswerEffect, EffectKind, Plan, Question
from yijian.core.vocabulary.provenance import Facts, FactValue

UNKNOWN = "unknown"
"""The value of “I don't know”: no code of a definition, since codes come from the lists of the question. Also the name of
the boxes that say it beside free entries; the value of such a box is the fact."""
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
class Entry:
    """What was entered for a question: as typed, whether “I don't know” was said, and what is wrong with it."""

    typed: str = ""
    unknown: bool = False
    error: Text | None = None


NOTHING_ENTERED = Entry()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """One question of a page. `choose`: there are choices (“I don't know” is one of them), else it is a free entry, beside
    which `unknown` says whether it was said."""

    fact: str
    field: Field
    choose: bool
    unknown: bool
    reasons: tuple[Reason, ...]

    @property
    def more_reasons(self) -> int:
        """How many reasons are folded away after the first three."""
        return max(len(self.reasons) - 3, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """The questions of a page, numbers `number` to `last` of about `total`, if the rest is answered as in the usual
    situation. `title` is the question where there is one, else what they are about."""

    questions: tuple[ShownQuestion, ...]
    title: Text
    number: int
    total: int
    share: float

    @property
    def last(self) -> int:
        """The number of the last question."""
        return self.number + len(self.questions) - 1

    @property
    def alone(self) -> bool:
        """Whether there is only one question: its text is then the heading of the page."""
        return len(self.questions) == 1

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of all questions."""
        return tuple(question.field for question in self.questions)


def question_page(
    one_thing: OneThing,
    plan: Plan,
    questions: tuple[Question, ...],
    *,
    number: int,
    entries: Mapping[str, Entry],
) -> QuestionPage:
    """The page of some questions. `number` counts from 1; `entries` by fact."""
    shown = tuple(
        shown_question(
            one_thing,
            question,
            entry=entries.get(question.fact, NOTHING_ENTERED),
            alone=len(questions) == 1,
        )
        for question in questions
    )
    total = max(len(plan.questions.answered) + plan.questions.usual, number + len(shown) - 1)
    title = questions[0].text if len(questions) == 1 else _title(one_thing, [one.fact for one in questions])
    return QuestionPage(questions=shown, title=title, number=number, total=total, share=(number - 1) / total)


def shown_question(one_thing: OneThing, question: Question, *, entry: Entry, alone: bool) -> ShownQuestion:
    """A question with what was entered; `alone` on its page or not."""
    field = question_field(one_thing, question, entry=entry, alone=alone)
    return ShownQuestion(
        fact=question.fact,
        field=field,
        choose=bool(field.choices),
        unknown=entry.unknown,
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
    one_thing: OneThing, question: Question, *, entry: Entry = NOTHING_ENTERED, alone: bool = True
) -> Field:
    """The field in which a question is answered; every choice with what it changes, and “I don't know” the last."""
    choices = tuple(
        replace(choice, effect=effect_words(one_thing, question.effects.get(choice.value)))
        for choice in choices_of(question.type, question.choices)
    )
    dont_know = _DONT_KNOW if alone else replace(_DONT_KNOW, hint=None)
    return free_control(
        name=html_name(question.fact),
        label=question.text,
        hint=question.hint,
        kind=question.type,
        choices=(*choices, dont_know) if choices else (),
        value=UNKNOWN if choices and entry.unknown else entry.typed,
        error=entry.error,
        max_length=question.max_length,
    )


def _title(one_thing: OneThing, facts: Iterable[str]) -> Text:
    """What several questions of one page are about: the wishes, or the participants."""
    participants = one_thing.life_event.participants
    paths = [path for path in map(read_path, facts) if path is not None]
    if not paths:
        return Text("下面这些，要一并办吗？", "Which of these do you also want?")
    names = joined(dict.fromkeys(participants[path.participant].name for path in paths))
    return Text(f"关于{names.zh}的 {len(paths)} 个问题", f"{len(paths)} questions about {names.en}")


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
