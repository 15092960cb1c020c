"""The application that the server runs."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yijian.site.settings")

from django.core.wsgi import get_wsgi_application
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from yijian.site.logging import configure_logging
from yijian.site.readying import ready_each_day
from yijian.site.settings import CONFIGURATION
from yijian.site.wiring import installed_ports

# The server configured a log of its own before it loaded this.
configure_logging(for_people=CONFIGURATION.demonstration)
# Who asks is who asked the proxy: signing in and codes are throttled by address.
application = wrap_wsgi_with_proxy_headers(
    get_wsgi_application(), trusted_hosts=list(CONFIGURATION.trusted_proxies)
)
ready_each_day(installed_ports().definitions, installed_ports().clock)
