"""The button in the header: signing in, or the name of who is signed in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from yijian.core.errors import Text


def account(request: HttpRequest) -> dict[str, object]:
    """`account_url` and `account_label` for the pages of the portal."""
    match = request.resolver_match
    if match is not None and match.namespaces and match.namespaces[0] != "portal":
        return {}
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return {"account_url": reverse("portal:account"), "account_label": _name(user)}
    address = reverse("portal:sign-in")
    if request.method == "GET" and request.path not in (address, reverse("portal:home")):
        address = f"{address}?{urlencode({'next': request.get_full_path()})}"
    return {"account_url": address, "account_label": Text("登录", "Sign in")}


def _name(user: object) -> str:
    """The name a person is shown under; the user name where none was given."""
    return str(getattr(user, "display_name", "") or user)
