"""Changing what was told after handing in: choose an answer, give the new one, see what it brings, confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import typed
from yijian.channels.look.fields import Field
from yijian.channels.portal.presenters.change import (
    change_form,
    change_lines,
    changed_words,
    consequences,
    value_control,
)
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import Text
from yijian.ports import UploadRefused
from yijian.usecases import changing
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.change_plan import ChangeIncomplete
from yijian.usecases.change_views import ChangeableView, ChangeView
from yijian.usecases.changing import ChangeNotConfirmed
from yijian.usecases.permissions import NotFound, Permission

VALUE = "value"
"""The name under which the new value goes with the confirmation."""
UNCHANGED = Text("和原来一样，没有改", "This is what it was: nothing is changed")


@require_safe
@access(Permission.APPLY)
def change(request: HttpRequest, case_id: str) -> HttpResponse:
    """The answers that may still be changed."""
    view = _changeable(request, case_id)
    if not view.facts:
        return to("case", case_id)
    return page(request, "change", {"view": view, "lines": change_lines(view)})


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def change_fact(request: HttpRequest, case_id: str, fact: str) -> HttpResponse:
    """The new value; posted, what it brings; confirmed, the change."""
    view = _changeable(request, case_id)
    chosen = next((one for one in view.facts if one.fact == fact), None)
    if chosen is None:
        if request.method == "POST":  # sent twice, and there is nothing more to change
            return to("case", case_id)
        raise NotFound(what=fact)
    field = value_control(view, chosen)
    if request.method != "POST":
        return _asked(request, view, field)
    told = request.POST[VALUE] if VALUE in request.POST else typed(request.POST, field)
    first = {fact: told}
    try:
        shown = _preview(request, case_id, fact, first)
    except AnswersRefused as refusal:
        return _asked(request, view, replace(field, value=told, error=refusal.problems.get(fact)), 422)
    if not shown.changed:
        return _asked(request, view, replace(field, value=told, error=UNCHANGED), 422)
    if VALUE not in request.POST:
        return _shown(request, shown, fact, told)
    return _confirmed(request, shown, fact, told)


def _confirmed(request: HttpRequest, first: ChangeView, fact: str, told: str) -> HttpResponse:
    case_id = first.case_id
    entries = {path: typed(request.POST, field) for path, field in change_form(first).asked}
    given = {fact: told} | {path: value for path, value in entries.items() if value}
    try:
        shown = _preview(request, case_id, fact, given)  # what is told besides may want more
    except AnswersRefused as refusal:
        return _shown(request, first, fact, told, problems=refusal.problems, status=422)
    files = {
        key: tuple((file.name or "", file.read()) for file in request.FILES.getlist(field.name))
        for key, field in change_form(shown).papers
    }
    try:
        changing.change(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            fact=fact,
            typed=given,
            files=files,
            agreed=request.POST.get("agreed") == "yes",
            key=posted_key(request),
        )
    except (ChangeIncomplete, ChangeNotConfirmed):
        there = frozenset(key for key, some in files.items() if some)
        return _shown(request, _both(first, shown), fact, told, there=there, status=422)
    except UploadRefused as refusal:
        problems = {key: refusal.text for key, some in files.items() if some}
        return _shown(request, _both(first, shown), fact, told, problems=problems, status=422)
    return to("case", case_id)


def _both(first: ChangeView, shown: ChangeView) -> ChangeView:
    """What the change brings, with all that was asked: what was told already stays on the form to be seen."""
    fields = tuple(field for field in shown.asked if field not in first.asked)
    questions = tuple(path for path in shown.questions if path not in first.questions)
    return replace(shown, asked=(*first.asked, *fields), questions=(*first.questions, *questions))


def _changeable(request: HttpRequest, case_id: str) -> ChangeableView:
    return changing.changeable(actor=actor_of(request), ports=ports_of(request), case_id=case_id)


def _preview(request: HttpRequest, case_id: str, fact: str, told: Mapping[str, str]) -> ChangeView:
    return changing.preview(
        actor=actor_of(request), ports=ports_of(request), case_id=case_id, fact=fact, typed=told
    )


def _asked(request: HttpRequest, view: ChangeableView, field: Field, status: int = 200) -> HttpResponse:
    return page(request, "change_fact", {"view": view, "field": field, "fields": (field,)}, status=status)


def _shown(
    request: HttpRequest,
    view: ChangeView,
    fact: str,
    told: str,
    *,
    there: frozenset[str] = frozenset(),
    problems: Mapping[str, Text] | None = None,
    status: int = 200,
) -> HttpResponse:
    """What the change brings, and what is wanted with it."""
    sent = status != 200
    form = change_form(
        view,
        posted=request.POST if sent else None,
        there=there,
        problems=problems,
        agreed=request.POST.get("agreed") == "yes",
    )
    return page(
        request,
        "change_shown",
        {
            "view": view,
            "fact": fact,
            "told": told,
            "changed": changed_words(view),
            "consequences": consequences(view),
            "form": form,
            "fields": form.fields,
        },
        status=status,
    )
