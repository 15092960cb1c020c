"""Signing in and out. Who tries too often waits; the page says how long."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from yijian.channels.look.access import access, actor_of, ports_of, posted_key
from yijian.channels.look.fields import Field
from yijian.channels.look.responses import SeeOther
from yijian.channels.look.views import local_path
from yijian.channels.portal.views.draft_cookie import forget_cookie, read_cookie
from yijian.channels.portal.views.responses import page, to
from yijian.core.cases.application_refusals import NotAdmitted
from yijian.core.errors import Text
from yijian.usecases import apply
from yijian.usecases.permissions import ActorKind, Permission

USERNAME = Field(
    name="username",
    label=Text("账号", "Account"),
    autocomplete="username",
    maxlength=150,
)
WRONG = Text("账号或密码不对，请再试一次", "Account or password is wrong: please try again")


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.SIGN_IN)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and go on to `next`; answers given before are taken along where `next` asks for it."""
    target = request.POST.get("next", "") or request.GET.get("next", "")
    if request.method != "POST":
        return _form(request, target)
    username = request.POST.get("username", "").strip()
    user = authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        return _form(request, target, username=username, error=WRONG, status=422)
    login(request, user)
    return _onward(request, target)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.SIGN_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and signing out."""
    if request.method == "POST":
        logout(request)
        return to("home")
    if not request.user.is_authenticated:
        return to("sign-in")
    actor = actor_of(request)
    home = _home_of(actor.kind)
    return page(
        request,
        "account",
        {
            "actor": actor,
            "applicant": actor.kind is ActorKind.APPLICANT,
            "auditor": actor.kind is ActorKind.AUDITOR,
            "home": None if home == request.path else home,
        },
    )


def locked_out(request: HttpRequest, *_from_axes: object) -> HttpResponse:
    """Too many wrong passwords: what happened, how long it lasts, what else one can do."""
    minutes = round(float(settings.AXES_COOLOFF_TIME) * 60)
    error = Text(
        f"试错太多次了，请 {minutes} 分钟以后再试。急用请打 12345 或去窗口",
        f"Too many wrong attempts: please try again in {minutes} minutes. If it is urgent, call 12345 or go to a counter",
    )
    target = request.POST.get("next", "")
    response = _form(request, target, username=request.POST.get("username", ""), error=error, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


def _onward(request: HttpRequest, target: str) -> HttpResponse:
    actor, ports, cookie = actor_of(request), ports_of(request), read_cookie(request)
    where = local_path(target) if target else ""
    if cookie and actor.kind is ActorKind.APPLICANT and where.startswith(reverse("portal:home") + "begin/"):
        try:
            case_id = apply.start_case(actor=actor, ports=ports, token=cookie.token, key=posted_key(request))
        except NotAdmitted:
            return SeeOther(where)  # where it is said why not, and what there is instead
        response = to("application", case_id)
        forget_cookie(response)
        return response
    if where:
        return SeeOther(where)
    return SeeOther(_home_of(actor.kind))


def _home_of(kind: ActorKind) -> str:
    """Where somebody of that kind begins; for who has no pages of their own the account says what the role can do."""
    names = {
        ActorKind.APPLICANT: "portal:cases",
        ActorKind.OFFICER: settings.STAFF_HOME,
        ActorKind.COORDINATOR: settings.STAFF_HOME,
        ActorKind.SUPERVISOR: settings.STAFF_HOME,
        ActorKind.COLLECTOR: settings.STAFF_HOME,
        ActorKind.AUDITOR: "portal:audit",
    }
    return reverse(names.get(kind, "portal:account"))


def _form(
    request: HttpRequest, target: str, *, username: str = "", error: Text | None = None, status: int = 200
) -> HttpResponse:
    field = replace(USERNAME, value=username, error=error)
    return page(request, "sign_in", {"username": field, "fields": (field,), "next": target}, status=status)
