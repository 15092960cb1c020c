"""The questions, one a page, and the plan that the answers make."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.parts import KnownFact
from yijian.channels.portal.presenters.planned import planned_page
from yijian.channels.portal.presenters.questions import (
    UNKNOWN,
    known_answers,
    question_field,
    question_page,
    typed_answer,
)
from yijian.channels.portal.presenters.schedule import plan_chart
from yijian.channels.portal.presenters.summary import plan_summary
from yijian.channels.portal.presenters.times import last_days, time_lines
from yijian.channels.portal.views.draft_cookie import DraftCookie, keep_cookie, read_cookie
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import Text
from yijian.core.vocabulary.plan import Basis, Question
from yijian.usecases import explore
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import NotFound, Permission
from yijian.usecases.views import DraftView

NOTHING_CHOSEN = Text("请选一个；还不清楚就选“我不知道”", "Choose one; if unsure, choose “I don't know”")


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
    """The next question."""
    if request.method == "POST":
        return _answered(request, life_event)
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    if draft.plan.questions.next is None:
        return to("plan", life_event)
    return _shown(request, draft, draft.plan.questions.next)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.LOOK_AROUND)
def change(request: HttpRequest, life_event: str, fact: str) -> HttpResponse:
    """A question that was answered before, to answer it anew or to take the answer back."""
    if request.method == "POST":
        return _answered(request, life_event)
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    question = explore.question(
        actor=actor_of(request), ports=ports_of(request), token=draft.token, fact=fact
    )
    return _shown(request, draft, question, value=typed_answer(draft.facts, fact), again=fact in draft.facts)


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
            "chart": plan_chart(
                draft.one_thing, draft.plan, calendar=ports_of(request).definitions.calendar()
            ),
            "times": time_lines(draft.one_thing, draft.plan),
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


def _answered(request: HttpRequest, life_event: str) -> HttpResponse:
    """What was posted; only a page that is shown again needs the whole plan."""
    cookie = read_cookie(request)
    if cookie is None or not _is_about(request, cookie, life_event):
        return to("guide", life_event)
    actor, ports, fact = actor_of(request), ports_of(request), request.POST.get("fact", "")
    act = request.POST.get("act", "answer")
    if act == "take_back":
        explore.take_back(actor=actor, ports=ports, token=cookie.token, fact=fact)
        return _onward(request, life_event, cookie.without(fact))
    question = explore.question(actor=actor, ports=ports, token=cookie.token, fact=fact)
    field = question_field(ports.definitions.one_thing(life_event), question)
    entry = typed(request.POST, field)
    if act == "skip" or (field.choices and UNKNOWN in entry.split()):
        explore.skip(actor=actor, ports=ports, token=cookie.token, fact=fact)
        return _onward(request, life_event, cookie.without(fact))
    if field.choices and not entry:
        return _again(request, life_event, question, error=NOTHING_CHOSEN)
    try:
        explore.answer(actor=actor, ports=ports, token=cookie.token, fact=fact, typed=entry)
    except AnswersRefused as refusal:
        error = refusal.problems.get(fact, refusal.text)
        return _again(request, life_event, question, value=entry, error=error)
    return _onward(request, life_event, cookie.answered(fact))


def _is_about(request: HttpRequest, cookie: DraftCookie, life_event: str) -> bool:
    """Whether the answers in this browser are still kept and of this thing."""
    try:
        return explore.drafted(actor=actor_of(request), ports=ports_of(request), token=cookie.token) == (
            life_event
        )
    except NotFound:
        return False


def _again(
    request: HttpRequest, life_event: str, question: Question, *, value: str = "", error: Text
) -> HttpResponse:
    draft = _draft_of(request, life_event)
    if draft is None:
        return to("guide", life_event)
    return _shown(request, draft, question, value=value, error=error)


def _onward(request: HttpRequest, life_event: str, cookie: DraftCookie) -> HttpResponse:
    response = to("questions", life_event)
    keep_cookie(request, response, cookie)
    return response


def _shown(
    request: HttpRequest,
    draft: DraftView,
    question: Question,
    *,
    value: str = "",
    error: Text | None = None,
    again: bool = False,
) -> HttpResponse:
    told = _order(request, draft)
    before = told[: told.index(question.fact)] if question.fact in told else told
    shown = question_page(
        draft.one_thing, draft.plan, question, number=len(before) + 1, value=value, error=error
    )
    life_event = draft.one_thing.life_event
    guide = reverse("portal:guide", args=[life_event.id])
    return page(
        request,
        "question",
        {
            "event": life_event,
            "shown": shown,
            "fields": (shown.field,),
            "plan": plan_summary(draft.one_thing, draft.plan),
            "known": _known(request, draft),
            "back": reverse("portal:change", args=[life_event.id, before[-1]]) if before else guide,
            "again": again,
        },
        status=422 if error else 200,
    )


def _order(request: HttpRequest, draft: DraftView) -> tuple[str, ...]:
    """The facts told so far, first to last; those of which the cookie knows nothing come last."""
    cookie = read_cookie(request)
    known = [fact for fact in (cookie.order if cookie else ()) if fact in draft.facts]
    return (*known, *(fact for fact in draft.facts if fact not in known))


def _known(request: HttpRequest, draft: DraftView) -> tuple[KnownFact, ...]:
    life_event = draft.one_thing.life_event.id
    urls = {fact: reverse("portal:change", args=[life_event, fact]) for fact in draft.facts}
    return known_answers(draft.one_thing, draft.facts, _order(request, draft), change_urls=urls)
