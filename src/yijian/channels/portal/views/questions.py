"""The questions, page by page, and the plan that the answers make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Field
from yijian.channels.look.parts import KnownFact
from yijian.channels.portal.presenters.paper_lists import paper_lists
from yijian.channels.portal.presenters.planned import planned_page
from yijian.channels.portal.presenters.questions import (
    UNKNOWN,
    Entry,
    known_answers,
    question_field,
    question_page,
    typed_answer,
)
from yijian.channels.portal.presenters.schedule import plan_chart
from yijian.channels.portal.presenters.stops import planned_stops
from yijian.channels.portal.presenters.summary import plan_summary
from yijian.channels.portal.presenters.times import last_days, time_lines
from yijian.channels.portal.views.draft_cookie import DraftCookie, keep_cookie, read_cookie
from yijian.channels.portal.views.responses import page, to
from yijian.core.compiler.question_pages import MOST_ON_A_PAGE
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import Basis, Question
from yijian.usecases import explore
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import NotFound, Permission
from yijian.usecases.views import DraftView

NOTHING_CHOSEN = Text("请选一个；还不清楚就选“我不知道”", "Choose one; if unsure, choose “I don't know”")
NOTHING_ENTERED_YET: Final[Mapping[str, Entry]] = {}


@require_POST
@access(Permission.LOOK_AROUND)
def start(request: HttpRequest, life_event: str) -> HttpResponse:
    """Begin answering anew."""
    token = explore.start_questions(actor=actor_of(request), ports=ports_of(request), life_event=life_event)
    response = to("questions", life_event)
    keep_cookie(request, response, DraftCookie(token))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.LOOK_AROUND)
def questions(request: HttpRequest, life_event: str) -> HttpResponse:
    """The next questions."""
    if request.method == "POST":
        return _answered(request, life_event)
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    if not draft.plan.questions.page:
        return to("plan", life_event)
    return _shown(request, draft, draft.plan.questions.page)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.LOOK_AROUND)
def change(request: HttpRequest, life_event: str, fact: str) -> HttpResponse:
    """A question that was answered before, to answer it anew or to take the answer back; or the questions of a page, whose
    facts stand in the address with commas between."""
    if request.method == "POST":
        return _answered(request, life_event)
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    facts = _few(fact.split(","))
    entries = {
        fact: Entry(typed=typed_answer(draft.facts, fact), unknown=fact in draft.skipped) for fact in facts
    }
    found = explore.questions(
        actor=actor_of(request), ports=ports_of(request), token=draft.token, facts=facts
    )
    return _shown(request, draft, found, entries=entries, again=any(fact in draft.facts for fact in facts))


@require_safe
@access(Permission.LOOK_AROUND)
def plan(request: HttpRequest, life_event: str) -> HttpResponse:
    """The plan: online as one thing, or each service with where to go, or an officer will look."""
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    return page(
        request,
        "plan",
        {
            "event": draft.one_thing.life_event,
            "shown": planned_page(draft),
            "summary": plan_summary(draft.one_thing, draft.plan, note=None),
            "papers": None
            if draft.plan.admission.admitted is False
            else paper_lists(draft.one_thing, draft.plan),
            "chart": plan_chart(
                draft.one_thing, draft.plan, calendar=ports_of(request).definitions.calendar()
            ),
            "times": time_lines(draft.one_thing, draft.plan),
            "stops": planned_stops(draft.one_thing, draft.plan),
            "last_days": last_days(draft.one_thing, draft.plan),
            "known": _known(request, draft),
            "typical": draft.plan.basis is Basis.REFERENCE_CASE,
            "open": draft.plan.questions.next is not None,
        },
    )


def _draft_of(request: HttpRequest, life_event: str) -> DraftView | None:
    """The draft in this browser, if it is of this thing and still kept."""
    cookie = read_cookie(request)
    if cookie is None:
        return None
    try:
        draft = explore.draft(actor=actor_of(request), ports=ports_of(request), token=cookie.token)
    except NotFound:
        return None
    return draft if draft.one_thing.life_event.id == life_event else None


def _few(facts: Iterable[str]) -> tuple[str, ...]:
    """The facts of one page, as an address or a form names them. Raises NotFound for none, and for more than a page has."""
    named = tuple(dict.fromkeys(facts))
    if not 0 < len(named) <= MOST_ON_A_PAGE:
        raise NotFound(what="page")
    return named


def _answered(request: HttpRequest, life_event: str) -> HttpResponse:
    """What was posted; only a page that is shown again needs the whole plan."""
    cookie = read_cookie(request)
    if cookie is None or not _is_about(request, cookie, life_event):
        return to("guide", life_event)
    actor, ports, facts = actor_of(request), ports_of(request), _few(request.POST.getlist("fact"))
    act = request.POST.get("act", "answer")
    if act == "take_back":
        for fact in facts:
            explore.take_back(actor=actor, ports=ports, token=cookie.token, fact=fact)
            cookie = cookie.without(fact)
        return _onward(request, life_event, cookie)
    found = explore.questions(actor=actor, ports=ports, token=cookie.token, facts=facts)
    thing = ports.definitions.one_thing(life_event)
    fields = {one.fact: question_field(thing, one) for one in found}
    entries = {fact: _entered(request, fact, field, skipping=act == "skip") for fact, field in fields.items()}
    try:
        explore.answer(
            actor=actor,
            ports=ports,
            token=cookie.token,
            typed={fact: entry.typed for fact, entry in entries.items() if not entry.unknown},
            unknown=tuple(fact for fact, entry in entries.items() if entry.unknown),
        )
    except AnswersRefused as refusal:
        problems = refusal.problems | {
            fact: NOTHING_CHOSEN
            for fact in refusal.problems
            if fields[fact].choices and not entries[fact].typed
        }
        wrong = {fact: replace(entry, error=problems.get(fact)) for fact, entry in entries.items()}
        return _again(request, life_event, found, wrong)
    return _onward(request, life_event, cookie.answered(facts))


def _entered(request: HttpRequest, fact: str, field: Field, *, skipping: bool) -> Entry:
    """What was posted for a question: what was typed or chosen, or “I don't know”."""
    entry = typed(request.POST, field)
    said = UNKNOWN in entry.split() if field.choices else fact in request.POST.getlist(UNKNOWN)
    return Entry(typed=entry, unknown=said or skipping)


