"""Which questions share a page: the next one, with those that would be asked right after it whatever is answered.

Law: let P be the page of somebody. Whatever they answer, “I don't know” among it, the interview that asks one question
at a time goes on with exactly the questions of P, in one order or another. So page by page the same questions are asked
as one by one, and after each page the interview stands where it would stand then: nobody answers a question more for
having fewer pages.

That is worked out and not guessed: every course of the interview is followed as far as the page goes. Answers that
cannot all be tried (a day, a number, several codes) are never followed: such a question is the last that was looked at.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from yijian.core.compiler.askable import askable
from yijian.core.compiler.fact_paths import member_of, read_path
from yijian.core.compiler.memory import remembered
from yijian.core.compiler.questions import in_order, state_of
from yijian.core.compiler.representatives import is_finite, representatives
from yijian.core.compiler.situation import Situation

MOST_ON_A_PAGE: Final = 4
"""More questions at once are a form to work through, on a phone longer than two screens."""
MOST_COURSES: Final = 60
"""How many courses of the interview are followed for one page; a page that needs more stays as far as they were."""
_WISHES: Final = "wants"


def page_of(situation: Situation) -> tuple[str, ...]:
    """The questions of the next page, the first of `in_order` first; empty where nothing is open.

    At most `MOST_ON_A_PAGE`, all of them askable at once and about the same: `subject_of`.
    """
    return remembered(situation.one_thing, "page", state_of(situation), lambda: _page_of(situation))


def subject_of(situation: Situation, fact: str) -> str:
    """What a question is about, as a reader sees it: the wishes; one kind of participant (mother and father are
    persons); of a list each member alone, since the questions about it name its number."""
    parts = read_path(fact)
    if parts is None:
        return _WISHES
    participant = situation.one_thing.life_event.participants[parts.participant]
    if parts.member is not None and situation.count(parts.participant) != 1:
        return member_of(parts.participant, parts.member)
    return participant.entity


@dataclass(frozen=True, slots=True)
class _Course:
    """A way the interview can go: where it stands, and what was asked on the way."""

    situation: Situation
    asked: frozenset[str]

    @property
    def key(self) -> Hashable:
        return state_of(self.situation), self.asked


def _page_of(situation: Situation) -> tuple[str, ...]:
    order = in_order(situation)
    if not order:
        return ()
    about = subject_of(situation, order[0])
    fitting = [fact for fact in askable(situation, frozenset(order)) if subject_of(situation, fact) == about]
    page = frozenset(order[:1])
    courses = [_Course(situation, frozenset())]
    for length in range(1, min(len(fitting), MOST_ON_A_PAGE) + 1):
        asked = _asked_next(courses, frozenset(fitting))
        if asked is None:
            break
        if len(set(asked)) == 1:
            page = asked[0]
        if len(frozenset().union(*asked)) > MOST_ON_A_PAGE or length == MOST_ON_A_PAGE:
            break
        followed = _answered(courses, asked)
        if followed is None:
            break
        courses = followed
    return tuple(fact for fact in order if fact in page)


def _asked_next(courses: list[_Course], fitting: frozenset[str]) -> list[frozenset[str]] | None:
    """What has been asked in each course after its next question; None where one ends or turns to something else."""
    asked: list[frozenset[str]] = []
    for course in courses:
        order = in_order(course.situation)
        if not order or order[0] not in fitting:
            return None
        asked.append(course.asked | {order[0]})
    return asked


def _answered(courses: list[_Course], asked: list[frozenset[str]]) -> list[_Course] | None:
    """The courses after every answer to the questions just asked; None where these are too many to follow."""
    followed: dict[Hashable, _Course] = {}
    for course, now in zip(courses, asked, strict=True):
        (fact,) = now - course.asked
        if not is_finite(course.situation.one_thing, fact):
            return None
        answers = representatives(course.situation, fact)
        for after in (
            *(course.situation.told(fact, value) for value, _ in answers),
            course.situation.not_known(fact),
        ):
            one = _Course(after, now)
            followed[one.key] = one
        if len(followed) > MOST_COURSES:
            return None
    return list(followed.values())
