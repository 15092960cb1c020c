"""Which channel answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from yijian.site import health

handler400 = "yijian.channels.look.errors.bad_request"
handler403 = "yijian.channels.look.errors.not_open"
handler404 = "yijian.channels.look.errors.not_found"
handler500 = "yijian.channels.look.errors.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
    path("look/", include("yijian.channels.look.urls")),
    path("catalogue/", include("yijian.channels.console.urls")),
    path("desk/", include("yijian.channels.workbench.urls")),
    path("", include("yijian.channels.portal.urls")),
]
