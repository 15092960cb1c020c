"""What every request and every answer passes: limits, headers, and the outside of the installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from yijian.channels.look.errors import too_large
from yijian.site.wiring import installed_ports

LARGEST_REQUEST: Final = 64 * 1024 * 1024
"""Bytes of one request with its files; a single file has its own, smaller limit."""

PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
        "midi", "payment", "usb",
    )
)  # fmt: skip
"""No page of ours asks a browser for any of these; a photograph is taken by the file chooser, which needs none."""


class LimitsAndHeadersMiddleware:
    """Refuses what is too large before it is read, and gives every answer the headers that Django and the policy of
    contents leave out. An answer that says nothing of keeping is kept by nobody: it may be about a person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        whole = length.isascii() and length.isdigit() and int(length) <= LARGEST_REQUEST
        response = self.get_response(request) if whole else too_large(request)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PortsMiddleware:
    """Sets `request.ports`; channels read it through `channels.look.access.ports_of`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.ports = installed_ports()  # type: ignore[attr-defined] # read back through `ports_of`
        return self.get_response(request)
