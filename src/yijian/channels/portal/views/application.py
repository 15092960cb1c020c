"""The application while it is filled in: begin, overview, registers, sections of the form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import html_name, typed
from yijian.channels.look.responses import SeeOther
from yijian.channels.portal.presenters.answers_section import SLUG as ANSWERS
from yijian.channels.portal.presenters.answers_section import answers_section
from yijian.channels.portal.presenters.form import Section, section_of, sections_of, with_problems
from yijian.channels.portal.presenters.progress import Step, agreed_here, next_url, steps_of
from yijian.channels.portal.presenters.registers import chosen, register_cards
from yijian.channels.portal.presenters.summary import plan_summary
from yijian.channels.portal.views.correction import Restriction, restriction_of
from yijian.channels.portal.views.draft_cookie import forget_cookie, read_cookie
from yijian.channels.portal.views.responses import page, to
from yijian.core.cases.application_refusals import NotAdmitted
from yijian.storage.errors import VersionConflict
from yijian.usecases import apply, explore, obtain
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import NotFound, Permission
from yijian.usecases.views import ApplicationView


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """An application with its sections and steps as a page shows them."""

    view: ApplicationView
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]

    def section(self, slug: str) -> Section:
        """The section of that address. Raises NotFound."""
        for each in self.sections:
            if each.slug == slug:
                return each
        raise NotFound(what=slug)


def filling(view: ApplicationView, *, change: str = "", only: Restriction | None = None) -> Filling:
    """The application as pages; restricted to what a correction notice names, where there is one."""
    url = partial(_change_url, view.case_id)
    sections = sections_of(view, change=change, change_url=url, only=None if only is None else only.facts)
    answers = None if only else answers_section(view, change=change, change_url=url)
    shown = (*((answers,) if answers else ()), *sections)
    return Filling(view=view, sections=shown, steps=() if only else steps_of(view, shown))


def _change_url(case_id: str, section: str, name: str) -> str:
    return f"{reverse('portal:form', args=[case_id, section])}?change={name}#{name}"


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def begin(request: HttpRequest, life_event: str) -> HttpResponse:
    """Make the answers a case of one's own; who is not admitted to the joint channel is led to their plan instead."""
    cookie = read_cookie(request)
    if cookie is None:
        return to("guide", life_event)
    actor, ports = actor_of(request), ports_of(request)
    status = 200
    if request.method == "POST":
        try:
            case_id = apply.start_case(actor=actor, ports=ports, token=cookie.token, key=posted_key(request))
        except NotAdmitted:
            status = 409
        else:
            response = to("application", case_id)
            forget_cookie(response)
            return response
    draft = explore.draft(actor=actor, ports=ports, token=cookie.token)
    apart = draft.plan.admission.admitted is False
    return page(request, "begin", {"event": draft.one_thing.life_event, "apart": apart}, status=status)


@require_safe
@access(Permission.APPLY)
def overview(request: HttpRequest, case_id: str) -> HttpResponse:
    """All steps of the application and how each stands."""
    shown = filling(_read(request, case_id))
    if not shown.view.editable or restriction_of(request, shown.view):
        return to("case", case_id)
    return page(
        request,
        "application",
        {
            **frame(shown),
            "next_url": next_url(shown.view, shown.steps),
            "ready": all(step.done for step in shown.steps),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def registers(request: HttpRequest, case_id: str) -> HttpResponse:
    """What can be fetched: agree or refuse, register by register."""
    view = _read(request, case_id)
    if request.method == "POST":
        consents, refusals = chosen(view.registers, frozenset(request.POST))
        obtain.prefill(
            actor=actor_of(request),
            ports=ports_of(request),
            case_id=case_id,
            consents=consents,
            refusals=refusals,
            key=posted_key(request),
        )
        return to("registers", case_id, query="done=1")
    shown = filling(view)
    here = reverse("portal:registers", args=[case_id])
    return page(
        request,
        "registers",
        {
            **frame(shown),
            "cards": register_cards(view.registers, agreed=agreed_here(view)),
            "done": "done" in request.GET,
            "next_url": next_url(view, shown.steps, here),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.APPLY)
def form(request: HttpRequest, case_id: str, section: str) -> HttpResponse:
    """One section of the form: what is missing first, what is known after it with its source."""
    view = _read(request, case_id)
    only = restriction_of(request, view)
    change = request.POST.get("change", "") or request.GET.get("change", "")
    shown = filling(view, change=html_name(change), only=only)
    if request.method == "POST":
        return _save(request, shown, section, change=change, only=only)
    return _section(request, shown, shown.section(section), change=change, only=only)


@require_safe
@access(Permission.APPLY)
def field(request: HttpRequest, case_id: str, fact: str) -> HttpResponse:
    """The way to one fact, in whichever section it stands, to tell it anew."""
    view = _read(request, case_id)
    for each in view.fields:
        if each.field.fact == fact:
            return SeeOther(_change_url(case_id, html_name(section_of(each)), html_name(fact)))
    return SeeOther(_change_url(case_id, ANSWERS, html_name(fact)))


def _save(
    request: HttpRequest, shown: Filling, slug: str, *, change: str, only: Restriction | None
) -> HttpResponse:
    section = shown.section(slug)
    later = request.POST.get("act") == "later"
    entries = {fact: typed(request.POST, field) for fact, field in section.asked}
    kept = {fact: entry for fact, entry in entries.items() if entry or not later}
    try:
        view = (
            apply.record_answers(
                actor=actor_of(request),
                ports=ports_of(request),
                case_id=shown.view.case_id,
                typed=kept,
                key=posted_key(request),
            )
            if kept
            else shown.view  # all right as it is, or nothing typed yet: nothing to save
        )
    except AnswersRefused as refusal:
        wrong = with_problems(section, typed=entries, problems=refusal.problems)
        return _section(request, shown, wrong, change=change, only=only, status=422)
    except VersionConflict:
        again = with_problems(section, typed=entries, problems={})
        return _section(request, shown, again, change=change, only=only, status=409, changed=True)
    if only is not None:
        return to("case", view.case_id, anchor="todo")
    if later:
        return to("application", view.case_id)
    after = filling(view)
    if any(each.slug == slug and each.missing for each in after.sections):
        return to("form", view.case_id, slug)
    return SeeOther(next_url(view, after.steps, reverse("portal:form", args=[view.case_id, slug])))


def _section(
    request: HttpRequest,
    shown: Filling,
    section: Section,
    *,
    change: str,
    only: Restriction | None,
    status: int = 200,
    changed: bool = False,
) -> HttpResponse:
    return page(
        request,
        "form",
        {
            **frame(shown),
            "section": section,
            "fields": section.fields,
            "change": html_name(change),
            "restriction": only,
            "changed_meanwhile": changed,
            "here": reverse("portal:form", args=[shown.view.case_id, section.slug]),
        },
        status=status,
    )


def frame(shown: Filling) -> dict[str, object]:
    """What every page of an application needs: its name, its steps, the plan at the side."""
    view = shown.view
    done = sum(step.done for step in shown.steps)
    return {
        "view": view,
        "event": view.one_thing.life_event,
        "steps": shown.steps,
        "sections": shown.sections,
        "share": done / len(shown.steps) if shown.steps else 1.0,
        "plan": plan_summary(view.one_thing, view.plan, note=None),
    }


def _read(request: HttpRequest, case_id: str) -> ApplicationView:
    return apply.application(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
