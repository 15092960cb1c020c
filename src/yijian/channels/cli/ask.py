"""`yijian ask`: an interview in the terminal that ends in the plan. It works as well with answers piped in."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from yijian.channels.cli.plan_words import plan_lines
from yijian.channels.cli.reading import (
    add_definitions,
    add_language,
    compiled,
    day,
    facts_of,
    has_errors,
    load,
    print_findings,
)
from yijian.channels.cli.reason_words import why_lines
from yijian.core.compiler.decision_reasons import Decision, decisions_of
from yijian.core.compiler.facts import FactRefused, read_fact
from yijian.core.compiler.held import Held
from yijian.core.compiler.plan import next_question, situation_of, specialise
from yijian.core.errors import Text
from yijian.core.planning.calendars import WorkingCalendar
from yijian.core.vocabulary.concept import ConceptType, codes_in
from yijian.core.vocabulary.one_thing import OneThing
from yijian.core.vocabulary.plan import AnswerEffect, EffectKind, Question
from yijian.core.vocabulary.provenance import Facts, FactValue

if TYPE_CHECKING:
    from argparse import _SubParsersAction

DONT_KNOW = "?"
BACK = "b"
CHANGE = "c"
END = "q"


def register(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "ask",
        help="an interview in the terminal that ends in the plan",
        description="Answer with the number of a choice, ? for “I don't know”, b to go back, c to change an earlier "
        "answer, q to see the plan now. 问答式办事指引。",
    )
    parser.add_argument("life_event", metavar="ID", help="life event, such as newborn")
    parser.add_argument("--facts", metavar="FILE", help="JSON object of what is known already")
    parser.add_argument("--why", action="store_true", help="at the end, why each thing was decided as it was")
    add_definitions(parser)
    add_language(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 with a plan, 1 if the life event does not compile."""
    loaded = load(arguments)
    compilation = compiled(arguments, loaded, arguments.life_event)
    if compilation.one_thing is None:
        print_findings((one for one in compilation.findings if has_errors((one,))), arguments.lang)
        return 1
    interview = _Interview(
        one_thing=compilation.one_thing,
        facts=facts_of(arguments, compilation.one_thing),
        today=day(arguments),
        calendar=loaded.calendar,
        language=arguments.lang,
    )
    interview.hold()
    if arguments.why:
        print("\n".join(why_lines(interview.decisions(), arguments.lang)))
    return 0


