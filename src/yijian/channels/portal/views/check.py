"""For everyone: how far a case is, by number and query code; whether a document is genuine, by its code."""

from __future__ import annotations

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yijian.channels.look.access import access, actor_of, ports_of
from yijian.channels.look.fields import Field
from yijian.channels.portal.presenters.statuses import case_lamp, named_lamp
from yijian.channels.portal.views.responses import page, to
from yijian.core.errors import CommandRefused, Text
from yijian.usecases import follow
from yijian.usecases.permissions import NotFound, Permission
from yijian.usecases.throttling import TooManyAttempts

NUMBER = Field(
    name="number",
    label=Text("办件号", "Case number"),
    hint=Text("在回执上，像 430100-20261124-000123", "On the receipt, such as 430100-20261124-000123"),
    maxlength=40,
)
CODE = Field(
    name="code",
    label=Text("查询码", "Query code"),
    hint=Text("在回执上，8 位数字", "On the receipt, 8 digits"),
    inputmode="numeric",
    maxlength=12,
    width="short",
)
CHECK_CODE = Field(
    name="code",
    label=Text("证照上的核对码", "The code on the document"),
    hint=Text(
        "在二维码旁边；扫码会直接到结果", "Beside the QR code; scanning it leads straight to the answer"
    ),
    maxlength=64,
)
NO_SUCH_DOCUMENT = Text("没有这个核对码的证照", "There is no document with this code")
_WRITTEN_AS_CODE = re.compile(r"[\w-]+")
NO_SUCH = Text(
    "没有找到。请对照回执，看办件号和查询码有没有抄错",
    "Not found. Please compare number and code with the receipt",
)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Permission.QUERY_CASE)
def query(request: HttpRequest) -> HttpResponse:
    """How far a case is, without signing in and without anything personal."""
    if request.method != "POST":
        return page(request, "query", {"number": NUMBER, "code": CODE, "fields": (NUMBER, CODE)})
    number, code = request.POST.get("number", "").strip(), request.POST.get("code", "").strip()
    try:
        found = follow.query_case(
            actor=actor_of(request), ports=ports_of(request), case_id=number, query_code=code
        )
    except NotFound:
        return _not_found(request, number, NO_SUCH)
    except TooManyAttempts as refusal:
        response = _not_found(request, number, refusal.text, status=429)
        response.headers["Retry-After"] = str(refusal.seconds)
        return response
    except CommandRefused as refusal:
        return _not_found(request, number, refusal.text)
    return page(
        request,
        "queried",
        {
            "found": found,
            "lamp": case_lamp(found.status),
            "tasks": tuple((task, named_lamp(task.light)) for task in found.tasks),
        },
    )


def _not_found(request: HttpRequest, number: str, problem: Text, *, status: int = 422) -> HttpResponse:
    wrong = replace(NUMBER, value=number, error=problem)
    return page(request, "query", {"number": wrong, "code": CODE, "fields": (wrong, CODE)}, status=status)


@require_safe
@access(Permission.CHECK_DOCUMENT)
def check(request: HttpRequest) -> HttpResponse:
    """Where the code of a document is typed."""
    code = request.GET.get("code", "").strip()
    if not code:
        return page(request, "check", {"code": CHECK_CODE})
    if not _WRITTEN_AS_CODE.fullmatch(
        code
    ):  # such as a slash: it could not stand in the address of the answer
        return _no_such_document(request, code)
    return to("checked", code)


@require_safe
@access(Permission.CHECK_DOCUMENT)
def checked(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the document of this code is genuine and in force."""
    try:
        found = follow.check_document(actor=actor_of(request), ports=ports_of(request), code=code)
    except NotFound:
        return _no_such_document(request, code)
    return page(request, "checked", {"found": found})


def _no_such_document(request: HttpRequest, code: str) -> HttpResponse:
    field = replace(CHECK_CODE, value=code, error=NO_SUCH_DOCUMENT)
    return page(request, "check", {"code": field, "fields": (field,)}, status=404)
