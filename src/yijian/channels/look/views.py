"""The switches for language, theme and mode, and the page that shows every component."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from yijian.channels.look.guide import guide_context
from yijian.channels.look.middleware import remember
from yijian.channels.look.preferences import known_choices

SEE_OTHER: Final = 303


# Every page carries these forms. A token in each would make every page of an anonymous visitor uncacheable and set a
# cookie on them; what is protected is only how the page looks, and another site cannot send it (`Sec-Fetch-Site`).
@method_decorator(csrf_exempt, name="dispatch")
class Switch(View):
    """POST: remember a choice (`language`, `theme`, `mode`) and go back to `next`. GET: the page of all components."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "look/guide.html", guide_context())

    def post(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponseRedirect(local_path(request.POST.get("next", "")))
        response.status_code = SEE_OTHER
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            return response
        for name, value in known_choices(request.POST.dict()).items():
            remember(response, name, value, secure=request.is_secure())
        return response


def local_path(address: str) -> str:
    """The address if it is a path on this site, without a language asked for in it; else the home page."""
    if "\\" in address or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return "/"
    parts = urlsplit(address.strip())
    # looked at again after splitting, which drops tabs and line breaks as a browser does
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "lang"]
    return urlunsplit(("", "", parts.path, urlencode(kept), parts.fragment))
