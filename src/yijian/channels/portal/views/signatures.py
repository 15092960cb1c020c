"""The other signature: inviting, and the pages of the person invited, who needs no account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fact_controls import typed
from yijian.channels.portal.presenters.co_sign import CoSignForm, co_sign_form, code_field
from yijian.channels.portal.presenters.progress import next_url
from yijian.channels.portal.presenters.registers import chosen
from yijian.channels.portal.views.application import filling, frame
from yijian.channels.portal.views.correction import restriction_of
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import Text
from yijian.usecases import apply, sign
from yijian.usecases.answering import AnswersRefused
from yijian.usecases.permissions import Permission
from yijian.usecases.sign import InvitationRefused
from yijian.usecases.views import CoSignView

NOT_AGREED = Text("请看过以后打勾，再签名", "Read it and tick the box before you sign")


@require_safe
@access(Permission.APPLY)
def signatures(request: HttpRequest, case_id: str) -> HttpResponse:
    """Who signs, who has signed; an invitation just made is shown once."""
    view = apply.application(actor=actor_of(request), ports=ports_of(request), case_id=case_id)
    only = restriction_of(request, view)
    handed_in = not view.editable
    shown = filling(view, only=only)
    here = reverse("portal:signatures", args=[case_id])
    return page(
        request,
        "signatures",
        {
            **frame(shown),
            "others": tuple(each for each in view.signatures if not each.applicant),
            "invitation": request.session.pop(_once(case_id), None),
            "restriction": only or handed_in,
            "handed_in": handed_in,
            "next_url": reverse("portal:case", args=[case_id])
            if only or handed_in
            else next_url(view, shown.steps, here),
        },
    )


@require_POST
@access(Permission.APPLY)
def invite(request: HttpRequest, case_id: str) -> HttpResponse:
    """Make a link and a code for the other person."""
    invitation = sign.invite(
        actor=actor_of(request),
        ports=ports_of(request),
        case_id=case_id,
        participant=request.POST.get("participant", ""),
        key=posted_key(request),
    )
    request.session[_once(case_id)] = {
        "participant": request.POST.get("participant", ""),
        "link": invitation.link,
        "code": invitation.code,
    }
    return to("signatures", case_id, anchor="invitation")


def _once(case_id: str) -> str:
    """Where the session keeps an invitation until it has been shown."""
    return f"invitation:{case_id}"


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.CO_SIGN)
def co_sign(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person: the code first, then what it is about, their own part, their signature."""
    if request.method != "POST":
        return page(request, "co_sign_code", {"fields": (code_field(),)})
    code = request.POST.get("code", "").strip()
    try:
        if request.POST.get("act") in ("fetch", "sign"):
            return _done(request, token, code)
        view = sign.open_invitation(actor=actor_of(request), ports=ports_of(request), token=token, code=code)
    except InvitationRefused as refusal:
        return page(request, "co_sign_code", {"fields": (code_field(error=refusal.text),)}, status=422)
    return to("co-signed") if view.signed_at else _asked(request, view, code, co_sign_form(view))


@require_safe
@access(Permission.CO_SIGN)
def co_signed(request: HttpRequest) -> HttpResponse:
    """Signed: nothing more to do. Says nothing of the case, because the link is used up."""
    return page(request, "co_signed", {})


def _done(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """Keep what was typed and fetch what was agreed to; with `act` sign and the box ticked, sign."""
    actor, ports = actor_of(request), ports_of(request)
    view = sign.open_invitation(actor=actor, ports=ports, token=token, code=code)
    asked = co_sign_form(view)
    entries = {fact: typed(request.POST, field) for fact, field in asked.asked}
    tail = request.POST.get("id_tail", "").strip()
    wants_to_sign = request.POST.get("act") == "sign"
    agreed = wants_to_sign and request.POST.get("agreed") == "yes"
    consents, refusals = chosen(view.registers, frozenset(request.POST))
    try:
        after = sign.co_sign(
            actor=actor,
            ports=ports,
            token=token,
            code=code,
            typed={fact: entry for fact, entry in entries.items() if entry},
            id_tail=tail,
            consents=consents,
            refusals=refusals,
            agreed=agreed,
            key=posted_key(request),
        )
    except AnswersRefused as refusal:
        fresh = sign.open_invitation(actor=actor, ports=ports, token=token, code=code)
        return _asked(request, fresh, code, _kept(co_sign_form(fresh), entries, tail, refusal.problems))
    if after.signed_at is not None:
        return to("co-signed")
    kept = _kept(co_sign_form(after), {}, tail)
    if wants_to_sign:
        kept = replace(kept, agree=replace(kept.agree, error=NOT_AGREED))
    return _asked(request, after, code, kept)


def _kept(
    asked: CoSignForm, entries: Mapping[str, str], tail: str, problems: Mapping[str, Text] | None = None
) -> CoSignForm:
    """The form as typed, with what is wrong."""
    wrong = problems or {}
    return replace(
        asked,
        asked=tuple(
            (fact, replace(field, value=entries.get(fact, field.value), error=wrong.get(fact)))
            for fact, field in asked.asked
        ),
        tail=replace(asked.tail, value=tail, error=wrong.get("id_tail")),
    )


def _asked(request: HttpRequest, view: CoSignView, code: str, form: CoSignForm) -> HttpResponse:
    return page(
        request,
        "co_sign",
        {"view": view, "form": form, "fields": form.fields, "code": code},
        status=422 if any(field.error for field in form.fields) else 200,
    )