def _is_about(request: HttpRequest, cookie: DraftCookie, life_event: str) -> bool:
    """Whether the answers in this browser are still kept and of this thing."""
    try:
        return explore.drafted(actor=actor_of(request), ports=ports_of(request), token=cookie.token) == (
            life_event
        )
    except NotFound:
        return False


def _again(
    request: HttpRequest, life_event: str, questions: tuple[Question, ...], entries: Mapping[str, Entry]
) -> HttpResponse:
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    return _shown(request, draft, questions, entries=entries)


def _onward(request: HttpRequest, life_event: str, cookie: DraftCookie) -> HttpResponse:
    response = to("questions", life_event)
    keep_cookie(request, response, cookie)
    return response


def _shown(
    request: HttpRequest,
    draft: DraftView,
    questions: tuple[Question, ...],
    *,
    entries: Mapping[str, Entry] = NOTHING_ENTERED_YET,
    again: bool = False,
) -> HttpResponse:
    facts = {question.fact for question in questions}
    before = tuple(takewhile(facts.isdisjoint, _pages(request, draft)))
    told = sum(fact in draft.facts for page in before for fact in page)
    shown = question_page(draft.one_thing, draft.plan, questions, number=told + 1, entries=entries)
    life_event = draft.one_thing.life_event
    guide = reverse("portal:guide", args=[life_event.id])
    wrong = any(entry.error for entry in entries.values())
    return page(
        request,
        "question",
        {
            "event": life_event,
            "shown": shown,
            "fields": shown.fields,
            "plan": plan_summary(draft.one_thing, draft.plan),
            "known": _known(request, draft),
            "back": reverse("portal:change", args=[life_event.id, ",".join(before[-1])]) if before else guide,
            "again": again,
        },
        status=422 if wrong else 200,
    )


def _pages(request: HttpRequest, draft: DraftView) -> tuple[tuple[str, ...], ...]:
    """The pages answered so far, first to last, with the facts that are told or not known; what the cookie knows nothing of
    comes last."""
    cookie = read_cookie(request)
    answered = draft.facts.keys() | draft.skipped
    pages = [tuple(fact for fact in page if fact in answered) for page in (cookie.pages if cookie else ())]
    known = {fact for page in pages for fact in page}
    return (
        *(page for page in pages if page),
        *((fact,) for fact in draft.facts if fact not in known),
    )


def _order(request: HttpRequest, draft: DraftView) -> tuple[str, ...]:
    """The facts told so far, first to last."""
    return tuple(fact for page in _pages(request, draft) for fact in page if fact in draft.facts)


def _known(request: HttpRequest, draft: DraftView) -> tuple[KnownFact, ...]:
    life_event = draft.one_thing.life_event.id
    urls = {fact: reverse("portal:change", args=[life_event, fact]) for fact in draft.facts}
    return known_answers(draft.one_thing, draft.facts, _order(request, draft), change_urls=urls)