@dataclass(slots=True, kw_only=True)
class _Interview:
    """The state of one interview: what was told, what was skipped, and in which order."""

    one_thing: OneThing
    facts: Facts
    today: date
    calendar: WorkingCalendar
    language: str
    skipped: frozenset[str] = frozenset()
    asked: list[Question] = field(default_factory=list)

    def hold(self) -> None:
        """Ask until nothing is open, the answers end, or the person has enough; then show the plan."""
        while (question := self._next()) is not None:
            self._show(question)
            answer = _read_line()
            if answer is None or answer == END:
                break
            self._take(question, answer)
        plan = specialise(
            self.one_thing, self.facts, today=self.today, calendar=self.calendar, skipped=self.skipped
        )
        print()
        print("\n".join(plan_lines(self.one_thing, plan, self.language)))

    def decisions(self) -> Iterator[Decision]:
        """Everything that the answers decide, with the reasons."""
        return decisions_of(
            situation_of(self.one_thing, self.facts, today=self.today, held=Held(), skipped=self.skipped)
        )

    def _next(self) -> Question | None:
        return next_question(
            self.one_thing, self.facts, today=self.today, calendar=self.calendar, skipped=self.skipped
        )

    def _take(self, question: Question, answer: str) -> None:
        if answer == BACK:
            self._back()
        elif answer == CHANGE:
            self._change()
        elif answer == DONT_KNOW:
            self.skipped |= {question.fact}
            self.asked.append(question)
        else:
            self._tell(question, answer)

    def _tell(self, question: Question, answer: str) -> None:
        try:
            value = _value(self.one_thing, question, answer)
        except FactRefused as refused:
            print(f"  {refused.text.in_language(self.language)}")
            return
        self.facts = {**self.facts, question.fact: value}
        self.asked.append(question)

    def _back(self) -> None:
        if not self.asked:
            print(self._say("  这是第一个问题", "  This is the first question"))
            return
        self._forget(len(self.asked) - 1)

    def _forget(self, position: int) -> None:
        fact = self.asked.pop(position).fact
        self.facts = {path: value for path, value in self.facts.items() if path != fact}
        self.skipped -= {fact}

    def _change(self) -> None:
        """List what was answered; the chosen answer is forgotten and its question comes again."""
        for number, question in enumerate(self.asked, 1):
            print(f"  {number}. {question.text.in_language(self.language)} {self._told(question)}")
        print(self._say("  改第几个？", "  Which one?"))
        answer = _read_line() or ""
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(self.asked):
            self._forget(int(answer) - 1)

    def _told(self, question: Question) -> str:
        if question.fact in self.skipped:
            return self._say("不知道", "I don't know")
        value = self.facts.get(question.fact)
        code = str(value).lower() if isinstance(value, bool) else str(value)
        names = {choice.code: choice.name.in_language(self.language) for choice in question.choices}
        if question.type is ConceptType.CODES:
            return self._say("、", ", ").join(names.get(one, one) for one in codes_in(code))
        return names.get(code, code)

    def _show(self, question: Question) -> None:
        print(f"\n{question.text.in_language(self.language)}")
        if question.hint is not None:
            print(f"  ({question.hint.in_language(self.language)})")
        if question.type is ConceptType.CODES:
            print(self._say("  （可以多选，编号之间空一格）", "  (several: numbers with spaces between)"))
        for number, choice in enumerate(question.choices, 1):
            effect = self._effect(question.effects.get(choice.code))
            print(f"  {number}. {choice.name.in_language(self.language)}{effect}")
        print(f"  {DONT_KNOW}. {self._say('不知道', 'I don’t know')}")
        for reason in question.reasons:
            print(f"    · {reason.text.in_language(self.language)}")

    def _effect(self, effect: AnswerEffect | None) -> str:
        """What a choice changes, in a few words."""
        if effect is None or effect.kind is EffectKind.SAME:
            return ""
        if effect.kind is EffectKind.OUT:
            return self._say("  → 不能联办，每件事单独办", "  → each service on its own")
        parts = []
        for change, zh, en in (
            (len(effect.services_added) - len(effect.services_removed), "件事", "services"),
            (len(effect.papers_added) - len(effect.papers_removed), "份材料", "papers"),
            (effect.days or 0, "个工作日", "working days"),
        ):
            if change:
                parts.append(self._say(f"{change:+d} {zh}", f"{change:+d} {en}"))
        return f"  → {self._say('，', ', ').join(parts)}" if parts else ""

    def _say(self, zh: str, en: str) -> str:
        return Text(zh, en).in_language(self.language)


def _value(one_thing: OneThing, question: Question, answer: str) -> FactValue:
    """The value an answer means: the number of a choice, its code or its name; else what was typed."""
    for number, choice in enumerate(question.choices, 1):
        if answer in (str(number), choice.code, choice.name.zh, choice.name.en):
            return read_fact(one_thing, question.fact, choice.code)
    if question.type is ConceptType.CODES:
        return _several(one_thing, question, answer)
    if question.choices:
        raise FactRefused(
            path=question.fact, reason=Text(f"请选 1 到 {number}", f"choose 1 to {len(question.choices)}")
        )
    return read_fact(one_thing, question.fact, answer)


def _several(one_thing: OneThing, question: Question, answer: str) -> FactValue:
    """Several choices: their numbers or codes with spaces or commas between."""
    numbered = {str(number): choice.code for number, choice in enumerate(question.choices, 1)}
    chosen = [numbered.get(one, one) for one in answer.replace(",", " ").replace("，", " ").split()]
    return read_fact(one_thing, question.fact, " ".join(chosen) or answer)


def _read_line() -> str | None:
    """The next answer; None when there are no more."""
    print("> ", end="", flush=True)
    line = sys.stdin.readline()
    return line.strip() if line else None
